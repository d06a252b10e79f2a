namespace KimCaseManagement.Reporting.Counting;

/// <summary>Counts the cases of a dense index by what the period makes of them, and how long those closed were open.</summary>
internal sealed class CaseCounts
{
    private readonly CaseRegister.Columns _data;
    private readonly CellCounts[] _counts;
    private readonly int[] _days = new int[PeriodScan.BlockSize];

    internal CaseCounts(CaseRegister.Columns data, CellIndex index, CellValues? durations)
    {
        _data = data;
        _counts = [.. Enumerable.Range(0, (int)RowKind.OpenedAndClosed + 1).Select(_ => new CellCounts(index, 1))];
        Durations = durations;
    }

    /// <summary>The days from opening to closing, where they are asked for.</summary>
    internal CellValues? Durations { get; }

    internal void Add(RowKind kind, ReadOnlySpan<int> rows)
    {
        _counts[(int)kind].Add(rows);
        if (Durations is null || kind is RowKind.Open or RowKind.Opened)
            return;
        for (var i = 0; i < rows.Length; i++)
            _days[i] = _data.Closed[rows[i]] - _data.Opened[rows[i]];
        Durations.Add(rows, _days.AsSpan(0, rows.Length));
    }

    /// <summary>Adds what another one has counted in the same index.</summary>
    internal void Add(CaseCounts other)
    {
        for (var kind = 0; kind < _counts.Length; kind++)
            _counts[kind].Add(other._counts[kind]);
        Durations?.Add(other.Durations!);
    }

    /// <summary>Stock and flow, once all rows are counted.</summary>
    internal StockAndFlow StockAndFlow()
    {
        var (open, closed, opened, openedAndClosed) = (_counts[0].Counts, _counts[1].Counts, _counts[2].Counts, _counts[3].Counts);
        CellCounts.AddTo(open, closed);
        CellCounts.AddTo(opened, openedAndClosed);
        CellCounts.AddTo(closed, openedAndClosed);
        foreach (var counts in _counts.Take(3))
            counts.Complete();
        return new StockAndFlow(open, opened, closed);
    }
}
