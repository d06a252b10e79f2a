using System.Collections;
using System.Runtime.CompilerServices;

namespace KimCaseManagement.Eligibility;

/// <summary>Whether case management is open to a person, what they get now, and why (Entscheidung).</summary>
/// <remarks>
/// <para>Pins the rule set and the facts, so that it can be explained years later. Nothing is allocated for it; texts are made by <see cref="EligibilityExplainer"/>.</para>
/// <para>What is decided on part of the facts stays decided when more becomes known: verdict and offer together. Reasons and suggestions may be added.</para>
/// <para>The default value is not valid: <see cref="Verdict"/> is unspecified.</para>
/// </remarks>
public readonly struct EligibilityDecision : IEquatable<EligibilityDecision>
{
    private readonly ulong _met;
    private readonly ulong _notMet;
    private readonly ulong _inFavour;
    private readonly ulong _waived;

    internal EligibilityDecision(EligibilityRuleSet rules, EligibilityFacts facts, ulong met, ulong notMet, ulong inFavour, ulong waived, EligibilityVerdict verdict, EligibilityOffer offer)
    {
        RuleSet = rules;
        Facts = facts;
        _met = met;
        _notMet = notMet;
        _inFavour = inFavour;
        _waived = waived;
        Verdict = verdict;
        Offer = offer;
    }

    /// <summary>The rules that decided.</summary>
    public EligibilityRuleSet RuleSet { get; }

    /// <summary>The facts that were decided on.</summary>
    public EligibilityFacts Facts { get; }

    /// <summary>Whether case management is open to the person.</summary>
    public EligibilityVerdict Verdict { get; }

    /// <summary>What the person gets now. While facts are missing that is short counselling: nobody is sent away with a question.</summary>
    public EligibilityOffer Offer { get; }

    /// <summary>What every rule says, in the order of the rules: for, against, open.</summary>
    public EligibilityReasons Reasons
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(RuleSet, Facts, _met, _notMet, _inFavour, _waived);
    }

    /// <summary>The facts to ask for next, in a good order; empty where everything is decided.</summary>
    public EligibilityFactSet Missing => Verdict == EligibilityVerdict.NeedsInformation ? new EligibilityFactSet(RuleSet.MissingFacts(this)) : default;

    /// <summary>The services worth a suggestion: first the next places of the rules that are not met, then those beside.</summary>
    public IReadOnlyList<SuggestedService> Suggestions => RuleSet?.SuggestionsFor(this) ?? [];

    /// <summary>The next place of somebody who isn't taken on; the default value where none is known, or where the person is or may be taken on.</summary>
    /// <remarks>The first place that a rule names; else the first suggestion.</remarks>
    public ServiceCode NextPlace => Verdict == EligibilityVerdict.NotEligible && Suggestions is { Count: > 0 } places ? places[0].Service : default;

    /// <summary>True where a person isn't taken on and there is neither an offer nor a place: what a city counts as unmet need (ungedeckter Bedarf).</summary>
    public bool IsUnmetNeed => Verdict == EligibilityVerdict.NotEligible && Offer == EligibilityOffer.None && NextPlace.IsDefault;

    internal ulong MetMask => _met;

    internal ulong NotMetMask => _notMet;

    internal ulong WaivedMask => _waived;

    internal ulong InFavourMask => _inFavour;

    /// <inheritdoc/>
    public bool Equals(EligibilityDecision other) =>
        ReferenceEquals(RuleSet, other.RuleSet) && Facts == other.Facts && _waived == other._waived && Verdict == other.Verdict && Offer == other.Offer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EligibilityDecision other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Facts.GetHashCode() * 31) + (int)Verdict);

    /// <summary>Equal decisions: the same rule set, facts and waivers.</summary>
    public static bool operator ==(EligibilityDecision left, EligibilityDecision right) => left.Equals(right);

    /// <summary>Different decisions.</summary>
    public static bool operator !=(EligibilityDecision left, EligibilityDecision right) => !left.Equals(right);

    /// <summary>Verdict and offer by their codes.</summary>
    public override string ToString() => Verdict == EligibilityVerdict.Unspecified ? "" : Verdict.Code() + ", " + Offer.Code();
}

/// <summary>What every rule says about an enquiry (Begründungen), in the order of the rules.</summary>
/// <remarks>A view on the decision; by index it is read without allocation.</remarks>
public readonly struct EligibilityReasons : IReadOnlyList<EligibilityReason>, IEquatable<EligibilityReasons>
{
    private readonly EligibilityRuleSet _rules;
    private readonly EligibilityFacts _facts;
    private readonly ulong _met;
    private readonly ulong _notMet;
    private readonly ulong _inFavour;
    private readonly ulong _waived;

    // The parts and not the decision: a copy of a value just made, in one piece, waits for all its parts to be written.
    internal EligibilityReasons(EligibilityRuleSet rules, EligibilityFacts facts, ulong met, ulong notMet, ulong inFavour, ulong waived)
    {
        _rules = rules;
        _facts = facts;
        _met = met;
        _notMet = notMet;
        _inFavour = inFavour;
        _waived = waived;
    }

    /// <summary>How many rules there are.</summary>
    public int Count => _rules?.RuleBits.Length ?? 0;

    /// <summary>What the rule at a place says, beginning with 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is negative or not below <see cref="Count"/>.</exception>
    public EligibilityReason this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var rules = _rules;
            if (rules?.RuleBits is { } bits && (uint)index < (uint)bits.Length)
                return new EligibilityReason(rules, _facts, index, OutcomeOf(bits[index]));
            throw OutOfRange(rules, index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RuleOutcome OutcomeOf(ulong bit) =>
        // Hardly any decision has an exception; then a rule is met, not met, or neither.
        ((_waived | _inFavour) & bit) != 0 ? ((_waived & bit) != 0 ? RuleOutcome.Waived : RuleOutcome.InFavour)
            : (_met & bit) != 0 ? RuleOutcome.Met
            : (_notMet & bit) != 0 ? RuleOutcome.NotMet
            : RuleOutcome.Open;

    /// <inheritdoc/>
    public bool Equals(EligibilityReasons other) => ReferenceEquals(_rules, other._rules) && _facts == other._facts && _waived == other._waived;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EligibilityReasons other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _facts.GetHashCode();

    /// <summary>Reasons of equal decisions.</summary>
    public static bool operator ==(EligibilityReasons left, EligibilityReasons right) => left.Equals(right);

    /// <summary>Reasons of different decisions.</summary>
    public static bool operator !=(EligibilityReasons left, EligibilityReasons right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<EligibilityReason> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ArgumentOutOfRangeException OutOfRange(EligibilityRuleSet? rules, int index) => new(nameof(index), index, $"A place from 0 to {(rules?.RuleBits.Length ?? 0) - 1} is expected.");
}

/// <summary>A service that is suggested, and why (Vorschlag).</summary>
/// <remarks>A small value; the default value is not valid.</remarks>
public readonly record struct SuggestedService
{
    internal SuggestedService(ServiceCode service, bool isNextPlace, string reasonTextCode, Vocabulary.Source source)
    {
        Service = service;
        IsNextPlace = isNextPlace;
        ReasonTextCode = reasonTextCode;
        Source = source;
    }

    /// <summary>The service.</summary>
    public ServiceCode Service { get; }

    /// <summary>True where it is the next place of somebody who isn't taken on; false where it is an addition.</summary>
    public bool IsNextPlace { get; }

    /// <summary>The code of the text that says why.</summary>
    public string ReasonTextCode { get; }

    /// <summary>Where that comes from.</summary>
    public Vocabulary.Source Source { get; }

    /// <summary>The service's code.</summary>
    public override string ToString() => Service.Value;
}
