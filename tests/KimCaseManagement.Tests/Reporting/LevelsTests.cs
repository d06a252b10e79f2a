using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Xunit.Abstractions;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>The levels above the office: provider and municipality, by a directory of offices.</summary>
public sealed class LevelsTests(ITestOutputHelper log)
{
    internal static readonly Dimension[] AllLevels = [Dimension.Municipality, Dimension.Provider, Dimension.Office];

    private static readonly Dimension[][] Tables =
    [
        AllLevels, [Dimension.Municipality, Dimension.Office], [Dimension.Sex, Dimension.Office, Dimension.Provider], [Dimension.Municipality, Dimension.Provider],
        [Dimension.Office, Dimension.Municipality, Dimension.Topic], [Dimension.Provider, Dimension.Office, Dimension.Municipality, Dimension.Sex],
    ];

    [Fact]
    public void Cases_of_the_offices_make_up_those_of_the_municipality_and_the_rows_of_one_office_are_the_same() =>
        Gen.Select(RegisterGen.Cases, Gen.Shuffle(AllLevels, 3, 3)).Sample((cases, levels) =>
        {
            var (municipality, office) = (Array.IndexOf(levels, Dimension.Municipality), Array.IndexOf(levels, Dimension.Office));
            var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, levels, offices: RegisterGen.Directory));
            foreach (var herne in report.Cells.Where(c => c.Groups.Count(g => g is not null) == 1 && c.Groups[municipality] is not null))
            {
                var offices = report.Cells.Where(c => c.Groups.Count(g => g is not null) == 2 && c.Groups[municipality] == herne.Groups[municipality] && c.Groups[office] is not null).ToList();
                Assert.Equal(herne.Served.Value, offices.Sum(c => c.Served.Value));
                Assert.Equal(herne.Opened.Value, offices.Sum(c => c.Opened.Value));
                Assert.InRange(herne.PersonsServed.Value, 0, offices.Sum(c => c.PersonsServed.Value));
            }

            foreach (var rows in report.Cells.Where(c => c.Groups[office] is not null).GroupBy(c => c.Groups[office]))
            {
                Assert.Equal(4, rows.Count());
                Assert.Single(rows.Select(c => string.Join(" ", report.Request.Measures.Select(c.Value))).Distinct());
            }
        }, iter: Iterations.Of(50, 3));

    [Fact]
    public void No_withheld_count_can_be_narrowed_on_any_level()
    {
        for (var seed = 1; seed <= ProtectionTests.TablesWanted(24); seed++)
        {
            var (random, dimensions) = (new Random(seed), Tables[seed % Tables.Length]);
            var report = Count(State(random, random.Next(5, 500)), dimensions, random.Next(2) == 0 ? Measures.OfCases : [Measure.PersonsServed, Measure.Served]);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var published = PublishedReport.Protect(report);
            var protecting = watch.ElapsedMilliseconds;
            var attacker = ProtectionTests.Attacked(report, published, 3, $"seed {seed}");
            Assert.True(ProtectionAudit.Of(published).FindsNothing);
            log.WriteLine($"{seed} {string.Join(",", dimensions)}: {report.Cells.Count} cells, {attacker.Withheld.Count()} withheld, protected in {protecting} ms, attacked in {watch.ElapsedMilliseconds - protecting} ms; given up {string.Join(",", published.GivenUp)}");
        }
    }

#if !NETFRAMEWORK // The solver's native library is not found there.
    [Fact]
    public void A_solver_finds_K_values_of_every_withheld_count_on_every_level()
    {
        for (var seed = 1; seed <= ProtectionTests.TablesWanted(4); seed++)
        {
            var random = new Random(seed);
            var report = Count(State(random, random.Next(20, 120)), Tables[seed % Tables.Length], random.Next(2) == 0 ? [Measure.Opened, Measure.Served] : [Measure.PersonsServed, Measure.Served]);
            var attacker = new Attacker(PublishedReport.Protect(report));
            var truth = ProtectionTests.TruthOf(report, attacker);
            foreach (var figure in attacker.Withheld)
                Assert.True(attacker.PossibleValues(figure, truth[figure] - 5, truth[figure] + 5, 3) >= 3, $"seed {seed}, {figure} = {truth[figure]}");
        }
    }

    [Fact]
    public void Quarter_after_quarter_and_one_level_after_another_nothing_is_given_away()
    {
        var register = RegisterGen.Register(State(new Random(3), 60));
        var ledger = PublicationLedger.Empty;
        foreach (var quarter in new[] { 1, 2 })
        {
            var report = Report.Count(register, new ReportRequest(ReportingPeriod.Quarter(2024, quarter), [Dimension.Municipality, Dimension.Office], offices: Directory));
            var published = PublishedReport.ProtectAfter(report, register, ledger).Report!;
            foreach (var rows in published.Rows.Where(r => r.Groups[1] is not null).GroupBy(r => r.Groups[1]))
                Assert.Single(rows.Select(r => string.Join(" ", report.Request.Measures.Select((_, m) => r.Text(m)))).Distinct());
            ledger = PublicationLedger.Parse(ledger.With(new Publication("state", new LocalDate(2024, 7, 15), published)).ToString());
            Assert.Equal(Directory, ledger.Publications[^1].Report.Request.Offices);
        }

        new LedgerAttacker(ledger.Publications.Select(p => (p.Report, register)), register).FindsNothing(3, attacked: 100_000);
    }
#endif

    [Fact]
    public void The_order_of_cases_and_of_the_directory_changes_nothing_that_is_published() =>
        Gen.Select(Gen.Int, Gen.Int[5, 200], RegisterGen.Among(Tables)).Sample((seed, size, dimensions) =>
        {
            var cases = State(new Random(seed), size);
            var backwards = Directory.Offices.Reverse().Aggregate(OfficeDirectory.Empty, (all, office) => all.With(office, Directory.ProviderOf(office), Directory.MunicipalityOf(office)));
            Assert.Equal(Directory, backwards);
            var shuffled = Report.Count(RegisterGen.Register(Enumerable.Reverse(cases)), new ReportRequest(RegisterGen.Period, dimensions, offices: backwards));
            Assert.Equal(Csv(Count(cases, dimensions, Measures.OfCases)), Csv(shuffled));
        }, iter: Iterations.Of(20, 2));

    [Fact]
    public void Municipalities_counted_apart_merge_to_the_same_bytes() =>
        Gen.Select(Gen.Int, Gen.Int[0, 200]).Sample((seed, size) =>
        {
            var cases = State(new Random(seed), size);
            var request = new ReportRequest(RegisterGen.Period, AllLevels, offices: Directory);
            ReportAccumulator Of(IEnumerable<CaseFacts> part) => ReportAccumulator.Of(RegisterGen.Register(part), request);
            var merged = cases.GroupBy(c => Directory.MunicipalityOf(c.Office)).Aggregate(ReportAccumulator.Empty(request), (all, part) => all.Merge(Of(part)));
            using var expected = new MemoryStream();
            using var actual = new MemoryStream();
            Of(cases).Write(expected);
            merged.Write(actual);
            Assert.Equal(expected.ToArray(), actual.ToArray());
            Assert.Equal(Csv(Report.Count(RegisterGen.Register(cases), request)), Csv(merged.ToReport()));
        }, iter: Iterations.Of(30, 2));

    [Fact]
    public void An_office_has_one_provider_and_one_municipality()
    {
        Assert.Throws<ArgumentException>(() => Directory.With(OfficeCode.From("o1")));
        Assert.Throws<ArgumentException>(() => Directory.With(default));
        Assert.Null(Directory.ProviderOf(OfficeCode.From("elsewhere")));
        Assert.Equal(OfficeDirectory.Empty.With(OfficeCode.From("o")), OfficeDirectory.Empty.With(OfficeCode.From("o"), default(ProviderCode), default(MunicipalityCode)));
        Assert.Same(OfficeDirectory.Empty, new ReportRequest(RegisterGen.Period, [Dimension.Office], offices: Directory).Offices);
    }

    /// <summary>Of nine offices in three towns, run by three providers; of the last office the directory doesn't know where it lies, of the one before not who runs it.</summary>
    internal static OfficeDirectory Directory { get; } = Enumerable.Range(0, 9).Aggregate(OfficeDirectory.Empty, (all, i) => all.With(
        OfficeCode.From($"o{i}"), i == 7 ? null : ProviderCode.From($"provider{i * 5 % 7 % 3}"), i == 8 ? null : MunicipalityCode.From($"town{i % 3}")));

    private static List<CaseFacts> State(Random random, int count) => ProtectionTests.City(random, count, offices: random.Next(3, 11));

    private static Report Count(List<CaseFacts> cases, IReadOnlyList<Dimension> dimensions, IReadOnlyList<Measure> measures) =>
        Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, dimensions, measures, offices: Directory));

    private static string Csv(Report report)
    {
        using var output = new StringWriter();
        report.ExportUnprotected(new ReportTexts(LanguageTag.German)).WriteCsv(output);
        PublishedReport.Protect(report).Export(new ReportTexts(LanguageTag.German)).WriteCsv(output);
        return output.ToString();
    }
}
