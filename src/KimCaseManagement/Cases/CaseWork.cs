using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What accumulates in a case while it is worked on; absent where nothing has. Changed only by the state that owns it.</summary>
internal sealed class CaseWork : IEquatable<CaseWork>
{
    private static readonly EquatableList<Need> NoNeeds = EquatableList<Need>.Empty;

    /// <summary>The events that this was made of: what a stored state keeps, so that the rest can be rebuilt from it.</summary>
    internal Chain<CaseEvent> Events { get; private set; } = Chain<CaseEvent>.Empty;

    internal EquatableList<Need> Needs { get; private set; } = NoNeeds;

    internal EquatableList<Goal> Goals { get; private set; } = EquatableList<Goal>.Empty;

    internal EquatableList<PlanStep> PlanSteps { get; private set; } = EquatableList<PlanStep>.Empty;

    internal EquatableList<Release> Releases { get; private set; } = EquatableList<Release>.Empty;

    internal int PlanVersion { get; private set; }

    internal int Contacts { get; private set; }

    internal int ContactMinutes { get; private set; }

    /// <summary>Contacts since the case was opened or reopened.</summary>
    internal int ContactsInEpisode { get; private set; }

    internal EquatableList<Need> Strengths { get; private set; } = NoNeeds;

    internal EquatableList<Referral> Referrals { get; private set; } = EquatableList<Referral>.Empty;

    internal EquatableList<StructuralFinding> Findings { get; private set; } = EquatableList<StructuralFinding>.Empty;

    internal EquatableList<CaseEvent> Approvals { get; private set; } = EquatableList<CaseEvent>.Empty;

    internal HandoverOffer? Handover { get; private set; }

    internal bool HasLegalHold { get; private set; }

    internal CaseWork Copy() => (CaseWork)MemberwiseClone();

    /// <summary>Whether the event leaves a trace here.</summary>
    internal static bool Concerns(CaseEvent happened) => happened.Step.Kind switch
    {
        StepKind.GiveShortCounselling or StepKind.ReleaseConfidentiality or StepKind.WithdrawRelease or StepKind.RecordNeed or StepKind.RecordStrength
            or StepKind.SetGoal or StepKind.AddPlanStep or StepKind.AgreePlan or StepKind.RecordProgress or StepKind.JudgeGoal or StepKind.RecordContact or StepKind.HoldReview
            or StepKind.HoldConference or StepKind.OfferReferral or StepKind.RecordReferral or StepKind.OfferHandover or StepKind.AcceptHandover or StepKind.RejectHandover
            or StepKind.WithdrawHandover or StepKind.RecordFinding or StepKind.RecordResidence or StepKind.RecordGermanLevel or StepKind.EnterInError or StepKind.Approve
            or StepKind.PlaceLegalHold or StepKind.LiftLegalHold => true,
        _ => false,
    };

    /// <summary>Whether the event changes what is here where there is something, but is no reason to begin.</summary>
    internal static bool Ends(CaseEvent happened, CasePhase before) => happened.Step.Kind switch
    {
        StepKind.Continue => true,
        StepKind.Reopen => before == CasePhase.Closed,
        _ => happened.Phase.IsFinal() && !before.IsFinal(),
    };

    /// <summary>What is here without the entries that were taken back: the same events, looked at again.</summary>
    internal static CaseWork Of(IEnumerable<CaseEvent> events)
    {
        var all = events.ToList();
        var voided = new HashSet<int>(all.Select(e => e.Step).OfType<EnterInError>().Select(e => e.Entry));
        var work = new CaseWork();
        foreach (var happened in all)
        {
            if (voided.Contains(happened.Version))
                work.Events = work.Events.Add(happened);
            else
                work.Add(happened);
        }

        return work;
    }

    /// <summary>This without any trace of a step.</summary>
    internal CaseWork Without(StepKind kind) => Of(Events.Where(e => e.Step.Kind != kind));

    /// <summary>The hold on erasure and nothing else.</summary>
    internal CaseWork OnlyHold() => Of(Counting().Where(e => e.Step is PlaceLegalHold or LiftLegalHold));

    /// <summary>The day of the last review in the present phase, and the day of the next one, when an entry counts no longer.</summary>
    internal (LocalDate Held, LocalDate Due) ReviewsWithout(int entry, int phaseVersion)
    {
        var reviews = Counting().Where(e => e.Step is HoldReview && e.Version != entry && e.Version > phaseVersion).ToList();
        var due = Counting().LastOrDefault(e => e.Version != entry && e.Step is HoldReview or AgreePlan)?.Step switch
        {
            HoldReview review => review.ReviewOn,
            AgreePlan plan => plan.ReviewOn,
            _ => null,
        };
        return (reviews.Count > 0 ? reviews[reviews.Count - 1].On : default, due ?? default);
    }

    /// <summary>Whether an event is here and counts.</summary>
    internal CaseEvent? FindCounting(int version)
    {
        CaseEvent? found = null;
        foreach (var happened in Events)
        {
            if (happened.Step is EnterInError { Entry: var entry } && entry == version)
                return null;
            if (happened.Version == version)
                found = happened;
        }

        return found;
    }

    /// <summary>The events that count, without those that were taken back.</summary>
    internal IEnumerable<CaseEvent> Counting()
    {
        var voided = new HashSet<int>(Events.Select(e => e.Step).OfType<EnterInError>().Select(e => e.Entry));
        return Events.Where(e => !voided.Contains(e.Version));
    }

    internal void Apply(CaseEvent happened)
    {
        if (happened.Step is not EnterInError)
        {
            Add(happened);
            return;
        }

        var rebuilt = Of([.. Events, happened]);
        Events = rebuilt.Events;
        Needs = rebuilt.Needs;
        Strengths = rebuilt.Strengths;
        Goals = rebuilt.Goals;
        PlanSteps = rebuilt.PlanSteps;
        Releases = rebuilt.Releases;
        Referrals = rebuilt.Referrals;
        Findings = rebuilt.Findings;
        Approvals = rebuilt.Approvals;
        Handover = rebuilt.Handover;
        HasLegalHold = rebuilt.HasLegalHold;
        PlanVersion = rebuilt.PlanVersion;
        Contacts = rebuilt.Contacts;
        ContactMinutes = rebuilt.ContactMinutes;
        ContactsInEpisode = rebuilt.ContactsInEpisode;
    }

    private void Add(CaseEvent happened)
    {
        Events = Events.Add(happened);
        switch (happened.Step)
        {
            case ReleaseConfidentiality release:
                Releases = new EquatableList<Release>([.. Releases.Where(r => r.Body != release.Body), new Release(release.Body, happened.On, release.ValidUntil)]);
                break;
            case WithdrawRelease release:
                Releases = new EquatableList<Release>([.. Releases.Where(r => r.Body != release.Body)]);
                break;
            case RecordNeed need:
                Needs = new EquatableList<Need>([.. Needs.Where(n => n.Topic != need.Topic), new Need(need.Topic, need.Urgency, need.Informant, need.OwnResources, happened.On)]);
                break;
            case SetGoal goal:
                Goals = Goals.Add(new Goal(goal.Goal, goal.Topic, goal.GoalKind, goal.TargetOn, goal.StartValue, goal.TargetValue));
                break;
            case AddPlanStep step:
                PlanSteps = PlanSteps.Add(new PlanStep(step.PlanStep, step.Goal, step.Body, step.DueOn));
                break;
            case AgreePlan:
                PlanVersion++;
                break;
            case RecordProgress progress when Find(progress) is var index and >= 0:
                PlanSteps = PlanSteps.With(index, PlanSteps[index].With(progress.Progress));
                break;
            case JudgeGoal judgement:
                Goals = new EquatableList<Goal>([.. Goals.Select(g => (judgement.Goal is null ? !g.IsJudged : g.Id == judgement.Goal) ? g.Judged(judgement.Attainment, judgement.EndValue, happened.On) : g)]);
                break;
            case RecordContact contact:
                Contacts++;
                ContactsInEpisode++;
                ContactMinutes += contact.Minutes ?? 0;
                break;
            case RecordStrength strength:
                Strengths = new EquatableList<Need>([.. Strengths.Where(n => n.Topic != strength.Topic), new Need(strength.Topic, Urgency.Unspecified, strength.Informant, null, happened.On)]);
                break;
            case OfferReferral referral:
                Referrals = Referrals.Add(new Referral(referral.Referral, referral.Body, referral.Topic, happened.On));
                break;
            case RecordReferral referral when Find(referral) is var index and >= 0:
                Referrals = Referrals.With(index, Referrals[index].With(referral.Progress, referral.Rejection, referral.AnswerBy, happened.On));
                break;
            case OfferHandover offer:
                Handover = new HandoverOffer(happened.Case, offer.CaseManager, offer.Office, offer.Provider, offer.WithHistory == true, happened.On);
                break;
            case AcceptHandover or RejectHandover or WithdrawHandover:
                Handover = null;
                break;
            case RecordFinding finding:
                Findings = Findings.Add(new StructuralFinding(finding.Topic, finding.Gap, finding.Body, happened.On));
                break;
            case Approve:
                Approvals = Approvals.Add(happened);
                break;
            case PlaceLegalHold:
                HasLegalHold = true;
                break;
            case LiftLegalHold:
                HasLegalHold = false;
                break;
            case Continue:
                Goals = new EquatableList<Goal>([.. Goals.Select(g => g.IsJudged && g.IsUnfinished ? g.PursuedFurther() : g)]);
                break;
            case Reopen:
                // A new passage: what is to be assessed and planned begins anew; the events keep what was.
                Needs = NoNeeds;
                Strengths = NoNeeds;
                Goals = EquatableList<Goal>.Empty;
                PlanSteps = EquatableList<PlanStep>.Empty;
                ContactsInEpisode = 0;
                break;
        }

        if (happened.Phase.IsFinal())
            Handover = null;
        if (happened.Step is WithdrawConsent)
            Releases = EquatableList<Release>.Empty;
    }

    internal bool HasGoal()
    {
        foreach (var goal in Goals.Items)
        {
            if (goal.Attainment != GoalAttainment.Dropped)
                return true;
        }

        return false;
    }

    internal bool HasStep()
    {
        foreach (var step in PlanSteps.Items)
        {
            if (step.Progress != StepProgress.Dropped)
                return true;
        }

        return false;
    }

    internal bool HasStarted()
    {
        foreach (var step in PlanSteps.Items)
        {
            if (step.Progress is StepProgress.Started or StepProgress.Done)
                return true;
        }

        return false;
    }

    internal bool HasUnfinishedGoal()
    {
        foreach (var goal in Goals.Items)
        {
            if (goal.IsUnfinished)
                return true;
        }

        return false;
    }

    internal bool AllGoalsJudged()
    {
        foreach (var goal in Goals.Items)
        {
            if (!goal.IsJudged)
                return false;
        }

        return true;
    }

    internal bool IsReleased(string body, LocalDate on)
    {
        foreach (var release in Releases.Items)
        {
            if (release.Body == body && release.HoldsOn(on))
                return true;
        }

        return false;
    }

    /// <summary>The first external body of an open step that may not be told; null where there is none.</summary>
    internal string? MissingRelease(LocalDate on)
    {
        foreach (var step in PlanSteps.Items)
        {
            if (step.IsOpen && step.Body is { } body && !IsReleased(body, on))
                return body;
        }

        return null;
    }

    /// <summary>The index of the plan's step that the progress is about; -1 where there is none.</summary>
    internal int Find(RecordProgress progress)
    {
        for (var i = 0; i < PlanSteps.Count; i++)
        {
            if (progress.PlanStep is null ? PlanSteps[i].Allows(progress.Progress) : PlanSteps[i].Id == progress.PlanStep)
                return i;
        }

        return -1;
    }

    /// <summary>The index of the referral that the progress is about; -1 where there is none.</summary>
    internal int Find(RecordReferral progress)
    {
        for (var i = 0; i < Referrals.Count; i++)
        {
            if (progress.Referral is null ? Referrals[i].Allows(progress.Progress) : Referrals[i].Id == progress.Referral)
                return i;
        }

        return -1;
    }

    public bool Equals(CaseWork? other) =>
        other is not null && (ReferenceEquals(this, other)
            || (Events.Equals(other.Events) && Needs.Equals(other.Needs) && Goals.Equals(other.Goals) && PlanSteps.Equals(other.PlanSteps) && Releases.Equals(other.Releases)
                && PlanVersion == other.PlanVersion && Contacts == other.Contacts && ContactMinutes == other.ContactMinutes && ContactsInEpisode == other.ContactsInEpisode
                && Strengths.Equals(other.Strengths) && Referrals.Equals(other.Referrals) && Findings.Equals(other.Findings) && Approvals.Equals(other.Approvals)
                && Equals(Handover, other.Handover) && HasLegalHold == other.HasLegalHold));

    public override bool Equals(object? obj) => Equals(obj as CaseWork);

    public override int GetHashCode() => Events.Count;
}
