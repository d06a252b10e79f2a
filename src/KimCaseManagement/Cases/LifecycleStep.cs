using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>A step as the lifecycle describes it: from where, to where, under which guards, with which data.</summary>
public sealed class LifecycleStep
{
    private readonly List<Transition> _transitions;

    internal LifecycleStep(LifecycleDefinition definition, StepKind kind, CasePolicy policy)
    {
        Kind = kind;
        Fields = policy.FieldsOf(kind);
        var transitions = definition.Transitions.Where(t => t.Step == kind).ToList();
        _transitions = transitions;
        From = Phases(transitions.Where(t => t.From != Place.Nowhere).Select(t => t.From));
        To = Phases(transitions.Select(t => t.To));
        var used = new HashSet<Guard>(transitions.SelectMany(t => t.Guards));
        Guards = new EquatableList<LifecycleGuard>([.. definition.Guards.Where(used.Contains).Select(g => new LifecycleGuard(g))]);
    }

    /// <summary>Which step.</summary>
    public StepKind Kind { get; }

    /// <summary>The phases in which it is known; empty for the step that opens a case.</summary>
    public IReadOnlyList<CasePhase> From { get; }

    /// <summary>The phases to which it can lead.</summary>
    public IReadOnlyList<CasePhase> To { get; }

    /// <summary>The phases to which it can lead from one phase, for a picture; empty where that phase doesn't know it. A step that resumes leads back to where the case came from.</summary>
    public IReadOnlyList<CasePhase> ToFrom(CasePhase phase) => Phases(_transitions.Where(t => t.From != Place.Nowhere && LifecycleDefinition.PhaseOf(t.From) == phase).Select(t => t.To));

    /// <summary>The guards that it has in at least one of its phases.</summary>
    public IReadOnlyList<LifecycleGuard> Guards { get; }

    /// <summary>The data that it takes, the city's own among them.</summary>
    public IReadOnlyList<StepField> Fields { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Kind.Code();

    private static EquatableList<CasePhase> Phases(IEnumerable<Place> places) => new([.. places.Select(LifecycleDefinition.PhaseOf).Distinct().OrderBy(p => p)]);
}

/// <summary>A condition of a step (Bedingung): its code, under which it refuses, and what lifts it.</summary>
public sealed class LifecycleGuard
{
    internal LifecycleGuard(Guard guard)
    {
        Code = guard.Code;
        LiftedBy = guard.LiftedBy;
        Field = guard.Field;
        Source = guard.Blocker.Reason.Source;
    }

    /// <summary>The stable code; the text catalogue has its label under <c>guard.CODE</c>.</summary>
    public string Code { get; }

    /// <summary>The steps that lift it; empty where none does.</summary>
    public IReadOnlyList<StepKind> LiftedBy { get; }

    /// <summary>The field of the step itself that answers it; null where the state or the host does.</summary>
    public string? Field { get; }

    /// <summary>Where it comes from.</summary>
    public Source? Source { get; }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
