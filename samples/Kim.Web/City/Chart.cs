using KimCaseManagement.Reporting;

namespace Kim.Web.City;

/// <summary>A picture drawn by the server; the same figures stand in the table that it names.</summary>
internal abstract record Chart(string Title, Table Table);

/// <summary>Stacked bars quarter by quarter, as the library draws them.</summary>
internal sealed record ChartOverTime(string Title, Table Table, string Svg) : Chart(Title, Table);

/// <summary>One bar, and the figure of the period before.</summary>
internal sealed record Bar(string Label, Figure Figure, long? Before);

/// <summary>One measure over the first dimension of a report, and of the same of the period before.</summary>
internal sealed record BarChart(string Title, Table Table, Table? Before, IReadOnlyList<Bar> Bars) : Chart(Title, Table)
{
    internal const int Width = 720;
    internal const int LabelWidth = 300;
    internal const int RowHeight = 38;
    private const int RoomForNumber = 70;
    private const int LongestLabel = 28;
    private const int MostBars = 12;

    internal int Height => (Bars.Count * RowHeight) + 4;

    private long Most => Bars.Select(bar => Math.Max(bar.Figure.Value ?? 0, bar.Before ?? 0)).Append(1).Max();

    internal int Length(long value) => (int)(value * (Width - LabelWidth - RoomForNumber) / Most);

    internal static string Short(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)].TrimEnd() + "…";

    /// <summary>The longest bars; totals are left out.</summary>
    internal static BarChart Of(ReportExport report, Measure measure, string title, Table table, ReportExport? before, Table? tableBefore)
    {
        var place = report.Request.Measures.ToList().IndexOf(measure);
        var placeBefore = before?.Request.Measures.ToList().IndexOf(measure) ?? 0;
        var earlier = before is null ? [] : Groups(before).ToDictionary(row => row.Groups[0]!, row => row.Values[placeBefore]);
        return new BarChart(title, table, tableBefore,
        [
            .. Groups(report)
                .OrderByDescending(row => row.Values[place] ?? 0)
                .Take(MostBars)
                .Select(row => new Bar(report.GroupNames(row)[0], Figure.Of(row, place), earlier.GetValueOrDefault(row.Groups[0]!))),
        ]);
    }

    private static IEnumerable<ReportRow> Groups(ReportExport report) => report.Rows.Where(row => row.Groups[0] is not null && row.Groups.Skip(1).All(group => group is null));
}
