using KimCaseManagement.Reporting;

namespace Kim.Web.City;

/// <summary>One figure of a protected report: null where there is none or it is withheld.</summary>
internal readonly record struct Figure(long? Value, bool IsWithheld)
{
    internal static Figure Of(ReportRow row, int place) => new(row.Values[place], row.IsWithheld(place));
}

/// <summary>The names of the groups, then the figures.</summary>
internal sealed record TableRow(IReadOnlyList<string> Names, IReadOnlyList<Figure> Figures, bool IsTotal);

/// <summary>A table of protected figures as a page shows it; charts name theirs by its id.</summary>
internal sealed record Table(string Id, string Caption, IReadOnlyList<string> Headings, IReadOnlyList<TableRow> Rows)
{
    /// <summary>A whole report.</summary>
    internal static Table Of(string id, string caption, ReportExport report) => new(id, caption, report.Headings,
    [
        .. report.Rows.Select(row => new TableRow(report.GroupNames(row), [.. row.Values.Select((_, place) => Figure.Of(row, place))], row.Groups.All(group => group is null))),
    ]);

    /// <summary>The first measure of reports by one dimension: a row for each group, a column for each quarter; empty where a quarter doesn't have the group.</summary>
    internal static Table OverTime(string id, string caption, IReadOnlyList<PublishedReport> quarters, ReportTexts words)
    {
        var dimension = quarters[0].Request.Dimensions[0];
        var groups = quarters.SelectMany(quarter => quarter.Rows.Select(row => row.Groups[0])).Distinct().Order(StringComparer.Ordinal);
        return new Table(id, caption, [words.Heading(dimension), .. quarters.Select(quarter => ReportChoice.NameOf(quarter.Request.Period))],
        [
            .. groups.Select(group => new TableRow([words.Group(dimension, group)], [.. quarters.Select(quarter => quarter.Rows.FirstOrDefault(row => row.Groups[0] == group) is { } row ? Figure.Of(row, 0) : default)], group is null)),
        ]);
    }
}
