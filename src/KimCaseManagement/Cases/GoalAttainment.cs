using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>How far a goal was reached, judged with the client (Zielerreichung).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum GoalAttainment
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Reached (erreicht).</summary>
    Reached = 1,

    /// <summary>Reached in part (teilweise erreicht).</summary>
    PartlyReached = 2,

    /// <summary>Not reached (nicht erreicht).</summary>
    NotReached = 3,

    /// <summary>Given up (aufgegeben).</summary>
    Dropped = 4,
}

/// <summary>The codes of <see cref="GoalAttainment"/>, as they stand in files.</summary>
public static class GoalAttainments
{
    private static readonly CodeTable<GoalAttainment> Table = CodeTable<GoalAttainment>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<GoalAttainment> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this GoalAttainment value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out GoalAttainment value) => Table.TryParse(code, out value);
}
