using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>What counting needs to know of a case (Fall): one row of the register, pseudonymous, without any text.</summary>
/// <remarks>Codes of closure reasons and phases are those of the lifecycle, see <see cref="FactCodes"/>. What is not known is null or unspecified and counts in the group <c>unknown</c>.</remarks>
public sealed record CaseFacts
{
    /// <summary>Makes the facts of a case.</summary>
    /// <param name="caseId">Identifies the case.</param>
    /// <param name="person">Pseudonym of the person; several cases may have the same.</param>
    /// <param name="office">The office that has the case.</param>
    /// <param name="openedOn">The first local day on which the case is open.</param>
    /// <param name="closedOn">The local day on which the case was closed; null while it is open.</param>
    /// <param name="closureReason">Code of the reason of closing.</param>
    /// <param name="phase">Code of the phase.</param>
    /// <param name="topics">Topics of the case; the same one twice counts once.</param>
    /// <param name="firstContactLanguage">Language of the first contact.</param>
    /// <param name="birthYear">Year of birth, 0 to 9999.</param>
    /// <param name="sex">Sex as entered by the person.</param>
    /// <param name="countryOfOrigin">Country of origin.</param>
    /// <param name="residenceStatusAtOpening">Residence status when the case was opened.</param>
    /// <param name="residenceStatus">Residence status last known.</param>
    /// <param name="germanLevelAtOpening">Level of German when the case was opened.</param>
    /// <param name="germanLevel">Level of German last known.</param>
    /// <param name="referredBy">Who showed the way to the office.</param>
    /// <param name="household">Pseudonym of the household to which the person belonged in this case; null where it isn't known. It belongs to the case, since who lives together changes.</param>
    /// <exception cref="ArgumentException">An id, the office or the household is the default value, the case was closed before it was opened, or the year of birth is out of range.</exception>
    public CaseFacts(
        CaseId caseId,
        PersonKey person,
        OfficeCode office,
        LocalDate openedOn,
        LocalDate? closedOn = null,
        string? closureReason = null,
        string? phase = null,
        IEnumerable<TopicCode>? topics = null,
        LanguageTag? firstContactLanguage = null,
        int? birthYear = null,
        Sex sex = Sex.Unspecified,
        CountryCode? countryOfOrigin = null,
        ResidenceStatusCode? residenceStatusAtOpening = null,
        ResidenceStatusCode? residenceStatus = null,
        GermanLevel germanLevelAtOpening = GermanLevel.Unspecified,
        GermanLevel germanLevel = GermanLevel.Unspecified,
        ReferralSource referredBy = ReferralSource.Unspecified,
        HouseholdKey? household = null)
    {
        if (caseId.IsDefault)
            throw new ArgumentException("The case id must be given.", nameof(caseId));
        if (person.IsDefault)
            throw new ArgumentException("The person must be given, by a pseudonym that is the same in all of the person's cases.", nameof(person));
        if (office.IsDefault)
            throw new ArgumentException("The office must be given.", nameof(office));
        if (household is { IsDefault: true })
            throw new ArgumentException("The household must be given by a pseudonym that is the same in all of its cases, or left out.", nameof(household));
        if (closedOn < openedOn)
            throw new ArgumentException($"The case {caseId} can't be closed before the day on which it was opened.", nameof(closedOn));
        if (birthYear is < 0 or > 9999)
            throw new ArgumentException($"The year of birth {birthYear} of the case {caseId} is not between 0 and 9999.", nameof(birthYear));
        CaseId = caseId;
        Person = person;
        Office = office;
        OpenedOn = openedOn;
        ClosedOn = closedOn;
        ClosureReason = closureReason;
        Phase = phase;
        Topics = topics is null ? EquatableList<TopicCode>.Empty : EquatableList<TopicCode>.CopyOf(topics);
        FirstContactLanguage = firstContactLanguage;
        BirthYear = birthYear;
        Sex = sex;
        CountryOfOrigin = countryOfOrigin;
        ResidenceStatusAtOpening = residenceStatusAtOpening;
        ResidenceStatus = residenceStatus;
        GermanLevelAtOpening = germanLevelAtOpening;
        GermanLevel = germanLevel;
        ReferredBy = referredBy;
        Household = household;
    }

    /// <summary>Identifies the case.</summary>
    public CaseId CaseId { get; }

    /// <summary>Pseudonym of the person.</summary>
    public PersonKey Person { get; }

    /// <summary>The office that has the case.</summary>
    public OfficeCode Office { get; }

    /// <summary>The first local day on which the case is open.</summary>
    public LocalDate OpenedOn { get; }

    /// <summary>The local day on which the case was closed; null while it is open.</summary>
    public LocalDate? ClosedOn { get; }

    /// <summary>Code of the reason of closing (Abschlussgrund).</summary>
    public string? ClosureReason { get; }

    /// <summary>Code of the phase (Phase).</summary>
    public string? Phase { get; }

    /// <summary>Topics of the case, in the order given.</summary>
    public IReadOnlyList<TopicCode> Topics { get; }

    /// <summary>Language of the first contact.</summary>
    public LanguageTag? FirstContactLanguage { get; }

    /// <summary>Year of birth.</summary>
    public int? BirthYear { get; }

    /// <summary>Sex as entered by the person.</summary>
    public Sex Sex { get; }

    /// <summary>Country of origin.</summary>
    public CountryCode? CountryOfOrigin { get; }

    /// <summary>Residence status when the case was opened.</summary>
    public ResidenceStatusCode? ResidenceStatusAtOpening { get; }

    /// <summary>Residence status last known.</summary>
    public ResidenceStatusCode? ResidenceStatus { get; }

    /// <summary>Level of German when the case was opened.</summary>
    public GermanLevel GermanLevelAtOpening { get; }

    /// <summary>Level of German last known.</summary>
    public GermanLevel GermanLevel { get; }

    /// <summary>Who showed the way to the office.</summary>
    public ReferralSource ReferredBy { get; }

    /// <summary>Pseudonym of the household; null where it isn't known.</summary>
    public HouseholdKey? Household { get; }

    /// <summary>Names the case only; facts about persons don't belong in logs.</summary>
    public override string ToString() => $"CaseFacts {CaseId}";
}
