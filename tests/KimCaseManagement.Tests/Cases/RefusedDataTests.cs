using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Tests.Cases;

/// <summary>Data that can't be right are refused with the field, the value and what would be right: in steps, in policies, in stored JSON.</summary>
public sealed class RefusedDataTests
{
    private static readonly TopicCode NoTopic = TopicCode.From("NO-SUCH");

    [Fact]
    public void What_a_step_refers_to_must_be_there()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("g1"), new AddPlanStep("s1"));
        Refuses(trial, new AddPlanStep("s2", "g2"), "no-such-goal(field=goal, value=g2)");
        Refuses(trial, new AddPlanStep("s1"), "plan-step-exists(field=plan_step, value=s1)");
        Refuses(trial, new SetGoal("g1"), "goal-exists(field=goal, value=g1)");
        trial.Take(new AgreePlan(true), new RecordProgress(StepProgress.Started), new RecordProgress(StepProgress.Done));
        Refuses(trial, new RecordProgress(StepProgress.Started, "s2"), "no-such-plan-step(field=plan_step, value=s2)");
        Refuses(trial, new RecordProgress(StepProgress.Started, "s1"), "plan-step-not-open(field=plan_step, value=s1)");
        Refuses(trial, new RecordProgress(StepProgress.Started), "no-plan-step-for-this(field=progress, progress=step-progress.started)");
        Refuses(trial, new JudgeGoal(GoalAttainment.Reached, "g2"), "no-such-goal(field=goal, value=g2)");
        Refuses(trial, new RecordReferral(ReferralProgress.Agreed, "r1"), "no-such-referral(field=referral, value=r1)");
        Refuses(trial, new WithdrawRelease("school"), "no-such-release(field=body, value=school)");
        Refuses(trial.Take(new OfferReferral("r1", "school")), new OfferReferral("r1", "school"), "referral-exists(field=referral, value=r1)");
    }

    [Fact]
    public void A_refusal_says_in_words_what_is_wrong_and_what_would_be_right()
    {
        var text = new StringBuilder();
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordProgress(StepProgress.Started));
        var (now, today) = (trial.Now, trial.Today);
        Show(CaseLifecycle.Standard.Decide(CaseState.NotOpened, TrialCase.Id, new RecordContact(), now, TrialCase.Manager));
        Show(trial.Try(new RegisterInquiry(OfficeCode.From("mitte"))));
        Show(trial.Try(new AgreePlan(true)));
        Show(trial.Try(new RecordContact(on: today.PlusDays(1))));
        Show(trial.Try(new RecordContact(on: trial.State.RegisteredOn.PlusDays(-1))));
        Show(trial.Try(new StartMonitoring(on: trial.State.PhaseSince.PlusDays(-1))));
        trial.Now = trial.State.LastAt - Duration.FromMinutes(1);
        Show(trial.Try(new RecordNeed(NoTopic, on: today.PlusDays(1))));
        trial.Now = now;
        Show(trial.Try(new WithdrawStatisticsConsent()));
        Show(trial.Try(new RecordReferral(ReferralProgress.Agreed)));
        Show(trial.Take(new OfferReferral("r1", "school"), new RecordReferral(ReferralProgress.Agreed)).Try(new RecordReferral(ReferralProgress.Agreed, "r1")));
        Show(trial.Try(new RecordReferral(ReferralProgress.Sent)));
        Show(trial.Take(new ReleaseConfidentiality("school"), new RecordReferral(ReferralProgress.Sent)).Try(new RecordReferral(ReferralProgress.Rejected)));
        Show(trial.Try(new EnterInError(1, CorrectionReason.Duplicate)));
        Show(trial.Try(new EnterInError(99, CorrectionReason.Duplicate)));
        Show(trial.Try(new EnterInError(trial.Events.First(e => e.Step is RecordNeed).Version, CorrectionReason.Duplicate)));
        Show(trial.Try(new CorrectDay(1, today)));
        Show(trial.Try(new CorrectDay(trial.State.PhaseVersion, trial.Today.PlusDays(1))));
        Show(trial.Try(new CorrectDay(trial.State.PhaseVersion, trial.State.RegisteredOn)));
        Show(trial.Take(new JudgeGoal(GoalAttainment.Reached)).Try(new JudgeGoal(GoalAttainment.Reached)));
        Snapshots.Match(text.ToString(), "refusals");

        void Show(CaseDecision decision)
        {
            foreach (var blocker in decision.Blockers)
            {
                text.Append(Told(blocker)).Append('\n');
                foreach (var language in new[] { LanguageTag.German, LanguageTag.English })
                    text.Append("  ").Append(blocker.Text(TextCatalogue.BuiltIn, language).Text).Append('\n');
            }

            Assert.False(decision.IsAccepted);
        }
    }

    [Fact]
    public void A_topic_that_the_city_does_not_know_is_refused_wherever_it_is_named()
    {
        var trial = TrialCase.In(CasePhase.Planning);
        foreach (var step in new CaseStep[] { new RecordNeed(NoTopic), new RecordStrength(NoTopic), new SetGoal("g", NoTopic), new OfferReferral("r", "school", NoTopic), new RecordFinding(NoTopic, GapKind.NoCapacity) })
            Refuses(trial, step, "unknown-topic(field=topic, value=NO-SUCH)");
        foreach (var step in new CaseStep[] { new RecordContact(topics: [NoTopic]), new HoldConference(["school"], anonymised: true, topics: [NoTopic]) })
            Refuses(trial, step, "unknown-topic(field=topics, value=NO-SUCH)");
        Refuses(TrialCase.In(CasePhase.Inquiry), new GiveShortCounselling([NoTopic]), "unknown-topic(field=topics, value=NO-SUCH)");
    }

    [Fact]
    public void What_ends_before_it_begins_is_refused_and_what_ends_on_its_first_day_is_not()
    {
        var trial = TrialCase.In(CasePhase.Planning);
        var (today, before) = (trial.Today, trial.Today.PlusDays(-1));
        var range = $"until={LocalDatePattern.Iso.Format(before)}, on={LocalDatePattern.Iso.Format(today)})";
        Refuses(trial, new GiveConsent(ConsentKind.Statistics, validUntil: before), "ends-before-it-begins(field=valid_until, " + range);
        Refuses(trial, new ReleaseConfidentiality("school", validUntil: before), "ends-before-it-begins(field=valid_until, " + range);
        Refuses(trial, new RecordResidence(ResidenceStatusCode.From("DUL_60A"), validFrom: today, validUntil: before), "ends-before-it-begins(field=valid_until, " + range);
        Refuses(trial, new Pause(PauseReason.Illness, before), "ends-before-it-begins(field=resume_by, " + range);
        foreach (var step in new CaseStep[] { new GiveConsent(ConsentKind.Statistics, validUntil: today), new ReleaseConfidentiality("school", validUntil: today), new RecordResidence(ResidenceStatusCode.From("DUL_60A"), validFrom: today, validUntil: today), new Pause(PauseReason.Illness, today) })
            Assert.True(trial.Try(step).IsAccepted, step.ToString());
        Refuses(trial, new RecordResidence(ResidenceStatusCode.From("NO_SUCH")), "unknown-status(field=status, value=NO_SUCH)");
    }

    [Fact]
    public void A_pause_lasts_as_long_as_the_policy_allows_and_no_day_longer()
    {
        var trial = TrialCase.In(CasePhase.Planning, new CaseLifecycle(CasePolicy.Default.WithMaximumPause(2)));
        var latest = trial.Today.PlusMonths(2);
        Assert.True(trial.Try(new Pause(PauseReason.Illness, latest)).IsAccepted);
        Refuses(trial, new Pause(PauseReason.Illness, latest.PlusDays(1)), $"pause-too-long(field=resume_by, months=2, latest={LocalDatePattern.Iso.Format(latest)})");
    }

    [Fact]
    public void A_reason_is_one_of_those_that_the_step_takes()
    {
        var open = TrialCase.In(CasePhase.Linking);
        var madeUp = ClosureReason.From("made-up");
        Assert.Equal(["unknown-code"], open.Refusal(new Abort(madeUp)));
        Assert.Equal(["unknown-code"], open.Refusal(new Abort(ClosureReason.GoalsAchieved)));
        Assert.Equal(["unknown-code"], open.Refusal(new WithdrawConsent(ClosureReason.MovedAway)));
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.Clarification).Refusal(new Decline(DeclineReason.From("made-up"))));
        Assert.Equal(["unknown-code"], TrialCase.In(CasePhase.ShortCounselling).Take(new RecordContact()).Refusal(new Finish(ClosureReason.MovedAway)));
        Assert.True(TrialCase.In(CasePhase.ShortCounselling).Take(new RecordContact()).Try(new Finish(ClosureReason.CounsellingCompleted)).IsAccepted);
        Refuses(open, new Abort(madeUp), "unknown-code(field=reason, value=made-up, known=" + string.Join(", ", ClosureReason.Core.Where(r => r != ClosureReason.CounsellingCompleted && r != ClosureReason.ConsentWithdrawn && r != ClosureReason.GoalsAchieved && r != ClosureReason.GoalsPartlyAchieved)) + ")");
    }

    [Fact]
    public void A_refusal_names_the_version_the_roles_and_the_second_person_together()
    {
        var policy = CasePolicy.Default.WithRole(StepKind.Abort, "supervisor").WithRole(StepKind.Abort, "director").WithSecondPerson(StepKind.Abort).WithGuard("never", StepKind.Abort, (_, _) => false);
        var trial = TrialCase.In(CasePhase.Linking, new CaseLifecycle(policy));
        var decision = new CaseLifecycle(policy).Decide(trial.State, TrialCase.Id, new Abort(ClosureReason.GoalsAchieved), trial.Now, TrialCase.Manager, expectedVersion: 3);
        Assert.Equal(["version-conflict", "authority", "second-person", "never", "unknown-code"], decision.Blockers.Select(b => b.Code));
        Assert.Equal($"version-conflict(actual={trial.State.Version}, expected=3)", Told(decision.Blockers[0]));
        Assert.Equal("authority(roles=supervisor, director)", Told(decision.Blockers[1]));
        Assert.Equal(["authority", "second-person", "never"], new CaseLifecycle(policy).NextSteps(trial.State, trial.Today, new HostFacts(roles: ["clerk"])).Find(StepKind.Abort)!.Value.Blockers.Select(b => b.Code));
        Assert.Equal(["second-person", "never"], new CaseLifecycle(policy).NextSteps(trial.State, trial.Today, new HostFacts(roles: ["director"])).Find(StepKind.Abort)!.Value.Blockers.Select(b => b.Code));
        Assert.Contains("version-conflict, authority", Assert.Throws<InvalidOperationException>(() => decision.EnsureAccepted()).Message, StringComparison.Ordinal);
        var accepted = trial.Try(new RecordContact());
        Assert.Same(accepted.State, accepted.EnsureAccepted());
        Assert.True(decision.Blockers[0].Equals(decision.Blockers[0]));
        Assert.False(decision.Blockers[0].Equals(decision.Blockers[1]) || decision.Blockers[0].Equals(null));
        var text = decision.Blockers[1].Text(TextCatalogue.BuiltIn, LanguageTag.English);
        Assert.Equal(TextCatalogue.BuiltIn.For(decision.Blockers[1].Reason, LanguageTag.English).Text + " " + TextCatalogue.BuiltIn.For(decision.Blockers[1].Remedy, LanguageTag.English).Text, text.Text);
    }

    [Fact]
    public void A_step_is_decided_for_a_case_and_a_person_and_a_day_that_are_given()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        Says("The id must be given", () => CaseLifecycle.Standard.Decide(trial.State, default, new RecordContact(), trial.Now, TrialCase.Manager));
        Says("must be the one of the state", () => CaseLifecycle.Standard.Decide(trial.State, CaseId.From("c2"), new RecordContact(), trial.Now, TrialCase.Manager));
        Says("The acting person must be given", () => CaseLifecycle.Standard.Decide(trial.State, TrialCase.Id, new RecordContact(), trial.Now, default));
        Says("in the years 1900 to 2199", () => CaseLifecycle.Standard.Decide(trial.State, TrialCase.Id, new RecordContact(), Instant.MaxValue, TrialCase.Manager));
        Says("The value is not a step", () => CaseLifecycle.Standard.Blockers(trial.State, (StepKind)999, trial.Today));
        Assert.NotEmpty(CaseLifecycle.Standard.Blockers(trial.State, StepKind.AcceptCase, trial.Today));
        Says("An event of the history is null", () => CaseState.Replay([null!]));
        Assert.Equal("not opened", CaseState.NotOpened.ToString());
    }

    [Fact]
    public void Capacity_is_what_the_step_says_and_else_what_the_host_knows()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible));
        string Codes(CaseStep step, bool? host) => string.Join(" ", trial.Try(step, new HostFacts(hasCapacity: host)).Blockers.Select(b => b.Code));
        foreach (var host in new bool?[] { null, true, false })
        {
            Assert.Equal("", Codes(new AcceptCase(capacity: true), host));
            Assert.NotEqual("", Codes(new AcceptCase(capacity: false), host));
            Assert.Equal(host == false ? Codes(new AcceptCase(capacity: false), null) : "", Codes(new AcceptCase(), host));
            Assert.Equal("", Codes(new Enqueue(capacity: false), host));
            Assert.Equal(Codes(new Enqueue(capacity: host), null), Codes(new Enqueue(), host));
        }

        Assert.NotEqual("", Codes(new Enqueue(capacity: true), null));
    }

    [Fact]
    public void A_case_is_reopened_until_the_last_day_of_the_window()
    {
        var trial = TrialCase.In(CasePhase.Closed, new CaseLifecycle(CasePolicy.Default.WithReopeningWindow(6)));
        var last = trial.State.EndedOn!.Value.PlusMonths(6);
        trial.Now = last.AtMidnight().InUtc().ToInstant() + Duration.FromHours(9);
        Assert.True(trial.Try(new Reopen(true)).IsAccepted);
        trial.Now += Duration.FromDays(1);
        Assert.False(trial.Try(new Reopen(true)).IsAccepted);
    }

    [Fact]
    public void A_policy_refuses_what_makes_no_sense()
    {
        var policy = CasePolicy.Default;
        Says("The closure reason 'moved-away' is empty or known already", () => policy.WithClosureReason(ClosureReason.MovedAway));
        Says("is empty or known already", () => policy.WithClosureReason(default));
        Says("The decline reason 'no-consent' is empty or known already", () => policy.WithDeclineReason(DeclineReason.NoConsent));
        Says("is empty or known already", () => policy.WithDeclineReason(default));
        Assert.Contains(DeclineReason.From("own"), policy.WithDeclineReason(DeclineReason.From("own")).DeclineReasons);
        Assert.Contains(ClosureReason.From("own"), policy.WithClosureReason(ClosureReason.From("own")).ClosureReasons);
        Says("must not be negative", () => policy.WithReopeningWindow(-1));
        Says("must not be negative", () => policy.WithRetention(-1));
        Says("must be at least 1", () => policy.WithMaximumPause(0));
        Says("must be at least 1", () => policy.WithReviewInterval(0));
        Says("must be at least 1", () => policy.WithHandoverAnswer(0));
        Assert.Equal((0, 0, 1, 1, 2), (policy.WithReopeningWindow(0).ReopeningWindowMonths, policy.WithRetention(0).RetentionMonths, policy.WithMaximumPause(1).MaximumPauseMonths, policy.WithReviewInterval(1).ReviewIntervalMonths, policy.WithHandoverAnswer(2).HandoverAnswerDays));
        Says("topics", () => policy.WithTopics(null!));
        Says("The role must not be empty", () => policy.WithRole(StepKind.Close, " "));
        Says("The value is not a step", () => policy.WithRole((StepKind)999, "x"));
        foreach (var step in new[] { StepKind.RegisterInquiry, StepKind.Approve, StepKind.WithdrawConsent })
            Says("can't wait for a second person", () => policy.WithSecondPerson(step));
        Says("is not the code of a guard", () => policy.WithGuard("a b", StepKind.Close, (_, _) => true));
        Says("holds", () => policy.WithGuard("x", StepKind.Close, null!));
        Says("is the client's right and has no conditions", () => policy.WithGuard("x", StepKind.WithdrawConsent, (_, _) => true));
        var guarded = policy.WithGuard("x", StepKind.Close, (_, _) => true);
        Says("The guard 'x' exists already", () => guarded.WithGuard("x", StepKind.Abort, (_, _) => true));
        Assert.Equal(4, guarded.WithGuard("y", StepKind.Close, (_, _) => true).Faults(TextCatalogue.BuiltIn).Count);
        Assert.Equal(2, policy.WithClosureReason(ClosureReason.From("own")).WithDeclineReason(DeclineReason.From("own")).Faults(TextCatalogue.BuiltIn).Count);
    }

    [Fact]
    public void A_field_of_a_city_s_own_refuses_what_makes_no_sense()
    {
        var policy = CasePolicy.Default;
        foreach (var name in new[] { "", "A", "1a", "_a", "aB", "a-b", "a b", "{", "ä", "`a" })
            Says("is not the name of a field", () => policy.WithField(StepKind.Close, name, StepFieldType.Text));
        foreach (var name in new[] { "a", "z", "a0", "z9", "a_z" })
            Assert.Equal(name, Assert.Single(policy.WithField(StepKind.Close, name, StepFieldType.Text).OwnFields(StepKind.Close)).Name);
        Says("The value is not a type of field", () => policy.WithField(StepKind.Close, "x", (StepFieldType)99));
        Says("has a field 'reason' already", () => policy.WithField(StepKind.Close, "reason", StepFieldType.Text));
        Says("has a field 'x' already", () => policy.WithField(StepKind.Close, "x", StepFieldType.Text).WithField(StepKind.Close, "x", StepFieldType.Bool));
        Says("nothing more can be asked for", () => policy.WithField(StepKind.WithdrawConsent, "x", StepFieldType.Text, required: true));
        Assert.Single(policy.WithField(StepKind.WithdrawConsent, "x", StepFieldType.Text).OwnFields(StepKind.WithdrawConsent));
        foreach (var values in new string[]?[] { null, [], ["a", "b c"], ["a", "a"] })
            Says("The field 'x' needs different codes", () => policy.WithField(StepKind.Close, "x", StepFieldType.Code, values: values));
        Says("The field 'x' needs different codes", () => policy.WithField(StepKind.Close, "x", StepFieldType.Text, values: ["a"]));
        Says("Limits of the field 'x' are for numbers", () => policy.WithField(StepKind.Close, "x", StepFieldType.Number, minimum: 2, maximum: 1));
        Says("Limits of the field 'x' are for numbers", () => policy.WithField(StepKind.Close, "x", StepFieldType.Text, minimum: 2));
        Says("Limits of the field 'x' are for numbers", () => policy.WithField(StepKind.Close, "x", StepFieldType.Text, maximum: 2));
        Assert.Single(policy.WithField(StepKind.Close, "x", StepFieldType.Number, minimum: 1, maximum: 1).OwnFields(StepKind.Close));
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_shown_as_it_was_given()
    {
        string Read(string code, StepData data) => string.Join("; ", CaseLifecycle.Standard.Read(code, data).Problems.Select(Told));
        Assert.Equal("wrong-value(field=minutes, value=true, type=field-type.int)", Read("record-contact", StepData.Empty.With("minutes", true)));
        Assert.Equal("wrong-value(field=minutes, value=false, type=field-type.int)", Read("record-contact", StepData.Empty.With("minutes", false)));
        Assert.Equal("wrong-value(field=minutes, value=[a, b], type=field-type.int)", Read("record-contact", StepData.Empty.With("minutes", ["a", "b"])));
        Assert.Equal("wrong-value(field=interpreter, value=7, type=field-type.bool)", Read("record-contact", StepData.Empty.With("interpreter", 7)));
        Assert.Equal("wrong-value(field=minutes, value={…}, type=field-type.int)", Read("record-contact", StepData.Empty.WithUnusable("minutes")));
        Assert.Equal("missing-value(field=topics)", Read("give-short-counselling", StepData.Empty.With("topics", Array.Empty<string>())));
        Assert.StartsWith("unknown-step(value=fly, known=register-inquiry, ", Read("fly", StepData.Empty), StringComparison.Ordinal);
        Assert.StartsWith("unknown-field(known=", Read("resume", StepData.Empty.With("why", "x")).Replace("field=why, ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(ClosureReason.CounsellingCompleted, ((Finish)CaseLifecycle.Standard.Read("finish", StepData.Empty.With("reason", "counselling-completed")).Step!).Reason);
        Assert.True(((Finish)CaseLifecycle.Standard.Read("finish", StepData.Empty).Step!).Reason.IsDefault);
    }

    [Fact]
    public void A_step_is_not_even_made_of_what_names_nothing()
    {
        Says("The value must be given", () => new AssignCaseManager(default));
        Says("not a member of the set, or is the unspecified one", () => new RecordProgress(StepProgress.Unspecified));
        Says("The value is not a member of the set", () => new RecordContact((ContactChannel)99));
        Says("is not an id", () => new AddPlanStep(" "));
        Says("The value must be", () => new RecordContact(minutes: -1));
        Says("The value must be given", () => new GiveShortCounselling([]));
        Says("topics", () => new GiveShortCounselling(null!));
        Says("The value must be given", () => new RecordContact(topics: [default]));
        Says("bodies", () => new HoldConference(null!));
        Says("The value must be given", () => new HoldConference([]));
        Says("'a|b' must not hold a '|'", () => new HoldConference(["a|b"]));
    }

    [Fact]
    public void Reasons_are_ordered_by_their_codes()
    {
        var (a, b, again) = (ClosureReason.From("a"), ClosureReason.From("b"), ClosureReason.From("a"));
        Assert.True(a < b && b > a && a <= b && b >= a && a <= again && a >= again);
        Assert.False(b < a || a > b || b <= a || a >= b || a < again || a > again);
        var (c, d, once) = (DeclineReason.From("c"), DeclineReason.From("d"), DeclineReason.From("c"));
        Assert.True(c < d && d > c && c <= d && d >= c && c <= once && c >= once);
        Assert.False(d < c || c > d || d <= c || c >= d || c < once || c > once);
        Says("is not a reason", () => ClosureReason.From("a b"));
        Says("is not a reason", () => DeclineReason.From("a b"));
        Assert.True(default(ClosureReason).IsDefault && default(DeclineReason).IsDefault && !a.IsDefault && !c.IsDefault);
    }

    [Fact]
    public void A_strength_is_a_topic_with_its_newest_word()
    {
        var trial = TrialCase.In(CasePhase.Assessment).Take(new RecordStrength(TopicCode.From("LNG-INTEG")), new RecordStrength(TopicCode.From("DOC")), new RecordStrength(TopicCode.From("DOC"), Informant.Client));
        Assert.Equal(["LNG-INTEG", "DOC"], trial.State.Strengths.Select(s => s.Topic.Value));
        Assert.Equal(Informant.Client, trial.State.Strengths[1].Informant);
    }

    [Theory]
    [InlineData("\"step\":\"register-inquiry\"", "\"step\":\"close\"", "step: 'close' doesn't belong to the event 'inquiry-registered'; 'register-inquiry' would be right")]
    [InlineData("\"step\":\"register-inquiry\"", "\"step\":7", "step: a text is expected")]
    [InlineData("\"data\":{", "\"date\":{", "data: an object is expected")]
    [InlineData("\"data\":{", "\"own\":7,\"data\":{", "data: an object is expected")]
    [InlineData("\"version\":1", "\"version\":0", "version: a number from 1 is expected")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "version: a whole number is expected")]
    [InlineData("\"phase\":\"inquiry\"", "\"phase\":\"moon\"", "phase: 'moon' is not a phase; one of inquiry, ")]
    [InlineData("\"by\":\"cm-1\"", "\"by\":\" \"", "by: the text is not an id")]
    [InlineData("\"by\":\"cm-1\"", "\"by\":\"cm-1\",\"id\":\" \"", "id: the text is not an id")]
    [InlineData("\"case\":\"c1\"", "\"case\":\" \"", "case: the text is not an id")]
    [InlineData("\"on\":\"2024-01-08\"", "\"on\":\"8.1.2024\"", "on: a day yyyy-MM-dd is expected")]
    [InlineData("\"office\":\"mitte\"", "\"office\":\" \"", "data.office: wrong-value (field=office, value= , type=field-type.")]
    [InlineData("\"office\":\"mitte\"", "\"office\":[\"mitte\",7]", "data.office: wrong-value (field=office, value={…}, type=field-type.")]
    [InlineData("\"event\":\"inquiry-registered\"", "\"event\":\"inquiry-imagined\"", "event: 'inquiry-imagined' is not an event that this version knows")]
    [InlineData("\"on\":\"2024-01-08\"", "\"on\":\"2024-01-09\"", "on: the day lies after the one on which the event was recorded")]
    [InlineData("\"at\":\"2024-01-08T", "\"at\":\"2024-01-08 ", "at: an instant such as 2024-04-02T09:30:00Z is expected, of the years 1900 to 2199")]
    [InlineData("\"at\":\"2024-01-08T", "\"at\":\"2200-01-08T", "at: an instant such as 2024-04-02T09:30:00Z is expected, of the years 1900 to 2199")]
    public void A_stored_event_that_can_not_be_read_says_where_and_what_would_be_right(string was, string becomes, string message)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            CaseJson.Write(writer, TrialCase.In(CasePhase.Inquiry).Events[0]);
        using var document = JsonDocument.Parse(StoredVersionTests.Changed(Encoding.UTF8.GetString(buffer.ToArray()), was, becomes));
        Assert.StartsWith(message, Assert.Throws<CaseJsonException>(() => CaseJson.ReadEvent(document.RootElement, CaseLifecycle.Standard)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"phase\":\"linking\",\"version\"", "\"version\"", "phase: a phase is expected")]
    [InlineData("\"case\":\"c1\",\"phase\"", "\"phase\"", "case: an id is expected")]
    [InlineData("\"version\":12,\"schema\"", "\"version\":3,\"schema\"", "version: a number from 1 is expected, not less than that of any entry")]
    [InlineData("\"last_at\":\"2024-", "\"last_at\":\"in 2024-", "last_at: an instant is expected")]
    [InlineData("\"episodes\":[]", "\"episodes\":{}", "episodes: an array is expected")]
    [InlineData("\"episodes\":[]", "\"step_ids\":[null],\"episodes\":[]", "step_ids: texts are expected")]
    [InlineData("\"episodes\":[]", "\"frozen\":{\"topics\":[\"no topic\"]},\"episodes\":[]", "frozen.topics: topic codes are expected")]
    [InlineData("\"registered_on\":\"2024-01-08\",", "", "registered_on: a day yyyy-MM-dd is expected")]
    [InlineData("\"provider\":\"caritas\"", "\"provider\":\" \"", "provider: ' ' is not a value that this version knows")]
    [InlineData("\"phase\":\"linking\",\"version\"", "\"phase\":\"paused\",\"version\"", "paused_from: a paused case names the phase that it left, from assessment to evaluation, and no other case does")]
    [InlineData("\"episodes\":[]", "\"paused_from\":\"assessment\",\"episodes\":[]", "paused_from: a paused case names the phase that it left, from assessment to evaluation, and no other case does")]
    [InlineData("\"episodes\":[]", "\"ended_on\":\"2024-02-01\",\"episodes\":[]", "ended_on: a case that has ended has a day and a reason, and no other case has")]
    [InlineData("\"episodes\":[]", "\"closure_reason\":\"moved-away\",\"episodes\":[]", "ended_on: a case that has ended has a day and a reason, and no other case has")]
    [InlineData("\"episodes\":[]", "\"decline_reason\":\"no-consent\",\"episodes\":[]", "ended_on: a case that has ended has a day and a reason, and no other case has")]
    public void A_stored_state_that_can_not_be_read_says_where_and_what_would_be_right(string was, string becomes, string message)
    {
        var json = StoredVersionTests.Changed(CaseWorkTests.Json(TrialCase.In(CasePhase.Linking).State), was, becomes);
        Assert.StartsWith(message, Assert.Throws<CaseJsonException>(() => StoredVersionTests.Read(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_object_is_no_case_and_no_event()
    {
        using var document = JsonDocument.Parse("[]");
        foreach (var read in new Action[] { () => CaseJson.ReadEvent(document.RootElement, CaseLifecycle.Standard), () => CaseJson.ReadState(document.RootElement, CaseLifecycle.Standard) })
        {
            var failure = Assert.Throws<CaseJsonException>(read);
            Assert.Equal(("", "an object is expected"), (failure.Path, failure.Message));
        }

        Assert.Equal("data: an object is expected", Assert.Throws<CaseJsonException>(() => CaseJson.ReadData(document.RootElement)).Message);
    }

    private static void Refuses(TrialCase trial, CaseStep step, string told) => Assert.Equal(told, string.Join("; ", trial.Try(step).Blockers.Select(Told)));

    /// <summary>A refusal with all that it says: the code, the field, the values.</summary>
    private static string Told(Blocker blocker) =>
        $"{blocker.Code}({string.Join(", ", blocker.Reason.Arguments.Select(a => a.Value is LocalDate day ? $"{a.Name}={LocalDatePattern.Iso.Format(day)}" : a.ToString()))})";

    /// <summary>The call is refused as a wrong argument, and the message says so much.</summary>
    private static void Says(string message, Func<object?> call) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => call()).Message, StringComparison.Ordinal);
}
