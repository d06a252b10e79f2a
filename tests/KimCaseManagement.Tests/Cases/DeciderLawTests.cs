using System.Text;
using System.Text.Json;
using CsCheck;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What holds of every history, shown on random ones.</summary>
public sealed class DeciderLawTests
{
    private static readonly CaseLifecycle Lifecycle = CaseLifecycle.Standard;
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 8, 9, 0);

    [Fact]
    public void Any_interleaving_of_steps_keeps_the_invariants() =>
        RandomHistories.Any.Sample(history =>
        {
            var state = CaseState.NotOpened;
            var events = new List<CaseEvent>();
            var at = Start;
            foreach (var (draft, hours) in history)
            {
                at += Duration.FromHours(hours);
                var step = draft(CaseLifecycle.DayOf(at));
                var by = TrialCase.Manager;
                var decision = Lifecycle.Decide(state, TrialCase.Id, step, at, by);
                if (!decision.IsAccepted)
                {
                    if (!ReferenceEquals(state, decision.State) || decision.Events.Count != 0 || decision.Blockers.Count == 0)
                        return false;
                    continue;
                }

                if (!Keeps(state, decision))
                    return false;
                events.AddRange(decision.Events);
                state = decision.State;
            }

            return CaseState.Replay(events).Equals(state) && events.Aggregate(CaseState.NotOpened, CaseState.Evolve).Equals(state);
        }, iter: Iterations.Of(100_000));

    [Fact]
    public void What_is_permitted_next_is_accepted_and_what_is_blocked_is_refused_with_the_same_blockers() =>
        RandomHistories.Any.Sample(history =>
        {
            var state = CaseState.NotOpened;
            var at = Start;
            foreach (var (draft, hours) in history)
            {
                at += Duration.FromHours(hours);
                var day = CaseLifecycle.DayOf(at);
                var step = draft(day);
                var next = Lifecycle.NextSteps(state, day).Find(step.Kind);
                var decision = Lifecycle.Decide(state, TrialCase.Id, step, at, TrialCase.Manager);
                if (decision.IsAccepted && next is not { IsPermitted: true })
                    return false;
                if (next is { IsPermitted: false } blocked && !blocked.Blockers.All(decision.Blockers.Contains))
                    return false;
                state = decision.State;
            }

            return true;
        }, iter: Iterations.Of(5_000));

    [Fact]
    public void An_event_survives_JSON_and_gives_the_same_bytes_again() =>
        RandomHistories.Any.Sample(history =>
        {
            var state = CaseState.NotOpened;
            var at = Start;
            foreach (var (draft, hours) in history)
            {
                at += Duration.FromHours(hours);
                var decision = Lifecycle.Decide(state, TrialCase.Id, draft(CaseLifecycle.DayOf(at)), at, TrialCase.Manager);
                state = decision.State;
                foreach (var happened in decision.Events)
                {
                    var text = Json(happened);
                    using var document = JsonDocument.Parse(text);
                    var read = CaseJson.ReadEvent(document.RootElement, Lifecycle);
                    if (!read.Equals(happened) || Json(read) != text)
                        return false;
                }
            }

            return true;
        }, iter: Iterations.Of(2_000));

    [Fact]
    public void Deciding_twice_gives_the_same_answer()
    {
        var trial = TrialCase.In(CasePhase.Monitoring);
        var first = trial.Try(new HoldReview());
        var second = trial.Try(new HoldReview());
        Assert.Equal(first.State, second.State);
        Assert.Equal(first.Events, second.Events);
    }

    /// <summary>The invariants of the field, looked at across one accepted step.</summary>
    private static bool Keeps(CaseState before, CaseDecision decision)
    {
        var state = decision.State;
        if (state.Version != before.Version + 1 || (before.Version > 0 && state.LastAt < before.LastAt) || decision.Events.Count != 1)
            return false;
        // One responsible case manager wherever somebody works on the case.
        if (state.Phase is >= CasePhase.Clarification and <= CasePhase.FollowUp and not CasePhase.ShortCounselling && state.CaseManager.IsDefault)
            return false;
        // Paused doesn't nest and remembers.
        if ((state.Phase == CasePhase.Paused) != (state.PausedFrom is not null) || state.PausedFrom == CasePhase.Paused)
            return false;
        if (before.Phase == CasePhase.Paused && state.Phase is >= CasePhase.Assessment and <= CasePhase.Evaluation && state.Phase != before.PausedFrom)
            return false;
        // The consent gate.
        if (!before.Phase.IsCaseManagement() && state.Phase.IsCaseManagement() && !state.HasConsent(ConsentKind.Participation, decision.Events[0].On))
            return false;
        // A reason on closing and on declining, and only then.
        if ((state.Phase == CasePhase.Closed) != (state.ClosureReason is not null) || (state.Phase == CasePhase.Declined) != (state.DeclineReason is not null) || state.Phase.IsFinal() != (state.EndedOn is not null))
            return false;
        // Passages that have ended are never changed but by a correction that names its entry, and each end is one.
        var ended = state.Phase.IsFinal() && !before.Phase.IsFinal() ? 1 : 0;
        return state.Episodes.Count == before.Episodes.Count + ended
            && (decision.Events[0].Step is CorrectDay || state.Episodes.Take(before.Episodes.Count).SequenceEqual(before.Episodes))
            && state.Episodes.All(e => e.AcceptedOn is not { } accepted || accepted <= e.EndedOn);
    }

    private static string Json(CaseEvent happened)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            CaseJson.Write(writer, happened);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
