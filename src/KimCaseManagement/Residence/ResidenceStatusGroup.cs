using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>How secure a stay is, in the coarse steps that outcomes are compared in (Statusgruppe).</summary>
/// <remarks>Numbers and codes are kept for ever. Codes are upper case with underscores: <c>TITLE_TEMP</c>. Source: this project's own grouping of the titles of § 4 AufenthG and what stands beside them.</remarks>
public enum ResidenceStatusGroup
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>No status at all, code <c>NO_STATUS</c> (ohne Papiere, Grenzübertrittsbescheinigung).</summary>
    NoStatus = 1,

    /// <summary>Toleration, code <c>TOLERATED</c> (Duldung). Not a title.</summary>
    Tolerated = 2,

    /// <summary>Asylum procedure, code <c>ASYLUM</c> (Gestattung, Ankunftsnachweis).</summary>
    Asylum = 3,

    /// <summary>Provisional certificate, code <c>FICTION</c> (Fiktionsbescheinigung).</summary>
    Fiction = 4,

    /// <summary>Visa or visa-free stay, code <c>VISA</c> (Visum).</summary>
    Visa = 5,

    /// <summary>Limited title, code <c>TITLE_TEMP</c> (befristeter Titel).</summary>
    TemporaryTitle = 6,

    /// <summary>Unlimited title, code <c>TITLE_PERM</c> (unbefristeter Titel).</summary>
    PermanentTitle = 7,

    /// <summary>Free movement, code <c>EU_FREE</c> (Freizügigkeit).</summary>
    FreeMovement = 8,

    /// <summary>Permanent EU residence, code <c>EU_FREE_PERM</c> (Daueraufenthaltsrecht EU).</summary>
    PermanentFreeMovement = 9,

    /// <summary>German nationality, code <c>GERMAN</c> (deutsche Staatsangehörigkeit).</summary>
    German = 10,

    /// <summary>Unclear or not stated, code <c>UNKNOWN</c> (ungeklärt, keine Angabe). An ordinary value.</summary>
    Unknown = 11,
}

/// <summary>The codes of <see cref="ResidenceStatusGroup"/>, as they stand in files.</summary>
public static class ResidenceStatusGroups
{
    private static readonly CodeTable<ResidenceStatusGroup> Table = new(
    [
        (ResidenceStatusGroup.NoStatus, "NO_STATUS"),
        (ResidenceStatusGroup.Tolerated, "TOLERATED"),
        (ResidenceStatusGroup.Asylum, "ASYLUM"),
        (ResidenceStatusGroup.Fiction, "FICTION"),
        (ResidenceStatusGroup.Visa, "VISA"),
        (ResidenceStatusGroup.TemporaryTitle, "TITLE_TEMP"),
        (ResidenceStatusGroup.PermanentTitle, "TITLE_PERM"),
        (ResidenceStatusGroup.FreeMovement, "EU_FREE"),
        (ResidenceStatusGroup.PermanentFreeMovement, "EU_FREE_PERM"),
        (ResidenceStatusGroup.German, "GERMAN"),
        (ResidenceStatusGroup.Unknown, "UNKNOWN"),
    ]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ResidenceStatusGroup> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ResidenceStatusGroup value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ResidenceStatusGroup value) => Table.TryParse(code, out value);
}
