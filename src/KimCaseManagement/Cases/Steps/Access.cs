using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Records that someone asked or was referred (Anfrage erfassen); opens the case.</summary>
public sealed class RegisterInquiry : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RegisterInquiry>(
        StepKind.RegisterInquiry,
        "inquiry-registered",
        v => new RegisterInquiry(v.Code<OfficeCode>("office", OfficeCode.TryFrom), v.Code<PersonKey>("person", PersonKey.TryFrom), v.Code<ProviderCode>("provider", ProviderCode.TryFrom), v.Code<ReferralSource>("referred_by", ReferralSources.TryParse), v.Code<LanguageTag>("language", LanguageTag.TryFrom), v.Code<CaseId>("previous_case", CaseId.TryFrom), v.On),
        StepField.CodeId<RegisterInquiry>("office", true, s => s.Office.Value),
        StepField.Id<RegisterInquiry>("person", false, s => s.Person.IsDefault ? null : s.Person.Value),
        StepField.CodeId<RegisterInquiry>("provider", false, s => s.Provider.IsDefault ? null : s.Provider.Value),
        StepField.Member<RegisterInquiry, ReferralSource>("referred_by", false, ReferralSources.All, ReferralSources.Code, s => s.ReferredBy),
        StepField.Language<RegisterInquiry>("language", s => s.Language.IsDefault ? null : s.Language.Value),
        StepField.Id<RegisterInquiry>("previous_case", false, s => s.PreviousCase.IsDefault ? null : s.PreviousCase.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="office">The office that was asked.</param>
    /// <param name="person">Pseudonym of the person; may be missing, as one may ask anonymously.</param>
    /// <param name="provider">The provider to whom the office belongs.</param>
    /// <param name="referredBy">Who showed the way to the office.</param>
    /// <param name="language">Language of the first contact.</param>
    /// <param name="previousCase">An earlier case of the same person that is not reopened.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RegisterInquiry(OfficeCode office, PersonKey person = default, ProviderCode provider = default, ReferralSource referredBy = ReferralSource.Unspecified, LanguageTag language = default, CaseId previousCase = default, LocalDate? on = null)
        : base(StepKind.RegisterInquiry, on)
    {
        Office = office.IsDefault ? throw Given.Missing(nameof(office)) : office;
        Person = person;
        Provider = provider;
        ReferredBy = Given.Optional(referredBy, ReferralSources.All, nameof(referredBy));
        Language = language;
        PreviousCase = previousCase;
    }

    /// <summary>The office that was asked.</summary>
    public OfficeCode Office { get; }

    /// <summary>Pseudonym of the person; may be missing, as one may ask anonymously.</summary>
    public PersonKey Person { get; }

    /// <summary>The provider to whom the office belongs.</summary>
    public ProviderCode Provider { get; }

    /// <summary>Who showed the way to the office.</summary>
    public ReferralSource ReferredBy { get; }

    /// <summary>Language of the first contact.</summary>
    public LanguageTag Language { get; }

    /// <summary>An earlier case of the same person that is not reopened.</summary>
    public CaseId PreviousCase { get; }
}

/// <summary>Makes one case manager responsible (Case Manager/-in zuordnen).</summary>
public sealed class AssignCaseManager : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<AssignCaseManager>(
        StepKind.AssignCaseManager,
        "case-manager-assigned",
        v => new AssignCaseManager(v.Code<ActorId>("case_manager", ActorId.TryFrom), v.On),
        StepField.Id<AssignCaseManager>("case_manager", true, s => s.CaseManager.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="caseManager">The case manager who is responsible from now on.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public AssignCaseManager(ActorId caseManager, LocalDate? on = null)
        : base(StepKind.AssignCaseManager, on)
    {
        CaseManager = caseManager.IsDefault ? throw Given.Missing(nameof(caseManager)) : caseManager;
    }

    /// <summary>The case manager who is responsible from now on.</summary>
    public ActorId CaseManager { get; }
}

/// <summary>Records what statistics may know about the person (Angaben zur Person); all of it optional.</summary>
public sealed class RecordPerson : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordPerson>(
        StepKind.RecordPerson,
        "person-recorded",
        v => new RecordPerson(v.Code<PersonKey>("person", PersonKey.TryFrom), v.IntOrNull("birth_year"), v.Code<Sex>("sex", Sexes.TryParse), v.Code<CountryCode>("country_of_origin", CountryCode.TryFrom), v.Code<LanguageTag>("language", LanguageTag.TryFrom), v.On),
        StepField.Id<RecordPerson>("person", false, s => s.Person.IsDefault ? null : s.Person.Value),
        StepField.Int<RecordPerson>("birth_year", false, 1880, 2200, s => s.BirthYear),
        StepField.Member<RecordPerson, Sex>("sex", false, Sexes.All, Sexes.Code, s => s.Sex),
        StepField.Code<RecordPerson>("country_of_origin", false, "country", _ => StepField.Countries, s => s.CountryOfOrigin.IsDefault ? null : s.CountryOfOrigin.Value),
        StepField.Language<RecordPerson>("language", s => s.Language.IsDefault ? null : s.Language.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="person">Pseudonym of the person, where the inquiry was anonymous.</param>
    /// <param name="birthYear">Year of birth.</param>
    /// <param name="sex">Sex as stated.</param>
    /// <param name="countryOfOrigin">Country of origin; statistics only.</param>
    /// <param name="language">Language of the first contact.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordPerson(PersonKey person = default, int? birthYear = null, Sex sex = Sex.Unspecified, CountryCode countryOfOrigin = default, LanguageTag language = default, LocalDate? on = null)
        : base(StepKind.RecordPerson, on)
    {
        Person = person;
        BirthYear = Given.Range(birthYear, 1880, 2200, nameof(birthYear));
        Sex = Given.Optional(sex, Sexes.All, nameof(sex));
        CountryOfOrigin = countryOfOrigin;
        Language = language;
    }

    /// <summary>Pseudonym of the person, where the inquiry was anonymous.</summary>
    public PersonKey Person { get; }

    /// <summary>Year of birth.</summary>
    public int? BirthYear { get; }

    /// <summary>Sex as stated.</summary>
    public Sex Sex { get; }

    /// <summary>Country of origin; statistics only.</summary>
    public CountryCode CountryOfOrigin { get; }

    /// <summary>Language of the first contact.</summary>
    public LanguageTag Language { get; }
}

/// <summary>Begins to clarify criteria, information and consent (Klärung beginnen).</summary>
public sealed class StartClarification : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<StartClarification>(
        StepKind.StartClarification,
        "clarification-started",
        v => new StartClarification(v.Code<ActorId>("case_manager", ActorId.TryFrom), v.On),
        StepField.Id<StartClarification>("case_manager", false, s => s.CaseManager.IsDefault ? null : s.CaseManager.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="caseManager">The case manager who is responsible, unless one is assigned already.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public StartClarification(ActorId caseManager = default, LocalDate? on = null)
        : base(StepKind.StartClarification, on)
    {
        CaseManager = caseManager;
    }

    /// <summary>The case manager who is responsible, unless one is assigned already.</summary>
    public ActorId CaseManager { get; }
}

/// <summary>Answers without case management (Kurzberatung).</summary>
public sealed class GiveShortCounselling : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<GiveShortCounselling>(
        StepKind.GiveShortCounselling,
        "short-counselling-given",
        v => new GiveShortCounselling(v.Topics("topics"), v.On),
        StepField.Topics<GiveShortCounselling>("topics", true, s => Given.Texts(s._topics)));

    private readonly EquatableList<TopicCode> _topics;

    /// <summary>Makes the step.</summary>
    /// <param name="topics">What it is about; at least one topic.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public GiveShortCounselling(IEnumerable<TopicCode> topics, LocalDate? on = null)
        : base(StepKind.GiveShortCounselling, on)
    {
        _topics = Given.Topics(topics, true, nameof(topics));
    }

    /// <summary>What it is about; at least one topic.</summary>
    public IReadOnlyList<TopicCode> Topics => _topics;
}

/// <summary>Shows the way to a better suited service (Weiterverweisen); ends as not taken on.</summary>
public sealed class ReferElsewhere : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<ReferElsewhere>(
        StepKind.ReferElsewhere,
        "referred-elsewhere",
        v => new ReferElsewhere(v.Text("body"), v.On),
        StepField.Id<ReferElsewhere>("body", true, s => s.Body));

    /// <summary>Makes the step.</summary>
    /// <param name="body">The service that was named.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public ReferElsewhere(string body, LocalDate? on = null)
        : base(StepKind.ReferElsewhere, on)
    {
        Body = Given.Id(body, nameof(body));
    }

    /// <summary>The service that was named.</summary>
    public string Body { get; }
}

/// <summary>Does not take the person on (Nicht aufnehmen).</summary>
public sealed class Decline : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Decline>(
        StepKind.Decline,
        "case-declined",
        v => new Decline(v.Code<DeclineReason>("reason", DeclineReason.TryFrom), v.TextOrNull("body"), v.On),
        StepField.Code<Decline>("reason", true, "decline-reason", policy => policy.ReasonsOf(StepKind.Decline), s => s.Reason.Value),
        StepField.Id<Decline>("body", false, s => s.Body));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">Why not; never residence.</param>
    /// <param name="body">The next place that was named, if any.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Decline(DeclineReason reason, string? body = null, LocalDate? on = null)
        : base(StepKind.Decline, on)
    {
        Reason = reason.IsDefault ? throw Given.Missing(nameof(reason)) : reason;
        Body = body is null ? null : Given.Id(body, nameof(body));
    }

    /// <summary>Why not; never residence.</summary>
    public DeclineReason Reason { get; }

    /// <summary>The next place that was named, if any.</summary>
    public string? Body { get; }
}

/// <summary>Takes the case into case management (Aufnehmen).</summary>
public sealed class AcceptCase : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<AcceptCase>(
        StepKind.AcceptCase,
        "case-accepted",
        v => new AcceptCase(v.BoolOrNull("capacity"), v.On),
        StepField.Bool<AcceptCase>("capacity", false, s => s.Capacity));

    /// <summary>Makes the step.</summary>
    /// <param name="capacity">Whether there is capacity; not given means yes, unless the host knows better.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public AcceptCase(bool? capacity = null, LocalDate? on = null)
        : base(StepKind.AcceptCase, on)
    {
        Capacity = capacity;
    }

    /// <summary>Whether there is capacity; not given means yes, unless the host knows better.</summary>
    public bool? Capacity { get; }
}

/// <summary>Puts the case on the waiting list (Auf Warteliste setzen).</summary>
public sealed class Enqueue : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Enqueue>(
        StepKind.Enqueue,
        "case-enqueued",
        v => new Enqueue(v.BoolOrNull("capacity"), v.IntOrNull("priority"), v.On),
        StepField.Bool<Enqueue>("capacity", false, s => s.Capacity),
        StepField.Int<Enqueue>("priority", false, 1, 9, s => s.Priority));

    /// <summary>Makes the step.</summary>
    /// <param name="capacity">Whether there is capacity; not given means no, unless the host knows better.</param>
    /// <param name="priority">Priority, 1 the highest.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public Enqueue(bool? capacity = null, int? priority = null, LocalDate? on = null)
        : base(StepKind.Enqueue, on)
    {
        Capacity = capacity;
        Priority = Given.Range(priority, 1, 9, nameof(priority));
    }

    /// <summary>Whether there is capacity; not given means no, unless the host knows better.</summary>
    public bool? Capacity { get; }

    /// <summary>Priority, 1 the highest.</summary>
    public int? Priority { get; }
}

/// <summary>The person withdraws from the waiting list (Zurückziehen).</summary>
public sealed class Withdraw : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Withdraw>(
        StepKind.Withdraw,
        "inquiry-withdrawn",
        v => new Withdraw(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Withdraw(LocalDate? on = null)
        : base(StepKind.Withdraw, on)
    {
    }
}

/// <summary>Short counselling turns out to need more (In Case Management überführen).</summary>
public sealed class Escalate : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Escalate>(
        StepKind.Escalate,
        "counselling-escalated",
        v => new Escalate(v.Code<ActorId>("case_manager", ActorId.TryFrom), v.On),
        StepField.Id<Escalate>("case_manager", false, s => s.CaseManager.IsDefault ? null : s.CaseManager.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="caseManager">The case manager who is responsible, unless one is assigned; not given and none assigned: the acting person.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Escalate(ActorId caseManager = default, LocalDate? on = null)
        : base(StepKind.Escalate, on)
    {
        CaseManager = caseManager;
    }

    /// <summary>The case manager who is responsible, unless one is assigned; not given and none assigned: the acting person.</summary>
    public ActorId CaseManager { get; }
}

/// <summary>Ends short counselling (Beratung beenden).</summary>
public sealed class Finish : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Finish>(
        StepKind.Finish,
        "counselling-finished",
        v => new Finish(v.Code<ClosureReason>("reason", ClosureReason.TryFrom), v.On),
        StepField.Code<Finish>("reason", false, "closure-reason", policy => policy.ReasonsOf(StepKind.Finish), s => s.Reason.IsDefault ? null : s.Reason.Value));

    /// <summary>Makes the step.</summary>
    /// <param name="reason">The one reason that there is: counselling completed.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Finish(ClosureReason reason = default, LocalDate? on = null)
        : base(StepKind.Finish, on)
    {
        Reason = reason;
    }

    /// <summary>The one reason that there is: counselling completed.</summary>
    public ClosureReason Reason { get; }
}

/// <summary>Records the decision on access that the eligibility rules made (Aufnahmeprüfung festhalten).</summary>
public sealed class RecordEligibility : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordEligibility>(
        StepKind.RecordEligibility,
        "eligibility-recorded",
        v => new RecordEligibility(v.Code<EligibilityVerdict>("decision", EligibilityVerdicts.TryParse), v.TextOrNull("rule_set"), v.On),
        StepField.Member<RecordEligibility, EligibilityVerdict>("decision", true, EligibilityVerdicts.All, EligibilityVerdicts.Code, s => s.Decision),
        StepField.Text<RecordEligibility>("rule_set", false, s => s.RuleSet));

    /// <summary>Makes the step.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="ruleSet">Name and version of the rules that decided.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordEligibility(EligibilityVerdict decision, string? ruleSet = null, LocalDate? on = null)
        : base(StepKind.RecordEligibility, on)
    {
        Decision = Given.Required(decision, EligibilityVerdicts.All, nameof(decision));
        RuleSet = ruleSet is null ? null : Given.Text(ruleSet, nameof(ruleSet));
    }

    /// <summary>What was decided.</summary>
    public EligibilityVerdict Decision { get; }

    /// <summary>Name and version of the rules that decided.</summary>
    public string? RuleSet { get; }
}
