using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>How a referral stands (Stand einer Weiterleitung): a closed loop, from the offer to the feedback.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ReferralProgress
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Offered to the client (angeboten).</summary>
    Offered = 1,

    /// <summary>The client agreed (Klient/-in einverstanden).</summary>
    Agreed = 2,

    /// <summary>The client refused (Klient/-in lehnt ab); ends it.</summary>
    Refused = 3,

    /// <summary>Sent to the body (abgeschickt); needs a release from confidentiality.</summary>
    Sent = 4,

    /// <summary>The body accepts (Stelle nimmt an).</summary>
    Accepted = 5,

    /// <summary>The body rejects, with a reason (Stelle lehnt ab); ends it.</summary>
    Rejected = 6,

    /// <summary>The client has gone there (in Anspruch genommen).</summary>
    TakenUp = 7,

    /// <summary>The help was given (erledigt).</summary>
    Done = 8,

    /// <summary>The body has told what came of it (Rückmeldung erhalten); ends it.</summary>
    FeedbackReceived = 9,

    /// <summary>Given up (aufgegeben); ends it.</summary>
    Abandoned = 10,
}

/// <summary>The codes of <see cref="ReferralProgress"/>, as they stand in files.</summary>
public static class ReferralProgresses
{
    private static readonly CodeTable<ReferralProgress> Table = CodeTable<ReferralProgress>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ReferralProgress> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ReferralProgress value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ReferralProgress value) => Table.TryParse(code, out value);
}
