using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>What became of the security of a stay (Veränderung der Aufenthaltssicherheit). It speaks of the stay, never of the person.</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum ResidenceChange
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>As it was, code <c>same</c>.</summary>
    Same = 1,

    /// <summary>More secure, code <c>gain</c>.</summary>
    Gain = 2,

    /// <summary>Less secure, code <c>loss</c>.</summary>
    Loss = 3,

    /// <summary>Different, but neither more nor less secure, code <c>change</c>.</summary>
    Change = 4,

    /// <summary>One of the two is unclear or was not stated, code <c>not-assessable</c>.</summary>
    NotAssessable = 5,

    /// <summary>Does not occur: a German national is not compared with any other status, code <c>not-applicable</c>.</summary>
    NotApplicable = 6,
}

/// <summary>The codes of <see cref="ResidenceChange"/>, as they stand in files.</summary>
public static class ResidenceChanges
{
    private static readonly CodeTable<ResidenceChange> Table = CodeTable<ResidenceChange>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ResidenceChange> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ResidenceChange value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ResidenceChange value) => Table.TryParse(code, out value);
}
