using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>What a report is asked for: period, dimensions, measures, age groups.</summary>
public sealed record ReportRequest
{
    private readonly EquatableList<Dimension> _dimensions;
    private readonly EquatableList<Measure> _measures;

    /// <summary>Makes a request.</summary>
    /// <param name="period">The days that the report is about.</param>
    /// <param name="dimensions">What to break down by, in this order; none for the total only.</param>
    /// <param name="measures">Which figures, in this order; all of cases where none are given.</param>
    /// <param name="ageGroups">How ages are grouped; <see cref="AgeGroups.Default"/> where not given.</param>
    /// <exception cref="ArgumentException">A dimension or measure is given twice or is not a member.</exception>
    public ReportRequest(ReportingPeriod period, IEnumerable<Dimension>? dimensions = null, IEnumerable<Measure>? measures = null, AgeGroups? ageGroups = null)
    {
        ArgumentNullException.ThrowIfNull(period);
        Period = period;
        _dimensions = EquatableList<Dimension>.CopyOf(dimensions ?? []);
        _measures = EquatableList<Measure>.CopyOf(measures ?? []);
        if (_measures.Count == 0)
            _measures = EquatableList<Measure>.CopyOf(Reporting.Measures.OfCases);
        AgeGroups = ageGroups ?? AgeGroups.Default;
        CheckDistinct(_dimensions, Reporting.Dimensions.All, nameof(dimensions));
        CheckDistinct(_measures, Reporting.Measures.All, nameof(measures));
    }

    /// <summary>The days that the report is about.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>What to break down by.</summary>
    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// <summary>Which figures.</summary>
    public IReadOnlyList<Measure> Measures => _measures;

    /// <summary>How ages are grouped.</summary>
    public AgeGroups AgeGroups { get; }

    /// <summary>By which codes topics count; a counted report has it from its register.</summary>
    public TopicCoding Topics { get; internal init; } = TopicCoding.Today;

    private static void CheckDistinct<T>(EquatableList<T> given, IReadOnlyList<T> all, string parameter)
        where T : struct, Enum
    {
        foreach (var member in given)
        {
            if (!all.Contains(member))
                throw new ArgumentException($"{member} is not one of {string.Join(", ", all)}.", parameter);
            if (given.Count(m => EqualityComparer<T>.Default.Equals(m, member)) > 1)
                throw new ArgumentException($"{member} is given twice; once is right.", parameter);
        }
    }
}
