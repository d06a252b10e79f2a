using System.Runtime.CompilerServices;
using KimCaseManagement.Vocabulary;
using Stateless;

namespace KimCaseManagement.Cases;

/// <summary>Where a step leads, or what stands in the way.</summary>
internal sealed class Answer
{
    internal Answer(Place to)
    {
        IsPermitted = true;
        To = to;
        Blockers = EquatableList<Blocker>.Empty;
    }

    internal Answer(IReadOnlyList<Blocker> blockers) => Blockers = blockers;

    internal bool IsPermitted { get; }

    internal Place To { get; }

    internal IReadOnlyList<Blocker> Blockers { get; }
}

/// <summary>Every answer of the lifecycle, asked once: each place, step and combination of the facts that the step's guards name is put to one Stateless machine
/// that is configured from the definition, and the answers are kept. Stateless is executed, not imitated; what follows is a look-up.</summary>
internal sealed class TransitionTable
{
    internal const int Places = (int)Place.Declined + 1;

    private readonly Slot[] _slots;
    private readonly Answer[] _answers;
    private readonly int _steps;
    private readonly Menu[] _menus;

    private TransitionTable(Slot[] slots, Answer[] answers, int steps)
    {
        _slots = slots;
        _answers = answers;
        _steps = steps;
        _menus = [.. Enumerable.Range(0, Places).Select(place => MenuOf((Place)place))];
    }

    /// <summary>How many situations were asked.</summary>
    internal int Situations => _answers.Length;

    internal Fact[] FactsOf(Place place, StepKind step) => _slots[((int)place * _steps) + (int)step].Facts;

    /// <summary>The answer; bits of facts that no guard of the step names don't matter.</summary>
    internal Answer Ask(Place place, StepKind step, uint facts)
    {
        ref readonly var slot = ref _slots[((int)place * _steps) + (int)step];
        return _answers[slot.Offset + Extract(facts, slot.Mask)];
    }

    /// <summary>All answers at a place, for who asks for all of them.</summary>
    internal Menu At(Place place) => _menus[(int)place];

    internal static TransitionTable Build(LifecycleDefinition definition)
    {
        var steps = (int)StepKinds.All[StepKinds.All.Count - 1] + 1;
        var machine = new Machine(definition);
        var slots = new Slot[Places * steps];
        var answers = new List<Answer>();
        var known = new Dictionary<string, Answer>(StringComparer.Ordinal);
        for (var place = 0; place < Places; place++)
        {
            foreach (var step in StepKinds.All)
            {
                var rule = definition.Transitions.SingleOrDefault(t => (int)t.From == place && t.Step == step);
                Fact[] facts = rule is null ? [] : [.. rule.Guards.Select(g => g.Fact).OrderBy(f => f)];
                slots[(place * steps) + (int)step] = new Slot(answers.Count, facts, rule is not null);
                for (var combination = 0; combination < 1 << facts.Length; combination++)
                    answers.Add(machine.Ask((Place)place, step, Deposit(combination, facts), known));
            }
        }

        return new TransitionTable(slots, [.. answers], steps);
    }

    private Menu MenuOf(Place place)
    {
        StepKind[] known = [.. StepKinds.All.Where(step => _slots[((int)place * _steps) + (int)step].IsConfigured)];
        Fact[] open = [.. known.SelectMany(step => FactsOf(place, step)).Distinct().Where(fact => (Situation.AnsweredByData & (1u << (int)fact)) == 0)];
        var rows = new Answer[1 << open.Length][];
        for (var combination = 0; combination < rows.Length; combination++)
        {
            var facts = Deposit(combination, open) | Situation.AnsweredByData;
            rows[combination] = [.. known.Select(step => Ask(place, step, facts))];
        }

        return new Menu(known, open, rows);
    }

    private static uint Deposit(int combination, Fact[] facts)
    {
        var mask = 0u;
        for (var i = 0; i < facts.Length; i++)
            mask |= (uint)((combination >> i) & 1) << (int)facts[i];
        return mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extract(uint facts, uint mask)
    {
#if NET8_0_OR_GREATER
        if (System.Runtime.Intrinsics.X86.Bmi2.IsSupported)
            return (int)System.Runtime.Intrinsics.X86.Bmi2.ParallelBitExtract(facts, mask);
#endif
        return ExtractBitByBit(facts, mask);
    }

    /// <summary>The bits of the mask side by side, for machines that have no instruction for it.</summary>
    internal static int ExtractBitByBit(uint facts, uint mask)
    {
        var combination = 0;
        for (var bit = 0; mask != 0; bit++)
        {
            var lowest = mask & (~mask + 1);
            if ((facts & lowest) != 0)
                combination |= 1 << bit;
            mask &= mask - 1;
        }

        return combination;
    }

    /// <summary>The steps that a place knows, whether permitted now or not; the facts that their guards name and no data of a step answer;
    /// and the answers side by side, one row for each combination of these facts.</summary>
    internal sealed class Menu
    {
        internal Menu(StepKind[] steps, Fact[] openFacts, Answer[][] rows)
        {
            Steps = steps;
            OpenFacts = openFacts;
            Rows = rows;
        }

        internal StepKind[] Steps { get; }

        internal Fact[] OpenFacts { get; }

        /// <summary>By the number whose bits are the facts in the order of <see cref="OpenFacts"/>.</summary>
        internal Answer[][] Rows { get; }
    }

    /// <summary>Where the answers to a step at a place stand, and which facts choose among them.</summary>
    internal readonly struct Slot
    {
        internal Slot(int offset, Fact[] facts, bool isConfigured)
        {
            Offset = offset;
            Facts = facts;
            IsConfigured = isConfigured;
            Mask = Deposit(~0, facts);
        }

        internal int Offset { get; }

        internal uint Mask { get; }

        internal Fact[] Facts { get; }

        internal bool IsConfigured { get; }
    }

    /// <summary>The one Stateless machine: state outside, no actions, guards that read one mask and are described by their codes.</summary>
    private sealed class Machine
    {
        private readonly StateMachine<Place, StepKind> _machine;
        private readonly Dictionary<string, Guard> _guards;
        private Place _place;
        private uint _facts;

        internal Machine(LifecycleDefinition definition)
        {
            _guards = definition.Guards.ToDictionary(g => g.Code, StringComparer.Ordinal);
            _machine = new StateMachine<Place, StepKind>(() => _place, place => _place = place, FiringMode.Immediate);
            foreach (var rule in definition.Transitions)
            {
                var guards = rule.Guards.Select(guard => Tuple.Create<Func<bool>, string>(() => (_facts & (1u << (int)guard.Fact)) != 0, guard.Code)).ToArray();
                var from = _machine.Configure(rule.From);
                if (rule.From == rule.To)
                    from.PermitReentryIf(rule.Step, guards);
                else
                    from.PermitIf(rule.Step, rule.To, guards);
            }
        }

        internal Answer Ask(Place place, StepKind step, uint facts, Dictionary<string, Answer> known)
        {
            _place = place;
            _facts = facts;
            if (_machine.CanFire(step, out var unmet))
            {
                _machine.Fire(step);
                return Same(known, "to " + _place, () => new Answer(_place));
            }

            return unmet is not { Count: > 0 }
                ? new Answer([NotHere(place, step)])
                : Same(known, string.Join(",", unmet), () => new Answer(new EquatableList<Blocker>([.. unmet.Select(code => _guards[code].Blocker)])));
        }

        private static Blocker NotHere(Place place, StepKind step) =>
            place == Place.Nowhere
                ? new Blocker("case-not-opened", Sources.OwnDesign, [StepKind.RegisterInquiry], null)
                : step == StepKind.RegisterInquiry
                    ? new Blocker("case-already-opened", Sources.OwnDesign, [], null)
                    : new Blocker("not-in-this-phase", Sources.OwnDesign, [], null, ReasonArgument.Term("step", "step." + step.Code()), ReasonArgument.Term("phase", "phase." + LifecycleDefinition.PhaseOf(place).Code()));

        private static Answer Same(Dictionary<string, Answer> known, string key, Func<Answer> create)
        {
            if (!known.TryGetValue(key, out var answer))
                known.Add(key, answer = create());
            return answer;
        }
    }
}
