using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>A case as it stands after its events so far (Fall).</summary>
/// <remarks>Immutable, compares by value, safe to use from many threads at once. It holds ids and codes, no names. It is made by <see cref="Evolve"/> and <see cref="Replay"/> alone,
/// so that no case can be in a state that the field doesn't know.</remarks>
[Mutable("Its fields are set only while Evolve or Replay makes it; once it is handed out nothing changes it.")]
public sealed class CaseState : IEquatable<CaseState>
{
    private static LocalDate Never => default;

    private CaseWork? _work;
    private EquatableList<CaseEpisode>? _episodes;
    private Chain<string>? _stepIds;
    private FrozenFacts? _frozen;
    private string? _endReason;
    private LocalDate _acceptedOn;
    private LocalDate _endedOn;
    private LocalDate _resumeBy;
    private LocalDate _informedOn;
    private LocalDate _reviewHeldOn;
    private LocalDate _reviewDueOn;
    private LocalDate _participationOn;
    private LocalDate _participationUntil;
    private LocalDate _processingOn;
    private LocalDate _processingUntil;
    private LocalDate _statisticsOn;
    private LocalDate _statisticsUntil;
    private CasePhase8 _phase;
    private CasePhase8 _pausedFrom;
    private byte _sex;
    private byte _referredBy;
    private byte _eligibility;
    private byte _residenceChange;
    private byte _priority;
    private byte _enteredBy;
    private bool _everAccepted;
    private short _birthYear;
    private short _definition;
    private int _phaseVersion;
    private int _informedVersion;
    private int _participationVersion;
    private int _processingVersion;
    private int _statisticsVersion;
    private LocalDate _phaseBeforeSince;

    private CaseState()
    {
    }

    /// <summary>Before anything happened: what the step that registers an inquiry starts from.</summary>
    public static CaseState NotOpened { get; } = new();

    /// <summary>The id; the default value before the case is opened.</summary>
    public CaseId Id { get; private set; }

    /// <summary>The number of events so far; for optimistic concurrency.</summary>
    public int Version { get; private set; }

    /// <summary>Where the case stands; unspecified before it is opened.</summary>
    public CasePhase Phase => (CasePhase)(byte)_phase;

    /// <summary>The phase that a paused case left; null where it is not paused.</summary>
    public CasePhase? PausedFrom => _pausedFrom == 0 ? null : (CasePhase)(byte)_pausedFrom;

    /// <summary>Pseudonym of the person; the default value while the inquiry is anonymous.</summary>
    public PersonKey Person { get; private set; }

    /// <summary>The provider; the default value where none is named.</summary>
    public ProviderCode Provider { get; private set; }

    /// <summary>The office.</summary>
    public OfficeCode Office { get; private set; }

    /// <summary>The one case manager who is responsible; the default value as long as none is.</summary>
    public ActorId CaseManager { get; private set; }

    /// <summary>An earlier case of the person that was not reopened; the default value where there is none.</summary>
    public CaseId PreviousCase { get; private set; }

    /// <summary>Language of the first contact; the default value where not recorded.</summary>
    public LanguageTag FirstContactLanguage { get; private set; }

    /// <summary>Country of origin; the default value where not recorded. Statistics only.</summary>
    public CountryCode CountryOfOrigin { get; private set; }

    /// <summary>When the last event was recorded.</summary>
    public Instant LastAt { get; private set; }

    /// <summary>The day on which the inquiry was registered.</summary>
    public LocalDate RegisteredOn { get; private set; }

    /// <summary>The day on which the case came into its phase.</summary>
    public LocalDate PhaseSince { get; private set; }

    /// <summary>The day of the acceptance into case management in the current passage; null where there was none.</summary>
    public LocalDate? AcceptedOn => OrNull(_acceptedOn);

    /// <summary>The day on which the case ended; null while it is open.</summary>
    public LocalDate? EndedOn => OrNull(_endedOn);

    /// <summary>Why it was closed; null where it is not.</summary>
    public ClosureReason? ClosureReason => Phase == CasePhase.Closed && Cases.ClosureReason.TryFrom(_endReason, out var reason) ? reason : null;

    /// <summary>Why the person was not taken on; null where that didn't happen.</summary>
    public DeclineReason? DeclineReason => Phase == CasePhase.Declined && Cases.DeclineReason.TryFrom(_endReason, out var reason) ? reason : null;

    /// <summary>The day by which a paused case goes on or is looked at again; null where it is not paused.</summary>
    public LocalDate? ResumeBy => OrNull(_resumeBy);

    /// <summary>The day on which the person was informed how case management works; null where that is not recorded.</summary>
    public LocalDate? InformedOn => OrNull(_informedOn);

    /// <summary>The day of the last review since monitoring began; null where there was none.</summary>
    public LocalDate? ReviewHeldOn => OrNull(_reviewHeldOn);

    /// <summary>The day that was agreed for the next review; null where none was.</summary>
    public LocalDate? ReviewDueOn => OrNull(_reviewDueOn);

    /// <summary>What was decided on access; unspecified where nothing was recorded.</summary>
    public EligibilityVerdict Eligibility => (EligibilityVerdict)_eligibility;

    /// <summary>Who showed the way to the office.</summary>
    public ReferralSource ReferredBy => (ReferralSource)_referredBy;

    /// <summary>Sex as stated.</summary>
    public Sex Sex => (Sex)_sex;

    /// <summary>Year of birth; null where not recorded.</summary>
    public int? BirthYear => _birthYear == 0 ? null : _birthYear;

    /// <summary>Priority on the waiting list, 1 the highest; null where none was given.</summary>
    public int? Priority => _priority == 0 ? null : _priority;

    /// <summary>Whether the residence changed, as stated at the closure.</summary>
    public StatedResidenceChange ResidenceChange => (StatedResidenceChange)_residenceChange;

    /// <summary>The needs of the newest assessment.</summary>
    public IReadOnlyList<Need> Needs => _work?.Needs ?? EquatableList<Need>.Empty;

    /// <summary>The goals of the plan.</summary>
    public IReadOnlyList<Goal> Goals => _work?.Goals ?? EquatableList<Goal>.Empty;

    /// <summary>The steps of the plan.</summary>
    public IReadOnlyList<PlanStep> PlanSteps => _work?.PlanSteps ?? EquatableList<PlanStep>.Empty;

    /// <summary>The releases from confidentiality that were not withdrawn.</summary>
    public IReadOnlyList<Release> Releases => _work?.Releases ?? EquatableList<Release>.Empty;

    /// <summary>How often a plan was agreed.</summary>
    public int PlanVersion => _work?.PlanVersion ?? 0;

    /// <summary>The number of contacts, all passages together.</summary>
    public int ContactCount => _work?.Contacts ?? 0;

    /// <summary>The minutes of all contacts together.</summary>
    public int ContactMinutes => _work?.ContactMinutes ?? 0;

    /// <summary>The passages that have ended, in their order; none is ever changed.</summary>
    public IReadOnlyList<CaseEpisode> Episodes => _episodes ?? EquatableList<CaseEpisode>.Empty;

    /// <summary>How intensive the help is, derived from what happened.</summary>
    public Intensity Intensity =>
        _everAccepted ? Intensity.CaseManagement
        : _eligibility != 0 || !CaseManager.IsDefault ? Intensity.Counselling
        : Intensity.ShortCounselling;

    /// <summary>The strengths of the client in the newest assessment; what a need would hold of urgency and own resources is not recorded.</summary>
    public IReadOnlyList<Need> Strengths => _work?.Strengths ?? EquatableList<Need>.Empty;

    /// <summary>The referrals to other bodies.</summary>
    public IReadOnlyList<Referral> Referrals => _work?.Referrals ?? EquatableList<Referral>.Empty;

    /// <summary>The structural findings that the case gave rise to.</summary>
    public IReadOnlyList<StructuralFinding> Findings => _work?.Findings ?? EquatableList<StructuralFinding>.Empty;

    /// <summary>The handover that is offered and not answered; null where there is none.</summary>
    public HandoverOffer? PendingHandover => _work?.Handover;

    /// <summary>Whether the case may not be erased.</summary>
    public bool HasLegalHold => _work is { HasLegalHold: true };

    /// <summary>Whether the case was erased and only what statistics count is left.</summary>
    public bool IsErased => _frozen is not null;

    /// <summary>The number of the lifecycle definition under which the last step was taken.</summary>
    public int DefinitionVersion => _definition;

    /// <summary>The contacts that count, in the order in which they were recorded; entries that were taken back are left out.</summary>
    public IReadOnlyList<CaseContact> Contacts =>
        _frozen?.Contacts ?? (IReadOnlyList<CaseContact>)[.. Counting<RecordContact>().Select(e => new CaseContact(e.Happened.On, e.Step.Minutes, e.Step.Channel))];

    /// <summary>The topics of needs, short counselling and contacts, each once, in ordinal order.</summary>
    public IReadOnlyList<TopicCode> Topics =>
        _frozen?.Topics ?? (IReadOnlyList<TopicCode>)
        [
            .. Counting<RecordNeed>().Select(e => e.Step.Topic)
                .Concat(Counting<GiveShortCounselling>().SelectMany(e => e.Step.Topics))
                .Concat(Counting<RecordContact>().SelectMany(e => e.Step.Topics))
                .Distinct().OrderBy(t => t),
        ];

    /// <summary>The level of German as recorded last; unspecified where it never was.</summary>
    public GermanLevel GermanLevel => Levels.Select(e => e.Level).LastOrDefault();

    /// <summary>The level of German as recorded first; unspecified where it never was.</summary>
    public GermanLevel FirstGermanLevel => Levels.Select(e => e.Level).FirstOrDefault();

    internal FrozenFacts? Frozen => _frozen;

    /// <summary>The number of the event by which the case came into its phase.</summary>
    internal int PhaseVersion => _phaseVersion;

    /// <summary>The step by which the case came into its phase.</summary>
    internal StepKind EnteredBy => (StepKind)_enteredBy;

    /// <summary>The day on which the case came into the phase before; null in its first one.</summary>
    internal LocalDate? PhaseBeforeSince => OrNull(_phaseBeforeSince);

    /// <summary>The number of the event by which the person was informed; 0 where there is none.</summary>
    internal int InformedVersion => _informedVersion;

    private IEnumerable<FrozenLevel> Levels => _frozen?.Levels ?? Counting<RecordGermanLevel>().Select(e => new FrozenLevel(e.Step.Level, e.Happened.On));

    private IEnumerable<FrozenResidence> ResidenceEntries => _frozen?.Residence ?? Counting<RecordResidence>().Select(e => new FrozenResidence(e.Step.Status, e.Step.ValidFrom, e.Happened.On));

    internal IReadOnlyCollection<string> StepIds => _stepIds ?? Chain<string>.Empty;

    internal Place Place => LifecycleDefinition.PlaceOf(Phase, (CasePhase)(byte)_pausedFrom);

    internal CaseWork? Work => _work;

    /// <summary>What became known of the residence over time. A method, so that nothing that lists properties shows it; an outcome, never a condition.</summary>
    public ResidenceHistory ResidenceHistory()
    {
        var history = Residence.ResidenceHistory.Empty;
        foreach (var (happened, step) in Counting<RecordResidence>())
            history = history.Append(new ResidenceRecord(step.Status, step.Evidence == ResidenceEvidence.Unspecified ? ResidenceEvidence.ClientTold : step.Evidence, happened.At, step.ValidFrom, step.ValidUntil));
        return history;
    }

    /// <summary>The topics of the needs recorded up to a day, each once, in ordinal order; the same before and after erasure. Null: all.</summary>
    internal IReadOnlyList<TopicCode> NeedTopics(LocalDate? until)
    {
        var needs = _frozen?.Needs ?? Counting<RecordNeed>().Select(e => new FrozenNeed(e.Step.Topic, e.Happened.On));
        return [.. needs.Where(n => until is not { } last || n.On <= last).Select(n => n.Topic).Distinct().OrderBy(t => t)];
    }

    /// <summary>The level of German at the beginning of a passage and at its end, as far as known: the last one recorded by then; at the beginning failing that the first one of the passage.</summary>
    internal (GermanLevel AtOpening, GermanLevel Last) GermanLevels(LocalDate openedOn, LocalDate? closedOn)
    {
        var known = Levels.Where(l => closedOn is not { } last || l.On <= last).ToList();
        var before = known.Where(l => l.On <= openedOn).ToList();
        return ((before.Count > 0 ? before[before.Count - 1] : known.FirstOrDefault())?.Level ?? GermanLevel.Unspecified, known.LastOrDefault()?.Level ?? GermanLevel.Unspecified);
    }

    /// <summary>The residence status at the beginning of a passage and at its end, as far as known: the one that had begun last by then, where its begin isn't known by the day on which it was recorded;
    /// at the beginning failing that the first one of the passage whose begin isn't known. Internal, as it is for reports alone.</summary>
    internal (ResidenceStatusCode? AtOpening, ResidenceStatusCode? Last) ResidenceStatuses(LocalDate openedOn, LocalDate? closedOn)
    {
        var known = ResidenceEntries.Where(r => closedOn is not { } last || r.On <= last).ToList();
        var before = known.Where(r => r.Begin <= openedOn).OrderBy(r => r.Begin).ToList();
        var begun = known.Where(r => closedOn is not { } last || r.Begin <= last).OrderBy(r => r.Begin).ToList();
        return ((before.Count > 0 ? before[before.Count - 1] : known.FirstOrDefault(r => r.ValidFrom is null))?.Status, begun.LastOrDefault()?.Status);
    }

    /// <summary>The case as a condition of a city may see it: nothing of the residence, since no step depends on it.</summary>
    internal CaseState WithoutResidence()
    {
        var blind = (CaseState)MemberwiseClone();
        blind._work = _work?.Without(StepKind.RecordResidence);
        blind._residenceChange = 0;
        return blind;
    }

    /// <summary>The number of the event that gave a consent; 0 where none did, or reopening did.</summary>
    internal int ConsentEntry(ConsentKind kind) => kind switch
    {
        ConsentKind.Participation => _participationVersion,
        ConsentKind.DataProcessing => _processingVersion,
        _ => _statisticsVersion,
    };

    /// <summary>Which consent an event gave that holds; null where it gave none, or another one came since.</summary>
    internal ConsentKind? ConsentGivenBy(int version) =>
        version == _participationVersion ? ConsentKind.Participation
        : version == _processingVersion ? ConsentKind.DataProcessing
        : version == _statisticsVersion ? ConsentKind.Statistics
        : null;

    internal bool Approved(StepKind step, ActorId by)
    {
        if (_work is null)
            return false;
        foreach (var approval in _work.Approvals)
        {
            if (approval.Version > _phaseVersion && approval.By != by && ((Approve)approval.Step).Approved == step)
                return true;
        }

        return false;
    }

    internal bool Repeats(StepId id) => !id.IsDefault && _stepIds is { } ids && ids.Contains(id.Value);

    internal Func<string, bool> IsReleased(LocalDate on)
    {
        var work = _work;
        return body => work is not null && work.IsReleased(body, on);
    }

    private IEnumerable<(CaseEvent Happened, TStep Step)> Counting<TStep>()
        where TStep : CaseStep =>
        _work is null ? [] : _work.Counting().Where(e => e.Step is TStep).Select(e => (e, (TStep)e.Step));

    /// <summary>Whether a consent was given by a day, is not withdrawn, and valid on that day.</summary>
    public bool HasConsent(ConsentKind kind, LocalDate on) => kind switch
    {
        ConsentKind.Participation => Holds(_participationOn, _participationUntil, on),
        ConsentKind.DataProcessing => Holds(_processingOn, _processingUntil, on),
        ConsentKind.Statistics => Holds(_statisticsOn, _statisticsUntil, on),
        _ => false,
    };

    /// <summary>The day on which a consent was given; null where it is not given or was withdrawn.</summary>
    public LocalDate? ConsentOn(ConsentKind kind) => OrNull(kind switch
    {
        ConsentKind.Participation => _participationOn,
        ConsentKind.DataProcessing => _processingOn,
        ConsentKind.Statistics => _statisticsOn,
        _ => Never,
    });

    /// <summary>The last day on which a consent is valid; null where it has no end, is not given or was withdrawn.</summary>
    public LocalDate? ConsentUntil(ConsentKind kind) => OrNull(kind switch
    {
        ConsentKind.Participation => _participationUntil,
        ConsentKind.DataProcessing => _processingUntil,
        ConsentKind.Statistics => _statisticsUntil,
        _ => Never,
    });

    /// <summary>The state after an event. Total: it never refuses, as what happened has happened.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static CaseState Evolve(CaseState state, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        var next = (CaseState)state.MemberwiseClone();
        if (state._work is not null && (CaseWork.Concerns(happened) || CaseWork.Ends(happened, state.Phase)))
            next._work = state._work.Copy();
        next.Apply(happened);
        return next;
    }

    /// <summary>The state after a history.</summary>
    /// <exception cref="ArgumentNullException">An argument or one of the events is null.</exception>
    public static CaseState Replay(IEnumerable<CaseEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var state = new CaseState();
        // What a store hands out is an array most of the time, and then nothing is made but the state.
        if (history is CaseEvent[] events)
        {
            foreach (var happened in events)
                state.Apply(happened ?? throw NullEvent());
        }
        else
        {
            foreach (var happened in history)
                state.Apply(happened ?? throw NullEvent());
        }

        return state;

        static ArgumentNullException NullEvent() => new(nameof(history), "An event of the history is null.");
    }

    /// <summary>The state that was stored, made anew. What is stored must be consistent; the reader has looked.</summary>
    internal static CaseState Restore(StoredCase stored)
    {
        var state = new CaseState
        {
            Id = stored.Id,
            Version = stored.Version,
            Person = stored.Person,
            Provider = stored.Provider,
            Office = stored.Office,
            CaseManager = stored.CaseManager,
            PreviousCase = stored.PreviousCase,
            FirstContactLanguage = stored.Language,
            CountryOfOrigin = stored.Country,
            LastAt = stored.LastAt,
            RegisteredOn = stored.RegisteredOn,
            PhaseSince = stored.PhaseSince,
            _phase = (CasePhase8)(byte)stored.Phase,
            _pausedFrom = (CasePhase8)(byte)stored.PausedFrom,
            _acceptedOn = stored.AcceptedOn ?? Never,
            _endedOn = stored.EndedOn ?? Never,
            _endReason = stored.EndReason,
            _resumeBy = stored.ResumeBy ?? Never,
            _informedOn = stored.InformedOn ?? Never,
            _reviewHeldOn = stored.ReviewHeldOn ?? Never,
            _reviewDueOn = stored.ReviewDueOn ?? Never,
            _referredBy = (byte)stored.ReferredBy,
            _sex = (byte)stored.Sex,
            _birthYear = (short)(stored.BirthYear ?? 0),
            _eligibility = (byte)stored.Eligibility,
            _priority = (byte)(stored.Priority ?? 0),
            _residenceChange = (byte)stored.ResidenceChange,
            _definition = (short)stored.Definition,
            _phaseVersion = stored.PhaseVersion,
            _everAccepted = stored.AcceptedOn is not null || stored.Episodes.Any(e => e.AcceptedOn is not null),
            _episodes = stored.Episodes.Count == 0 ? null : EquatableList<CaseEpisode>.CopyOf(stored.Episodes),
            _informedVersion = stored.InformedVersion,
            _enteredBy = (byte)stored.EnteredBy,
            _phaseBeforeSince = stored.PhaseBeforeSince ?? Never,
            _work = stored.Work.Count == 0 ? null : CaseWork.Of(stored.Work),
            _frozen = stored.Frozen,
        };
        foreach (var id in stored.StepIds)
            state._stepIds = (state._stepIds ?? Chain<string>.Empty).Add(id);
        foreach (var (kind, on, until, version) in stored.Consents)
            state.Consent(kind, on, until ?? Never, version);
        return state;
    }

    /// <inheritdoc/>
    public bool Equals(CaseState? other) =>
        other is not null && (ReferenceEquals(this, other)
            || (Id == other.Id && Version == other.Version && _phase == other._phase && _pausedFrom == other._pausedFrom && Person == other.Person && Provider == other.Provider
                && Office == other.Office && CaseManager == other.CaseManager && PreviousCase == other.PreviousCase && FirstContactLanguage == other.FirstContactLanguage
                && CountryOfOrigin == other.CountryOfOrigin && LastAt == other.LastAt && RegisteredOn == other.RegisteredOn && PhaseSince == other.PhaseSince
                && _acceptedOn == other._acceptedOn && _endedOn == other._endedOn && _endReason == other._endReason && _resumeBy == other._resumeBy && _informedOn == other._informedOn
                && _reviewHeldOn == other._reviewHeldOn && _reviewDueOn == other._reviewDueOn && _participationOn == other._participationOn && _participationUntil == other._participationUntil
                && _processingOn == other._processingOn && _processingUntil == other._processingUntil && _statisticsOn == other._statisticsOn && _statisticsUntil == other._statisticsUntil
                && _sex == other._sex && _referredBy == other._referredBy && _eligibility == other._eligibility && _residenceChange == other._residenceChange && _priority == other._priority
                && _everAccepted == other._everAccepted && _birthYear == other._birthYear && Equals(_work, other._work) && Equals(_stepIds, other._stepIds) && Equals(_frozen, other._frozen)
                && _informedVersion == other._informedVersion && _participationVersion == other._participationVersion && _processingVersion == other._processingVersion
                && _statisticsVersion == other._statisticsVersion && _enteredBy == other._enteredBy && _phaseBeforeSince == other._phaseBeforeSince && _definition == other._definition && _phaseVersion == other._phaseVersion && Equals(_episodes, other._episodes)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CaseState);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Id.GetHashCode() * 31) + Version);

    /// <summary>Id, phase and version, for logs; nothing about the person.</summary>
    public override string ToString() =>
        Phase == CasePhase.Unspecified ? "not opened" : $"{Id.Value} {Phase.Code()} v{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private static bool Holds(LocalDate on, LocalDate until, LocalDate day) => on != Never && on <= day && (until == Never || day <= until);

    private static LocalDate? OrNull(LocalDate day) => day == Never ? null : day;

    private void Apply(CaseEvent happened)
    {
        var before = Phase;
        Id = happened.Case;
        Version = happened.Version;
        LastAt = happened.At;
        _definition = (short)happened.Definition;
        if (!happened.Id.IsDefault)
            _stepIds = (_stepIds ?? Chain<string>.Empty).Add(happened.Id.Value);
        ApplyStep(happened, before);
        if (CaseWork.Concerns(happened))
            (_work ??= new CaseWork()).Apply(happened);
        else if (_work is not null && CaseWork.Ends(happened, before))
            _work.Apply(happened);
        if (happened.Phase != before)
            Enter(happened, before);
    }

    private void Enter(CaseEvent happened, CasePhase before)
    {
        _phase = (CasePhase8)(byte)happened.Phase;
        _pausedFrom = happened.Phase == CasePhase.Paused ? (CasePhase8)(byte)before : 0;
        _phaseBeforeSince = PhaseSince;
        PhaseSince = happened.On;
        _phaseVersion = happened.Version;
        _enteredBy = (byte)happened.Step.Kind;
        if (before == CasePhase.Paused)
            _resumeBy = Never;
        if (happened.Phase == CasePhase.Monitoring && before != CasePhase.Paused)
            _reviewHeldOn = Never;
        if (happened.Phase.IsFinal())
        {
            _endedOn = happened.On;
            _endReason = EndReason(happened);
            var closed = happened.Phase == CasePhase.Closed;
            _episodes = (_episodes ?? EquatableList<CaseEpisode>.Empty).Add(new CaseEpisode(
                AcceptedOn,
                happened.On,
                closed ? Cases.ClosureReason.From(_endReason) : default,
                closed ? default : Cases.DeclineReason.From(_endReason),
                Office));
        }
        else if (before.IsFinal())
        {
            _endedOn = Never;
            _endReason = null;
        }
    }

    private static string EndReason(CaseEvent happened) => happened.Step switch
    {
        Close close => close.Reason.Value,
        Abort abort => abort.Reason.Value,
        Decline decline => decline.Reason.Value,
        Finish => Cases.ClosureReason.CounsellingCompleted.Value,
        ReferElsewhere => Cases.DeclineReason.ReferredElsewhere.Value,
        Withdraw => Cases.DeclineReason.ClientWithdrew.Value,
        WithdrawConsent when happened.Phase == CasePhase.Declined => Cases.DeclineReason.NoConsent.Value,
        WithdrawConsent => Cases.ClosureReason.ConsentWithdrawn.Value,
        _ => Cases.ClosureReason.Other.Value,
    };

    /// <summary>By number first: a replay of millions of events would feel a chain of type tests.</summary>
    private void ApplyStep(CaseEvent happened, CasePhase before)
    {
        switch (happened.Step.Kind)
        {
            case StepKind.RegisterInquiry when happened.Step is RegisterInquiry step:
                Office = step.Office;
                Person = step.Person;
                Provider = step.Provider;
                _referredBy = (byte)step.ReferredBy;
                FirstContactLanguage = step.Language;
                PreviousCase = step.PreviousCase;
                RegisteredOn = happened.On;
                break;
            case StepKind.AssignCaseManager when happened.Step is AssignCaseManager step:
                CaseManager = step.CaseManager;
                break;
            case StepKind.StartClarification when happened.Step is StartClarification step:
                CaseManager = step.CaseManager.IsDefault ? CaseManager : step.CaseManager;
                break;
            case StepKind.Escalate when happened.Step is Escalate step:
                TakeOn(step.CaseManager, happened.By);
                break;
            case StepKind.RecordPerson when happened.Step is RecordPerson step:
                Person = step.Person.IsDefault ? Person : step.Person;
                _birthYear = step.BirthYear is { } year ? (short)year : _birthYear;
                _sex = step.Sex == Sex.Unspecified ? _sex : (byte)step.Sex;
                CountryOfOrigin = step.CountryOfOrigin.IsDefault ? CountryOfOrigin : step.CountryOfOrigin;
                FirstContactLanguage = step.Language.IsDefault ? FirstContactLanguage : step.Language;
                break;
            case StepKind.RecordEligibility when happened.Step is RecordEligibility step:
                _eligibility = (byte)step.Decision;
                break;
            case StepKind.GiveInformation:
                (_informedOn, _informedVersion) = (happened.On, happened.Version);
                break;
            case StepKind.GiveConsent when happened.Step is GiveConsent step:
                Consent(step.Consent, happened.On, step.ValidUntil ?? Never, happened.Version);
                break;
            case StepKind.WithdrawStatisticsConsent:
                Consent(ConsentKind.Statistics);
                break;
            case StepKind.EnterInError when happened.Step is EnterInError step:
                TakeBack(step.Entry);
                break;
            case StepKind.CorrectDay when happened.Step is CorrectDay step:
                Correct(step.Day);
                break;
            case StepKind.WithdrawConsent:
                WithdrawAll();
                break;
            case StepKind.Enqueue when happened.Step is Enqueue step:
                _priority = (byte)(step.Priority ?? 0);
                break;
            case StepKind.AcceptCase:
                _acceptedOn = happened.On;
                _everAccepted = true;
                break;
            case StepKind.AgreePlan when happened.Step is AgreePlan step:
                _reviewDueOn = step.ReviewOn ?? Never;
                break;
            case StepKind.HoldReview when happened.Step is HoldReview step:
                _reviewHeldOn = happened.On;
                _reviewDueOn = step.ReviewOn ?? Never;
                break;
            case StepKind.Pause when happened.Step is Pause step:
                _resumeBy = step.ResumeBy;
                break;
            case StepKind.Close when happened.Step is Close step:
                _residenceChange = (byte)(step.Residence == StatedResidenceChange.Unspecified ? StatedResidenceChange.NotStated : step.Residence);
                break;
            case StepKind.AcceptHandover when PendingHandover is { } offer:
                TakeOver(offer);
                break;
            case StepKind.Erase when happened.Step is Erase step:
                Freeze(step);
                break;
            case StepKind.Reopen when happened.Step is Reopen step:
                if (before == CasePhase.Closed)
                    BeginAgain();
                if (step.ConsentGiven)
                    Consent(ConsentKind.Participation, happened.On);
                TakeOn(step.CaseManager, happened.By);
                break;
        }
    }

    private void TakeOver(HandoverOffer offer)
    {
        CaseManager = offer.CaseManager;
        Office = offer.Office.IsDefault ? Office : offer.Office;
        if (offer.Provider.IsDefault || offer.Provider == Provider)
            return;
        Provider = offer.Provider;
        // To another provider the history goes along only as the client wants it.
        // A hold on erasure is no history: it stays.
        if (!offer.WithHistory)
            _work = _work!.OnlyHold();
    }

    /// <summary>What is left is what statistics count: no person, nobody who acted, no plan, no text.</summary>
    private void Freeze(Erase step)
    {
        _frozen = new FrozenFacts(
            new EquatableList<CaseContact>([.. Contacts]),
            new EquatableList<TopicCode>([.. Topics]),
            new EquatableList<FrozenNeed>([.. Counting<RecordNeed>().Select(e => new FrozenNeed(e.Step.Topic, e.Happened.On))]),
            new EquatableList<FrozenLevel>([.. Levels]),
            new EquatableList<FrozenResidence>([.. ResidenceEntries]));
        Person = step.Replacement;
        CaseManager = default;
        PreviousCase = default;
        _work = null;
        _stepIds = null;
        WithdrawAll();
        _informedOn = Never;
        _informedVersion = 0;
        _reviewHeldOn = Never;
        _reviewDueOn = Never;
        _resumeBy = Never;
    }

    /// <summary>What an entry gave counts no longer; what lies in the work is looked at there.</summary>
    private void TakeBack(int entry)
    {
        if (entry == _informedVersion)
            (_informedOn, _informedVersion) = (Never, 0);
        else if (ConsentGivenBy(entry) is { } consent)
            Consent(consent);
        else if (_work?.FindCounting(entry)?.Step is HoldReview)
            (_reviewHeldOn, _reviewDueOn) = _work.ReviewsWithout(entry, _phaseVersion);
    }

    /// <summary>The day on which the case came into its phase was another one.</summary>
    private void Correct(LocalDate day)
    {
        // The consent that reopening rests on came with it.
        if (EnteredBy == StepKind.Reopen && _participationVersion == 0 && _participationOn == PhaseSince)
            _participationOn = day;
        PhaseSince = day;
        switch (EnteredBy)
        {
            case StepKind.RegisterInquiry:
                RegisteredOn = day;
                break;
            case StepKind.AcceptCase:
                _acceptedOn = day;
                break;
        }

        if (!Phase.IsFinal())
            return;
        _endedOn = day;
        var last = _episodes!.Count - 1;
        _episodes = _episodes.With(last, _episodes[last].EndedAnotherDay(day));
    }

    /// <summary>The person named is responsible; without one who was, and without anybody the acting person.</summary>
    private void TakeOn(ActorId named, ActorId acting) => CaseManager = !named.IsDefault ? named : CaseManager.IsDefault ? acting : CaseManager;

    private void BeginAgain()
    {
        WithdrawAll();
        _acceptedOn = Never;
        _informedOn = Never;
        _informedVersion = 0;
        _reviewHeldOn = Never;
        _reviewDueOn = Never;
        _eligibility = 0;
        _priority = 0;
        _residenceChange = 0;
    }

    private void WithdrawAll()
    {
        Consent(ConsentKind.Participation);
        Consent(ConsentKind.DataProcessing);
        Consent(ConsentKind.Statistics);
    }

    /// <summary>Sets a consent; without a day it is not given.</summary>
    private void Consent(ConsentKind kind, LocalDate on = default, LocalDate until = default, int version = 0)
    {
        switch (kind)
        {
            case ConsentKind.Participation:
                (_participationOn, _participationUntil, _participationVersion) = (on, until, version);
                break;
            case ConsentKind.DataProcessing:
                (_processingOn, _processingUntil, _processingVersion) = (on, until, version);
                break;
            case ConsentKind.Statistics:
                (_statisticsOn, _statisticsUntil, _statisticsVersion) = (on, until, version);
                break;
        }
    }

    /// <summary>A phase in one byte.</summary>
    private enum CasePhase8 : byte
    {
        Unspecified = 0,
    }
}

/// <summary>What an erased case keeps for statistics.</summary>
internal sealed record FrozenFacts(
    EquatableList<CaseContact> Contacts,
    EquatableList<TopicCode> Topics,
    EquatableList<FrozenNeed> Needs,
    EquatableList<FrozenLevel> Levels,
    EquatableList<FrozenResidence> Residence);

/// <summary>A level of German and the day from which it was known.</summary>
internal sealed record FrozenLevel(GermanLevel Level, LocalDate On);

/// <summary>A residence status, when it began where that is known, and the day from which it was known.</summary>
internal sealed record FrozenResidence(ResidenceStatusCode Status, LocalDate? ValidFrom, LocalDate On)
{
    internal LocalDate Begin => ValidFrom ?? On;

    /// <summary>The name of the type and nothing of the person.</summary>
    public override string ToString() => nameof(FrozenResidence);
}

/// <summary>A topic and the day from which it was known as a need.</summary>
internal sealed record FrozenNeed(TopicCode Topic, LocalDate On);

/// <summary>A case as it is stored.</summary>
internal sealed class StoredCase
{
    internal CaseId Id { get; init; }

    internal int Version { get; init; }

    internal int Definition { get; init; }

    internal int PhaseVersion { get; init; }

    internal CasePhase Phase { get; init; }

    internal CasePhase PausedFrom { get; init; }

    internal PersonKey Person { get; init; }

    internal ProviderCode Provider { get; init; }

    internal OfficeCode Office { get; init; }

    internal ActorId CaseManager { get; init; }

    internal CaseId PreviousCase { get; init; }

    internal LanguageTag Language { get; init; }

    internal CountryCode Country { get; init; }

    internal ReferralSource ReferredBy { get; init; }

    internal Sex Sex { get; init; }

    internal int? BirthYear { get; init; }

    internal Instant LastAt { get; init; }

    internal LocalDate RegisteredOn { get; init; }

    internal LocalDate PhaseSince { get; init; }

    internal LocalDate? AcceptedOn { get; init; }

    internal LocalDate? EndedOn { get; init; }

    internal string? EndReason { get; init; }

    internal LocalDate? ResumeBy { get; init; }

    internal LocalDate? InformedOn { get; init; }

    internal LocalDate? ReviewHeldOn { get; init; }

    internal LocalDate? ReviewDueOn { get; init; }

    internal EligibilityVerdict Eligibility { get; init; }

    internal int? Priority { get; init; }

    internal StatedResidenceChange ResidenceChange { get; init; }

    internal IReadOnlyList<(ConsentKind Kind, LocalDate On, LocalDate? Until, int Version)> Consents { get; init; } = [];

    internal int InformedVersion { get; init; }

    internal StepKind EnteredBy { get; init; }

    internal LocalDate? PhaseBeforeSince { get; init; }

    internal IReadOnlyList<CaseEpisode> Episodes { get; init; } = [];

    internal IReadOnlyList<CaseEvent> Work { get; init; } = [];

    internal IReadOnlyList<string> StepIds { get; init; } = [];

    internal FrozenFacts? Frozen { get; init; }
}
