using System.Xml.Linq;
using KimCaseManagement.Reporting;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

public sealed class ChartAndComparisonTests
{
    private static readonly ReportTexts German = new(LanguageTag.German);

    [Fact]
    public void Bars_tell_every_figure_in_words_and_withheld_ones_by_their_sign_alone()
    {
        var svg = ReportChart.Bars(PublishedReport.Protect(Count(RegisterGen.Period)), Measure.Opened, German);
        Snapshots.Match(svg, "report-bars.svg");
        var picture = XDocument.Parse(svg);
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Contains("awo: geheim gehalten", picture.Descendants(ns + "desc").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void An_office_is_called_what_the_catalogue_of_its_host_calls_it()
    {
        var texts = new ReportTexts(LanguageTag.English, TextCatalogue.BuiltIn.With("office.mitte", LanguageTag.German, "Herne-Mitte"));
        Assert.Equal(("Herne-Mitte", "wanne"), (texts.Group(Dimension.Office, "mitte"), texts.Group(Dimension.Office, "wanne")));
    }

    [Fact]
    public void Stacked_bars_have_a_bar_for_each_period() =>
        Snapshots.Match(ReportChart.StackedBars([.. new[] { 1, 2 }.Select(q => PublishedReport.Protect(Count(ReportingPeriod.Quarter(2024, q))))], Measure.Opened, German), "report-stacked.svg");

    [Fact]
    public void A_picture_shows_one_dimension_and_stacks_only_what_adds_up()
    {
        var published = PublishedReport.Protect(Count(RegisterGen.Period));
        Assert.Throws<ArgumentException>(() => ReportChart.Bars(published, Measure.DurationMedian, German));
        Assert.Throws<ArgumentException>(() => ReportChart.StackedBars([published], Measure.PersonsServed, German));
        Assert.Throws<ArgumentException>(() => ReportChart.StackedBars([], Measure.Opened, German));
        Assert.Throws<ArgumentException>(() => ReportChart.Bars(PublishedReport.Protect(Report.Count(Register(), new ReportRequest(RegisterGen.Period))), Measure.Opened, German));
    }

    [Fact]
    public void Periods_are_compared_group_by_group()
    {
        var comparison = ReportComparison.Of(Count(ReportingPeriod.Quarter(2024, 1)), Count(RegisterGen.Period));
        var opened = comparison.Rows[0].Figures.Single(f => f.Measure == Measure.Opened);
        Assert.Equal((10L, 14L, 4L, 40.0m), (opened.Before, opened.After, opened.Difference, opened.ChangePercent));
        Assert.Throws<ArgumentException>(() => ReportComparison.Of(Count(RegisterGen.Period), Report.Count(Register(), new ReportRequest(RegisterGen.Period))));
    }

    [Fact]
    public void Groups_are_ranked_equal_ones_alike_and_withheld_ones_not_at_all()
    {
        var first = Count(ReportingPeriod.Quarter(2024, 1)).ExportUnprotected(German).Ranking(Measure.Opened);
        Assert.Equal([(1, "mitte"), (2, "wanne")], first.Select(r => (r.Rank ?? 0, r.Row.Groups[0]!)));
        var second = PublishedReport.Protect(Count(RegisterGen.Period)).Export(German).Ranking(Measure.Opened);
        Assert.All(second, r => Assert.Equal(r.Row.IsWithheld(1), r.Rank is null));
        Assert.Contains(second, r => r.Rank is null);
    }

    [Fact]
    public void Figures_that_do_not_close_are_not_handed_out()
    {
        var register = Register();
        var report = Count(RegisterGen.Period);
        register.Proof.Value.Check(report);
        var others = RegisterGen.Register([new CaseFacts(CaseId.From("x"), PersonKey.From("p"), OfficeCode.From("awo"), new LocalDate(2024, 1, 1))]);
        var failure = Assert.Throws<FiguresDoNotCloseException>(() => others.Proof.Value.Check(report));
        Assert.Equal(RegisterGen.Period, failure.Period);
        Assert.Null(failure.Office);
    }

    [Fact]
    public void The_digest_follows_the_figures_and_nothing_else()
    {
        var german = Count(RegisterGen.Period).ExportUnprotected(German);
        Assert.Equal(german.Digest, Count(RegisterGen.Period).ExportUnprotected(new ReportTexts(LanguageTag.From("en"))).Digest);
        Assert.NotEqual(german.Digest, Count(ReportingPeriod.Quarter(2024, 1)).ExportUnprotected(German).Digest);
        Assert.Matches("^[0-9a-f]{64}$", german.Digest);
    }

    [Theory]
    [InlineData("2024-01-01", "2025-01-01", "2024")]
    [InlineData("2024-07-01", "2025-01-01", "01.07.–31.12.")]
    [InlineData("2024-04-01", "2024-07-01", "2024-Q2")]
    [InlineData("2024-10-01", "2025-01-01", "2024-Q4")]
    [InlineData("2024-02-01", "2024-03-01", "2024-02")]
    [InlineData("2024-12-01", "2025-01-01", "2024-12")]
    [InlineData("2024-02-03", "2024-03-01", "03.02.–29.02.")]
    [InlineData("2024-04-01", "2024-04-02", "01.04.–01.04.")]
    public void A_period_is_called_below_its_bar_as_people_write_it(string from, string to, string expected)
    {
        var period = new ReportingPeriod(NodaTime.Text.LocalDatePattern.Iso.Parse(from).Value, NodaTime.Text.LocalDatePattern.Iso.Parse(to).Value);
        Assert.Contains($">{expected}</text>", ReportChart.StackedBars([PublishedReport.Protect(Count(period))], Measure.Opened, German), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_figure_and_none_is_drawn_of_nothing()
    {
        var cases = Cases("large", 1234, new LocalDate(2024, 5, 1)).Concat(Cases("half", 617, new LocalDate(2024, 5, 1))).Concat(Cases("none", 5, new LocalDate(2024, 1, 1))).Concat(Cases(new string('o', 41), 5, new LocalDate(2024, 1, 1))).Concat(Cases(new string('p', 40), 5, new LocalDate(2024, 1, 1)));
        var published = PublishedReport.Protect(Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Opened, Measure.Served])));
        var picture = XDocument.Parse(ReportChart.Bars(published, Measure.Opened, German));
        XNamespace ns = "http://www.w3.org/2000/svg";

        // The longest name has 40 letters of eight; 80 are left for the figure behind the longest bar.
        var bars = picture.Descendants(ns + "rect").Skip(1).Select(r => ((string)r.Attribute("x")!, (string)r.Attribute("width")!)).ToList();
        Assert.Equal([("352", "164"), ("352", "328")], bars);
        var texts = picture.Descendants(ns + "text").Select(t => t.Value).ToList();
        foreach (var expected in new[] { "1.234", "617", "0", new string('o', 39) + "…", new string('p', 40) })
            Assert.Contains(expected, texts);
        Assert.Equal(3, texts.Count(t => t == "0"));
    }

    [Fact]
    public void What_a_picture_can_not_show_is_named()
    {
        var offices = RegisterGen.Register(Enumerable.Range(0, 9).SelectMany(i => Cases($"o{i}", 5, new LocalDate(2024, 5, 1))));
        PublishedReport By(CaseRegister register, params Dimension[] dimensions) => PublishedReport.Protect(Report.Count(register, new ReportRequest(RegisterGen.Period, dimensions, [Measure.Opened, Measure.Closed, Measure.DurationMedian, Measure.PersonsServed])));
        var one = By(Register(), Dimension.Office);
        AssertRefused("A picture shows one dimension; the report has to be broken down by exactly one.", () => ReportChart.Bars(By(Register(), Dimension.Office, Dimension.Sex), Measure.Opened, German));
        AssertRefused("The report doesn't have the measure 'served'.", () => ReportChart.Bars(one, Measure.Served, German));
        AssertRefused("At least one period is needed.", () => ReportChart.StackedBars([], Measure.Opened, German));
        AssertRefused("The reports of all periods are broken down by the same dimension.", () => ReportChart.StackedBars([one, By(Register(), Dimension.Sex)], Measure.Opened, German));
        foreach (var measure in new[] { Measure.DurationMedian, Measure.PersonsServed })
            AssertRefused("Only what adds up can be stacked: cases or contacts, by a dimension other than topics.", () => ReportChart.StackedBars([one], measure, German));
        AssertRefused("Only what adds up can be stacked: cases or contacts, by a dimension other than topics.", () => ReportChart.StackedBars([By(Register(), Dimension.Topic)], Measure.Opened, German));
        AssertRefused("9 groups can't be told apart by colour; 8 at most can be stacked.", () => ReportChart.StackedBars([By(offices, Dimension.Office)], Measure.Opened, German));
        var eight = RegisterGen.Register(Enumerable.Range(0, 8).SelectMany(i => Cases($"o{i}", 5, new LocalDate(2024, 5, 1))));
        Assert.Contains("#555555", ReportChart.StackedBars([By(eight, Dimension.Office)], Measure.Opened, German), StringComparison.Ordinal);
        AssertRefused("The report doesn't have the measure 'served'.", () => one.Export(German).Ranking(Measure.Served));
    }

    [Fact]
    public void A_group_that_one_report_does_not_have_is_compared_with_zero_and_has_no_quantile()
    {
        Measure[] measures = [Measure.Opened, Measure.Closed, Measure.DurationMedian];
        var register = RegisterGen.Register([.. Cases("mitte", 2, new LocalDate(2024, 2, 1)), .. Cases("wanne", 3, new LocalDate(2024, 5, 1)), new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("wanne"), new LocalDate(2024, 5, 1), new LocalDate(2024, 5, 3))]);
        Report Of(int quarter) => Report.Count(register, new ReportRequest(ReportingPeriod.Quarter(2024, quarter), [Dimension.Office], measures));
        var comparison = ReportComparison.Of(Of(1), Of(2));
        Assert.Equal((ReportingPeriod.Quarter(2024, 1), ReportingPeriod.Quarter(2024, 2)), (comparison.Before.Period, comparison.After.Period));
        Assert.Equal([null, "mitte", "wanne"], comparison.Rows.Select(r => r.Groups[0]));
        Assert.Equal([(2L, 4L, 2L, 100m), (0L, 1L, 1L, null), (null, 2L, null, null)], comparison.Rows[0].Figures.Select(f => (f.Before, f.After, f.Difference, f.ChangePercent)));
        Assert.Equal([(2L, 0L, -2L, -100m), (0L, 0L, 0L, null), (null, null, null, (decimal?)null)], comparison.Rows[1].Figures.Select(f => (f.Before, f.After, f.Difference, f.ChangePercent)));
        Assert.Equal([(0L, 4L), (0L, 1L), (null, (long?)2)], comparison.Rows[2].Figures.Select(f => (f.Before, f.After)));
        Assert.Equal(3, comparison.Changed.Count);
        Assert.Empty(ReportComparison.Of(Of(2), Of(2)).Changed);
        Assert.Equal(["mitte"], ReportComparison.Of(Of(1), Of(4)).Changed.Select(r => r.Groups[0] ?? "all").Where(g => g == "mitte"));
    }

    [Fact]
    public void Only_reports_of_the_same_shape_are_compared()
    {
        var register = Register();
        Report Of(Dimension[] dimensions, Measure[] measures, AgeGroups? ages = null, OfficeDirectory? offices = null) => Report.Count(register, new ReportRequest(RegisterGen.Period, dimensions, measures, ages, offices: offices));
        var report = Of([Dimension.Provider], [Measure.Served]);
        foreach (var other in new[] { Of([Dimension.Office], [Measure.Served]), Of([Dimension.Provider], [Measure.Opened]), Of([Dimension.Provider], [Measure.Served], AgeGroups.FromLowerBounds(0)), Of([Dimension.Provider], [Measure.Served], offices: RegisterGen.Directory) })
            AssertRefused("Only reports with the same dimensions, measures, age groups and directory of offices can be compared.", () => ReportComparison.Of(report, other));
        Assert.Empty(ReportComparison.Of(report, Of([Dimension.Provider], [Measure.Served])).Changed);
    }

    private static void AssertRefused(string message, Func<object?> make) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static Report Count(ReportingPeriod period) => Report.Count(Register(), new ReportRequest(period, [Dimension.Office], [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed]));

    private static CaseRegister Register() => RegisterGen.Register(
        Cases("mitte", 7, new LocalDate(2024, 2, 1)).Concat(Cases("wanne", 3, new LocalDate(2024, 3, 1))).Concat(Cases("mitte", 9, new LocalDate(2024, 5, 1))).Concat(Cases("wanne", 4, new LocalDate(2024, 6, 1))).Concat(Cases("awo", 1, new LocalDate(2024, 6, 2))));

    private static IEnumerable<CaseFacts> Cases(string office, int count, LocalDate openedOn) =>
        Enumerable.Range(0, count).Select(i => new CaseFacts(CaseId.From($"{office}-{openedOn.Month}-{i}"), PersonKey.From($"p{office}-{openedOn.Month}-{i}"), OfficeCode.From(office), openedOn, openedOn.PlusDays(200), "goals-achieved"));
}
