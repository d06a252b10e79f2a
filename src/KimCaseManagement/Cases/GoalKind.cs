using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>A typical goal (typisches Ziel), whose outcome can be counted; start and end values are free text of the kind.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum GoalKind
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>A level of German (Deutschniveau), such as B1.</summary>
    GermanLevel = 1,

    /// <summary>Vocational training (Ausbildung).</summary>
    Training = 2,

    /// <summary>A further qualification (Qualifizierung).</summary>
    Qualification = 3,

    /// <summary>A job (Arbeit).</summary>
    Employment = 4,

    /// <summary>A home (Wohnung).</summary>
    Housing = 5,

    /// <summary>A childcare place (Kinderbetreuung).</summary>
    Childcare = 6,

    /// <summary>Security of stay (Aufenthaltssicherung).</summary>
    SecureResidence = 7,

    /// <summary>Access to health care (Gesundheit).</summary>
    Health = 8,

    /// <summary>Another goal (Sonstiges).</summary>
    Other = 9,
}

/// <summary>The codes of <see cref="GoalKind"/>, as they stand in files.</summary>
public static class GoalKinds
{
    private static readonly CodeTable<GoalKind> Table = CodeTable<GoalKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<GoalKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this GoalKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out GoalKind value) => Table.TryParse(code, out value);
}
