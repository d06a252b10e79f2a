namespace KimCaseManagement.Reporting.Counting;

/// <summary>The cells of an index that a report shows, with their figures in the order of the output.</summary>
internal sealed class CountedCells : Cells
{
    private readonly CellIndex _index;
    private readonly Func<Measure, long[]> _columnOf;
    private readonly Func<long[]> _casesWithContacts;
    private readonly int[] _cells;
    private readonly long[]?[] _shown = new long[Measures.All.Count + 1][];

    /// <summary>The cells that have a figure other than zero in one of the measures, and the grand total.</summary>
    /// <param name="index">The cells.</param>
    /// <param name="measures">What is asked for.</param>
    /// <param name="columnOf">The figures of a measure by cell of the index; shorter where cells were numbered after it was counted.</param>
    /// <param name="casesWithContacts">How many cases had contacts, by cell of the index.</param>
    internal CountedCells(CellIndex index, IReadOnlyList<Measure> measures, Func<Measure, long[]> columnOf, Func<long[]> casesWithContacts)
    {
        _index = index;
        _columnOf = columnOf;
        _casesWithContacts = casesWithContacts;
        var isShown = new bool[index.Count];
        isShown[0] = true;
        foreach (var column in measures.Select(columnOf))
        {
            for (var cell = 0; cell < Math.Min(column.Length, isShown.Length); cell++)
                isShown[cell] |= column[cell] is not (0 or None);
        }

        _cells = index.InOrder(isShown);
        foreach (var measure in measures)
            Show(measure);
    }

    internal override int Count => _cells.Length;

    internal override string? Group(int cell, int dimension) => _index.Axes[dimension].Groups[_index.GroupOf(_cells[cell], dimension)];

    internal override bool IsInnermost(int cell) => _index.IsInnermost(_cells[cell]);

    internal override long Figure(int cell, Measure measure) => (((uint)measure < (uint)_shown.Length ? _shown[(int)measure] : null) ?? Show(measure))[cell];

    internal override long CasesWithContacts(int cell) => At(_casesWithContacts(), _cells[cell], 0);

    private long[] Show(Measure measure)
    {
        var column = _columnOf(measure);
        var none = measure.IsQuantile() ? None : 0;
        var shown = new long[_cells.Length];
        for (var i = 0; i < shown.Length; i++)
            shown[i] = At(column, _cells[i], none);
        return _shown[(int)measure] = shown;
    }

    private static long At(long[] column, int cell, long none) => cell < column.Length ? column[cell] : none;
}
