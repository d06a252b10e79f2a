using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What a case shows of itself: of the person, of who is responsible, of its days to the very edge, and that it is the same when it was stored.</summary>
public sealed class CaseStateTests
{
    private static readonly ActorId Colleague = ActorId.From("cm-2");
    private static readonly RegisterInquiry Anonymous = new(OfficeCode.From("mitte"));

    [Fact]
    public void What_is_recorded_about_the_person_replaces_what_was_and_what_is_left_out_stays()
    {
        var trial = new TrialCase().Take(Anonymous);
        Assert.Equal(("", null, Sex.Unspecified, "", ""), Person());
        trial.Take(new RecordPerson(PersonKey.From("p1"), 1990, Sexes.All[0], CountryCode.From("ER"), LanguageTag.From("ti")), new RecordPerson());
        Assert.Equal(("p1", 1990, Sexes.All[0], "ER", "ti"), Person());
        trial.Take(new RecordPerson(PersonKey.From("p2"), sex: Sexes.All[1], language: LanguageTag.From("ar")));
        Assert.Equal(("p2", 1990, Sexes.All[1], "ER", "ar"), Person());
        trial.Take(new RecordPerson(birthYear: 1991, countryOfOrigin: CountryCode.From("SY")));
        Assert.Equal(("p2", 1991, Sexes.All[1], "SY", "ar"), Person());

        (string, int?, Sex, string, string) Person() => (trial.State.Person.Value, trial.State.BirthYear, trial.State.Sex, trial.State.CountryOfOrigin.Value, trial.State.FirstContactLanguage.Value);
    }

    [Fact]
    public void The_intensity_follows_from_what_happened()
    {
        Assert.Equal(Intensity.ShortCounselling, new TrialCase().Take(Anonymous).State.Intensity);
        Assert.Equal(Intensity.Counselling, new TrialCase().Take(Anonymous, new RecordEligibility(EligibilityVerdict.NotEligible)).State.Intensity);
        Assert.Equal(Intensity.Counselling, new TrialCase().Take(Anonymous, new AssignCaseManager(TrialCase.Manager)).State.Intensity);
        Assert.Equal(Intensity.CaseManagement, TrialCase.In(CasePhase.Assessment).State.Intensity);
        Assert.Equal(Intensity.CaseManagement, TrialCase.In(CasePhase.Closed).Take(new Reopen(true)).State.Intensity);
    }

    [Fact]
    public void The_topics_of_needs_counselling_and_contacts_stand_together_each_once_in_order()
    {
        TopicCode[] T(params string[] codes) => [.. codes.Select(TopicCode.From)];
        var trial = new TrialCase().Take(Anonymous, new GiveShortCounselling(T("DOC-FORM", "CHI-KITA")), new RecordContact(topics: T("RES-PASS", "DOC-FORM")), new Escalate(), new RecordNeed(TopicCode.From("LNG-INTEG")), new RecordNeed(TopicCode.From("DOC-FORM")));
        Assert.Equal(["CHI-KITA", "DOC-FORM", "LNG-INTEG", "RES-PASS"], trial.State.Topics.Select(t => t.Value));
        Assert.Equal((GermanLevel.Unspecified, GermanLevel.Unspecified), (trial.State.FirstGermanLevel, trial.State.GermanLevel));
    }

    [Fact]
    public void What_is_recorded_on_the_very_day_of_the_acceptance_or_the_closing_belongs_to_the_passage()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new RecordGermanLevel(GermanLevel.None), new RecordResidence(ResidenceStatusCode.From("GESTATT")));
        OneDay(trial, new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible), new RecordGermanLevel(GermanLevel.A1), new RecordResidence(ResidenceStatusCode.From("DUL_60A")), new AcceptCase());
        trial.Now += Duration.FromDays(30);
        OneDay(trial, new RecordNeed(TopicCode.From("DOC")), new RecordGermanLevel(GermanLevel.B1), new RecordResidence(ResidenceStatusCode.From("AE_25B")), new Abort(ClosureReason.MovedAway));
        trial.Now += Duration.FromDays(30);
        trial.Take(new Reopen(true), new RecordNeed(TopicCode.From("WRK-SEARCH")), new RecordGermanLevel(GermanLevel.C1), new RecordResidence(ResidenceStatusCode.From("AE_24")));
        var facts = CaseProjection.FactsOf(trial.State)[0];
        Assert.Equal((GermanLevel.A1, GermanLevel.B1), (facts.GermanLevelAtOpening, facts.GermanLevel));
        Assert.Equal(("DUL_60A", "AE_25B"), (facts.ResidenceStatusAtOpening!.Value.Value, facts.ResidenceStatus!.Value.Value));
        Assert.Equal(["DOC"], facts.Topics.Select(t => t.Value));
    }

    [Fact]
    public void A_review_counts_for_one_time_of_monitoring_through_a_pause_and_until_the_next_begins()
    {
        var trial = TrialCase.In(CasePhase.Monitoring).Take(new HoldReview());
        var held = trial.State.ReviewHeldOn;
        Assert.NotNull(held);
        foreach (var step in new CaseStep[] { new Pause(PauseReason.Illness, trial.Today.PlusMonths(1)), new Resume(), new StartEvaluation(), new JudgeGoal(GoalAttainment.PartlyReached) })
            Assert.Equal(held, trial.Take(step).State.ReviewHeldOn);
        Assert.Null(trial.Take(new Continue()).State.ReviewHeldOn);
    }

    [Fact]
    public void A_passage_ends_with_one_reason()
    {
        var declined = Assert.Single(TrialCase.In(CasePhase.Declined).State.Episodes);
        Assert.Equal((DeclineReason.NeedNotComplex, true), (declined.DeclineReason, declined.ClosureReason.IsDefault));
        var closed = Assert.Single(TrialCase.In(CasePhase.Closed).State.Episodes);
        Assert.Equal((ClosureReason.GoalsAchieved, true), (closed.ClosureReason, closed.DeclineReason.IsDefault));
    }

    [Fact]
    public void Who_is_named_is_responsible_else_who_was_and_else_who_acts()
    {
        Assert.Equal(Colleague, new TrialCase().Take(Anonymous, new GiveShortCounselling([TopicCode.From("DOC")]), new Escalate(Colleague)).State.CaseManager);
        Assert.Equal(TrialCase.Manager, new TrialCase().Take(Anonymous, new GiveShortCounselling([TopicCode.From("DOC")]), new Escalate()).State.CaseManager);
        Assert.Equal(Colleague, TrialCase.In(CasePhase.ShortCounselling).Take(new AssignCaseManager(Colleague), new Escalate()).State.CaseManager);
        var closed = TrialCase.In(CasePhase.Closed);
        Assert.Equal(TrialCase.Manager, closed.Try(new Reopen(true), by: Colleague).State.CaseManager);
        Assert.Equal(Colleague, closed.Try(new Reopen(true, Colleague)).State.CaseManager);
    }

    [Fact]
    public void Consents_end_with_their_withdrawal_the_passage_and_the_erasure()
    {
        TrialCase Given() => TrialCase.In(CasePhase.Linking).Take(new GiveConsent(ConsentKind.DataProcessing), new GiveConsent(ConsentKind.Statistics, validUntil: new LocalDate(2026, 1, 1)));
        IEnumerable<ConsentKind> Held(CaseState state) => ConsentKinds.All.Where(kind => state.ConsentOn(kind) is not null);
        var trial = Given();
        Assert.Equal(ConsentKinds.All, Held(trial.State));
        Assert.Equal(new LocalDate(2026, 1, 1), trial.State.ConsentUntil(ConsentKind.Statistics));
        Assert.False(trial.State.HasConsent(default, trial.Today));
        Assert.Equal((null, null), (trial.State.ConsentOn(default), trial.State.ConsentUntil(default)));
        Assert.Equal([ConsentKind.Participation, ConsentKind.DataProcessing], Held(trial.Take(new WithdrawStatisticsConsent()).State));
        Assert.Empty(Held(Given().Take(new WithdrawConsent()).State));
        Assert.Equal([ConsentKind.Participation], Held(Given().Take(new Abort(ClosureReason.ContactLost), new Reopen(true)).State));
        var paused = Given().Take(new HoldConference(["school"], true), new Pause(PauseReason.Away, new LocalDate(2024, 6, 1)), new Abort(ClosureReason.ContactLost));
        Assert.Empty(Held(paused.Take(new Erase(true)).State));
        Assert.Equal((null, null, null, null), (paused.State.InformedOn, paused.State.ReviewDueOn, paused.State.ReviewHeldOn, paused.State.ResumeBy));
    }

    [Fact]
    public void Whether_the_residence_changed_is_as_stated_at_the_closure_or_not_stated()
    {
        var trial = TrialCase.In(CasePhase.Evaluation).Take(new JudgeGoal(GoalAttainment.Reached));
        Assert.Equal(StatedResidenceChange.NotStated, trial.Try(new Close(ClosureReason.GoalsAchieved)).State.ResidenceChange);
        foreach (var change in StatedResidenceChanges.All)
            Assert.Equal(change, trial.Try(new Close(ClosureReason.GoalsAchieved, change)).State.ResidenceChange);
    }

    [Fact]
    public void A_goal_is_judged_by_its_name_or_with_all_that_are_left_and_only_unfinished_ones_go_on()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("a"), new SetGoal("b"), new SetGoal("c"), new AddPlanStep("s"), new AgreePlan(true), new RecordProgress(StepProgress.Started), new StartMonitoring(), new HoldReview(), new StartEvaluation());
        trial.Take(new JudgeGoal(GoalAttainment.Reached, "a"));
        Assert.Equal("Reached Unspecified Unspecified", Attainments());
        trial.Take(new JudgeGoal(GoalAttainment.PartlyReached));
        Assert.Equal("Reached PartlyReached PartlyReached", Attainments());
        trial.Take(new JudgeGoal(GoalAttainment.NotReached, "c"));
        Assert.Equal("Reached PartlyReached NotReached", Attainments());
        Assert.Equal(["no-goal-to-judge"], trial.Refusal(new JudgeGoal(GoalAttainment.Dropped)));
        trial.Take(new Continue());
        Assert.Equal("Reached Unspecified Unspecified", Attainments());

        string Attainments() => string.Join(" ", trial.State.Goals.Select(g => g.Attainment));
    }

    [Fact]
    public void A_step_of_the_plan_begins_once()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordProgress(StepProgress.Started, "s1"));
        Assert.Equal(["plan-step-not-open"], trial.Refusal(new RecordProgress(StepProgress.Started, "s1")));
    }

    [Fact]
    public void A_referral_is_open_until_it_is_refused_rejected_answered_or_given_up()
    {
        var closed = new[] { ReferralProgress.Refused, ReferralProgress.Rejected, ReferralProgress.FeedbackReceived, ReferralProgress.Abandoned };
        var offered = new Referral("r", "school", default, default);
        Assert.All(ReferralProgresses.All, progress => Assert.Equal(!closed.Contains(progress), offered.With(progress, default, null, default).IsOpen));
    }

    [Fact]
    public void A_release_holds_on_its_first_day_and_on_its_last()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var day = trial.Today;
        OneDay(trial, new ReleaseConfidentiality("school", validUntil: day.PlusDays(1)));
        Assert.True(trial.Try(new HoldConference(["school"])).IsAccepted);
        trial.Now += Duration.FromDays(1);
        Assert.True(trial.Try(new HoldConference(["school"])).IsAccepted);
        Assert.Equal(["conference-releases"], trial.Refusal(new HoldConference(["school"], on: day.PlusDays(-1))));
        trial.Now += Duration.FromDays(1);
        Assert.Equal(["conference-releases"], trial.Refusal(new HoldConference(["school"])));
    }

    [Fact]
    public void What_is_due_on_one_day_is_ordered_by_kind_and_name_and_an_ended_case_waits_for_nothing()
    {
        var day = new LocalDate(2024, 9, 1);
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("b", targetOn: day), new SetGoal("a", targetOn: day), new AddPlanStep("s", dueOn: day), new AddPlanStep("late", dueOn: day.PlusDays(1)), new AgreePlan(true, day.PlusDays(2)));
        string Due(LocalDate? until) => string.Join(" ", DueItem.In(trial.State, CasePolicy.Default, trial.Today, until).Select(d => $"{d.Kind.Code()}:{d.Subject}"));
        Assert.Equal("goal:a goal:b plan-step:s plan-step:late review:", Due(null));
        Assert.Equal("goal:a goal:b plan-step:s", Due(day));
        Assert.Equal("", Due(day.PlusDays(-1)));
        Assert.Equal("c1 goal", DueItem.In(trial.State, CasePolicy.Default, trial.Today)[0].ToString());
        trial.Take(new Abort(ClosureReason.MovedAway));
        Assert.Equal("", Due(null));
    }

    [Fact]
    public void The_next_review_is_reckoned_from_the_last_one_and_before_any_from_the_beginning_of_the_phase()
    {
        var trial = TrialCase.In(CasePhase.Monitoring);
        LocalDate Review() => DueItem.In(trial.State, CasePolicy.Default, trial.Today).Single(d => d.Kind == DueKind.Review).DueOn;
        Assert.Equal(trial.State.PhaseSince.PlusMonths(3), Review());
        trial.Now += Duration.FromDays(20);
        var held = trial.Today;
        trial.Take(new HoldReview());
        Assert.Equal(held.PlusMonths(3), Review());
    }

    [Fact]
    public void Next_steps_can_be_gone_through_and_a_blocked_one_leads_nowhere()
    {
        foreach (var phase in CasePhases.All)
        {
            var trial = TrialCase.In(phase);
            var next = CaseLifecycle.Standard.NextSteps(trial.State, trial.Today);
            Assert.Equal(Enumerable.Range(0, next.Count).Select(i => next[i]), next);
            Assert.All(next, step => Assert.Equal((step.IsPermitted, step.IsPermitted), (step.To is not null, step.Blockers.Count == 0)));
        }
    }

    [Fact]
    public void Case_management_reaches_from_the_assessment_to_the_follow_up() =>
        Assert.Equal(
            [CasePhase.Assessment, CasePhase.Planning, CasePhase.Linking, CasePhase.Monitoring, CasePhase.Evaluation, CasePhase.Paused, CasePhase.FollowUp],
            CasePhases.All.Where(p => p.IsCaseManagement()));

    [Fact]
    public void What_the_host_knows_blocks_whatever_data_a_step_will_have()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible));
        Assert.Empty(CaseLifecycle.Standard.Blockers(trial.State, StepKind.AcceptCase, trial.Today));
        Assert.Equal(["capacity-available", "no-other-open-case"], CaseLifecycle.Standard.Blockers(trial.State, StepKind.AcceptCase, trial.Today, new HostFacts(true, false)).Select(b => b.Code));
    }

    [Fact]
    public void A_second_person_is_missing_where_nothing_was_recorded_yet()
    {
        var trial = TrialCase.In(CasePhase.Inquiry, new CaseLifecycle(CasePolicy.Default.WithSecondPerson(StepKind.Abort)));
        Assert.Equal(["second-person"], trial.Refusal(new Abort(ClosureReason.MovedAway), by: Colleague));
    }

    [Fact]
    public void Another_definition_may_lack_a_step_or_lead_elsewhere_and_the_report_says_so()
    {
        var standard = LifecycleDefinition.Standard;
        var other = new CaseLifecycle(CasePolicy.Default, new LifecycleDefinition(2, standard.Guards,
            [.. standard.Transitions.Where(t => t.Step != StepKind.Continue).Select(t => t.Step == StepKind.RevisePlan ? t with { To = Place.Assessment } : t)]));
        Assert.Equal([StepKind.Continue], CaseLifecycle.Standard.Steps.Select(s => s.Kind).Except(other.Steps.Select(s => s.Kind)));
        var difference = Assert.Single(CaseLifecycle.Standard.Differences(TrialCase.In(CasePhase.Monitoring).State, other, new LocalDate(2024, 6, 1)));
        Assert.Equal((CasePhase.Planning, CasePhase.Assessment, "c1 revise-plan"), (difference.LeadsHereTo, difference.LeadsThereTo, difference.ToString()));
    }

    [Fact]
    public void A_history_is_replayed_from_an_array_as_from_any_other_list()
    {
        var trial = TrialCase.In(CasePhase.Closed).Take(new Reopen(true));
        Assert.Equal(trial.State, CaseState.Replay(trial.Events.ToArray()));
        Assert.Equal(trial.State, CaseState.Replay(trial.Events.ToList()));
    }

    [Fact]
    public void An_inquiry_can_be_recorded_from_the_first_year_on()
    {
        var trial = new TrialCase { Now = Instant.FromUtc(1900, 1, 1, 0, 0) };
        Assert.True(trial.Try(Anonymous).IsAccepted);
    }

    [Fact]
    public void Every_attempt_of_a_host_is_remembered()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        CaseDecision Contact(CaseState state, string id) => CaseLifecycle.Standard.Decide(state, TrialCase.Id, new RecordContact(), trial.Now, TrialCase.Manager, stepId: StepId.From(id));
        var state = new[] { "one", "two", "three" }.Aggregate(trial.State, (before, id) => Contact(before, id).EnsureAccepted());
        foreach (var kept in new[] { state, StoredVersionTests.Read(CaseWorkTests.Json(state)) })
        {
            Assert.Equal(["one", "two", "three"], kept.StepIds);
            Assert.All(kept.StepIds, id => Assert.Same(kept, Contact(kept, id).State));
        }
    }

    [Fact]
    public void Cases_that_differ_in_one_entry_alone_are_not_equal()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var phone = trial.Try(new RecordContact(ContactChannel.Phone)).State;
        var again = trial.Try(new RecordContact(ContactChannel.Phone)).State;
        Assert.Equal((phone, phone.GetHashCode()), (again, again.GetHashCode()));
        Assert.Equal(new RecordContact(ContactChannel.Phone).GetHashCode(), new RecordContact(ContactChannel.Phone).GetHashCode());
        Assert.All(ContactChannels.All.Where(c => c != ContactChannel.Phone), channel => Assert.NotEqual(phone, trial.Try(new RecordContact(channel)).State));
    }

    [Fact]
    public void What_is_stored_comes_back_in_rarer_shapes_too()
    {
        var registered = new TrialCase().Take(Anonymous);
        var waiting = TrialCase.In(CasePhase.Clarification).Take(new RecordPerson(PersonKey.From("p2"), 1990, Sexes.All[1], CountryCode.From("ER"), LanguageTag.From("ti")), new GiveInformation(), new GiveConsent(ConsentKind.Participation, validUntil: new LocalDate(2025, 1, 1)), new GiveConsent(ConsentKind.Statistics), new RecordEligibility(EligibilityVerdict.Eligible), new Enqueue(priority: 2));
        Assert.Equal(2, waiting.State.Priority);
        Assert.Null(registered.State.Priority);
        var paused = TrialCase.In(CasePhase.Evaluation).Take(new Pause(PauseReason.Away, new LocalDate(2024, 6, 1)));
        var reviewed = TrialCase.In(CasePhase.Monitoring).Take(new HoldReview(new LocalDate(2024, 9, 1)));
        var handed = TrialCase.In(CasePhase.Linking).Take(new ReleaseConfidentiality("planb"), new OfferHandover(Colleague, provider: ProviderCode.From("planb")));
        var erased = TrialCase.In(CasePhase.Linking).Take(
            new RecordContact(ContactChannel.Phone, 20), new RecordContact(), new RecordGermanLevel(GermanLevel.B1), new RecordResidence(ResidenceStatusCode.From("DUL_60A"), validFrom: new LocalDate(2015, 3, 1)), new RecordResidence(ResidenceStatusCode.From("AE_25B")),
            new Abort(ClosureReason.MovedAway), new Erase(true, PersonKey.From("x")));
        foreach (var state in new[] { registered.State, waiting.State, paused.State, reviewed.State, handed.State, handed.Try(new AcceptHandover(), by: Colleague).State, erased.State })
            Assert.Equal(state, StoredVersionTests.Read(CaseWorkTests.Json(state, withResidence: true)));
        Assert.DoesNotContain("DUL_60A", CaseWorkTests.Json(erased.State), StringComparison.Ordinal);
        Assert.Contains("DUL_60A", CaseWorkTests.Json(erased.State, withResidence: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_gets_the_document_of_one_case_alone()
    {
        var (one, other) = (TrialCase.In(CasePhase.Inquiry).Events, CaseLifecycle.Standard.Decide(CaseState.NotOpened, CaseId.From("c2"), Anonymous, Instant.FromUtc(2024, 1, 8, 9, 0), TrialCase.Manager).Events);
        Assert.StartsWith("The events of exactly one case are expected.", Assert.Throws<ArgumentException>(() => SubjectAccess.Document([.. one, .. other], TextCatalogue.BuiltIn, LanguageTag.German)).Message, StringComparison.Ordinal);
    }

    /// <summary>Steps a minute apart, so that they fall on one day.</summary>
    internal static void OneDay(TrialCase trial, params CaseStep[] steps)
    {
        foreach (var step in steps)
        {
            var at = trial.Now;
            trial.Take(step);
            trial.Now = at + Duration.FromMinutes(1);
        }
    }
}
