using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Eligibility;

/// <summary>A named sentence that must hold for case management (Regel), with its source and the time for which it is valid.</summary>
/// <remarks>Its sentence stands in the text catalogue under <see cref="TextCode"/>. A city's own rules are made with the constructor and put on a rule set with <see cref="EligibilityRuleSet.WithMunicipality"/>. Immutable.</remarks>
public sealed class EligibilityRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="code">Stable code, kept for ever.</param>
    /// <param name="condition">When it is met.</param>
    /// <param name="source">Where it comes from and how sure that is.</param>
    /// <param name="whenNotMet">What the person gets where it isn't met; not case management.</param>
    /// <param name="nextPlace">The place that the person is shown to where it isn't met; the default value where none is known.</param>
    /// <param name="validFrom">The first day on which it is valid; null where it always was.</param>
    /// <param name="validTo">The last day on which it is valid, included; null where it is open.</param>
    /// <exception cref="ArgumentException">The code has another shape than a code; a referral names no place; the condition reads a fact that only serves suggestions; the time is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="whenNotMet"/> is case management or unspecified.</exception>
    public EligibilityRule(string code, EligibilityCondition condition, Source source, EligibilityOffer whenNotMet, ServiceCode nextPlace = default, LocalDate? validFrom = null, LocalDate? validTo = null)
        : this(code, condition, source, whenNotMet, nextPlace, validFrom, validTo, origin: "", mayBeWaived: true, mayBeTightened: false)
    {
    }

    internal EligibilityRule(string code, EligibilityCondition condition, Source source, EligibilityOffer whenNotMet, ServiceCode nextPlace, LocalDate? validFrom, LocalDate? validTo, string origin, bool mayBeWaived, bool mayBeTightened)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(source);
        if (!Vocabulary.TextCode.IsCode(code))
            throw Vocabulary.TextCode.NotACode("a rule code", code, nameof(code));
        if (whenNotMet is not (EligibilityOffer.ShortCounselling or EligibilityOffer.Referral or EligibilityOffer.None))
            throw new ArgumentOutOfRangeException(nameof(whenNotMet), whenNotMet, $"The rule '{code}' must say what a person gets who doesn't meet it: short counselling, a referral, or none.");
        if (whenNotMet == EligibilityOffer.Referral && nextPlace.IsDefault)
            throw new ArgumentException($"The rule '{code}' refers people on: it must name the place.", nameof(nextPlace));
        if ((condition.FactMask & EligibilityFactList.SuggestionMask) is var forSuggestions and not 0)
            throw new ArgumentException($"The rule '{code}' reads {new EligibilityFactSet(forSuggestions)}, which only serves to suggest a neighbouring service: help doesn't depend on it.", nameof(condition));
        if (validFrom is { } first && validTo is { } last && last < first)
            throw new ArgumentException($"The rule '{code}' can't end before it begins.", nameof(validTo));
        Code = code;
        Condition = condition;
        Source = source;
        WhenNotMet = whenNotMet;
        NextPlace = nextPlace;
        ValidFrom = validFrom;
        ValidTo = validTo;
        Origin = origin;
        MayBeWaived = mayBeWaived;
        MayBeTightened = mayBeTightened;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>When it is met.</summary>
    public EligibilityCondition Condition { get; }

    /// <summary>Where it comes from.</summary>
    public Source Source { get; }

    /// <summary>What a person gets who doesn't meet it.</summary>
    public EligibilityOffer WhenNotMet { get; }

    /// <summary>The place that a person is shown to who doesn't meet it; the default value where none is known.</summary>
    public ServiceCode NextPlace { get; }

    /// <summary>The first day on which it is valid; null where it always was.</summary>
    public LocalDate? ValidFrom { get; }

    /// <summary>The last day on which it is valid, included; null where it is open.</summary>
    public LocalDate? ValidTo { get; }

    /// <summary>Whose rule it is: the code of the programme, or of the municipality that added or tightened it; empty before it is part of a rule set.</summary>
    public string Origin { get; }

    /// <summary>True where a person in charge may waive it. The wish to take part can't be waived: help is voluntary.</summary>
    public bool MayBeWaived { get; }

    /// <summary>True where a municipality may put a stricter condition in its place.</summary>
    public bool MayBeTightened { get; }

    /// <summary>The code of its sentence in the text catalogue.</summary>
    public string TextCode => "eligibility-rule." + Code;

    /// <summary>True where the rule is valid on a day.</summary>
    public bool IsValidOn(LocalDate day) => (ValidFrom is not { } first || day >= first) && (ValidTo is not { } last || day <= last);

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    internal EligibilityRule From(string origin) => new(Code, Condition, Source, WhenNotMet, NextPlace, ValidFrom, ValidTo, origin, MayBeWaived, MayBeTightened);

    internal EligibilityRule Tightened(EligibilityCondition condition, Source source, string origin) =>
        new(Code, condition, source, WhenNotMet, NextPlace, ValidFrom, ValidTo, origin, MayBeWaived, mayBeTightened: false);
}
