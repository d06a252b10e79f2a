using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Kim.Cluster.Commands;
using Kim.Cluster.Reports;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using Xunit.Abstractions;

namespace Kim.Cluster.Tests;

/// <summary>A report over 54 shards is the report over one machine, byte for byte; also from Parquet files.</summary>
public sealed class ShardedReportTests(ITestOutputHelper output)
{
    private const int Municipalities = 54;

    /// <summary>54,000 unless KIM_CLUSTER_REPORT_CASES says otherwise.</summary>
    private static readonly int CasesEach = int.Parse(Environment.GetEnvironmentVariable("KIM_CLUSTER_REPORT_CASES") ?? "54000", CultureInfo.InvariantCulture) / Municipalities;

    [Fact]
    public async Task Over_shards_the_bytes_are_those_of_one_machine()
    {
        var state = new SyntheticState(Municipalities, CasesEach);
        var requests = RequestsOf(await state.OfficesAsync());
        await WarmUpAsync(requests);

        // First the shards, while memory is as small as it would be there.
        var sharded = new List<(Report Report, Cost Cost)>();
        foreach (var request in requests)
        {
            using var measured = new Measured();
            sharded.Add((await ShardedReport.CountAsync(state, await state.MunicipalitiesAsync(), request), measured.Stop()));
        }

        foreach (var ((report, many), (expected, one)) in sharded.Zip(await OneMachineAsync(state, requests)))
        {
            output.WriteLine($"by {string.Join(", ", report.Request.Dimensions.Select(Dimensions.Code))}, {report.Cells.Count} rows: one machine {one}; {Municipalities} shards {many}; " + string.Create(
                CultureInfo.InvariantCulture, $"ratio of time {many.Seconds / one.Seconds:N2}, of processor time {many.ProcessorSeconds / one.ProcessorSeconds:N2}, of memory {many.Megabytes / one.Megabytes:N2}"));
            Assert.Equal(expected, BytesOf(report));
        }
    }

    [Fact]
    public async Task On_all_levels_what_is_published_is_the_same()
    {
        var state = new SyntheticState(Municipalities, Math.Min(CasesEach, 1000));
        var request = RequestsOf(await state.OfficesAsync())[^1];
        var published = PublishedReport.Protect(Report.Count(await OneMachineAsync(state), request));
        Assert.Contains(published.Rows, row => row.IsWithheld(0));
        Assert.Equal(BytesOf(published), BytesOf(PublishedReport.Protect(await ShardedReport.CountAsync(state, await state.MunicipalitiesAsync(), request))));
    }

    [Fact]
    public async Task From_Parquet_files_the_bytes_are_the_same()
    {
        var state = new SyntheticState(Municipalities, Math.Min(CasesEach, 500));
        var here = await OneMachineAsync(state);
        await WithHistoryAsync(state, async history =>
        {
            var shards = await history.MunicipalitiesAsync();
            Assert.Equal(await state.MunicipalitiesAsync(), shards);
            Assert.Equal((await state.OfficesAsync()).Offices, (await history.OfficesAsync()).Offices);
            var register = await ShardedReport.ReadAsync(history, shards);
            foreach (var request in RequestsOf(await history.OfficesAsync()))
            {
                var expected = BytesOf(Report.Count(here, request));
                Assert.Equal(expected, BytesOf(await ShardedReport.CountAsync(history, shards, request)));
                Assert.Equal(expected, BytesOf(Report.Count(register, request)));
            }
        });
    }

    [Fact]
    public async Task The_command_publishes_what_one_machine_would_with_a_ledger_and_without()
    {
        var state = new SyntheticState(4, 200);
        var here = await OneMachineAsync(state);
        await WithHistoryAsync(state, async history =>
        {
            var request = new ReportRequest(ReportingPeriod.Quarter(2025, 2), [Dimension.Municipality, Dimension.Office], offices: await history.OfficesAsync());
            string[] arguments = ["--history", history.Folder, "--period", "2025-Q2", "--by", "municipality", "office"];
            Assert.Equal((0, MarkdownOf(PublishedReport.Protect(Report.Count(here, request)))), await RunAsync(arguments));

            var ledger = PublicationLedger.Empty;
            var file = Path.Combine(history.Folder, "ledger.jsonl");
            foreach (var k in (int[])[3, 5])
            {
                var published = PublishedReport.ProtectAfter(Report.Count(here, request), here, ledger, k).Report!;
                Assert.Equal((0, MarkdownOf(published)), await RunAsync([.. arguments, "--ledger", file, "--protect", k.ToString(CultureInfo.InvariantCulture)]));
                ledger = PublicationLedger.Parse(await File.ReadAllTextAsync(file));
                Assert.Equal(k, ledger.Publications[^1].Report.K);
            }

            Assert.Equal(2, ledger.Publications.Count);
        });
    }

    /// <summary>The last one is by all levels.</summary>
    private static ReportRequest[] RequestsOf(OfficeDirectory offices) =>
    [
        new(ReportingPeriod.Year(2024)),
        new(ReportingPeriod.HalfYear(2024, 1), [Dimension.Office]),
        new(ReportingPeriod.Quarter(2025, 2), [Dimension.Topic, Dimension.Sex]),
        new(ReportingPeriod.Year(2023), [Dimension.Language, Dimension.AgeGroup, Dimension.ClosureReason]),
        new(ReportingPeriod.Quarter(2025, 2), [Dimension.Municipality, Dimension.Provider, Dimension.Office], offices: offices),
    ];

    private static async Task WithHistoryAsync(SyntheticState state, Func<History, Task> act)
    {
        var folder = Directory.CreateTempSubdirectory("kim-history-");
        try
        {
            var history = new History(folder.FullName);
            await history.WriteAsync(state);
            await act(history);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        await using var written = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await ReportCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = written, Error = written });
        return (exitCode, written.ToString());
    }

    /// <summary>Nobody measured below is the first to run, whose code has to be compiled.</summary>
    private static async Task WarmUpAsync(ReportRequest[] requests)
    {
        var state = new SyntheticState(Municipalities, 100);
        foreach (var request in requests)
            await ShardedReport.CountAsync(state, await state.MunicipalitiesAsync(), request);
        await OneMachineAsync(state, requests);
    }

    /// <summary>The bytes of each report, and what reading the register and counting it took; the register is gone then.</summary>
    private static async Task<List<(string Bytes, Cost Cost)>> OneMachineAsync(SyntheticState state, ReportRequest[] requests)
    {
        using var reading = new Measured();
        var register = await OneMachineAsync(state);
        var read = reading.Stop();
        return [.. requests.Select(request =>
        {
            using var counting = new Measured(reading);
            var report = Report.Count(register, request);
            var counted = counting.Stop();
            return (BytesOf(report), new Cost(read.Seconds + counted.Seconds, read.ProcessorSeconds + counted.ProcessorSeconds, Math.Max(read.Megabytes, counted.Megabytes)));
        })];
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

    private static string MarkdownOf(PublishedReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        report.Export(new ReportTexts(LanguageTag.German)).WriteMarkdown(text);
        return text.ToString();
    }

    private static string BytesOf(Report report) => BytesOf(report.ExportUnprotected(new ReportTexts(LanguageTag.German)));

    private static string BytesOf(PublishedReport report) => BytesOf(report.Export(new ReportTexts(LanguageTag.German)));

    private static string BytesOf(ReportExport export)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        export.WriteJson(text);
        return text.ToString();
    }

    /// <summary>What some work took.</summary>
    private sealed record Cost(double Seconds, double ProcessorSeconds, double Megabytes)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:N1} s, {ProcessorSeconds:N1} s of processors, {Megabytes:N0} MB at most");
    }

    /// <summary>Looks at time and memory while something is done.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly long _bytesBefore;
        private readonly TimeSpan _processorBefore;
        private readonly long _began;
        private readonly Timer _timer;
        private long _mostBytes;

        /// <summary>Begins.</summary>
        /// <param name="after">What was measured before and is in memory still, so that it is counted along.</param>
        internal Measured(Measured? after = null)
        {
            var now = GC.GetTotalMemory(forceFullCollection: true);
            (_bytesBefore, _mostBytes) = (after?._bytesBefore ?? now, now);
            _timer = new Timer(_ => Look(), null, 0, 20);
            using var process = Process.GetCurrentProcess();
            _processorBefore = process.TotalProcessorTime;
            _began = Stopwatch.GetTimestamp();
        }

        internal Cost Stop()
        {
            var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
            using var process = Process.GetCurrentProcess();
            Look();
            return new Cost(seconds, (process.TotalProcessorTime - _processorBefore).TotalSeconds, (_mostBytes - _bytesBefore) / 1e6);
        }

        public void Dispose() => _timer.Dispose();

        private void Look() => _mostBytes = Math.Max(_mostBytes, GC.GetTotalMemory(forceFullCollection: false));
    }
}
