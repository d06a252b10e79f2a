namespace KimCaseManagement.Residence;

/// <summary>Code of a residence title or status (Aufenthaltstitel, Aufenthaltsstatus), such as <c>DUL_60A</c>; kept for ever.</summary>
/// <remarks>Optional everywhere; an outcome, never a condition. 1 to 40 of A-Z, 0-9 and underscore, none of them at either end. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.</remarks>
public readonly record struct ResidenceStatusCode : IComparable<ResidenceStatusCode>
{
    private readonly string? _value;

    private ResidenceStatusCode(string value) => _value = value;

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text. Whether a catalogue knows it is another question.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static ResidenceStatusCode From(string value) =>
        TryFrom(value, out var result) ? result : throw new ArgumentException($"'{value}' is not a residence status code: 1 to 40 of A-Z, 0-9 and '_' are expected, such as 'DUL_60A'.", nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out ResidenceStatusCode result)
    {
        result = HasShape(value) ? new ResidenceStatusCode(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(ResidenceStatusCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(ResidenceStatusCode left, ResidenceStatusCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(ResidenceStatusCode left, ResidenceStatusCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(ResidenceStatusCode left, ResidenceStatusCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(ResidenceStatusCode left, ResidenceStatusCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool HasShape(string? value)
    {
        if (value is null || value.Length is 0 or > 40)
            return false;
        foreach (var c in value)
        {
            if (!(c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
                return false;
        }

        return value[0] != '_' && value[value.Length - 1] != '_';
    }
}
