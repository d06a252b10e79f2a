using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>Groups that people speak of (Sprachgebrauch); a status may belong to one of them or to none.</summary>
/// <remarks>For tables that a council reads. Numbers and codes are kept for ever.</remarks>
public enum ResidenceSpeechGroup
{
    /// <summary>None of the groups.</summary>
    Unspecified = 0,

    /// <summary>Geduldete.</summary>
    Tolerated = 1,

    /// <summary>Gestattete, with those who hold a proof of arrival.</summary>
    AsylumProcedure = 2,

    /// <summary>Schutzberechtigte, Anerkannte.</summary>
    Protection = 3,

    /// <summary>Bleiberecht: §§ 25a, 25b, 104c AufenthG.</summary>
    RightToStay = 4,

    /// <summary>Schutzsuchende aus der Ukraine: § 24 AufenthG.</summary>
    Ukraine = 5,

    /// <summary>Fachkräfte.</summary>
    SkilledWorkers = 6,

    /// <summary>Spätaussiedler.</summary>
    Resettlers = 7,

    /// <summary>Unionsbürger, EWR and their families.</summary>
    UnionCitizens = 8,

    /// <summary>Menschen ohne Papiere.</summary>
    Undocumented = 9,
}

/// <summary>The codes of <see cref="ResidenceSpeechGroup"/>, as they stand in files.</summary>
public static class ResidenceSpeechGroups
{
    private static readonly CodeTable<ResidenceSpeechGroup> Table = CodeTable<ResidenceSpeechGroup>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ResidenceSpeechGroup> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ResidenceSpeechGroup value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ResidenceSpeechGroup value) => Table.TryParse(code, out value);
}
