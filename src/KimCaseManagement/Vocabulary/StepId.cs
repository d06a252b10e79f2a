namespace KimCaseManagement.Vocabulary;

/// <summary>Identifies one attempt at a step, so that its repetition after a lost answer is recognised. The host assigns it.</summary>
/// <remarks>1 to 200 characters, no control characters, no white space at either end. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct StepId : IComparable<StepId>
{
    private readonly string? _value;

    private StepId(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static StepId From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotAnId("a step id", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out StepId result)
    {
        result = TextCode.IsId(value) ? new StepId(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(StepId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(StepId left, StepId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(StepId left, StepId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(StepId left, StepId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(StepId left, StepId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
