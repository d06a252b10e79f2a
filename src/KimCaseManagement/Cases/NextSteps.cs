using System.Collections;
using System.Runtime.CompilerServices;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What can be done next in a case (mögliche Schritte): permitted steps and blocked ones with what blocks them.</summary>
/// <remarks>A view on answers that are kept; looking at it computes nothing anew.</remarks>
public sealed class NextSteps : IReadOnlyList<NextStep>
{
    private readonly StepKind[] _steps;
    private readonly Answer[] _answers;
    private readonly CasePolicy _policy;

    internal NextSteps(StepKind[] steps, Answer[] answers, CasePolicy policy)
    {
        _steps = steps;
        _answers = answers;
        _policy = policy;
    }

    /// <summary>How many steps the phase knows.</summary>
    public int Count => _steps.Length;

    /// <summary>One of them.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is negative or not less than <see cref="Count"/>.</exception>
    public NextStep this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_steps[index], _answers[index], _policy);
    }

    /// <summary>The one of a kind; null where the phase doesn't know it.</summary>
    public NextStep? Find(StepKind kind)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] == kind)
                return this[i];
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<NextStep> GetEnumerator()
    {
        for (var i = 0; i < _steps.Length; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A step that the phase knows: permitted, or blocked.</summary>
public readonly record struct NextStep
{
    private readonly Answer _answer;

    private readonly CasePolicy _policy;

    internal NextStep(StepKind kind, Answer answer, CasePolicy policy)
    {
        _policy = policy;
        Kind = kind;
        _answer = answer;
    }

    /// <summary>Which step.</summary>
    public StepKind Kind { get; }

    /// <summary>Whether it can be taken now, given data that suit.</summary>
    public bool IsPermitted => _answer.IsPermitted;

    /// <summary>The phase to which it leads; null where it is blocked.</summary>
    public CasePhase? To => _answer.IsPermitted ? LifecycleDefinition.PhaseOf(_answer.To) : null;

    /// <summary>Everything that stands in the way; empty where it is permitted.</summary>
    public IReadOnlyList<Blocker> Blockers => _answer.Blockers;

    /// <summary>The roles of which one is needed to take it; empty where anybody may.</summary>
    public IReadOnlyList<string> Roles => _policy.RolesFor(Kind);

    /// <summary>Whether a second person must approve it.</summary>
    public bool NeedsSecondPerson => _policy.NeedsSecondPerson(Kind);

    /// <summary>The data that it takes, the city's own among them, for a form.</summary>
    public IReadOnlyList<StepField> Fields => _policy.FieldsOf(Kind);

    /// <summary>The code of the step.</summary>
    public override string ToString() => Kind.Code();
}
