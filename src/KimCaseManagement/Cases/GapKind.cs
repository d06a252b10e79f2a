using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Kind of a structural gap (Art der Versorgungslücke).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum GapKind
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>There is no such offer (Angebot fehlt).</summary>
    OfferMissing = 1,

    /// <summary>The offer is full (keine Plätze).</summary>
    NoCapacity = 2,

    /// <summary>One waits too long (Wartezeit).</summary>
    WaitingTime = 3,

    /// <summary>Access is barred in practice (Zugangshürde).</summary>
    AccessBarrier = 4,

    /// <summary>The language is a barrier (Sprachhürde).</summary>
    LanguageBarrier = 5,

    /// <summary>Nobody knows who is responsible (unklare Zuständigkeit).</summary>
    UnclearResponsibility = 6,

    /// <summary>The law stands in the way (rechtliche Hürde).</summary>
    LegalBarrier = 7,

    /// <summary>Bodies do not work together (Zusammenarbeit).</summary>
    Cooperation = 8,

    /// <summary>Another gap (Sonstiges).</summary>
    Other = 9,
}

/// <summary>The codes of <see cref="GapKind"/>, as they stand in files.</summary>
public static class GapKinds
{
    private static readonly CodeTable<GapKind> Table = CodeTable<GapKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<GapKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this GapKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out GapKind value) => Table.TryParse(code, out value);
}
