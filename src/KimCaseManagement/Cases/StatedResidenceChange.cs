using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Whether the residence changed in the course of the case (Änderung des Aufenthalts), as stated at its end. Never required.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum StatedResidenceChange
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Not stated (keine Angabe).</summary>
    NotStated = 1,

    /// <summary>Unchanged (unverändert).</summary>
    Unchanged = 2,

    /// <summary>Changed (verändert).</summary>
    Changed = 3,
}

/// <summary>The codes of <see cref="StatedResidenceChange"/>, as they stand in files.</summary>
public static class StatedResidenceChanges
{
    private static readonly CodeTable<StatedResidenceChange> Table = CodeTable<StatedResidenceChange>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<StatedResidenceChange> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this StatedResidenceChange value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out StatedResidenceChange value) => Table.TryParse(code, out value);
}
