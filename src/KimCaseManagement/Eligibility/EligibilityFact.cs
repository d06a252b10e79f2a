using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>What may be asked before help is decided on (Angaben zur Anfrage): these facts and no others.</summary>
/// <remarks>Numbers and codes are kept for ever. What is not here can't be held against anybody: the set is closed, and a host's own rules read the same facts.</remarks>
public enum EligibilityFact
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Lives in the municipality, is about to come, or is tied to it by work, school or family (Bezug zur Kommune). Yes or no; code <c>municipal_link</c>.</summary>
    MunicipalLink = 1,

    /// <summary>Immigrated, or a parent did (Einwanderungsgeschichte). Yes or no; code <c>immigration_history</c>.</summary>
    ImmigrationHistory = 2,

    /// <summary>In how many areas of life help is needed (Zahl der Problemlagen). A number; code <c>problem_areas</c>.</summary>
    ProblemAreas = 3,

    /// <summary>Several authorities or services have to work together (mehrere Stellen beteiligt). Yes or no; code <c>several_bodies</c>.</summary>
    SeveralBodies = 4,

    /// <summary>The ordinary ways were tried and don't take hold (Regelangebote greifen nicht). Yes or no; code <c>usual_help_fails</c>.</summary>
    UsualHelpFails = 5,

    /// <summary>The person can't manage it with their own means and people around them (eigene Ressourcen reichen nicht). Yes or no; code <c>own_resources_insufficient</c>.</summary>
    OwnResourcesInsufficient = 6,

    /// <summary>Wants to be accompanied (Wunsch nach Teilnahme). Yes or no; code <c>wish_to_take_part</c>.</summary>
    WishToTakePart = 7,

    /// <summary>Another case management accompanies the person already (anderes Case Management). Yes or no; code <c>other_case_management</c>.</summary>
    OtherCaseManagement = 8,

    /// <summary>Age in completed years (Alter), only for suggesting a neighbouring service. A number; code <c>age</c>.</summary>
    Age = 9,

    /// <summary>Wants help with finding work (Arbeitssuche), only for suggestions. Yes or no; code <c>wants_work</c>.</summary>
    WantsWork = 10,

    /// <summary>Wants counselling about flight and settling in (Fragen zu Flucht und Ankommen), only for suggestions. Yes or no; code <c>wants_counselling_on_flight</c>.</summary>
    WantsCounsellingOnFlight = 11,

    /// <summary>Wants contacts and activities in the neighbourhood (Kontakte im Stadtteil), only for suggestions. Yes or no; code <c>wants_neighbourhood_contacts</c>.</summary>
    WantsNeighbourhoodContacts = 12,
}

/// <summary>What kind of answer a fact takes (Art der Angabe).</summary>
public enum EligibilityFactType
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Yes or no, code <c>bool</c>.</summary>
    YesNo = 1,

    /// <summary>A whole number, code <c>int</c>.</summary>
    Number = 2,
}

/// <summary>The list of facts: codes, types, ranges.</summary>
public static class EligibilityFactList
{
    internal const uint NumberMask = (1u << (int)EligibilityFact.ProblemAreas) | (1u << (int)EligibilityFact.Age);

    internal const uint SuggestionMask = (1u << (int)EligibilityFact.Age) | (1u << (int)EligibilityFact.WantsWork)
        | (1u << (int)EligibilityFact.WantsCounsellingOnFlight) | (1u << (int)EligibilityFact.WantsNeighbourhoodContacts);

    private static readonly CodeTable<EligibilityFact> Table = new(
    [
        (EligibilityFact.MunicipalLink, "municipal_link"),
        (EligibilityFact.ImmigrationHistory, "immigration_history"),
        (EligibilityFact.ProblemAreas, "problem_areas"),
        (EligibilityFact.SeveralBodies, "several_bodies"),
        (EligibilityFact.UsualHelpFails, "usual_help_fails"),
        (EligibilityFact.OwnResourcesInsufficient, "own_resources_insufficient"),
        (EligibilityFact.WishToTakePart, "wish_to_take_part"),
        (EligibilityFact.OtherCaseManagement, "other_case_management"),
        (EligibilityFact.Age, "age"),
        (EligibilityFact.WantsWork, "wants_work"),
        (EligibilityFact.WantsCounsellingOnFlight, "wants_counselling_on_flight"),
        (EligibilityFact.WantsNeighbourhoodContacts, "wants_neighbourhood_contacts"),
    ]);

    private static readonly CodeTable<EligibilityFactType> Types = new([(EligibilityFactType.YesNo, "bool"), (EligibilityFactType.Number, "int")]);

    /// <summary>All facts, in the order in which they are best asked.</summary>
    public static IReadOnlyList<EligibilityFact> All => Table.All;

    /// <summary>The code of a fact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this EligibilityFact fact) => Table.CodeOf(fact);

    /// <summary>The fact with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out EligibilityFact fact) => Table.TryParse(code, out fact);

    /// <summary>What kind of answer the fact takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static EligibilityFactType Type(this EligibilityFact fact) =>
        (NumberMask & Bit(fact)) != 0 ? EligibilityFactType.Number : EligibilityFactType.YesNo;

    /// <summary>The code of a kind of answer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not specified.</exception>
    public static string Code(this EligibilityFactType type) => Types.CodeOf(type);

    /// <summary>True where the fact only serves to suggest a neighbouring service: no rule about who is taken on may read it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static bool IsForSuggestionsOnly(this EligibilityFact fact) => (SuggestionMask & Bit(fact)) != 0;

    /// <summary>The greatest number that the fact takes; the smallest is 0. For a yes-or-no fact it is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static int Maximum(this EligibilityFact fact) => fact switch
    {
        EligibilityFact.ProblemAreas => 999,
        EligibilityFact.Age => 150,
        _ => Bit(fact) == 0 ? 0 : 1,
    };

    /// <summary>The code of the question in the text catalogue, in the languages that clients read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string QuestionTextCode(this EligibilityFact fact) => "eligibility-question." + fact.Code();

    internal static uint Bit(EligibilityFact fact) =>
        fact is >= EligibilityFact.MunicipalLink and <= EligibilityFact.WantsNeighbourhoodContacts
            ? 1u << (int)fact
            : throw new ArgumentOutOfRangeException(nameof(fact), fact, $"There is no fact {fact}; EligibilityFactList.All names those there are.");
}
