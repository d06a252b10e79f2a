namespace KimCaseManagement.Cases;

/// <summary>All shapes of steps in the order of their kinds.</summary>
internal static class StepShapes
{
    internal static IReadOnlyList<StepShape> All { get; } =
    [
        Steps.RegisterInquiry.Shape,
        Steps.AssignCaseManager.Shape,
        Steps.RecordPerson.Shape,
        Steps.StartClarification.Shape,
        Steps.GiveShortCounselling.Shape,
        Steps.ReferElsewhere.Shape,
        Steps.Decline.Shape,
        Steps.AcceptCase.Shape,
        Steps.Enqueue.Shape,
        Steps.Withdraw.Shape,
        Steps.Escalate.Shape,
        Steps.Finish.Shape,
        Steps.RecordEligibility.Shape,
        Steps.GiveInformation.Shape,
        Steps.GiveConsent.Shape,
        Steps.ReleaseConfidentiality.Shape,
        Steps.WithdrawRelease.Shape,
        Steps.WithdrawStatisticsConsent.Shape,
        Steps.WithdrawConsent.Shape,
        Steps.RecordNeed.Shape,
        Steps.RecordStrength.Shape,
        Steps.CompleteAssessment.Shape,
        Steps.Reassess.Shape,
        Steps.SetGoal.Shape,
        Steps.AddPlanStep.Shape,
        Steps.AgreePlan.Shape,
        Steps.RecordProgress.Shape,
        Steps.StartMonitoring.Shape,
        Steps.HoldReview.Shape,
        Steps.RevisePlan.Shape,
        Steps.StartEvaluation.Shape,
        Steps.JudgeGoal.Shape,
        Steps.Continue.Shape,
        Steps.RecordContact.Shape,
        Steps.Pause.Shape,
        Steps.Resume.Shape,
        Steps.EnterFollowUp.Shape,
        Steps.Close.Shape,
        Steps.Abort.Shape,
        Steps.Reopen.Shape,
    ];

    internal static StepShape Of(StepKind kind) => All[(int)kind - 1];
}
