using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Residence;

/// <summary>What became of a stay between the first and the last entry (Ergebnis zum Aufenthalt).</summary>
/// <remarks>Speaks of security of stay, not of persons. Two outcomes are equal when all their parts are.</remarks>
public sealed class ResidenceOutcome : IEquatable<ResidenceOutcome>
{
    internal ResidenceOutcome(ResidenceStatus? first, ResidenceStatus? last, ResidenceChange computed, ResidenceChange? overridden = null, string? overrideReason = null, ActorId overriddenBy = default)
    {
        First = first;
        Last = last;
        Computed = computed;
        Change = overridden ?? computed;
        OverrideReason = overrideReason;
        OverriddenBy = overriddenBy;
    }

    /// <summary>The first status; null where none is known.</summary>
    public ResidenceStatus? First { get; }

    /// <summary>The last status; null where none is known.</summary>
    public ResidenceStatus? Last { get; }

    /// <summary>What holds: what the matrix says, or what a case manager put in its place.</summary>
    public ResidenceChange Change { get; }

    /// <summary>What the matrix says.</summary>
    public ResidenceChange Computed { get; }

    /// <summary>Why a case manager judged otherwise; null where nobody did.</summary>
    public string? OverrideReason { get; }

    /// <summary>Who judged otherwise; the default value where nobody did.</summary>
    public ActorId OverriddenBy { get; }

    /// <summary>The outcome as a case manager judges it, with the reason.</summary>
    /// <exception cref="ArgumentException">The reason is empty or the actor is the default value.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="change"/> is not specified.</exception>
    public ResidenceOutcome Overridden(ResidenceChange change, string reason, ActorId by)
    {
        _ = change.Code();
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("Who judges otherwise than the matrix says why: the reason must not be empty.", nameof(reason));
        if (by.IsDefault)
            throw new ArgumentException("Who judges otherwise than the matrix must be named.", nameof(by));
        return new ResidenceOutcome(First, Last, Computed, change, reason, by);
    }

    /// <inheritdoc/>
    public bool Equals(ResidenceOutcome? other) =>
        other is not null && ReferenceEquals(First, other.First) && ReferenceEquals(Last, other.Last)
        && Change == other.Change && Computed == other.Computed && OverrideReason == other.OverrideReason && OverriddenBy == other.OverriddenBy;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResidenceOutcome);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked(((First?.Code.GetHashCode() ?? 0) * 31) + ((Last?.Code.GetHashCode() ?? 0) * 7) + (int)Change);

    /// <summary>The name of the type and nothing of the person.</summary>
    public override string ToString() => nameof(ResidenceOutcome);
}
