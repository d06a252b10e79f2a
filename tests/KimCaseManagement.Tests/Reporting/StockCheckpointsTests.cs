using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Marks give the figures that counting gives: with age groups of any period, and from marks before and behind the day.</summary>
public sealed class StockCheckpointsTests
{
    private static readonly Measure[] Counted = [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.DurationMedian, Measure.DurationP90];

    [Theory]
    [InlineData(Dimension.AgeGroup)]
    [InlineData(Dimension.AgeGroup, Dimension.Office)]
    [InlineData(Dimension.Office, Dimension.AgeGroup)]
    [InlineData]
    public void Ages_are_grouped_by_each_period_as_it_groups_them(params Dimension[] dimensions)
    {
        int?[] years = [null, 1930, 1959, 1960, 1997, 1998, 2006, 2012, 2013, 2030];
        var register = RegisterGen.Register(years.Select((year, i) => new CaseFacts(
            CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From($"o{i % 2}"), new LocalDate(2024, 1, 1).PlusDays(i * 20), i % 3 == 0 ? new LocalDate(2024, 9, 1).PlusDays(i) : null, birthYear: year)));
        var marks = StockCheckpoints.Of(register, dimensions);
        Assert.Equal(dimensions, marks.Dimensions);
        foreach (var period in new[] { ReportingPeriod.Quarter(2024, 1), ReportingPeriod.Year(2024), ReportingPeriod.Year(2025), ReportingPeriod.Year(2040), ReportingPeriod.Year(2020) })
        {
            foreach (var groups in new[] { AgeGroups.Default, AgeGroups.FromLowerBounds(0), AgeGroups.FromLowerBounds(0, 27, 65) })
            {
                var counted = Report.Count(register, new ReportRequest(period, dimensions, Counted, groups));
                Assert.Equal(Text(counted), Text(marks.Count(period, Counted, groups)));
            }
        }
    }

    [Fact]
    public void Where_no_case_says_a_year_of_birth_all_are_unknown()
    {
        foreach (var cases in new CaseFacts[][] { [], [new(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), RegisterGen.Period.From)] })
        {
            var register = RegisterGen.Register(cases);
            var counted = Report.Count(register, new ReportRequest(RegisterGen.Period, [Dimension.AgeGroup], Counted));
            Assert.Equal(Text(counted), Text(StockCheckpoints.Of(register, [Dimension.AgeGroup]).Count(RegisterGen.Period, Counted)));
        }
    }

    [Fact]
    public void Days_before_at_and_behind_marks_give_the_same_figures()
    {
        // More than two marks of 4096 cases each, with as many opened on each day.
        var register = RegisterGen.Register(Enumerable.Range(0, 10_000).Select(i =>
        {
            var opened = new LocalDate(2024, 1, 1).PlusDays(i / 100);
            return new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From($"o{i % 3}"), opened, i % 7 == 0 ? null : opened.PlusDays(i % 40));
        }));
        var marks = StockCheckpoints.Of(register, [Dimension.Office]);
        foreach (var shift in new[] { -1, 0, 1, 15, 20, 21, 30, 40, 41, 42, 60, 61, 62, 80, 81, 82, 99, 100, 140 })
        {
            var from = new LocalDate(2024, 1, 1).PlusDays(shift);
            var period = new ReportingPeriod(from, from.PlusDays(1 + shift + 1));
            var counted = Report.Count(register, new ReportRequest(period, [Dimension.Office], Counted));
            Assert.Equal(Text(counted), Text(marks.Count(period, Counted)));
        }
    }

    [Fact]
    public void Without_measures_the_five_of_cases_are_given()
    {
        var report = StockCheckpoints.Of(RegisterGen.Register([])).Count(RegisterGen.Period);
        Assert.Equal([Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served], report.Request.Measures);
    }

    [Fact]
    public void What_marks_can_not_give_is_named()
    {
        var register = RegisterGen.Register([]);
        AssertRefused("The groups of 'duration_class' depend on the period, so cases can't be summed up in advance; count the report over the register.", () => StockCheckpoints.Of(register, [Dimension.Office, Dimension.DurationClass]));
        AssertRefused("The measure 'persons_served' can't be summed up in advance; count it over the register.", () => StockCheckpoints.Of(register).Count(RegisterGen.Period, [Measure.Served, Measure.PersonsServed]));
        AssertRefused("There are too many combinations of groups; fewer dimensions do.", () => StockCheckpoints.Of(register, Dimensions.All.Where(d => d != Dimension.DurationClass)));
        var total = StockCheckpoints.Of(register).Count(RegisterGen.Period).Total;
        foreach (var (code, look) in new (string, Func<object?>)[] { ("persons_served", () => total.PersonsServed), ("duration_median", () => total.DurationMedian), ("duration_p90", () => total.DurationP90), ("contacts", () => total.CasesWithContacts) })
            Assert.Equal($"The measure '{code}' was not counted for this report; ask for it, or count it over the register.", Assert.Throws<InvalidOperationException>(look).Message);
    }

    private static void AssertRefused(string message, Func<object?> make) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static string Text(Report report) =>
        string.Join("\n", report.Cells.Select(c => string.Join("|", c.Groups.Select(g => g ?? "*")) + " " + string.Join(" ", report.Request.Measures.Select(m => c.Value(m)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"))));
}
