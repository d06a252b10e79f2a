using System.Runtime.CompilerServices;

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

    /// <summary>By bit: the facts on which it rests directly; none for a node.</summary>
    private readonly uint[] _facts = new uint[64];
    private ulong _own;
    private int _next = FirstFree;
    private NumberAtom[] _numbers = [];
    private CodeAtom[] _codes = [];
    private Node[] _nodes = [];

    /// <summary>Adds a condition; the result is the bit that holds its answer.</summary>
    internal int Add(EligibilityCondition condition) => Compile(condition, negated: false);

    /// <summary>Adds a condition; the result is a bit that stands for this one alone, also where another has the same answer: so each rule can be waived by itself.</summary>
    internal int AddWithOwnBit(EligibilityCondition condition)
    {
        var bit = Add(condition);
        if ((_own >> bit & 1) != 0)
            bit = NodeOf([bit], all: true, share: false);
        _own |= 1ul << bit;
        return bit;
    }

    /// <summary>The bits that are yes and the bits that are no; those in neither are unknown.</summary>
    /// <remarks>Without branches that a person's answers decide.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (ulong Yes, ulong No) Evaluate(EligibilityFacts facts, uint refused)
    {
        var known = facts.Known;
        var isTrue = facts.True;
        var isFalse = known & ~isTrue;
        var yes = (ulong)(isTrue | refused) | ((ulong)(isFalse | refused) << 16);
        var no = (ulong)isFalse | ((ulong)isTrue << 16);
        foreach (ref readonly var atom in _numbers.AsSpan())
        {
            var isKnown = (known & atom.FactMask) != 0 ? 1ul : 0;
            var holds = ((uint)(facts.NumberAt(atom.Place) - atom.Minimum) <= atom.Width) != atom.Negated ? 1ul : 0;
            yes |= ((isKnown & holds) | ((refused & atom.FactMask) != 0 ? 1ul : 0)) << atom.Bit;
            no |= (isKnown & ~holds) << atom.Bit;
        }

        if (_codes.Length > 0)
            (yes, no) = WithCodes(facts, refused, yes, no);
        foreach (ref readonly var node in _nodes.AsSpan())
        {
            yes |= (Bits.Count(yes & node.Parts) >= node.Count ? 1ul : 0) << node.Bit;
            no |= (Bits.Count(node.Parts & ~no) < node.Count ? 1ul : 0) << node.Bit;
        }

        return (yes, no);
    }

    /// <summary>Conditions in code stand apart: calls in the midst of the others would cost all of them their registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (ulong Yes, ulong No) WithCodes(EligibilityFacts facts, uint refused, ulong yes, ulong no)
    {
        foreach (var atom in _codes)
        {
            var answer = atom.Table[facts, refused];
            yes |= (answer == TruthValue.Yes ? 1ul : 0) << atom.Bit;
            no |= (answer == TruthValue.No ? 1ul : 0) << atom.Bit;
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
            open |= _facts[bit];
            foreach (ref readonly var node in _nodes.AsSpan())
                pending |= node.Bit == bit ? node.Parts : 0;
        }

        return open & ~facts.Known & ~facts.RefusedMask;
    }

    private int Compile(EligibilityCondition condition, bool negated)
    {
        switch (condition.Kind)
        {
            case ConditionKind.Yes:
                return FactBit(condition, negated);
            case ConditionKind.Number:
                return NumberBit(condition, negated);
            case ConditionKind.Where:
                var code = new CodeAtom(NextBit(condition.FactMask), new PredicateTable(condition.Predicate!, condition.FactMask, negated));
                _codes = [.. _codes, code];
                return code.Bit;
            case ConditionKind.Not:
                return Compile(condition.Parts[0], !negated);
            default:
                // The same condition twice is one bit: then "at least n of" must count bits, so each part of it gets a bit of its own.
                var parts = condition.Parts.Select(part => Compile(part, negated)).ToArray();
                return condition.Kind == ConditionKind.AtLeast ? AtLeastNode(parts, negated ? parts.Length - condition.Minimum + 1 : condition.Minimum) : NodeOf(parts, (condition.Kind == ConditionKind.All) != negated);
        }
    }

    private int FactBit(EligibilityCondition condition, bool negated)
    {
        var bit = (int)condition.Fact + (negated ? 16 : 0);
        _facts[bit] = condition.FactMask;
        return bit;
    }

    private int NumberBit(EligibilityCondition condition, bool negated)
    {
        var (place, width) = (EligibilityFacts.Place(condition.Fact), (uint)(condition.Maximum - condition.Minimum));
        foreach (var known in _numbers)
        {
            if (known.Place == place && known.Minimum == condition.Minimum && known.Width == width && known.Negated == negated)
                return known.Bit;
        }

        var number = new NumberAtom(NextBit(condition.FactMask), place, condition.FactMask, condition.Minimum, width, negated);
        _numbers = [.. _numbers, number];
        return number.Bit;
    }

    private int AtLeastNode(int[] parts, int count)
    {
        var bits = 0ul;
        foreach (var part in parts)
        {
            var own = (bits & (1ul << part)) == 0 ? part : NodeOf([part], all: true, share: false);
            bits |= 1ul << own;
        }

        return AddNode(bits, count);
    }

    private int NodeOf(int[] parts, bool all, bool share = true)
    {
        if (share && parts.Length == 1)
            return parts[0];
        var bits = parts.Aggregate(0ul, (mask, part) => mask | (1ul << part));
        return AddNode(bits, all ? Bits.Count(bits) : 1);
    }

    private int AddNode(ulong parts, int count)
    {
        var node = new Node(NextBit(facts: 0), parts, count);
        _nodes = [.. _nodes, node];
        return node.Bit;
    }

    private int NextBit(uint facts)
    {
        if (_next == 64)
            throw new ArgumentException("A rule set has room for 32 number ranges, conditions in code and combinations together; split it, or combine fewer conditions.");
        _facts[_next] = facts;
        return _next++;
    }

    /// <summary>A number in a range: not less than the least, and not further above it than the range is wide.</summary>
    private readonly struct NumberAtom(int bit, int place, uint factMask, int minimum, uint width, bool negated)
    {
        internal readonly int Bit = bit;
        internal readonly int Place = place;
        internal readonly uint FactMask = factMask;
        internal readonly int Minimum = minimum;
        internal readonly uint Width = width;
        internal readonly bool Negated = negated;
    }

    /// <summary>A condition in code: the table of its answers.</summary>
    private readonly struct CodeAtom(int bit, PredicateTable table)
    {
        internal readonly int Bit = bit;
        internal readonly PredicateTable Table = table;
    }

    /// <summary>So many of the parts at least: all of them for "all", one for "any".</summary>
    private readonly struct Node(int bit, ulong parts, int count)
    {
        internal readonly int Bit = bit;
        internal readonly ulong Parts = parts;
        internal readonly int Count = count;
    }
}
