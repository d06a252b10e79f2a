using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Tests.Cases;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What reports know of a case: what it says about the person, or nothing where it says nothing.</summary>
public sealed class CaseProjectionTests
{
    [Fact]
    public void A_history_has_no_hole()
    {
        Assert.Contains("An event of the history is null.", Assert.Throws<ArgumentNullException>(() => CaseProjection.OccurrencesOf([null!])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => CaseProjection.FlowOf([[null!]], RegisterGen.Period));
    }

    [Fact]
    public void What_a_case_says_about_the_person_goes_into_its_facts_and_into_what_happened()
    {
        var trial = TrialCase.In(CasePhase.Linking);
        trial.Take(
            new RecordPerson(PersonKey.From("p2"), 1990, Sex.Female, CountryCode.From("ER"), LanguageTag.From("ti")),
            new OfferReferral("r1", "vhs"));
        var facts = Assert.Single(CaseProjection.FactsOf(trial.State));
        Assert.Equal(("p2", "ER", "ti", 1990, Sex.Female), (facts.Person.Value, facts.CountryOfOrigin?.Value, facts.FirstContactLanguage?.Value, facts.BirthYear, facts.Sex));
        var referral = Assert.Single(CaseProjection.OccurrencesOf(trial.Events));
        Assert.Equal(("ER", "ti", 1990, Sex.Female), (referral.CountryOfOrigin?.Value, referral.Language?.Value, referral.BirthYear, referral.Sex));
    }

    [Fact]
    public void What_a_case_does_not_say_stays_unknown()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new OfferReferral("r1", "vhs"));
        var facts = Assert.Single(CaseProjection.FactsOf(trial.State));
        Assert.Equal((null, null, null, Sex.Unspecified), (facts.CountryOfOrigin, facts.FirstContactLanguage, facts.BirthYear, facts.Sex));
        Assert.Equal("p1", facts.Person.Value);
        var referral = Assert.Single(CaseProjection.OccurrencesOf(trial.Events));
        Assert.Equal((null, null, null, Sex.Unspecified), (referral.CountryOfOrigin, referral.Language, referral.BirthYear, referral.Sex));
        Assert.Empty(referral.Topics);
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(195, 195, "")]
    [InlineData(196, 100, "~d106f22ae72b47b5")]
    [InlineData(200, 100, "~6ee14c8caecd5c45")]
    public void A_person_that_nobody_knows_has_a_pseudonym_made_of_the_case(int length, int kept, string checksum) =>
        Assert.Equal("case:" + new string('x', kept) + checksum, Assert.Single(CaseProjection.FactsOf(Anonymous(new string('x', length)))).Person.Value);

    [Fact]
    public void The_checksum_of_a_long_id_keeps_its_noughts() =>
        Assert.EndsWith("~088a5e3434e78a59", Assert.Single(CaseProjection.FactsOf(Anonymous(new string('x', 196) + "0400"))).Person.Value, StringComparison.Ordinal);

    [Fact]
    public void Every_goal_counts_by_its_last_judgement_and_judging_all_judges_those_that_are_not_judged()
    {
        var trial = TrialCase.In(CasePhase.Planning).Take(
            new SetGoal("g1", TopicCode.From("LNG-EXAM")), new SetGoal("g2"), new SetGoal("g3"), new AddPlanStep("s1", "g1"), new AddPlanStep("s2", "g2"), new AddPlanStep("s3", "g3"), new AgreePlan(true),
            new JudgeGoal(GoalAttainment.NotReached, "g1"), new RecordProgress(StepProgress.Started, "s2"), new StartMonitoring(), new HoldReview(), new StartEvaluation(), new JudgeGoal(GoalAttainment.Reached));
        Assert.Equal(
            [("not-reached", "LNG-EXAM"), ("reached", ""), ("reached", "")],
            CaseProjection.OccurrencesOf(trial.Events).Where(o => o.Measure == Measure.GoalsJudged).Select(o => (o.Result, string.Join(" ", o.Topics))));
        Assert.Equal([1, 0, 0], CaseProjection.OccurrencesOf(trial.Events).Where(o => o.Measure == Measure.GoalsJudged).Select(o => o.Topics.Count));
    }

    [Fact]
    public void What_comes_on_the_day_after_the_period_is_of_the_next_one()
    {
        var trial = TrialCase.In(CasePhase.Assessment);
        var accepted = trial.State.AcceptedOn!.Value;
        var before = CaseProjection.FlowOf([trial.Events], new ReportingPeriod(accepted.PlusDays(-1), accepted));
        Assert.Equal((0, 0, 0), (before[0].AtStart.Value, before[0].Opened.Value, before[0].AtEnd.Value));
        var from = CaseProjection.FlowOf([trial.Events], new ReportingPeriod(accepted, accepted.PlusDays(1)));
        Assert.Equal((0, 1, 1), (from[0].AtStart.Value, from[0].Opened.Value, from[0].AtEnd.Value));
        var after = CaseProjection.FlowOf([trial.Events], new ReportingPeriod(accepted.PlusDays(1), accepted.PlusDays(2)));
        Assert.Equal((1, 0, 1), (after[0].AtStart.Value, after[0].Opened.Value, after[0].AtEnd.Value));
    }

    private static CaseState Anonymous(string id)
    {
        var (state, at) = (CaseState.NotOpened, Instant.FromUtc(2024, 1, 8, 9, 0));
        foreach (var step in new CaseStep[] { new RegisterInquiry(OfficeCode.From("o")), new StartClarification(TrialCase.Manager), new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase() })
            state = CaseLifecycle.Standard.Decide(state, CaseId.From(id), step, at, TrialCase.Manager).EnsureAccepted();
        return state;
    }
}
