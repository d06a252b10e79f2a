using KimCaseManagement.Reporting;
using NodaTime;

namespace Kim.Web.City;

/// <summary>What somebody wants to see: period, breakdown, comparison. The same for the page, the downloads and a publication.</summary>
public sealed class ReportChoice
{
    private const string SinceStart = "start";
    private const int MostDimensions = 2;

    /// <summary>What is counted of cases and persons.</summary>
    internal static readonly IReadOnlyList<Measure> OfCases = [Measure.PersonsEver, Measure.PersonsServed, Measure.PersonsNew, Measure.Opened, Measure.Closed, Measure.OpenAtEnd];

    private static readonly IReadOnlyList<Measure> Measures = [.. OfCases, Measure.Contacts];

    /// <summary>A short form such as <c>2024-Q1</c>, or <c>start</c>: from the first day of the programme until today.</summary>
    public string? Period { get; set; }

    /// <summary>Codes of up to two dimensions.</summary>
    public List<string> By { get; set; } = [];

    /// <summary>Whether the period of the same length before is shown beside.</summary>
    public bool Compare { get; set; }

    /// <summary>The dimensions; the office where none is chosen.</summary>
    internal IReadOnlyList<Dimension> Dimensions => [.. By.Select(code => KimCaseManagement.Reporting.Dimensions.TryParse(code, out var dimension) ? dimension : Dimension.Unspecified).Where(d => d != Dimension.Unspecified).DefaultIfEmpty(Dimension.Office).Distinct().Take(MostDimensions)];

    /// <summary>Two tables of topics, which overlap, or of two dimensions are protected together only after a search that nobody waits for in front of a page; publications can wait.</summary>
    internal bool IsComparable => Dimensions is [not Dimension.Topic];

    /// <summary>The period; the one since the start where none is given or it lies ahead.</summary>
    internal ReportingPeriod In(LocalDate start, LocalDate today) =>
        ReportingPeriod.TryParse(Period, out var period) && period.From <= today ? period : new ReportingPeriod(start, today.PlusDays(1));

    internal ReportRequest Request(LocalDate start, LocalDate today) => new(In(start, today), Dimensions, Measures);

    /// <summary>The period of the same length before; null where that would begin before the start.</summary>
    internal static ReportingPeriod? Before(ReportingPeriod period, LocalDate start)
    {
        var months = NodaTime.Period.Between(period.From, period.To, PeriodUnits.Months).Months;
        var from = months > 0 && period.From.PlusMonths(months) == period.To ? period.From.PlusMonths(-months) : period.From.PlusDays(-NodaTime.Period.DaysBetween(period.From, period.To));
        return from < start ? null : new ReportingPeriod(from, period.From);
    }

    /// <summary>The periods to choose from, the latest first.</summary>
    internal static IReadOnlyList<string> Choices(LocalDate start, LocalDate today)
    {
        var all = new List<string> { SinceStart };
        for (var year = today.Year; year >= start.Year; year--)
        {
            all.Add(FormattableString.Invariant($"{year}"));
            for (var half = 2; half >= 1; half--)
                all.Add(FormattableString.Invariant($"{year}-H{half}"));
            for (var quarter = 4; quarter >= 1; quarter--)
                all.Add(FormattableString.Invariant($"{year}-Q{quarter}"));
        }

        return [.. all.Where(p => p == SinceStart || (ReportingPeriod.TryParse(p, out var period) && period.From <= today && period.To > start))];
    }

    /// <summary>The quarters from the start to today, the first one first.</summary>
    internal static IEnumerable<ReportingPeriod> Quarters(LocalDate start, LocalDate today)
    {
        for (var month = new LocalDate(start.Year, start.Month - ((start.Month - 1) % 3), 1); month <= today; month = month.PlusMonths(3))
            yield return new ReportingPeriod(month, month.PlusMonths(3));
    }

    /// <summary>The name of a quarter, as people choose it.</summary>
    internal static string NameOf(ReportingPeriod quarter) => FormattableString.Invariant($"{quarter.From.Year}-Q{(quarter.From.Month + 2) / 3}");

    /// <summary>The same choice as a query, for links.</summary>
    internal string Query => "?Period=" + Uri.EscapeDataString(Period ?? "") + string.Concat(By.Select(code => "&By=" + Uri.EscapeDataString(code))) + (Compare ? "&Compare=true" : "");
}
