using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why a case rests (Grund des Ruhens).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum PauseReason
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>The client is away for a time (Abwesenheit).</summary>
    Away = 1,

    /// <summary>The client is ill (Krankheit).</summary>
    Illness = 2,

    /// <summary>The client is abroad (Auslandsaufenthalt).</summary>
    Abroad = 3,

    /// <summary>The client is in detention (Haft).</summary>
    Detention = 4,

    /// <summary>A decision of an authority is awaited (Warten auf Entscheidung).</summary>
    AwaitingDecision = 5,

    /// <summary>The client wishes it (Wunsch der Klientin, des Klienten).</summary>
    ClientWish = 6,

    /// <summary>Another reason (Sonstiges).</summary>
    Other = 7,
}

/// <summary>The codes of <see cref="PauseReason"/>, as they stand in files.</summary>
public static class PauseReasons
{
    private static readonly CodeTable<PauseReason> Table = CodeTable<PauseReason>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<PauseReason> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this PauseReason value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out PauseReason value) => Table.TryParse(code, out value);
}
