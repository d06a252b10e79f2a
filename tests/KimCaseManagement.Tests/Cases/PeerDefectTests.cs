using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>Faults seen in other case management systems, each shown not to be here.</summary>
public sealed class PeerDefectTests
{
    [Fact]
    public void A_case_closed_again_is_closed_on_the_second_day_and_the_first_closure_stays()
    {
        var trial = TrialCase.In(CasePhase.Closed);
        var first = trial.State.EndedOn!.Value;
        trial.Now += Duration.FromDays(100);
        trial.Take(new Reopen(true));
        Assert.Null(trial.State.EndedOn);
        trial.Now += Duration.FromDays(100);
        trial.Take(new Abort(ClosureReason.MovedAway));
        Assert.Equal([first, first.PlusDays(202)], trial.State.Episodes.Select(e => e.EndedOn));
        Assert.Equal([ClosureReason.GoalsAchieved, ClosureReason.MovedAway], trial.State.Episodes.Select(e => e.ClosureReason));
        Assert.Equal(first.PlusDays(202), trial.State.EndedOn);
    }

    [Fact]
    public void Reopening_erases_no_closure()
    {
        var trial = TrialCase.In(CasePhase.Closed);
        var closed = trial.State.Episodes;
        trial.Take(new Reopen(true));
        Assert.Equal(closed, trial.State.Episodes);
        Assert.NotNull(Assert.Single(trial.State.Episodes).AcceptedOn);
    }

    [Fact]
    public void A_guard_that_is_declared_is_enforced()
    {
        foreach (var rule in LifecycleDefinition.Standard.Transitions.Where(t => t.Guards.Count > 0))
        {
            foreach (var guard in rule.Guards)
            {
                var allButOne = rule.Guards.Where(g => g != guard).Aggregate(0u, (mask, g) => mask | (1u << (int)g.Fact));
                Assert.Equal([guard.Code], CaseLifecycle.Standard.Table.Ask(rule.From, rule.Step, allButOne).Blockers.Select(b => b.Code));
            }
        }
    }

    [Fact]
    public void The_case_manager_stays_responsible_through_closing_and_reopening()
    {
        var trial = TrialCase.In(CasePhase.Closed).Take(new Reopen(true));
        Assert.Equal(TrialCase.Manager, trial.State.CaseManager);
    }

    [Fact]
    public void Reopening_is_offered_exactly_where_it_is_accepted()
    {
        foreach (var phase in CasePhases.All)
        {
            var trial = TrialCase.In(phase);
            var offered = CaseLifecycle.Standard.NextSteps(trial.State, trial.Today).Find(StepKind.Reopen) is { IsPermitted: true };
            Assert.Equal(offered, trial.Try(new Reopen(true)).IsAccepted);
        }

        var late = TrialCase.In(CasePhase.Closed);
        late.Now += Duration.FromDays(400);
        Assert.Equal(["within-reopening-window"], CaseLifecycle.Standard.NextSteps(late.State, late.Today).Find(StepKind.Reopen)!.Value.Blockers.Select(b => b.Code));
        Assert.Equal(["within-reopening-window"], late.Refusal(new Reopen(true)));
    }

    [Fact]
    public void A_closed_case_is_not_closed_twice()
    {
        var trial = TrialCase.In(CasePhase.Closed);
        Assert.Equal(["not-in-this-phase"], trial.Refusal(new Close(ClosureReason.Other)));
        Assert.Equal(["not-in-this-phase"], trial.Refusal(new Abort(ClosureReason.Other)));
        Assert.Equal(["not-in-this-phase"], trial.Refusal(new WithdrawConsent()));
        Assert.Equal(ClosureReason.GoalsAchieved, trial.State.ClosureReason);
    }

    [Fact]
    public void What_was_recorded_later_does_not_move_what_happened_before()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var accepted = trial.State.AcceptedOn;
        trial.Take(new RecordContact(minutes: 20, on: trial.Today.PlusDays(-3)));
        Assert.Equal(accepted, trial.State.AcceptedOn);
        Assert.Equal(["before-registration"], trial.Refusal(new RecordContact(on: trial.State.RegisteredOn.PlusDays(-1))));
        Assert.Equal(["before-this-phase"], trial.Take(new RecordProgress(StepProgress.Started)).Refusal(new StartMonitoring(trial.State.PhaseSince.PlusDays(-1))));
        Assert.Equal(["in-the-future"], trial.Refusal(new RecordContact(on: trial.Today.PlusDays(1))));
    }
}

public sealed class StepTests
{
    [Fact]
    public void Accepting_lists_everything_that_is_missing_at_once() =>
        Assert.Equal(
            ["eligible", "participation-consent", "information-given", "capacity-available", "no-other-open-case"],
            TrialCase.In(CasePhase.Clarification).Refusal(new AcceptCase(capacity: false), new HostFacts(hasOtherOpenCase: true)));

    [Fact]
    public void Withdrawn_consent_ends_the_case_at_once_and_ends_every_release()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new ReleaseConfidentiality("jobcenter"), new WithdrawConsent());
        Assert.Equal((CasePhase.Closed, ClosureReason.ConsentWithdrawn), (trial.State.Phase, trial.State.ClosureReason));
        Assert.Empty(trial.State.Releases);
        Assert.False(trial.State.HasConsent(ConsentKind.Participation, trial.Today));
        var before = TrialCase.In(CasePhase.WaitingList).Take(new WithdrawConsent());
        Assert.Equal((CasePhase.Declined, DeclineReason.NoConsent), (before.State.Phase, before.State.DeclineReason));
    }

    [Fact]
    public void A_plan_with_an_external_body_needs_a_release_that_is_valid()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g1"), new AddPlanStep("s1", body: "jobcenter"));
        Assert.Equal(["releases-given"], trial.Refusal(new AgreePlan(true)));
        trial.Take(new ReleaseConfidentiality("jobcenter", validUntil: trial.Today));
        Assert.Equal(["releases-given"], trial.Refusal(new AgreePlan(true)));
        trial.Take(new ReleaseConfidentiality("jobcenter"), new AgreePlan(true));
        Assert.Equal(CasePhase.Linking, trial.State.Phase);
    }

    [Fact]
    public void A_consent_that_has_run_out_blocks_acceptance_from_the_day_after()
    {
        var trial = TrialCase.In(CasePhase.WaitingList).Take(new GiveConsent(ConsentKind.Participation, validUntil: new LocalDate(2024, 1, 20)));
        trial.Now = Instant.FromUtc(2024, 1, 20, 22, 30);
        Assert.True(trial.Try(new AcceptCase()).IsAccepted);
        trial.Now = Instant.FromUtc(2024, 1, 20, 23, 30);
        Assert.Equal(["participation-consent"], trial.Refusal(new AcceptCase()));
    }

    [Fact]
    public void Continuing_pursues_what_was_not_reached_and_is_refused_when_all_is()
    {
        var trial = TrialCase.In(CasePhase.Evaluation).Take(new JudgeGoal(GoalAttainment.PartlyReached), new Continue());
        Assert.False(Assert.Single(trial.State.Goals).IsJudged);
        trial.Take(new HoldReview(), new StartEvaluation(), new JudgeGoal(GoalAttainment.Reached));
        Assert.Equal(["open-goals"], trial.Refusal(new Continue()));
    }

    [Fact]
    public void Time_never_runs_backwards()
    {
        var trial = TrialCase.In(CasePhase.Assessment);
        trial.Now = trial.State.LastAt - Duration.FromSeconds(1);
        Assert.Contains("time-runs-backwards", trial.Refusal(new GiveInformation()));
    }

    [Fact]
    public void A_pause_has_an_end_within_the_policy_and_remembers_its_phase()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        Assert.Equal(["ends-before-it-begins"], trial.Refusal(new Pause(PauseReason.Away, trial.Today.PlusDays(-1))));
        Assert.Equal(["pause-too-long"], trial.Refusal(new Pause(PauseReason.Away, trial.Today.PlusMonths(12).PlusDays(1))));
        trial.Take(new Pause(PauseReason.Away, trial.Today.PlusMonths(12)));
        Assert.Equal(CasePhase.Linking, trial.State.PausedFrom);
        Assert.Equal(["not-in-this-phase"], trial.Refusal(new Pause(PauseReason.Away, trial.Today)));
        Assert.Equal(CasePhase.Linking, trial.Take(new Resume()).State.Phase);
        Assert.Null(trial.State.PausedFrom);
    }

    [Fact]
    public void A_reason_that_belongs_to_another_step_is_refused()
    {
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.Linking).Refusal(new Abort(ClosureReason.GoalsAchieved)));
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.Linking).Refusal(new Abort(ClosureReason.CounsellingCompleted)));
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.ShortCounselling).Take(new RecordContact()).Refusal(new Finish(ClosureReason.Other)));
    }

    [Fact]
    public void A_city_adds_a_closure_reason()
    {
        var own = ClosureReason.From("moved-to-twin-city");
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithClosureReason(own));
        Assert.Equal(own, TrialCase.In(CasePhase.Linking, lifecycle).Take(new Abort(own)).State.ClosureReason);
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.Linking).Refusal(new Abort(own)));
    }

    [Fact]
    public void Short_counselling_is_never_a_case_of_case_management()
    {
        var trial = TrialCase.In(CasePhase.ShortCounselling);
        Assert.Equal(["contact-recorded"], trial.Refusal(new Finish()));
        trial.Take(new RecordContact(ContactChannel.Phone, 15), new Finish());
        Assert.Equal((CasePhase.Closed, null, ClosureReason.CounsellingCompleted), (trial.State.Phase, trial.State.AcceptedOn, trial.State.ClosureReason));
        Assert.NotEqual(Intensity.CaseManagement, trial.State.Intensity);
    }

    [Fact]
    public void Topics_come_from_the_taxonomy() =>
        Assert.Equal(["unknown-topic"], TrialCase.In(CasePhase.Assessment).Refusal(new RecordNeed(TopicCode.From("NO-SUCH"))));

    [Fact]
    public void A_state_says_nothing_about_the_person_in_logs()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        Assert.Equal("c1 linking v" + trial.State.Version, trial.State.ToString());
        Assert.Equal("register-inquiry", trial.Events[0].Step.ToString());
    }

    [Fact]
    public void Data_by_name_make_the_same_step_as_the_constructor()
    {
        var reading = CaseLifecycle.Standard.Read("pause", StepData.Empty.With("reason", "illness").With("resume_by", "2024-05-01"));
        Assert.Equal(new Pause(PauseReason.Illness, new LocalDate(2024, 5, 1)), reading.Step);
        Assert.NotEqual(new Pause(PauseReason.Illness, new LocalDate(2024, 5, 2)), reading.Step);
    }

    [Fact]
    public void Data_by_name_are_refused_with_everything_that_is_wrong()
    {
        var reading = CaseLifecycle.Standard.Read("record-contact", StepData.Empty.With("minutes", 2000).With("channel", "pigeon").With("topics", "RES").With("colour", "red").With("on", "yesterday"));
        Assert.Null(reading.Step);
        Assert.Equal(["unknown-code", "out-of-range", "wrong-value", "wrong-value", "unknown-field"], reading.Problems.Select(p => p.Code));
    }
}
