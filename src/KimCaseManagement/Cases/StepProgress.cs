using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What became of a step of the plan (Stand eines Schritts).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum StepProgress
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Begun (begonnen).</summary>
    Started = 1,

    /// <summary>Done (erledigt).</summary>
    Done = 2,

    /// <summary>Given up (aufgegeben).</summary>
    Dropped = 3,
}

/// <summary>The codes of <see cref="StepProgress"/>, as they stand in files.</summary>
public static class StepProgresses
{
    private static readonly CodeTable<StepProgress> Table = CodeTable<StepProgress>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<StepProgress> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this StepProgress value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out StepProgress value) => Table.TryParse(code, out value);
}
