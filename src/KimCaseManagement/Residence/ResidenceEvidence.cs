using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>How the office came to know a status (Nachweis).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum ResidenceEvidence
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>The person said so, code <c>client-told</c>.</summary>
    ClientTold = 1,

    /// <summary>A document was seen, code <c>document-seen</c>.</summary>
    DocumentSeen = 2,
}

/// <summary>The codes of <see cref="ResidenceEvidence"/>, as they stand in files.</summary>
public static class ResidenceEvidences
{
    private static readonly CodeTable<ResidenceEvidence> Table = CodeTable<ResidenceEvidence>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ResidenceEvidence> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ResidenceEvidence value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ResidenceEvidence value) => Table.TryParse(code, out value);
}
