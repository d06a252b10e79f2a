using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Records a contact (Beratungskontakt).</summary>
public sealed class RecordContact : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordContact>(
        StepKind.RecordContact,
        "contact-recorded",
        v => new RecordContact(v.Code<ContactChannel>("channel", ContactChannels.TryParse), v.IntOrNull("minutes"), v.Code<LanguageTag>("language", LanguageTag.TryFrom), v.BoolOrNull("interpreter"), v.Topics("topics"), v.On),
        StepField.Member<RecordContact, ContactChannel>("channel", false, ContactChannels.All, ContactChannels.Code, s => s.Channel),
        StepField.Int<RecordContact>("minutes", false, 0, 1440, s => s.Minutes),
        StepField.Language<RecordContact>("language", s => s.Language.IsDefault ? null : s.Language.Value),
        StepField.Bool<RecordContact>("interpreter", false, s => s.Interpreter),
        StepField.Topics<RecordContact>("topics", false, s => Given.Texts(s._topics)));

    private readonly EquatableList<TopicCode> _topics;

    /// <summary>Makes the step.</summary>
    /// <param name="channel">How it took place.</param>
    /// <param name="minutes">How long it took, in minutes.</param>
    /// <param name="language">Language spoken.</param>
    /// <param name="interpreter">Whether somebody interpreted.</param>
    /// <param name="topics">What it was about.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordContact(ContactChannel channel = ContactChannel.Unspecified, int? minutes = null, LanguageTag language = default, bool? interpreter = null, IEnumerable<TopicCode>? topics = null, LocalDate? on = null)
        : base(StepKind.RecordContact, on)
    {
        Channel = Given.Optional(channel, ContactChannels.All, nameof(channel));
        Minutes = Given.Range(minutes, 0, 1440, nameof(minutes));
        Language = language;
        Interpreter = interpreter;
        _topics = Given.Topics(topics, false, nameof(topics));
    }

    /// <summary>How it took place.</summary>
    public ContactChannel Channel { get; }

    /// <summary>How long it took, in minutes.</summary>
    public int? Minutes { get; }

    /// <summary>Language spoken.</summary>
    public LanguageTag Language { get; }

    /// <summary>Whether somebody interpreted.</summary>
    public bool? Interpreter { get; }

    /// <summary>What it was about.</summary>
    public IReadOnlyList<TopicCode> Topics => _topics;
}

/// <summary>Lets the case rest (Ruhen lassen).</summary>
public sealed class Pause : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Pause>(
        StepKind.Pause,
        "case-paused",
        v => new Pause(v.Code<PauseReason>("reason", PauseReasons.TryParse), v.Date("resume_by"), v.On),
        StepField.Member<Pause, PauseReason>("reason", true, PauseReasons.All, PauseReasons.Code, s => s.Reason),
        StepField.Date<Pause>("resume_by", true, s => s.ResumeBy));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="resumeBy">Day by which it goes on or is looked at again.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Pause(PauseReason reason, LocalDate resumeBy, LocalDate? on = null)
        : base(StepKind.Pause, on)
    {
        Reason = Given.Required(reason, PauseReasons.All, nameof(reason));
        ResumeBy = resumeBy;
    }

    /// <summary>Why.</summary>
    public PauseReason Reason { get; }

    /// <summary>Day by which it goes on or is looked at again.</summary>
    public LocalDate ResumeBy { get; }
}

/// <summary>Goes on where the case was paused (Fortsetzen).</summary>
public sealed class Resume : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Resume>(
        StepKind.Resume,
        "case-resumed",
        v => new Resume(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Resume(LocalDate? on = null)
        : base(StepKind.Resume, on)
    {
    }
}

/// <summary>Keeps light contact after success (Nachbetreuung).</summary>
public sealed class EnterFollowUp : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<EnterFollowUp>(
        StepKind.EnterFollowUp,
        "follow-up-entered",
        v => new EnterFollowUp(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public EnterFollowUp(LocalDate? on = null)
        : base(StepKind.EnterFollowUp, on)
    {
    }
}

/// <summary>Closes the case after the evaluation (Abschließen).</summary>
public sealed class Close : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Close>(
        StepKind.Close,
        "case-closed",
        v => new Close(v.Code<ClosureReason>("reason", ClosureReason.TryFrom), v.Code<StatedResidenceChange>("residence", StatedResidenceChanges.TryParse), v.On),
        StepField.Code<Close>("reason", true, "closure-reason", policy => policy.ReasonsOf(StepKind.Close), s => s.Reason.Value),
        StepField.Member<Close, StatedResidenceChange>("residence", false, StatedResidenceChanges.All, StatedResidenceChanges.Code, s => s.Residence));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="residence">Whether the residence changed; not given: not stated.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Close(ClosureReason reason, StatedResidenceChange residence = StatedResidenceChange.Unspecified, LocalDate? on = null)
        : base(StepKind.Close, on)
    {
        Reason = reason.IsDefault ? throw Given.Missing(nameof(reason)) : reason;
        Residence = Given.Optional(residence, StatedResidenceChanges.All, nameof(residence));
    }

    /// <summary>Why.</summary>
    public ClosureReason Reason { get; }

    /// <summary>Whether the residence changed; not given: not stated.</summary>
    public StatedResidenceChange Residence { get; }
}

/// <summary>Ends the case early (Abbrechen).</summary>
public sealed class Abort : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Abort>(
        StepKind.Abort,
        "case-aborted",
        v => new Abort(v.Code<ClosureReason>("reason", ClosureReason.TryFrom), v.On),
        StepField.Code<Abort>("reason", true, "closure-reason", policy => policy.ReasonsOf(StepKind.Abort), s => s.Reason.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Abort(ClosureReason reason, LocalDate? on = null)
        : base(StepKind.Abort, on)
    {
        Reason = reason.IsDefault ? throw Given.Missing(nameof(reason)) : reason;
    }

    /// <summary>Why.</summary>
    public ClosureReason Reason { get; }
}

/// <summary>Takes the case up again (Wiederaufnehmen): from follow-up into assessment, from closed into clarification.</summary>
public sealed class Reopen : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Reopen>(
        StepKind.Reopen,
        "case-reopened",
        v => new Reopen(v.Bool("consent_given"), v.Code<ActorId>("case_manager", ActorId.TryFrom), v.On),
        StepField.Bool<Reopen>("consent_given", true, s => s.ConsentGiven),
        StepField.Id<Reopen>("case_manager", false, s => s.CaseManager.IsDefault ? null : s.CaseManager.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="consentGiven">Whether the client has given a new consent to take part; from closed it must be.</param>
    /// <param name="caseManager">Who is responsible from now on; not given: who was, or the acting person.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Reopen(bool consentGiven, ActorId caseManager = default, LocalDate? on = null)
        : base(StepKind.Reopen, on)
    {
        ConsentGiven = consentGiven;
        CaseManager = caseManager;
    }

    /// <summary>Whether the client has given a new consent to take part; from closed it must be.</summary>
    public bool ConsentGiven { get; }

    /// <summary>Who is responsible from now on; not given: who was, or the acting person.</summary>
    public ActorId CaseManager { get; }
}
