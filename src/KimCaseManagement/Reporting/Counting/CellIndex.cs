namespace KimCaseManagement.Reporting.Counting;

/// <summary>Numbers the cells of a cube. Where all combinations of groups are few, a cell is computed from them; else combinations are numbered as they occur.</summary>
internal sealed class CellIndex
{
    /// <summary>Up to so many combinations have a place each.</summary>
    private const int MostDense = 1 << 20;

    private readonly CellSpace? _space;
    private int[] _cells = new int[16];
    private int[] _groups = new int[16];

    internal CellIndex(Axis[] axes)
    {
        Axes = axes;
        Strides = new int[axes.Length];
        Topics = axes.OfType<TopicAxis>().SingleOrDefault();
        var size = 1L;

        // Topics lie innermost: the counts that one row raises lie beside each other.
        foreach (var axis in Enumerable.Range(0, axes.Length).OrderBy(i => axes[i] == Topics ? 0 : 1))
        {
            Strides[axis] = (int)Math.Min(size, int.MaxValue);
            size = Math.Min(size * axes[axis].Groups.Length, int.MaxValue);
        }

        IsDense = size <= MostDense;
        Size = (int)size;
        if (!IsDense)
            _space = new CellSpace([.. axes.Select(a => a.Groups.Length)]);
    }

    internal Axis[] Axes { get; }

    internal int[] Strides { get; }

    internal TopicAxis? Topics { get; }

    /// <summary>True where every combination has a place.</summary>
    internal bool IsDense { get; }

    /// <summary>The number of places of a dense index.</summary>
    internal int Size { get; }

    /// <summary>How many cells there are so far; of a dense index all combinations.</summary>
    internal int Count => _space?.Count ?? Size;

    /// <summary>All cells that a row belongs to, those of totals among them. Valid until the next call.</summary>
    internal ReadOnlySpan<int> CellsOf(int row)
    {
        if (_space is not null)
        {
            _space.Begin();
            foreach (var axis in Axes)
                _space.Extend(GroupsOf(axis, row));
            return _space.Current;
        }

        _cells[0] = 0;
        var count = 1;
        for (var a = 0; a < Axes.Length; a++)
        {
            var groups = GroupsOf(Axes[a], row);
            if (_cells.Length < count * groups.Length)
                Array.Resize(ref _cells, 2 * count * groups.Length);

            // The first group is the total, which adds nothing: the cells so far stay.
            for (var g = 1; g < groups.Length; g++)
            {
                for (var i = 0; i < count; i++)
                    _cells[(g * count) + i] = _cells[i] + (groups[g] * Strides[a]);
            }

            count *= groups.Length;
        }

        return _cells.AsSpan(0, count);
    }

    /// <summary>The group of a cell on an axis.</summary>
    internal int GroupOf(int cell, int axis) => _space is null ? (int)((uint)cell / (uint)Strides[axis] % (uint)Axes[axis].Groups.Length) : _space.GroupOf(cell, axis);

    /// <summary>True where a cell is no total over a dimension.</summary>
    internal bool IsInnermost(int cell)
    {
        for (var axis = 0; axis < Axes.Length; axis++)
        {
            if (GroupOf(cell, axis) == 0)
                return false;
        }

        return true;
    }

    /// <summary>The cells that are wanted, in the order of their groups.</summary>
    internal int[] InOrder(bool[] isWanted)
    {
        var cells = new int[isWanted.Count(w => w)];
        if (_space is null)
        {
            var filled = 0;
            Fill(cells, ref filled, isWanted, 0, 0);
            return cells;
        }

        var ranks = Axes.Select(a =>
        {
            var rank = new int[a.Groups.Length];
            for (var i = 0; i < rank.Length; i++)
                rank[a.GroupsInOrder[i]] = i;
            return rank;
        }).ToArray();
        for (int cell = 0, filled = 0; cell < isWanted.Length; cell++)
        {
            if (isWanted[cell])
                cells[filled++] = cell;
        }

        Array.Sort(cells, (left, right) =>
        {
            for (var a = 0; a < Axes.Length; a++)
            {
                if (ranks[a][GroupOf(left, a)].CompareTo(ranks[a][GroupOf(right, a)]) is var order and not 0)
                    return order;
            }

            return 0;
        });
        return cells;
    }

    private void Fill(int[] cells, ref int filled, bool[] isWanted, int axis, int place)
    {
        if (axis == Axes.Length)
        {
            if (isWanted[place])
                cells[filled++] = place;
            return;
        }

        foreach (var group in Axes[axis].GroupsInOrder)
            Fill(cells, ref filled, isWanted, axis + 1, place + (group * Strides[axis]));
    }

    private ReadOnlySpan<int> GroupsOf(Axis axis, int row)
    {
        _groups[0] = 0;
        if (axis != Topics)
        {
            _groups[1] = axis.GroupOf(row);
            return _groups.AsSpan(0, 2);
        }

        // First the groups, which may need a larger array; then what that array holds.
        var count = Topics!.GroupsOf(row, ref _groups, 1);
        return _groups.AsSpan(0, count);
    }
}
