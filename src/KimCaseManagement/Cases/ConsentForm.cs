using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>In which form a consent was given (Form der Einwilligung).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ConsentForm
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>In writing (schriftlich).</summary>
    Written = 1,

    /// <summary>Electronically (elektronisch).</summary>
    Electronic = 2,

    /// <summary>Orally, with a note on file (mündlich).</summary>
    Oral = 3,
}

/// <summary>The codes of <see cref="ConsentForm"/>, as they stand in files.</summary>
public static class ConsentForms
{
    private static readonly CodeTable<ConsentForm> Table = CodeTable<ConsentForm>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ConsentForm> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ConsentForm value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ConsentForm value) => Table.TryParse(code, out value);
}
