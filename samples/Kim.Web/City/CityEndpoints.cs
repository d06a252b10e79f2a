using System.Text;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
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

    private static async Task<IResult> DownloadAsync(string format, string? period, string[]? by, HttpContext context, CityReports reports, Speech say, AuditLog audit, CancellationToken cancel)
    {
        var report = await reports.CountAsync(new ReportChoice { Period = period, By = [.. by ?? []] }, cancel);
        await audit.WriteAsync(context.User.Actor().Value, "report.download." + format, "", "done", cancel);
        var export = report.Export(await reports.TextsAsync(format == "csv" ? LanguageTag.German : say.Language, cancel));
        switch (format)
        {
            case "csv":
                return Results.File(Encoding.UTF8.GetBytes(CityReports.Text(writer => export.WriteCsv(writer, CsvDialect.German))), "text/csv; charset=utf-8", "kim.csv");
            case "json":
                return Results.File(Encoding.UTF8.GetBytes(CityReports.Text(export.WriteJsonStat)), "application/json", "kim.json");
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
