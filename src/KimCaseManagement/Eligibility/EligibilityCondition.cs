using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>A host's own condition in code. It reads nothing but the facts it is given, of which all that it declared are known.</summary>
/// <param name="facts">The declared facts, all known; nothing else is known.</param>
/// <returns>True where the condition holds.</returns>
/// <remarks>It is called once for every combination of answers when the rule set is made, never for a person: the answers are kept in a table.
/// So it can't depend on who asks, and unknown answers are handled by the library. The analyzer of this package follows it and reports what it must not read.</remarks>
public delegate bool FactPredicate(EligibilityFacts facts);

/// <summary>When a rule is met (Bedingung): facts, and their combination by all, any, at least n of, and not.</summary>
/// <remarks>Immutable. Unknown facts give unknown answers, in Kleene's logic (<see cref="TruthValue"/>).</remarks>
public sealed class EligibilityCondition
{
    private EligibilityCondition(ConditionKind kind, EquatableList<EligibilityCondition>? parts = null, uint facts = 0, EligibilityFact fact = default, int minimum = 0, int maximum = 0, FactPredicate? predicate = null)
    {
        Kind = kind;
        Parts = parts ?? EquatableList<EligibilityCondition>.Empty;
        FactMask = facts;
        foreach (var part in Parts)
            FactMask |= part.FactMask;
        Fact = fact;
        Minimum = minimum;
        Maximum = maximum;
        Predicate = predicate;
    }

    /// <summary>The facts that it reads, in their order.</summary>
    public IReadOnlyList<EligibilityFact> Facts => EligibilityFactSet.ListOf(FactMask);

    internal ConditionKind Kind { get; }

    internal EquatableList<EligibilityCondition> Parts { get; }

    internal uint FactMask { get; }

    internal EligibilityFact Fact { get; }

    internal int Minimum { get; }

    internal int Maximum { get; }

    internal FactPredicate? Predicate { get; }

    /// <summary>The answer to a yes-or-no fact is yes.</summary>
    /// <exception cref="ArgumentException">The fact takes a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public static EligibilityCondition Yes(EligibilityFact fact)
    {
        var bit = EligibilityFactList.Bit(fact);
        if (fact.Type() != EligibilityFactType.YesNo)
            throw new ArgumentException($"The fact {fact.Code()} takes a number: use EligibilityCondition.Number.", nameof(fact));
        return new EligibilityCondition(ConditionKind.Yes, facts: bit, fact: fact);
    }

    /// <summary>A number lies in a range, both ends included.</summary>
    /// <param name="fact">A fact that takes a number.</param>
    /// <param name="atLeast">The smallest number that counts.</param>
    /// <param name="atMost">The greatest number that counts.</param>
    /// <exception cref="ArgumentException">The fact takes yes or no, or the range is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public static EligibilityCondition Number(EligibilityFact fact, int atLeast, int atMost = int.MaxValue)
    {
        var bit = EligibilityFactList.Bit(fact);
        if (fact.Type() != EligibilityFactType.Number)
            throw new ArgumentException($"The fact {fact.Code()} takes yes or no: use EligibilityCondition.Yes.", nameof(fact));
        if (atLeast > atMost)
            throw new ArgumentException($"The range from {atLeast} to {atMost} is empty.", nameof(atMost));
        return new EligibilityCondition(ConditionKind.Number, facts: bit, fact: fact, minimum: atLeast, maximum: atMost);
    }

    /// <summary>All conditions hold.</summary>
    /// <exception cref="ArgumentException">There is no condition.</exception>
    public static EligibilityCondition All(params EligibilityCondition[] conditions) => Combine(ConditionKind.All, 0, conditions);

    /// <summary>At least one condition holds.</summary>
    /// <exception cref="ArgumentException">There is no condition.</exception>
    public static EligibilityCondition Any(params EligibilityCondition[] conditions) => Combine(ConditionKind.Any, 0, conditions);

    /// <summary>At least so many conditions hold.</summary>
    /// <exception cref="ArgumentException">There is no condition.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1 or above the number of conditions.</exception>
    public static EligibilityCondition AtLeast(int count, params EligibilityCondition[] conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (count < 1 || count > conditions.Length)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"At least {count} of {conditions.Length} conditions can't be asked for: 1 to {conditions.Length} would be.");
        return Combine(ConditionKind.AtLeast, count, conditions);
    }

    /// <summary>The condition doesn't hold.</summary>
    public static EligibilityCondition Not(EligibilityCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new EligibilityCondition(ConditionKind.Not, new EquatableList<EligibilityCondition>([condition]));
    }

    /// <summary>A condition of the host's own in code, over the facts that it declares.</summary>
    /// <param name="predicate">Asked once for every combination of answers when the rule set is made.</param>
    /// <param name="facts">The facts that it reads; no others are known to it.</param>
    /// <exception cref="ArgumentException">No fact is declared, or so many that the table of answers would have more than 16,384 entries (seven yes-or-no facts).</exception>
    public static EligibilityCondition Where(FactPredicate predicate, params EligibilityFact[] facts)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(facts);
        var mask = facts.Aggregate(0u, (all, fact) => all | EligibilityFactList.Bit(fact));
        if (mask == 0)
            throw new ArgumentException("A condition in code must declare the facts that it reads.", nameof(facts));
        if (PredicateTable.SizeOf(mask) > PredicateTable.MaximumSize)
            throw new ArgumentException($"The facts {string.Join(", ", EligibilityFactSet.ListOf(mask).Select(f => f.Code()))} have too many combinations for one condition in code; split it into several.", nameof(facts));
        return new EligibilityCondition(ConditionKind.Where, facts: mask, predicate: predicate);
    }

    /// <summary>What the condition answers; a fact that the person doesn't want to speak about is unknown here.</summary>
    public TruthValue Evaluate(EligibilityFacts facts)
    {
        switch (Kind)
        {
            case ConditionKind.Yes:
                return facts.StateOf(Fact) != FactState.Known ? TruthValue.Unknown : facts.Is(Fact) ? TruthValue.Yes : TruthValue.No;
            case ConditionKind.Number:
                return facts.Number(Fact) is not { } number ? TruthValue.Unknown : number >= Minimum && number <= Maximum ? TruthValue.Yes : TruthValue.No;
            case ConditionKind.Not:
                return Parts[0].Evaluate(facts).Not();
            case ConditionKind.All:
                return Parts.Aggregate(TruthValue.Yes, (all, part) => all.And(part.Evaluate(facts)));
            case ConditionKind.Any:
                return Parts.Aggregate(TruthValue.No, (any, part) => any.Or(part.Evaluate(facts)));
            case ConditionKind.AtLeast:
                return TruthValues.AtLeast(Minimum, Parts.Select(part => part.Evaluate(facts)));
            default:
                return PredicateTable.Ask(Predicate!, FactMask, facts, refusedHolds: null);
        }
    }

    private static EligibilityCondition Combine(ConditionKind kind, int count, EligibilityCondition[] conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.Length == 0 || conditions.Contains(null!))
            throw new ArgumentException("At least one condition must be given, and none may be null.", nameof(conditions));
        return new EligibilityCondition(kind, EquatableList<EligibilityCondition>.CopyOf(conditions), minimum: count);
    }
}

/// <summary>The forms of a condition.</summary>
internal enum ConditionKind
{
    Yes = 1,
    Number = 2,
    All = 3,
    Any = 4,
    AtLeast = 5,
    Not = 6,
    Where = 7,
}
