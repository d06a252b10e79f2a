using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Testing;

/// <summary>A case for tests (Testfall): steps are taken one after another, a day apart; then one step is tried and what follows is looked at.</summary>
/// <remarks>
/// <para>Begins on 8 January 2024 as the case <c>case-1</c> at the office <c>mitte</c>, looked after by <c>cm-1</c>. Immutable: each method gives another value, so one may be the start of many tests.</para>
/// <para>Reads as given events, when a step, then events or refusals: <c>TestCase.In(CasePhase.Planning).When(new AgreePlan(true)).ThenRefused("goal-set", "plan-step-added")</c>.</para>
/// </remarks>
public sealed class TestCase
{
    private readonly CaseLifecycle _lifecycle;
    private readonly HostFacts _host;
    private readonly Period _pace;
    private readonly CaseEvent[] _events;

    private TestCase(CaseLifecycle lifecycle, CaseId id, ActorId by, HostFacts host, Period pace, Instant now, CaseState state, CaseEvent[] events)
    {
        _lifecycle = lifecycle;
        _host = host;
        _pace = pace;
        _events = events;
        Id = id;
        By = by;
        Now = now;
        State = state;
    }

    /// <summary>A case that is not opened yet, under the standard lifecycle.</summary>
    public static TestCase NotOpened { get; } =
        new(CaseLifecycle.Standard, CaseId.From("case-1"), ActorId.From("cm-1"), HostFacts.None, Period.FromDays(1), Instant.FromUtc(2024, 1, 8, 9, 0), CaseState.NotOpened, []);

    /// <summary>The case's id.</summary>
    public CaseId Id { get; }

    /// <summary>Who acts.</summary>
    public ActorId By { get; }

    /// <summary>When the next step is recorded.</summary>
    public Instant Now { get; }

    /// <summary>The day of <see cref="Now"/> in Europe/Berlin.</summary>
    public LocalDate Today => CaseLifecycle.DayOf(Now);

    /// <summary>The case as it stands.</summary>
    public CaseState State { get; }

    /// <summary>What has happened in it, in order.</summary>
    public IReadOnlyList<CaseEvent> Events => Array.AsReadOnly(_events);

    /// <summary>A case in a phase, brought there on the shortest way under the standard lifecycle.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="phase"/> is not a phase.</exception>
    public static TestCase In(CasePhase phase) => NotOpened.To(phase);

    /// <summary>A case with the history that a host has stored; the next step comes a day after the last.</summary>
    /// <exception cref="ArgumentException"><paramref name="history"/> is empty.</exception>
    public static TestCase Given(IEnumerable<CaseEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var events = history.ToArray();
        if (events.Length == 0)
            throw new ArgumentException("There is no event; begin with NotOpened.", nameof(history));
        var last = events[events.Length - 1];
        var start = NotOpened;
        return new TestCase(start._lifecycle, last.Case, last.By, start._host, start._pace, After(last.At, start._pace), CaseState.Replay(events), events);
    }

    /// <summary>The same case under the host's own lifecycle; the steps that were taken stay.</summary>
    public TestCase Under(CaseLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        return new TestCase(lifecycle, Id, By, _host, _pace, Now, State, _events);
    }

    /// <summary>A case that is not opened yet, with another id.</summary>
    /// <exception cref="InvalidOperationException">The case is opened already.</exception>
    public TestCase WithId(CaseId id)
    {
        if (_events.Length > 0)
            throw new InvalidOperationException($"{this} is opened already; name it before the first step.");
        return new TestCase(_lifecycle, id, By, _host, _pace, Now, State, _events);
    }

    /// <summary>From here on somebody else acts.</summary>
    public TestCase ActedBy(ActorId by) => new(_lifecycle, Id, by, _host, _pace, Now, State, _events);

    /// <summary>From here on the host knows this.</summary>
    public TestCase Knowing(HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new TestCase(_lifecycle, Id, By, host, _pace, Now, State, _events);
    }

    /// <summary>The next step is recorded at this time.</summary>
    public TestCase At(Instant now) => new(_lifecycle, Id, By, _host, _pace, now, State, _events);

    /// <summary>Time passes; in Europe/Berlin, so that a day is a day there.</summary>
    public TestCase Later(Period time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return At(After(Now, time));
    }

    /// <summary>Takes steps, a day apart.</summary>
    /// <exception cref="ScenarioException">A step is refused; the message names it and everything that stands in its way.</exception>
    public TestCase Take(params CaseStep[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return steps.Aggregate(this, (so, step) => so.When(step).ThenAccepted().Case);
    }

    /// <summary>Takes what leads to a phase on the shortest way, from a case that is not opened.</summary>
    /// <exception cref="InvalidOperationException">The case is opened already.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="phase"/> is not a phase.</exception>
    /// <exception cref="ScenarioException">The host's own policy refuses a step of that way.</exception>
    public TestCase To(CasePhase phase)
    {
        if (_events.Length > 0)
            throw new InvalidOperationException($"{this} is opened already; the shortest way begins before that.");
        return WayTo(phase).Aggregate(this, (so, step) => so.Take(step(so)));
    }

    /// <summary>Tries a step; nothing is demanded yet.</summary>
    /// <param name="step">The step.</param>
    /// <param name="stepId">The host's id of the attempt, for tests of repetitions.</param>
    public StepOutcome When(CaseStep step, StepId stepId = default)
    {
        ArgumentNullException.ThrowIfNull(step);
        var decision = _lifecycle.Decide(State, Id, step, Now, By, _host, stepId);
        var after = decision.IsAccepted
            ? new TestCase(_lifecycle, Id, By, _host, _pace, After(Now, _pace), decision.State, [.. _events, .. decision.Events])
            : this;
        return new StepOutcome(this, step, decision, after);
    }

    /// <summary>Id and phase.</summary>
    public override string ToString() => State.Phase == CasePhase.Unspecified ? $"{Id} (not opened)" : $"{Id} in {State.Phase.Code()}";

    private static Instant After(Instant at, Period time)
    {
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        return (at.InZone(berlin).LocalDateTime + time).InZoneLeniently(berlin).ToInstant();
    }

    private static List<Func<TestCase, CaseStep>> WayTo(CasePhase phase)
    {
        if (!CasePhases.All.Contains(phase))
            throw new ArgumentOutOfRangeException(nameof(phase), phase, "The value is not a phase.");
        var way = new List<Func<TestCase, CaseStep>> { _ => new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From("person-1"), ProviderCode.From("provider-1")), c => new AssignCaseManager(c.By) };
        if (phase == CasePhase.ShortCounselling)
            way.Add(_ => new GiveShortCounselling([TopicCode.From("DOC-FORM")]));
        if (phase is CasePhase.Inquiry or CasePhase.ShortCounselling)
            return way;
        way.Add(_ => new StartClarification());
        if (phase == CasePhase.Declined)
            way.Add(_ => new Decline(DeclineReason.NeedNotComplex));
        if (phase is CasePhase.Clarification or CasePhase.Declined)
            return way;
        way.AddRange([_ => new GiveInformation(), _ => new GiveConsent(ConsentKind.Participation), _ => new RecordEligibility(EligibilityVerdict.Eligible)]);
        way.Add(phase == CasePhase.WaitingList ? _ => new Enqueue() : _ => new AcceptCase());
        if (phase == CasePhase.Paused)
            way.Add(c => new Pause(PauseReason.Illness, c.Today.PlusMonths(2)));
        if (phase is CasePhase.WaitingList or CasePhase.Assessment or CasePhase.Paused)
            return way;
        (CasePhase Phase, Func<TestCase, CaseStep>[] Steps)[] further =
        [
            (CasePhase.Planning, [_ => new RecordNeed(TopicCode.From("LNG-INTEG")), _ => new CompleteAssessment()]),
            (CasePhase.Linking, [_ => new SetGoal("goal-1"), _ => new AddPlanStep("step-1", "goal-1"), _ => new AgreePlan(true)]),
            (CasePhase.Monitoring, [_ => new RecordProgress(StepProgress.Started), _ => new StartMonitoring()]),
            (CasePhase.Evaluation, [_ => new HoldReview(), _ => new StartEvaluation()]),
            (phase, [_ => new JudgeGoal(GoalAttainment.Reached), phase == CasePhase.FollowUp ? _ => new EnterFollowUp() : _ => new Close(ClosureReason.GoalsAchieved)]),
        ];
        foreach (var (reached, steps) in further)
        {
            way.AddRange(steps);
            if (reached == phase)
                break;
        }

        return way;
    }
}
