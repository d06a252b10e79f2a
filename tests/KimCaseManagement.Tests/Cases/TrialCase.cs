using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>A case for tests: steps are taken one after another, a day apart, and must be accepted.</summary>
internal sealed class TrialCase
{
    internal static readonly CaseId Id = CaseId.From("c1");
    internal static readonly ActorId Manager = ActorId.From("cm-1");

    private readonly CaseLifecycle _lifecycle;
    private readonly List<CaseEvent> _events = [];

    internal TrialCase(CaseLifecycle? lifecycle = null) => _lifecycle = lifecycle ?? CaseLifecycle.Standard;

    internal CaseState State { get; private set; } = CaseState.NotOpened;

    internal IReadOnlyList<CaseEvent> Events => _events;

    internal Instant Now { get; set; } = Instant.FromUtc(2024, 1, 8, 9, 0);

    internal LocalDate Today => CaseLifecycle.DayOf(Now);

    internal static TrialCase In(CasePhase phase, CaseLifecycle? lifecycle = null)
    {
        var trial = new TrialCase(lifecycle).Take(new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From("p1"), ProviderCode.From("caritas")), new AssignCaseManager(Manager));
        if (phase == CasePhase.Inquiry)
            return trial;
        if (phase == CasePhase.ShortCounselling)
            return trial.Take(new GiveShortCounselling([TopicCode.From("DOC-FORM")]));
        trial.Take(new StartClarification());
        if (phase == CasePhase.Clarification)
            return trial;
        if (phase == CasePhase.Declined)
            return trial.Take(new Decline(DeclineReason.NeedNotComplex));
        trial.Take(new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible));
        if (phase == CasePhase.WaitingList)
            return trial.Take(new Enqueue());
        trial.Take(new AcceptCase());
        if (phase == CasePhase.Assessment)
            return trial;
        if (phase == CasePhase.Paused)
            return trial.Take(new Pause(PauseReason.Illness, trial.Today.PlusMonths(2)));
        trial.Take(new RecordNeed(TopicCode.From("LNG-INTEG")), new CompleteAssessment());
        if (phase == CasePhase.Planning)
            return trial;
        trial.Take(new SetGoal("g1", goalKind: GoalKind.GermanLevel), new AddPlanStep("s1", "g1"), new AgreePlan(true));
        if (phase == CasePhase.Linking)
            return trial;
        trial.Take(new RecordProgress(StepProgress.Started), new StartMonitoring());
        if (phase == CasePhase.Monitoring)
            return trial;
        trial.Take(new HoldReview(), new StartEvaluation());
        if (phase == CasePhase.Evaluation)
            return trial;
        trial.Take(new JudgeGoal(GoalAttainment.Reached));
        return phase == CasePhase.FollowUp ? trial.Take(new EnterFollowUp()) : trial.Take(new Close(ClosureReason.GoalsAchieved));
    }

    internal TrialCase Take(params CaseStep[] steps)
    {
        foreach (var step in steps)
        {
            var decision = Try(step);
            Assert.True(decision.IsAccepted, $"{step}: {string.Join(", ", decision.Blockers)}");
            State = decision.State;
            _events.AddRange(decision.Events);
            Now += Duration.FromDays(1);
        }

        return this;
    }

    internal CaseDecision Try(CaseStep step, HostFacts? host = null, ActorId? by = null) => _lifecycle.Decide(State, Id, step, Now, by ?? Manager, host);

    internal IEnumerable<string> Refusal(CaseStep step, HostFacts? host = null, ActorId? by = null)
    {
        var decision = Try(step, host, by);
        Assert.False(decision.IsAccepted);
        Assert.Same(State, decision.State);
        Assert.Empty(decision.Events);
        return decision.Blockers.Select(b => b.Code);
    }
}
