using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why the assessment is done again (Anlass des Re-Assessments).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ReassessmentReason
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>The situation has changed (veränderte Lage).</summary>
    SituationChanged = 1,

    /// <summary>A new need came up (neuer Bedarf).</summary>
    NewNeed = 2,

    /// <summary>The goals do not fit (Ziele passen nicht).</summary>
    GoalsUnsuitable = 3,

    /// <summary>The client wishes it (Wunsch der Klientin, des Klienten).</summary>
    ClientWish = 4,

    /// <summary>Another reason (Sonstiges).</summary>
    Other = 5,
}

/// <summary>The codes of <see cref="ReassessmentReason"/>, as they stand in files.</summary>
public static class ReassessmentReasons
{
    private static readonly CodeTable<ReassessmentReason> Table = CodeTable<ReassessmentReason>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ReassessmentReason> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ReassessmentReason value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ReassessmentReason value) => Table.TryParse(code, out value);
}
