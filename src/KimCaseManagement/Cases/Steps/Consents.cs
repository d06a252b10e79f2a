using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Explains how case management works, what it can do and what happens to data (Information gegeben).</summary>
public sealed class GiveInformation : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<GiveInformation>(
        StepKind.GiveInformation,
        "information-given",
        v => new GiveInformation(v.Code<LanguageTag>("language", LanguageTag.TryFrom), v.BoolOrNull("interpreter"), v.On),
        StepField.Language<GiveInformation>("language", s => s.Language.IsDefault ? null : s.Language.Value),
        StepField.Bool<GiveInformation>("interpreter", false, s => s.Interpreter));

    /// <summary>Makes the step.</summary>
    /// <param name="language">Language in which it was explained.</param>
    /// <param name="interpreter">Whether somebody interpreted.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public GiveInformation(LanguageTag language = default, bool? interpreter = null, LocalDate? on = null)
        : base(StepKind.GiveInformation, on)
    {
        Language = language;
        Interpreter = interpreter;
    }

    /// <summary>Language in which it was explained.</summary>
    public LanguageTag Language { get; }

    /// <summary>Whether somebody interpreted.</summary>
    public bool? Interpreter { get; }
}

/// <summary>The client consents (Einwilligung erteilen).</summary>
public sealed class GiveConsent : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<GiveConsent>(
        StepKind.GiveConsent,
        "consent-given",
        v => new GiveConsent(v.Code<ConsentKind>("kind", ConsentKinds.TryParse), v.Code<ConsentForm>("form", ConsentForms.TryParse), v.Code<LanguageTag>("language", LanguageTag.TryFrom), v.DateOrNull("valid_until"), v.On),
        StepField.Member<GiveConsent, ConsentKind>("kind", true, ConsentKinds.All, ConsentKinds.Code, s => s.Consent),
        StepField.Member<GiveConsent, ConsentForm>("form", false, ConsentForms.All, ConsentForms.Code, s => s.Form),
        StepField.Language<GiveConsent>("language", s => s.Language.IsDefault ? null : s.Language.Value),
        StepField.Date<GiveConsent>("valid_until", false, s => s.ValidUntil));

    /// <summary>Makes the step.</summary>
    /// <param name="consent">To what.</param>
    /// <param name="form">In which form.</param>
    /// <param name="language">Language in which it was explained.</param>
    /// <param name="validUntil">Last day on which it is valid; not given: until withdrawn.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public GiveConsent(ConsentKind consent, ConsentForm form = ConsentForm.Unspecified, LanguageTag language = default, LocalDate? validUntil = null, LocalDate? on = null)
        : base(StepKind.GiveConsent, on)
    {
        Consent = Given.Required(consent, ConsentKinds.All, nameof(consent));
        Form = Given.Optional(form, ConsentForms.All, nameof(form));
        Language = language;
        ValidUntil = validUntil;
    }

    /// <summary>To what.</summary>
    public ConsentKind Consent { get; }

    /// <summary>In which form.</summary>
    public ConsentForm Form { get; }

    /// <summary>Language in which it was explained.</summary>
    public LanguageTag Language { get; }

    /// <summary>Last day on which it is valid; not given: until withdrawn.</summary>
    public LocalDate? ValidUntil { get; }
}

/// <summary>The client releases the office from confidentiality towards one body (Schweigepflichtentbindung).</summary>
public sealed class ReleaseConfidentiality : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<ReleaseConfidentiality>(
        StepKind.ReleaseConfidentiality,
        "confidentiality-released",
        v => new ReleaseConfidentiality(v.Text("body"), v.TextOrNull("purpose"), v.BoolOrNull("mutual"), v.DateOrNull("valid_until"), v.On),
        StepField.Id<ReleaseConfidentiality>("body", true, s => s.Body),
        StepField.Text<ReleaseConfidentiality>("purpose", false, s => s.Purpose),
        StepField.Bool<ReleaseConfidentiality>("mutual", false, s => s.Mutual),
        StepField.Date<ReleaseConfidentiality>("valid_until", false, s => s.ValidUntil));

    /// <summary>Makes the step.</summary>
    /// <param name="body">The body that may be told.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="mutual">Whether the body may also tell the office.</param>
    /// <param name="validUntil">Last day on which it is valid; not given: until withdrawn.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public ReleaseConfidentiality(string body, string? purpose = null, bool? mutual = null, LocalDate? validUntil = null, LocalDate? on = null)
        : base(StepKind.ReleaseConfidentiality, on)
    {
        Body = Given.Id(body, nameof(body));
        Purpose = purpose is null ? null : Given.Text(purpose, nameof(purpose));
        Mutual = mutual;
        ValidUntil = validUntil;
    }

    /// <summary>The body that may be told.</summary>
    public string Body { get; }

    /// <summary>What for.</summary>
    public string? Purpose { get; }

    /// <summary>Whether the body may also tell the office.</summary>
    public bool? Mutual { get; }

    /// <summary>Last day on which it is valid; not given: until withdrawn.</summary>
    public LocalDate? ValidUntil { get; }
}

/// <summary>The client withdraws a release from confidentiality (Widerruf einer Schweigepflichtentbindung).</summary>
public sealed class WithdrawRelease : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<WithdrawRelease>(
        StepKind.WithdrawRelease,
        "release-withdrawn",
        v => new WithdrawRelease(v.Text("body"), v.On),
        StepField.Id<WithdrawRelease>("body", true, s => s.Body));

    /// <summary>Makes the step.</summary>
    /// <param name="body">The body that may no longer be told.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public WithdrawRelease(string body, LocalDate? on = null)
        : base(StepKind.WithdrawRelease, on)
    {
        Body = Given.Id(body, nameof(body));
    }

    /// <summary>The body that may no longer be told.</summary>
    public string Body { get; }
}

/// <summary>The client withdraws the consent to statistics (Widerruf der Einwilligung in die Statistik); the case goes on.</summary>
public sealed class WithdrawStatisticsConsent : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<WithdrawStatisticsConsent>(
        StepKind.WithdrawStatisticsConsent,
        "statistics-consent-withdrawn",
        v => new WithdrawStatisticsConsent(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public WithdrawStatisticsConsent(LocalDate? on = null)
        : base(StepKind.WithdrawStatisticsConsent, on)
    {
    }
}

/// <summary>The client withdraws the consent to take part (Einwilligung widerrufen); ends the case at once.</summary>
public sealed class WithdrawConsent : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<WithdrawConsent>(
        StepKind.WithdrawConsent,
        "consent-withdrawn",
        v => new WithdrawConsent(v.Code<ClosureReason>("reason", ClosureReason.TryFrom), v.On),
        StepField.Code<WithdrawConsent>("reason", false, "closure-reason", policy => policy.ReasonsOf(StepKind.WithdrawConsent), s => s.Reason.IsDefault ? null : s.Reason.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">The one reason that there is: consent withdrawn.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public WithdrawConsent(ClosureReason reason = default, LocalDate? on = null)
        : base(StepKind.WithdrawConsent, on)
    {
        Reason = reason;
    }

    /// <summary>The one reason that there is: consent withdrawn.</summary>
    public ClosureReason Reason { get; }
}
