namespace KimCaseManagement.Vocabulary;

/// <summary>Pseudonym of a household (Haushalt): people who live and keep house together, by which cases of one household are recognised. Never a name or an address.</summary>
/// <remarks>1 to 200 characters, no control characters, no white space at either end. The library only compares it; how it is made is the host's affair. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct HouseholdKey : IComparable<HouseholdKey>
{
    private readonly string? _value;

    private HouseholdKey(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static HouseholdKey From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotAnId("a household key", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out HouseholdKey result)
    {
        result = TextCode.IsId(value) ? new HouseholdKey(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(HouseholdKey other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(HouseholdKey left, HouseholdKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(HouseholdKey left, HouseholdKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(HouseholdKey left, HouseholdKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(HouseholdKey left, HouseholdKey right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
