namespace KimCaseManagement.Vocabulary;

/// <summary>Municipality (Kommune): the county (Kreis) or independent city (kreisfreie Stadt) in which an office lies. The official key (Amtlicher Gemeindeschlüssel) makes a good code.</summary>
/// <remarks>1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct MunicipalityCode : IComparable<MunicipalityCode>
{
    private readonly string? _value;

    private MunicipalityCode(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static MunicipalityCode From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotACode("a municipality code", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out MunicipalityCode result)
    {
        result = TextCode.IsCode(value) ? new MunicipalityCode(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(MunicipalityCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
