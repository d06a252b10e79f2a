namespace KimCaseManagement.Reporting.Counting;

/// <summary>The cells of an index that a report shows, in the order of the output. Figures stay where they were counted.</summary>
internal sealed class CountedCells : Cells
{
    private readonly CellIndex _index;
    private readonly StockAndFlow _cases;
    private readonly Func<Measure, long[]> _columnOf;
    private readonly Func<long[]> _casesWithContacts;
    private readonly int[] _cells;
    private readonly long[]?[] _columns = new long[(int)Measures.All.Max() + 1][];

    /// <summary>The cells that have a figure other than zero in one of the measures, and the grand total.</summary>
    /// <param name="index">The cells.</param>
    /// <param name="measures">What is asked for.</param>
    /// <param name="cases">Stock and flow.</param>
    /// <param name="columnOf">The figures of another measure by cell of the index; shorter where cells were numbered after it was counted.</param>
    /// <param name="casesWithContacts">How many cases had contacts, by cell of the index.</param>
    internal CountedCells(CellIndex index, IReadOnlyList<Measure> measures, StockAndFlow cases, Func<Measure, long[]> columnOf, Func<long[]> casesWithContacts)
    {
        _index = index;
        _cases = cases;
        _columnOf = columnOf;
        _casesWithContacts = casesWithContacts;
        var isShown = new bool[index.Count];
        isShown[0] = true;
        foreach (var measure in measures)
        {
            if (StockAndFlow.Has(measure))
            {
                _cases.MarkIn(measure, isShown);
                continue;
            }

            for (var cell = 0; cell < isShown.Length; cell++)
                isShown[cell] |= FigureAt(cell, measure) is not (0 or None);
        }

        _cells = index.InOrder(isShown);
    }

    internal override int Count => _cells.Length;

    internal override string? Group(int cell, int dimension) => _index.Axes[dimension].Groups[_index.GroupOf(_cells[cell], dimension)];

    internal override bool IsInnermost(int cell) => _index.IsInnermost(_cells[cell]);

    internal override long Figure(int cell, Measure measure) => FigureAt(_cells[cell], measure);

    internal override long CasesWithContacts(int cell) => At(_casesWithContacts(), _cells[cell], 0);

    private long FigureAt(int place, Measure measure)
    {
        if (StockAndFlow.Has(measure))
            return _cases.Of(measure, place);
        var column = ((uint)measure < (uint)_columns.Length ? _columns[(int)measure] : null) ?? Keep(measure);
        return At(column, place, measure.IsQuantile() ? None : 0);
    }

    private long[] Keep(Measure measure)
    {
        var column = _columnOf(measure);
        return _columns[(int)measure] = column;
    }

    private static long At(long[] column, int place, long none) => place < column.Length ? column[place] : none;
}
