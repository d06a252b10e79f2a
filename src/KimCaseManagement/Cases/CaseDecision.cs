using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>The answer to a step (Entscheidung): accepted with the events and the new state, or refused with everything that stands in the way.</summary>
public sealed class CaseDecision
{
    private static readonly EquatableList<CaseEvent> NoEvents = EquatableList<CaseEvent>.Empty;
    private static readonly EquatableList<Blocker> NoBlockers = EquatableList<Blocker>.Empty;

    private readonly CaseEvent? _event;

    internal CaseDecision(CaseState state, CaseEvent? happened)
    {
        IsAccepted = true;
        State = state;
        _event = happened;
        Blockers = NoBlockers;
    }

    internal CaseDecision(CaseState state, IReadOnlyList<Blocker> blockers)
    {
        State = state;
        Blockers = blockers;
    }

    /// <summary>Whether the step was taken.</summary>
    public bool IsAccepted { get; }

    /// <summary>The state after the step; the very state that was handed in where the step is refused.</summary>
    public CaseState State { get; }

    /// <summary>What happened, to be stored; empty where the step is refused, or was a repetition of one that was taken before.</summary>
    public IReadOnlyList<CaseEvent> Events => _event is null ? NoEvents : new EquatableList<CaseEvent>([_event]);

    /// <summary>Everything that stands in the way; empty where the step is accepted.</summary>
    public IReadOnlyList<Blocker> Blockers { get; }

    /// <summary>The new state, for hosts that prefer exceptions.</summary>
    /// <exception cref="InvalidOperationException">The step is refused; the message names every blocker.</exception>
    public CaseState EnsureAccepted() =>
        IsAccepted ? State : throw new InvalidOperationException($"The step is refused: {string.Join(", ", Blockers)}. Ask NextSteps first, or look at Blockers.");
}
