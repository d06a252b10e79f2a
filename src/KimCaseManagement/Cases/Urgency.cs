using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>How urgent a need is (Dringlichkeit).</summary>
/// <remarks>The numbers rise with the urgency. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Urgency
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Can wait (niedrig).</summary>
    Low = 1,

    /// <summary>In the usual course (normal).</summary>
    Normal = 2,

    /// <summary>Soon (hoch).</summary>
    High = 3,

    /// <summary>At once (Notfall).</summary>
    Emergency = 4,
}

/// <summary>The codes of <see cref="Urgency"/>, as they stand in files.</summary>
public static class Urgencies
{
    private static readonly CodeTable<Urgency> Table = CodeTable<Urgency>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<Urgency> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this Urgency value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Urgency value) => Table.TryParse(code, out value);
}
