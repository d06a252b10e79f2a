using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What a client consents to (Art der Einwilligung); the release from confidentiality is a step of its own, as it names a recipient.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ConsentKind
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Taking part in case management (Teilnahme); includes that the data needed for it are processed.</summary>
    Participation = 1,

    /// <summary>Explicit consent to special categories of data (besondere Kategorien personenbezogener Daten).</summary>
    DataProcessing = 2,

    /// <summary>Use of the data in statistics beyond the own provider (Statistik).</summary>
    Statistics = 3,
}

/// <summary>The codes of <see cref="ConsentKind"/>, as they stand in files.</summary>
public static class ConsentKinds
{
    private static readonly CodeTable<ConsentKind> Table = CodeTable<ConsentKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ConsentKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ConsentKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ConsentKind value) => Table.TryParse(code, out value);
}
