using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why an entry is taken back (Grund der Korrektur).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum CorrectionReason
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>It never happened (irrtümlich erfasst).</summary>
    EnteredInError = 1,

    /// <summary>It belongs to another case (falscher Fall).</summary>
    WrongCase = 2,

    /// <summary>A value was wrong; the right one is entered anew (falsche Angabe).</summary>
    WrongValue = 3,

    /// <summary>Entered twice (doppelt erfasst).</summary>
    Duplicate = 4,
}

/// <summary>The codes of <see cref="CorrectionReason"/>, as they stand in files.</summary>
public static class CorrectionReasons
{
    private static readonly CodeTable<CorrectionReason> Table = CodeTable<CorrectionReason>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<CorrectionReason> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this CorrectionReason value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out CorrectionReason value) => Table.TryParse(code, out value);
}
