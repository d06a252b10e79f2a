namespace KimCaseManagement.Vocabulary;

/// <summary>Counselling office (Beratungsbüro, Beratungsstelle) of a provider, which takes on cases.</summary>
/// <remarks>1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct OfficeCode : IComparable<OfficeCode>
{
    private readonly string? _value;

    private OfficeCode(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static OfficeCode From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotACode("an office code", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out OfficeCode result)
    {
        result = TextCode.IsCode(value) ? new OfficeCode(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(OfficeCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(OfficeCode left, OfficeCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(OfficeCode left, OfficeCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(OfficeCode left, OfficeCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(OfficeCode left, OfficeCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
