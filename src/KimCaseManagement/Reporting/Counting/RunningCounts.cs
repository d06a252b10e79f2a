namespace KimCaseManagement.Reporting.Counting;

/// <summary>By cell, how many of the rows lie before a day, without a pass over all of them: sums are kept at marks, and from the nearest mark it is no farther than half the cells there are.</summary>
/// <remarks>Totals and topics above others are not summed up yet: see <see cref="CellCounts.Complete"/>.</remarks>
internal sealed class RunningCounts
{
    private readonly CellIndex _index;
    private readonly int[] _days;
    private readonly int[]? _rows;
    private readonly int _interval;

    /// <summary>Mark by mark, the counts of all cells.</summary>
    private readonly int[] _sums;

    /// <summary>Sums up rows.</summary>
    /// <param name="index">The cells.</param>
    /// <param name="days">The days of the rows, rising.</param>
    /// <param name="rows">The rows in the order of their days; null where the register has them in that order.</param>
    internal RunningCounts(CellIndex index, int[] days, int[]? rows = null)
    {
        (_index, _days, _rows) = (index, days, rows);

        // As many rows from mark to mark as there are cells: a mark takes no longer to read than the way to it, and no more memory than the rows.
        _interval = Math.Max(index.Size, PeriodScan.BlockSize);
        _sums = new int[checked(((days.Length / _interval) + 1) * index.Size)];
        for (var mark = 1; mark <= days.Length / _interval; mark++)
            Count((mark - 1) * _interval, mark * _interval, _sums.AsSpan((mark - 1) * index.Size, index.Size), 1).CopyTo(_sums, mark * index.Size);
    }

    /// <summary>The number of rows before a day.</summary>
    internal int RowsBefore(int day) => DayOrder.CountBefore(_days, day);

    /// <summary>By cell, the number of rows before a day.</summary>
    internal int[] Before(int day)
    {
        var end = RowsBefore(day);
        var mark = Math.Min((int)((end + ((long)_interval / 2)) / _interval), (_sums.Length / _index.Size) - 1);
        var start = mark * _interval;
        var sums = _sums.AsSpan(mark * _index.Size, _index.Size);
        return start <= end ? Count(start, end, sums, 1) : Count(end, start, sums, -1);
    }

    /// <summary>The sums and, times a sign, the counts of a range of rows.</summary>
    private int[] Count(int start, int end, ReadOnlySpan<int> sums, int sign)
    {
        var counts = new CellCounts(_index, 1);
        var block = new int[PeriodScan.BlockSize];
        for (; start < end; start += block.Length)
        {
            var rows = block.AsSpan(0, Math.Min(block.Length, end - start));
            if (_rows is not null)
                _rows.AsSpan(start, rows.Length).CopyTo(rows);
            for (var i = 0; _rows is null && i < rows.Length; i++)
                rows[i] = start + i;
            counts.Add(rows);
        }

        for (var cell = 0; cell < sums.Length; cell++)
            counts.Counts[cell] = sums[cell] + (sign * counts.Counts[cell]);
        return counts.Counts;
    }
}
