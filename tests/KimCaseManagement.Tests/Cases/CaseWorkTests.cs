using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Residence;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>Case work as case managers live it: others who take part, histories, corrections, what is due, what is kept.</summary>
public sealed class CaseWorkTests
{
    private static readonly ActorId Colleague = ActorId.From("cm-2");

    [Fact]
    public void A_referral_is_a_closed_loop()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new OfferReferral("r1", "jobcenter"));
        Assert.Equal(["no-referral-for-this"], trial.Refusal(new RecordReferral(ReferralProgress.Sent)));
        trial.Take(new RecordReferral(ReferralProgress.Agreed));
        Assert.Equal(["referral-release"], trial.Refusal(new RecordReferral(ReferralProgress.Sent)));
        trial.Take(new ReleaseConfidentiality("jobcenter"), new RecordReferral(ReferralProgress.Sent, answerBy: trial.Today.PlusDays(10)));
        Assert.Contains(DueItem.In(trial.State, CasePolicy.Default, trial.Today.PlusDays(30)), d => d is { Kind: DueKind.ReferralAnswer, IsOverdue: true, Subject: "r1" });
        Assert.Equal(["rejection-without-reason"], trial.Refusal(new RecordReferral(ReferralProgress.Rejected)));
        trial.Take(new RecordReferral(ReferralProgress.Accepted), new RecordReferral(ReferralProgress.TakenUp), new RecordReferral(ReferralProgress.Done), new RecordReferral(ReferralProgress.FeedbackReceived));
        Assert.False(Assert.Single(trial.State.Referrals).IsOpen);
        Assert.Equal(["no-referral-for-this"], trial.Refusal(new RecordReferral(ReferralProgress.Abandoned, "r1")));
        Assert.Equal(["referral-exists"], trial.Refusal(new OfferReferral("r1", "school")));
        Assert.Equal(["no-such-referral"], trial.Refusal(new RecordReferral(ReferralProgress.Agreed, "r2")));
    }

    [Fact]
    public void A_rejected_referral_keeps_the_reason()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(
            new ReleaseConfidentiality("school"), new OfferReferral("r1", "school"), new RecordReferral(ReferralProgress.Agreed), new RecordReferral(ReferralProgress.Sent),
            new RecordReferral(ReferralProgress.Rejected, rejection: ReferralRejection.NoCapacity));
        Assert.Equal(ReferralRejection.NoCapacity, Assert.Single(trial.State.Referrals).Rejection);
    }

    [Fact]
    public void A_handover_waits_for_the_receiver_and_one_person_is_responsible_at_any_time()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new OfferHandover(Colleague));
        Assert.Equal((TrialCase.Manager, Colleague), (trial.State.CaseManager, trial.State.PendingHandover!.CaseManager));
        Assert.Equal(["no-handover-pending"], trial.Refusal(new OfferHandover(Colleague)));
        Assert.Equal(["actor-is-receiver"], trial.Refusal(new AcceptHandover()));
        var accepted = trial.Try(new AcceptHandover(), by: Colleague);
        Assert.Equal((Colleague, CasePhase.Linking, null), (accepted.State.CaseManager, accepted.State.Phase, accepted.State.PendingHandover));
        Assert.Equal(TrialCase.Manager, trial.Try(new RejectHandover(HandoverRejection.NoCapacity), by: Colleague).State.CaseManager);
        Assert.Equal(["handover-pending", "actor-is-receiver"], trial.Take(new WithdrawHandover()).Refusal(new AcceptHandover()));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Another_provider_gets_the_case_only_with_a_release_and_the_history_only_as_the_client_wants(bool withHistory, int needs)
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var offer = new OfferHandover(Colleague, OfficeCode.From("wanne"), ProviderCode.From("planb"), withHistory);
        Assert.Equal(["receiver-release"], trial.Refusal(offer));
        trial.Take(new ReleaseConfidentiality("planb"), offer);
        var state = trial.Try(new AcceptHandover(), by: Colleague).State;
        Assert.Equal((Colleague, "wanne", "planb"), (state.CaseManager, state.Office.Value, state.Provider.Value));
        Assert.Equal(needs, state.Needs.Count);
    }

    [Fact]
    public void A_conference_needs_a_release_for_every_body_unless_nobody_is_named()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new ReleaseConfidentiality("school"));
        Assert.Equal(["conference-releases"], trial.Refusal(new HoldConference(["school", "jobcenter"])));
        Assert.True(trial.Try(new HoldConference(["school"])).IsAccepted);
        Assert.True(trial.Try(new HoldConference(["school", "jobcenter"], anonymised: true)).IsAccepted);
    }

    [Fact]
    public void A_withdrawn_release_bites_at_once()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new ReleaseConfidentiality("school"), new WithdrawRelease("school"));
        Assert.Equal(["conference-releases"], trial.Refusal(new HoldConference(["school"])));
        Assert.Equal(["no-such-release"], trial.Refusal(new WithdrawRelease("school")));
    }

    [Fact]
    public void Needs_are_versions_and_the_newest_counts()
    {
        var topic = TopicCode.From("LNG-INTEG");
        var trial = TrialCase.In(CasePhase.Planning).Take(new RecordNeed(topic, Urgency.High, Informant.Client));
        Assert.Equal(Urgency.High, Assert.Single(trial.State.Needs).Urgency);
        Assert.Equal(2, trial.Events.Count(e => e.Step is RecordNeed));
    }

    [Fact]
    public void Typical_goals_can_be_counted_with_start_and_end()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new SetGoal("german", goalKind: GoalKind.GermanLevel, startValue: "A2", targetValue: "B1"), new AddPlanStep("s"), new AgreePlan(true), new JudgeGoal(GoalAttainment.Reached, "german", "B1"));
        var goal = Assert.Single(trial.State.Goals);
        Assert.Equal((GoalKind.GermanLevel, "A2", "B1", GoalAttainment.Reached), (goal.Kind, goal.StartValue, goal.EndValue, goal.Attainment));
    }

    [Fact]
    public void What_is_due_is_ordered_and_says_what_is_overdue()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(new GiveConsent(ConsentKind.Participation, validUntil: new LocalDate(2025, 1, 1)), new SetGoal("g", targetOn: new LocalDate(2024, 9, 1)), new AddPlanStep("s", dueOn: new LocalDate(2024, 3, 1)), new AgreePlan(true, new LocalDate(2024, 4, 1)));
        var due = DueItem.In(trial.State, CasePolicy.Default, new LocalDate(2024, 4, 1));
        Assert.Equal([DueKind.PlanStep, DueKind.Review, DueKind.Goal, DueKind.ConsentEnds], due.Select(d => d.Kind));
        Assert.Equal([true, false, false, false], due.Select(d => d.IsOverdue));
        Assert.Equal(2, DueItem.In(trial.State, CasePolicy.Default, new LocalDate(2024, 4, 1), new LocalDate(2024, 4, 1)).Count);
        Assert.Contains(DueItem.In(TrialCase.In(CasePhase.Paused).State, CasePolicy.Default, trial.Today), d => d.Kind == DueKind.PauseEnds);
    }

    [Fact]
    public void A_structural_finding_says_nothing_about_the_person()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordFinding(TopicCode.From("CHI-KITA"), GapKind.NoCapacity, "youth-office"));
        var finding = Assert.Single(trial.State.Findings);
        Assert.Equal((GapKind.NoCapacity, "youth-office"), (finding.Gap, finding.Body));
        Assert.Equal(["Body", "Gap", "On", "Topic"], typeof(StructuralFinding).GetProperties().Select(p => p.Name).Order());
    }

    [Fact]
    public void Residence_is_an_outcome_with_history_and_stays_out_of_the_default_projection()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(
            new RecordResidence(ResidenceStatusCode.From("DUL_60A"), validFrom: new LocalDate(2015, 3, 1)),
            new RecordResidence(ResidenceStatusCode.From("AE_25B"), ResidenceEvidence.DocumentSeen, new LocalDate(2024, 1, 20)),
            new RecordGermanLevel(GermanLevel.A2),
            new RecordGermanLevel(GermanLevel.B1));
        Assert.Equal(ResidenceChange.Gain, trial.State.ResidenceHistory().Outcome().Change);
        Assert.Equal((GermanLevel.A2, GermanLevel.B1), (trial.State.FirstGermanLevel, trial.State.GermanLevel));
        Assert.DoesNotContain("DUL_60A", Json(trial.State), StringComparison.Ordinal);
        Assert.Contains("DUL_60A", Json(trial.State, withResidence: true), StringComparison.Ordinal);
        Assert.All(typeof(CaseState).GetProperties(), p => Assert.NotEqual(typeof(ResidenceHistory), p.PropertyType));
    }

    [Fact]
    public void No_step_depends_on_residence()
    {
        foreach (var phase in CasePhases.All.Where(p => p.IsOpen()))
        {
            var plain = TrialCase.In(phase);
            foreach (var status in new[] { "NONE", "DUL_60A", "DEU", "NOT_STATED" })
            {
                var with = TrialCase.In(phase).Take(new RecordResidence(ResidenceStatusCode.From(status)));
                Assert.Equal(
                    CaseLifecycle.Standard.NextSteps(plain.State, plain.Today).Select(n => (n.Kind, n.IsPermitted, n.To)),
                    CaseLifecycle.Standard.NextSteps(with.State, plain.Today).Select(n => (n.Kind, n.IsPermitted, n.To)));
            }
        }
    }

    [Fact]
    public void A_correction_names_what_it_takes_back_and_nothing_is_overwritten()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordContact(minutes: 60), new RecordContact(minutes: 30));
        var wrong = trial.Events.Single(e => e.Step is RecordContact { Minutes: 60 }).Version;
        trial.Take(new EnterInError(wrong, CorrectionReason.EnteredInError));
        Assert.Equal((1, 30), (trial.State.ContactCount, trial.State.ContactMinutes));
        Assert.Equal(30, Assert.Single(trial.State.Contacts).Minutes);
        Assert.Contains(trial.Events, e => e.Version == wrong);
        Assert.Equal(["no-such-entry"], trial.Refusal(new EnterInError(wrong, CorrectionReason.Duplicate)));
        Assert.Equal(["no-such-entry"], trial.Refusal(new EnterInError(999, CorrectionReason.Duplicate)));
    }

    [Fact]
    public void What_would_break_history_is_not_taken_back()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        Assert.Equal(["history-rests-on-it"], trial.Refusal(new EnterInError(trial.Events.Single(e => e.Step is RecordNeed).Version, CorrectionReason.EnteredInError)));
        Assert.Equal(["entry-not-correctable"], trial.Refusal(new EnterInError(trial.Events.Single(e => e.Step is AgreePlan).Version, CorrectionReason.EnteredInError)));
        var brief = TrialCase.In(CasePhase.ShortCounselling).Take(new RecordContact(), new Finish());
        Assert.Equal(["history-rests-on-it"], brief.Refusal(new EnterInError(brief.Events.Single(e => e.Step is RecordContact).Version, CorrectionReason.EnteredInError)));
    }

    [Fact]
    public void Two_times_are_kept_so_that_the_past_can_be_told_as_it_was_known()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var before = trial.Now;
        var earlier = trial.Today.PlusDays(-2);
        trial.Take(new RecordContact(minutes: 10, on: earlier));
        var known = CaseState.Replay(trial.Events.Where(e => e.At < before));
        Assert.Equal((0, 1), (known.ContactCount, trial.State.ContactCount));
        Assert.Equal(earlier, trial.Events[^1].On);
        Assert.Equal(before, trial.Events[^1].At);
    }

    [Fact]
    public void A_role_can_be_needed_for_a_step()
    {
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithRole(StepKind.Abort, "supervisor"));
        var trial = TrialCase.In(CasePhase.Linking, lifecycle);
        Assert.Equal(["authority"], trial.Refusal(new Abort(ClosureReason.MovedAway)));
        Assert.True(trial.Try(new Abort(ClosureReason.MovedAway), new HostFacts(roles: ["supervisor"])).IsAccepted);
        var next = lifecycle.NextSteps(trial.State, trial.Today).Find(StepKind.Abort)!.Value;
        Assert.False(next.IsPermitted);
        Assert.Equal(["supervisor"], next.Roles);
    }

    [Fact]
    public void A_second_person_approves_in_the_phase_and_not_oneself()
    {
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithSecondPerson(StepKind.Close));
        var trial = TrialCase.In(CasePhase.Evaluation, lifecycle).Take(new JudgeGoal(GoalAttainment.Reached), new Approve(StepKind.Close));
        Assert.Equal(["second-person"], trial.Refusal(new Close(ClosureReason.GoalsAchieved)));
        Assert.True(trial.Try(new Close(ClosureReason.GoalsAchieved), by: Colleague).IsAccepted);
        // An approval of an earlier phase is none.
        trial.Take(new EnterFollowUp());
        var late = lifecycle.Decide(trial.State, TrialCase.Id, new Close(ClosureReason.GoalsAchieved), trial.Now, Colleague);
        Assert.Equal(["second-person"], late.Blockers.Select(b => b.Code));
        Assert.Throws<ArgumentException>(() => CasePolicy.Default.WithSecondPerson(StepKind.WithdrawConsent));
    }

    [Fact]
    public void A_city_adds_a_guard_that_forbids_and_can_not_touch_the_clients_right()
    {
        var policy = CasePolicy.Default.WithGuard("two-contacts-first", StepKind.CompleteAssessment, (state, _) => state.ContactCount >= 2);
        var trial = TrialCase.In(CasePhase.Assessment, new CaseLifecycle(policy)).Take(new RecordNeed(TopicCode.From("DOC")));
        Assert.Equal(["two-contacts-first"], trial.Refusal(new CompleteAssessment()));
        Assert.True(trial.Take(new RecordContact(), new RecordContact()).Try(new CompleteAssessment()).IsAccepted);
        Assert.Throws<ArgumentException>(() => policy.WithGuard("x", StepKind.WithdrawConsent, (_, _) => false));
        Assert.Throws<ArgumentException>(() => policy.WithGuard("participation-consent", StepKind.Close, (_, _) => true));
        Assert.Equal(2, policy.Faults(TextCatalogue.BuiltIn).Count);
        Assert.Contains("'refusal.two-contacts-first'", policy.Faults(TextCatalogue.BuiltIn)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_is_erased_when_it_is_due_and_no_hold_forbids_it()
    {
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithRetention(24));
        var trial = TrialCase.In(CasePhase.Closed, lifecycle);
        Assert.Equal(["deletion-due"], trial.Refusal(new Erase()));
        Assert.True(trial.Try(new Erase(onRequest: true)).IsAccepted);
        Assert.Equal(trial.State.EndedOn!.Value.PlusMonths(24), Assert.Single(DueItem.In(trial.State, lifecycle.Policy, trial.Today)).DueOn);
        trial.Now += Duration.FromDays(800);
        trial.Take(new PlaceLegalHold());
        Assert.Equal(["no-legal-hold"], trial.Refusal(new Erase()));
        Assert.Empty(DueItem.In(trial.State, lifecycle.Policy, trial.Today));
        Assert.Equal(["no-legal-hold"], trial.Refusal(new PlaceLegalHold()));
        trial.Take(new LiftLegalHold(), new Erase(replacement: PersonKey.From("x1")));
        Assert.Equal(["legal-hold-placed"], trial.Refusal(new LiftLegalHold()));
        Assert.Equal(["not-erased"], trial.Refusal(new Erase(onRequest: true)));
        Assert.Contains("not-erased", trial.Refusal(new Reopen(true)));
    }

    [Fact]
    public void Erasure_leaves_what_statistics_count_and_nothing_else()
    {
        var before = TrialCase.In(CasePhase.FollowUp).Take(new RecordPerson(birthYear: 1990), new RecordContact(ContactChannel.Phone, 20, topics: [TopicCode.From("DOC")]), new RecordGermanLevel(GermanLevel.B1), new RecordResidence(ResidenceStatusCode.From("DUL_60A")), new Close(ClosureReason.GoalsAchieved));
        var after = before.Try(new Erase(true, PersonKey.From("x1"))).State;
        Assert.True(after.IsErased);
        Assert.Equal(before.State.Episodes, after.Episodes);
        Assert.Equal(before.State.Contacts, after.Contacts);
        Assert.Equal(before.State.Topics, after.Topics);
        Assert.Equal((before.State.GermanLevel, before.State.Office, before.State.BirthYear), (after.GermanLevel, after.Office, after.BirthYear));
        var json = Json(after, withResidence: true);
        Assert.DoesNotContain("\"p1\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("cm-1", json, StringComparison.Ordinal);
        Assert.DoesNotContain("DUL_60A", Json(after), StringComparison.Ordinal);
        Assert.Contains("\"person\":\"x1\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Withdrawn_consent_starts_the_deletion_clock_at_once()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new WithdrawConsent());
        Assert.Equal(trial.State.EndedOn, CasePolicy.Default.DeletionDate(trial.State));
        Assert.True(trial.Try(new Erase()).IsAccepted);
    }

    [Fact]
    public void A_person_gets_everything_in_one_document()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordResidence(ResidenceStatusCode.From("DUL_60A")));
        Snapshots.Match(SubjectAccess.Document(trial.Events, TextCatalogue.BuiltIn, LanguageTag.German), "subject-access");
        Assert.Throws<ArgumentException>(() => SubjectAccess.Document([], TextCatalogue.BuiltIn, LanguageTag.German));
    }

    [Fact]
    public void Every_value_that_a_form_offers_has_words()
    {
        var alike = GermanLevels.All.Select(GermanLevels.Code).Append("normal").ToHashSet();   // A1 is A1 in every language.
        foreach (var step in CaseLifecycle.Standard.Steps)
        {
            foreach (var field in step.Fields)
            {
                foreach (var value in field.Values(CasePolicy.Default).Where(v => !alike.Contains(v)))
                    Assert.NotEqual(value, field.ValueText(value, CasePolicy.Default, TextCatalogue.BuiltIn, LanguageTag.German));
            }
        }
    }

    [Theory]
    [InlineData("reason", "goals-achieved", "de", "Ziele erreicht")]
    [InlineData("reason", "of-our-city", "de", "of-our-city")]
    [InlineData("on", "4711", "en", "4711")]
    public void A_value_without_words_stands_for_itself(string name, string value, string language, string expected)
    {
        var field = CaseLifecycle.Standard.Steps.Single(s => s.Kind == StepKind.Close).Fields.Single(f => f.Name == name);
        Assert.Equal(expected, field.ValueText(value, CasePolicy.Default, TextCatalogue.BuiltIn, LanguageTag.From(language)));
    }

    [Fact]
    public void A_step_says_where_it_leads_from_each_phase()
    {
        var reopen = CaseLifecycle.Standard.Steps.Single(s => s.Kind == StepKind.Reopen);
        Assert.Equal([CasePhase.Assessment], reopen.ToFrom(CasePhase.FollowUp));
        Assert.Equal([CasePhase.Clarification], reopen.ToFrom(CasePhase.Closed));
        Assert.Empty(reopen.ToFrom(CasePhase.Inquiry));
        Assert.All(CaseLifecycle.Standard.Steps, step => Assert.Equal(step.From.Count == 0 ? [] : step.To, step.From.SelectMany(step.ToFrom).Distinct().Order()));
    }

    [Fact]
    public void What_a_step_says_can_be_read_field_by_field()
    {
        var step = new RecordContact(ContactChannel.Phone, 45, interpreter: true, topics: [TopicCode.From("RES-PASS"), TopicCode.From("RES")], on: new LocalDate(2024, 5, 3));
        var fields = CaseLifecycle.Standard.Steps.Single(s => s.Kind == StepKind.RecordContact).Fields;
        string Read(LanguageTag language) => string.Join(" | ", fields.Select(f => f.TextIn(step, CasePolicy.Default, TextCatalogue.BuiltIn, language) ?? "-"));
        Assert.Equal("telefonisch | 45 | - | ja | Passbeschaffung und Identitätsklärung, Aufenthalt, Asyl, Staatsangehörigkeit | 03.05.2024", Read(LanguageTag.German));
        Assert.Equal("by telephone | 45 | - | yes | Obtaining a passport, clarifying identity, Residence, asylum, nationality | 3 May 2024", Read(LanguageTag.English));
    }

    [Fact]
    public void The_same_attempt_twice_happens_once()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var id = StepId.From("attempt-1");
        var first = CaseLifecycle.Standard.Decide(trial.State, TrialCase.Id, new RecordContact(minutes: 30), trial.Now, TrialCase.Manager, stepId: id);
        var second = CaseLifecycle.Standard.Decide(first.State, TrialCase.Id, new RecordContact(minutes: 30), trial.Now, TrialCase.Manager, stepId: id);
        Assert.True(second.IsAccepted);
        Assert.Empty(second.Events);
        Assert.Same(first.State, second.State);
        Assert.Equal(id, first.Events[0].Id);
    }

    [Fact]
    public void A_host_that_saw_another_version_is_told_so()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        var decision = CaseLifecycle.Standard.Decide(trial.State, TrialCase.Id, new RecordContact(), trial.Now, TrialCase.Manager, expectedVersion: trial.State.Version - 1);
        Assert.Equal(["version-conflict"], decision.Blockers.Select(b => b.Code));
        Assert.True(CaseLifecycle.Standard.Decide(trial.State, TrialCase.Id, new RecordContact(), trial.Now, TrialCase.Manager, expectedVersion: trial.State.Version).IsAccepted);
    }

    [Fact]
    public void A_stored_state_comes_back_as_it_was_in_every_phase()
    {
        foreach (var phase in CasePhases.All)
        {
            var trial = TrialCase.In(phase);
            if (phase.IsOpen())
                trial.Take(new RecordContact(minutes: 5), new RecordGermanLevel(GermanLevel.A1), new RecordResidence(ResidenceStatusCode.From("NOT_STATED")));
            var stored = Json(trial.State, withResidence: true);
            var read = StoredVersionTests.Read(stored);
            Assert.Equal(trial.State, read);
            Assert.Equal(stored, Json(read, withResidence: true));
        }
    }

    [Fact]
    public void States_that_differ_in_nothing_but_their_version_are_not_equal()
    {
        var state = TrialCase.In(CasePhase.Linking).State;
        var later = StoredVersionTests.Read(StoredVersionTests.Changed(Json(state), $"\"version\":{state.Version},\"schema\"", $"\"version\":{state.Version + 1},\"schema\""));
        Assert.Equal(state.Version + 1, later.Version);
        Assert.NotEqual(state, later);
    }

    [Theory]
    [InlineData("\"phase\":\"linking\"", "\"phase\":\"flying\"", "phase")]
    [InlineData("\"phase\":\"linking\"", "\"phase\":\"paused\"", "paused_from")]
    [InlineData("\"phase\":\"linking\"", "\"phase\":\"closed\"", "ended_on")]
    [InlineData("\"schema\":2,\"definition\":1,\"phase_version\"", "\"schema\":99,\"definition\":1,\"phase_version\"", "schema")]
    [InlineData("\"event\":\"need-recorded\"", "\"event\":\"need-imagined\"", "event")]
    [InlineData("\"topic\":\"LNG-INTEG\"", "\"topic\":\"NO-SUCH\"", "data.topic")]
    [InlineData("\"registered_on\":\"2024-01-08\"", "\"registered_on\":\"long ago\"", "registered_on")]
    public void A_stored_state_that_contradicts_itself_or_has_unknown_codes_is_refused_by_name(string was, string becomes, string path)
    {
        var json = StoredVersionTests.Changed(Json(TrialCase.In(CasePhase.Linking).State), was, becomes);
        Assert.Equal(path, Assert.Throws<CaseJsonException>(() => StoredVersionTests.Read(json)).Path);
    }

    [Fact]
    public void A_report_says_what_another_definition_would_do_to_running_cases()
    {
        var standard = LifecycleDefinition.Standard;
        var other = new CaseLifecycle(CasePolicy.Default, new LifecycleDefinition(2, standard.Guards,
        [
            .. standard.Transitions.Where(t => t.Step != StepKind.RevisePlan),
            new Transition(StepKind.EnterFollowUp, Place.Monitoring, Place.FollowUp, []),
        ]));
        var trial = TrialCase.In(CasePhase.Monitoring);
        Assert.Equal(
            [(StepKind.RevisePlan, CasePhase.Planning, (CasePhase?)null), (StepKind.EnterFollowUp, (CasePhase?)null, (CasePhase?)CasePhase.FollowUp)],
            CaseLifecycle.Standard.Differences(trial.State, other, trial.Today).Select(d => (d.Step, d.LeadsHereTo, d.LeadsThereTo)));
        Assert.Empty(CaseLifecycle.Standard.Differences(TrialCase.In(CasePhase.Assessment).State, other, trial.Today));
        Assert.Equal(1, trial.State.DefinitionVersion);
    }

    [Fact]
    public void The_validator_has_the_deciders_codes_and_our_words()
    {
        var validator = new StepInputValidator(CaseLifecycle.Standard, TextCatalogue.BuiltIn, LanguageTag.English);
        var result = validator.Validate(new StepInput("pause", StepData.Empty.With("reason", "bored")));
        Assert.Equal([("reason", "unknown-code"), ("resume_by", "missing-value")], result.Errors.Select(e => (e.PropertyName, e.ErrorCode)));
        Assert.StartsWith("The value of \"resume_by\" is missing.", result.Errors[1].ErrorMessage, StringComparison.Ordinal);
        Assert.True(validator.Validate(new StepInput("resume", StepData.Empty)).IsValid);
        Assert.Equal("unknown-step", Assert.Single(validator.Validate(new StepInput("fly", StepData.Empty)).Errors).ErrorCode);
    }

    [Fact]
    public void One_state_is_safe_in_many_hands()
    {
        var trial = TrialCase.In(CasePhase.Monitoring);
        var expected = Json(trial.State);
        Parallel.For(0, 20_000, i =>
        {
            var decision = i % 2 == 0 ? trial.Try(new HoldReview()) : trial.Try(new RecordContact(minutes: i % 100));
            Assert.True(decision.IsAccepted);
            Assert.Equal(trial.State.Version + 1, decision.State.Version);
            Assert.False(trial.Try(new Close(ClosureReason.Other)).IsAccepted);
            Assert.True(CaseLifecycle.Standard.NextSteps(trial.State, trial.Today).Find(StepKind.RevisePlan)!.Value.IsPermitted);
        });
        Assert.Equal(expected, Json(trial.State));
    }

    internal static string Json(CaseState state, bool withResidence = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            CaseJson.Write(writer, state, withResidence);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
