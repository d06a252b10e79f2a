using KimCaseManagement.Cases.Steps;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What can be corrected: an entry is taken back as long as nothing that came later rests on it; what a step changes that can be taken once more is corrected by taking it once more.</summary>
internal static class Corrections
{
    private const string RestsOnIt = "history-rests-on-it";

    /// <summary>The code of what keeps an entry from being taken back; null where nothing does.</summary>
    internal static string? Against(int entry, CaseState state)
    {
        if (entry > state.Version)
            return "no-such-entry";
        if (state.Work?.FindCounting(entry) is { } happened)
            return Against(happened, state.Work, state);
        if (state.Work is { } work && work.Events.Any(e => e.Version == entry))
            return "no-such-entry";
        // An acceptance or a place on the waiting list rests on information and consent; nothing rests on the other consents.
        var isBefore = state.Phase is CasePhase.Inquiry or CasePhase.Clarification or CasePhase.ShortCounselling;
        return state.ConsentGivenBy(entry) switch
        {
            ConsentKind.DataProcessing or ConsentKind.Statistics => null,
            ConsentKind.Participation => isBefore ? null : RestsOnIt,
            _ when entry == state.InformedVersion => isBefore ? null : RestsOnIt,
            _ => "entry-not-correctable",
        };
    }

    /// <summary>Whether the case can have come into its phase on a day: not before the phase that it left, and not when a guard of that step did not hold.</summary>
    internal static bool CanHaveHappenedOn(LocalDate day, CaseState state) => state.EnteredBy switch
    {
        StepKind.RegisterInquiry => state.Work is not { } work || work.Counting().All(e => day <= e.On),
        StepKind.AcceptCase => day >= state.PhaseBeforeSince && state.HasConsent(ConsentKind.Participation, day) && state.InformedOn <= day,
        StepKind.Enqueue => day >= state.PhaseBeforeSince && state.HasConsent(ConsentKind.Participation, day),
        StepKind.Unspecified => false,
        _ => day >= state.PhaseBeforeSince,
    };

    private static string? Against(CaseEvent happened, CaseWork work, CaseState state)
    {
        // What counts of the passage in which the entry was made: after one reopening, before the next.
        var begin = work.Counting().LastOrDefault(e => e.Step is Reopen && e.Version < happened.Version)?.Version ?? 0;
        var end = work.Counting().FirstOrDefault(e => e.Step is Reopen && e.Version > happened.Version)?.Version ?? int.MaxValue;
        var others = work.Counting().Where(e => e.Version > begin && e.Version < end && e.Version != happened.Version).ToList();
        var later = others.Where(e => e.Version > happened.Version).ToList();
        var isOver = end != int.MaxValue;
        var phaseChanged = isOver || happened.Version < state.PhaseVersion;
        bool Left(Func<CaseWork, bool> holds) => !phaseChanged || (!isOver && holds(CaseWork.Of(work.Events.Where(e => e != happened))));

        var rests = happened.Step switch
        {
            RecordStrength or HoldConference or RecordFinding or RecordResidence or RecordGermanLevel or WithdrawRelease => false,
            RecordContact => (isOver || state.Phase.IsFinal()) && others.Any(e => e.Step is Finish) && !others.Any(e => e.Step is RecordContact),
            RecordNeed => (isOver || state.Phase is not (CasePhase.Clarification or CasePhase.Assessment)) && !others.Any(e => e.Step is RecordNeed),
            SetGoal goal => later.Any(e => (e.Step as AddPlanStep)?.Goal == goal.Goal || (e.Step as JudgeGoal)?.Goal == goal.Goal) || !Left(w => w.HasGoal()),
            AddPlanStep step => later.Any(e => e.Step is RecordProgress progress && (progress.PlanStep ?? step.PlanStep) == step.PlanStep) || !Left(w => w.HasStep()),
            RecordProgress progress => later.Any(e => e.Step is RecordProgress next && Same(progress.PlanStep, next.PlanStep)) || !Left(w => w.HasStarted()),
            JudgeGoal => later.Any(e => e.Step is Continue) || ((isOver || state.Phase is CasePhase.FollowUp || state.Phase.IsFinal()) && !Left(w => w.AllGoalsJudged())),
            HoldReview => phaseChanged,
            Approve => phaseChanged,
            OfferReferral referral => later.Any(e => e.Step is RecordReferral progress && (progress.Referral ?? referral.Referral) == referral.Referral),
            RecordReferral progress => later.Any(e => e.Step is RecordReferral next && Same(progress.Referral, next.Referral)),
            ReleaseConfidentiality release => later.Any(e => ReliesOn(release.Body, e, work)),
            _ => (bool?)null,
        };
        return rests switch
        {
            true => RestsOnIt,
            false => null,
            null => "entry-not-correctable",
        };
    }

    /// <summary>Whether two entries can be about one thing: one that names nothing may be about any.</summary>
    private static bool Same(string? one, string? other) => one is null || other is null || one == other;

    private static bool ReliesOn(string body, CaseEvent happened, CaseWork work) => happened.Step switch
    {
        HoldConference conference => conference.Anonymised != true && conference.Bodies.Contains(body),
        OfferHandover offer => offer.Provider.Value == body,
        AgreePlan => work.PlanSteps.Any(p => p.Body == body),
        RecordReferral { Progress: ReferralProgress.Sent } sent => work.Referrals.Any(r => r.Body == body && Same(r.Id, sent.Referral)),
        _ => false,
    };
}
