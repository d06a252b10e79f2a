using System.Globalization;
using BenchmarkDotNet.Attributes;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Stateless;

namespace KimCaseManagement.Benchmarks;

/// <summary>
/// The bare transition (start monitoring, with its guard and a result) against a Stateless machine configured per case, one configured once with its state outside, and a switch written by hand;
/// a whole decided step; all next steps with their blockers. Run: <c>dotnet run -c Release --project tests/KimCaseManagement.Benchmarks -- --filter '*CasesBenchmarks*'</c>.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class CasesBenchmarks
{
    private static readonly CaseLifecycle Lifecycle = CaseLifecycle.Standard;
    private static readonly ActorId By = ActorId.From("cm-1");
    private static readonly CaseId Id = CaseId.From("c1");
    private static readonly StepKind[] AllSteps = [.. StepKinds.All];
    private static readonly LocalDate On = new(2024, 6, 1);
    private static readonly Instant At = Instant.FromUtc(2024, 6, 1, 9, 0);
    private static readonly StartMonitoring Step = new();

    private StateMachine<Place, StepKind> _shared = null!;
    private Place _place;
    private uint _facts;
    private CaseState _state = null!;
    private CaseState _blocked = null!;

    [GlobalSetup]
    public void Setup()
    {
        _shared = Configure();
        var state = CaseState.NotOpened;
        var at = Instant.FromUtc(2024, 1, 8, 9, 0);
        CaseStep[] steps =
        [
            new RegisterInquiry(OfficeCode.From("mitte")), new StartClarification(By), new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible),
            new AcceptCase(), new RecordNeed(Topics.TopicCode.From("LNG-INTEG")), new CompleteAssessment(), new SetGoal("g"), new AddPlanStep("s"), new AgreePlan(true),
        ];
        foreach (var step in steps)
            state = Lifecycle.Decide(state, Id, step, at, By).EnsureAccepted();
        _blocked = state;
        _state = Lifecycle.Decide(state, Id, new RecordProgress(StepProgress.Started), at, By).EnsureAccepted();
    }

    [Benchmark(Description = "(a) Stateless, a machine per case")]
    public int MachinePerCase()
    {
        (_place, _facts) = (Place.Linking, ~0u);
        var machine = Configure();
        machine.Fire(StepKind.StartMonitoring);
        return (int)_place;
    }

    [Benchmark(Baseline = true, Description = "(b) Stateless, configured once")]
    public int MachineConfiguredOnce()
    {
        (_place, _facts) = (Place.Linking, ~0u);
        _shared.Fire(StepKind.StartMonitoring);
        return (int)_place;
    }

    [Benchmark(Description = "(c) switch by hand", OperationsPerInvoke = 16)]
    public int HandWritten()
    {
        var sum = 0;
        for (var i = 0; i < 16; i++)
            sum += (int)Switch(Place.Linking, StepKind.StartMonitoring, (uint)i << 13);
        return sum;
    }

    [Benchmark(Description = "bare transition", OperationsPerInvoke = 16)]
    public int BareTransition()
    {
        var sum = 0;
        for (var i = 0; i < 16; i++)
        {
            var answer = Lifecycle.Table.Ask(Place.Linking, StepKind.StartMonitoring, (uint)i << 13);
            sum += answer.IsPermitted ? (int)answer.To : answer.Blockers.Count;
        }

        return sum;
    }

    [Benchmark(Description = "whole step: checks, event, new state")]
    public CaseState WholeStep() => Lifecycle.Decide(_state, Id, Step, At, By).State;

    [Benchmark(Description = "all next steps with blockers")]
    public int AllNextSteps()
    {
        var blockers = 0;
        var next = Lifecycle.NextSteps(_blocked, On);
        for (var i = 0; i < next.Count; i++)
        {
            var step = next[i];
            if (!step.IsPermitted)
                blockers += step.Blockers.Count;
        }

        return blockers;
    }

    [Benchmark(Description = "all next steps, asking Stateless each")]
    public int AllNextStepsByStateless()
    {
        (_place, _facts) = (Place.Linking, 0u);
        var blockers = 0;
        foreach (var step in AllSteps)
        {
            if (!_shared.CanFire(step, out var unmet))
                blockers += unmet?.Count ?? 0;
        }

        return blockers;
    }

    private static Place Switch(Place from, StepKind step, uint facts) => (from, step) switch
    {
        (Place.Inquiry, StepKind.StartClarification) => (facts & 1) != 0 ? Place.Clarification : Place.Nowhere,
        (Place.Planning, StepKind.AgreePlan) => (facts & 0x1E00) == 0x1E00 ? Place.Linking : Place.Nowhere,
        (Place.Linking, StepKind.StartMonitoring) => (facts & (1u << 13)) != 0 ? Place.Monitoring : Place.Nowhere,
        (Place.Monitoring, StepKind.RevisePlan) => Place.Planning,
        (Place.Monitoring, StepKind.StartEvaluation) => (facts & (1u << 14)) != 0 ? Place.Evaluation : Place.Nowhere,
        _ => Place.Nowhere,
    };

    private StateMachine<Place, StepKind> Configure()
    {
        var machine = new StateMachine<Place, StepKind>(() => _place, place => _place = place, FiringMode.Immediate);
        foreach (var rule in Lifecycle.Definition.Transitions)
        {
            var guards = rule.Guards.Select(g => Tuple.Create<Func<bool>, string>(() => (_facts & (1u << (int)g.Fact)) != 0, g.Code)).ToArray();
            if (rule.From == rule.To)
                machine.Configure(rule.From).PermitReentryIf(rule.Step, guards);
            else
                machine.Configure(rule.From).PermitIf(rule.Step, rule.To, guards);
        }

        return machine;
    }
}

/// <summary>Replaying ten million events into a million cases, against a fold written by hand over the same event objects; and the size of a live case.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3, invocationCount: 1)]
public class CaseReplayBenchmarks
{
    private const int Cases = 1_000_000;

    private CaseEvent[][] _histories = null!;
    private object[] _kept = null!;

    [GlobalSetup]
    public void Setup()
    {
        var lifecycle = CaseLifecycle.Standard;
        var (id, by) = (CaseId.From("c1"), ActorId.From("cm-1"));
        var (state, at) = (CaseState.NotOpened, Instant.FromUtc(2024, 1, 8, 9, 0));
        var events = new List<CaseEvent>();
        CaseStep[] steps =
        [
            new RegisterInquiry(OfficeCode.From("mitte")), new RecordPerson(birthYear: 1990), new StartClarification(by), new GiveInformation(), new GiveConsent(ConsentKind.Participation),
            new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase(), new GiveConsent(ConsentKind.Statistics), new Pause(PauseReason.Away, new LocalDate(2024, 6, 1)), new Resume(),
        ];
        foreach (var step in steps)
        {
            var decision = lifecycle.Decide(state, id, step, at, by);
            state = decision.EnsureAccepted();
            events.AddRange(decision.Events);
        }

        // Ten million events of their own, as they come from a store; the steps, which both folds only read, are shared.
        _histories = new CaseEvent[Cases][];
        for (var i = 0; i < Cases; i++)
        {
            var own = CaseId.From("c" + i.ToString(CultureInfo.InvariantCulture));
            _histories[i] = [.. events.Select(e => new CaseEvent(own, e.Version, e.Step, e.Phase, e.On, e.At, e.By, e.Id, e.Definition))];
        }

        _kept = new object[Cases];
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < Cases; i++)
            _kept[i] = CaseState.Replay(_histories[i]);
        Console.WriteLine($"// A live case without plan and contacts: {(GC.GetTotalMemory(true) - before) / Cases} bytes");
    }

    [Benchmark(Description = "Replay, 10 million events")]
    public object Replay()
    {
        for (var i = 0; i < Cases; i++)
            _kept[i] = CaseState.Replay(_histories[i]);
        return _kept;
    }

    [Benchmark(Baseline = true, Description = "fold by hand, 10 million events")]
    public object HandWritten()
    {
        for (var i = 0; i < Cases; i++)
            _kept[i] = HandFold.Of(_histories[i]);
        return _kept;
    }

    /// <summary>What somebody would write who needs only this: one mutable object, a switch over the steps.</summary>
    private sealed class HandFold
    {
        internal CaseId Id;
        internal int Version;
        internal CasePhase Phase;
        internal CasePhase PausedFrom;
        internal Instant LastAt;
        internal LocalDate PhaseSince;
        internal LocalDate RegisteredOn;
        internal LocalDate? AcceptedOn;
        internal LocalDate? EndedOn;
        internal LocalDate? ResumeBy;
        internal LocalDate? InformedOn;
        internal LocalDate? ParticipationOn;
        internal LocalDate? StatisticsOn;
        internal ActorId CaseManager;
        internal OfficeCode Office;
        internal PersonKey Person;
        internal int? BirthYear;
        internal EligibilityVerdict Eligibility;

        internal static HandFold Of(CaseEvent[] history)
        {
            var fold = new HandFold();
            foreach (var happened in history)
            {
                fold.Id = happened.Case;
                fold.Version = happened.Version;
                fold.LastAt = happened.At;
                switch (happened.Step)
                {
                    case RegisterInquiry step:
                        (fold.Office, fold.Person, fold.RegisteredOn) = (step.Office, step.Person, happened.On);
                        break;
                    case RecordPerson step:
                        fold.BirthYear = step.BirthYear ?? fold.BirthYear;
                        break;
                    case StartClarification step:
                        fold.CaseManager = step.CaseManager;
                        break;
                    case GiveInformation:
                        fold.InformedOn = happened.On;
                        break;
                    case GiveConsent { Consent: ConsentKind.Participation }:
                        fold.ParticipationOn = happened.On;
                        break;
                    case GiveConsent { Consent: ConsentKind.Statistics }:
                        fold.StatisticsOn = happened.On;
                        break;
                    case RecordEligibility step:
                        fold.Eligibility = step.Decision;
                        break;
                    case AcceptCase:
                        fold.AcceptedOn = happened.On;
                        break;
                    case Pause step:
                        fold.ResumeBy = step.ResumeBy;
                        break;
                    case Close or Abort or Decline:
                        fold.EndedOn = happened.On;
                        break;
                }

                if (happened.Phase == fold.Phase)
                    continue;
                fold.PausedFrom = happened.Phase == CasePhase.Paused ? fold.Phase : CasePhase.Unspecified;
                fold.Phase = happened.Phase;
                fold.PhaseSince = happened.On;
            }

            return fold;
        }
    }
}
