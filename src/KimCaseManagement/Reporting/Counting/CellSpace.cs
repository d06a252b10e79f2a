namespace KimCaseManagement.Reporting.Counting;

/// <summary>Numbers the combinations of groups that occur; the grand total is there from the begin.</summary>
/// <remarks>A combination is a path from the root, one step for each dimension, so that no product of numbers of groups can overflow.</remarks>
internal sealed class CellSpace
{
    private readonly Level[] _levels;
    private int[] _current = [0];
    private int[] _next = new int[16];
    private int _count = 1;
    private int _depth;

    internal CellSpace(int[] groupCounts)
    {
        _levels = [.. groupCounts.Select(count => new Level(count))];
        Begin();
        foreach (var _ in groupCounts)
            Extend([0]);
    }

    /// <summary>How many cells there are.</summary>
    internal int Count => _levels.Length == 0 ? 1 : _levels[_levels.Length - 1].Count;

    /// <summary>The cells of the combinations built since <see cref="Begin"/>.</summary>
    internal ReadOnlySpan<int> Current => _current.AsSpan(0, _count);

    internal void Begin()
    {
        _current[0] = 0;
        _count = 1;
        _depth = 0;
    }

    /// <summary>Every combination so far with each of these groups of the next dimension.</summary>
    internal void Extend(ReadOnlySpan<int> groups)
    {
        var level = _levels[_depth++];
        if (_next.Length < _count * groups.Length)
            _next = new int[2 * _count * groups.Length];
        var filled = 0;
        for (var i = 0; i < _count; i++)
        {
            foreach (var group in groups)
                _next[filled++] = level.Child(_current[i], group);
        }

        (_current, _next) = (_next, _current);
        _count = filled;
    }

    /// <summary>The group of a cell in one of the dimensions.</summary>
    internal int GroupOf(int cell, int dimension)
    {
        for (var depth = _levels.Length - 1; ; depth--)
        {
            var (parent, group) = _levels[depth].Origin(cell);
            if (depth == dimension)
                return group;
            cell = parent;
        }
    }

    private sealed class Level(int groupCount)
    {
        // Children of the first parents stand in a table, the rest in a dictionary.
        private const int TableSize = 1 << 20;

        private readonly Dictionary<long, int> _children = [];
        private readonly List<(int Parent, int Group)> _origins = [];
        private int[] _table = new int[Math.Min(groupCount * 4, TableSize)];

        internal int Count => _origins.Count;

        internal int Child(int parent, int group)
        {
            var place = ((long)parent * groupCount) + group;
            if (place < TableSize)
            {
                if (place >= _table.Length)
                    Array.Resize(ref _table, (int)Math.Min(TableSize, Math.Max(place + 1, _table.Length * 2L)));
                if (_table[place] == 0)
                    _table[place] = Add(parent, group) + 1;
                return _table[place] - 1;
            }

            if (!_children.TryGetValue(place, out var child))
                _children.Add(place, child = Add(parent, group));
            return child;
        }

        internal (int Parent, int Group) Origin(int child) => _origins[child];

        private int Add(int parent, int group)
        {
            if (_origins.Count == ReportTooLargeException.MostCells)
                throw new ReportTooLargeException();
            _origins.Add((parent, group));
            return _origins.Count - 1;
        }
    }
}
