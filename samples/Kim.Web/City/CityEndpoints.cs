using System.Globalization;
using System.Text;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;

namespace Kim.Web.City;

/// <summary>The report as a file: CSV for a German spreadsheet, XLSX, JSON-stat; and what was published, byte by byte.</summary>
internal static class CityEndpoints
{
    internal static void MapCity(this WebApplication app)
    {
        app.MapGet("/city/report.{format:regex(^(csv|xlsx|json)$)}", DownloadAsync).RequireAuthorization(Roles.Council).ExcludeFromDescription();
        app.MapGet("/published/{number:long}.{format:regex(^(csv|json)$)}", async (long number, string format, KimContext database, CancellationToken cancel) =>
            await database.Publications.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel) is { } row
                ? Results.File(Encoding.UTF8.GetBytes(format == "csv" ? row.Csv : row.Json), format == "csv" ? "text/csv; charset=utf-8" : "application/json", FormattableString.Invariant($"kim-{number}.{format}"))
                : Results.NotFound())
            .RequireRateLimiting(SafetySetup.PublicLimit).ExcludeFromDescription();
    }

    private static async Task<IResult> DownloadAsync(string format, string? period, string[]? by, HttpContext context, CityReports reports, CityClock clock, Speech say, TextCatalogue texts, TopicTaxonomy taxonomy, AuditLog audit, CancellationToken cancel)
    {
        var choice = new ReportChoice { Period = period, By = [.. by ?? []] };
        var report = await reports.CountAsync(choice.Request(await reports.StartAsync(cancel), clock.Today), cancel);
        await audit.WriteAsync(context.User.Actor().Value, "report.download." + format, "", "done", cancel);
        var export = report.Export(new ReportTexts(format == "csv" ? LanguageTag.German : say.Language, texts, taxonomy));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        switch (format)
        {
            case "csv":
                export.WriteCsv(text, CsvDialect.German);
                return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "kim.csv");
            case "json":
                export.WriteJsonStat(text);
                return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "application/json", "kim.json");
            default:
                var sheet = new MemoryStream();
                await sheet.SaveAsAsync(Rows(export), cancellationToken: cancel);
                sheet.Position = 0;
                return Results.File(sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "kim.xlsx");
        }
    }

    /// <summary>Numbers as numbers, what is withheld as the sign for it.</summary>
    private static IEnumerable<Dictionary<string, object?>> Rows(ReportExport export)
    {
        var headings = export.Headings;
        foreach (var row in export.Rows)
        {
            var names = export.GroupNames(row);
            var cells = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < headings.Count; i++)
                cells[headings[i]] = i < names.Count ? names[i] : row.IsWithheld(i - names.Count) ? ReportExport.WithheldSign : row.Values[i - names.Count];
            yield return cells;
        }
    }
}
