using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What can be done in a case (Schritt).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again. The data of each stand in the namespace <c>Steps</c>.</remarks>
public enum StepKind
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Records that someone asked or was referred (Anfrage erfassen); opens the case.</summary>
    RegisterInquiry = 1,

    /// <summary>Makes one case manager responsible (Case Manager/-in zuordnen).</summary>
    AssignCaseManager = 2,

    /// <summary>Records what statistics may know about the person (Angaben zur Person); all of it optional.</summary>
    RecordPerson = 3,

    /// <summary>Begins to clarify criteria, information and consent (Klärung beginnen).</summary>
    StartClarification = 4,

    /// <summary>Answers without case management (Kurzberatung).</summary>
    GiveShortCounselling = 5,

    /// <summary>Shows the way to a better suited service (Weiterverweisen); ends as not taken on.</summary>
    ReferElsewhere = 6,

    /// <summary>Does not take the person on (Nicht aufnehmen).</summary>
    Decline = 7,

    /// <summary>Takes the case into case management (Aufnehmen).</summary>
    AcceptCase = 8,

    /// <summary>Puts the case on the waiting list (Auf Warteliste setzen).</summary>
    Enqueue = 9,

    /// <summary>The person withdraws from the waiting list (Zurückziehen).</summary>
    Withdraw = 10,

    /// <summary>Short counselling turns out to need more (In Case Management überführen).</summary>
    Escalate = 11,

    /// <summary>Ends short counselling (Beratung beenden).</summary>
    Finish = 12,

    /// <summary>Records the decision on access that the eligibility rules made (Aufnahmeprüfung festhalten).</summary>
    RecordEligibility = 13,

    /// <summary>Explains how case management works, what it can do and what happens to data (Information gegeben).</summary>
    GiveInformation = 14,

    /// <summary>The client consents (Einwilligung erteilen).</summary>
    GiveConsent = 15,

    /// <summary>The client releases the office from confidentiality towards one body (Schweigepflichtentbindung).</summary>
    ReleaseConfidentiality = 16,

    /// <summary>The client withdraws a release from confidentiality (Widerruf einer Schweigepflichtentbindung).</summary>
    WithdrawRelease = 17,

    /// <summary>The client withdraws the consent to statistics (Widerruf der Einwilligung in die Statistik); the case goes on.</summary>
    WithdrawStatisticsConsent = 18,

    /// <summary>The client withdraws the consent to take part (Einwilligung widerrufen); ends the case at once.</summary>
    WithdrawConsent = 19,

    /// <summary>Records a need (Bedarf) as a new version of the assessment.</summary>
    RecordNeed = 20,

    /// <summary>Records a strength, a resource of the client (Ressource).</summary>
    RecordStrength = 21,

    /// <summary>Completes the assessment (Assessment abschließen).</summary>
    CompleteAssessment = 22,

    /// <summary>Goes back to the assessment (Re-Assessment); the version of the plan is kept.</summary>
    Reassess = 23,

    /// <summary>Sets a goal of the client (Ziel).</summary>
    SetGoal = 24,

    /// <summary>Adds a step to the plan (Schritt, Maßnahme).</summary>
    AddPlanStep = 25,

    /// <summary>Agrees the plan with the client (Plan vereinbaren).</summary>
    AgreePlan = 26,

    /// <summary>Records what became of a step of the plan (Stand eines Schritts).</summary>
    RecordProgress = 27,

    /// <summary>Begins to review regularly (Monitoring beginnen).</summary>
    StartMonitoring = 28,

    /// <summary>Holds a review (Überprüfung) with the client.</summary>
    HoldReview = 29,

    /// <summary>Goes back to planning (Plan anpassen); what was agreed is kept as a version.</summary>
    RevisePlan = 30,

    /// <summary>Begins the evaluation with the client (Evaluation beginnen).</summary>
    StartEvaluation = 31,

    /// <summary>Judges with the client how far a goal was reached (Zielerreichung).</summary>
    JudgeGoal = 32,

    /// <summary>Goes on with what is not reached yet (Weiterführen).</summary>
    Continue = 33,

    /// <summary>Records a contact (Beratungskontakt).</summary>
    RecordContact = 34,

    /// <summary>Lets the case rest (Ruhen lassen).</summary>
    Pause = 35,

    /// <summary>Goes on where the case was paused (Fortsetzen).</summary>
    Resume = 36,

    /// <summary>Keeps light contact after success (Nachbetreuung).</summary>
    EnterFollowUp = 37,

    /// <summary>Closes the case after the evaluation (Abschließen).</summary>
    Close = 38,

    /// <summary>Ends the case early (Abbrechen).</summary>
    Abort = 39,

    /// <summary>Takes the case up again (Wiederaufnehmen): from follow-up into assessment, from closed into clarification.</summary>
    Reopen = 40,

    /// <summary>Holds a case conference (Fallkonferenz) with other bodies.</summary>
    HoldConference = 41,

    /// <summary>Offers to refer the client to a body (Weiterleitung anbieten); the case goes on.</summary>
    OfferReferral = 42,

    /// <summary>Records how a referral goes on (Stand einer Weiterleitung).</summary>
    RecordReferral = 43,

    /// <summary>Offers the case to another case manager, office or provider (Übergabe anbieten).</summary>
    OfferHandover = 44,

    /// <summary>The receiving case manager takes the case on (Übergabe annehmen).</summary>
    AcceptHandover = 45,

    /// <summary>The receiving case manager does not take the case on (Übergabe ablehnen).</summary>
    RejectHandover = 46,

    /// <summary>The offer to hand over is taken back (Übergabe zurückziehen).</summary>
    WithdrawHandover = 47,

    /// <summary>Records a structural finding (generatives Thema): what stands in the way of many, without the person.</summary>
    RecordFinding = 48,

    /// <summary>Records what became known of the residence (Aufenthalt); voluntary, an outcome, never a condition.</summary>
    RecordResidence = 49,

    /// <summary>Records the level of German (Deutschniveau).</summary>
    RecordGermanLevel = 50,

    /// <summary>Takes an entry back (Eintrag zurücknehmen); it stays in the history and counts no longer. The right one is entered anew with its own day.</summary>
    EnterInError = 51,

    /// <summary>A second person approves a step (Vier-Augen-Freigabe) before it is taken in this phase.</summary>
    Approve = 52,

    /// <summary>Forbids to erase the case (Löschsperre), such as during a lawsuit.</summary>
    PlaceLegalHold = 53,

    /// <summary>Allows to erase the case again (Löschsperre aufheben).</summary>
    LiftLegalHold = 54,

    /// <summary>Erases the case (Löschen): what is left is a frozen statistical record without the person. The host deletes the events.</summary>
    Erase = 55,

    /// <summary>Corrects the day on which the case came into its present phase (Tag berichtigen).</summary>
    CorrectDay = 56,
}

/// <summary>The codes of <see cref="StepKind"/>, as they stand in files.</summary>
public static class StepKinds
{
    private static readonly CodeTable<StepKind> Table = CodeTable<StepKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<StepKind> All => Table.All;

    internal static IReadOnlyList<string> Codes => Table.AllCodes;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this StepKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out StepKind value) => Table.TryParse(code, out value);
}
