using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What a city or a provider decides for itself (örtliche Regelungen): limits and further reasons. Core rules can't be switched off here.</summary>
/// <remarks>Immutable; each <c>With…</c> gives another policy. The defaults are this project's own, as no source prescribes any.</remarks>
public sealed class CasePolicy
{
    private static readonly HashSet<string> OnlyByOwnStep = new(StringComparer.Ordinal) { ClosureReason.CounsellingCompleted.Value, ClosureReason.ConsentWithdrawn.Value };
    private static readonly HashSet<string> OnlyAfterEvaluation = new(StringComparer.Ordinal) { ClosureReason.GoalsAchieved.Value, ClosureReason.GoalsPartlyAchieved.Value };

    private readonly HashSet<string> _topics;
    private readonly IReadOnlyList<string> _close;
    private readonly IReadOnlyList<string> _abort;
    private readonly IReadOnlyList<string> _decline;

    private readonly EquatableList<StepKind> _fourEyes;
    private readonly Dictionary<StepKind, EquatableList<string>> _roles;
    private readonly Dictionary<StepKind, EquatableList<StepField>> _fields;

    private CasePolicy(Settings settings)
    {
        Values = settings;
        ClosureReasons = EquatableList<ClosureReason>.CopyOf(settings.ClosureReasons);
        DeclineReasons = EquatableList<DeclineReason>.CopyOf(settings.DeclineReasons);
        TopicCodes = Topics.All.Select(t => t.Code.Value).ToList().AsReadOnly();
        _topics = new HashSet<string>(TopicCodes, StringComparer.Ordinal);
        _close = ClosureReasons.Select(r => r.Value).Where(r => !OnlyByOwnStep.Contains(r)).ToList().AsReadOnly();
        _abort = _close.Where(r => !OnlyAfterEvaluation.Contains(r)).ToList().AsReadOnly();
        _decline = DeclineReasons.Select(r => r.Value).ToList().AsReadOnly();
        _fourEyes = EquatableList<StepKind>.CopyOf(settings.FourEyes);
        _roles = settings.Roles.GroupBy(r => r.Step).ToDictionary(g => g.Key, g => EquatableList<string>.CopyOf(g.Select(r => r.Role)));
        Guards = EquatableList<LocalGuard>.CopyOf(settings.Guards);
        HasOwnConditions = Guards.Count > 0 || _roles.Count > 0 || _fourEyes.Count > 0;
        _fields = settings.Fields.GroupBy(f => f.Step).ToDictionary(g => g.Key, g => EquatableList<StepField>.CopyOf(g.Select(f => f.Field)));
    }

    /// <summary>The defaults.</summary>
    public static CasePolicy Default { get; } = new(new Settings());

    /// <summary>For how many months after closure a case may be reopened; after that a new case refers to the old one. Default 12.</summary>
    public int ReopeningWindowMonths => Values.ReopeningWindowMonths;

    /// <summary>How many months a pause may last at most. Default 12.</summary>
    public int MaximumPauseMonths => Values.MaximumPauseMonths;

    /// <summary>After how many months a review is due unless a day is agreed. Default 3.</summary>
    public int ReviewIntervalMonths => Values.ReviewIntervalMonths;

    /// <summary>The reasons for which a case may be closed: the library's own and those added.</summary>
    public IReadOnlyList<ClosureReason> ClosureReasons { get; }

    /// <summary>The reasons for which somebody may not be taken on: the library's own and those added.</summary>
    public IReadOnlyList<DeclineReason> DeclineReasons { get; }

    /// <summary>The topics that may be used.</summary>
    public TopicTaxonomy Topics => Values.Topics;

    internal IReadOnlyList<string> TopicCodes { get; }

    /// <summary>This policy with another reopening window.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is negative.</exception>
    public CasePolicy WithReopeningWindow(int months) => new(Values with { ReopeningWindowMonths = NotNegative(months) });

    /// <summary>This policy with another maximum of a pause.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is less than 1.</exception>
    public CasePolicy WithMaximumPause(int months) => new(Values with { MaximumPauseMonths = Positive(months) });

    /// <summary>This policy with another interval of reviews.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is less than 1.</exception>
    public CasePolicy WithReviewInterval(int months) => new(Values with { ReviewIntervalMonths = Positive(months) });

    /// <summary>This policy with one more reason for closing. The host adds its text to the catalogue under <c>closure-reason.CODE</c>.</summary>
    /// <exception cref="ArgumentException">The reason is the default value or known already.</exception>
    public CasePolicy WithClosureReason(ClosureReason reason) =>
        reason.IsDefault || ClosureReasons.Contains(reason)
            ? throw new ArgumentException($"The closure reason '{reason}' is empty or known already.", nameof(reason))
            : new(Values with { ClosureReasons = [.. ClosureReasons, reason] });

    /// <summary>This policy with one more reason for not taking somebody on. The host adds its text to the catalogue under <c>decline-reason.CODE</c>.</summary>
    /// <exception cref="ArgumentException">The reason is the default value or known already.</exception>
    public CasePolicy WithDeclineReason(DeclineReason reason) =>
        reason.IsDefault || DeclineReasons.Contains(reason)
            ? throw new ArgumentException($"The decline reason '{reason}' is empty or known already.", nameof(reason))
            : new(Values with { DeclineReasons = [.. DeclineReasons, reason] });

    /// <summary>This policy with another taxonomy of topics.</summary>
    public CasePolicy WithTopics(TopicTaxonomy topics) => new(Values with { Topics = topics ?? throw new ArgumentNullException(nameof(topics)) });

    /// <summary>This policy with a period after which ended cases are to be erased. Without one no date of deletion is computed: no source prescribes any, so the provider decides.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is negative.</exception>
    public CasePolicy WithRetention(int months) => new(Values with { RetentionMonths = NotNegative(months) });

    /// <summary>This policy with a step that only somebody with one of some roles may take; the host hands in the roles of the acting person.</summary>
    /// <exception cref="ArgumentException"><paramref name="role"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not a step.</exception>
    public CasePolicy WithRole(StepKind step, string role) =>
        string.IsNullOrWhiteSpace(role)
            ? throw new ArgumentException("The role must not be empty.", nameof(role))
            : new(Values with { Roles = [.. Values.Roles, (Known(step), role)] });

    /// <summary>This policy with a step that a second person must approve before it is taken (Vier-Augen-Prinzip).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not a step.</exception>
    /// <exception cref="ArgumentException">The step can't be approved before it is taken, because it opens the case or is the approval itself.</exception>
    public CasePolicy WithSecondPerson(StepKind step) =>
        Known(step) is StepKind.RegisterInquiry or StepKind.Approve or StepKind.WithdrawConsent
            ? throw new ArgumentException($"The step '{step.Code()}' can't wait for a second person: it opens the case, is the approval itself, or is the client's right.", nameof(step))
            : new(Values with { FourEyes = [.. Values.FourEyes, step] });

    /// <summary>This policy with a condition of its own. It can forbid what the lifecycle allows, never allow what it forbids.</summary>
    /// <param name="code">Its code; the host adds texts to the catalogue under <c>refusal.CODE</c> and <c>remedy.CODE</c>.</param>
    /// <param name="step">The step that it guards.</param>
    /// <param name="holds">Whether it holds for a case on a day; must give the same answer for the same case and day. The case that it is shown knows nothing of the residence: no step depends on it.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> has another shape than a code, or is one of the library's own.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not a step.</exception>
    public CasePolicy WithGuard(string code, StepKind step, Func<CaseState, LocalDate, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        if (!TextCode.IsCode(code))
            throw TextCode.NotACode("the code of a guard", code, nameof(code));
        if (TextCatalogue.BuiltIn.Contains("refusal." + code) || Guards.Any(g => g.Code == code))
            throw new ArgumentException($"The guard '{code}' exists already.", nameof(code));
        if (step == StepKind.WithdrawConsent)
            throw new ArgumentException("Withdrawing consent is the client's right and has no conditions.", nameof(step));
        return new(Values with { Guards = [.. Values.Guards, new LocalGuard(code, Known(step), holds)] });
    }

    /// <summary>This policy with a field of the city's own in a step: asked for with the others, checked, and kept in the event (<see cref="CaseStep.OwnData"/>).</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">Its name in files, such as <c>housing_form</c>: small letters, digits and underscores, a letter first. The host adds a text to the catalogue under <c>field.NAME</c>.</param>
    /// <param name="type">What kind of value it takes.</param>
    /// <param name="required">Whether it must be given from now on. What was recorded before stays readable without it.</param>
    /// <param name="values">The codes among which to choose; for codes only, and there at least one. The host adds a text for each under <c>field.NAME.CODE</c>.</param>
    /// <param name="minimum">The least number; for numbers only.</param>
    /// <param name="maximum">The greatest number; for numbers only.</param>
    /// <remarks>The field belongs to the file of the person: it goes when the case is erased, and no figure is made of it.</remarks>
    /// <exception cref="ArgumentException">The name has another shape or exists already, or values or limits don't suit the type.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> or <paramref name="type"/> is not one.</exception>
    public CasePolicy WithField(StepKind step, string name, StepFieldType type, bool required = false, IEnumerable<string>? values = null, int? minimum = null, int? maximum = null)
    {
        if (!StepFieldTypes.All.Contains(type))
            throw new ArgumentOutOfRangeException(nameof(type), type, "The value is not a type of field.");
        if (!IsFieldName(name))
            throw new ArgumentException($"'{name}' is not the name of a field: small letters, digits and underscores are expected, a letter first.", nameof(name));
        if (StepShapes.Of(Known(step)).Fields.Concat(OwnFields(step)).Any(f => f.Name == name))
            throw new ArgumentException($"The step '{step.Code()}' has a field '{name}' already.", nameof(name));
        if (required && step == StepKind.WithdrawConsent)
            throw new ArgumentException("Withdrawing consent is the client's right; nothing more can be asked for.", nameof(required));
        var codes = values?.ToList().AsReadOnly();
        if (type is StepFieldType.Code or StepFieldType.Codes ? codes is not { Count: > 0 } || codes.Any(c => !TextCode.IsCode(c)) || codes.Distinct(StringComparer.Ordinal).Count() != codes.Count : codes is not null)
            throw new ArgumentException($"The field '{name}' needs different codes to choose from where it takes codes, and none where it doesn't.", nameof(values));
        if (type == StepFieldType.Number ? minimum > maximum : (minimum ?? maximum) is not null)
            throw new ArgumentException($"Limits of the field '{name}' are for numbers, the least not above the greatest.", nameof(minimum));
        return new(Values with { Fields = [.. Values.Fields, (step, StepField.Own(name, type, required, codes, minimum, maximum))] });
    }

    /// <summary>The fields of the city's own in a step; empty where there are none.</summary>
    public IReadOnlyList<StepField> OwnFields(StepKind step) => _fields.TryGetValue(step, out var fields) ? fields : EquatableList<StepField>.Empty;

    /// <summary>All fields of a step: the library's, then the city's own.</summary>
    internal IReadOnlyList<StepField> FieldsOf(StepKind step) => _fields.TryGetValue(step, out var own) ? [.. StepShapes.Of(step).Fields, .. own] : StepShapes.Of(step).Fields;

    /// <summary>Whether any step has fields of the city's own.</summary>
    internal bool HasOwnFields => _fields.Count > 0;

    /// <summary>Within how many days a handover is to be answered. Default 14.</summary>
    public int HandoverAnswerDays => Values.HandoverAnswerDays;

    /// <summary>This policy with another time for answering a handover.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is less than 1.</exception>
    public CasePolicy WithHandoverAnswer(int days) => new(Values with { HandoverAnswerDays = Positive(days) });

    /// <summary>After how many months an ended case is to be erased; null where the provider has not decided.</summary>
    public int? RetentionMonths => Values.RetentionMonths;

    /// <summary>The roles of which one is needed for a step; empty where anybody may take it.</summary>
    public IReadOnlyList<string> RolesFor(StepKind step) => _roles.TryGetValue(step, out var roles) ? roles : EquatableList<string>.Empty;

    /// <summary>Whether a second person must approve a step.</summary>
    public bool NeedsSecondPerson(StepKind step) => _fourEyes.Contains(step);

    /// <summary>The day from which an ended case is to be erased: at once where consent was withdrawn, else after the retention period; null where the case is open, erased, or no period is set.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public LocalDate? DeletionDate(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.EndedOn is not { } ended || state.IsErased)
            return null;
        return state.ClosureReason == ClosureReason.ConsentWithdrawn || state.DeclineReason == DeclineReason.NoConsent ? ended
            : RetentionMonths is { } months ? ended.PlusMonths(months)
            : null;
    }

    /// <summary>What is missing before the policy can be used, in sentences that a person understands; empty where nothing is. To be asked when a host starts.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="catalogue"/> is null.</exception>
    public IReadOnlyList<string> Faults(TextCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return
        [
            .. ClosureReasons.Select(r => "closure-reason." + r)
                .Concat(DeclineReasons.Select(r => "decline-reason." + r))
                .Concat(Guards.SelectMany(g => new[] { "refusal." + g.Code, "remedy." + g.Code }))
                .Concat(Values.Fields.SelectMany(f => f.Field.Values(this).Select(code => $"field.{f.Field.Name}.{code}").Prepend("field." + f.Field.Name)))
                .Distinct(StringComparer.Ordinal)
                .Where(code => !catalogue.Contains(code))
                .Select(code => $"'{code}' has no German text; add one with TextCatalogue.With(\"{code}\", LanguageTag.German, \"…\")."),
        ];
    }

    internal IReadOnlyList<LocalGuard> Guards { get; }

    /// <summary>Whether anything is asked beyond the lifecycle's own guards.</summary>
    internal bool HasOwnConditions { get; }

    private Settings Values { get; }

    /// <summary>What the policy itself has against a step; null where nothing.</summary>
    internal List<Blocker>? Against(StepKind kind, CaseState state, LocalDate on, ActorId by, HostFacts host)
    {
        List<Blocker>? blockers = null;
        if (_roles.TryGetValue(kind, out var roles) && !roles.Any(role => host.Roles.Contains(role)))
            blockers = [new Blocker("authority", Sources.OwnDesign, [], null, ReasonArgument.Text("roles", string.Join(", ", roles)))];
        if (_fourEyes.Contains(kind) && !state.Approved(kind, by))
            (blockers ??= []).Add(new Blocker("second-person", Sources.OwnDesign, [StepKind.Approve], null));
        foreach (var guard in Guards)
        {
            if (guard.Step == kind && !guard.Holds(state.WithoutResidence(), on))
                (blockers ??= []).Add(new Blocker(guard.Code, Sources.OwnDesign, [], null));
        }

        return blockers;
    }

    private static StepKind Known(StepKind step) =>
        StepKinds.All.Contains(step) ? step : throw new ArgumentOutOfRangeException(nameof(step), step, "The value is not a step.");

    private static bool IsFieldName(string? name) =>
        TextCode.IsCode(name) && name![0] is >= 'a' and <= 'z' && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    internal bool Knows(TopicCode topic) => _topics.Contains(topic.Value);

    /// <summary>The codes that the field <c>reason</c> of a step takes.</summary>
    internal IReadOnlyList<string> ReasonsOf(StepKind step) => step switch
    {
        StepKind.Finish => [ClosureReason.CounsellingCompleted.Value],
        StepKind.WithdrawConsent => [ClosureReason.ConsentWithdrawn.Value],
        StepKind.Abort => _abort,
        StepKind.Decline => _decline,
        _ => _close,
    };

    private static int NotNegative(int months) =>
        months < 0 ? throw new ArgumentOutOfRangeException(nameof(months), months, "The number of months must not be negative.") : months;

    private static int Positive(int value) =>
        value < 1 ? throw new ArgumentOutOfRangeException(nameof(value), value, "The value must be at least 1.") : value;

    private sealed record Settings
    {
        internal int ReopeningWindowMonths { get; init; } = 12;

        internal int MaximumPauseMonths { get; init; } = 12;

        internal int ReviewIntervalMonths { get; init; } = 3;

        internal int HandoverAnswerDays { get; init; } = 14;

        internal int? RetentionMonths { get; init; }

        internal IReadOnlyList<ClosureReason> ClosureReasons { get; init; } = ClosureReason.Core;

        internal IReadOnlyList<DeclineReason> DeclineReasons { get; init; } = DeclineReason.Core;

        internal TopicTaxonomy Topics { get; init; } = TopicTaxonomy.Core;

        internal IReadOnlyList<StepKind> FourEyes { get; init; } = [];

        internal IReadOnlyList<(StepKind Step, string Role)> Roles { get; init; } = [];

        internal IReadOnlyList<LocalGuard> Guards { get; init; } = [];

        internal IReadOnlyList<(StepKind Step, StepField Field)> Fields { get; init; } = [];
    }
}

/// <summary>A condition of a city's own.</summary>
internal sealed record LocalGuard(string Code, StepKind Step, Func<CaseState, LocalDate, bool> Holds);
