using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why a handover was rejected (Ablehnungsgrund der Übergabe).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum HandoverRejection
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>No capacity (keine Kapazität).</summary>
    NoCapacity = 1,

    /// <summary>Another office would be right (anderes Büro).</summary>
    WrongOffice = 2,

    /// <summary>The language is not spoken there (Sprache fehlt).</summary>
    LanguageMissing = 3,

    /// <summary>Another reason (Sonstiges).</summary>
    Other = 4,
}

/// <summary>The codes of <see cref="HandoverRejection"/>, as they stand in files.</summary>
public static class HandoverRejections
{
    private static readonly CodeTable<HandoverRejection> Table = CodeTable<HandoverRejection>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<HandoverRejection> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this HandoverRejection value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out HandoverRejection value) => Table.TryParse(code, out value);
}
