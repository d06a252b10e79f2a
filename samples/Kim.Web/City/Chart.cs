using KimCaseManagement.Reporting;

namespace Kim.Web.City;

/// <summary>One bar: null where there is no figure or it is withheld.</summary>
internal sealed record Bar(string Label, long? Value, bool IsWithheld, long? Before = null);

/// <summary>A chart of bars, drawn by the server; the same figures stand in a table beside it.</summary>
internal sealed record Chart(string Title, IReadOnlyList<Bar> Bars)
{
    internal const int Width = 720;
    internal const int LabelWidth = 300;
    internal const int RowHeight = 38;
    private const int RoomForNumber = 70;
    private const int LongestLabel = 28;

    internal int Height => (Bars.Count * RowHeight) + 4;

    private long Most => Math.Max(1, Bars.Max(bar => Math.Max(bar.Value ?? 0, bar.Before ?? 0)));

    internal int Length(long value) => (int)(value * (Width - LabelWidth - RoomForNumber) / Most);

    internal static string Short(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)].TrimEnd() + "…";

    /// <summary>The bars of one measure over the first dimension of a report; totals are left out.</summary>
    internal static Chart Of(ReportExport report, Measure measure, string title, ReportExport? before = null, int most = 12)
    {
        var index = report.Request.Measures.ToList().IndexOf(measure);
        var place = before?.Request.Measures.ToList().IndexOf(measure) ?? 0;
        var earlier = before is null ? [] : Groups(before).ToDictionary(row => row.Groups[0]!, row => row.Values[place]);
        return new Chart(title,
        [
            .. Groups(report)
                .OrderByDescending(row => row.Values[index] ?? 0)
                .Take(most)
                .Select(row => new Bar(report.GroupNames(row)[0], row.Values[index], row.IsWithheld(index), earlier.GetValueOrDefault(row.Groups[0]!))),
        ]);
    }

    private static IEnumerable<ReportRow> Groups(ReportExport report) => report.Rows.Where(row => row.Groups[0] is not null && row.Groups.Skip(1).All(group => group is null));
}
