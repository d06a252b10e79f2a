using System.Globalization;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Testing;

/// <summary>A register for tests (Testregister): so many cases like this, so many like that.</summary>
/// <remarks>Immutable: each method gives another value. Cases are called <c>case-1</c>, <c>case-2</c> and so on; each has a person of its own unless it names one.</remarks>
public sealed class TestRegister
{
    private readonly CaseFacts[] _cases;

    private TestRegister(CaseFacts[] cases) => _cases = cases;

    /// <summary>No case.</summary>
    public static TestRegister Empty { get; } = new([]);

    /// <summary>The cases so far.</summary>
    public IReadOnlyList<CaseFacts> Cases => Array.AsReadOnly(_cases);

    /// <summary>Adds cases that are alike.</summary>
    /// <param name="count">How many; from 0.</param>
    /// <param name="like">Says what they are like, beginning with an open case at the office <c>mitte</c> since 8 January 2024.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public TestRegister With(int count, Func<TestFacts, TestFacts> like)
    {
        ArgumentNullException.ThrowIfNull(like);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var facts = like(TestFacts.Start);
        return new TestRegister([.. _cases, .. Enumerable.Range(_cases.Length + 1, count).Select(facts.ForCase)]);
    }

    /// <summary>The register, ready to be counted.</summary>
    /// <exception cref="ArgumentException">A case has a topic that the taxonomy doesn't have.</exception>
    public CaseRegister Build(TopicTaxonomy? taxonomy = null)
    {
        var builder = new CaseRegisterBuilder(taxonomy);
        foreach (var facts in _cases)
            builder.Add(facts);
        return builder.Build();
    }
}

/// <summary>What cases of a <see cref="TestRegister"/> are like (Testangaben).</summary>
/// <remarks>Immutable: each method gives another value.</remarks>
public sealed class TestFacts
{
    private readonly CaseFacts _facts;
    private readonly bool _hasPerson;

    private TestFacts(CaseFacts facts, bool hasPerson) => (_facts, _hasPerson) = (facts, hasPerson);

    internal static TestFacts Start { get; } = new(new CaseFacts(CaseId.From("case"), PersonKey.From("person"), OfficeCode.From("mitte"), new LocalDate(2024, 1, 8), phase: CasePhase.Assessment.Code()), false);

    /// <summary>At an office.</summary>
    public TestFacts At(OfficeCode office) => Changed(office: office);

    /// <summary>Open from this day on.</summary>
    /// <exception cref="ArgumentException">The case was closed before.</exception>
    public TestFacts Opened(LocalDate on) => Changed(openedOn: on);

    /// <summary>Closed on this day.</summary>
    /// <exception cref="ArgumentException">The case was opened later.</exception>
    public TestFacts Closed(LocalDate on, ClosureReason reason) => Changed(closedOn: on, closureReason: reason.Value, phase: CasePhase.Closed.Code());

    /// <summary>All of the same person.</summary>
    public TestFacts OfPerson(PersonKey person) => new(Changed(person: person)._facts, true);

    /// <summary>All of people of the same household.</summary>
    public TestFacts InHousehold(HouseholdKey household) => Changed(household: household);

    /// <summary>About these topics.</summary>
    public TestFacts About(params TopicCode[] topics) => Changed(topics: topics);

    /// <summary>What is known of the person.</summary>
    /// <param name="sex">Sex; unspecified: not known.</param>
    /// <param name="birthYear">Year of birth, 0 to 9999.</param>
    /// <param name="language">Language of the first contact.</param>
    /// <param name="country">Country of origin.</param>
    /// <exception cref="ArgumentException">The year is out of range.</exception>
    public TestFacts Of(Sex sex = Sex.Unspecified, int? birthYear = null, LanguageTag? language = null, CountryCode? country = null) =>
        Changed(sex: sex, birthYear: birthYear, language: language, country: country);

    internal CaseFacts ForCase(int number)
    {
        var own = number.ToString(CultureInfo.InvariantCulture);
        return Changed(id: CaseId.From("case-" + own), person: _hasPerson ? null : PersonKey.From("person-" + own))._facts;
    }

    private TestFacts Changed(
        CaseId? id = null,
        PersonKey? person = null,
        OfficeCode? office = null,
        LocalDate? openedOn = null,
        LocalDate? closedOn = null,
        string? closureReason = null,
        string? phase = null,
        IEnumerable<TopicCode>? topics = null,
        Sex? sex = null,
        int? birthYear = null,
        LanguageTag? language = null,
        CountryCode? country = null,
        HouseholdKey? household = null) => new(
            new CaseFacts(
                id ?? _facts.CaseId,
                person ?? _facts.Person,
                office ?? _facts.Office,
                openedOn ?? _facts.OpenedOn,
                closedOn ?? _facts.ClosedOn,
                closureReason ?? _facts.ClosureReason,
                phase ?? _facts.Phase,
                topics ?? _facts.Topics,
                language ?? _facts.FirstContactLanguage,
                birthYear ?? _facts.BirthYear,
                sex ?? _facts.Sex,
                country ?? _facts.CountryOfOrigin,
                household: household ?? _facts.Household),
            _hasPerson);
}
