namespace KimCaseManagement.Reporting.Counting;

/// <summary>The figures of the cells of a report, by the number of the cell in the order of the output.</summary>
internal abstract class Cells
{
    /// <summary>What stands for a figure that a cell doesn't have, such as the median of no cases.</summary>
    internal const long None = long.MinValue;

    /// <summary>How many cells there are; the first one is the grand total.</summary>
    internal abstract int Count { get; }

    /// <summary>The code of a cell's group in a dimension; null for the total.</summary>
    internal abstract string? Group(int cell, int dimension);

    /// <summary>True where the cell is no total over a dimension.</summary>
    internal abstract bool IsInnermost(int cell);

    /// <summary>The figure of a measure; <see cref="None"/> where there is none.</summary>
    internal abstract long Figure(int cell, Measure measure);

    /// <summary>How many cases the contacts of the cell belong to.</summary>
    internal abstract long CasesWithContacts(int cell);
}
