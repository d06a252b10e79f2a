using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>How a rule came out for a person (Ergebnis einer Regel).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum RuleOutcome
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>The rule is met: speaks for case management, code <c>met</c>.</summary>
    Met = 1,

    /// <summary>The rule isn't met: speaks against, code <c>not-met</c>.</summary>
    NotMet = 2,

    /// <summary>Facts are missing, code <c>open</c>.</summary>
    Open = 3,

    /// <summary>The person doesn't want to say; the rule counts as met, code <c>in-favour</c> (im Zweifel für die Person).</summary>
    InFavour = 4,

    /// <summary>A person in charge has waived the rule, code <c>waived</c> (Ausnahme).</summary>
    Waived = 5,
}

/// <summary>The codes of <see cref="RuleOutcome"/>, as they stand in files.</summary>
public static class RuleOutcomes
{
    private static readonly CodeTable<RuleOutcome> Table = CodeTable<RuleOutcome>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<RuleOutcome> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this RuleOutcome value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out RuleOutcome value) => Table.TryParse(code, out value);
}

/// <summary>What one rule says about an enquiry (Begründung): for, against, or still open.</summary>
/// <remarks>A small value; the default value is not valid.</remarks>
public readonly struct EligibilityReason : IEquatable<EligibilityReason>
{
    private readonly EligibilityRuleSet _rules;
    private readonly EligibilityFacts _facts;

    internal EligibilityReason(EligibilityRuleSet rules, EligibilityFacts facts, int index, RuleOutcome outcome)
    {
        _rules = rules;
        _facts = facts;
        Index = index;
        Outcome = outcome;
    }

    /// <summary>The rule.</summary>
    public EligibilityRule Rule => _rules?.RuleArray[Index]!;

    /// <summary>How it came out.</summary>
    public RuleOutcome Outcome { get; }

    /// <summary>The facts of this rule that are missing; empty where it is not open.</summary>
    public EligibilityFactSet Missing => Outcome == RuleOutcome.Open ? new EligibilityFactSet(_rules.MissingFacts(_facts, Index)) : default;

    /// <summary>The stable code: rule and outcome, such as <c>complex-need.not-met</c>.</summary>
    public string Code => Rule.Code + "." + Outcome.Code();

    internal int Index { get; }

    /// <inheritdoc/>
    public bool Equals(EligibilityReason other) => ReferenceEquals(Rule, other.Rule) && Outcome == other.Outcome && Missing == other.Missing;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EligibilityReason other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Index * 31) + (int)Outcome);

    /// <summary>Equal reasons.</summary>
    public static bool operator ==(EligibilityReason left, EligibilityReason right) => left.Equals(right);

    /// <summary>Different reasons.</summary>
    public static bool operator !=(EligibilityReason left, EligibilityReason right) => !left.Equals(right);

    /// <summary>The code.</summary>
    public override string ToString() => _rules is null ? "" : Code;
}
