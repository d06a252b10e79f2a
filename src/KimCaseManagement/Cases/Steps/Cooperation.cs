using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Holds a case conference (Fallkonferenz) with other bodies.</summary>
public sealed class HoldConference : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<HoldConference>(
        StepKind.HoldConference,
        "conference-held",
        v => new HoldConference(v.List("bodies"), v.BoolOrNull("anonymised"), v.Topics("topics"), v.On),
        StepField.List<HoldConference>("bodies", true, s => s._bodies),
        StepField.Bool<HoldConference>("anonymised", false, s => s.Anonymised),
        StepField.Topics<HoldConference>("topics", false, s => Given.Texts(s._topics)));

    private readonly EquatableList<TopicCode> _topics;
    private readonly EquatableList<string> _bodies;

    /// <summary>Makes the step.</summary>
    /// <param name="bodies">The bodies that took part; in a text with <c>|</c> between them, so that no name may hold one.</param>
    /// <param name="anonymised">Whether the case was discussed without naming the person; then no release is needed.</param>
    /// <param name="topics">What it was about.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public HoldConference(IEnumerable<string> bodies, bool? anonymised = null, IEnumerable<TopicCode>? topics = null, LocalDate? on = null)
        : base(StepKind.HoldConference, on)
    {
        _bodies = Given.Ids(bodies, nameof(bodies));
        Anonymised = anonymised;
        _topics = Given.Topics(topics, false, nameof(topics));
    }

    /// <summary>The bodies that took part.</summary>
    public IReadOnlyList<string> Bodies => _bodies;

    /// <summary>Whether the case was discussed without naming the person; then no release is needed.</summary>
    public bool? Anonymised { get; }

    /// <summary>What it was about.</summary>
    public IReadOnlyList<TopicCode> Topics => _topics;
}

/// <summary>Offers to refer the client to a body (Weiterleitung anbieten); the case goes on.</summary>
public sealed class OfferReferral : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<OfferReferral>(
        StepKind.OfferReferral,
        "referral-offered",
        v => new OfferReferral(v.Text("referral"), v.Text("body"), v.Code<TopicCode>("topic", TopicCode.TryFrom), v.On),
        StepField.Id<OfferReferral>("referral", true, s => s.Referral),
        StepField.Id<OfferReferral>("body", true, s => s.Body),
        StepField.Topic<OfferReferral>("topic", false, s => s.Topic.IsDefault ? null : s.Topic.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="referral">Id of the referral, chosen by the caller, new in the case.</param>
    /// <param name="body">The body.</param>
    /// <param name="topic">What for.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public OfferReferral(string referral, string body, TopicCode topic = default, LocalDate? on = null)
        : base(StepKind.OfferReferral, on)
    {
        Referral = Given.Id(referral, nameof(referral));
        Body = Given.Id(body, nameof(body));
        Topic = topic;
    }

    /// <summary>Id of the referral, chosen by the caller, new in the case.</summary>
    public string Referral { get; }

    /// <summary>The body.</summary>
    public string Body { get; }

    /// <summary>What for.</summary>
    public TopicCode Topic { get; }
}

/// <summary>Records how a referral goes on (Stand einer Weiterleitung).</summary>
public sealed class RecordReferral : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordReferral>(
        StepKind.RecordReferral,
        "referral-recorded",
        v => new RecordReferral(v.Code<ReferralProgress>("progress", ReferralProgresses.TryParse), v.TextOrNull("referral"), v.Code<ReferralRejection>("rejection", ReferralRejections.TryParse), v.DateOrNull("answer_by"), v.On),
        StepField.Member<RecordReferral, ReferralProgress>("progress", true, ReferralProgresses.All, ReferralProgresses.Code, s => s.Progress),
        StepField.Id<RecordReferral>("referral", false, s => s.Referral),
        StepField.Member<RecordReferral, ReferralRejection>("rejection", false, ReferralRejections.All, ReferralRejections.Code, s => s.Rejection),
        StepField.Date<RecordReferral>("answer_by", false, s => s.AnswerBy));

    /// <summary>Makes the step.</summary>
    /// <param name="progress">How it stands now.</param>
    /// <param name="referral">Which referral; not given: the first for which it is possible.</param>
    /// <param name="rejection">Why the body rejected; needed for a rejection.</param>
    /// <param name="answerBy">Day by which an answer is expected.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordReferral(ReferralProgress progress, string? referral = null, ReferralRejection rejection = ReferralRejection.Unspecified, LocalDate? answerBy = null, LocalDate? on = null)
        : base(StepKind.RecordReferral, on)
    {
        Progress = Given.Required(progress, ReferralProgresses.All, nameof(progress));
        Referral = referral is null ? null : Given.Id(referral, nameof(referral));
        Rejection = Given.Optional(rejection, ReferralRejections.All, nameof(rejection));
        AnswerBy = answerBy;
    }

    /// <summary>How it stands now.</summary>
    public ReferralProgress Progress { get; }

    /// <summary>Which referral; not given: the first for which it is possible.</summary>
    public string? Referral { get; }

    /// <summary>Why the body rejected; needed for a rejection.</summary>
    public ReferralRejection Rejection { get; }

    /// <summary>Day by which an answer is expected.</summary>
    public LocalDate? AnswerBy { get; }
}

/// <summary>Offers the case to another case manager, office or provider (Übergabe anbieten).</summary>
public sealed class OfferHandover : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<OfferHandover>(
        StepKind.OfferHandover,
        "handover-offered",
        v => new OfferHandover(v.Code<ActorId>("case_manager", ActorId.TryFrom), v.Code<OfficeCode>("office", OfficeCode.TryFrom), v.Code<ProviderCode>("provider", ProviderCode.TryFrom), v.BoolOrNull("with_history"), v.On),
        StepField.Id<OfferHandover>("case_manager", true, s => s.CaseManager.Value),
        StepField.CodeId<OfferHandover>("office", false, s => s.Office.IsDefault ? null : s.Office.Value),
        StepField.CodeId<OfferHandover>("provider", false, s => s.Provider.IsDefault ? null : s.Provider.Value),
        StepField.Bool<OfferHandover>("with_history", false, s => s.WithHistory));

    /// <summary>Makes the step.</summary>
    /// <param name="caseManager">Who is to take it on.</param>
    /// <param name="office">The office; not given: the same.</param>
    /// <param name="provider">The provider; not given: the same. Another one needs a release from confidentiality towards it.</param>
    /// <param name="withHistory">Whether the client wants needs, plan and contacts to go along to another provider; not given means no. Within the provider they always do.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public OfferHandover(ActorId caseManager, OfficeCode office = default, ProviderCode provider = default, bool? withHistory = null, LocalDate? on = null)
        : base(StepKind.OfferHandover, on)
    {
        CaseManager = caseManager.IsDefault ? throw Given.Missing(nameof(caseManager)) : caseManager;
        Office = office;
        Provider = provider;
        WithHistory = withHistory;
    }

    /// <summary>Who is to take it on.</summary>
    public ActorId CaseManager { get; }

    /// <summary>The office; not given: the same.</summary>
    public OfficeCode Office { get; }

    /// <summary>The provider; not given: the same. Another one needs a release from confidentiality towards it.</summary>
    public ProviderCode Provider { get; }

    /// <summary>Whether the client wants needs, plan and contacts to go along to another provider; not given means no. Within the provider they always do.</summary>
    public bool? WithHistory { get; }
}

/// <summary>The receiving case manager takes the case on (Übergabe annehmen).</summary>
public sealed class AcceptHandover : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<AcceptHandover>(
        StepKind.AcceptHandover,
        "handover-accepted",
        v => new AcceptHandover(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public AcceptHandover(LocalDate? on = null)
        : base(StepKind.AcceptHandover, on)
    {
    }
}

/// <summary>The receiving case manager does not take the case on (Übergabe ablehnen).</summary>
public sealed class RejectHandover : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RejectHandover>(
        StepKind.RejectHandover,
        "handover-rejected",
        v => new RejectHandover(v.Code<HandoverRejection>("reason", HandoverRejections.TryParse), v.On),
        StepField.Member<RejectHandover, HandoverRejection>("reason", true, HandoverRejections.All, HandoverRejections.Code, s => s.Reason));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why not.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RejectHandover(HandoverRejection reason, LocalDate? on = null)
        : base(StepKind.RejectHandover, on)
    {
        Reason = Given.Required(reason, HandoverRejections.All, nameof(reason));
    }

    /// <summary>Why not.</summary>
    public HandoverRejection Reason { get; }
}

/// <summary>The offer to hand over is taken back (Übergabe zurückziehen).</summary>
public sealed class WithdrawHandover : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<WithdrawHandover>(
        StepKind.WithdrawHandover,
        "handover-withdrawn",
        v => new WithdrawHandover(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public WithdrawHandover(LocalDate? on = null)
        : base(StepKind.WithdrawHandover, on)
    {
    }
}

/// <summary>Records a structural finding (generatives Thema): what stands in the way of many, without the person.</summary>
public sealed class RecordFinding : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordFinding>(
        StepKind.RecordFinding,
        "finding-recorded",
        v => new RecordFinding(v.Code<TopicCode>("topic", TopicCode.TryFrom), v.Code<GapKind>("gap", GapKinds.TryParse), v.TextOrNull("body"), v.On),
        StepField.Topic<RecordFinding>("topic", true, s => s.Topic.Value),
        StepField.Member<RecordFinding, GapKind>("gap", true, GapKinds.All, GapKinds.Code, s => s.Gap),
        StepField.Id<RecordFinding>("body", false, s => s.Body));

    /// <summary>Makes the step.</summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="gap">What kind of gap it is.</param>
    /// <param name="body">The body that is concerned.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordFinding(TopicCode topic, GapKind gap, string? body = null, LocalDate? on = null)
        : base(StepKind.RecordFinding, on)
    {
        Topic = topic.IsDefault ? throw Given.Missing(nameof(topic)) : topic;
        Gap = Given.Required(gap, GapKinds.All, nameof(gap));
        Body = body is null ? null : Given.Id(body, nameof(body));
    }

    /// <summary>What it is about.</summary>
    public TopicCode Topic { get; }

    /// <summary>What kind of gap it is.</summary>
    public GapKind Gap { get; }

    /// <summary>The body that is concerned.</summary>
    public string? Body { get; }
}
