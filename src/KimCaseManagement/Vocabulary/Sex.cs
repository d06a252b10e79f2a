namespace KimCaseManagement.Vocabulary;

/// <summary>Sex as entered by the person (Geschlecht).</summary>
/// <remarks>Serves statistics only; nothing that decides on help takes it. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Sex
{
    /// <summary>Not recorded, or not stated (keine Angabe).</summary>
    Unspecified = 0,

    /// <summary>Female (weiblich), code <c>f</c>.</summary>
    Female = 1,

    /// <summary>Male (männlich), code <c>m</c>.</summary>
    Male = 2,

    /// <summary>Diverse (divers), code <c>d</c>.</summary>
    Diverse = 3,
}

/// <summary>The codes of <see cref="Sex"/>, as they stand in files.</summary>
public static class Sexes
{
    private static readonly CodeTable<Sex> Table = new([(Sex.Female, "f"), (Sex.Male, "m"), (Sex.Diverse, "d")]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<Sex> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this Sex value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Sex value) => Table.TryParse(code, out value);
}
