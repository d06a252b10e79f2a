Imports KimCaseManagement.Cases
Imports KimCaseManagement.Cases.Steps
Imports KimCaseManagement.Eligibility
Imports KimCaseManagement.Reporting
Imports KimCaseManagement.Texts
Imports KimCaseManagement.Vocabulary
Imports NodaTime

Module Program
    Private ReadOnly Lifecycle As CaseLifecycle = CaseLifecycle.Standard
    Private ReadOnly Id As CaseId = CaseId.From("fall-1")
    Private ReadOnly Counsellor As ActorId = ActorId.From("beratung-1")
    Private ReadOnly At As Instant = Instant.FromUtc(2024, 4, 2, 9, 0)

    Sub Main()
        ' Opens a case.
        Dim state = CaseState.NotOpened
        state = Take(state, New RegisterInquiry(OfficeCode.From("caritas-mitte"), PersonKey.From("p-1"), referredBy:=ReferralSource.School))
        state = Take(state, New StartClarification(Counsellor))

        ' Is refused a step, with all reasons.
        For Each blocker In Lifecycle.Decide(state, Id, New AcceptCase(), At, Counsellor).Blockers
            Console.WriteLine("{0}: {1}", blocker.Code, TextCatalogue.BuiltIn.For(blocker.Reason, LanguageTag.English))
        Next

        ' Does what is missing and is accepted.
        state = Take(state, New RecordEligibility(EligibilityVerdict.Eligible))
        state = Take(state, New GiveInformation())
        state = Take(state, New GiveConsent(ConsentKind.Participation))
        state = Take(state, New AcceptCase(capacity:=True))
        Console.WriteLine(state.Phase.Code())

        ' Makes a report.
        Dim register As New CaseRegisterBuilder()
        For Each facts In CaseProjection.FactsOf(state)
            register.Add(facts)
        Next
        Dim total = Report.Count(register.Build(), New ReportRequest(ReportingPeriod.Quarter(2024, 2))).Total
        Console.WriteLine("opened {0}, open at end {1}", total.Opened.Value, total.OpenAtEnd.Value)
    End Sub

    Private Function Take(state As CaseState, [step] As CaseStep) As CaseState
        Return Lifecycle.Decide(state, Id, [step], At, Counsellor).EnsureAccepted()
    End Function
End Module
