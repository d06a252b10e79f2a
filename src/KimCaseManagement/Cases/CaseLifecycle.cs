using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>The front of this room: decides steps, says which steps are next, under one lifecycle and one local policy (Fallsteuerung).</summary>
/// <remarks>
/// <para>Immutable and safe to use from many threads at once; make one and keep it. Nothing here stores anything: a host keeps the events, the state, or both.</para>
/// <para>The transitions are run by Stateless from one definition when this is made; every answer is kept, so that deciding is a look-up.</para>
/// </remarks>
public sealed class CaseLifecycle
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(2200, 1, 1, 0, 0);
    private static readonly TransitionTable StandardTable = TransitionTable.Build(LifecycleDefinition.Standard);

    /// <summary>The lifecycle under a local policy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public CaseLifecycle(CasePolicy policy)
        : this(policy, LifecycleDefinition.Standard, StandardTable)
    {
    }

    internal CaseLifecycle(CasePolicy policy, LifecycleDefinition definition)
        : this(policy, definition, TransitionTable.Build(definition))
    {
    }

    private CaseLifecycle(CasePolicy policy, LifecycleDefinition definition, TransitionTable table)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        Definition = definition;
        Table = table;
        Steps = new EquatableList<LifecycleStep>([.. StepKinds.All.Select(kind => new LifecycleStep(definition, kind, policy)).Where(step => definition.Transitions.Any(t => t.Step == step.Kind))]);
    }

    /// <summary>The lifecycle under the default policy.</summary>
    public static CaseLifecycle Standard { get; } = new(CasePolicy.Default);

    /// <summary>The local policy.</summary>
    public CasePolicy Policy { get; }

    /// <summary>Every step with where it leads, its guards and its fields.</summary>
    public IReadOnlyList<LifecycleStep> Steps { get; }

    /// <summary>The number of the definition; it rises with every change of a transition or a guard.</summary>
    public int DefinitionVersion => Definition.Version;

    internal LifecycleDefinition Definition { get; }

    internal TransitionTable Table { get; }

    /// <summary>Whether an instant can be that of a step: from 1900 to 2199, so that days and terms reckoned from it stay within the calendar.</summary>
    public static bool CanRecord(Instant at) => at >= First && at < End;

    /// <summary>The day in Europe/Berlin of an instant: what a step means that names no day.</summary>
    public static LocalDate DayOf(Instant at) => at.InZone(Berlin).Date;

    /// <summary>Decides a step.</summary>
    /// <param name="state">The case as it stands; <see cref="CaseState.NotOpened"/> for the step that opens one.</param>
    /// <param name="id">The case's id; the host assigns it.</param>
    /// <param name="step">What is to be done.</param>
    /// <param name="at">When it is recorded.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="host">What only the host knows; null: nothing.</param>
    /// <param name="stepId">The host's id of this attempt; when it was taken before, the repetition is accepted without anything happening again.</param>
    /// <param name="expectedVersion">The version that the host last saw; where the case has another, the step is refused. Null: not checked.</param>
    /// <returns>Accepted with the event and the new state, or refused with all blockers; a refusal changes nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> or <paramref name="by"/> is the default value, or the state is another case's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> lies outside the years 1900 to 2199.</exception>
    public CaseDecision Decide(CaseState state, CaseId id, CaseStep step, Instant at, ActorId by, HostFacts? host = null, StepId stepId = default, int? expectedVersion = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(step);
        if (id.IsDefault || (state.Version > 0 && state.Id != id))
            throw new ArgumentException("The id must be given, and must be the one of the state.", nameof(id));
        if (by.IsDefault)
            throw new ArgumentException("The acting person must be given.", nameof(by));
        if (!CanRecord(at))
            throw new ArgumentOutOfRangeException(nameof(at), at, "A step is recorded in the years 1900 to 2199.");
        if (state.Repeats(stepId))
            return new CaseDecision(state, (CaseEvent?)null);
        var today = DayOf(at);
        var on = step.On ?? today;
        var situation = new Situation(state, step, on, by, Policy, host ?? HostFacts.None);
        var place = state.Place;
        var answer = Table.Ask(place, step.Kind, Facts(situation, Table.FactsOf(place, step.Kind)));
        var problems = StepRules.Check(situation, at, today, place == answer.To && answer.IsPermitted);
        if (Policy.HasOwnConditions && Policy.Against(step.Kind, state, on, by, situation.Host) is { } against)
            problems = [.. against, .. problems ?? []];
        if (expectedVersion is { } expected && expected != state.Version)
            (problems ??= []).Insert(0, new Blocker("version-conflict", Sources.OwnDesign, [], null, ReasonArgument.Number("actual", state.Version), ReasonArgument.Number("expected", expected)));
        if (!answer.IsPermitted || problems is not null)
            return new CaseDecision(state, problems is null ? answer.Blockers : new EquatableList<Blocker>([.. answer.Blockers, .. problems]));
        var happened = new CaseEvent(id, state.Version + 1, step, LifecycleDefinition.PhaseOf(answer.To), on, at, by, stepId, Definition.Version);
        return new CaseDecision(CaseState.Evolve(state, happened), happened);
    }

    /// <summary>Every step that the phase knows: permitted now, or blocked with everything that stands in the way.</summary>
    /// <param name="state">The case as it stands; <see cref="CaseState.NotOpened"/> for one that is to be opened.</param>
    /// <param name="on">The day for which it is asked.</param>
    /// <param name="host">What only the host knows; null: nothing.</param>
    /// <param name="by">For whom it is asked; the default value: for nobody in particular.</param>
    /// <remarks>Guards that the step's own data answer, such as the client's agreement, do not block here; the step's fields show what is to be said.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public NextSteps NextSteps(CaseState state, LocalDate on, HostFacts? host = null, ActorId by = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        var situation = new Situation(state, null, on, by, Policy, host ?? HostFacts.None);
        var menu = Table.At(state.Place);
        var row = 0;
        for (var i = 0; i < menu.OpenFacts.Length; i++)
            row |= (situation.Holds(menu.OpenFacts[i]) ? 1 : 0) << i;
        return new NextSteps(menu.Steps, Policy.HasOwnConditions ? WithOwnConditions(situation, menu.Steps, menu.Rows[row]) : menu.Rows[row], Policy);
    }

    /// <summary>Everything that keeps a step from being taken, whatever its data will be; empty where it is permitted.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not a step.</exception>
    public IReadOnlyList<Blocker> Blockers(CaseState state, StepKind step, LocalDate on, HostFacts? host = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!StepKinds.All.Contains(step))
            throw new ArgumentOutOfRangeException(nameof(step), step, "The value is not a step.");
        var situation = new Situation(state, null, on, default, Policy, host ?? HostFacts.None);
        return Table.Ask(state.Place, step, Facts(situation, Table.FactsOf(state.Place, step))).Blockers;
    }

    /// <summary>Makes a step of its code and data by name, as they come from a form or a file; or says everything that is wrong with them.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public StepReading Read(string code, StepData data)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(data);
        if (!StepKinds.TryParse(code, out var kind))
            return new StepReading(null, [new Blocker("unknown-step", null, [], null, ReasonArgument.Text("value", code), ReasonArgument.Text("known", string.Join(", ", StepKinds.All.Select(k => k.Code()))))]);
        var problems = new List<Blocker>();
        var step = StepShapes.Of(kind).TryMake(data, Policy, problems);
        return new StepReading(step, new EquatableList<Blocker>([.. problems]));
    }

    /// <summary>Where the answers of this lifecycle and of another differ for a case, in both directions: what a new definition or policy would do to cases that are running.</summary>
    /// <returns>Each step on which they differ: first as it is here, then as it would be there.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public IReadOnlyList<LifecycleDifference> Differences(CaseState state, CaseLifecycle other, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(other);
        var (here, there) = (NextSteps(state, on), other.NextSteps(state, on));
        var differences = new List<LifecycleDifference>();
        foreach (var kind in StepKinds.All)
        {
            var (mine, theirs) = (here.Find(kind), there.Find(kind));
            if (mine?.To != theirs?.To)
                differences.Add(new LifecycleDifference(state.Id, kind, mine?.To, theirs?.To));
        }

        return differences.AsReadOnly();
    }

    private Answer[] WithOwnConditions(Situation situation, StepKind[] steps, Answer[] answers) =>
        [.. steps.Select((step, i) => Policy.Against(step, situation.State, situation.On, situation.By, situation.Host) is { } against ? new Answer(new EquatableList<Blocker>([.. answers[i].Blockers, .. against])) : answers[i])];

    private static uint Facts(in Situation situation, Fact[] asked)
    {
        var facts = 0u;
        foreach (var fact in asked)
        {
            if (situation.Holds(fact))
                facts |= 1u << (int)fact;
        }

        return facts;
    }
}

/// <summary>A step that one lifecycle treats differently from another for one case.</summary>
public sealed record LifecycleDifference
{
    internal LifecycleDifference(CaseId caseId, StepKind step, CasePhase? here, CasePhase? there)
    {
        Case = caseId;
        Step = step;
        LeadsHereTo = here;
        LeadsThereTo = there;
    }

    /// <summary>The case.</summary>
    public CaseId Case { get; }

    /// <summary>The step.</summary>
    public StepKind Step { get; }

    /// <summary>Where it leads under this lifecycle; null where it is not permitted.</summary>
    public CasePhase? LeadsHereTo { get; }

    /// <summary>Where it leads under the other; null where it is not permitted.</summary>
    public CasePhase? LeadsThereTo { get; }

    /// <summary>Case and step, for logs.</summary>
    public override string ToString() => $"{Case} {Step.Code()}";
}

/// <summary>What became of a step's data: the step, or everything that is wrong.</summary>
public sealed class StepReading
{
    internal StepReading(CaseStep? step, IReadOnlyList<Blocker> problems)
    {
        Step = step;
        Problems = problems;
    }

    /// <summary>The step; null where something is wrong.</summary>
    public CaseStep? Step { get; }

    /// <summary>What is wrong; empty where there is a step.</summary>
    public IReadOnlyList<Blocker> Problems { get; }
}

/// <summary>Everything a guard may look at.</summary>
internal readonly struct Situation
{
    /// <summary>The facts that hold as long as no step is given, since its data will answer them.</summary>
    internal const uint AnsweredByData =
        (1u << (int)Fact.CaseManagerAssigned) | (1u << (int)Fact.ClientAgreed) | (1u << (int)Fact.NewConsent) | (1u << (int)Fact.ReceiverRelease)
        | (1u << (int)Fact.ActorIsReceiver) | (1u << (int)Fact.ConferenceReleases) | (1u << (int)Fact.DeletionDue);

    internal Situation(CaseState state, CaseStep? step, LocalDate on, ActorId by, CasePolicy policy, HostFacts host)
    {
        State = state;
        Step = step;
        On = on;
        By = by;
        Policy = policy;
        Host = host;
    }

    internal CaseState State { get; }

    /// <summary>The step; null where next steps are asked for, and then guards that the step's data answer hold.</summary>
    internal CaseStep? Step { get; }

    internal LocalDate On { get; }

    internal ActorId By { get; }

    internal CasePolicy Policy { get; }

    internal HostFacts Host { get; }

    internal bool Holds(Fact fact) => fact switch
    {
        Fact.CaseManagerAssigned => !State.CaseManager.IsDefault || Step is null or StartClarification { CaseManager.IsDefault: false },
        Fact.Eligible => State.Eligibility == EligibilityVerdict.Eligible,
        Fact.ParticipationConsent => State.HasConsent(ConsentKind.Participation, On),
        Fact.InformationGiven => State.InformedOn is not null,
        Fact.CapacityAvailable => ((Step as AcceptCase)?.Capacity ?? Host.HasCapacity) != false,
        Fact.NoCapacity => ((Step as Enqueue)?.Capacity ?? Host.HasCapacity) != true,
        Fact.NoOtherOpenCase => !Host.HasOtherOpenCase,
        Fact.ContactRecorded => State.Work is { ContactsInEpisode: > 0 },
        Fact.NeedRecorded => State.Work is { Needs.Count: > 0 },
        Fact.GoalSet => State.Work is { } work && work.HasGoal(),
        Fact.PlanStepAdded => State.Work is { } work && work.HasStep(),
        Fact.ClientAgreed => Step is null or AgreePlan { ClientAgreed: true },
        Fact.ReleasesGiven => State.Work is not { } work || work.MissingRelease(On) is null,
        Fact.PlanStepStarted => State.Work is { } work && work.HasStarted(),
        Fact.ReviewHeld => State.ReviewHeldOn is not null,
        Fact.OpenGoals => State.Work is { } work && work.HasUnfinishedGoal(),
        Fact.GoalsJudged => State.Work is { } work && work.Goals.Count > 0 && work.AllGoalsJudged(),
        Fact.NewConsent => Step is null or Reopen { ConsentGiven: true },
        Fact.NotErased => !State.IsErased,
        Fact.NoHandoverPending => State.PendingHandover is null,
        Fact.HandoverPending => State.PendingHandover is not null,
        Fact.ReceiverRelease => Step is not OfferHandover { Provider.IsDefault: false } offer || offer.Provider == State.Provider || State.Work is { } work && work.IsReleased(offer.Provider.Value, On),
        Fact.ActorIsReceiver => Step is null || State.PendingHandover is { } pending && pending.CaseManager == By,
        Fact.ConferenceReleases => Step is not HoldConference { Anonymised: not true } conference || conference.Bodies.All(State.IsReleased(On)),
        Fact.LegalHoldPlaced => State.HasLegalHold,
        Fact.NoLegalHold => !State.HasLegalHold,
        Fact.DeletionDue => Step is null or Erase { OnRequest: true } || Policy.DeletionDate(State) is { } day && day <= On,
        Fact.WithinReopeningWindow => State.EndedOn is { } ended && On <= ended.PlusMonths(Policy.ReopeningWindowMonths),
        _ => false,
    };
}
