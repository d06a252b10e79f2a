namespace KimCaseManagement.Eligibility;

/// <summary>The answers of a condition in code for every state of the facts that it declares: known values, unknown, refused.</summary>
/// <remarks>Unknown facts are tried with every value: only where all give the same answer it is decided. That makes any predicate monotone, whatever it does.</remarks>
internal sealed class PredicateTable
{
    internal const int MaximumSize = 16_384;

    private readonly EligibilityFact[] _facts;
    private readonly TruthValue[] _answers;

    /// <param name="predicate">The condition.</param>
    /// <param name="mask">The facts that it declares.</param>
    /// <param name="negated">True for the answers of its contrary.</param>
    internal PredicateTable(FactPredicate predicate, uint mask, bool negated)
    {
        _facts = [.. EligibilityFactSet.ListOf(mask)];
        _answers = new TruthValue[SizeOf(mask)];
        FactPredicate asked = negated ? facts => !predicate(facts) : predicate;
        for (var i = 0; i < _answers.Length; i++)
            _answers[i] = Ask(asked, mask, FactsAt(i), refusedHolds: true);
    }

    internal static long SizeOf(uint mask) => EligibilityFactSet.ListOf(mask).Aggregate(1L, (size, fact) => size * States(fact));

    /// <summary>The answer; a refused fact outside <paramref name="refused"/> is unknown.</summary>
    internal TruthValue this[EligibilityFacts facts, uint refused]
    {
        get
        {
            var index = 0;
            foreach (var fact in _facts)
            {
                var state = facts.StateOf(fact);
                var digit = state switch
                {
                    FactState.Unknown => 0,
                    FactState.Refused => (refused & EligibilityFactList.Bit(fact)) != 0 ? 1 : 0,
                    _ => 2 + ValueOf(facts, fact),
                };
                index = (index * States(fact)) + digit;
            }

            return _answers[index];
        }
    }

    /// <summary>Asks for all values of the unknown facts. Refused ones are unknown too, or (<paramref name="refusedHolds"/>) decided in the person's favour.</summary>
    internal static TruthValue Ask(FactPredicate predicate, uint mask, EligibilityFacts facts, bool? refusedHolds)
    {
        var declared = EligibilityFacts.None;
        var (open, refused) = (new List<EligibilityFact>(), new List<EligibilityFact>());
        foreach (var fact in EligibilityFactSet.ListOf(mask))
        {
            switch (facts.StateOf(fact))
            {
                case FactState.Known:
                    declared = Set(declared, fact, ValueOf(facts, fact));
                    break;
                case FactState.Refused when refusedHolds == true && !fact.IsForSuggestionsOnly():
                    refused.Add(fact);
                    break;
                default:
                    open.Add(fact);
                    break;
            }
        }

        var (yes, no) = (false, false);
        foreach (var completed in Completions(declared, open, 0))
        {
            if (Completions(completed, refused, 0).Any(f => predicate(f)))
                yes = true;
            else
                no = true;
            if (yes && no)
                return TruthValue.Unknown;
        }

        return yes ? TruthValue.Yes : TruthValue.No;
    }

    private static IEnumerable<EligibilityFacts> Completions(EligibilityFacts facts, List<EligibilityFact> open, int from)
    {
        if (from == open.Count)
        {
            yield return facts;
            yield break;
        }

        for (var value = 0; value < States(open[from]) - 2; value++)
        {
            foreach (var completed in Completions(Set(facts, open[from], value), open, from + 1))
                yield return completed;
        }
    }

    private EligibilityFacts FactsAt(int index)
    {
        var facts = EligibilityFacts.None;
        for (var i = _facts.Length - 1; i >= 0; i--)
        {
            var digit = index % States(_facts[i]);
            index /= States(_facts[i]);
            facts = digit switch
            {
                0 => facts,
                1 => facts.WithRefused(_facts[i]),
                _ => Set(facts, _facts[i], digit - 2),
            };
        }

        return facts;
    }

    private static EligibilityFacts Set(EligibilityFacts facts, EligibilityFact fact, int value) =>
        fact.Type() == EligibilityFactType.YesNo ? facts.With(fact, value == 1) : facts.With(fact, value);

    // From 20 areas on, one more makes no difference that a rule could mean.
    private static int ValueOf(EligibilityFacts facts, EligibilityFact fact) =>
        fact.Type() == EligibilityFactType.YesNo ? (facts.Is(fact) ? 1 : 0) : Math.Min(facts.RawNumber(fact), States(fact) - 3);

    private static int States(EligibilityFact fact) => fact switch
    {
        EligibilityFact.ProblemAreas => 2 + 21,
        EligibilityFact.Age => 2 + 151,
        _ => 2 + 2,
    };
}
