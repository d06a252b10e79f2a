using System.Numerics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>How long cases last, running ones included (Verweildauer nach Kaplan und Meier): which part of them is still open after so many days. True figures, not for publication.</summary>
/// <remarks>
/// <para>Unit: cases; base: the cases served in the period. The median of completed cases alone is too short as long as long ones are still running; here a running case counts as open for as long as it was seen.</para>
/// <para>A case is under observation from the day of its age when the period begins, or from its opening, until it is closed, or until the day before the period's end. On each day on which a case of that age was closed, the part still open is
/// multiplied by the part of those under observation that was not. Exact fractions; rounded for display alone.</para>
/// <para>Immutable and safe to use from many threads at once.</para>
/// </remarks>
public sealed class DurationCurve
{
    private readonly EquatableList<DurationPoint> _points;

    private DurationCurve(IEnumerable<DurationPoint> points) => _points = EquatableList<DurationPoint>.CopyOf(points);

    /// <summary>The days on which cases were closed, counted from the opening, the least first.</summary>
    public IReadOnlyList<DurationPoint> Points => _points;

    /// <summary>The number of days after which half of the cases or fewer are still open (Median); null where more than half are, as far as was seen.</summary>
    public int? Median => DaysUntil(2);

    /// <summary>The number of days after which a tenth of the cases or fewer are still open (90. Perzentil); null where more are, as far as was seen.</summary>
    public int? P90 => DaysUntil(10);

    /// <summary>Estimates the curve of a register.</summary>
    /// <param name="register">The cases.</param>
    /// <param name="period">The period under observation.</param>
    public static DurationCurve Of(CaseRegister register, ReportingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(period);
        var (from, to) = (Days.ToNumber(period.From), Days.ToNumber(period.To));
        var changes = new SortedDictionary<int, (int AtRisk, int Closed)>();
        void Change(int age, int atRisk, int closed)
        {
            changes.TryGetValue(age, out var known);
            changes[age] = (known.AtRisk + atRisk, known.Closed + closed);
        }

        var data = register.Data;
        for (var row = 0; row < data.Opened.Length && data.Opened[row] < to; row++)
        {
            var (opened, closed) = (data.Opened[row], data.Closed[row]);
            if (closed < from)
                continue;
            Change(Math.Max(0, from - opened), 1, 0);
            if (closed < to)
                Change(closed - opened, 0, 1);
            Change(closed < to ? closed - opened + 1 : to - opened, -1, 0);
        }

        var (observed, stillOpen, all) = (0, BigInteger.One, BigInteger.One);
        var points = new List<DurationPoint>();
        foreach (var change in changes)
        {
            observed += change.Value.AtRisk;
            if (change.Value.Closed == 0)
                continue;
            stillOpen *= observed - change.Value.Closed;
            all *= observed;
            var common = BigInteger.GreatestCommonDivisor(stillOpen, all);
            (stillOpen, all) = (stillOpen / common, all / common);
            points.Add(new DurationPoint(change.Key, observed, change.Value.Closed, stillOpen, all));
        }

        return new DurationCurve(points);
    }

    private int? DaysUntil(int part)
    {
        foreach (var point in _points)
        {
            if (point.IsAtMost(part))
                return point.Days;
        }

        return null;
    }
}

/// <summary>A number of days after which cases were closed.</summary>
public sealed record DurationPoint
{
    private readonly BigInteger _stillOpen;
    private readonly BigInteger _all;

    internal DurationPoint(int days, int observed, int closed, BigInteger stillOpen, BigInteger all)
    {
        Days = days;
        Observed = new CaseCount(observed);
        Closed = new CaseCount(closed);
        (_stillOpen, _all) = (stillOpen, all);
    }

    /// <summary>Days from the opening.</summary>
    public int Days { get; }

    /// <summary>Cases under observation at that age.</summary>
    public CaseCount Observed { get; }

    /// <summary>Those of them that were closed at that age.</summary>
    public CaseCount Closed { get; }

    /// <summary>Which part of all cases is still open after that day, in percent, half up to one decimal.</summary>
    public decimal StillOpenPercent => (decimal)(((_stillOpen * 2000) + _all) / (_all * 2)) / 10;

    internal bool IsAtMost(int part) => _stillOpen * part <= _all;
}
