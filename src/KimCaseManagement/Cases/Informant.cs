using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Who says so (Auskunft von): whose view a need or a strength is.</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Informant
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>The client (Klient/-in).</summary>
    Client = 1,

    /// <summary>The case manager (Case Manager/-in).</summary>
    CaseManager = 2,

    /// <summary>Relatives (Angehörige).</summary>
    Relatives = 3,

    /// <summary>Another body (andere Stelle).</summary>
    Body = 4,

    /// <summary>A document that was seen (Dokument).</summary>
    Document = 5,
}

/// <summary>The codes of <see cref="Informant"/>, as they stand in files.</summary>
public static class Informants
{
    private static readonly CodeTable<Informant> Table = CodeTable<Informant>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<Informant> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this Informant value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Informant value) => Table.TryParse(code, out value);
}
