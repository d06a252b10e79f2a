namespace KimCaseManagement.Reporting.Counting;

/// <summary>Cells whose figures were all counted beforehand.</summary>
internal sealed class CountedCells : Cells
{
    private readonly CellIndex _index;
    private readonly int[] _cells;
    private readonly Dictionary<Measure, long[]> _columns;

    /// <summary>The cells that have a figure other than zero in one of the measures, and the grand total.</summary>
    internal CountedCells(CellIndex index, Dictionary<Measure, long[]> columns, IEnumerable<Measure> measures)
    {
        _index = index;
        _columns = columns;
        var wanted = measures.Select(m => columns[m]).ToArray();
        _cells = index.InOrder(cell =>
        {
            foreach (var column in wanted)
            {
                if (column[cell] is not (0 or None))
                    return true;
            }

            return cell == 0;
        });
    }

    internal override int Count => _cells.Length;

    internal override string? Group(int cell, int dimension) => _index.Axes[dimension].Groups[_index.GroupOf(_cells[cell], dimension)];

    internal override bool IsInnermost(int cell) => _index.IsInnermost(_cells[cell]);

    internal override long Figure(int cell, Measure measure) =>
        _columns.TryGetValue(measure, out var column) ? column[_cells[cell]] : throw new InvalidOperationException($"The measure '{measure.Code()}' was not counted for this report; ask for it.");

    internal override long CasesWithContacts(int cell) => 0;
}
