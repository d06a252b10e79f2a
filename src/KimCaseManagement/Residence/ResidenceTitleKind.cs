using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>Whether a status is a residence title in the sense of § 4 AufenthG (Aufenthaltstitel).</summary>
/// <remarks>A toleration is not one. Numbers and codes are kept for ever.</remarks>
public enum ResidenceTitleKind
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>A title, code <c>yes</c>.</summary>
    Yes = 1,

    /// <summary>Not a title, code <c>no</c>: none is needed, or none was given.</summary>
    No = 2,

    /// <summary>The right exists without the card, which only declares it, code <c>declaratory</c> (deklaratorisch).</summary>
    Declaratory = 3,
}

/// <summary>The codes of <see cref="ResidenceTitleKind"/>, as they stand in files.</summary>
public static class ResidenceTitleKinds
{
    private static readonly CodeTable<ResidenceTitleKind> Table = CodeTable<ResidenceTitleKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ResidenceTitleKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ResidenceTitleKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ResidenceTitleKind value) => Table.TryParse(code, out value);
}
