using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Cases;

/// <summary>What must hold of a step's data beyond their shape, given the case as it stands: time, references, the policy's codes. The same in every phase, so no transition depends on it.</summary>
internal static class StepRules
{
    internal static List<Blocker>? Check(in Situation situation, Instant at, LocalDate today, bool staysInPhase)
    {
        List<Blocker>? problems = null;
        var state = situation.State;
        var on = situation.On;
        if (state.Version > 0)
        {
            if (at < state.LastAt)
                Add(ref problems, "time-runs-backwards", "at", ReasonArgument.Text("last", InstantPattern.General.Format(state.LastAt)));
            if (on < state.RegisteredOn)
                Add(ref problems, "before-registration", "on", ReasonArgument.Date("on", on), ReasonArgument.Date("registered", state.RegisteredOn));
            else if (!staysInPhase && on < state.PhaseSince)
                Add(ref problems, "before-this-phase", "on", ReasonArgument.Date("on", on), ReasonArgument.Date("since", state.PhaseSince));
        }

        if (on > today)
            Add(ref problems, "in-the-future", "on", ReasonArgument.Date("on", on), ReasonArgument.Date("today", today));
        CheckData(situation, today, ref problems);
        if (situation.Policy.HasOwnFields || !situation.Step!.OwnData.IsEmpty)
            StepShapes.Of(situation.Step!.Kind).CheckOwn(situation.Step.OwnData, situation.Policy, problems ??= [], areComplete: true);
        return problems is { Count: > 0 } ? problems : null;
    }

    private static void CheckData(in Situation situation, LocalDate today, ref List<Blocker>? problems)
    {
        var work = situation.State.Work;
        var policy = situation.Policy;
        switch (situation.Step)
        {
            case GiveShortCounselling step:
                Topics(step.Topics, policy, ref problems);
                break;
            case Decline step:
                Reason(step.Kind, step.Reason.Value, policy, ref problems);
                break;
            case Finish { Reason.IsDefault: false } step:
                Reason(step.Kind, step.Reason.Value, policy, ref problems);
                break;
            case WithdrawConsent { Reason.IsDefault: false } step:
                Reason(step.Kind, step.Reason.Value, policy, ref problems);
                break;
            case Close step:
                Reason(step.Kind, step.Reason.Value, policy, ref problems);
                break;
            case Abort step:
                Reason(step.Kind, step.Reason.Value, policy, ref problems);
                break;
            case GiveConsent { ValidUntil: { } until } when until < situation.On:
                Add(ref problems, "ends-before-it-begins", "valid_until", ReasonArgument.Date("until", until), ReasonArgument.Date("on", situation.On));
                break;
            case ReleaseConfidentiality { ValidUntil: { } until } when until < situation.On:
                Add(ref problems, "ends-before-it-begins", "valid_until", ReasonArgument.Date("until", until), ReasonArgument.Date("on", situation.On));
                break;
            case WithdrawRelease step when work is null || !work.Releases.Any(r => r.Body == step.Body):
                Add(ref problems, "no-such-release", "body", ReasonArgument.Text("value", step.Body));
                break;
            case WithdrawStatisticsConsent when situation.State.ConsentOn(ConsentKind.Statistics) is null:
                problems = Append(problems, new Blocker("no-statistics-consent", Sources.Gdpr7, [StepKind.GiveConsent], null));
                break;
            case RecordNeed step:
                Topic(step.Topic, policy, ref problems);
                break;
            case RecordStrength step:
                Topic(step.Topic, policy, ref problems);
                break;
            case SetGoal step:
                if (!step.Topic.IsDefault)
                    Topic(step.Topic, policy, ref problems);
                if (work is not null && work.Goals.Any(g => g.Id == step.Goal))
                    Add(ref problems, "goal-exists", "goal", ReasonArgument.Text("value", step.Goal));
                break;
            case AddPlanStep step:
                if (work is not null && work.PlanSteps.Any(p => p.Id == step.PlanStep))
                    Add(ref problems, "plan-step-exists", "plan_step", ReasonArgument.Text("value", step.PlanStep));
                if (step.Goal is { } goal && (work is null || !work.Goals.Any(g => g.Id == goal)))
                    Add(ref problems, "no-such-goal", "goal", ReasonArgument.Text("value", goal));
                break;
            case RecordProgress step:
                if (work is null || work.Find(step) is not (var index and >= 0))
                    problems = Append(problems, step.PlanStep is { } id
                        ? Blocker.OfField("no-such-plan-step", "plan_step", ReasonArgument.Text("value", id))
                        : Blocker.OfField("no-plan-step-for-this", "progress", ReasonArgument.Term("progress", "step-progress." + step.Progress.Code())));
                else if (!work.PlanSteps[index].Allows(step.Progress))
                    Add(ref problems, "plan-step-not-open", "plan_step", ReasonArgument.Text("value", work.PlanSteps[index].Id));
                break;
            case JudgeGoal step:
                if (step.Goal is { } judged && (work is null || !work.Goals.Any(g => g.Id == judged)))
                    Add(ref problems, "no-such-goal", "goal", ReasonArgument.Text("value", judged));
                else if (step.Goal is null && (work is null || work.AllGoalsJudged()))
                    problems = Append(problems, new Blocker("no-goal-to-judge", Sources.OwnDesign, [StepKind.SetGoal], null));
                break;
            case HoldConference step:
                Topics(step.Topics, policy, ref problems);
                break;
            case OfferReferral step:
                if (!step.Topic.IsDefault)
                    Topic(step.Topic, policy, ref problems);
                if (work is not null && work.Referrals.Any(r => r.Id == step.Referral))
                    Add(ref problems, "referral-exists", "referral", ReasonArgument.Text("value", step.Referral));
                break;
            case RecordReferral step:
                CheckReferral(step, work, situation.On, ref problems);
                break;
            case RecordFinding step:
                Topic(step.Topic, policy, ref problems);
                break;
            case RecordResidence step:
                if (Residence.ResidenceStatuses.Find(step.Status) is null)
                    Add(ref problems, "unknown-status", "status", ReasonArgument.Text("value", step.Status.Value));
                if (step.ValidFrom is { } from && step.ValidUntil is { } to && to < from)
                    Add(ref problems, "ends-before-it-begins", "valid_until", ReasonArgument.Date("until", to), ReasonArgument.Date("on", from));
                break;
            case EnterInError step:
                CheckCorrection(step, situation.State, ref problems);
                break;
            case CorrectDay step:
                CheckDay(step, situation.State, today, ref problems);
                break;
            case RecordContact step:
                Topics(step.Topics, policy, ref problems);
                break;
            case Pause step:
                if (step.ResumeBy < situation.On)
                    Add(ref problems, "ends-before-it-begins", "resume_by", ReasonArgument.Date("until", step.ResumeBy), ReasonArgument.Date("on", situation.On));
                else if (step.ResumeBy > situation.On.PlusMonths(policy.MaximumPauseMonths))
                    Add(ref problems, "pause-too-long", "resume_by", ReasonArgument.Number("months", policy.MaximumPauseMonths), ReasonArgument.Date("latest", situation.On.PlusMonths(policy.MaximumPauseMonths)));
                break;
        }
    }

    private static void CheckReferral(RecordReferral step, CaseWork? work, LocalDate on, ref List<Blocker>? problems)
    {
        if (work is null || work.Find(step) is not (var index and >= 0))
        {
            problems = Append(problems, step.Referral is { } id
                ? Blocker.OfField("no-such-referral", "referral", ReasonArgument.Text("value", id))
                : Blocker.OfField("no-referral-for-this", "progress", ReasonArgument.Term("progress", "referral-progress." + step.Progress.Code())));
            return;
        }

        var referral = work.Referrals[index];
        if (!referral.Allows(step.Progress))
            Add(ref problems, "no-referral-for-this", "progress", ReasonArgument.Term("progress", "referral-progress." + step.Progress.Code()));
        if (step.Progress == ReferralProgress.Sent && !work.IsReleased(referral.Body, on))
            problems = Append(problems, new Blocker("referral-release", Sources.Gdpr7, [StepKind.ReleaseConfidentiality], null, ReasonArgument.Text("value", referral.Body)));
        if (step.Progress == ReferralProgress.Rejected && step.Rejection == ReferralRejection.Unspecified)
            Add(ref problems, "rejection-without-reason", "rejection");
    }

    private static void CheckCorrection(EnterInError step, CaseState state, ref List<Blocker>? problems)
    {
        if (Corrections.Against(step.Entry, state) is { } code)
            Add(ref problems, code, "entry", ReasonArgument.Number("value", step.Entry));
    }

    private static void CheckDay(CorrectDay step, CaseState state, LocalDate today, ref List<Blocker>? problems)
    {
        if (step.Entry != state.PhaseVersion)
            Add(ref problems, "day-not-correctable", "entry", ReasonArgument.Number("value", step.Entry), ReasonArgument.Number("correctable", state.PhaseVersion));
        else if (step.Day > today)
            Add(ref problems, "in-the-future", "day", ReasonArgument.Date("on", step.Day), ReasonArgument.Date("today", today));
        else if (!Corrections.CanHaveHappenedOn(step.Day, state))
            Add(ref problems, "day-breaks-history", "day", ReasonArgument.Date("value", step.Day));
    }

    private static void Topics(IReadOnlyList<TopicCode> topics, CasePolicy policy, ref List<Blocker>? problems)
    {
        for (var i = 0; i < topics.Count; i++)
        {
            if (!policy.Knows(topics[i]))
                Add(ref problems, "unknown-topic", "topics", ReasonArgument.Text("value", topics[i].Value));
        }
    }

    private static void Topic(TopicCode topic, CasePolicy policy, ref List<Blocker>? problems)
    {
        if (!policy.Knows(topic))
            Add(ref problems, "unknown-topic", "topic", ReasonArgument.Text("value", topic.Value));
    }

    private static void Reason(StepKind kind, string reason, CasePolicy policy, ref List<Blocker>? problems)
    {
        var known = policy.ReasonsOf(kind);
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] == reason)
                return;
        }

        Add(ref problems, "unknown-code", "reason", ReasonArgument.Text("value", reason), ReasonArgument.Text("known", string.Join(", ", known)));
    }

    private static void Add(ref List<Blocker>? problems, string code, string field, params ReasonArgument[] arguments) => problems = Append(problems, Blocker.OfField(code, field, arguments));

    private static List<Blocker> Append(List<Blocker>? problems, Blocker blocker)
    {
        problems ??= [];
        problems.Add(blocker);
        return problems;
    }
}
