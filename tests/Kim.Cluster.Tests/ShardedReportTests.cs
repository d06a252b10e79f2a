using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Kim.Cluster.Reports;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using Xunit.Abstractions;

namespace Kim.Cluster.Tests;

/// <summary>A report over 54 shards is the report over one machine, byte for byte; also from Parquet files.</summary>
public sealed class ShardedReportTests(ITestOutputHelper output)
{
    private const int Municipalities = 54;

    private static readonly ReportRequest[] Requests =
    [
        new(ReportingPeriod.Year(2024)),
        new(ReportingPeriod.HalfYear(2024, 1), [Dimension.Office]),
        new(ReportingPeriod.Quarter(2025, 2), [Dimension.Topic, Dimension.Sex]),
        new(ReportingPeriod.Year(2023), [Dimension.Language, Dimension.AgeGroup, Dimension.ClosureReason]),
    ];

    /// <summary>54,000 unless KIM_CLUSTER_REPORT_CASES says otherwise.</summary>
    private static readonly int CasesEach = int.Parse(Environment.GetEnvironmentVariable("KIM_CLUSTER_REPORT_CASES") ?? "54000", CultureInfo.InvariantCulture) / Municipalities;

    [Fact]
    public async Task Over_shards_the_bytes_are_those_of_one_machine()
    {
        var state = new SyntheticState(Municipalities, CasesEach);
        var (one, oneTime, oneMemory) = await MeasuredAsync(() => OneMachineAsync(state));
        var (sharded, shardedTime, shardedMemory) = await MeasuredAsync(async () => await ShardedReport.ReadAsync(state, await state.MunicipalitiesAsync()));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.CaseCount.Value} cases, {one.PersonCount.Value} persons: one machine {oneTime.TotalSeconds:N1} s, {oneMemory:N0} MB at most; {Municipalities} shards {shardedTime.TotalSeconds:N1} s, {shardedMemory:N0} MB; ratio of time {shardedTime / oneTime:N2}, of memory {shardedMemory / oneMemory:N2}"));
        foreach (var request in Requests)
            Assert.Equal(BytesOf(one, request), BytesOf(sharded, request));
    }

    [Fact]
    public async Task Parts_counted_by_shard_give_the_report_of_one_machine_on_all_levels()
    {
        var state = new SyntheticState(Municipalities, CasesEach);
        var request = new ReportRequest(ReportingPeriod.Quarter(2025, 2), [Dimension.Municipality, Dimension.Provider, Dimension.Office], offices: await state.OfficesAsync());
        var (one, oneTime, oneMemory) = await MeasuredAsync(async () => Report.Count(await OneMachineAsync(state), request));
        var (parts, partsTime, partsMemory) = await MeasuredAsync(async () => (await InPartsAsync(state, request)).ToReport());
        var protecting = Stopwatch.GetTimestamp();
        var published = PublishedReport.Protect(one);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Cells.Count} rows: one machine {oneTime.TotalSeconds:N1} s, {oneMemory:N0} MB; parts of {Municipalities} shards {partsTime.TotalSeconds:N1} s, {partsMemory:N0} MB; ratio of time {partsTime / oneTime:N2}, of memory {partsMemory / oneMemory:N2}; protected in {Stopwatch.GetElapsedTime(protecting).TotalSeconds:N1} s, {published.Rows.Count(r => r.IsWithheld(0))} of {published.Rows.Count} rows with something withheld first"));
        Assert.Equal(BytesOf(one), BytesOf(parts));
        Assert.Equal(BytesOf(published), BytesOf(PublishedReport.Protect(parts)));
    }

    [Fact]
    public async Task From_Parquet_files_the_bytes_are_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("kim-history-");
        try
        {
            var state = new SyntheticState(Municipalities, Math.Min(CasesEach, 500));
            var history = new History(folder.FullName);
            await history.WriteAsync(state);
            Assert.Equal(await state.MunicipalitiesAsync(), await history.MunicipalitiesAsync());
            var (here, there) = (await OneMachineAsync(state), await ShardedReport.ReadAsync(history, await history.MunicipalitiesAsync()));
            Assert.Equal((await state.OfficesAsync()).Offices, (await history.OfficesAsync()).Offices);
            foreach (var request in Requests)
                Assert.Equal(BytesOf(here, request), BytesOf(there, request));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<CaseRegister> OneMachineAsync(SyntheticState source)
    {
        var register = new CaseRegisterBuilder();
        foreach (var municipality in await source.MunicipalitiesAsync())
        {
            await foreach (var facts in source.ReadAsync(municipality))
                register.Add(facts);
        }

        return register.Build();
    }

    /// <summary>Each shard counted by itself, several at once, and the parts put together.</summary>
    private static async Task<ReportAccumulator> InPartsAsync(SyntheticState source, ReportRequest request)
    {
        var parts = new ConcurrentBag<ReportAccumulator>();
        await Parallel.ForEachAsync(await source.MunicipalitiesAsync(), async (shard, cancellation) =>
        {
            var part = ReportAccumulator.Of(await ShardedReport.ReadAsync(source, [shard], cancellation), request);

            // Whoever finds another part waiting puts both together.
            while (parts.TryTake(out var other))
                part = part.Merge(other);
            parts.Add(part);
        });
        return parts.Aggregate(ReportAccumulator.Empty(request), (all, part) => all.Merge(part));
    }

    private static string BytesOf(CaseRegister register, ReportRequest request) => BytesOf(Report.Count(register, request));

    private static string BytesOf(Report report) => BytesOf(report.ExportUnprotected(new ReportTexts(LanguageTag.German)));

    private static string BytesOf(PublishedReport report) => BytesOf(report.Export(new ReportTexts(LanguageTag.German)));

    private static string BytesOf(ReportExport export)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        export.WriteJson(text);
        return text.ToString();
    }

    /// <summary>The result, the time, and how many megabytes were in use at most.</summary>
    private static async Task<(T Result, TimeSpan Time, double Megabytes)> MeasuredAsync<T>(Func<Task<T>> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        await using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(began), (most - before) / 1e6);
    }
}
