using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>Whether case management is the right help (Aufnahmeentscheidung).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum EligibilityVerdict
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Case management is open to the person, code <c>eligible</c>.</summary>
    Eligible = 1,

    /// <summary>Case management is not the right help; the decision says what is, code <c>not_eligible</c>.</summary>
    NotEligible = 2,

    /// <summary>Facts are missing that the decision depends on, code <c>needs_information</c>.</summary>
    NeedsInformation = 3,
}

/// <summary>The codes of <see cref="EligibilityVerdict"/>, as they stand in files.</summary>
public static class EligibilityVerdicts
{
    private static readonly CodeTable<EligibilityVerdict> Table =
        new([(EligibilityVerdict.Eligible, "eligible"), (EligibilityVerdict.NotEligible, "not_eligible"), (EligibilityVerdict.NeedsInformation, "needs_information")]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<EligibilityVerdict> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this EligibilityVerdict value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out EligibilityVerdict value) => Table.TryParse(code, out value);
}
