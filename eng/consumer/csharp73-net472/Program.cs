using System;
using System.Globalization;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

internal static class Program
{
    private static readonly CaseLifecycle Lifecycle = CaseLifecycle.Standard;
    private static readonly CaseId Id = CaseId.From("fall-1");
    private static readonly ActorId Counsellor = ActorId.From("beratung-1");
    private static readonly Instant At = Instant.FromUtc(2024, 4, 2, 9, 0);

    private static void Main()
    {
        // Opens a case.
        var state = CaseState.NotOpened;
        state = Take(state, new RegisterInquiry(OfficeCode.From("caritas-mitte"), PersonKey.From("p-1"), referredBy: ReferralSource.School));
        state = Take(state, new StartClarification(Counsellor));

        // Is refused a step, with all reasons.
        foreach (var blocker in Lifecycle.Decide(state, Id, new AcceptCase(), At, Counsellor).Blockers)
            Console.WriteLine("{0}: {1}", blocker.Code, TextCatalogue.BuiltIn.For(blocker.Reason, LanguageTag.English));

        // Does what is missing and is accepted.
        state = Take(state, new RecordEligibility(EligibilityVerdict.Eligible));
        state = Take(state, new GiveInformation());
        state = Take(state, new GiveConsent(ConsentKind.Participation));
        state = Take(state, new AcceptCase(capacity: true));
        Console.WriteLine(state.Phase.Code());

        // Makes a report.
        var register = new CaseRegisterBuilder();
        foreach (var facts in CaseProjection.FactsOf(state))
            register.Add(facts);
        var total = Report.Count(register.Build(), new ReportRequest(ReportingPeriod.Quarter(2024, 2))).Total;
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "opened {0}, open at end {1}", total.Opened.Value, total.OpenAtEnd.Value));
    }

    private static CaseState Take(CaseState state, CaseStep step)
    {
        return Lifecycle.Decide(state, Id, step, At, Counsellor).EnsureAccepted();
    }
}
