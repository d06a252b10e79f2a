using KimCaseManagement.Vocabulary;
using static KimCaseManagement.Cases.Fact;
using static KimCaseManagement.Cases.Place;

namespace KimCaseManagement.Cases;

/// <summary>Where a case stands, as the machine sees it: a phase, and for a paused case also the phase that it left.</summary>
internal enum Place : byte
{
    Nowhere = 0,
    Inquiry = 1,
    Clarification = 2,
    ShortCounselling = 3,
    WaitingList = 4,
    Assessment = 5,
    Planning = 6,
    Linking = 7,
    Monitoring = 8,
    Evaluation = 9,
    PausedInAssessment = 10,
    PausedInPlanning = 11,
    PausedInLinking = 12,
    PausedInMonitoring = 13,
    PausedInEvaluation = 14,
    FollowUp = 15,
    Closed = 16,
    Declined = 17,
}

/// <summary>What a guard asks: a yes or no that is computed from state, step, policy and what the host knows. The number is the bit in a mask.</summary>
internal enum Fact : byte
{
    CaseManagerAssigned = 0,
    Eligible = 1,
    ParticipationConsent = 2,
    InformationGiven = 3,
    CapacityAvailable = 4,
    NoCapacity = 5,
    NoOtherOpenCase = 6,
    ContactRecorded = 7,
    NeedRecorded = 8,
    GoalSet = 9,
    PlanStepAdded = 10,
    ClientAgreed = 11,
    ReleasesGiven = 12,
    PlanStepStarted = 13,
    ReviewHeld = 14,
    OpenGoals = 15,
    GoalsJudged = 16,
    NewConsent = 17,
    NotErased = 18,
    WithinReopeningWindow = 19,
    NoHandoverPending = 20,
    HandoverPending = 21,
    ReceiverRelease = 22,
    ActorIsReceiver = 23,
    ConferenceReleases = 24,
    LegalHoldPlaced = 25,
    NoLegalHold = 26,
    DeletionDue = 27,
}

/// <summary>A condition of a transition: the fact it asks for, its code, what lifts it, where it comes from.</summary>
internal sealed class Guard
{
    internal Guard(Fact fact, string code, Source source, StepKind[] liftedBy, string? field = null)
    {
        Fact = fact;
        Code = code;
        Field = field;
        LiftedBy = new EquatableList<StepKind>(liftedBy);
        Blocker = new Blocker(code, source, LiftedBy, field);
    }

    internal Fact Fact { get; }

    internal string Code { get; }

    internal IReadOnlyList<StepKind> LiftedBy { get; }

    /// <summary>The field of the step itself that answers the guard; null where the state or the host does.</summary>
    internal string? Field { get; }

    internal Blocker Blocker { get; }
}

/// <summary>One way that a step can lead, under its guards.</summary>
internal sealed record Transition(StepKind Step, Place From, Place To, IReadOnlyList<Guard> Guards);

/// <summary>The lifecycle as data (Ablauf): everything that runs, is drawn, listed or exported comes from here, and nobody writes a transition twice.</summary>
/// <remarks>Source of phases and steps: the chain of German case management, see <see cref="Sources.SocialnetCaseManagement"/>; no list is prescribed for KIM.</remarks>
internal sealed class LifecycleDefinition
{
    private static readonly Place[] Working = [Assessment, Planning, Linking, Monitoring, Evaluation];
    private static readonly Place[] Paused = [PausedInAssessment, PausedInPlanning, PausedInLinking, PausedInMonitoring, PausedInEvaluation];
    private static readonly Place[] BeforeAcceptance = [Inquiry, Clarification, ShortCounselling, WaitingList];
    private static readonly Place[] Accepted = [.. Working, .. Paused, FollowUp];
    private static readonly Place[] Open = [.. BeforeAcceptance, .. Accepted];

    internal LifecycleDefinition(int version, IReadOnlyList<Guard> guards, IReadOnlyList<Transition> transitions)
    {
        Version = version;
        Guards = guards;
        Transitions = transitions;
    }

    /// <summary>The definition that ships.</summary>
    internal static LifecycleDefinition Standard { get; } = CreateStandard();

    /// <summary>Rises with every change of a transition or a guard.</summary>
    internal int Version { get; }

    internal IReadOnlyList<Guard> Guards { get; }

    internal IReadOnlyList<Transition> Transitions { get; }

    /// <summary>The phase that people speak of.</summary>
    internal static CasePhase PhaseOf(Place place) => place switch
    {
        >= PausedInAssessment and <= PausedInEvaluation => CasePhase.Paused,
        FollowUp => CasePhase.FollowUp,
        Closed => CasePhase.Closed,
        Declined => CasePhase.Declined,
        _ => (CasePhase)(byte)place,
    };

    /// <summary>The place of a phase; for a paused case the phase that it left tells it.</summary>
    internal static Place PlaceOf(CasePhase phase, CasePhase pausedFrom) => phase switch
    {
        CasePhase.Paused => (Place)((byte)PausedInAssessment + ((byte)pausedFrom - (byte)CasePhase.Assessment)),
        CasePhase.FollowUp => FollowUp,
        CasePhase.Closed => Closed,
        CasePhase.Declined => Declined,
        _ => (Place)(byte)phase,
    };

    private static LifecycleDefinition CreateStandard()
    {
        var criteria = Sources.CaseManagementCriteria;
        var planning = Sources.SocialnetCaseManagement;
        var own = Sources.OwnDesign;
        Guard[] guards =
        [
            new(CaseManagerAssigned, "case-manager-assigned", criteria, [StepKind.AssignCaseManager], "case_manager"),
            new(Eligible, "eligible", criteria, [StepKind.RecordEligibility]),
            new(ParticipationConsent, "participation-consent", Sources.Herne, [StepKind.GiveConsent]),
            new(InformationGiven, "information-given", criteria, [StepKind.GiveInformation]),
            new(CapacityAvailable, "capacity-available", Sources.JmdBavaria, [StepKind.Enqueue], "capacity"),
            new(NoCapacity, "no-capacity", Sources.JmdBavaria, [StepKind.AcceptCase], "capacity"),
            new(NoOtherOpenCase, "no-other-open-case", Sources.NoDoubleStructures, []),
            new(ContactRecorded, "contact-recorded", own, [StepKind.RecordContact]),
            new(NeedRecorded, "need-recorded", planning, [StepKind.RecordNeed]),
            new(GoalSet, "goal-set", planning, [StepKind.SetGoal]),
            new(PlanStepAdded, "plan-step-added", planning, [StepKind.AddPlanStep]),
            new(ClientAgreed, "client-agreed", planning, [], "client_agreed"),
            new(ReleasesGiven, "releases-given", Sources.Gdpr7, [StepKind.ReleaseConfidentiality]),
            new(PlanStepStarted, "plan-step-started", planning, [StepKind.RecordProgress]),
            new(ReviewHeld, "review-held", Sources.Jmd, [StepKind.HoldReview]),
            new(OpenGoals, "open-goals", own, []),
            new(GoalsJudged, "goals-judged", own, [StepKind.JudgeGoal]),
            new(NewConsent, "new-consent", Sources.Gdpr7, [], "consent_given"),
            new(NotErased, "not-erased", own, []),
            new(NoHandoverPending, "no-handover-pending", own, [StepKind.WithdrawHandover]),
            new(HandoverPending, "handover-pending", own, [StepKind.OfferHandover]),
            new(ReceiverRelease, "receiver-release", Sources.Gdpr7, [StepKind.ReleaseConfidentiality]),
            new(ActorIsReceiver, "actor-is-receiver", own, []),
            new(ConferenceReleases, "conference-releases", Sources.Gdpr7, [StepKind.ReleaseConfidentiality], "anonymised"),
            new(LegalHoldPlaced, "legal-hold-placed", own, [StepKind.PlaceLegalHold]),
            new(NoLegalHold, "no-legal-hold", own, [StepKind.LiftLegalHold]),
            new(DeletionDue, "deletion-due", Sources.Gdpr7, [], "on_request"),
            new(WithinReopeningWindow, "within-reopening-window", own, [StepKind.RegisterInquiry]),
        ];
        var all = new List<Transition>();
        void Add(StepKind step, Place from, Place to, Fact[] facts) => all.Add(new Transition(step, from, to, new EquatableList<Guard>([.. facts.Select(f => guards.Single(g => g.Fact == f))])));
        void Go(StepKind step, Place[] from, Place to, params Fact[] facts)
        {
            foreach (var place in from)
                Add(step, place, to, facts);
        }

        void Stay(StepKind step, Place[] at, params Fact[] facts)
        {
            foreach (var place in at)
                Add(step, place, place, facts);
        }

        // From the inquiry to the decision.
        Go(StepKind.RegisterInquiry, [Nowhere], Inquiry);
        Go(StepKind.StartClarification, [Inquiry], Clarification, CaseManagerAssigned);
        Go(StepKind.GiveShortCounselling, [Inquiry, Clarification], ShortCounselling);
        Go(StepKind.ReferElsewhere, [Inquiry, Clarification], Declined);
        Go(StepKind.Decline, [Clarification], Declined);
        Go(StepKind.AcceptCase, [Clarification], Assessment, Eligible, ParticipationConsent, InformationGiven, CapacityAvailable, NoOtherOpenCase);
        Go(StepKind.Enqueue, [Clarification], WaitingList, Eligible, ParticipationConsent, NoCapacity);
        Go(StepKind.AcceptCase, [WaitingList], Assessment, Eligible, ParticipationConsent, InformationGiven, CapacityAvailable, NoOtherOpenCase);
        Go(StepKind.Withdraw, [WaitingList], Declined);
        Go(StepKind.Escalate, [ShortCounselling], Clarification);
        Go(StepKind.Finish, [ShortCounselling], Closed, ContactRecorded);

        // Case management.
        Go(StepKind.CompleteAssessment, [Assessment], Planning, NeedRecorded);
        Go(StepKind.AgreePlan, [Planning], Linking, GoalSet, PlanStepAdded, ClientAgreed, ReleasesGiven);
        Go(StepKind.StartMonitoring, [Linking], Monitoring, PlanStepStarted);
        Go(StepKind.RevisePlan, [Monitoring], Planning);
        Go(StepKind.Reassess, [Linking, Monitoring, Evaluation], Assessment);
        Go(StepKind.StartEvaluation, [Monitoring], Evaluation, ReviewHeld);
        Go(StepKind.Continue, [Evaluation], Monitoring, OpenGoals);
        Go(StepKind.EnterFollowUp, [Evaluation], FollowUp, GoalsJudged);
        Go(StepKind.Close, [Evaluation, FollowUp], Closed, GoalsJudged);
        for (var i = 0; i < Working.Length; i++)
        {
            Go(StepKind.Pause, [Working[i]], Paused[i]);
            Go(StepKind.Resume, [Paused[i]], Working[i], ParticipationConsent);
        }

        Go(StepKind.Reopen, [FollowUp], Assessment);
        Go(StepKind.Reopen, [Closed], Clarification, NotErased, NewConsent, WithinReopeningWindow);

        // Endings from wherever the case is open.
        Go(StepKind.WithdrawConsent, BeforeAcceptance, Declined);
        Go(StepKind.WithdrawConsent, Accepted, Closed);
        Go(StepKind.Abort, Open, Closed);

        // Inside phases.
        Stay(StepKind.AssignCaseManager, Open);
        Stay(StepKind.RecordPerson, Open);
        Stay(StepKind.RecordEligibility, [Inquiry, Clarification, WaitingList]);
        Stay(StepKind.GiveInformation, Open);
        Stay(StepKind.GiveConsent, Open);
        Stay(StepKind.ReleaseConfidentiality, Open);
        Stay(StepKind.WithdrawRelease, Open);
        Stay(StepKind.WithdrawStatisticsConsent, Open);
        Stay(StepKind.RecordContact, Open);
        Stay(StepKind.RecordNeed, [Clarification, .. Working]);
        Stay(StepKind.RecordStrength, [Clarification, .. Working]);
        Stay(StepKind.SetGoal, [Assessment, Planning]);
        Stay(StepKind.AddPlanStep, [Planning]);
        Stay(StepKind.RecordProgress, [Linking, Monitoring]);
        Stay(StepKind.HoldReview, [Monitoring]);
        Stay(StepKind.JudgeGoal, [Linking, Monitoring, Evaluation, FollowUp]);

        // Working with others.
        Stay(StepKind.HoldConference, [Clarification, .. Accepted], ConferenceReleases);
        Stay(StepKind.OfferReferral, [Clarification, .. Accepted]);
        Stay(StepKind.RecordReferral, [Clarification, .. Accepted]);
        Stay(StepKind.OfferHandover, [.. Working, .. Paused], NoHandoverPending, ReceiverRelease);
        Stay(StepKind.AcceptHandover, [.. Working, .. Paused], HandoverPending, ActorIsReceiver);
        Stay(StepKind.RejectHandover, [.. Working, .. Paused], HandoverPending, ActorIsReceiver);
        Stay(StepKind.WithdrawHandover, [.. Working, .. Paused], HandoverPending);
        Stay(StepKind.RecordFinding, Open);
        Stay(StepKind.RecordResidence, Open);
        Stay(StepKind.RecordGermanLevel, Open);
        Stay(StepKind.Approve, [.. Open, Closed, Declined], NotErased);

        // Keeping, correcting and erasing.
        Stay(StepKind.EnterInError, [.. Open, Closed, Declined], NotErased);
        Stay(StepKind.CorrectDay, [.. Open, Closed, Declined], NotErased);
        Stay(StepKind.PlaceLegalHold, [.. Open, Closed, Declined], NotErased, NoLegalHold);
        Stay(StepKind.LiftLegalHold, [.. Open, Closed, Declined], LegalHoldPlaced);
        Stay(StepKind.Erase, [Closed, Declined], NotErased, NoLegalHold, DeletionDue);
        return new LifecycleDefinition(1, new EquatableList<Guard>(guards), new EquatableList<Transition>([.. all]));
    }
}
