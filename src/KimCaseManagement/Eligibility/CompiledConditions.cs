namespace KimCaseManagement.Eligibility;

/// <summary>All conditions of a rule set as bits, so that one decision is some twenty operations on words.</summary>
/// <remarks>
/// <para>Negations are pushed to the facts (de Morgan; "not at least n of k" is "at least k−n+1 are not"). What remains are literals and monotone nodes over them.
/// Bits 0–15 of a word: the yes-or-no facts; 16–31: their contraries; 32–63: number ranges, conditions in code, and nodes, each after those it is made of.</para>
/// <para>A literal of a fact that the person doesn't want to speak about counts as fulfilled: in doubt for the person. <see cref="Evaluate"/> also works without that.</para>
/// </remarks>
internal sealed class CompiledConditions
{
    private const int FirstFree = 32;

    private readonly List<Atom> _atoms = [];
    private readonly List<Node> _nodes = [];
    private ulong _own;
    private int _next = FirstFree;
    private Atom[] _atomArray = [];
    private Node[] _nodeArray = [];

    /// <summary>Adds a condition; the result is the bit that holds its answer.</summary>
    internal int Add(EligibilityCondition condition)
    {
        var bit = Compile(condition, negated: false);
        _atomArray = [.. _atoms];
        _nodeArray = [.. _nodes];
        return bit;
    }

    /// <summary>Adds a condition; the result is a bit that stands for this one alone, also where another has the same answer: so each rule can be waived by itself.</summary>
    internal int AddWithOwnBit(EligibilityCondition condition)
    {
        var bit = Add(condition);
        if ((_own >> bit & 1) != 0)
        {
            bit = NodeOf([bit], all: true, share: false);
            _nodeArray = [.. _nodes];
        }

        _own |= 1ul << bit;
        return bit;
    }

    /// <summary>The bits that are yes and the bits that are no; those in neither are unknown.</summary>
    internal (ulong Yes, ulong No) Evaluate(EligibilityFacts facts, uint refused)
    {
        var isTrue = facts.True;
        var isFalse = facts.Known & ~facts.True;
        var yes = (ulong)(isTrue | refused) | ((ulong)(isFalse | refused) << 16);
        var no = (ulong)isFalse | ((ulong)isTrue << 16);
        var atoms = _atomArray;
        for (var i = 0; i < atoms.Length; i++)
        {
            ref readonly var atom = ref atoms[i];
            if (atom.Table is null)
            {
                // In one go, without branches that a person's answers decide: known and inside, known and outside, refused.
                var number = facts.RawNumber(atom.Fact);
                var known = (facts.Known & atom.FactMask) != 0 ? 1ul : 0;
                var holds = (number >= atom.Minimum & number <= atom.Maximum) != atom.Negated ? 1ul : 0;
                yes |= ((known & holds) | ((refused & atom.FactMask) != 0 ? 1ul : 0)) << atom.Bit;
                no |= (known & ~holds) << atom.Bit;
                continue;
            }

            var answer = atom.Table[facts, refused];
            yes |= (answer == TruthValue.Yes ? 1ul : 0) << atom.Bit;
            no |= (answer == TruthValue.No ? 1ul : 0) << atom.Bit;
        }

        var nodes = _nodeArray;
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            yes |= (Bits.Count(yes & node.Parts) >= node.Count ? 1ul : 0) << node.Bit;
            no |= (Bits.Count(node.Parts & ~no) < node.Count ? 1ul : 0) << node.Bit;
        }

        return (yes, no);
    }

    /// <summary>The facts whose answer can still change one of these bits.</summary>
    internal uint OpenFacts(ulong pending, ulong yes, ulong no, EligibilityFacts facts)
    {
        var open = 0u;
        while (pending != 0)
        {
            var bit = Bits.Lowest(pending);
            pending &= pending - 1;
            if ((((yes | no) >> bit) & 1) != 0)
                continue;
            if (bit < 16)
                open |= 1u << bit;
            else if (bit < 32)
                open |= 1u << (bit - 16);
            else if (IndexOfNode(bit) is var node and >= 0)
                pending |= _nodeArray[node].Parts;
            else
                open |= _atomArray[IndexOfAtom(bit)].FactMask;
        }

        return open & ~facts.Known & ~facts.RefusedMask;
    }

    private int IndexOfNode(int bit)
    {
        for (var i = 0; i < _nodeArray.Length; i++)
        {
            if (_nodeArray[i].Bit == bit)
                return i;
        }

        return -1;
    }

    private int IndexOfAtom(int bit)
    {
        for (var i = 0; i < _atomArray.Length; i++)
        {
            if (_atomArray[i].Bit == bit)
                return i;
        }

        throw new InvalidOperationException($"No condition has the bit {bit}.");
    }

    private int Compile(EligibilityCondition condition, bool negated)
    {
        switch (condition.Kind)
        {
            case ConditionKind.Yes:
                return (int)condition.Fact + (negated ? 16 : 0);
            case ConditionKind.Number:
                return NumberAtom(condition, negated);
            case ConditionKind.Where:
                var where = new Atom(NextBit(), condition.Fact, condition.FactMask, 0, 0, negated, new PredicateTable(condition.Predicate!, condition.FactMask, negated));
                _atoms.Add(where);
                return where.Bit;
            case ConditionKind.Not:
                return Compile(condition.Parts[0], !negated);
            default:
                // The same condition twice is one bit: then "at least n of" must count bits, so each part of it gets a bit of its own.
                var parts = condition.Parts.Select(part => Compile(part, negated)).ToArray();
                return condition.Kind == ConditionKind.AtLeast ? AtLeastNode(parts, negated ? parts.Length - condition.Minimum + 1 : condition.Minimum) : NodeOf(parts, (condition.Kind == ConditionKind.All) != negated);
        }
    }

    private int NumberAtom(EligibilityCondition condition, bool negated)
    {
        foreach (var known in _atoms)
        {
            if (known.Table is null && known.Fact == condition.Fact && known.Minimum == condition.Minimum && known.Maximum == condition.Maximum && known.Negated == negated)
                return known.Bit;
        }

        var atom = new Atom(NextBit(), condition.Fact, condition.FactMask, condition.Minimum, condition.Maximum, negated, null);
        _atoms.Add(atom);
        return atom.Bit;
    }

    private int AtLeastNode(int[] parts, int count)
    {
        var bits = 0ul;
        foreach (var part in parts)
        {
            var own = (bits & (1ul << part)) == 0 ? part : NodeOf([part], all: true, share: false);
            bits |= 1ul << own;
        }

        var node = new Node(NextBit(), bits, count);
        _nodes.Add(node);
        return node.Bit;
    }

    private int NodeOf(int[] parts, bool all, bool share = true)
    {
        if (share && parts.Length == 1)
            return parts[0];
        var bits = parts.Aggregate(0ul, (mask, part) => mask | (1ul << part));
        var node = new Node(NextBit(), bits, all ? Bits.Count(bits) : 1);
        _nodes.Add(node);
        return node.Bit;
    }

    private int NextBit() => _next < 64
        ? _next++
        : throw new ArgumentException("A rule set has room for 32 number ranges, conditions in code and combinations together; split it, or combine fewer conditions.");

    private readonly struct Atom(int bit, EligibilityFact fact, uint factMask, int minimum, int maximum, bool negated, PredicateTable? table)
    {
        internal readonly int Bit = bit;
        internal readonly EligibilityFact Fact = fact;
        internal readonly uint FactMask = factMask;
        internal readonly int Minimum = minimum;
        internal readonly int Maximum = maximum;
        internal readonly bool Negated = negated;
        internal readonly PredicateTable? Table = table;
    }

    /// <summary>So many of the parts at least: all of them for "all", one for "any".</summary>
    private readonly struct Node(int bit, ulong parts, int count)
    {
        internal readonly int Bit = bit;
        internal readonly ulong Parts = parts;
        internal readonly int Count = count;
    }
}
