using System.Runtime.CompilerServices;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Eligibility;

/// <summary>The rules of a programme in one version (Regelwerk): decides on enquiries.</summary>
/// <remarks>
/// <para>Case management is open to a person who meets all rules. Where one isn't met, the person gets the best of what the rules that aren't met give: a referral before short counselling before nothing.
/// As long as the offer can still change, the verdict is "needs information", also where case management itself is out of the question already.</para>
/// <para>Immutable and safe to use from many threads at once; made once, asked a million times a second.</para>
/// </remarks>
public sealed class EligibilityRuleSet
{
    private const int MaximumRules = 32;

    private readonly EligibilityRule[] _rules;
    private readonly ServiceSuggestion[] _suggestions;
    private readonly ulong[] _ruleBits;
    private readonly int[] _suggestionBits;
    private readonly CompiledConditions _conditions = new();
    private readonly CompiledConditions _suggestionConditions = new();
    private readonly ServiceCode[] _services;
    private readonly int[] _placeOfRule;
    private readonly int[] _serviceOfSuggestion;
    private readonly ulong _all;
    private readonly ulong _referral;
    private readonly ulong _short;

    internal EligibilityRuleSet(string programme, string version, LocalDate validFrom, LocalDate? validTo, IEnumerable<EligibilityRule> rules, IEnumerable<ServiceSuggestion> suggestions)
    {
        Programme = programme;
        Version = version;
        ValidFrom = validFrom;
        ValidTo = validTo;
        _rules = [.. rules];
        _suggestions = [.. suggestions];
        if (_rules.Length is 0 or > MaximumRules || _suggestions.Length > MaximumRules)
            throw new ArgumentException($"A rule set has 1 to {MaximumRules} rules and up to {MaximumRules} suggestions.", nameof(rules));
        if (_rules.GroupBy(r => r.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two rules have the code '{twice.Key}'; give the second one a code of its own.", nameof(rules));
        _ruleBits = [.. _rules.Select(r => 1ul << _conditions.AddWithOwnBit(r.Condition))];
        _suggestionBits = [.. _suggestions.Select(s => _suggestionConditions.Add(s.Condition))];
        _services = [.. _rules.Select(r => r.NextPlace).Where(s => !s.IsDefault).Concat(_suggestions.Select(s => s.Service)).Distinct()];
        _placeOfRule = [.. _rules.Select(r => Array.IndexOf(_services, r.NextPlace))];
        _serviceOfSuggestion = [.. _suggestions.Select(s => Array.IndexOf(_services, s.Service))];
        _all = _ruleBits.Aggregate(0ul, (mask, bit) => mask | bit);
        _referral = MaskOf(EligibilityOffer.Referral);
        _short = MaskOf(EligibilityOffer.ShortCounselling);
        Rules = Array.AsReadOnly(_rules);
        Suggestions = Array.AsReadOnly(_suggestions);
    }

    /// <summary>Code of the programme, such as <c>kim-nrw</c>.</summary>
    public string Programme { get; }

    /// <summary>The version, such as <c>2022.1</c>; with a municipality's own rules <c>2022.1+herne.1</c>.</summary>
    public string Version { get; }

    /// <summary>The first day on which this version is valid.</summary>
    public LocalDate ValidFrom { get; }

    /// <summary>The last day on which this version is valid, included; null where it is open.</summary>
    public LocalDate? ValidTo { get; }

    /// <summary>The rules, in the order in which they are best asked.</summary>
    public IReadOnlyList<EligibilityRule> Rules { get; }

    /// <summary>When which neighbouring service is suggested.</summary>
    public IReadOnlyList<ServiceSuggestion> Suggestions { get; }

    /// <summary>Decides on an enquiry.</summary>
    public EligibilityDecision Decide(EligibilityFacts facts) => Decide(facts, 0);

    /// <summary>Decides on an enquiry of which a person in charge has waived rules.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="waivers">What was waived; a waiver that isn't valid on the day changes nothing.</param>
    /// <param name="on">The day of the decision.</param>
    /// <exception cref="ArgumentException">A waiver names a rule that the set doesn't have or that can't be waived.</exception>
    public EligibilityDecision Decide(EligibilityFacts facts, IEnumerable<EligibilityWaiver> waivers, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(waivers);
        var waived = 0ul;
        foreach (var waiver in waivers)
        {
            var index = Array.FindIndex(_rules, r => r.Code == waiver.Rule);
            if (index < 0)
                throw new ArgumentException($"The rule set {Version} has no rule '{waiver.Rule}' to waive.", nameof(waivers));
            if (!_rules[index].MayBeWaived)
                throw new ArgumentException($"The rule '{waiver.Rule}' can't be waived: what it asks for is the person's own choice.", nameof(waivers));
            if (waiver.IsValidOn(on))
                waived |= _ruleBits[index];
        }

        return Decide(facts, waived);
    }

    /// <summary>The same rules with a municipality's own on top: rules added, and conditions tightened within the limits.</summary>
    /// <param name="own">What the municipality adds and tightens.</param>
    /// <exception cref="ArgumentException">A limit is broken; the message names all of them.</exception>
    public EligibilityRuleSet WithMunicipality(MunicipalRules own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var problems = own.ProblemsWith(this);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(" ", problems), nameof(own));
        return new EligibilityRuleSet(Programme, $"{Version}+{own.Municipality}.{own.Version}", ValidFrom, ValidTo, own.Apply(_rules), _suggestions.Concat(own.Suggestions));
    }

    /// <summary>The rule with this code; null where the set has none.</summary>
    public EligibilityRule? Find(string code) => _rules.FirstOrDefault(r => r.Code == code);

    /// <summary>Programme and version.</summary>
    public override string ToString() => Programme + " " + Version;

    internal EligibilityRule[] RuleArray => _rules;

    /// <summary>By rule: the bit that stands for it in the masks of a decision.</summary>
    internal ulong[] RuleBits => _ruleBits;

    /// <summary>The services that a decision may name, each once.</summary>
    internal IReadOnlyList<ServiceCode> Services => _services;

    /// <summary>The facts to ask: of the rules that are open and can still change the offer.</summary>
    internal uint MissingFacts(in EligibilityDecision decision)
    {
        var (yes, no) = _conditions.Evaluate(decision.Facts, Refused(decision.Facts));
        var open = _all & ~(decision.MetMask | decision.NotMetMask);
        var relevant = (decision.NotMetMask & _short) != 0 ? open & _referral
            : (decision.NotMetMask & ~_referral) != 0 ? open & (_referral | _short)
            : open;
        return _conditions.OpenFacts(relevant, yes, no, decision.Facts);
    }

    internal uint MissingFacts(EligibilityFacts facts, int rule)
    {
        var (yes, no) = _conditions.Evaluate(facts, Refused(facts));
        return _conditions.OpenFacts(_ruleBits[rule], yes, no, facts);
    }

    internal IReadOnlyList<SuggestedService> SuggestionsFor(in EligibilityDecision decision)
    {
        var (places, beside) = ServicesFor(decision);
        var services = new List<SuggestedService>(Bits.Count(places | beside));
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_placeOfRule[i] is var place and >= 0 && (decision.NotMetMask & _ruleBits[i]) != 0 && (places >> place & 1) != 0)
            {
                places &= ~(1ul << place);
                services.Add(new SuggestedService(_services[place], isNextPlace: true, "eligibility-suggestion." + _services[place].Value, _rules[i].Source));
            }
        }

        for (var i = 0; i < _suggestions.Length; i++)
        {
            var service = _serviceOfSuggestion[i];
            if ((beside >> service & 1) == 0)
                continue;
            beside &= ~(1ul << service);
            services.Add(new SuggestedService(_services[service], isNextPlace: false, _suggestions[i].TextCode, _suggestions[i].Source));
        }

        return services.AsReadOnly();
    }

    /// <summary>The services that a decision names, as bits of <see cref="Services"/>: the next places of the rules that aren't met, and those beside them.</summary>
    internal (ulong Places, ulong Beside) ServicesFor(in EligibilityDecision decision)
    {
        var (places, beside) = (0ul, 0ul);
        if (decision.Verdict == EligibilityVerdict.NotEligible)
        {
            for (var i = 0; i < _ruleBits.Length; i++)
            {
                if ((decision.NotMetMask & _ruleBits[i]) != 0 && _placeOfRule[i] is var place and >= 0)
                    places |= 1ul << place;
            }
        }

        var (yes, _) = _suggestionConditions.Evaluate(decision.Facts, Refused(decision.Facts));
        for (var i = 0; i < _suggestionBits.Length; i++)
            beside |= ((yes >> _suggestionBits[i]) & 1) << _serviceOfSuggestion[i];
        return (places, beside & ~places);
    }

    private static uint Refused(EligibilityFacts facts) => facts.RefusedMask & ~EligibilityFactList.SuggestionMask;

    private EligibilityDecision Decide(EligibilityFacts facts, ulong waived)
    {
        var refused = Refused(facts);
        var (yes, no) = _conditions.Evaluate(facts, refused);
        var met = (yes & _all) | waived;
        var notMet = no & _all & ~waived;
        var inFavour = refused == 0 ? 0 : OnlyInFavour(facts, met);
        var (verdict, offer) = Judge(met, notMet);
        return new EligibilityDecision(this, facts, met, notMet, inFavour, waived, verdict, offer);
    }

    /// <summary>Of the rules that are met, those that are so only because the person doesn't want to say. Not part of <see cref="Decide(EligibilityFacts, ulong)"/>, which most people pass without it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong OnlyInFavour(EligibilityFacts facts, ulong met) => met & ~_conditions.Evaluate(facts, 0).Yes;

    /// <summary>Verdict and offer, both or neither: as soon as no completion of the facts can change either of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (EligibilityVerdict Verdict, EligibilityOffer Offer) Judge(ulong met, ulong notMet)
    {
        var open = _all & ~(met | notMet);
        if ((notMet & _referral) != 0)
            return (EligibilityVerdict.NotEligible, EligibilityOffer.Referral);
        if ((open & _referral) != 0)
            return (EligibilityVerdict.NeedsInformation, EligibilityOffer.ShortCounselling);
        if ((notMet & _short) != 0)
            return (EligibilityVerdict.NotEligible, EligibilityOffer.ShortCounselling);
        if ((open & _short) != 0)
            return (EligibilityVerdict.NeedsInformation, EligibilityOffer.ShortCounselling);
        if (notMet != 0)
            return (EligibilityVerdict.NotEligible, EligibilityOffer.None);
        return open != 0 ? (EligibilityVerdict.NeedsInformation, EligibilityOffer.ShortCounselling) : (EligibilityVerdict.Eligible, EligibilityOffer.CaseManagement);
    }

    private ulong MaskOf(EligibilityOffer offer)
    {
        var mask = 0ul;
        for (var i = 0; i < _rules.Length; i++)
            mask |= _rules[i].WhenNotMet == offer ? _ruleBits[i] : 0;
        return mask;
    }
}
