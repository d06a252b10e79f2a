using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What is to be looked at by a day (Wiedervorlage).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum DueKind
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>A review (Überprüfung).</summary>
    Review = 1,

    /// <summary>The target date of a goal (Zieltermin).</summary>
    Goal = 2,

    /// <summary>The date of a step of the plan (Termin eines Schritts).</summary>
    PlanStep = 3,

    /// <summary>A consent ends (Einwilligung endet).</summary>
    ConsentEnds = 4,

    /// <summary>A release from confidentiality ends (Schweigepflichtentbindung endet).</summary>
    ReleaseEnds = 5,

    /// <summary>A pause ends (Ende der Pause).</summary>
    PauseEnds = 6,

    /// <summary>The answer to a referral (Antwort auf eine Weiterleitung).</summary>
    ReferralAnswer = 7,

    /// <summary>The answer to a handover (Antwort auf eine Übergabe).</summary>
    HandoverAnswer = 8,

    /// <summary>The case is to be erased (Löschung).</summary>
    Deletion = 9,
}

/// <summary>The codes of <see cref="DueKind"/>, as they stand in files.</summary>
public static class DueKinds
{
    private static readonly CodeTable<DueKind> Table = CodeTable<DueKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<DueKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this DueKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out DueKind value) => Table.TryParse(code, out value);
}

/// <summary>One thing that is due in a case (Wiedervorlage), computed from the state and a day.</summary>
public sealed record DueItem
{
    internal DueItem(CaseId caseId, DueKind kind, LocalDate dueOn, LocalDate asked, string? subject)
    {
        Case = caseId;
        Kind = kind;
        DueOn = dueOn;
        IsOverdue = dueOn < asked;
        Subject = subject;
    }

    /// <summary>The case.</summary>
    public CaseId Case { get; }

    /// <summary>What it is; the text catalogue has its words under <c>due.CODE</c>.</summary>
    public DueKind Kind { get; }

    /// <summary>The day by which it is due.</summary>
    public LocalDate DueOn { get; }

    /// <summary>Whether that day lies before the one for which it was asked.</summary>
    public bool IsOverdue { get; }

    /// <summary>Id of the goal, step or referral, code of the consent, or the body; null where the case itself is meant.</summary>
    public string? Subject { get; }

    /// <summary>Case and kind, for logs.</summary>
    public override string ToString() => $"{Case} {Kind.Code()}";

    /// <summary>What is due in a case up to a day, the earliest first.</summary>
    /// <param name="state">The case.</param>
    /// <param name="policy">The local policy.</param>
    /// <param name="on">The day for which it is asked.</param>
    /// <param name="until">The last day to look ahead to; null: all that has a date.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="policy"/> is null.</exception>
    public static IReadOnlyList<DueItem> In(CaseState state, CasePolicy policy, LocalDate on, LocalDate? until = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            .. All(state, policy)
                .Where(item => until is not { } last || item.On <= last)
                .OrderBy(item => item.On).ThenBy(item => item.Kind).ThenBy(item => item.Subject, StringComparer.Ordinal)
                .Select(item => new DueItem(state.Id, item.Kind, item.On, on, item.Subject)),
        ];
    }

    private static IEnumerable<(DueKind Kind, LocalDate On, string? Subject)> All(CaseState state, CasePolicy policy)
    {
        if (policy.DeletionDate(state) is { } deletion && !state.HasLegalHold)
            yield return (DueKind.Deletion, deletion, null);
        if (!state.Phase.IsOpen())
            yield break;
        if (state.Phase is CasePhase.Linking or CasePhase.Monitoring)
            yield return (DueKind.Review, state.ReviewDueOn ?? (state.ReviewHeldOn ?? state.PhaseSince).PlusMonths(policy.ReviewIntervalMonths), null);
        if (state.ResumeBy is { } resume)
            yield return (DueKind.PauseEnds, resume, null);
        foreach (var goal in state.Goals)
        {
            if (!goal.IsJudged && goal.TargetOn is { } target)
                yield return (DueKind.Goal, target, goal.Id);
        }

        foreach (var step in state.PlanSteps)
        {
            if (step.IsOpen && step.DueOn is { } due)
                yield return (DueKind.PlanStep, due, step.Id);
        }

        foreach (var kind in ConsentKinds.All)
        {
            if (state.ConsentUntil(kind) is { } end)
                yield return (DueKind.ConsentEnds, end, kind.Code());
        }

        foreach (var release in state.Releases)
        {
            if (release.ValidUntil is { } end)
                yield return (DueKind.ReleaseEnds, end, release.Body);
        }

        foreach (var referral in state.Referrals)
        {
            if (referral.IsOpen && referral.AnswerBy is { } answer)
                yield return (DueKind.ReferralAnswer, answer, referral.Id);
        }

        if (state.PendingHandover is { } offer)
            yield return (DueKind.HandoverAnswer, offer.On.PlusDays(policy.HandoverAnswerDays), offer.CaseManager.Value);
    }
}
