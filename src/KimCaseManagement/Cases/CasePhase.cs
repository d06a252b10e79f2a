using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Where a case stands (Phase).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again. Source: the chain access, assessment, planning, linking, monitoring, evaluation of
/// German case management; no list is prescribed for KIM, see <see cref="Sources.SocialnetCaseManagement"/>.</remarks>
public enum CasePhase
{
    /// <summary>Not opened yet.</summary>
    Unspecified = 0,

    /// <summary>Someone asked or was referred (Kontakt, Anfrage); minimal data, anonymous allowed.</summary>
    Inquiry = 1,

    /// <summary>Criteria, information and consent are clarified (Klärung, Intake).</summary>
    Clarification = 2,

    /// <summary>Answered without case management (Kurzberatung); never counted as a case of case management.</summary>
    ShortCounselling = 3,

    /// <summary>Indicated and consented, no capacity (Warteliste).</summary>
    WaitingList = 4,

    /// <summary>Needs, resources and goals of the client (Assessment, Situations- und Bedarfsanalyse).</summary>
    Assessment = 5,

    /// <summary>Goals, steps, responsible bodies, dates (Hilfeplanung, Integrationsplan).</summary>
    Planning = 6,

    /// <summary>Steps run, referrals are made (Vernetzung, Umsetzung, Linking).</summary>
    Linking = 7,

    /// <summary>Scheduled reviews (Monitoring).</summary>
    Monitoring = 8,

    /// <summary>Goal attainment is judged with the client (Evaluation).</summary>
    Evaluation = 9,

    /// <summary>The case rests (Ruhend) and remembers the phase that it left.</summary>
    Paused = 10,

    /// <summary>Light contact after success (Nachbetreuung).</summary>
    FollowUp = 11,

    /// <summary>Ended with a reason (Abgeschlossen); final unless reopened.</summary>
    Closed = 12,

    /// <summary>Never became a case (Nicht aufgenommen), with a reason; final.</summary>
    Declined = 13,
}

/// <summary>The codes of <see cref="CasePhase"/>, as they stand in files, and what phases have in common.</summary>
public static class CasePhases
{
    private static readonly CodeTable<CasePhase> Table = CodeTable<CasePhase>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<CasePhase> All => Table.All;

    internal static IReadOnlyList<string> Codes => Table.AllCodes;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this CasePhase value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out CasePhase value) => Table.TryParse(code, out value);

    /// <summary>True for every phase but <see cref="CasePhase.Closed"/>, <see cref="CasePhase.Declined"/> and <see cref="CasePhase.Unspecified"/>.</summary>
    public static bool IsOpen(this CasePhase value) => value is >= CasePhase.Inquiry and <= CasePhase.FollowUp;

    /// <summary>True where the case was taken into case management and has not ended: assessment to follow-up.</summary>
    public static bool IsCaseManagement(this CasePhase value) => value is >= CasePhase.Assessment and <= CasePhase.FollowUp;

    /// <summary>True for <see cref="CasePhase.Closed"/> and <see cref="CasePhase.Declined"/>.</summary>
    public static bool IsFinal(this CasePhase value) => value is CasePhase.Closed or CasePhase.Declined;
}
