namespace KimCaseManagement.Reporting.Counting;

/// <summary>Two counts for each cell of a dense index, filled block by block.</summary>
internal sealed class CaseTables
{
    private readonly CellIndex _index;
    private readonly int[] _places = new int[PeriodScan.BlockSize];

    internal CaseTables(CellIndex index)
    {
        _index = index;
        OpenAtStart = new int[2 * index.Size];
        Opened = new int[2 * index.Size];
    }

    internal int[] OpenAtStart { get; }

    internal int[] Opened { get; }

    /// <summary>Counts rows, in the second count of a cell where the bit beside the row says so. Totals over topics are counted; those over other dimensions are sums, see <see cref="Marginals"/>.</summary>
    internal void Add(int[] table, ReadOnlySpan<int> rows, ReadOnlySpan<int> bits)
    {
        var places = _places.AsSpan(0, rows.Length);
        if (bits.IsEmpty)
            places.Clear();
        else
            bits.CopyTo(places);
        for (var a = 0; a < _index.Axes.Length; a++)
        {
            if (_index.Axes[a] != _index.Topics)
                _index.Axes[a].AddTo(places, rows, 2 * _index.Strides[a]);
        }

        foreach (var place in places)
            table[place]++;
        _index.Topics?.Count(table, places, rows);
    }
}

/// <summary>Totals over the dimensions in which every row has one group.</summary>
internal static class Marginals
{
    /// <summary>Fills the cells of totals by sums.</summary>
    /// <param name="index">A dense index.</param>
    /// <param name="table">So many numbers a cell as <paramref name="width"/> says.</param>
    /// <param name="width">Numbers a cell.</param>
    internal static void Fill(CellIndex index, int[] table, int width)
    {
        for (var a = 0; a < index.Axes.Length; a++)
        {
            if (index.Axes[a] == index.Topics)
                continue;
            var groups = index.Axes[a].Groups.Length;
            var stride = index.Strides[a] * width;
            for (var total = 0; total < table.Length; total += stride * groups)
            {
                var sums = table.AsSpan(total, stride);
                for (var group = 1; group < groups; group++)
                {
                    var parts = table.AsSpan(total + (group * stride), stride);
                    for (var i = 0; i < parts.Length; i++)
                        sums[i] += parts[i];
                }
            }
        }
    }
}

/// <summary>Values by cell, for quantiles.</summary>
internal sealed class CellValues
{
    private int[] _cells = new int[256];
    private int[] _values = new int[256];
    private int _count;

    internal void Add(ReadOnlySpan<int> cells, int value)
    {
        if (_count + cells.Length > _cells.Length)
        {
            var larger = Math.Max(_count + cells.Length, 2 * _cells.Length);
            Array.Resize(ref _cells, larger);
            Array.Resize(ref _values, larger);
        }

        cells.CopyTo(_cells.AsSpan(_count));
        _values.AsSpan(_count, cells.Length).Fill(value);
        _count += cells.Length;
    }

    /// <summary>Nearest rank: the smallest value with at least the wanted share of the values at or below it.</summary>
    internal (long[] Median, long[] P90) Quantiles(int cellCount)
    {
        var starts = new int[cellCount + 1];
        for (var i = 0; i < _count; i++)
            starts[_cells[i] + 1]++;
        for (var cell = 0; cell < cellCount; cell++)
            starts[cell + 1] += starts[cell];
        var next = (int[])starts.Clone();
        var values = new int[_count];
        foreach (var i in ByValue())
            values[next[_cells[i]]++] = _values[i];
        var (median, p90) = (new long[cellCount], new long[cellCount]);
        for (var cell = 0; cell < cellCount; cell++)
        {
            long count = starts[cell + 1] - starts[cell];
            median[cell] = count == 0 ? Cells.None : values[starts[cell] + (int)((count + 1) / 2) - 1];
            p90[cell] = count == 0 ? Cells.None : values[starts[cell] + (int)(((9 * count) + 9) / 10) - 1];
        }

        return (median, p90);
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
