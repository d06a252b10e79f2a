using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why a body rejected a referral (Ablehnungsgrund der Stelle).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ReferralRejection
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>No capacity (keine Kapazität).</summary>
    NoCapacity = 1,

    /// <summary>Not responsible (nicht zuständig).</summary>
    NotResponsible = 2,

    /// <summary>Its criteria are not met (Voraussetzungen nicht erfüllt).</summary>
    CriteriaNotMet = 3,

    /// <summary>The waiting time is too long (Wartezeit zu lang).</summary>
    WaitingTimeTooLong = 4,

    /// <summary>Another reason (Sonstiges).</summary>
    Other = 5,
}

/// <summary>The codes of <see cref="ReferralRejection"/>, as they stand in files.</summary>
public static class ReferralRejections
{
    private static readonly CodeTable<ReferralRejection> Table = CodeTable<ReferralRejection>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ReferralRejection> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ReferralRejection value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ReferralRejection value) => Table.TryParse(code, out value);
}
