using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Testing;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Testing;

/// <summary>Scenarios of the test kit hold where a case goes as they demand, and say what happened instead where it doesn't.</summary>
public sealed class TestCaseTests
{
    public static TheoryData<CasePhase> Phases => [.. CasePhases.All];

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_case_is_brought_to_every_phase(CasePhase phase)
    {
        var trial = TestCase.In(phase);
        Assert.Equal(phase, trial.State.Phase);
        Assert.Equal(trial.State, CaseState.Replay(trial.Events));
        Assert.Equal(trial.State, TestCase.Given(trial.Events).State);
    }

    [Fact]
    public void What_holds_gives_the_outcome_back()
    {
        var accepted = TestCase.In(CasePhase.Clarification)
            .Take(new GiveInformation(), new GiveConsent(ConsentKind.Participation), new RecordEligibility(KimCaseManagement.Eligibility.EligibilityVerdict.Eligible))
            .When(new AcceptCase())
            .ThenAccepted().ThenHappened("case-accepted").ThenIn(CasePhase.Assessment);
        Assert.Equal(accepted.Decision.State, accepted.Case.State);
        accepted.Case.When(new CompleteAssessment()).ThenRefused("need-recorded");
    }

    [Fact]
    public void A_refusal_changes_nothing_and_takes_no_time()
    {
        var before = TestCase.In(CasePhase.Clarification);
        Assert.Same(before, before.When(new AcceptCase()).ThenRefused("eligible", "participation-consent", "information-given").Case);
    }

    [Fact]
    public void A_repetition_is_one_where_nothing_happens()
    {
        var attempt = StepId.From("a-1");
        TestCase.In(CasePhase.Assessment).When(new RecordContact(), attempt).ThenHappened("contact-recorded").Case.When(new RecordContact(), attempt).ThenHappened();
    }

    [Fact]
    public void What_does_not_hold_says_what_was_found_instead()
    {
        var clarification = TestCase.In(CasePhase.Clarification);
        var refused = Assert.Throws<ScenarioException>(() => clarification.Take(new AcceptCase()));
        Assert.StartsWith("'accept-case' on case-1 in clarification on 2024-01-11: expected was accepted, found was refused: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("There is no valid consent to take part", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ScenarioException>(() => clarification.When(new AcceptCase()).ThenRefused("information-given"));
        Assert.Throws<ScenarioException>(() => clarification.When(new GiveInformation()).ThenRefused("information-given"));
        Assert.Throws<ScenarioException>(() => clarification.When(new GiveInformation()).ThenHappened("consent-given"));
        Assert.Throws<ScenarioException>(() => clarification.When(new GiveInformation()).ThenHappened());
        Assert.Throws<ScenarioException>(() => clarification.When(new GiveInformation()).ThenIn(CasePhase.Assessment));
        Assert.Throws<ArgumentException>(() => clarification.When(new AcceptCase()).ThenRefused());
        Assert.Contains("information-given, now in clarification", clarification.When(new GiveInformation()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Own_policy_actor_knowledge_and_time_are_used()
    {
        var own = new CaseLifecycle(CasePolicy.Default.WithReopeningWindow(1));
        var closed = TestCase.NotOpened.WithId(CaseId.From("c-7")).Under(own).ActedBy(ActorId.From("cm-9")).To(CasePhase.Closed);
        Assert.Equal("c-7", closed.Id.Value);
        Assert.All(closed.Events, e => Assert.Equal("cm-9", e.By.Value));
        closed.When(new Reopen(true)).ThenAccepted();
        Assert.False(closed.Later(Period.FromMonths(2)).When(new Reopen(true)).Decision.IsAccepted);
        closed.At(closed.Now + Duration.FromDays(2)).When(new Reopen(true)).ThenAccepted();
        TestCase.In(CasePhase.WaitingList).Knowing(new HostFacts(hasOtherOpenCase: true)).When(new AcceptCase()).ThenRefused("no-other-open-case");
        Assert.Throws<InvalidOperationException>(() => closed.To(CasePhase.Closed));
        Assert.Throws<InvalidOperationException>(() => closed.WithId(CaseId.From("c-8")));
        Assert.Throws<ArgumentException>(() => TestCase.Given([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestCase.In(CasePhase.Unspecified));
    }
}
