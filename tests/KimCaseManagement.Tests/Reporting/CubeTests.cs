using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>However a cube is counted, by places for all combinations, by those that occur, on several threads: the figures are those of the definitions.</summary>
public sealed class CubeTests
{
    // More than a million combinations of groups, of which few occur.
    private static readonly Dimension[] Many =
        [Dimension.Provider, Dimension.GermanOutcome, Dimension.Topic, Dimension.ResidenceOutcome, Dimension.AgeGroup, Dimension.DurationClass];

    [Fact]
    public void A_cube_of_more_combinations_than_have_a_place_is_what_the_definitions_say()
    {
        Assert.False(new CellIndex([.. Many.Select(d => Axis.Of(RegisterGen.Register([]), new ReportRequest(RegisterGen.Period, [d], offices: RegisterGen.Directory), d))]).IsDense);
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, Gen.Shuffle(Many)).Sample((all, contacts, dimensions) =>
        {
            var cases = all.Take(3).ToList();
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All, offices: RegisterGen.Directory);
            Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(Count(cases, contacts, request)));
        }, iter: Iterations.Of(20, 2));
    }

    [Fact]
    public void A_large_cube_begins_with_what_was_open_and_ends_with_contacts_of_cases_that_come_later()
    {
        List<CaseFacts> cases =
        [
            Facts("c0", new LocalDate(2024, 1, 5), null, "RES-PASS"),
            Facts("c1", new LocalDate(2024, 1, 6), new LocalDate(2024, 3, 1), "RES-TITLE"),
            Facts("c2", new LocalDate(2024, 4, 1), new LocalDate(2024, 5, 1), "BEN-APPLY"),
            Facts("c3", new LocalDate(2024, 7, 1), null, "HOU-SEARCH"),
            Facts("c4", new LocalDate(2024, 8, 1), null, "LNG-INTEG"),
        ];
        foreach (var measures in new IReadOnlyList<Measure>[] { Measures.All, [Measure.DurationMedian, Measure.PersonsNew, Measure.Contacts] })
        {
            var request = new ReportRequest(RegisterGen.Period, Many, measures, offices: RegisterGen.Directory);
            List<(string Case, LocalDate On, int? Minutes)> contacts = [("c4", request.Period.From, 30), ("c3", request.Period.From, null), ("c0", request.Period.From, 5)];
            var report = Count(cases, contacts, request);
            Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(report));
            Assert.All(report.Cells, cell => Assert.Equal(cell.Groups.All(g => g is not null), cell.IsInnermost));
        }
    }

    [Fact]
    public void Cells_of_a_large_cube_stand_in_the_order_of_merged_parts() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, Gen.Shuffle(Many)).Sample((all, contacts, dimensions) =>
        {
            var register = RegisterGen.Register(all.Take(10));
            var request = new ReportRequest(RegisterGen.Period, dimensions, [Measure.Served, Measure.PersonsServed, Measure.PersonsEver, Measure.Contacts, Measure.DurationP90], offices: RegisterGen.Directory);
            var tally = RegisterGen.Tally(register, request.Period, contacts);
            var (counted, merged) = (Report.Count(register, request, tally), ReportAccumulator.Of(register, request, tally).ToReport());
            Assert.Equal(merged.Cells.Select(c => c.Key), counted.Cells.Select(c => c.Key));
            Assert.Equal(Cells(merged), Cells(counted));
            Assert.Equal(merged.Cells.Select(c => c.IsInnermost), counted.Cells.Select(c => c.IsInnermost));
            Assert.Equal(merged.Cells.Select(c => c.CasesWithContacts), counted.Cells.Select(c => c.CasesWithContacts));
        }, iter: Iterations.Of(20, 2));

    [Fact]
    public void A_large_cube_is_counted_beside_small_ones()
    {
        var register = RegisterGen.Register([Facts("c0", new LocalDate(2024, 4, 5), null, "RES-PASS"), Facts("c1", new LocalDate(2024, 4, 5), null, "BEN")]);
        ReportRequest[] requests = [new(RegisterGen.Period, Many, offices: RegisterGen.Directory), new(RegisterGen.Period, [Dimension.Topic]), new(RegisterGen.Period, [Dimension.AgeGroup, .. Many.Where(d => d != Dimension.AgeGroup)], offices: RegisterGen.Directory)];
        var reports = Report.CountAll(register, requests);
        Assert.Equal(requests.Select(r => Cells(Report.Count(register, r))), reports.Select(Cells));
        foreach (var cell in reports[1].Cells)
            Assert.Equal(cell.Served, reports[0].Find(null, null, cell.Groups[0], null, null, null)!.Served);
    }

    [Fact]
    public void Values_too_many_to_be_counted_have_the_quantiles_of_the_definitions()
    {
        var random = new Random(5);
        var topics = new[] { "RES", "RES-PASS", "BEN", "BEN-APPLY", "HOU-SEARCH" };
        List<CaseFacts> cases = [.. Enumerable.Range(0, 60).Select(i =>
        {
            var opened = new LocalDate(2010, 1, 1).PlusDays(random.Next(5200));
            var closed = RegisterGen.Period.From.PlusDays(random.Next(-20, 100));
            return new CaseFacts(
                CaseId.From($"c{i}"), PersonKey.From($"p{i % 50}"), OfficeCode.From("o"), opened, random.Next(2) == 0 || closed < opened ? null : closed, topics: topics.Where(_ => random.Next(3) == 0).Select(TopicCode.From),
                birthYear: 1950 + (i % 60), sex: i % 2 == 0 ? Sex.Female : Sex.Male);
        })];
        List<(string Case, LocalDate On, int? Minutes)> contacts = [.. Enumerable.Range(0, 300).Select(_ => ($"c{random.Next(60)}", RegisterGen.Period.From.PlusDays(random.Next(60)), (int?)5))];
        Dimension[] dimensions = [Dimension.AgeGroup, Dimension.Topic, Dimension.Sex];
        foreach (var measures in new IReadOnlyList<Measure>[] { Measures.All, [Measure.DurationP90], [Measure.OpenDurationMedian, Measure.DurationMedian] })
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, measures);
            Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(Count(cases, contacts, request)));
        }
    }

    [Fact]
    public void Many_topics_of_a_case_count_in_each_group_of_each_other_dimension()
    {
        var topics = TopicTaxonomy.Core.All.Where(t => !t.IsDeprecated).Select(t => t.Code).Take(20).ToList();
        List<CaseFacts> cases = [.. Enumerable.Range(0, 4).Select(i => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i / 2}"), OfficeCode.From($"o{i % 2}"), RegisterGen.Period.From, topics: topics, sex: i == 0 ? Sex.Female : Sex.Male))];
        foreach (var dimensions in new Dimension[][] { [Dimension.Office, Dimension.Sex, Dimension.Topic], [Dimension.Topic, Dimension.Office, Dimension.Sex] })
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All);
            List<(string Case, LocalDate On, int? Minutes)> contacts = [("c1", RegisterGen.Period.From, 5), ("c3", RegisterGen.Period.From, 7)];
            Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(Count(cases, contacts, request)));
        }
    }

    [Fact]
    public void Thousands_of_cases_are_the_same_on_any_number_of_threads()
    {
        var random = new Random(3);
        var register = RegisterGen.Register(Enumerable.Range(0, 9_000).Select(i =>
        {
            var opened = new LocalDate(2024, 1, 1).PlusDays(random.Next(180));
            return new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From($"o{random.Next(3)}"), opened, random.Next(2) == 0 ? null : opened.PlusDays(random.Next(100)));
        }));
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Office], [.. Measures.OfCases, Measure.OpenDurationP90]);
        var one = Cells(Report.CountAll(register, [request])[0]);
        foreach (var threads in new[] { 2, 3, 8 })
            Assert.Equal(one, Cells(Report.CountAll(register, [request], threads: threads)[0]));
        Assert.Equal(9_000, Report.Count(register, request).Total.PersonsEver.Value);
    }

    [Fact]
    public void Cases_of_long_ago_count_as_others()
    {
        List<CaseFacts> cases =
        [
            Facts("c0", new LocalDate(1931, 5, 1), new LocalDate(2024, 4, 5)), Facts("c1", new LocalDate(1968, 12, 31), null), Facts("c2", new LocalDate(1969, 12, 31), new LocalDate(2024, 6, 30)), Facts("c3", new LocalDate(2024, 4, 1), null),
        ];
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Topic], Measures.All);
        Assert.Equal(new CountingByDefinition(cases, [], request).Cells(), Cells(Count(cases, [], request)));
        var before = new ReportRequest(ReportingPeriod.Year(1969), [Dimension.Office], Measures.All);
        Assert.Equal(new CountingByDefinition(cases, [], before).Cells(), Cells(Count(cases, [], before)));
    }

    [Fact]
    public void Stock_closes_over_more_days_than_are_kept()
    {
        // Ten thousand years of two offices are too many days for a stock of each.
        List<CaseFacts> cases = [Facts("c0", new LocalDate(1, 1, 1), new LocalDate(2024, 5, 1)), Facts("c1", new LocalDate(2024, 4, 1), null), Facts("c2", new LocalDate(2000, 1, 1), new LocalDate(2024, 3, 31)), Facts("c3", new LocalDate(9998, 1, 1), null, office: "wanne")];
        var register = RegisterGen.Register(cases);
        foreach (var period in new[] { RegisterGen.Period, ReportingPeriod.Year(1), ReportingPeriod.Year(9998), ReportingPeriod.Month(2024, 3) })
        {
            var request = new ReportRequest(period, [Dimension.Office], [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served]);
            Assert.Equal(new CountingByDefinition(cases, [], request).Cells(), Cells(Report.Count(register, request)));
        }
    }

    [Fact]
    public void A_report_may_be_of_days_before_all_cases_and_after_them()
    {
        List<CaseFacts> cases = [Facts("c0", new LocalDate(2024, 4, 10), new LocalDate(2024, 4, 20)), Facts("c1", new LocalDate(2024, 4, 12), null)];
        var register = RegisterGen.Register(cases);
        for (var shift = -3; shift < 14; shift++)
        {
            var from = new LocalDate(2024, 4, 10).PlusDays(shift);
            foreach (var days in new[] { 1, 2, 30 })
            {
                var request = new ReportRequest(new ReportingPeriod(from, from.PlusDays(days)), [Dimension.Office], Measures.OfCases);
                Assert.Equal(new CountingByDefinition(cases, [], request).Cells(), Cells(Report.Count(register, request)));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(1, 0, 1, 0)]
    public void Figures_that_do_not_close_are_not_handed_out(int moreAtStart, int moreOpened, int moreClosed, int moreAtEnd)
    {
        var register = RegisterGen.Register([Facts("c0", new LocalDate(2024, 1, 10), new LocalDate(2024, 4, 20)), Facts("c1", new LocalDate(2024, 4, 12), null)]);
        AssertFound(null, [], [(null, 0, 0, 0, 0)], [(null, moreAtStart, moreOpened, moreClosed, moreAtEnd)]);
        AssertFound("mitte", [Dimension.Office], [(null, 0, 0, 0, 0), ("mitte", 0, 0, 0, 0)], [(null, 0, 0, 0, 0), ("mitte", moreAtStart, moreOpened, moreClosed, moreAtEnd)]);

        void AssertFound(string? office, Dimension[] dimensions, (string?, int, int, int, int)[] right, (string?, int, int, int, int)[] wrong)
        {
            register.Proof.Value.Check(Made(dimensions, Measure.Served, right));
            var found = Assert.Throws<FiguresDoNotCloseException>(() => register.Proof.Value.Check(Made(dimensions, Measure.Served, wrong)));
            Assert.Equal((office, RegisterGen.Period), (found.Office, found.Period));
            Assert.StartsWith($"The figures of {(office is null ? "the city" : "the office 'mitte'")} in [2024-04-01..2024-07-01) don't close: {1 + moreAtStart} at the start + {1 + moreOpened} opened − {1 + moreClosed} closed should be {1 + moreAtEnd} at the end; by openings and closings before the days there are 1 at the start and 1 at the end.", found.Message, StringComparison.Ordinal);

            // What counts no cases has no stock that could be checked.
            register.Proof.Value.Check(Made(dimensions, Measure.PersonsServed, wrong));
        }

        static Report Made(Dimension[] dimensions, Measure measure, (string? Office, int AtStart, int Opened, int Closed, int AtEnd)[] cells) => new(
            new ReportRequest(RegisterGen.Period, dimensions, [measure]),
            TopicTaxonomy.Core,
            new KeyedCells([.. cells.Select(c => (
                (IReadOnlyList<string?>)[.. dimensions.Select(_ => c.Office)],
                (IReadOnlyDictionary<Measure, long>)new Dictionary<Measure, long> { [Measure.OpenAtStart] = 1 + c.AtStart, [Measure.Opened] = 1 + c.Opened, [Measure.Closed] = 1 + c.Closed, [Measure.OpenAtEnd] = 1 + c.AtEnd },
                0L))]));
    }

    [Fact]
    public void Combinations_are_numbered_once_however_many_groups_there_are()
    {
        // On either side of what a table of children holds, and where a product of numbers of groups is larger than an int.
        int[] groups = [0, 1, 7, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2_999_999], few = [0, 4], others = [0, 99_999];
        var space = new CellSpace([3_000_000, 5, 100_000]);
        Assert.Equal(1, space.Count);
        var first = Cells();
        Assert.Equal(Enumerable.Range(0, first.Length), first.OrderBy(c => c));
        Assert.Equal((first.Length, 0), (space.Count, first[0]));
        Assert.Equal(first, Cells());
        Assert.Equal(first.Length, space.Count);
        var expected = groups.SelectMany(a => few.SelectMany(b => others.Select(c => (a, b, c)))).OrderBy(g => g);
        Assert.Equal(expected, first.Select(c => (space.GroupOf(c, 0), space.GroupOf(c, 1), space.GroupOf(c, 2))).OrderBy(g => g));

        int[] Cells()
        {
            space.Begin();
            space.Extend(groups);
            space.Extend(few);
            space.Extend(others);
            return space.Current.ToArray();
        }
    }

    [Fact]
    public void A_status_that_the_library_does_not_know_is_not_assessable()
    {
        var facts = new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), RegisterGen.Period.From, residenceStatusAtOpening: ResidenceStatusCode.From("DUL_60A"), residenceStatus: ResidenceStatusCode.From("ZZ_NEW"));
        Assert.Equal([null, "not-assessable"], Report.Count(RegisterGen.Register([facts]), new ReportRequest(RegisterGen.Period, [Dimension.ResidenceOutcome])).Cells.Select(c => c.Groups[0]));
    }

    [Fact]
    public void What_is_no_measure_has_no_figure()
    {
        var register = RegisterGen.Register([Facts("c0", RegisterGen.Period.From, null)]);
        var report = Report.Count(register, new ReportRequest(RegisterGen.Period, null, [Measure.Served]));
        foreach (var measure in new[] { (Measure)(-1), Measure.Unspecified, (Measure)99 })
            Assert.StartsWith("This is not a measure.", Assert.Throws<ArgumentOutOfRangeException>(() => report.Total.Value(measure)).Message, StringComparison.Ordinal);
        var merged = ReportAccumulator.Of(register, report.Request).ToReport();
        Assert.Equal("The measure 'persons_served' was not counted for this report; ask for it.", Assert.Throws<InvalidOperationException>(() => merged.Total.PersonsServed).Message);
    }

    [Fact]
    public void A_measure_that_was_not_asked_for_is_counted_when_it_is_looked_at()
    {
        var register = RegisterGen.Register([Facts("c0", RegisterGen.Period.From, null)]);
        var report = Report.Count(register, new ReportRequest(RegisterGen.Period, null, [Measure.Served]), RegisterGen.Tally(register, RegisterGen.Period, [("c0", RegisterGen.Period.From, 5)]));
        Assert.Equal((1, 1, 1, 5), (report.Total.CasesWithContacts, report.Total.PersonsServed.Value, report.Total.Contacts.Value, report.Total.ContactMinutes));
        Assert.Equal(0, Report.Count(register, new ReportRequest(RegisterGen.Period, null, [Measure.Served])).Total.CasesWithContacts);
    }

    [Fact]
    public void Topics_have_no_single_group_of_a_row() =>
        Assert.Equal("A row belongs to several topics.", Assert.Throws<InvalidOperationException>(() => new TopicAxis(RegisterGen.Register([])).GroupOf(0)).Message);

    private static CaseFacts Facts(string id, LocalDate opened, LocalDate? closed, string? topic = null, string office = "mitte") => new(
        CaseId.From(id), PersonKey.From($"p-{id}"), OfficeCode.From(office), opened, closed, topics: topic is null ? [] : [TopicCode.From(topic)], birthYear: 1990);

    private static Report Count(List<CaseFacts> cases, List<(string Case, LocalDate On, int? Minutes)> contacts, ReportRequest request)
    {
        var register = RegisterGen.Register(cases);
        return Report.Count(register, request, RegisterGen.Tally(register, request.Period, contacts));
    }

    private static SortedDictionary<string, string> Cells(Report report) =>
        new(report.Cells.ToDictionary(c => string.Join("|", c.Groups.Select(g => g ?? "*")), c => string.Join(" ", report.Request.Measures.Select(m => c.Value(m)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"))), StringComparer.Ordinal);
}
