using System.Collections.Concurrent;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>Puts the decisions of one rule set into words of one language (Begründung in Worten).</summary>
/// <remarks>All sentences are looked up once, when it is made; then a decision is explained by putting them together. Immutable to its users and safe to use from many threads at once; the first thousand different explanations are kept.</remarks>
[Mutable("keeps texts that it has put together once; what it answers never changes")]
public sealed class EligibilityExplainer
{
    private static readonly int OutcomeCount = RuleOutcomes.All.Count + 1;
    private static readonly int OfferCount = EligibilityOffers.All.Count + 1;

    private const int MostKept = 1024;

    private readonly TextCatalogue _catalogue;
    private readonly ConcurrentDictionary<Outcome, string> _kept = new();
    private int _keptCount;
    private readonly string[] _reasons;
    private readonly string[] _reasonLines;
    private readonly string[] _questionLines;
    private readonly string[] _headlines = new string[(EligibilityVerdicts.All.Count + 1) * OfferCount];
    private readonly string[] _serviceLines;

    /// <summary>Makes one with the library's own texts.</summary>
    /// <exception cref="UnknownTextException">A rule of the set has no text; a municipality's rules need a catalogue with theirs.</exception>
    public EligibilityExplainer(EligibilityRuleSet rules, LanguageTag language)
        : this(rules, language, TextCatalogue.BuiltIn)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="rules">The rules whose decisions are to be explained.</param>
    /// <param name="language">The language; what has no text in it falls back as the catalogue does.</param>
    /// <param name="catalogue">The texts: for a municipality's rule <c>X</c> at least <c>eligibility-rule.X</c>, and if wanted <c>eligibility-reason.X.met</c> and <c>.not-met</c>.</param>
    /// <exception cref="UnknownTextException">A rule of the set has no text.</exception>
    public EligibilityExplainer(EligibilityRuleSet rules, LanguageTag language, TextCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(catalogue);
        RuleSet = rules;
        Language = language;
        _catalogue = catalogue;
        _reasons = new string[rules.Rules.Count * OutcomeCount];
        for (var i = 0; i < rules.Rules.Count; i++)
        {
            foreach (var outcome in RuleOutcomes.All)
                _reasons[(i * OutcomeCount) + (int)outcome] = ReasonText(rules.Rules[i], outcome);
        }

        _reasonLines = [.. _reasons.Select(r => "\n- " + r)];
        _questionLines = new string[EligibilityFactList.All.Count + 1];
        foreach (var fact in EligibilityFactList.All)
            _questionLines[(int)fact] = "\n? " + Question(fact);
        foreach (var verdict in EligibilityVerdicts.All)
        {
            foreach (var offer in EligibilityOffers.All.Where(o => catalogue.Contains(HeadlineCode(verdict, o))))
                _headlines[((int)verdict * OfferCount) + (int)offer] = catalogue.For(HeadlineCode(verdict, offer), language).Text;
        }

        _serviceLines = [.. rules.Services.Select(s => "\n→ " + NameOf(s) + ": " + catalogue.For("eligibility-suggestion." + s.Value, language).Text)];
    }

    /// <summary>The rules whose decisions it explains.</summary>
    public EligibilityRuleSet RuleSet { get; }

    /// <summary>The language asked for.</summary>
    public LanguageTag Language { get; }

    /// <summary>What was decided, in one or two sentences to the person.</summary>
    /// <exception cref="ArgumentException">The decision is of another rule set, or the default value.</exception>
    public string Headline(EligibilityDecision decision)
    {
        CheckOwn(decision);
        return _headlines[((int)decision.Verdict * OfferCount) + (int)decision.Offer];
    }

    /// <summary>What one rule says about the enquiry, in a sentence.</summary>
    /// <exception cref="ArgumentException">The reason is of another rule set, or the default value.</exception>
    public string Text(EligibilityReason reason) =>
        reason.Rule is not null && reason.Index < RuleSet.Rules.Count && ReferenceEquals(RuleSet.Rules[reason.Index], reason.Rule)
            ? _reasons[(reason.Index * OutcomeCount) + (int)reason.Outcome]
            : throw new ArgumentException($"The reason is not one of {RuleSet}'s.", nameof(reason));

    /// <summary>Why a service is suggested, in a sentence.</summary>
    public string Text(SuggestedService suggestion) => _catalogue.For(suggestion.ReasonTextCode, Language).Text;

    /// <summary>The name of a service.</summary>
    public string NameOf(ServiceCode service) => _catalogue.For(service.TextCode, Language).Text;

    /// <summary>The question that brings a fact to light, in the client's language.</summary>
    public string Question(EligibilityFact fact) => _catalogue.For(fact.QuestionTextCode(), Language).Text;

    /// <summary>True where somebody who knows the language has checked the question; false for a machine's draft.</summary>
    public bool IsReviewed(EligibilityFact fact) => _catalogue.For(fact.QuestionTextCode(), Language).IsReviewed;

    /// <summary>The whole explanation, a line each: what was decided, what every rule says (<c>-</c>), what to ask next (<c>?</c>), the services suggested (<c>→</c>).</summary>
    /// <exception cref="ArgumentException">The decision is of another rule set, or the default value.</exception>
    public string Explain(EligibilityDecision decision)
    {
        CheckOwn(decision);
        var (places, beside) = RuleSet.ServicesFor(decision);
        var outcome = new Outcome(decision.MetMask, decision.NotMetMask, decision.InFavourMask, decision.WaivedMask, decision.Missing.Mask, places, beside);
        return _kept.TryGetValue(outcome, out var kept) ? kept : Keep(outcome, Compose(decision, outcome));
    }

    private string Compose(in EligibilityDecision decision, in Outcome outcome)
    {
        var lines = new List<string>(1 + RuleSet.RuleArray.Length + Bits.Count(outcome.Missing) + Bits.Count(outcome.Places | outcome.Beside)) { Headline(decision) };
        var reasons = decision.Reasons;
        for (var i = 0; i < reasons.Count; i++)
            lines.Add(_reasonLines[(i * OutcomeCount) + (int)reasons[i].Outcome]);
        for (var missing = outcome.Missing; missing != 0; missing &= missing - 1)
            lines.Add(_questionLines[Bits.Lowest(missing)]);
        for (var places = outcome.Places; places != 0; places &= places - 1)
            lines.Add(_serviceLines[Bits.Lowest(places)]);
        for (var beside = outcome.Beside; beside != 0; beside &= beside - 1)
            lines.Add(_serviceLines[Bits.Lowest(beside)]);
        return string.Concat(lines);
    }

    /// <summary>Keeps the first explanations: people differ, outcomes repeat. What lies above the limit is put together each time.</summary>
    private string Keep(in Outcome outcome, string text)
    {
        if (_keptCount < MostKept && _kept.TryAdd(outcome, text))
            Interlocked.Increment(ref _keptCount);
        return text;
    }

    private static string HeadlineCode(EligibilityVerdict verdict, EligibilityOffer offer) => "eligibility-decision." + verdict.Code() + "." + offer.Code();

    private string ReasonText(EligibilityRule rule, RuleOutcome outcome)
    {
        var own = "eligibility-reason." + rule.Code + "." + outcome.Code();
        return _catalogue.Contains(own)
            ? _catalogue.For(own, Language).Text
            : _catalogue.For(new Reason("eligibility-reason." + outcome.Code(), rule.Source, ReasonArgument.Term("rule", rule.TextCode)), Language).Text;
    }

    private void CheckOwn(in EligibilityDecision decision)
    {
        if (!ReferenceEquals(decision.RuleSet, RuleSet))
            throw new ArgumentException($"The decision is not one of {RuleSet}'s; make an explainer for the rule set that decided.", nameof(decision));
    }

    /// <summary>All that an explanation depends on.</summary>
    private readonly struct Outcome(ulong met, ulong notMet, ulong inFavour, ulong waived, uint missing, ulong places, ulong beside) : IEquatable<Outcome>
    {
        internal readonly uint Missing = missing;
        internal readonly ulong Places = places;
        internal readonly ulong Beside = beside;
        private readonly ulong _met = met;
        private readonly ulong _notMet = notMet;
        private readonly ulong _inFavour = inFavour;
        private readonly ulong _waived = waived;

        public bool Equals(Outcome other) =>
            _met == other._met && _notMet == other._notMet && _inFavour == other._inFavour && _waived == other._waived && Missing == other.Missing && Places == other.Places && Beside == other.Beside;

        public override bool Equals(object? obj) => obj is Outcome other && Equals(other);

        public override int GetHashCode()
        {
            var mixed = unchecked((((((((((((_met * 31) + _notMet) * 31) + _inFavour) * 31) + _waived) * 31) + Missing) * 31) + Places) * 31) + Beside);
            return unchecked((int)(mixed ^ (mixed >> 32)));
        }
    }
}
