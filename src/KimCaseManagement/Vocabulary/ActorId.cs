namespace KimCaseManagement.Vocabulary;

/// <summary>Identifies who acted: a case manager, a coordinator, a program. The host assigns it.</summary>
/// <remarks>1 to 200 characters, no control characters, no white space at either end. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct ActorId : IComparable<ActorId>
{
    private readonly string? _value;

    private ActorId(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static ActorId From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotAnId("an actor id", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out ActorId result)
    {
        result = TextCode.IsId(value) ? new ActorId(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(ActorId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(ActorId left, ActorId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(ActorId left, ActorId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(ActorId left, ActorId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(ActorId left, ActorId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
