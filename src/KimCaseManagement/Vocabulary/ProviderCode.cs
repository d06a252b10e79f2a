namespace KimCaseManagement.Vocabulary;

/// <summary>Provider (Träger): the legal body, such as a welfare association or the city, that runs one or more offices and is the controller of their data.</summary>
/// <remarks>1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct ProviderCode : IComparable<ProviderCode>
{
    private readonly string? _value;

    private ProviderCode(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static ProviderCode From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotACode("a provider code", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out ProviderCode result)
    {
        result = TextCode.IsCode(value) ? new ProviderCode(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(ProviderCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(ProviderCode left, ProviderCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(ProviderCode left, ProviderCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(ProviderCode left, ProviderCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(ProviderCode left, ProviderCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
