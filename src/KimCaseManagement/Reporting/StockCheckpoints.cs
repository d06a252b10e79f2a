using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Openings and closings summed up to the first day of each month (Bestandsmarken), so that a report of any period needs no pass over all cases: finished periods don't change.</summary>
/// <remarks>
/// <para>The stock on a day is what was opened before it less what was closed before it. Both are read from the last mark before the day, and the cases opened or closed between mark and day are added one by one.
/// Made once of a register and a set of dimensions; takes eight bytes for each combination of groups and month.</para>
/// <para>Immutable and safe to use from many threads at once.</para>
/// </remarks>
public sealed class StockCheckpoints
{
    private static readonly Measure[] Counted = [.. Measures.All.Where(StockAndFlow.Has)];

    private readonly CaseRegister _register;
    private readonly EquatableList<Dimension> _dimensions;
    private readonly OfficeDirectory? _offices;
    private readonly CellIndex _index;
    private readonly int[] _rowsByOpening;
    private readonly int[] _rowsByClosing;
    private readonly int[] _marks;
    private readonly int[][] _openedBefore;
    private readonly int[][] _closedBefore;

    private StockCheckpoints(CaseRegister register, EquatableList<Dimension> dimensions, OfficeDirectory? offices, CellIndex index)
    {
        _register = register;
        _dimensions = dimensions;
        _offices = offices;
        _index = index;
        _rowsByOpening = [.. Enumerable.Range(0, register.Data.Opened.Length)];
        _rowsByClosing = Array.FindAll(DayOrder.RowsByDay(register.Data.Closed, CaseRegister.Never), row => register.Data.Closed[row] != CaseRegister.Never);
        _marks = Marks(register);
        _openedBefore = SumUp(_rowsByOpening, register.Data.Opened);
        _closedBefore = SumUp(_rowsByClosing, register.Data.Closed);
    }

    /// <summary>The dimensions of the reports, in their order.</summary>
    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// <summary>Makes the marks of a register.</summary>
    /// <param name="register">The cases.</param>
    /// <param name="dimensions">The dimensions of the reports that are to come; none for totals only.</param>
    /// <param name="offices">Which offices lie where and who runs them, for the dimensions of <see cref="ReportRequest.Offices"/>.</param>
    /// <exception cref="ArgumentException">A dimension is given twice, is the duration, whose groups depend on the period, or the dimensions have too many combinations of groups to keep them by month.</exception>
    public static StockCheckpoints Of(CaseRegister register, IEnumerable<Dimension>? dimensions = null, OfficeDirectory? offices = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        var all = EquatableList<Dimension>.CopyOf(dimensions ?? []);
        if (all.Contains(Dimension.DurationClass))
            throw new ArgumentException($"The groups of '{Dimension.DurationClass.Code()}' depend on the period, so cases can't be summed up in advance; count the report over the register.", nameof(dimensions));
        var request = new ReportRequest(ReportingPeriod.Year(2000), all, offices: offices);
        var index = new CellIndex([.. all.Select(d => d == Dimension.AgeGroup ? new BirthYearAxis(register.Data.BirthYear) : Axis.Of(register, request, d))]);
        return index.IsDense
            ? new StockCheckpoints(register, all, offices, index)
            : throw new ArgumentException("There are too many combinations of groups; fewer dimensions do.", nameof(dimensions));
    }

    /// <summary>The report of a period: the same figures as <see cref="Report.Count"/> gives.</summary>
    /// <param name="period">The period.</param>
    /// <param name="measures">Cases and durations of cases closed; all five measures of cases where none are given.</param>
    /// <param name="ageGroups">How ages are grouped; <see cref="AgeGroups.Default"/> where not given.</param>
    /// <exception cref="ArgumentException">A measure is given twice or is none of those.</exception>
    public Report Count(ReportingPeriod period, IEnumerable<Measure>? measures = null, AgeGroups? ageGroups = null)
    {
        var request = new ReportRequest(period, _dimensions, measures ?? Counted, ageGroups, offices: _offices);
        if (request.Measures.FirstOrDefault(m => !StockAndFlow.Has(m) && m is not (Measure.DurationMedian or Measure.DurationP90)) is var other and not Measure.Unspecified)
            throw new ArgumentException($"The measure '{other.Code()}' can't be summed up over months; count it over the register.", nameof(measures));
        var (from, to) = (Days.ToNumber(period.From), Days.ToNumber(period.To));
        var (openedBefore, closedBefore) = (Before(from, _openedBefore, _rowsByOpening, _register.Data.Opened), Before(from, _closedBefore, _rowsByClosing, _register.Data.Closed));
        var (openedUpTo, closedUpTo) = (Before(to, _openedBefore, _rowsByOpening, _register.Data.Opened), Before(to, _closedBefore, _rowsByClosing, _register.Data.Closed));
        var index = new CellIndex([.. _dimensions.Select(d => Axis.Of(_register, request, d))]);
        var cases = new StockAndFlow(Less(index, openedBefore, closedBefore), Less(index, openedUpTo, openedBefore), Less(index, closedUpTo, closedBefore));
        var durations = request.Measures.Any(m => !StockAndFlow.Has(m)) ? Durations(index, from, to) : default;
        return new Report(request with { Topics = _register.Topics }, _register.Taxonomy, new CountedCells(index, request.Measures, cases, Column, () => throw NotCounted(Measure.Contacts)));

        long[] Column(Measure measure) => (measure == Measure.DurationMedian ? durations.Median : measure == Measure.DurationP90 ? durations.P90 : null) ?? throw NotCounted(measure);
    }

    private static InvalidOperationException NotCounted(Measure measure) => new($"The measure '{measure.Code()}' was not counted for this report; ask for it, or count it over the register.");

    private static int[] Marks(CaseRegister register)
    {
        if (register.FirstOpenedOn is not { } first || register.LastChangedOn is not { } last)
            return [int.MinValue];
        var marks = new List<int> { int.MinValue };
        for (var month = new NodaTime.LocalDate(first.Year, first.Month, 1); month <= last; month = month.PlusMonths(1))
            marks.Add(Days.ToNumber(month));
        return [.. marks];
    }

    /// <summary>The difference, by cell of an index that has age groups where the marks have years of birth.</summary>
    private int[] Less(CellIndex index, int[] all, int[] less)
    {
        var rest = new int[index.Size];
        if (!_dimensions.Contains(Dimension.AgeGroup))
        {
            for (var cell = 0; cell < rest.Length; cell++)
                rest[cell] = all[cell] - less[cell];
            return rest;
        }

        for (var cell = 0; cell < all.Length; cell++)
        {
            if (all[cell] == less[cell])
                continue;
            var place = 0;
            for (var axis = 0; axis < index.Axes.Length; axis++)
            {
                var group = _index.GroupOf(cell, axis);
                place += index.Strides[axis] * (index.Axes[axis] is AgeAxis ages && _index.Axes[axis] is BirthYearAxis years && years.YearOf(group) is { } year ? ages.GroupOfYear(year) : group);
            }

            rest[place] += all[cell] - less[cell];
        }

        return rest;
    }

    /// <summary>How many of the rows, in the order of their days, lie before each mark, by cell.</summary>
    private int[][] SumUp(int[] rows, int[] days)
    {
        var sums = new int[_marks.Length][];
        sums[0] = new int[_index.Size];
        for (var mark = 1; mark < _marks.Length; mark++)
            sums[mark] = Sum(sums[mark - 1], rows, FirstFrom(_marks[mark - 1], rows, days), FirstFrom(_marks[mark], rows, days));
        return sums;
    }

    /// <summary>How many of the rows lie before a day, by cell.</summary>
    private int[] Before(int day, int[][] sums, int[] rows, int[] days)
    {
        var mark = Array.BinarySearch(_marks, day);
        if (mark < 0)
            mark = ~mark - 1;
        return Sum(sums[mark], rows, FirstFrom(_marks[mark], rows, days), FirstFrom(day, rows, days));
    }

    /// <summary>What was counted and further rows.</summary>
    private int[] Sum(int[] counted, int[] rows, int start, int end)
    {
        if (start == end)
            return counted;
        var counts = new CellCounts(_index, 1);
        for (; start < end; start += PeriodScan.BlockSize)
            counts.Add(rows.AsSpan(start, Math.Min(PeriodScan.BlockSize, end - start)));
        counts.Complete();
        CellCounts.AddTo(counts.Counts, counted);
        return counts.Counts;
    }

    private (long[] Median, long[] P90) Durations(CellIndex index, int from, int to)
    {
        var (start, end) = (FirstFrom(from, _rowsByClosing, _register.Data.Closed), FirstFrom(to, _rowsByClosing, _register.Data.Closed));
        var values = new CellValues(index, start == end ? 0 : to - _register.Data.Opened[0]);
        var durations = new int[PeriodScan.BlockSize];
        for (; start < end; start += PeriodScan.BlockSize)
        {
            var rows = _rowsByClosing.AsSpan(start, Math.Min(PeriodScan.BlockSize, end - start));
            for (var i = 0; i < rows.Length; i++)
                durations[i] = _register.Data.Closed[rows[i]] - _register.Data.Opened[rows[i]];
            values.Add(rows, durations.AsSpan(0, rows.Length));
        }

        return values.Quantiles();
    }

    private static int FirstFrom(int day, int[] rows, int[] days)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (days[rows[middle]] < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
