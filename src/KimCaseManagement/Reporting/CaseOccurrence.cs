using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>Something that happened in an office besides cases being open (Geschehen), as one of <see cref="Measures.OfOccurrences"/> counts it. It names neither case nor person.</summary>
public sealed record CaseOccurrence
{
    private readonly EquatableList<TopicCode> _topics;

    /// <summary>States what happened, such as it was kept from <see cref="CaseProjection.OccurrencesOf"/>.</summary>
    /// <param name="measure">What it counts in.</param>
    /// <param name="on">The local day on which it happened or began.</param>
    /// <param name="office">The office.</param>
    /// <param name="until">The local day on which it ended; of waiting only, null while it lasts.</param>
    /// <param name="result">Code of what came of it, as the dimension of the measure has it.</param>
    /// <param name="topics">What it was about; the same one twice counts once.</param>
    /// <param name="language">Language of the first contact.</param>
    /// <param name="birthYear">Year of birth, 0 to 9999.</param>
    /// <param name="sex">Sex as entered by the person.</param>
    /// <param name="countryOfOrigin">Country of origin.</param>
    /// <param name="referredBy">Who showed the way to the office.</param>
    /// <exception cref="ArgumentException">The measure is not one of occurrences, the office is the default value, it ended before it began, or the year of birth is out of range.</exception>
    public CaseOccurrence(
        Measure measure,
        LocalDate on,
        OfficeCode office,
        LocalDate? until = null,
        string? result = null,
        IEnumerable<TopicCode>? topics = null,
        LanguageTag? language = null,
        int? birthYear = null,
        Sex sex = Sex.Unspecified,
        CountryCode? countryOfOrigin = null,
        ReferralSource referredBy = ReferralSource.Unspecified)
    {
        if (!measure.IsOfOccurrences())
            throw new ArgumentException($"{measure} doesn't count what happened; one of {string.Join(", ", Measures.OfOccurrences)} would be right.", nameof(measure));
        if (office.IsDefault)
            throw new ArgumentException("The office must be given.", nameof(office));
        if (until < on)
            throw new ArgumentException("It can't end before the day on which it began.", nameof(until));
        if (birthYear is < 0 or > 9999)
            throw new ArgumentException($"The year of birth {birthYear} is not between 0 and 9999.", nameof(birthYear));
        Measure = measure;
        On = on;
        Office = office;
        Until = until;
        Result = result;
        _topics = topics is null ? EquatableList<TopicCode>.Empty : EquatableList<TopicCode>.CopyOf(topics);
        Language = language;
        BirthYear = birthYear;
        Sex = sex;
        CountryOfOrigin = countryOfOrigin;
        ReferredBy = referredBy;
    }

    /// <summary>What it counts in.</summary>
    public Measure Measure { get; }

    /// <summary>The local day on which it happened or began.</summary>
    public LocalDate On { get; }

    /// <summary>The office.</summary>
    public OfficeCode Office { get; }

    /// <summary>The local day on which it ended; null while it lasts, and where it doesn't last.</summary>
    public LocalDate? Until { get; }

    /// <summary>Code of what came of it; null where it has no result.</summary>
    public string? Result { get; }

    /// <summary>What it was about.</summary>
    public IReadOnlyList<TopicCode> Topics => _topics;

    /// <summary>Language of the first contact.</summary>
    public LanguageTag? Language { get; }

    /// <summary>Year of birth.</summary>
    public int? BirthYear { get; }

    /// <summary>Sex as entered by the person.</summary>
    public Sex Sex { get; }

    /// <summary>Country of origin.</summary>
    public CountryCode? CountryOfOrigin { get; }

    /// <summary>Who showed the way to the office.</summary>
    public ReferralSource ReferredBy { get; }

    /// <summary>The measure alone; facts about persons don't belong in logs.</summary>
    public override string ToString() => $"CaseOccurrence {Measure.Code()}";
}
