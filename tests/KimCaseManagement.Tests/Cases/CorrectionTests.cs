using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What a person got wrong is taken back or corrected, and nothing is taken back on which something rests.</summary>
public sealed class CorrectionTests
{
    private static readonly TopicCode Topic = TopicCode.From("LNG-INTEG");

    [Fact]
    public void A_goal_is_taken_back_until_something_names_it_or_it_is_the_last_of_an_agreed_plan()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g1"), new SetGoal("g2"), new AddPlanStep("s", "g1"));
        Refused("history-rests-on-it", trial, Entry<SetGoal>(trial, s => s.Goal == "g1"));
        TakenBack(trial, Entry<SetGoal>(trial, s => s.Goal == "g2"));
        Assert.Equal(["g1"], trial.State.Goals.Select(g => g.Id));
        var agreed = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g1"), new AddPlanStep("s"), new AgreePlan(true));
        Refused("history-rests-on-it", agreed, Entry<SetGoal>(agreed));
        var two = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g1"), new SetGoal("g2"), new AddPlanStep("s"), new AgreePlan(true));
        TakenBack(two, Entry<SetGoal>(two, s => s.Goal == "g1"));
        Refused("history-rests-on-it", two, Entry<SetGoal>(two, s => s.Goal == "g2"));
        two.Take(new JudgeGoal(GoalAttainment.Reached, "g2"));
        Refused("history-rests-on-it", two, Entry<SetGoal>(two, s => s.Goal == "g2"));
    }

    [Fact]
    public void A_step_of_the_plan_is_taken_back_until_its_progress_is_recorded_or_it_is_the_last_of_an_agreed_plan()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s1"), new AddPlanStep("s2"), new AddPlanStep("s3"));
        TakenBack(trial, Entry<AddPlanStep>(trial, s => s.PlanStep == "s1"));
        trial.Take(new AgreePlan(true));
        TakenBack(trial, Entry<AddPlanStep>(trial, s => s.PlanStep == "s2"));
        Refused("history-rests-on-it", trial, Entry<AddPlanStep>(trial, s => s.PlanStep == "s3"));
        Assert.Equal(["s3"], trial.State.PlanSteps.Select(s => s.Id));
        var begun = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s1"), new AddPlanStep("s2"), new AgreePlan(true), new RecordProgress(StepProgress.Started, "s1"));
        Refused("history-rests-on-it", begun, Entry<AddPlanStep>(begun, s => s.PlanStep == "s1"));
        TakenBack(begun, Entry<AddPlanStep>(begun, s => s.PlanStep == "s2"));
        var unnamed = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s1"), new AddPlanStep("s2"), new AgreePlan(true), new RecordProgress(StepProgress.Started));
        Refused("history-rests-on-it", unnamed, Entry<AddPlanStep>(unnamed, s => s.PlanStep == "s2"));
    }

    [Fact]
    public void Progress_is_taken_back_unless_more_was_recorded_or_monitoring_began_on_it()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordProgress(StepProgress.Started, "s1"), new RecordProgress(StepProgress.Done, "s1"));
        Refused("history-rests-on-it", trial, Entry<RecordProgress>(trial, p => p.Progress == StepProgress.Started));
        TakenBack(trial, Entry<RecordProgress>(trial, p => p.Progress == StepProgress.Done));
        Assert.Equal(StepProgress.Started, Assert.Single(trial.State.PlanSteps).Progress);
        TakenBack(trial, Entry<RecordProgress>(trial, p => p.Progress == StepProgress.Started));
        Assert.Equal(["plan-step-started"], trial.Refusal(new StartMonitoring()));
        trial.Take(new RecordProgress(StepProgress.Started), new StartMonitoring());
        Refused("history-rests-on-it", trial, trial.Events.Last(e => e.Step is RecordProgress).Version);
    }

    [Fact]
    public void A_judgement_is_taken_back_until_the_case_went_on_with_it()
    {
        var trial = TrialCase.In(CasePhase.Evaluation).Take(new JudgeGoal(GoalAttainment.NotReached));
        TakenBack(trial, Entry<JudgeGoal>(trial));
        Assert.False(Assert.Single(trial.State.Goals).IsJudged);
        trial.Take(new JudgeGoal(GoalAttainment.PartlyReached), new Continue());
        Refused("history-rests-on-it", trial, trial.Events.Last(e => e.Step is JudgeGoal).Version);
        var after = TrialCase.In(CasePhase.FollowUp);
        Refused("history-rests-on-it", after, Entry<JudgeGoal>(after));
        after.Take(new JudgeGoal(GoalAttainment.PartlyReached, "g1"));
        TakenBack(after, Entry<JudgeGoal>(after, j => j.Attainment == GoalAttainment.Reached));
        Assert.Equal(GoalAttainment.PartlyReached, Assert.Single(after.State.Goals).Attainment);
    }

    [Fact]
    public void Referrals_and_their_progress_are_taken_back_from_the_end()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new OfferReferral("r1", "school"), new OfferReferral("r2", "vhs"), new RecordReferral(ReferralProgress.Agreed, "r1"), new RecordReferral(ReferralProgress.Abandoned, "r1"));
        Refused("history-rests-on-it", trial, Entry<OfferReferral>(trial, r => r.Referral == "r1"));
        Refused("history-rests-on-it", trial, Entry<RecordReferral>(trial, r => r.Progress == ReferralProgress.Agreed));
        TakenBack(trial, Entry<OfferReferral>(trial, r => r.Referral == "r2"));
        TakenBack(trial, Entry<RecordReferral>(trial, r => r.Progress == ReferralProgress.Abandoned));
        TakenBack(trial, Entry<RecordReferral>(trial, r => r.Progress == ReferralProgress.Agreed));
        TakenBack(trial, Entry<OfferReferral>(trial, r => r.Referral == "r1"));
        Assert.Empty(trial.State.Referrals);
    }

    [Fact]
    public void A_release_is_taken_back_unless_somebody_was_told_something_on_it()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new ReleaseConfidentiality("school"), new ReleaseConfidentiality("vhs"), new ReleaseConfidentiality("planb"), new ReleaseConfidentiality("jobcenter"));
        trial.Take(new HoldConference(["school"]), new HoldConference(["vhs"], anonymised: true), new OfferHandover(ActorId.From("x"), provider: ProviderCode.From("planb")));
        trial.Take(new OfferReferral("r", "jobcenter"), new RecordReferral(ReferralProgress.Agreed), new RecordReferral(ReferralProgress.Sent));
        foreach (var body in new[] { "school", "planb", "jobcenter" })
            Refused("history-rests-on-it", trial, Entry<ReleaseConfidentiality>(trial, r => r.Body == body));
        TakenBack(trial, Entry<ReleaseConfidentiality>(trial, r => r.Body == "vhs"));
        Assert.DoesNotContain(trial.State.Releases, r => r.Body == "vhs");
        trial.Take(new WithdrawRelease("school"));
        TakenBack(trial, Entry<WithdrawRelease>(trial));
        Assert.Contains(trial.State.Releases, r => r.Body == "school");
        var plan = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s", body: "vhs"), new ReleaseConfidentiality("vhs"), new AgreePlan(true));
        Refused("history-rests-on-it", plan, Entry<ReleaseConfidentiality>(plan));
    }

    [Fact]
    public void A_consent_that_nobody_gave_is_taken_back_until_the_case_was_accepted_on_it()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new GiveInformation(), new GiveConsent(ConsentKind.Participation), new GiveConsent(ConsentKind.Statistics), new GiveConsent(ConsentKind.DataProcessing));
        foreach (var kind in ConsentKinds.All)
            TakenBack(trial, Entry<GiveConsent>(trial, c => c.Consent == kind));
        TakenBack(trial, Entry<GiveInformation>(trial));
        Assert.All(ConsentKinds.All, kind => Assert.Null(trial.State.ConsentOn(kind)));
        Assert.Null(trial.State.InformedOn);
        var accepted = TrialCase.In(CasePhase.Assessment).Take(new GiveConsent(ConsentKind.Statistics));
        Refused("history-rests-on-it", accepted, Entry<GiveConsent>(accepted, c => c.Consent == ConsentKind.Participation));
        Refused("history-rests-on-it", accepted, Entry<GiveInformation>(accepted));
        TakenBack(accepted, Entry<GiveConsent>(accepted, c => c.Consent == ConsentKind.Statistics));
        Assert.False(accepted.State.HasConsent(ConsentKind.Statistics, accepted.Today));
        Assert.True(accepted.State.HasConsent(ConsentKind.Participation, accepted.Today));
        var waiting = TrialCase.In(CasePhase.WaitingList);
        Refused("history-rests-on-it", waiting, Entry<GiveConsent>(waiting));
    }

    [Fact]
    public void The_consent_that_came_with_reopening_is_no_entry_of_its_own()
    {
        var trial = TrialCase.In(CasePhase.Closed).Take(new Reopen(true));
        Refused("entry-not-correctable", trial, trial.State.Version);
    }

    [Fact]
    public void A_need_is_taken_back_as_long_as_another_carries_the_assessment()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new RecordNeed(TopicCode.From("DOC")));
        TakenBack(trial, Entry<RecordNeed>(trial, n => n.Topic == Topic));
        Refused("history-rests-on-it", trial, Entry<RecordNeed>(trial, n => n.Topic != Topic));
        var again = TrialCase.In(CasePhase.Closed).Take(new Reopen(true), new RecordNeed(TopicCode.From("DOC")));
        Refused("history-rests-on-it", again, Entry<RecordNeed>(again, n => n.Topic == Topic));
        TakenBack(again, Entry<RecordNeed>(again, n => n.Topic != Topic));
        Refused("history-rests-on-it", again, Entry<SetGoal>(again));
        Refused("history-rests-on-it", again, Entry<JudgeGoal>(again));
    }

    [Fact]
    public void A_review_is_taken_back_while_monitoring_goes_on()
    {
        var trial = TrialCase.In(CasePhase.Monitoring).Take(new HoldReview(new LocalDate(2024, 5, 1)), new HoldReview(new LocalDate(2024, 6, 1)));
        var first = trial.Events.First(e => e.Step is HoldReview);
        TakenBack(trial, trial.Events.Last(e => e.Step is HoldReview).Version);
        Assert.Equal((first.On, new LocalDate(2024, 5, 1)), (trial.State.ReviewHeldOn, trial.State.ReviewDueOn));
        TakenBack(trial, first.Version);
        Assert.Equal((null, null), (trial.State.ReviewHeldOn, trial.State.ReviewDueOn));
        Assert.Equal(["review-held"], trial.Refusal(new StartEvaluation()));
        trial.Take(new HoldReview(), new StartEvaluation());
        Refused("history-rests-on-it", trial, trial.Events.Last(e => e.Step is HoldReview).Version);
    }

    [Fact]
    public void An_approval_is_taken_back_while_the_phase_lasts()
    {
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithSecondPerson(StepKind.Abort));
        var trial = TrialCase.In(CasePhase.Linking, lifecycle).Take(new Approve(StepKind.Abort));
        TakenBack(trial, Entry<Approve>(trial));
        var other = ActorId.From("other");
        Assert.Equal(["second-person"], trial.Refusal(new Abort(ClosureReason.MovedAway), by: other));
        trial.Take(new Approve(StepKind.Abort));
        Assert.True(trial.Try(new Abort(ClosureReason.MovedAway), by: other).IsAccepted);
        trial.Take(new RecordProgress(StepProgress.Started), new StartMonitoring());
        Refused("history-rests-on-it", trial, trial.Events.Last(e => e.Step is Approve).Version);
    }

    [Fact]
    public void A_contact_of_a_short_counselling_that_ended_stays_unless_there_was_another()
    {
        var trial = TrialCase.In(CasePhase.ShortCounselling).Take(new RecordContact(minutes: 5), new RecordContact(minutes: 9), new Finish());
        TakenBack(trial, Entry<RecordContact>(trial, c => c.Minutes == 5));
        Refused("history-rests-on-it", trial, Entry<RecordContact>(trial, c => c.Minutes == 9));
        trial.Take(new Reopen(true), new RecordContact(minutes: 1));
        Refused("history-rests-on-it", trial, Entry<RecordContact>(trial, c => c.Minutes == 9));
        TakenBack(trial, Entry<RecordContact>(trial, c => c.Minutes == 1));
    }

    [Fact]
    public void What_can_be_done_once_more_or_never_was_is_said_by_its_own_code()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        Refused("entry-not-correctable", trial, 1);
        Refused("no-such-entry", trial, trial.State.Version + 1);
        trial.Take(new RecordContact());
        var contact = trial.State.Version;
        TakenBack(trial, contact);
        Refused("no-such-entry", trial, contact);
        Refused("entry-not-correctable", trial, trial.State.Version);
    }

    [Fact]
    public void A_closure_gets_its_right_day_in_case_and_episode_and_the_wrong_one_stays_in_the_history()
    {
        var trial = TrialCase.In(CasePhase.Evaluation).Take(new JudgeGoal(GoalAttainment.Reached));
        var evaluationSince = trial.State.PhaseSince;
        trial.Now += Duration.FromDays(10);
        trial.Take(new Close(ClosureReason.GoalsAchieved));
        var closed = trial.Events[^1];
        var right = closed.On.PlusDays(-5);
        trial.Take(new CorrectDay(closed.Version, right));
        Assert.Equal((right, right, right), (trial.State.EndedOn, Assert.Single(trial.State.Episodes).EndedOn, trial.State.PhaseSince));
        Assert.Contains(trial.Events, e => e.Version == closed.Version && e.On == closed.On);
        Assert.Equal(right, CaseState.Replay(trial.Events).EndedOn);
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(closed.Version, evaluationSince.PlusDays(-1))));
        Assert.Equal(["in-the-future"], trial.Refusal(new CorrectDay(closed.Version, trial.Today.PlusDays(1))));
        Assert.Equal(["day-not-correctable"], trial.Refusal(new CorrectDay(closed.Version - 1, right)));
        Assert.True(trial.Try(new CorrectDay(closed.Version, evaluationSince)).IsAccepted);
        Assert.True(trial.Try(new CorrectDay(closed.Version, trial.Today)).IsAccepted);
    }

    [Fact]
    public void An_acceptance_gets_its_right_day_but_none_before_consent_and_information()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new RecordEligibility(EligibilityVerdict.Eligible), new GiveInformation(), new GiveConsent(ConsentKind.Participation));
        var consent = trial.State.ConsentOn(ConsentKind.Participation)!.Value;
        trial.Now += Duration.FromDays(10);
        trial.Take(new AcceptCase());
        var entry = trial.State.Version;
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(entry, consent.PlusDays(-1))));
        trial.Take(new CorrectDay(entry, consent));
        Assert.Equal((consent, consent), (trial.State.AcceptedOn, trial.State.PhaseSince));
    }

    [Fact]
    public void An_inquiry_gets_its_right_day_but_none_after_what_was_done_in_it()
    {
        var trial = TrialCase.In(CasePhase.Inquiry).Take(new RecordContact());
        var contact = trial.Events[^1].On;
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(1, contact.PlusDays(1))));
        trial.Take(new CorrectDay(1, contact));
        Assert.Equal((contact, contact), (trial.State.RegisteredOn, trial.State.PhaseSince));
        trial.Take(new CorrectDay(1, contact.PlusDays(-40)));
        Assert.Equal(contact.PlusDays(-40), trial.State.RegisteredOn);
    }

    [Fact]
    public void The_waiting_list_and_a_reopening_get_their_right_day_with_the_consent_they_rest_on()
    {
        var trial = TrialCase.In(CasePhase.WaitingList);
        var consent = trial.State.ConsentOn(ConsentKind.Participation)!.Value;
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(trial.State.Version, consent.PlusDays(-1))));
        Assert.Equal(consent, trial.Take(new CorrectDay(trial.State.Version, consent)).State.PhaseSince);
        var again = TrialCase.In(CasePhase.Closed);
        var closed = again.State.EndedOn!.Value;
        again.Now += Duration.FromDays(20);
        again.Take(new Reopen(true));
        again.Take(new CorrectDay(again.State.Version, closed.PlusDays(3)));
        Assert.Equal((closed.PlusDays(3), closed.PlusDays(3)), (again.State.PhaseSince, again.State.ConsentOn(ConsentKind.Participation)));
    }

    [Fact]
    public void A_backdated_acceptance_before_the_consent_is_refused()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new RecordEligibility(EligibilityVerdict.Eligible), new GiveInformation());
        trial.Now += Duration.FromDays(5);
        trial.Take(new GiveConsent(ConsentKind.Participation));
        Assert.Equal(["participation-consent"], trial.Refusal(new AcceptCase(on: trial.Today.PlusDays(-3))));
        var linking = TrialCase.In(CasePhase.Linking);
        linking.Now += Duration.FromDays(5);
        linking.Take(new ReleaseConfidentiality("school"));
        Assert.Equal(["conference-releases"], linking.Refusal(new HoldConference(["school"], on: linking.Today.PlusDays(-3))));
    }

    [Fact]
    public void What_happened_in_an_earlier_passage_carries_nothing_of_a_later_one()
    {
        var trial = TrialCase.In(CasePhase.Closed).Take(new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase(), new RecordContact(), new RecordNeed(TopicCode.From("DOC")), new CompleteAssessment());
        Refused("history-rests-on-it", trial, Entry<RecordNeed>(trial, n => n.Topic != Topic));
        trial.Take(new RecordNeed(TopicCode.From("RES")));
        TakenBack(trial, Entry<RecordNeed>(trial, n => n.Topic.Value == "DOC"));
    }

    [Fact]
    public void The_contact_of_a_case_that_was_aborted_is_taken_back_as_nothing_rested_on_it()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordContact(), new Abort(ClosureReason.MovedAway));
        TakenBack(trial, Entry<RecordContact>(trial));
        Assert.Equal(0, trial.State.ContactCount);
    }

    [Fact]
    public void Progress_is_taken_back_while_only_that_of_another_step_was_recorded_later()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s1"), new AddPlanStep("s2"), new AgreePlan(true));
        trial.Take(new RecordProgress(StepProgress.Started, "s1"), new RecordProgress(StepProgress.Started, "s2"));
        TakenBack(trial, Entry<RecordProgress>(trial, p => p.PlanStep == "s1"));
        // Without a name it may be about any step.
        trial.Take(new RecordProgress(StepProgress.Started), new RecordProgress(StepProgress.Done, "s2"));
        Refused("history-rests-on-it", trial, Entry<RecordProgress>(trial, p => p.PlanStep is null));
    }

    [Fact]
    public void A_release_is_rested_on_by_one_of_several_steps_or_referrals()
    {
        var plan = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g"), new AddPlanStep("s1", body: "vhs"), new AddPlanStep("s2"), new ReleaseConfidentiality("vhs"), new AgreePlan(true));
        Refused("history-rests-on-it", plan, Entry<ReleaseConfidentiality>(plan));
        var sent = TrialCase.In(CasePhase.Linking).Take(new OfferReferral("r1", "school"), new OfferReferral("r2", "vhs"), new ReleaseConfidentiality("school"), new RecordReferral(ReferralProgress.Agreed, "r1"), new RecordReferral(ReferralProgress.Sent, "r1"));
        Refused("history-rests-on-it", sent, Entry<ReleaseConfidentiality>(sent));
    }

    [Fact]
    public void An_inquiry_was_on_no_later_day_than_any_that_counts_of_what_was_done_in_it()
    {
        var trial = TrialCase.In(CasePhase.Inquiry);
        trial.Now += Duration.FromDays(10);
        trial.Take(new RecordContact(on: trial.Today.PlusDays(-5)), new RecordContact());
        var first = trial.Events.First(e => e.Step is RecordContact);
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(1, first.On.PlusDays(1))));
        trial.Take(new EnterInError(first.Version, CorrectionReason.EnteredInError), new CorrectDay(1, first.On.PlusDays(1)));
        Assert.Equal(first.On.PlusDays(1), trial.State.RegisteredOn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_day_may_be_that_of_the_phase_before_of_consent_and_of_information(bool accepted)
    {
        var trial = TrialCase.In(CasePhase.Inquiry);
        var day = trial.Today;
        CaseStateTests.OneDay(trial, new StartClarification(), new RecordEligibility(EligibilityVerdict.Eligible), new GiveInformation(), new GiveConsent(ConsentKind.Participation));
        trial.Now += Duration.FromDays(5);
        trial.Take(accepted ? new AcceptCase() : new Enqueue());
        Assert.Equal(["day-breaks-history"], trial.Refusal(new CorrectDay(trial.State.Version, day.PlusDays(-1))));
        Assert.Equal(day, trial.Take(new CorrectDay(trial.State.Version, day)).State.PhaseSince);
    }

    [Fact]
    public void Correcting_a_day_moves_no_consent_but_the_one_that_came_with_that_reopening()
    {
        // Given on the day of the acceptance, by an entry of its own.
        var trial = TrialCase.In(CasePhase.Clarification).Take(new RecordEligibility(EligibilityVerdict.Eligible));
        Stays(trial, new GiveInformation(), new GiveConsent(ConsentKind.Participation), new AcceptCase());
        // Came with the reopening, and the acceptance was on the same day.
        Stays(TrialCase.In(CasePhase.Closed), new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase());
        // Given anew on the day of the reopening.
        Stays(TrialCase.In(CasePhase.Closed), new Reopen(true), new GiveConsent(ConsentKind.Participation));

        static void Stays(TrialCase trial, params CaseStep[] steps)
        {
            CaseStateTests.OneDay(trial, steps);
            var consent = trial.State.ConsentOn(ConsentKind.Participation);
            trial.Now += Duration.FromDays(5);
            trial.Take(new CorrectDay(trial.State.PhaseVersion, consent!.Value.PlusDays(2)));
            Assert.Equal((consent, consent.Value.PlusDays(2)), (trial.State.ConsentOn(ConsentKind.Participation), trial.State.PhaseSince));
        }
    }

    private static int Entry<TStep>(TrialCase trial, Func<TStep, bool>? which = null)
        where TStep : CaseStep => trial.Events.Last(e => e.Step is TStep step && (which is null || which(step))).Version;

    private static void TakenBack(TrialCase trial, int entry)
    {
        trial.Take(new EnterInError(entry, CorrectionReason.EnteredInError));
        Assert.Equal(trial.State, CaseState.Replay(trial.Events));
        Assert.Contains(trial.Events, e => e.Version == entry);
    }

    private static void Refused(string code, TrialCase trial, int entry) => Assert.Equal([code], trial.Refusal(new EnterInError(entry, CorrectionReason.EnteredInError)));
}
