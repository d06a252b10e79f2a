using System.CommandLine;
using Kim.Cluster.Reports;
using Kim.Cluster.Store;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
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
                var (published, refusal) = parsed.GetValue(ledger) is { } file
                    ? Publish(file, await ShardedReport.ReadAsync(source, shards, cancellation), request, k, cancellation)
                    : (PublishedReport.Protect(await ShardedReport.CountAsync(source, shards, request, cancellation), k), null);
                if (published is null)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(refusal);
                    return 1;
                }

                published.Export(new ReportTexts(LanguageTag.German)).WriteMarkdown(parsed.InvocationConfiguration.Output);
                return 0;
            }
            catch (FormatException wrong)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(wrong.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>The report with its entry in the ledger; or why it can't be published.</summary>
    private static (PublishedReport? Published, string? Refusal) Publish(string file, CaseRegister register, ReportRequest request, int k, CancellationToken cancellation)
    {
        var outcome = PublishedReport.ProtectAfter(Report.Count(register, request), register, PublicationLedger.Parse(File.Exists(file) ? File.ReadAllText(file) : ""), k, cancellation);
        if (outcome.Report is not { } published)
            return (null, TextCatalogue.BuiltIn.For(outcome.Refusal!, LanguageTag.German).Text);
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        File.AppendAllText(file, new Publication("state", today, published).ToJson() + "\n");
        return (published, null);
    }
}
