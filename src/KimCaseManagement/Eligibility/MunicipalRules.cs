using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>What a municipality adds to a programme's rules or tightens in them (kommunale Regeln).</summary>
/// <remarks>
/// <para>Limits, checked when they are put on a rule set: no rule is removed or loosened; only rules that allow it are tightened, by a condition that is never met where the old one isn't;
/// age and the other facts that only serve suggestions stay out; codes are new. Immutable: each method gives a new value.</para>
/// </remarks>
public sealed class MunicipalRules
{
    private readonly EquatableList<EligibilityRule> _added;
    private readonly EquatableList<Tightening> _tightened;
    private readonly EquatableList<ServiceSuggestion> _suggestions;

    /// <summary>Begins a municipality's own rules.</summary>
    /// <param name="municipality">Code of the municipality, such as <c>herne</c>.</param>
    /// <param name="version">Version of its rules, such as <c>1</c>.</param>
    /// <exception cref="ArgumentException">One of the two has another shape than a code.</exception>
    public MunicipalRules(string municipality, string version)
        : this(municipality, version, EquatableList<EligibilityRule>.Empty, EquatableList<Tightening>.Empty, EquatableList<ServiceSuggestion>.Empty)
    {
        if (!TextCode.IsCode(municipality))
            throw TextCode.NotACode("a municipality's code", municipality, nameof(municipality));
        if (!TextCode.IsCode(version))
            throw TextCode.NotACode("a version", version, nameof(version));
    }

    private MunicipalRules(string municipality, string version, EquatableList<EligibilityRule> added, EquatableList<Tightening> tightened, EquatableList<ServiceSuggestion> suggestions)
    {
        Municipality = municipality;
        Version = version;
        _added = added;
        _tightened = tightened;
        _suggestions = suggestions;
    }

    /// <summary>Code of the municipality.</summary>
    public string Municipality { get; }

    /// <summary>Version of its rules.</summary>
    public string Version { get; }

    /// <summary>The services that it suggests beside the programme's.</summary>
    public IReadOnlyList<ServiceSuggestion> Suggestions => _suggestions;

    /// <summary>The same with one more rule.</summary>
    public MunicipalRules Adding(EligibilityRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new MunicipalRules(Municipality, Version, _added.Add(rule.From(Municipality)), _tightened, _suggestions);
    }

    /// <summary>The same with a stricter condition for one of the programme's rules.</summary>
    /// <param name="rule">Code of the rule.</param>
    /// <param name="condition">The stricter condition.</param>
    /// <param name="source">The municipality's paper that asks for it.</param>
    public MunicipalRules Tightening(string rule, EligibilityCondition condition, Source source)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(source);
        return new MunicipalRules(Municipality, Version, _added, _tightened.Add(new Tightening(rule, condition, source)), _suggestions);
    }

    /// <summary>The same with one more service to suggest.</summary>
    public MunicipalRules Suggesting(ServiceSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        return new MunicipalRules(Municipality, Version, _added, _tightened, _suggestions.Add(suggestion));
    }

    /// <summary>Municipality and version.</summary>
    public override string ToString() => Municipality + "." + Version;

    internal IEnumerable<EligibilityRule> Apply(EligibilityRule[] rules) =>
        rules.Select(rule => _tightened.FirstOrDefault(t => t.Rule == rule.Code) is { } stricter ? rule.Tightened(stricter.Condition, stricter.Source, Municipality) : rule).Concat(_added);

    internal IReadOnlyList<string> ProblemsWith(EligibilityRuleSet rules)
    {
        var problems = new List<string>();
        foreach (var added in _added.Where(a => rules.Find(a.Code) is not null))
            problems.Add($"The rule '{added.Code}' exists already; tighten it, or give the new one another code.");
        foreach (var group in _tightened.GroupBy(t => t.Rule, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
                problems.Add($"The rule '{group.Key}' is tightened twice; combine the conditions.");
            else if (rules.Find(group.Key) is not { } rule)
                problems.Add($"There is no rule '{group.Key}' to tighten.");
            else
                CheckTightening(rule, group.First().Condition, problems);
        }

        return problems;
    }

    private static void CheckTightening(EligibilityRule rule, EligibilityCondition condition, List<string> problems)
    {
        if (!rule.MayBeTightened)
            problems.Add($"The rule '{rule.Code}' can't be tightened: it belongs to the core of the programme.");
        else if ((condition.FactMask & EligibilityFactList.SuggestionMask) is var forSuggestions and not 0)
            problems.Add($"The stricter condition of '{rule.Code}' reads {new EligibilityFactSet(forSuggestions)}, on which help doesn't depend.");
        else if (FactSpace.All(rule.Condition.FactMask | condition.FactMask).FirstOrDefault(facts => condition.Evaluate(facts) == TruthValue.Yes && rule.Condition.Evaluate(facts) != TruthValue.Yes) is var looser && looser != EligibilityFacts.None)
            problems.Add($"The condition for '{rule.Code}' isn't stricter than the programme's: it would be met with {looser}.");
        else if (FactSpace.All(rule.Condition.FactMask | condition.FactMask).All(facts => condition.Evaluate(facts) != TruthValue.Yes))
            problems.Add($"The condition for '{rule.Code}' can never be met: that would close the programme, not tighten it.");
    }
}

/// <summary>A stricter condition for a rule.</summary>
internal sealed record Tightening(string Rule, EligibilityCondition Condition, Source Source);

/// <summary>All combinations of known answers.</summary>
internal static class FactSpace
{
    /// <summary>Every combination of answers to the facts in the mask. Of numbers, those up to 20 are tried; a fact for suggestions is not.</summary>
    internal static IEnumerable<EligibilityFacts> All(uint mask) => Complete(EligibilityFacts.None, EligibilityFactSet.ListOf(mask), 0);

    private static IEnumerable<EligibilityFacts> Complete(EligibilityFacts facts, IReadOnlyList<EligibilityFact> open, int from)
    {
        if (from == open.Count)
        {
            yield return facts;
            yield break;
        }

        var fact = open[from];
        for (var value = 0; value <= Math.Min(20, fact.Maximum()); value++)
        {
            foreach (var completed in Complete(fact.Type() == EligibilityFactType.YesNo ? facts.With(fact, value == 1) : facts.With(fact, value), open, from + 1))
                yield return completed;
        }
    }
}
