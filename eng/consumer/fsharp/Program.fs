open KimCaseManagement.Cases
open KimCaseManagement.Cases.Steps
open KimCaseManagement.Eligibility
open KimCaseManagement.Reporting
open KimCaseManagement.Texts
open KimCaseManagement.Vocabulary
open NodaTime

let lifecycle = CaseLifecycle.Standard
let id = CaseId.From "fall-1"
let counsellor = ActorId.From "beratung-1"
let at = Instant.FromUtc(2024, 4, 2, 9, 0)

let take (state: CaseState) (step: CaseStep) =
    lifecycle.Decide(state, id, step, at, counsellor).EnsureAccepted()

// Opens a case.
let opened =
    [ RegisterInquiry(OfficeCode.From "caritas-mitte", PersonKey.From "p-1", referredBy = ReferralSource.School) :> CaseStep
      StartClarification counsellor ]
    |> List.fold take CaseState.NotOpened

// Is refused a step, with all reasons.
for blocker in lifecycle.Decide(opened, id, AcceptCase(), at, counsellor).Blockers do
    printfn $"{blocker.Code}: {TextCatalogue.BuiltIn.For(blocker.Reason, LanguageTag.English)}"

// Does what is missing and is accepted.
let state =
    [ RecordEligibility EligibilityVerdict.Eligible :> CaseStep
      GiveInformation()
      GiveConsent ConsentKind.Participation
      AcceptCase(capacity = true) ]
    |> List.fold take opened

printfn $"{state.Phase.Code()}"

// Makes a report.
let register = CaseRegisterBuilder()
for facts in CaseProjection.FactsOf state do
    register.Add facts

let total = Report.Count(register.Build(), ReportRequest(ReportingPeriod.Quarter(2024, 2))).Total
printfn $"opened {total.Opened.Value}, open at end {total.OpenAtEnd.Value}"
