using KimCaseManagement.Topics;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Records a need (Bedarf) as a new version of the assessment.</summary>
public sealed class RecordNeed : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordNeed>(
        StepKind.RecordNeed,
        "need-recorded",
        v => new RecordNeed(v.Code<TopicCode>("topic", TopicCode.TryFrom), v.Code<Urgency>("urgency", Urgencies.TryParse), v.Code<Informant>("informant", Informants.TryParse), v.BoolOrNull("own_resources"), v.On),
        StepField.Topic<RecordNeed>("topic", true, s => s.Topic.Value),
        StepField.Member<RecordNeed, Urgency>("urgency", false, Urgencies.All, Urgencies.Code, s => s.Urgency),
        StepField.Member<RecordNeed, Informant>("informant", false, Informants.All, Informants.Code, s => s.Informant),
        StepField.Bool<RecordNeed>("own_resources", false, s => s.OwnResources));

    /// <summary>Makes the step.</summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="urgency">How urgent it is.</param>
    /// <param name="informant">Who says so.</param>
    /// <param name="ownResources">Whether the client has own resources for it.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordNeed(TopicCode topic, Urgency urgency = Urgency.Unspecified, Informant informant = Informant.Unspecified, bool? ownResources = null, LocalDate? on = null)
        : base(StepKind.RecordNeed, on)
    {
        Topic = topic.IsDefault ? throw Given.Missing(nameof(topic)) : topic;
        Urgency = Given.Optional(urgency, Urgencies.All, nameof(urgency));
        Informant = Given.Optional(informant, Informants.All, nameof(informant));
        OwnResources = ownResources;
    }

    /// <summary>What it is about.</summary>
    public TopicCode Topic { get; }

    /// <summary>How urgent it is.</summary>
    public Urgency Urgency { get; }

    /// <summary>Who says so.</summary>
    public Informant Informant { get; }

    /// <summary>Whether the client has own resources for it.</summary>
    public bool? OwnResources { get; }
}

/// <summary>Records a strength, a resource of the client (Ressource).</summary>
public sealed class RecordStrength : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordStrength>(
        StepKind.RecordStrength,
        "strength-recorded",
        v => new RecordStrength(v.Code<TopicCode>("topic", TopicCode.TryFrom), v.Code<Informant>("informant", Informants.TryParse), v.On),
        StepField.Topic<RecordStrength>("topic", true, s => s.Topic.Value),
        StepField.Member<RecordStrength, Informant>("informant", false, Informants.All, Informants.Code, s => s.Informant));

    /// <summary>Makes the step.</summary>
    /// <param name="topic">Where it helps.</param>
    /// <param name="informant">Who says so.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordStrength(TopicCode topic, Informant informant = Informant.Unspecified, LocalDate? on = null)
        : base(StepKind.RecordStrength, on)
    {
        Topic = topic.IsDefault ? throw Given.Missing(nameof(topic)) : topic;
        Informant = Given.Optional(informant, Informants.All, nameof(informant));
    }

    /// <summary>Where it helps.</summary>
    public TopicCode Topic { get; }

    /// <summary>Who says so.</summary>
    public Informant Informant { get; }
}

/// <summary>Completes the assessment (Assessment abschließen).</summary>
public sealed class CompleteAssessment : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<CompleteAssessment>(
        StepKind.CompleteAssessment,
        "assessment-completed",
        v => new CompleteAssessment(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public CompleteAssessment(LocalDate? on = null)
        : base(StepKind.CompleteAssessment, on)
    {
    }
}

/// <summary>Goes back to the assessment (Re-Assessment); the version of the plan is kept.</summary>
public sealed class Reassess : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Reassess>(
        StepKind.Reassess,
        "reassessment-started",
        v => new Reassess(v.Code<ReassessmentReason>("reason", ReassessmentReasons.TryParse), v.On),
        StepField.Member<Reassess, ReassessmentReason>("reason", true, ReassessmentReasons.All, ReassessmentReasons.Code, s => s.Reason));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Reassess(ReassessmentReason reason, LocalDate? on = null)
        : base(StepKind.Reassess, on)
    {
        Reason = Given.Required(reason, ReassessmentReasons.All, nameof(reason));
    }

    /// <summary>Why.</summary>
    public ReassessmentReason Reason { get; }
}
