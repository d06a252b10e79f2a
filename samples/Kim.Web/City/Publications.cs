using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;

namespace Kim.Web.City;

/// <summary>The ledger: what was published stays what it was, and its checksum says so.</summary>
internal static class Publications
{
    internal static async Task AddAsync(KimContext database, PublishedReport report, CityClock clock, string by, CancellationToken cancel)
    {
        var export = report.Export(new ReportTexts(LanguageTag.German));
        using var json = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        export.WriteJson(json);
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        export.WriteCsv(csv, CsvDialect.German);
        database.Publications.Add(new PublicationRow
        {
            At = clock.Now,
            By = by,
            Title = export.Title,
            Dimensions = string.Join(CaseRows.Between, report.Request.Dimensions.Select(d => d.Code())),
            Json = json.ToString(),
            Csv = csv.ToString(),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv.ToString()))),
        });
        database.Audit.Add(new AuditRow { At = clock.Now, By = by, Action = "report.publish", Subject = export.Title, Outcome = "done" });
        await database.SaveChangesAsync(cancel);
    }
}
