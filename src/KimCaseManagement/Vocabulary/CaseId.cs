namespace KimCaseManagement.Vocabulary;

/// <summary>Identifies a case (Fall). The host assigns it; it must not encode personal data.</summary>
/// <remarks>1 to 200 characters, no control characters, no white space at either end. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.
/// Values compare by ordinal, so that any order made of them is the same on every machine.</remarks>
public readonly record struct CaseId : IComparable<CaseId>
{
    private readonly string? _value;

    private CaseId(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static CaseId From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotAnId("a case id", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out CaseId result)
    {
        result = TextCode.IsId(value) ? new CaseId(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(CaseId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(CaseId left, CaseId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(CaseId left, CaseId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(CaseId left, CaseId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(CaseId left, CaseId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
