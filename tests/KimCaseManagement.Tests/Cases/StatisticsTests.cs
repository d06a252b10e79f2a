using CsCheck;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What reports get of cases: the same before and after erasure, and each passage in its own time.</summary>
public sealed class StatisticsTests
{
    private static readonly LocalDate Accepted = new(2024, 1, 14);

    [Fact]
    public void Erasing_people_changes_no_past_report() =>
        Gen.Select(RandomHistories.Any, RandomHistories.Any, RandomHistories.Any).Sample((one, two, three) =>
        {
            // Two cases of one person and one of another, each ended, so that all can be erased.
            CaseState[] before = [Ended("c1", one), Ended("c2", two), Ended("c3", three, "q")];
            CaseState[] after = [.. before.Select((state, i) => state.IsErased ? state : Step(state, new Erase(true, PersonKey.From(i < 2 ? "x" : "y"))))];
            return before.Zip(after).All(pair => pair.Second.IsErased && SameFacts(pair.First, pair.Second)) && Persons(before) == Persons(after);
        }, iter: Iterations.Of(2_000));

    [Fact]
    public void A_whole_report_is_the_same_before_and_after_erasure()
    {
        CaseState[] before =
        [
            Life("c1", "p1", "mitte", "DUL_60A", "AE_25B", GermanLevel.A1, GermanLevel.B1),
            Life("c2", "p1", "wanne", "GESTATT", "GESTATT", GermanLevel.A2, GermanLevel.A2),
            Life("c3", "p2", "mitte", "NOT_STATED", "AE_24", GermanLevel.None, GermanLevel.A1),
        ];
        CaseState[] after = [Erased(before[0], "x1"), Erased(before[1], "x1"), Erased(before[2], "x2")];
        foreach (var dimension in Dimensions.All)
        {
            Dimension[] dimensions = dimension == Dimension.Office ? [dimension] : [dimension, Dimension.Office];
            var request = new ReportRequest(new ReportingPeriod(new LocalDate(2024, 1, 1), new LocalDate(2024, 7, 1)), dimensions);
            Assert.Equal(Text(before, request), Text(after, request));
        }

        Assert.DoesNotContain("p1", string.Join(' ', after.Select(s => s.Person.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Residence_and_German_at_the_opening_and_at_the_end_go_along()
    {
        var facts = Assert.Single(CaseProjection.FactsOf(Life("c1", "p1", "mitte", "DUL_60A", "AE_25B", GermanLevel.A1, GermanLevel.B1)));
        Assert.Equal(("DUL_60A", "AE_25B"), (facts.ResidenceStatusAtOpening!.Value.Value, facts.ResidenceStatus!.Value.Value));
        Assert.Equal((GermanLevel.A1, GermanLevel.B1), (facts.GermanLevelAtOpening, facts.GermanLevel));
        var nothing = Assert.Single(CaseProjection.FactsOf(TrialCase.In(CasePhase.Linking).State));
        Assert.Equal((null, null, GermanLevel.Unspecified, GermanLevel.Unspecified), (nothing.ResidenceStatusAtOpening, nothing.ResidenceStatus, nothing.GermanLevelAtOpening, nothing.GermanLevel));
    }

    [Fact]
    public void A_status_counts_from_its_begin_and_where_that_is_not_known_from_the_day_it_was_recorded()
    {
        // The permit is recorded first and begins after the acceptance; the toleration before it is recorded later.
        var trial = TrialCase.In(CasePhase.Linking);
        Assert.Equal(Accepted, trial.State.AcceptedOn);
        trial.Take(new RecordResidence(ResidenceStatusCode.From("AE_25B"), validFrom: new LocalDate(2024, 1, 16)), new RecordResidence(ResidenceStatusCode.From("DUL_60A"), validFrom: new LocalDate(2020, 1, 1)));
        Assert.Equal(("DUL_60A", "AE_25B"), Residence(trial.State));
        // Known to have begun after the acceptance and nothing else: at the opening it is unknown.
        var late = TrialCase.In(CasePhase.Linking).Take(new RecordResidence(ResidenceStatusCode.From("AE_25B"), validFrom: new LocalDate(2024, 1, 16)));
        Assert.Equal((null, "AE_25B"), Residence(late.State));
        var future = TrialCase.In(CasePhase.Linking).Take(new RecordResidence(ResidenceStatusCode.From("DUL_60A")), new RecordResidence(ResidenceStatusCode.From("AE_25B"), validFrom: new LocalDate(2030, 1, 1)), new Abort(ClosureReason.Other));
        Assert.Equal(("DUL_60A", "DUL_60A"), Residence(future.State));
    }

    [Fact]
    public void Each_passage_has_its_own_days_topics_levels_and_office()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordGermanLevel(GermanLevel.A1), new RecordGermanLevel(GermanLevel.A2), new Abort(ClosureReason.ContactLost));
        trial.Now += Duration.FromDays(30);
        trial.Take(new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new RecordGermanLevel(GermanLevel.B1), new AcceptCase(), new RecordNeed(TopicCode.From("DOC")));
        var receiver = ActorId.From("cm-2");
        trial.Take(new OfferHandover(receiver, OfficeCode.From("wanne")));
        var state = trial.Try(new AcceptHandover(), by: receiver).State;
        var rows = CaseProjection.FactsOf(state);
        Assert.Equal(["c1", "c1#2"], rows.Select(r => r.CaseId.Value));
        Assert.Equal(["mitte", "wanne"], rows.Select(r => r.Office.Value));
        Assert.Equal([(GermanLevel.A1, GermanLevel.A2), (GermanLevel.B1, GermanLevel.B1)], rows.Select(r => (r.GermanLevelAtOpening, r.GermanLevel)));
        Assert.Equal([["LNG-INTEG"], ["DOC", "LNG-INTEG"]], rows.Select(r => r.Topics.Select(t => t.Value).ToArray()));
        Assert.Equal(rows, CaseProjection.FactsOf(CaseState.Replay([.. trial.Events, .. trial.Try(new AcceptHandover(), by: receiver).Events])));
    }

    [Fact]
    public void An_id_of_the_greatest_length_makes_rows_too()
    {
        var id = CaseId.From(new string('x', 200));
        var other = CaseId.From(new string('x', 100) + new string('y', 100));
        Assert.NotEqual(Person(id), Person(other));
        Assert.Equal("case:c1", Person(CaseId.From("c1")));

        static string Person(CaseId id)
        {
            var trial = new TrialCase();
            var (state, at) = (CaseState.NotOpened, trial.Now);
            foreach (var step in new CaseStep[] { new RegisterInquiry(OfficeCode.From("o")), new StartClarification(TrialCase.Manager), new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase(), new Abort(ClosureReason.Other), new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase() })
                state = CaseLifecycle.Standard.Decide(state, id, step, at, TrialCase.Manager).EnsureAccepted();
            var rows = CaseProjection.FactsOf(state);
            Assert.Equal(2, rows.Select(r => r.CaseId).Distinct().Count());
            return rows[0].Person.Value;
        }
    }

    [Fact]
    public void Handing_over_without_the_history_leaves_the_work_behind_keeps_a_legal_hold_and_leads_on_by_a_new_assessment()
    {
        var receiver = ActorId.From("cm-2");
        foreach (var phase in new[] { CasePhase.Linking, CasePhase.Monitoring, CasePhase.Evaluation })
        {
            var trial = TrialCase.In(phase).Take(new ReleaseConfidentiality("planb"), new PlaceLegalHold(), new OfferHandover(receiver, provider: ProviderCode.From("planb")));
            var decision = trial.Try(new AcceptHandover(), by: receiver);
            var state = decision.State;
            Assert.Equal((phase, receiver, "planb"), (state.Phase, state.CaseManager, state.Provider.Value));
            Assert.Equal((0, 0, 0, 0), (state.Needs.Count, state.Goals.Count, state.PlanSteps.Count, state.Releases.Count));
            Assert.True(state.HasLegalHold);
            Assert.Equal(state, CaseState.Replay([.. trial.Events, .. decision.Events]));
            // Nothing that rests on the plan can be done without one.
            var next = CaseLifecycle.Standard.NextSteps(state, trial.Today);
            Assert.Equal(phase == CasePhase.Monitoring, next.Find(StepKind.RevisePlan)?.IsPermitted == true);
            Assert.NotEqual(true, next.Find(StepKind.Close)?.IsPermitted);
            Assert.NotEqual(true, next.Find(StepKind.EnterFollowUp)?.IsPermitted);
            Assert.NotEqual(true, next.Find(StepKind.StartMonitoring)?.IsPermitted);
            Assert.Equal(CasePhase.Assessment, next.Find(StepKind.Reassess)!.Value.To);
        }
    }

    private static (string?, string?) Residence(CaseState state)
    {
        var facts = Assert.Single(CaseProjection.FactsOf(state));
        return (facts.ResidenceStatusAtOpening?.Value, facts.ResidenceStatus?.Value);
    }

    private static CaseState Life(string id, string person, string office, string before, string later, GermanLevel level, GermanLevel last)
    {
        var at = Instant.FromUtc(2024, 2, 1, 9, 0);
        CaseStep[] steps =
        [
            new RegisterInquiry(OfficeCode.From(office), PersonKey.From(person), ProviderCode.From("caritas"), ReferralSource.Jobcenter, LanguageTag.From("ti")), new StartClarification(TrialCase.Manager), new RecordPerson(birthYear: 1990, sex: Sexes.All[0]),
            new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible), new RecordResidence(ResidenceStatusCode.From(before)), new RecordGermanLevel(level),
            new AcceptCase(), new RecordNeed(TopicCode.From(id == "c2" ? "DOC" : "LNG-INTEG")), new RecordContact(ContactChannel.Phone, 20), new RecordResidence(ResidenceStatusCode.From(later)), new RecordGermanLevel(last), new Abort(ClosureReason.MovedAway),
        ];
        var state = CaseState.NotOpened;
        foreach (var step in steps)
        {
            state = CaseLifecycle.Standard.Decide(state, CaseId.From(id), step, at, TrialCase.Manager).EnsureAccepted();
            at += Duration.FromDays(6);
        }

        return state;
    }

    private static CaseState Erased(CaseState state, string replacement) =>
        CaseLifecycle.Standard.Decide(state, state.Id, new Erase(true, PersonKey.From(replacement)), state.LastAt, TrialCase.Manager).EnsureAccepted();

    private static string Text(CaseState[] states, ReportRequest request)
    {
        var builder = new CaseRegisterBuilder();
        foreach (var facts in states.SelectMany(CaseProjection.FactsOf))
            builder.Add(facts);
        var report = Report.Count(builder.Build(), request);
        return string.Join('\n', report.Cells.Select(c => $"{string.Join(',', c.Groups)}: {c.OpenAtStart} {c.Opened} {c.Closed} {c.OpenAtEnd} {c.Served} {c.PersonsServed} {c.PersonsEver} {c.PersonsNew} {c.DurationMedian}"));
    }

    /// <summary>All that a report counts but the person's key, which erasure replaces.</summary>
    private static bool SameFacts(CaseState before, CaseState after)
    {
        var (left, right) = (CaseProjection.FactsOf(before), CaseProjection.FactsOf(after));
        return left.Count == right.Count && before.Contacts.SequenceEqual(after.Contacts) && left.Zip(right).All(pair => Values(pair.First).Equals(Values(pair.Second)));

        static object Values(CaseFacts f) => (f.CaseId, f.Office, f.OpenedOn, f.ClosedOn, f.ClosureReason, f.Phase, string.Join('|', f.Topics), (f.FirstContactLanguage, f.BirthYear, f.Sex, f.CountryOfOrigin),
            (f.ResidenceStatusAtOpening, f.ResidenceStatus, f.GermanLevelAtOpening, f.GermanLevel, f.ReferredBy));
    }

    private static CaseState Ended(string id, IReadOnlyList<(Draft Step, int Hours)> history, string person = "p")
    {
        var (state, at) = (CaseState.NotOpened, Instant.FromUtc(2024, 1, 8, 9, 0));
        foreach (var (draft, hours) in history.Prepend((_ => new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From(person)), 0)))
        {
            at += Duration.FromHours(hours);
            state = CaseLifecycle.Standard.Decide(state, CaseId.From(id), draft(CaseLifecycle.DayOf(at)), at, TrialCase.Manager).State;
        }

        if (state.HasLegalHold)
            state = Step(state, new LiftLegalHold());
        return state.Phase.IsOpen() ? Step(state, new Abort(ClosureReason.Other)) : state;
    }

    private static int Persons(IEnumerable<CaseState> states) => states.SelectMany(CaseProjection.FactsOf).Select(f => f.Person).Distinct().Count();

    private static CaseState Step(CaseState state, CaseStep step) => CaseLifecycle.Standard.Decide(state, state.Id, step, state.LastAt, TrialCase.Manager).State;
}
