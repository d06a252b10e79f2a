using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

var lifecycle = CaseLifecycle.Standard;
var id = CaseId.From("fall-1");
var counsellor = ActorId.From("beratung-1");
var at = Instant.FromUtc(2024, 4, 2, 9, 0);

// Opens a case.
var state = CaseState.NotOpened;
state = lifecycle.Decide(state, id, new RegisterInquiry(OfficeCode.From("caritas-mitte"), PersonKey.From("p-1"), referredBy: ReferralSource.School), at, counsellor).EnsureAccepted();
state = lifecycle.Decide(state, id, new StartClarification(counsellor), at, counsellor).EnsureAccepted();

// Is refused a step, with all reasons.
foreach (var blocker in lifecycle.Decide(state, id, new AcceptCase(), at, counsellor).Blockers)
    Console.WriteLine($"{blocker.Code}: {TextCatalogue.BuiltIn.For(blocker.Reason, LanguageTag.English)}");

// Does what is missing and is accepted.
foreach (var step in new CaseStep[]
{
    new RecordEligibility(EligibilityVerdict.Eligible),
    new GiveInformation(),
    new GiveConsent(ConsentKind.Participation),
    new AcceptCase(capacity: true),
})
{
    state = lifecycle.Decide(state, id, step, at, counsellor).EnsureAccepted();
}

Console.WriteLine(state.Phase.Code());

// Makes a report.
var register = new CaseRegisterBuilder();
foreach (var facts in CaseProjection.FactsOf(state))
    register.Add(facts);
var total = Report.Count(register.Build(), new ReportRequest(ReportingPeriod.Quarter(2024, 2))).Total;
Console.WriteLine($"opened {total.Opened.Value}, open at end {total.OpenAtEnd.Value}");
