using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>What the person gets now (Angebot).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum EligibilityOffer
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Case management, code <c>case_management</c>.</summary>
    CaseManagement = 1,

    /// <summary>Short counselling here (Kurzberatung), code <c>short_counselling</c>. Also what the person gets while facts are still missing.</summary>
    ShortCounselling = 2,

    /// <summary>A referral to a place that is named (Weiterverweisung), code <c>referral</c>.</summary>
    Referral = 3,

    /// <summary>Nothing here and no place that is known: counted as unmet need (keine Stelle gefunden), code <c>none</c>.</summary>
    None = 4,
}

/// <summary>The codes of <see cref="EligibilityOffer"/>, as they stand in files.</summary>
public static class EligibilityOffers
{
    private static readonly CodeTable<EligibilityOffer> Table = new(
    [
        (EligibilityOffer.CaseManagement, "case_management"),
        (EligibilityOffer.ShortCounselling, "short_counselling"),
        (EligibilityOffer.Referral, "referral"),
        (EligibilityOffer.None, "none"),
    ]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<EligibilityOffer> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this EligibilityOffer value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out EligibilityOffer value) => Table.TryParse(code, out value);
}
