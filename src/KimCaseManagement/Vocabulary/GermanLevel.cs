namespace KimCaseManagement.Vocabulary;

/// <summary>Level of German (Deutschniveau) by the Common European Framework of Reference for Languages (CEFR).</summary>
/// <remarks>The numbers rise with the level, so levels compare with &lt; and &gt;. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum GermanLevel
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>No German yet, code <c>none</c>.</summary>
    None = 1,

    /// <summary>Level A1, code <c>A1</c>.</summary>
    A1 = 2,

    /// <summary>Level A2, code <c>A2</c>.</summary>
    A2 = 3,

    /// <summary>Level B1, code <c>B1</c>.</summary>
    B1 = 4,

    /// <summary>Level B2, code <c>B2</c>.</summary>
    B2 = 5,

    /// <summary>Level C1, code <c>C1</c>.</summary>
    C1 = 6,

    /// <summary>Level C2, code <c>C2</c>.</summary>
    C2 = 7,
}

/// <summary>The codes of <see cref="GermanLevel"/>, as they stand in files.</summary>
public static class GermanLevels
{
    private static readonly CodeTable<GermanLevel> Table = new([(GermanLevel.None, "none"), (GermanLevel.A1, "A1"), (GermanLevel.A2, "A2"), (GermanLevel.B1, "B1"), (GermanLevel.B2, "B2"), (GermanLevel.C1, "C1"), (GermanLevel.C2, "C2")]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<GermanLevel> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this GermanLevel value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out GermanLevel value) => Table.TryParse(code, out value);
}
