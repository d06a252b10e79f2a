using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What happened in a case (Ereignis): the step that was taken, where it led, when it happened and when it was recorded, by whom.</summary>
/// <remarks>
/// <para>An event holds where it led, so that the past stays what it was when the lifecycle changes. It is immutable and compares by value.</para>
/// <para>Names of events are kept for ever; a change of meaning gets a new name.</para>
/// </remarks>
public sealed record CaseEvent
{
    internal CaseEvent(CaseId caseId, int version, CaseStep step, CasePhase phase, LocalDate on, Instant at, ActorId by, StepId id, int definition)
    {
        Case = caseId;
        Version = version;
        Step = step;
        Phase = phase;
        On = on;
        At = at;
        By = by;
        Id = id;
        Definition = definition;
    }

    /// <summary>The case.</summary>
    public CaseId Case { get; }

    /// <summary>The number of this event in its case, from 1 without gaps; the version of the case after it.</summary>
    public int Version { get; }

    /// <summary>What the event is called, such as <c>case-accepted</c>.</summary>
    public string Name => StepShapes.Of(Step.Kind).EventName;

    /// <summary>The step that was taken, with its data.</summary>
    public CaseStep Step { get; }

    /// <summary>The phase after it.</summary>
    public CasePhase Phase { get; }

    /// <summary>The day on which it happened, in Europe/Berlin.</summary>
    public LocalDate On { get; }

    /// <summary>When it was recorded.</summary>
    public Instant At { get; }

    /// <summary>Who did it.</summary>
    public ActorId By { get; }

    /// <summary>The host's id of the attempt, by which its repetition is recognised; the default value where none was given.</summary>
    public StepId Id { get; }

    /// <summary>The number of the lifecycle definition under which the step was taken.</summary>
    public int Definition { get; }

    /// <summary>The name alone, for logs.</summary>
    public override string ToString() => Name;
}
