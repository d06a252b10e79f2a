using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>How intensive the help is (Intensität). Derived from what happened, never set.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Intensity
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Short counselling (Kurzberatung): one to few contacts.</summary>
    ShortCounselling = 1,

    /// <summary>Accompanied advice (Beratung): clarified or counselled, never taken into case management.</summary>
    Counselling = 2,

    /// <summary>Case management (Case Management): taken on, assessed, planned, steered.</summary>
    CaseManagement = 3,
}

/// <summary>The codes of <see cref="Intensity"/>, as they stand in files.</summary>
public static class Intensities
{
    private static readonly CodeTable<Intensity> Table = CodeTable<Intensity>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<Intensity> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this Intensity value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Intensity value) => Table.TryParse(code, out value);
}
