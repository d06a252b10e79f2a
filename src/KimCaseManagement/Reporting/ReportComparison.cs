using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Two reports with the same groups side by side (Vergleich): of two periods, or of one period as known at two times, which shows what came late.</summary>
/// <remarks>True figures, for those who may see single cases: differences of protected figures would tell more than both reports. Immutable.</remarks>
public sealed class ReportComparison
{
    private readonly EquatableList<ReportComparisonRow> _rows;

    private ReportComparison(Report before, Report after, IEnumerable<ReportComparisonRow> rows)
    {
        Before = before.Request;
        After = after.Request;
        _rows = EquatableList<ReportComparisonRow>.CopyOf(rows);
    }

    /// <summary>What the first report was asked for.</summary>
    public ReportRequest Before { get; }

    /// <summary>What the second report was asked for.</summary>
    public ReportRequest After { get; }

    /// <summary>The groups of either report, the grand total first.</summary>
    public IReadOnlyList<ReportComparisonRow> Rows => _rows;

    /// <summary>The groups in which a figure is another one in the second report.</summary>
    public IReadOnlyList<ReportComparisonRow> Changed => [.. _rows.Where(r => r.Figures.Any(f => f.Before != f.After))];

    /// <summary>Compares two reports.</summary>
    /// <exception cref="ArgumentException">The reports differ in dimensions, measures, age groups or offices.</exception>
    public static ReportComparison Of(Report before, Report after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (asked, other) = (before.Request, after.Request);
        if (!asked.Dimensions.SequenceEqual(other.Dimensions) || !asked.Measures.SequenceEqual(other.Measures) || asked.AgeGroups != other.AgeGroups || asked.Offices != other.Offices)
            throw new ArgumentException("Only reports with the same dimensions, measures, age groups and directory of offices can be compared.", nameof(after));
        var groups = before.Cells.Concat(after.Cells).GroupBy(c => c.Key, StringComparer.Ordinal).Select(g => g.First().Groups).ToList();
        var order = GroupOrder.OfCells(asked);
        groups.Sort((left, right) => order(left, right));
        return new ReportComparison(before, after, groups.Select(g =>
        {
            var (first, second) = (before.Find([.. g]), after.Find([.. g]));
            return new ReportComparisonRow(g, asked.Measures.Select(m => new FigureComparison(m, ValueOf(first, m), ValueOf(second, m))));
        }));
    }

    /// <summary>A cell that a report leaves out has zeros.</summary>
    private static long? ValueOf(ReportCell? cell, Measure measure) => cell is null ? measure.IsQuantile() ? null : 0 : cell.Value(measure);
}

/// <summary>One group in two reports.</summary>
public sealed class ReportComparisonRow
{
    private readonly EquatableList<string?> _groups;
    private readonly EquatableList<FigureComparison> _figures;

    internal ReportComparisonRow(IReadOnlyList<string?> groups, IEnumerable<FigureComparison> figures)
    {
        _groups = EquatableList<string?>.CopyOf(groups);
        _figures = EquatableList<FigureComparison>.CopyOf(figures);
    }

    /// <summary>For each dimension the code of the group; null for the total over it.</summary>
    public IReadOnlyList<string?> Groups => _groups;

    /// <summary>For each measure both figures.</summary>
    public IReadOnlyList<FigureComparison> Figures => _figures;
}

/// <summary>A figure in two reports.</summary>
public readonly record struct FigureComparison
{
    internal FigureComparison(Measure measure, long? before, long? after)
    {
        Measure = measure;
        Before = before;
        After = after;
    }

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The figure of the first report; null where there is none.</summary>
    public long? Before { get; }

    /// <summary>The figure of the second report; null where there is none.</summary>
    public long? After { get; }

    /// <summary>By how much it has grown; null where one of them is none.</summary>
    public long? Difference => After - Before;

    /// <summary>By how many percent it has grown, with one decimal, half up away from zero; null where there was nothing before. Computed from the counts, never from rounded values.</summary>
    public decimal? ChangePercent => Before is { } before && After is { } after ? Share.Change(before, after) : null;
}
