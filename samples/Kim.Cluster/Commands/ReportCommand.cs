using System.CommandLine;
using Kim.Cluster.Reports;
using Kim.Cluster.Store;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cluster.Commands;

/// <summary><c>report</c>: counts the facts of the state or of one municipality.</summary>
internal static class ReportCommand
{
    internal static Command Create()
    {
        var postgres = Shared.Postgres();
        var period = new Option<ReportingPeriod>("--period")
        {
            Description = "Such as 2026, 2026-H1, 2026-Q4 or 2026-11.",
            Required = true,
            CustomParser = result =>
            {
                if (ReportingPeriod.TryParse(result.Tokens[0].Value, out var value))
                    return value;
                result.AddError($"'{result.Tokens[0].Value}' is not a period such as 2026, 2026-H1, 2026-Q4 or 2026-11.");
                return null!;
            },
        };
        var history = new Option<string?>("--history") { Description = "Folder of Parquet files, which archive wrote; the store unless given." };
        var municipality = new Option<string?>("--municipality") { Description = "One municipality; all unless given." };
        var by = new Option<string[]>("--by") { Description = "What to break down by: " + string.Join(", ", Dimensions.All.Select(Dimensions.Code)), AllowMultipleArgumentsPerToken = true };
        by.AcceptOnlyFromAmong([.. Dimensions.All.Select(Dimensions.Code)]);
        var ledger = new Option<string?>("--ledger") { Description = "What the state published before: the report is protected against it and added to it. The file is made where there is none." };
        var protect = new Option<int>("--protect") { Description = "Withhold small counts so that each can have at least K values.", DefaultValueFactory = _ => PublishedReport.DefaultK };
        var command = new Command("report", "Counts the facts of the state, municipality by municipality, small counts withheld.") { postgres, history, period, municipality, by, protect, ledger };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = Database.Open(parsed.GetRequiredValue(postgres));
            IFactSource source = parsed.GetValue(history) is { } folder ? new History(folder) : new StoredFacts(database);
            var shards = parsed.GetValue(municipality) is { } one ? [one] : await source.MunicipalitiesAsync(cancellation);
            var dimensions = (parsed.GetValue(by) ?? []).Select(code => Dimensions.TryParse(code, out var dimension) ? dimension : Dimension.Unspecified);
            var request = new ReportRequest(parsed.GetRequiredValue(period), dimensions, offices: await source.OfficesAsync(cancellation));
            var k = parsed.GetValue(protect);
            try
            {
                var published = parsed.GetValue(ledger) is { } file
                    ? Publish(file, await ShardedReport.ReadAsync(source, shards, cancellation), request, k)
                    : PublishedReport.Protect(await ShardedReport.CountAsync(source, shards, request, cancellation), k);
                published.Export(new ReportTexts(LanguageTag.German)).WriteMarkdown(parsed.InvocationConfiguration.Output);
                return 0;
            }
            catch (Exception refused) when (refused is PublicationRefusedException or FormatException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
                return 1;
            }
        });
        return command;
    }

    private static PublishedReport Publish(string file, CaseRegister register, ReportRequest request, int k)
    {
        var published = PublishedReport.ProtectAfter(Report.Count(register, request), register, PublicationLedger.Parse(File.Exists(file) ? File.ReadAllText(file) : ""), k);
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        File.AppendAllText(file, new Publication("state", today, published).ToJson() + "\n");
        return published;
    }
}
