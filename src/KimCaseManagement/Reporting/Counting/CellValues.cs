namespace KimCaseManagement.Reporting.Counting;

/// <summary>Values of rows by cell, for quantiles. Where cells and values are few, they are counted; else each is kept.</summary>
internal sealed class CellValues
{
    private const long MostCounted = 1 << 22;

    private readonly CellIndex _index;
    private readonly CellCounts? _counts;
    private int[] _cells = [];
    private int[] _values = [];
    private int _count;

    /// <summary>Begins without values.</summary>
    /// <param name="index">The cells.</param>
    /// <param name="largest">No value is larger.</param>
    internal CellValues(CellIndex index, int largest)
    {
        _index = index;
        if (IsCountable(index, largest))
            _counts = new CellCounts(index, largest + 1);
    }

    /// <summary>Begins without values where cells and values are few enough to be counted, also on several threads at once; null where they aren't.</summary>
    internal static CellValues? Countable(CellIndex index, int largest) => IsCountable(index, largest) ? new CellValues(index, largest) : null;

    /// <summary>Adds rows, each with its value.</summary>
    internal void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> values)
    {
        if (_counts is not null)
        {
            _counts.Add(rows, values);
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var cells = _index.CellsOf(rows[i]);
            if (_count + cells.Length > _cells.Length)
            {
                var larger = Math.Max(_count + cells.Length, 2 * _cells.Length);
                Array.Resize(ref _cells, larger);
                Array.Resize(ref _values, larger);
            }

            cells.CopyTo(_cells.AsSpan(_count));
            _values.AsSpan(_count, cells.Length).Fill(values[i]);
            _count += cells.Length;
        }
    }

    /// <summary>Adds the values that another one has counted for the same cells.</summary>
    internal void Add(CellValues other) => _counts!.Add(other._counts!);

    /// <summary>Nearest rank: the smallest value with at least the wanted share of the values at or below it.</summary>
    internal (long[] Median, long[] P90) Quantiles()
    {
        var (median, p90) = (new long[_index.Count], new long[_index.Count]);
        if (_counts is not null)
        {
            _counts.Complete();
            for (var cell = 0; cell < median.Length; cell++)
            {
                var counts = _counts.Of(cell);
                (median[cell], p90[cell]) = (NearestRank(counts, 50), NearestRank(counts, 90));
            }

            return (median, p90);
        }

        var starts = new int[median.Length + 1];
        for (var i = 0; i < _count; i++)
            starts[_cells[i] + 1]++;
        for (var cell = 0; cell < median.Length; cell++)
            starts[cell + 1] += starts[cell];
        var next = (int[])starts.Clone();
        var values = new int[_count];
        foreach (var i in ByValue())
            values[next[_cells[i]]++] = _values[i];
        for (var cell = 0; cell < median.Length; cell++)
        {
            var count = starts[cell + 1] - starts[cell];
            median[cell] = count == 0 ? Cells.None : values[starts[cell] + Rank(count, 50) - 1];
            p90[cell] = count == 0 ? Cells.None : values[starts[cell] + Rank(count, 90) - 1];
        }

        return (median, p90);
    }

    private static bool IsCountable(CellIndex index, int largest) => index.IsDense && index.Size * (largest + 1L) <= MostCounted;

    private static int Rank(int count, int percent) => (int)((((long)percent * count) + 99) / 100);

    /// <summary>The value of a rank, where so many have each value.</summary>
    private static long NearestRank(ReadOnlySpan<int> counts, int percent)
    {
        var count = 0;
        foreach (var number in counts)
            count += number;
        if (count == 0)
            return Cells.None;
        var left = Rank(count, percent);
        var value = -1;
        while (left > 0)
            left -= counts[++value];
        return value;
    }

    /// <summary>The places of the values in rising order of values: days and numbers of contacts are small, so they are counted rather than compared.</summary>
    private int[] ByValue()
    {
        var largest = 0;
        for (var i = 0; i < _count; i++)
            largest = Math.Max(largest, _values[i]);
        var next = new int[largest + 2];
        for (var i = 0; i < _count; i++)
            next[_values[i] + 1]++;
        for (var value = 0; value < largest; value++)
            next[value + 1] += next[value];
        var places = new int[_count];
        for (var i = 0; i < _count; i++)
            places[next[_values[i]]++] = i;
        return places;
    }
}
