using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>How long a case was open, in classes.</summary>
public sealed class DurationClassTests
{
    private static readonly ReportingPeriod Period = ReportingPeriod.Year(2024);

    [Theory]
    [InlineData(0, "0-29")]
    [InlineData(29, "0-29")]
    [InlineData(30, "30-89")]
    [InlineData(89, "30-89")]
    [InlineData(90, "90-179")]
    [InlineData(179, "90-179")]
    [InlineData(180, "180-364")]
    [InlineData(364, "180-364")]
    [InlineData(365, "365-729")]
    [InlineData(729, "365-729")]
    [InlineData(730, "730+")]
    [InlineData(9000, "730+")]
    public void A_case_is_in_the_class_of_the_days_up_to_its_closing_or_to_the_end_of_the_period(int days, string expected)
    {
        var closing = new LocalDate(2024, 12, 31);
        AssertIn(expected, Facts(closing.PlusDays(-days), closing));
        if (days == 0)
            return;

        // What is closed later was open when the period ended, as is what is still open.
        AssertIn(expected, Facts(Period.To.PlusDays(-days), null));
        AssertIn(expected, Facts(Period.To.PlusDays(-days), Period.To));
        AssertIn(expected, Facts(Period.To.PlusDays(-days), Period.To.PlusDays(400)));
    }

    [Fact]
    public void Classes_stand_in_their_order()
    {
        int[] days = [800, 0, 400, 200, 100, 50];
        var register = RegisterGen.Register(days.Select((d, i) => Facts(Period.To.PlusDays(-d - 1), null, $"c{i}")));
        var report = Report.Count(register, new ReportRequest(Period, [Dimension.DurationClass]));
        Assert.Equal([null, "0-29", "30-89", "90-179", "180-364", "365-729", "730+"], report.Cells.Select(c => c.Groups[0]));
    }

    [Fact]
    public void Contacts_before_the_opening_are_in_the_first_class()
    {
        var register = RegisterGen.Register([Facts(Period.To.PlusDays(40), null)]);
        var tally = RegisterGen.Tally(register, Period, [("c", Period.From, 5)]);
        Assert.Equal(1, Report.Count(register, new ReportRequest(Period, [Dimension.DurationClass], [Measure.Contacts]), tally).Find("0-29")!.Contacts.Value);
    }

    private static void AssertIn(string expected, CaseFacts facts)
    {
        var report = Report.Count(RegisterGen.Register([facts]), new ReportRequest(Period, [Dimension.DurationClass]));
        Assert.Equal([null, expected], report.Cells.Select(c => c.Groups[0]));
    }

    private static CaseFacts Facts(LocalDate opened, LocalDate? closed, string id = "c") => new(CaseId.From(id), PersonKey.From("p"), OfficeCode.From("o"), opened, closed);
}
