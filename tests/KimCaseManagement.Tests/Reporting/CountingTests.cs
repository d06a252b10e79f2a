using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

public sealed class CountingTests
{
    [Fact]
    public void Every_cell_of_every_cube_is_what_the_definitions_say() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions).Sample((cases, contacts, dimensions) =>
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All, offices: RegisterGen.Directory);
            Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(Count(cases, contacts, request)));
        }, iter: Iterations.Of(400, 20));

    [Fact]
    public void Every_single_dimension_counts_by_the_definitions()
    {
        foreach (var dimension in Dimensions.All)
        {
            Gen.Select(RegisterGen.Cases, RegisterGen.Contacts).Sample((cases, contacts) =>
            {
                var request = new ReportRequest(RegisterGen.Period, [dimension], Measures.All, offices: RegisterGen.Directory);
                Assert.Equal(new CountingByDefinition(cases, contacts, request).Cells(), Cells(Count(cases, contacts, request)));
            }, iter: Iterations.Of(20, 2));
        }
    }

    [Fact]
    public void The_order_of_cases_and_contacts_changes_nothing() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions, Gen.Int).Sample((cases, contacts, dimensions, seed) =>
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All, offices: RegisterGen.Directory);
            var random = new Random(seed);
            var shuffled = Count([.. cases.OrderBy(_ => random.Next())], [.. contacts.OrderBy(_ => random.Next())], request);
            Assert.Equal(Csv(Count(cases, contacts, request)), Csv(shuffled));
        }, iter: Iterations.Of(100, 6));

    [Fact]
    public void Stock_and_flow_close_in_every_cell() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.UpToThreeDimensions).Sample((cases, dimensions) =>
            Count(cases, [], new ReportRequest(RegisterGen.Period, dimensions)).Cells.All(c => c.OpenAtStart + c.Opened == c.Served && c.Closed + c.OpenAtEnd == c.Served), iter: Iterations.Of(100, 6));

    [Theory]
    [InlineData(TopicCoding.Today, "HERNE-MUSIC 2", "SOC 3", "SOC-LEISURE 2")]
    [InlineData(TopicCoding.AtTheTime, "HERNE-CHOIR 1", "HERNE-MIX 1", "HERNE-MUSIC 1", "SOC 3", "SOC-LEISURE 2")]
    public void Topics_of_old_records_count_by_today_or_by_the_code_of_the_time(TopicCoding coding, params string[] expected)
    {
        var herne = TopicTaxonomy.Core.Extend(
        [
            new TopicExtensionRow("HERNE-CHOIR", broader: "SOC-LEISURE", label: "Chor"),
            new TopicExtensionRow("HERNE-MUSIC", broader: "SOC-LEISURE", label: "Musik"),
            new TopicExtensionRow("HERNE-MIX", broader: "SOC", label: "Dies und das"),
            new TopicExtensionRow("HERNE-CHOIR", "deprecate", replacedBy: "HERNE-MUSIC"),
            new TopicExtensionRow("HERNE-MIX", "deprecate", replacedBy: "HERNE-MUSIC|SOC-WOMEN"),
        ]).Taxonomy!;
        var builder = new CaseRegisterBuilder(herne, coding);
        foreach (var topic in new[] { "HERNE-CHOIR", "HERNE-MUSIC", "HERNE-MIX" })
            builder.Add(new CaseFacts(CaseId.From(topic), PersonKey.From(topic), OfficeCode.From("o"), RegisterGen.Period.From, topics: [TopicCode.From(topic)]));
        var report = Report.Count(builder.Build(), new ReportRequest(RegisterGen.Period, [Dimension.Topic]));
        Assert.Equal(expected, report.Cells.Skip(1).Select(c => $"{c.Groups[0]} {c.Opened}"));
        var notes = report.ExportUnprotected(new ReportTexts(LanguageTag.English, taxonomy: herne)).Notes;
        Assert.Equal(coding == TopicCoding.AtTheTime, notes.Any(n => n.Contains("later mappings are not applied", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_register_says_by_which_codes_topics_count() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaseRegisterBuilder(topics: TopicCoding.Unspecified));

    [Fact]
    public void Marks_give_the_figures_that_counting_every_case_gives() =>
        Gen.Select(RegisterGen.Cases, Gen.Shuffle(Dimensions.All.Where(d => d != Dimension.DurationClass).ToArray(), 0, 2), Gen.Int[-150, 400], Gen.Int[1, 300]).Sample((cases, dimensions, start, length) =>
        {
            var from = RegisterGen.Period.From.PlusDays(start);
            var request = new ReportRequest(new ReportingPeriod(from, from.PlusDays(length)), dimensions, [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.DurationMedian, Measure.DurationP90], offices: RegisterGen.Directory);
            var register = RegisterGen.Register(cases);
            Assert.Equal(Csv(Report.Count(register, request)), Csv(StockCheckpoints.Of(register, dimensions, RegisterGen.Directory).Count(request.Period, request.Measures)));
        }, iter: Iterations.Of(200, 13));

    [Fact]
    public void Marks_of_many_cases_are_read_forwards_and_backwards()
    {
        var random = new Random(17);
        var codes = TopicTaxonomy.Core.All.Select(t => t.Code).ToList();
        var register = RegisterGen.Register(Enumerable.Range(0, (int)Iterations.Of(30_000, 5_000)).Select(i =>
        {
            var opened = new LocalDate(2020, 1, 1).PlusDays(random.Next(1000));
            return new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From($"o{random.Next(60)}"), opened, random.Next(3) == 0 ? null : opened.PlusDays(random.Next(400)), topics: [.. Enumerable.Range(0, random.Next(4)).Select(_ => codes[random.Next(codes.Count)])]);
        }));
        foreach (var dimensions in new Dimension[][] { [], [Dimension.Office], [Dimension.Office, Dimension.Topic] })
        {
            var marks = StockCheckpoints.Of(register, dimensions);
            for (var i = 0; i < Iterations.Of(25, 5); i++)
            {
                var from = new LocalDate(2019, 12, 20).PlusDays(random.Next(1400));
                var request = new ReportRequest(new ReportingPeriod(from, from.PlusDays(1 + random.Next(200))), dimensions, [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.DurationMedian]);
                Assert.Equal(Csv(Report.Count(register, request)), Csv(marks.Count(request.Period, request.Measures)));
            }
        }
    }

    [Fact]
    public void Marks_refuse_what_cannot_be_summed_up()
    {
        var register = RegisterGen.Register([]);
        Assert.Throws<ArgumentException>(() => StockCheckpoints.Of(register, [Dimension.DurationClass]));
        Assert.Throws<ArgumentException>(() => StockCheckpoints.Of(register).Count(RegisterGen.Period, [Measure.PersonsServed]));
        Assert.Throws<InvalidOperationException>(() => StockCheckpoints.Of(register).Count(RegisterGen.Period).Total.PersonsServed);
    }

    [Fact]
    public void Several_reports_in_one_pass_and_on_several_threads_are_the_reports_one_by_one() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions, RegisterGen.UpToThreeDimensions).Sample((cases, contacts, some, others) =>
        {
            var many = Enumerable.Range(0, 200).SelectMany(i => cases.Select(c => RegisterGen.WithId(c, $"{c.CaseId}-{i}"))).ToList();
            var register = RegisterGen.Register(many);
            ReportRequest[] requests = [new(RegisterGen.Period, some, Measures.All, offices: RegisterGen.Directory), new(RegisterGen.Period, others, Measures.All, offices: RegisterGen.Directory)];
            var tally = RegisterGen.Tally(register, RegisterGen.Period, contacts.Select(c => (c.Case + "-7", c.On, c.Minutes)));
            Assert.Equal(requests.Select(r => Csv(Report.Count(register, r, tally))), Report.CountAll(register, requests, tally, threads: 3).Select(Csv));
        }, iter: Iterations.Of(5, 2));

    [Fact]
    public void All_dimensions_at_once_make_a_cube()
    {
        var facts = new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2024, 4, 1), topics: [TopicCode.From("RES-PASS")]);
        var report = Report.Count(RegisterGen.Register([facts]), new ReportRequest(RegisterGen.Period, Dimensions.All));
        Assert.Equal((1 << (Dimensions.All.Count - 1)) * 3, report.Cells.Count);
    }

    [Fact]
    public void A_case_with_every_topic_and_its_person_count_once_under_each()
    {
        var topics = TopicTaxonomy.Core.All.Where(t => !t.IsDeprecated).Select(t => t.Code).ToList();
        var cases = Enumerable.Range(0, 2).Select(i => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2024, 4, 1), topics: topics));
        var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Topic], [Measure.Served, Measure.PersonsServed]));
        Assert.Equal(topics.Count + 1, report.Cells.Count);
        Assert.All(report.Cells, cell => Assert.Equal((2L, 1L), (cell.Served.Value, cell.PersonsServed.Value)));
    }

    [Fact]
    public void An_empty_register_has_a_total_of_zeros()
    {
        var report = Report.Count(RegisterGen.Register([]), new ReportRequest(RegisterGen.Period, [Dimension.Office]));
        Assert.Equal([null], Assert.Single(report.Cells).Groups);
        Assert.Equal((new CaseCount(0), new PersonCount(0), null), (report.Total.Served, report.Total.PersonsEver, report.Total.DurationMedian));
    }

    [Fact]
    public void Groups_stand_in_their_natural_order_the_total_first_and_unknown_last()
    {
        var sexes = new[] { Sex.Unspecified, Sex.Diverse, Sex.Male, Sex.Female };
        var cases = sexes.Select((sex, i) => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From("o"), new LocalDate(2024, 4, 1), sex: sex));
        var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Sex]));
        Assert.Equal([null, "f", "m", "d", "unknown"], report.Cells.Select(c => c.Groups[0]));
    }

    [Fact]
    public void A_measure_of_contacts_needs_contacts() =>
        Assert.Throws<ArgumentException>(() => Report.Count(RegisterGen.Register([]), new ReportRequest(RegisterGen.Period, null, [Measure.Contacts])));

    [Fact]
    public void Contacts_of_another_period_are_refused()
    {
        var register = RegisterGen.Register([]);
        Assert.Throws<ArgumentException>(() => Report.Count(register, new ReportRequest(RegisterGen.Period), new ContactTally(register, ReportingPeriod.Year(2024))));
    }

    [Fact]
    public void A_case_comes_once()
    {
        var builder = new CaseRegisterBuilder();
        var facts = new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2024, 4, 1));
        builder.Add(facts);
        Assert.Throws<ArgumentException>(() => builder.Add(facts));
        builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    [Fact]
    public void A_register_may_have_more_offices_than_two_bytes_can_number()
    {
        var cases = Enumerable.Range(0, 70_000).Select(i => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i % 7}"), OfficeCode.From($"o{i}"), new LocalDate(2024, 4, 1)));
        var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Office]));
        Assert.Equal((70_001, 7L), (report.Cells.Count, report.Total.PersonsServed.Value));
        Assert.Equal(1, report.Find("o69999")!.Served.Value);
    }

    [Fact]
    public void Persons_whose_rows_disagree_are_named_once_and_gaps_contradict_nothing()
    {
        var builder = new CaseRegisterBuilder();
        Add("a", Sex.Female, 1990);
        Add("a", Sex.Unspecified, null);
        Add("a", Sex.Male, 1990);
        Add("a", Sex.Female, 1991);
        Add("b", Sex.Unspecified, 1990);
        Add("b", Sex.Female, null);
        Assert.Equal([PersonKey.From("a")], builder.Build().PersonsThatDisagree);

        void Add(string person, Sex sex, int? birthYear) =>
            builder.Add(new CaseFacts(CaseId.From($"c{builder.Count}"), PersonKey.From(person), OfficeCode.From("o"), new LocalDate(2024, 4, 1), sex: sex, birthYear: birthYear));
    }

    [Theory]
    [InlineData("2024", "[2024-01-01..2025-01-01)")]
    [InlineData("2024-H1", "[2024-01-01..2024-07-01)")]
    [InlineData("2024-H2", "[2024-07-01..2025-01-01)")]
    [InlineData("2024-Q1", "[2024-01-01..2024-04-01)")]
    [InlineData("2024-Q4", "[2024-10-01..2025-01-01)")]
    [InlineData("2024-02", "[2024-02-01..2024-03-01)")]
    [InlineData("2024-12", "[2024-12-01..2025-01-01)")]
    [InlineData("9998-12", "[9998-12-01..9999-01-01)")]
    public void Short_forms_of_periods_are_half_open(string text, string expected)
    {
        Assert.True(ReportingPeriod.TryParse(text, out var period));
        Assert.Equal(expected, period.ToString());
    }

    [Theory]
    [InlineData("2024-Q5")]
    [InlineData("2024-Q0")]
    [InlineData("2024-H3")]
    [InlineData("2024-13")]
    [InlineData("2024-00")]
    [InlineData("2024-1")]
    [InlineData("2024/Q1")]
    [InlineData("0000")]
    [InlineData("9999")]
    [InlineData("20x4")]
    [InlineData("2024-Qx")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_short_form_is_refused(string? text) => Assert.False(ReportingPeriod.TryParse(text, out _));

    [Fact]
    public void A_period_has_at_least_one_day() =>
        Assert.Throws<ArgumentException>(() => new ReportingPeriod(new LocalDate(2024, 4, 1), new LocalDate(2024, 4, 1)));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(0, 151)]
    [InlineData]
    public void Age_groups_begin_with_nought_and_rise(params int[] bounds) => Assert.Throws<ArgumentException>(() => AgeGroups.FromLowerBounds(bounds));

    private static Report Count(List<CaseFacts> cases, List<(string Case, LocalDate On, int? Minutes)> contacts, ReportRequest request)
    {
        var register = RegisterGen.Register(cases);
        return Report.Count(register, request, RegisterGen.Tally(register, request.Period, contacts));
    }

    private static SortedDictionary<string, string> Cells(Report report) =>
        new(report.Cells.ToDictionary(c => string.Join("|", c.Groups.Select(g => g ?? "*")), c => string.Join(" ", report.Request.Measures.Select(m => c.Value(m)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"))), StringComparer.Ordinal);

    private static string Csv(Report report)
    {
        using var output = new StringWriter();
        report.ExportUnprotected(new ReportTexts(LanguageTag.German)).WriteCsv(output);
        return output.ToString();
    }
}
