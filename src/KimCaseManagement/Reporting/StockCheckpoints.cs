using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Openings and closings summed up (Bestandsmarken), so that a report of any period needs no pass over all cases: finished periods don't change.</summary>
/// <remarks>
/// <para>The stock on a day is what was opened before it less what was closed before it. Both are read from the nearest mark, and the cases between mark and day are added or taken off one by one.
/// Made once of a register and a set of dimensions; takes up to eight bytes a case, and eight for each combination of groups; the order of closing, twelve bytes a closed case, is made once for all marks of the register.</para>
/// <para>Immutable and safe to use from many threads at once.</para>
/// </remarks>
public sealed class StockCheckpoints
{
    private static readonly Measure[] Counted = [.. Measures.All.Where(StockAndFlow.Has)];

    private readonly CaseRegister _register;
    private readonly EquatableList<Dimension> _dimensions;
    private readonly OfficeDirectory? _offices;
    private readonly CellIndex _index;
    private readonly RunningCounts _opened;
    private readonly RunningCounts _closed;

    private StockCheckpoints(CaseRegister register, EquatableList<Dimension> dimensions, OfficeDirectory? offices, CellIndex index)
    {
        _register = register;
        _dimensions = dimensions;
        _offices = offices;
        _index = index;
        _opened = new RunningCounts(index, register.Data.Opened);
        _closed = new RunningCounts(index, register.Closings.Value.Days, register.Closings.Value.Rows);
    }

    /// <summary>The dimensions of the reports, in their order.</summary>
    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// <summary>Makes the marks of a register.</summary>
    /// <param name="register">The cases.</param>
    /// <param name="dimensions">The dimensions of the reports that are to come; none for totals only.</param>
    /// <param name="offices">Which offices lie where and who runs them, for the dimensions of <see cref="ReportRequest.Offices"/>.</param>
    /// <exception cref="ArgumentException">A dimension is given twice, is the duration, whose groups depend on the period, or the dimensions have too many combinations of groups to keep sums of each.</exception>
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
            throw new ArgumentException($"The measure '{other.Code()}' can't be summed up in advance; count it over the register.", nameof(measures));
        var (from, to) = (Days.ToNumber(period.From), Days.ToNumber(period.To));
        var (openedBefore, closedBefore, openedUpTo, closedUpTo) = (_opened.Before(from), _closed.Before(from), _opened.Before(to), _closed.Before(to));
        var index = new CellIndex([.. _dimensions.Select(d => Axis.Of(_register, request, d))]);
        var cases = new StockAndFlow(Less(index, openedBefore, closedBefore), Less(index, openedUpTo, openedBefore), Less(index, closedUpTo, closedBefore));
        var durations = request.Measures.Any(m => !StockAndFlow.Has(m)) ? Durations(index, from, to) : default;
        return new Report(request with { Topics = _register.Topics }, _register.Taxonomy, new CountedCells(index, request.Measures, cases, Column, () => throw NotCounted(Measure.Contacts)));

        long[] Column(Measure measure) => (measure == Measure.DurationMedian ? durations.Median : measure == Measure.DurationP90 ? durations.P90 : null) ?? throw NotCounted(measure);
    }

    private static InvalidOperationException NotCounted(Measure measure) => new($"The measure '{measure.Code()}' was not counted for this report; ask for it, or count it over the register.");

    /// <summary>The difference with its totals, by cell of an index that has age groups where the marks have years of birth.</summary>
    private int[] Less(CellIndex index, int[] all, int[] less)
    {
        var difference = new CellCounts(index, 1, LessWithoutTotals(index, all, less));
        difference.Complete();
        return difference.Counts;
    }

    private int[] LessWithoutTotals(CellIndex index, int[] all, int[] less)
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

    private (long[] Median, long[] P90) Durations(CellIndex index, int from, int to)
    {
        var closings = _register.Closings.Value;
        var (start, end) = (_closed.RowsBefore(from), _closed.RowsBefore(to));
        var values = new CellValues(index, start == end ? 0 : to - _register.Data.Opened[0]);
        for (; start < end; start += PeriodScan.BlockSize)
        {
            var length = Math.Min(PeriodScan.BlockSize, end - start);
            values.Add(closings.Rows.AsSpan(start, length), closings.Durations.AsSpan(start, length));
        }

        return values.Quantiles();
    }
}
