using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>Something that somebody wants to do in a case (Schritt), with the data that it needs. The steps themselves stand in the namespace <c>Steps</c>.</summary>
/// <remarks>A step says nothing about whether it is possible: <see cref="CaseLifecycle.Decide"/> does. Steps are immutable and compare by value.</remarks>
[Mutable("Its own data are set only while WithOwnData makes the copy; once it is handed out nothing changes it.")]
public abstract class CaseStep : IEquatable<CaseStep>
{
    private StepData? _own;

    private protected CaseStep(StepKind kind, LocalDate? on)
    {
        Kind = kind;
        On = on;
    }

    /// <summary>Which step it is.</summary>
    public StepKind Kind { get; }

    /// <summary>The day on which it happened, in Europe/Berlin; null: the day on which it is recorded.</summary>
    public LocalDate? On { get; }

    /// <summary>What a city records with this step beyond the library's own fields, see <see cref="CasePolicy.WithField"/>; empty unless it does.</summary>
    public StepData OwnData => _own ?? StepData.Empty;

    /// <summary>This step with the city's own data in place of those that it had. Whether they suit the policy is looked at when the step is decided.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    public CaseStep WithOwnData(StepData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var copy = (CaseStep)MemberwiseClone();
        copy._own = data.IsEmpty ? null : data;
        return copy;
    }

    /// <inheritdoc/>
    public bool Equals(CaseStep? other) =>
        other is not null && (ReferenceEquals(this, other) || (Kind == other.Kind && Equals(_own, other._own) && StepShapes.Of(Kind).Fields.All(field => Same(field.ValueIn(this), field.ValueIn(other)))));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as CaseStep);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => unchecked(((int)Kind * 31) + On.GetHashCode());

    /// <summary>The code of the step alone, for logs; its data are left out, as they may be about a person.</summary>
    public sealed override string ToString() => Kind.Code();

    private static bool Same(object? left, object? right) =>
        left is IReadOnlyList<string> some && right is IReadOnlyList<string> others ? some.SequenceEqual(others) : Equals(left, right);
}
