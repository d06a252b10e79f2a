using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

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

    private CasePolicy(CasePolicy? from, int? reopeningMonths = null, int? pauseMonths = null, int? reviewMonths = null, IEnumerable<ClosureReason>? closure = null, IEnumerable<DeclineReason>? decline = null, TopicTaxonomy? topics = null)
    {
        ReopeningWindowMonths = reopeningMonths ?? from?.ReopeningWindowMonths ?? 12;
        MaximumPauseMonths = pauseMonths ?? from?.MaximumPauseMonths ?? 12;
        ReviewIntervalMonths = reviewMonths ?? from?.ReviewIntervalMonths ?? 3;
        ClosureReasons = EquatableList<ClosureReason>.CopyOf(closure ?? from?.ClosureReasons ?? ClosureReason.Core);
        DeclineReasons = EquatableList<DeclineReason>.CopyOf(decline ?? from?.DeclineReasons ?? DeclineReason.Core);
        Topics = topics ?? from?.Topics ?? TopicTaxonomy.Core;
        TopicCodes = Topics.All.Select(t => t.Code.Value).ToList().AsReadOnly();
        _topics = new HashSet<string>(TopicCodes, StringComparer.Ordinal);
        _close = ClosureReasons.Select(r => r.Value).Where(r => !OnlyByOwnStep.Contains(r)).ToList().AsReadOnly();
        _abort = _close.Where(r => !OnlyAfterEvaluation.Contains(r)).ToList().AsReadOnly();
        _decline = DeclineReasons.Select(r => r.Value).ToList().AsReadOnly();
    }

    /// <summary>The defaults.</summary>
    public static CasePolicy Default { get; } = new(null);

    /// <summary>For how many months after closure a case may be reopened; after that a new case refers to the old one. Default 12.</summary>
    public int ReopeningWindowMonths { get; }

    /// <summary>How many months a pause may last at most. Default 12.</summary>
    public int MaximumPauseMonths { get; }

    /// <summary>After how many months a review is due unless a day is agreed. Default 3.</summary>
    public int ReviewIntervalMonths { get; }

    /// <summary>The reasons for which a case may be closed: the library's own and those added.</summary>
    public IReadOnlyList<ClosureReason> ClosureReasons { get; }

    /// <summary>The reasons for which somebody may not be taken on: the library's own and those added.</summary>
    public IReadOnlyList<DeclineReason> DeclineReasons { get; }

    /// <summary>The topics that may be used.</summary>
    public TopicTaxonomy Topics { get; }

    internal IReadOnlyList<string> TopicCodes { get; }

    /// <summary>This policy with another reopening window.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is negative.</exception>
    public CasePolicy WithReopeningWindow(int months) => new(this, reopeningMonths: NotNegative(months));

    /// <summary>This policy with another maximum of a pause.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is less than 1.</exception>
    public CasePolicy WithMaximumPause(int months) => new(this, pauseMonths: Positive(months));

    /// <summary>This policy with another interval of reviews.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is less than 1.</exception>
    public CasePolicy WithReviewInterval(int months) => new(this, reviewMonths: Positive(months));

    /// <summary>This policy with one more reason for closing. The host adds its text to the catalogue under <c>closure-reason.CODE</c>.</summary>
    /// <exception cref="ArgumentException">The reason is the default value or known already.</exception>
    public CasePolicy WithClosureReason(ClosureReason reason) =>
        reason.IsDefault || ClosureReasons.Contains(reason)
            ? throw new ArgumentException($"The closure reason '{reason}' is empty or known already.", nameof(reason))
            : new(this, closure: ClosureReasons.Concat([reason]));

    /// <summary>This policy with one more reason for not taking somebody on. The host adds its text to the catalogue under <c>decline-reason.CODE</c>.</summary>
    /// <exception cref="ArgumentException">The reason is the default value or known already.</exception>
    public CasePolicy WithDeclineReason(DeclineReason reason) =>
        reason.IsDefault || DeclineReasons.Contains(reason)
            ? throw new ArgumentException($"The decline reason '{reason}' is empty or known already.", nameof(reason))
            : new(this, decline: DeclineReasons.Concat([reason]));

    /// <summary>This policy with another taxonomy of topics.</summary>
    public CasePolicy WithTopics(TopicTaxonomy topics) => new(this, topics: topics ?? throw new ArgumentNullException(nameof(topics)));

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

    private static int Positive(int months) =>
        months < 1 ? throw new ArgumentOutOfRangeException(nameof(months), months, "The number of months must be at least 1.") : months;
}
