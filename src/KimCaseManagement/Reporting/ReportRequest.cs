using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>What a report is asked for: period, dimensions, measures, age groups, offices.</summary>
public sealed record ReportRequest
{
    private readonly EquatableList<Dimension> _dimensions;
    private readonly EquatableList<Measure> _measures;

    /// <summary>Makes a request.</summary>
    /// <param name="period">The days that the report is about.</param>
    /// <param name="dimensions">What to break down by, in this order; none for the total only.</param>
    /// <param name="measures">Which figures, in this order; all of cases where none are given.</param>
    /// <param name="ageGroups">How ages are grouped; <see cref="AgeGroups.Default"/> where not given.</param>
    /// <param name="asKnownAt">Up to when what was recorded counts; null for all that is known. It is stated with the report; the facts are those that the host hands in.</param>
    /// <param name="offices">Which offices lie where and who runs them, for the dimensions <see cref="Dimension.Municipality"/> and <see cref="Dimension.Provider"/>; without it all offices are in the group of unknown values.</param>
    /// <exception cref="ArgumentException">A dimension or measure is given twice or is not a member, measures of cases stand beside such of occurrences, or a dimension is none of theirs.</exception>
    public ReportRequest(ReportingPeriod period, IEnumerable<Dimension>? dimensions = null, IEnumerable<Measure>? measures = null, AgeGroups? ageGroups = null, Instant? asKnownAt = null, OfficeDirectory? offices = null)
    {
        ArgumentNullException.ThrowIfNull(period);
        Period = period;
        _dimensions = EquatableList<Dimension>.CopyOf(dimensions ?? []);
        _measures = EquatableList<Measure>.CopyOf(measures ?? []);
        if (_measures.Count == 0)
            _measures = EquatableList<Measure>.CopyOf(Reporting.Measures.OfCases);
        AgeGroups = ageGroups ?? AgeGroups.Default;
        AsKnownAt = asKnownAt;
        Offices = offices is not null && _dimensions.Any(d => d.IsOfOffice()) ? offices : OfficeDirectory.Empty;
        IsOfOccurrences = _measures.Any(m => m.IsOfOccurrences());
        CheckDistinct(_measures, IsOfOccurrences ? Reporting.Measures.OfOccurrences : Reporting.Measures.All, nameof(measures));
        CheckDistinct(_dimensions, IsOfOccurrences ? Reporting.Dimensions.OfOccurrences : Reporting.Dimensions.All, nameof(dimensions));
        if (_dimensions.FirstOrDefault(d => d.IsResult() && _measures.Any(m => m != Reporting.Dimensions.MeasureOf(d))) is var result and not Dimension.Unspecified)
            throw new ArgumentException($"The dimension '{result.Code()}' belongs to the measure '{Reporting.Dimensions.MeasureOf(result).Code()}' alone.", nameof(dimensions));
    }

    /// <summary>The days that the report is about.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>What to break down by.</summary>
    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// <summary>Which figures.</summary>
    public IReadOnlyList<Measure> Measures => _measures;

    /// <summary>How ages are grouped.</summary>
    public AgeGroups AgeGroups { get; }

    /// <summary>Which offices lie where and who runs them; empty where no dimension asks for it.</summary>
    public OfficeDirectory Offices { get; }

    /// <summary>By which codes topics count; a counted report has it from its register.</summary>
    public TopicCoding Topics { get; internal init; } = TopicCoding.Today;

    /// <summary>Up to when what was recorded counts; null for all that is known.</summary>
    public Instant? AsKnownAt { get; }

    /// <summary>Does the report count what happened, as opposed to cases?</summary>
    internal bool IsOfOccurrences { get; }

    /// <summary>The version of the counting rules of this library, see docs/explanation/counting-rules.md. It rises when a rule changes, so that a figure can be traced to the rule by which it came about.</summary>
    public static string RulesVersion => "1";

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
