namespace KimCaseManagement.Reporting.Counting;

/// <summary>So many counts for each cell of a dense index, filled block by block.</summary>
/// <remarks>A row is counted in one place: totals, and topics above others, are sums made in the end.</remarks>
internal sealed class CellCounts
{
    private readonly CellIndex _index;
    private readonly int _width;
    private readonly int[] _places = new int[PeriodScan.BlockSize];

    internal CellCounts(CellIndex index, int width)
        : this(index, width, new int[width * index.Size])
    {
    }

    /// <summary>Counts that are not complete yet.</summary>
    internal CellCounts(CellIndex index, int width, int[] counts)
    {
        _index = index;
        _width = width;
        Counts = counts;
    }

    /// <summary>The counts, those of a cell beside each other.</summary>
    internal int[] Counts { get; }

    /// <summary>The counts of a cell.</summary>
    internal ReadOnlySpan<int> Of(int cell) => Counts.AsSpan(cell * _width, _width);

    /// <summary>Counts rows, a block of them at most, each in that of its cell's counts which stands beside it; in the first where none does.</summary>
    internal void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> which = default)
    {
        var places = _places.AsSpan(0, rows.Length);
        if (which.IsEmpty)
            places.Clear();
        else
            which.CopyTo(places);
        for (var a = 0; a < _index.Axes.Length; a++)
        {
            if (_index.Axes[a] != _index.Topics)
                _index.Axes[a].AddTo(places, rows, _width * _index.Strides[a]);
        }

        foreach (var place in places)
            Counts[place]++;
        _index.Topics?.Count(Counts, places, rows, _width);
    }

    /// <summary>Adds what another one has counted in the same index.</summary>
    internal void Add(CellCounts other) => AddTo(Counts, other.Counts);

    /// <summary>Makes the sums, once all rows are counted.</summary>
    internal void Complete()
    {
        _index.Topics?.RollUp(Counts, _width);
        for (var a = 0; a < _index.Axes.Length; a++)
        {
            if (_index.Axes[a] == _index.Topics)
                continue;
            var stride = _index.Strides[a] * _width;
            var groups = _index.Axes[a].Groups.Length;
            for (var total = 0; total < Counts.Length; total += stride * groups)
            {
                for (var group = 1; group < groups; group++)
                    AddTo(Counts.AsSpan(total, stride), Counts.AsSpan(total + (group * stride), stride));
            }
        }
    }

    /// <summary>Adds numbers to those at the same places.</summary>
    internal static void AddTo(Span<int> sums, ReadOnlySpan<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            sums[i] += numbers[i];
    }
}
