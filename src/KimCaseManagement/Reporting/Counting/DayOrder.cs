namespace KimCaseManagement.Reporting.Counting;

/// <summary>Rows in the order of their days.</summary>
internal static class DayOrder
{
    /// <summary>The rows in the order of their days, those of one day in the order of their numbers. Days are few, so they are counted rather than compared.</summary>
    /// <param name="days">By row its day.</param>
    /// <param name="never">What stands for a day later than all others.</param>
    internal static int[] RowsByDay(ReadOnlySpan<int> days, int never)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var day in days)
        {
            if (day != never)
                (first, last) = (Math.Min(first, day), Math.Max(last, day));
        }

        if (last == int.MinValue)
            (first, last) = (0, 0);
        var next = new int[last - first + 3];
        foreach (var day in days)
            next[(day == never ? last + 1 : day) - first + 1]++;
        for (var day = 1; day < next.Length; day++)
            next[day] += next[day - 1];
        var rows = new int[days.Length];
        for (var row = 0; row < days.Length; row++)
            rows[next[(days[row] == never ? last + 1 : days[row]) - first]++] = row;
        return rows;
    }

    /// <summary>How many of rising days lie before a day: the place of the first that doesn't.</summary>
    internal static int CountBefore(int[] days, int day)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (days[middle] < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
