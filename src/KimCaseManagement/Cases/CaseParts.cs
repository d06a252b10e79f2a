using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>A need of the client (Bedarf), as it stands in the newest version of the assessment.</summary>
public sealed record Need
{
    internal Need(TopicCode topic, Urgency urgency, Informant informant, bool? ownResources, LocalDate on)
    {
        Topic = topic;
        Urgency = urgency;
        Informant = informant;
        OwnResources = ownResources;
        On = on;
    }

    /// <summary>What it is about.</summary>
    public TopicCode Topic { get; }

    /// <summary>How urgent it is.</summary>
    public Urgency Urgency { get; }

    /// <summary>Who says so.</summary>
    public Informant Informant { get; }

    /// <summary>Whether the client has own resources for it; null: not recorded.</summary>
    public bool? OwnResources { get; }

    /// <summary>The day from which it is known.</summary>
    public LocalDate On { get; }

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(Need);
}

/// <summary>A goal of the client (Ziel) and what became of it.</summary>
public sealed record Goal
{
    internal Goal(string id, TopicCode topic, GoalKind kind, LocalDate? targetOn, string? startValue, string? targetValue)
    {
        Id = id;
        Topic = topic;
        Kind = kind;
        TargetOn = targetOn;
        StartValue = startValue;
        TargetValue = targetValue;
    }

    /// <summary>Its id, chosen by the host.</summary>
    public string Id { get; }

    /// <summary>What it is about; the default value where not recorded.</summary>
    public TopicCode Topic { get; }

    /// <summary>Which typical goal it is.</summary>
    public GoalKind Kind { get; }

    /// <summary>Day by which it is to be reached.</summary>
    public LocalDate? TargetOn { get; }

    /// <summary>Where the client started.</summary>
    public string? StartValue { get; }

    /// <summary>What is to be reached.</summary>
    public string? TargetValue { get; }

    /// <summary>How far it was reached; unspecified while it is open.</summary>
    public GoalAttainment Attainment { get; private init; }

    /// <summary>What was reached.</summary>
    public string? EndValue { get; private init; }

    /// <summary>The day of the judgement; null while it is open.</summary>
    public LocalDate? JudgedOn { get; private init; }

    /// <summary>Whether it has been judged with the client.</summary>
    public bool IsJudged => Attainment != GoalAttainment.Unspecified;

    /// <summary>Whether there is something left to reach: not judged, or judged as reached in part or not reached.</summary>
    public bool IsUnfinished => Attainment is GoalAttainment.Unspecified or GoalAttainment.PartlyReached or GoalAttainment.NotReached;

    internal Goal Judged(GoalAttainment attainment, string? endValue, LocalDate on) => this with { Attainment = attainment, EndValue = endValue, JudgedOn = on };

    internal Goal PursuedFurther() => this with { Attainment = GoalAttainment.Unspecified, EndValue = null, JudgedOn = null };

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(Goal);
}

/// <summary>A step of the plan (Schritt, Maßnahme) and how it stands.</summary>
public sealed record PlanStep
{
    internal PlanStep(string id, string? goal, string? body, LocalDate? dueOn)
    {
        Id = id;
        Goal = goal;
        Body = body;
        DueOn = dueOn;
    }

    /// <summary>Its id, chosen by the host.</summary>
    public string Id { get; }

    /// <summary>The id of the goal that it serves; null where none is named.</summary>
    public string? Goal { get; }

    /// <summary>The external body that is responsible; null: the office or the client.</summary>
    public string? Body { get; }

    /// <summary>Day by which it is to be done.</summary>
    public LocalDate? DueOn { get; }

    /// <summary>What became of it; unspecified while it is planned only.</summary>
    public StepProgress Progress { get; private init; }

    /// <summary>Whether it is neither done nor given up.</summary>
    public bool IsOpen => Progress is StepProgress.Unspecified or StepProgress.Started;

    internal PlanStep With(StepProgress progress) => this with { Progress = progress };

    /// <summary>Whether the progress can be recorded: begun once, then done; given up as long as it is open.</summary>
    internal bool Allows(StepProgress progress) => progress == StepProgress.Started ? Progress == StepProgress.Unspecified : IsOpen;

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(PlanStep);
}

/// <summary>A release from confidentiality towards one body (Schweigepflichtentbindung).</summary>
public sealed record Release
{
    internal Release(string body, LocalDate on, LocalDate? validUntil)
    {
        Body = body;
        On = on;
        ValidUntil = validUntil;
    }

    /// <summary>The body that may be told.</summary>
    public string Body { get; }

    /// <summary>The day from which it holds.</summary>
    public LocalDate On { get; }

    /// <summary>The last day on which it holds; null: until withdrawn.</summary>
    public LocalDate? ValidUntil { get; }

    internal bool HoldsOn(LocalDate day) => On <= day && (ValidUntil is not { } last || day <= last);

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(Release);
}

/// <summary>One passage of a case from its acceptance or short counselling to its end (Episode). A case that was reopened has several; each stays countable in its own period.</summary>
public sealed record CaseEpisode
{
    internal CaseEpisode(LocalDate? acceptedOn, LocalDate endedOn, ClosureReason closureReason, DeclineReason declineReason, OfficeCode office)
    {
        Office = office;
        AcceptedOn = acceptedOn;
        EndedOn = endedOn;
        ClosureReason = closureReason;
        DeclineReason = declineReason;
    }

    /// <summary>The day of the acceptance into case management; null where there was none.</summary>
    public LocalDate? AcceptedOn { get; }

    /// <summary>The day on which it ended.</summary>
    public LocalDate EndedOn { get; private init; }

    /// <summary>Why it was closed; the default value where the person was not taken on.</summary>
    public ClosureReason ClosureReason { get; }

    /// <summary>Why the person was not taken on; the default value where the case was closed.</summary>
    public DeclineReason DeclineReason { get; }

    /// <summary>The office that had the case when it ended; a later passage may be another's.</summary>
    public OfficeCode Office { get; }

    internal CaseEpisode EndedAnotherDay(LocalDate day) => this with { EndedOn = day };

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(CaseEpisode);
}

/// <summary>A referral to another body (Weiterleitung) and how it stands; a closed loop, overdue is visible.</summary>
public sealed record Referral
{
    internal Referral(string id, string body, TopicCode topic, LocalDate on)
    {
        Id = id;
        Body = body;
        Topic = topic;
        Progress = ReferralProgress.Offered;
        Since = on;
    }

    /// <summary>Its id, chosen by the host.</summary>
    public string Id { get; }

    /// <summary>The body.</summary>
    public string Body { get; }

    /// <summary>What for; the default value where not recorded.</summary>
    public TopicCode Topic { get; }

    /// <summary>How it stands.</summary>
    public ReferralProgress Progress { get; private init; }

    /// <summary>The day from which it stands so.</summary>
    public LocalDate Since { get; private init; }

    /// <summary>Why the body rejected it; unspecified where it did not.</summary>
    public ReferralRejection Rejection { get; private init; }

    /// <summary>Day by which an answer is expected; null where none is.</summary>
    public LocalDate? AnswerBy { get; private init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen => Progress is not (ReferralProgress.Refused or ReferralProgress.Rejected or ReferralProgress.FeedbackReceived or ReferralProgress.Abandoned);

    internal Referral With(ReferralProgress progress, ReferralRejection rejection, LocalDate? answerBy, LocalDate on) =>
        this with { Progress = progress, Rejection = rejection, AnswerBy = answerBy, Since = on };

    /// <summary>Whether it can go on like this.</summary>
    internal bool Allows(ReferralProgress next) => (Progress, next) switch
    {
        (_, ReferralProgress.Abandoned) => IsOpen,
        (ReferralProgress.Offered, ReferralProgress.Agreed or ReferralProgress.Refused) => true,
        (ReferralProgress.Agreed, ReferralProgress.Sent) => true,
        (ReferralProgress.Sent, ReferralProgress.Accepted or ReferralProgress.Rejected) => true,
        (ReferralProgress.Accepted, ReferralProgress.TakenUp) => true,
        (ReferralProgress.TakenUp, ReferralProgress.Done) => true,
        (ReferralProgress.Done, ReferralProgress.FeedbackReceived) => true,
        _ => false,
    };

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(Referral);
}

/// <summary>A handover that is offered and not answered yet (Übergabe): all that the receiving side may see before it has accepted.</summary>
public sealed record HandoverOffer
{
    internal HandoverOffer(CaseId caseId, ActorId caseManager, OfficeCode office, ProviderCode provider, bool withHistory, LocalDate on)
    {
        Case = caseId;
        CaseManager = caseManager;
        Office = office;
        Provider = provider;
        WithHistory = withHistory;
        On = on;
    }

    /// <summary>The case.</summary>
    public CaseId Case { get; }

    /// <summary>Who is to take it on.</summary>
    public ActorId CaseManager { get; }

    /// <summary>The office; the default value: the same.</summary>
    public OfficeCode Office { get; }

    /// <summary>The provider; the default value: the same.</summary>
    public ProviderCode Provider { get; }

    /// <summary>Whether the history goes along to another provider.</summary>
    public bool WithHistory { get; }

    /// <summary>The day of the offer.</summary>
    public LocalDate On { get; }

    /// <summary>The name of the type alone, for logs.</summary>
    public override string ToString() => nameof(HandoverOffer);
}

/// <summary>A structural finding (generatives Thema): what stands in the way of many. It says nothing about the person and can be counted with the usual protection.</summary>
public sealed record StructuralFinding
{
    internal StructuralFinding(TopicCode topic, GapKind gap, string? body, LocalDate on)
    {
        Topic = topic;
        Gap = gap;
        Body = body;
        On = on;
    }

    /// <summary>What it is about.</summary>
    public TopicCode Topic { get; }

    /// <summary>What kind of gap it is.</summary>
    public GapKind Gap { get; }

    /// <summary>The body that is concerned; null where none is.</summary>
    public string? Body { get; }

    /// <summary>The day of the observation.</summary>
    public LocalDate On { get; }
}

/// <summary>A contact as statistics keep it (Beratungskontakt).</summary>
public sealed record CaseContact
{
    internal CaseContact(LocalDate on, int? minutes, ContactChannel channel)
    {
        On = on;
        Minutes = minutes;
        Channel = channel;
    }

    /// <summary>The day.</summary>
    public LocalDate On { get; }

    /// <summary>How long it took, in minutes; null where not recorded.</summary>
    public int? Minutes { get; }

    /// <summary>How it took place.</summary>
    public ContactChannel Channel { get; }
}
