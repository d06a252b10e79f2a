using CsCheck;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

internal delegate CaseStep Draft(LocalDate today);

/// <summary>Random steps one after another, many of them in an order that leads somewhere.</summary>
internal static class RandomHistories
{
    private static readonly ActorId[] Actors = [TrialCase.Manager, ActorId.From("cm-2")];
    private static readonly string[] Ids = ["a", "b", "c"];
    private static readonly string[] Bodies = ["jobcenter", "school"];
    private static readonly TopicCode[] SomeTopics = [TopicCode.From("RES-PASS"), TopicCode.From("LNG-INTEG"), TopicCode.From("NO-SUCH")];

    private static readonly Gen<ActorId> Actor = OneOf(Actors);
    private static readonly Gen<string> Id = OneOf(Ids);
    private static readonly Gen<string> Body = OneOf(Bodies);
    private static readonly Gen<TopicCode> Topic = OneOf(SomeTopics);
    private static readonly Gen<bool> Mostly = Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)));

    /// <summary>A way through all phases, from which the random ones depart.</summary>
    private static readonly Draft[] Way =
    [
        _ => new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From("p"), ProviderCode.From("caritas")),
        _ => new StartClarification(TrialCase.Manager),
        _ => new GiveInformation(),
        _ => new GiveConsent(ConsentKind.Participation),
        _ => new RecordEligibility(EligibilityVerdict.Eligible),
        _ => new AcceptCase(),
        _ => new RecordNeed(TopicCode.From("LNG-INTEG")),
        _ => new CompleteAssessment(),
        _ => new SetGoal("a"),
        _ => new AddPlanStep("a"),
        _ => new AgreePlan(true),
        _ => new RecordProgress(StepProgress.Started),
        _ => new StartMonitoring(),
        _ => new HoldReview(),
        _ => new StartEvaluation(),
        _ => new JudgeGoal(GoalAttainment.PartlyReached),
        _ => new EnterFollowUp(),
        _ => new Close(ClosureReason.GoalsPartlyAchieved),
        _ => new Reopen(true),
    ];

    private static readonly Gen<Draft> AnyStep = Gen.OneOf(
        Gen.Const<Draft>(_ => new RegisterInquiry(OfficeCode.From("mitte"))),
        Actor.Select(a => (Draft)(_ => new AssignCaseManager(a))),
        Gen.Const<Draft>(_ => new RecordPerson(birthYear: 1990, sex: Sexes.All[0])),
        Gen.Const<Draft>(_ => new StartClarification()),
        Topic.Select(t => (Draft)(_ => new GiveShortCounselling([t]))),
        Body.Select(b => (Draft)(_ => new ReferElsewhere(b))),
        OneOf(DeclineReason.Core).Select(r => (Draft)(_ => new Decline(r))),
        Mostly.Select(c => (Draft)(_ => new AcceptCase(c))),
        Mostly.Select(c => (Draft)(_ => new Enqueue(!c))),
        Gen.Const<Draft>(_ => new Withdraw()),
        Gen.Const<Draft>(_ => new Escalate()),
        Gen.Const<Draft>(_ => new Finish()),
        OneOf(EligibilityVerdicts.All).Select(v => (Draft)(_ => new RecordEligibility(v))),
        Gen.Select(OneOf(ConsentKinds.All), Gen.Int[-2, 400]).Select((k, days) => (Draft)(today => new GiveConsent(k, validUntil: today.PlusDays(days)))),
        Body.Select(b => (Draft)(_ => new ReleaseConfidentiality(b))),
        Body.Select(b => (Draft)(_ => new WithdrawRelease(b))),
        Gen.Const<Draft>(_ => new WithdrawStatisticsConsent()),
        Gen.Const<Draft>(_ => new WithdrawConsent()),
        Topic.Select(t => (Draft)(_ => new RecordNeed(t))),
        Gen.Const<Draft>(_ => new CompleteAssessment()),
        Gen.Const<Draft>(_ => new Reassess(ReassessmentReason.NewNeed)),
        Id.Select(i => (Draft)(_ => new SetGoal(i))),
        Gen.Select(Id, Body, Gen.Bool).Select((i, b, external) => (Draft)(_ => new AddPlanStep(i, body: external ? b : null))),
        Mostly.Select(agreed => (Draft)(_ => new AgreePlan(agreed))),
        OneOf(StepProgresses.All).Select(p => (Draft)(_ => new RecordProgress(p))),
        Gen.Const<Draft>(_ => new StartMonitoring()),
        Gen.Const<Draft>(_ => new HoldReview()),
        Gen.Const<Draft>(_ => new RevisePlan()),
        Gen.Const<Draft>(_ => new StartEvaluation()),
        OneOf(GoalAttainments.All).Select(a => (Draft)(_ => new JudgeGoal(a))),
        Gen.Const<Draft>(_ => new Continue()),
        Gen.Int[-3, 3].Select(days => (Draft)(today => new RecordContact(minutes: 30, on: today.PlusDays(days)))),
        Gen.Int[-1, 500].Select(days => (Draft)(today => new Pause(PauseReason.Away, today.PlusDays(days)))),
        Gen.Const<Draft>(_ => new Resume()),
        Gen.Const<Draft>(_ => new EnterFollowUp()),
        OneOf(ClosureReason.Core).Select(r => (Draft)(_ => new Close(r))),
        OneOf(ClosureReason.Core).Select(r => (Draft)(_ => new Abort(r))),
        Mostly.Select(consent => (Draft)(_ => new Reopen(consent))),
        Gen.Select(Body, Mostly).Select((b, hidden) => (Draft)(_ => new HoldConference([b], hidden))),
        Gen.Select(Id, Body).Select((i, b) => (Draft)(_ => new OfferReferral(i, b))),
        OneOf(ReferralProgresses.All).Select(p => (Draft)(_ => new RecordReferral(p, rejection: ReferralRejection.NoCapacity))),
        Gen.Select(Actor, Body, Gen.Bool).Select((a, b, other) => (Draft)(_ => new OfferHandover(a, provider: other ? ProviderCode.From(b) : default))),
        Gen.Const<Draft>(_ => new AcceptHandover()),
        Gen.Const<Draft>(_ => new RejectHandover(HandoverRejection.Other)),
        Gen.Const<Draft>(_ => new WithdrawHandover()),
        Topic.Select(t => (Draft)(_ => new RecordFinding(t, GapKind.WaitingTime))),
        Gen.Const<Draft>(_ => new RecordResidence(ResidenceStatusCode.From("DUL_60A"))),
        OneOf(GermanLevels.All).Select(l => (Draft)(_ => new RecordGermanLevel(l))),
        Gen.Int[1, 40].Select(v => (Draft)(_ => new EnterInError(v, CorrectionReason.Duplicate))),
        Gen.Select(Gen.Int[1, 40], Gen.Int[-20, 2]).Select((v, days) => (Draft)(today => new CorrectDay(v, today.PlusDays(days)))),
        Gen.Const<Draft>(_ => new Approve(StepKind.Close)),
        Gen.Const<Draft>(_ => new PlaceLegalHold()),
        Gen.Const<Draft>(_ => new LiftLegalHold()),
        Mostly.Select(r => (Draft)(_ => new Erase(!r))));

    internal static Gen<IReadOnlyList<(Draft Step, int Hours)>> Any { get; } =
        Gen.Select(Gen.Int[0, Way.Length], Gen.Select(AnyStep, Gen.Int[0, 400]).Array[0, 30])
            .Select((along, random) => (IReadOnlyList<(Draft, int)>)[.. Way.Take(along).Select(d => (d, 5)), .. random.Select(r => (r.Item1, r.Item2))]);

    private static Gen<T> OneOf<T>(IReadOnlyList<T> items) => Gen.Int[0, items.Count - 1].Select(i => items[i]);
}
