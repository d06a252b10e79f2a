using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

public sealed class DurationCurveTests
{
    private static readonly ReportingPeriod Period = ReportingPeriod.Quarter(2024, 2);

    [Fact]
    public void Running_cases_make_durations_longer_than_completed_ones_alone_say()
    {
        // Closed after 10 and 30 days; still running after 20 and 40 days of observation.
        var curve = Curve((0, 10), (1, 31), (71, null), (51, null));
        Assert.Equal([(10, 4L, 1L, 75.0m), (30, 2L, 1L, 37.5m)], curve.Points.Select(p => (p.Days, p.Observed.Value, p.Closed.Value, p.StillOpenPercent)));
        Assert.Equal((30, null), (curve.Median, curve.P90));
    }

    [Fact]
    public void Without_running_cases_median_and_percentile_are_those_of_the_closed_ones()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            (int, int?)[] cases = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(45)).Select(o => (o, (int?)(o + random.Next(45))))];
            var register = Register(cases);
            var total = Report.Count(register, new ReportRequest(Period, [], [Measure.DurationMedian, Measure.DurationP90])).Total;
            var curve = DurationCurve.Of(register, Period);
            Assert.Equal((total.DurationMedian, total.DurationP90), (curve.Median, curve.P90));
            Assert.Equal(0m, curve.Points[curve.Points.Count - 1].StillOpenPercent);
        }
    }

    [Fact]
    public void A_case_is_observed_from_the_age_that_it_has_when_the_period_begins_to_the_day_before_its_end()
    {
        // Opened 50 days before: nobody of that age could have been seen closing earlier.
        var curve = Curve((-50, 0), (-50, 90), (0, 5), (0, 91));
        Assert.Equal([(5, 2L, 1L), (50, 3L, 1L), (140, 1L, 1L)], curve.Points.Select(p => (p.Days, p.Observed.Value, p.Closed.Value)));
        Assert.Empty(Curve((-20, -1), (91, 95), (3, 91)).Points);
        Assert.Null(Curve().Median);
    }

    [Fact]
    public void Halves_are_exact()
    {
        // 2/3 · 3/4 is a half; worked out in decimals it is a little more.
        Assert.Equal(2, Curve((0, 1), (0, null), (0, null), (-2, 0), (-2, null)).Median);
    }

    [Fact]
    public void What_is_still_open_is_rounded_half_up_to_one_decimal()
    {
        // 15 of 16 are 93.75 per cent, 2 of 3 are 66.67, 1 of 3 is 33.33.
        Assert.Equal([93.8m], Curve([(0, 1), .. Enumerable.Repeat((0, (int?)null), 15)]).Points.Select(p => p.StillOpenPercent));
        Assert.Equal([66.7m, 33.3m, 0m], Curve((0, 1), (0, 2), (0, 3)).Points.Select(p => p.StillOpenPercent));
    }

    [Theory]
    [InlineData(10, 4, 8)]
    [InlineData(9, 4, 8)]
    [InlineData(11, 5, 9)]
    public void Where_a_case_is_closed_each_day_half_or_fewer_and_a_tenth_or_fewer_are_left_after_so_many(int cases, int median, int p90)
    {
        var curve = Curve([.. Enumerable.Range(0, cases).Select(i => (0, (int?)i))]);
        Assert.Equal((median, p90), (curve.Median, curve.P90));
        Assert.Null(Curve([.. Enumerable.Range(0, 10).Select(i => (0, i < 4 ? (int?)i : null))]).Median);
    }

    [Fact]
    public void A_case_closed_on_the_first_day_or_the_last_was_observed()
    {
        Assert.Equal([(30, 1L, 1L)], Curve((-30, 0)).Points.Select(p => (p.Days, p.Observed.Value, p.Closed.Value)));
        Assert.Equal([(90, 1L, 1L)], Curve((0, 90)).Points.Select(p => (p.Days, p.Observed.Value, p.Closed.Value)));
        Assert.Equal([(0, 2L, 1L)], Curve((90, 90), (90, null), (91, 91)).Points.Select(p => (p.Days, p.Observed.Value, p.Closed.Value)));
        Assert.Empty(Curve((-30, -1), (0, 91)).Points);
    }

    private static DurationCurve Curve(params (int Opened, int? Closed)[] cases) => DurationCurve.Of(Register(cases), Period);

    private static CaseRegister Register((int Opened, int? Closed)[] cases) => RegisterGen.Register(cases.Select((c, i) => new CaseFacts(
        CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From("o"), Period.From.PlusDays(c.Opened), c.Closed is { } closed ? Period.From.PlusDays(closed) : null)));
}
