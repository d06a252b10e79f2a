using KimCaseManagement.Residence;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Records what became known of the residence (Aufenthalt); voluntary, an outcome, never a condition.</summary>
public sealed class RecordResidence : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordResidence>(
        StepKind.RecordResidence,
        "residence-recorded",
        v => new RecordResidence(v.Code<ResidenceStatusCode>("status", ResidenceStatusCode.TryFrom), v.Code<ResidenceEvidence>("evidence", ResidenceEvidences.TryParse), v.DateOrNull("valid_from"), v.DateOrNull("valid_until"), v.On),
        StepField.Code<RecordResidence>("status", true, "residence-status", _ => StepField.ResidenceCodes, s => s.Status.Value),
        StepField.Member<RecordResidence, ResidenceEvidence>("evidence", false, ResidenceEvidences.All, ResidenceEvidences.Code, s => s.Evidence),
        StepField.Date<RecordResidence>("valid_from", false, s => s.ValidFrom),
        StepField.Date<RecordResidence>("valid_until", false, s => s.ValidUntil));

    /// <summary>Makes the step.</summary>
    /// <param name="status">The status; "not stated" is an ordinary one.</param>
    /// <param name="evidence">How it became known; not given: the client said so.</param>
    /// <param name="validFrom">First day of validity.</param>
    /// <param name="validUntil">Last day of validity, included.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordResidence(ResidenceStatusCode status, ResidenceEvidence evidence = ResidenceEvidence.Unspecified, LocalDate? validFrom = null, LocalDate? validUntil = null, LocalDate? on = null)
        : base(StepKind.RecordResidence, on)
    {
        Status = status.IsDefault ? throw Given.Missing(nameof(status)) : status;
        Evidence = Given.Optional(evidence, ResidenceEvidences.All, nameof(evidence));
        ValidFrom = validFrom;
        ValidUntil = validUntil;
    }

    /// <summary>The status; "not stated" is an ordinary one.</summary>
    public ResidenceStatusCode Status { get; }

    /// <summary>How it became known; not given: the client said so.</summary>
    public ResidenceEvidence Evidence { get; }

    /// <summary>First day of validity.</summary>
    public LocalDate? ValidFrom { get; }

    /// <summary>Last day of validity, included.</summary>
    public LocalDate? ValidUntil { get; }
}

/// <summary>Records the level of German (Deutschniveau).</summary>
public sealed class RecordGermanLevel : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordGermanLevel>(
        StepKind.RecordGermanLevel,
        "german-level-recorded",
        v => new RecordGermanLevel(v.Code<GermanLevel>("level", GermanLevels.TryParse), v.On),
        StepField.Member<RecordGermanLevel, GermanLevel>("level", true, GermanLevels.All, GermanLevels.Code, s => s.Level));

    /// <summary>Makes the step.</summary>
    /// <param name="level">The level.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordGermanLevel(GermanLevel level, LocalDate? on = null)
        : base(StepKind.RecordGermanLevel, on)
    {
        Level = Given.Required(level, GermanLevels.All, nameof(level));
    }

    /// <summary>The level.</summary>
    public GermanLevel Level { get; }
}

/// <summary>Takes an entry back (Eintrag zurücknehmen); it stays in the history and counts no longer. The right one is entered anew with its own day.</summary>
public sealed class EnterInError : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<EnterInError>(
        StepKind.EnterInError,
        "entry-corrected",
        v => new EnterInError(v.Int("entry"), v.Code<CorrectionReason>("error", CorrectionReasons.TryParse), v.On),
        StepField.Int<EnterInError>("entry", true, 1, 2000000000, s => s.Entry),
        StepField.Member<EnterInError, CorrectionReason>("error", true, CorrectionReasons.All, CorrectionReasons.Code, s => s.Reason));

    /// <summary>Makes the step.</summary>
    /// <param name="entry">Number of the event that is taken back: the version that the case had after it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public EnterInError(int entry, CorrectionReason reason, LocalDate? on = null)
        : base(StepKind.EnterInError, on)
    {
        Entry = Given.Range(entry, 1, 2000000000, nameof(entry));
        Reason = Given.Required(reason, CorrectionReasons.All, nameof(reason));
    }

    /// <summary>Number of the event that is taken back: the version that the case had after it.</summary>
    public int Entry { get; }

    /// <summary>Why.</summary>
    public CorrectionReason Reason { get; }
}

/// <summary>Corrects the day on which the case came into its present phase (Tag berichtigen), such as that of a closure or an acceptance; the wrong day stays in the history.</summary>
public sealed class CorrectDay : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<CorrectDay>(
        StepKind.CorrectDay,
        "day-corrected",
        v => new CorrectDay(v.Int("entry"), v.Date("day"), v.On),
        StepField.Int<CorrectDay>("entry", true, 1, 2000000000, s => s.Entry),
        StepField.Date<CorrectDay>("day", true, s => s.Day));

    /// <summary>Makes the step.</summary>
    /// <param name="entry">Number of the event that is corrected: the version that the case had after it.</param>
    /// <param name="day">The day on which it happened, Europe/Berlin.</param>
    /// <param name="on">The day on which the correction happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entry"/> is less than 1 or more than two thousand million.</exception>
    public CorrectDay(int entry, LocalDate day, LocalDate? on = null)
        : base(StepKind.CorrectDay, on)
    {
        Entry = Given.Range(entry, 1, 2000000000, nameof(entry));
        Day = day;
    }

    /// <summary>Number of the event that is corrected: the version that the case had after it.</summary>
    public int Entry { get; }

    /// <summary>The day on which it happened, Europe/Berlin.</summary>
    public LocalDate Day { get; }
}

/// <summary>A second person approves a step (Vier-Augen-Freigabe) before it is taken in this phase.</summary>
public sealed class Approve : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Approve>(
        StepKind.Approve,
        "step-approved",
        v => new Approve(v.Code<StepKind>("step", StepKinds.TryParse), v.On),
        StepField.Member<Approve, StepKind>("step", true, StepKinds.All, StepKinds.Code, s => s.Approved));

    /// <summary>Makes the step.</summary>
    /// <param name="approved">Which step is approved.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Approve(StepKind approved, LocalDate? on = null)
        : base(StepKind.Approve, on)
    {
        Approved = Given.Required(approved, StepKinds.All, nameof(approved));
    }

    /// <summary>Which step is approved.</summary>
    public StepKind Approved { get; }
}

/// <summary>Forbids to erase the case (Löschsperre), such as during a lawsuit.</summary>
public sealed class PlaceLegalHold : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<PlaceLegalHold>(
        StepKind.PlaceLegalHold,
        "legal-hold-placed",
        v => new PlaceLegalHold(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public PlaceLegalHold(LocalDate? on = null)
        : base(StepKind.PlaceLegalHold, on)
    {
    }
}

/// <summary>Allows to erase the case again (Löschsperre aufheben).</summary>
public sealed class LiftLegalHold : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<LiftLegalHold>(
        StepKind.LiftLegalHold,
        "legal-hold-lifted",
        v => new LiftLegalHold(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public LiftLegalHold(LocalDate? on = null)
        : base(StepKind.LiftLegalHold, on)
    {
    }
}

/// <summary>Erases the case (Löschen): what is left is a frozen statistical record without the person. The host deletes the events.</summary>
public sealed class Erase : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Erase>(
        StepKind.Erase,
        "case-erased",
        v => new Erase(v.BoolOrNull("on_request"), v.Code<PersonKey>("replacement", PersonKey.TryFrom), v.On),
        StepField.Bool<Erase>("on_request", false, s => s.OnRequest),
        StepField.Id<Erase>("replacement", false, s => s.Replacement.IsDefault ? null : s.Replacement.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="onRequest">Whether the person asks for it; then the date of deletion need not be reached.</param>
    /// <param name="replacement">A meaningless key in place of the pseudonym, the same for all cases of the person, so that persons stay countable.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Erase(bool? onRequest = null, PersonKey replacement = default, LocalDate? on = null)
        : base(StepKind.Erase, on)
    {
        OnRequest = onRequest;
        Replacement = replacement;
    }

    /// <summary>Whether the person asks for it; then the date of deletion need not be reached.</summary>
    public bool? OnRequest { get; }

    /// <summary>A meaningless key in place of the pseudonym, the same for all cases of the person, so that persons stay countable.</summary>
    public PersonKey Replacement { get; }
}
