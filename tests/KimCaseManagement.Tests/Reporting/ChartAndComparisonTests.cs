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

    private static Report Count(ReportingPeriod period) => Report.Count(Register(), new ReportRequest(period, [Dimension.Office], [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed]));

    private static CaseRegister Register() => RegisterGen.Register(
        Cases("mitte", 7, new LocalDate(2024, 2, 1)).Concat(Cases("wanne", 3, new LocalDate(2024, 3, 1))).Concat(Cases("mitte", 9, new LocalDate(2024, 5, 1))).Concat(Cases("wanne", 4, new LocalDate(2024, 6, 1))).Concat(Cases("awo", 1, new LocalDate(2024, 6, 2))));

    private static IEnumerable<CaseFacts> Cases(string office, int count, LocalDate openedOn) =>
        Enumerable.Range(0, count).Select(i => new CaseFacts(CaseId.From($"{office}-{openedOn.Month}-{i}"), PersonKey.From($"p{office}-{openedOn.Month}-{i}"), OfficeCode.From(office), openedOn, openedOn.PlusDays(200), "goals-achieved"));
}
