namespace KimCaseManagement.Vocabulary;

/// <summary>A language by its BCP 47 tag (Sprache): <c>de</c>, <c>uk</c>, <c>ti</c>, <c>de-simple</c> for plain German.</summary>
/// <remarks>Well-formed tags are accepted and kept in the usual case (<c>pt-BR</c>, <c>zh-Hant</c>); whether a language exists is not checked, since registries grow.
/// The default value is not valid: <see cref="IsDefault"/> is true. Source: RFC 5646.</remarks>
public readonly record struct LanguageTag : IComparable<LanguageTag>
{
    private readonly string? _value;

    private LanguageTag(string value) => _value = value;

    /// <summary>German.</summary>
    public static LanguageTag German { get; } = new("de");

    /// <summary>Plain German (Leichte Sprache); <c>simple</c> is a registered variant.</summary>
    public static LanguageTag PlainGerman { get; } = new("de-simple");

    /// <summary>English.</summary>
    public static LanguageTag English { get; } = new("en");

    /// <summary>The tag in its usual case; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names no language.</summary>
    public bool IsDefault => _value is null;

    /// <summary>True where the language is written from right to left (Arabic, Farsi and others).</summary>
    public bool IsRightToLeft => PrimaryLanguage is "ar" or "fa" or "he" or "ur" or "ps" or "ckb" or "sd" or "ug" or "yi" or "dv" or "prs";

    private string PrimaryLanguage => Value.IndexOf('-') is var hyphen and >= 0 ? Value.Substring(0, hyphen) : Value;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not a well-formed BCP 47 tag.</exception>
    public static LanguageTag From(string value) =>
        TryFrom(value, out var result) ? result : throw new ArgumentException($"'{value}' is not a BCP 47 language tag; 'de', 'uk' or 'pt-BR' would be.", nameof(value));

    /// <summary>Makes one of text from outside; false where it is not a well-formed BCP 47 tag.</summary>
    public static bool TryFrom(string? value, out LanguageTag result)
    {
        result = default;
        if (value is null || value.Length is < 2 or > 35)
            return false;
        var parts = value.Split('-');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.Length < (i == 0 ? 2 : 1) || part.Length > 8)
                return false;
            var usual = part.ToCharArray();
            for (var c = 0; c < usual.Length; c++)
            {
                var isLetter = (usual[c] | ' ') is >= 'a' and <= 'z';
                if (!isLetter && (i == 0 || usual[c] is < '0' or > '9'))
                    return false;
                // A region is written in capitals, a script with one.
                var isCapital = i > 0 && (usual.Length == 2 || (usual.Length == 4 && c == 0));
                if (isLetter)
                    usual[c] = (char)(isCapital ? usual[c] & ~' ' : usual[c] | ' ');
            }

            parts[i] = new string(usual);
        }

        result = new LanguageTag(string.Join("-", parts));
        return true;
    }

    /// <summary>The tag without its last part: <c>de-simple</c> gives <c>de</c>; false where there is none.</summary>
    internal bool TryParent(out LanguageTag parent)
    {
        var hyphen = Value.LastIndexOf('-');
        parent = hyphen > 0 ? new LanguageTag(Value.Substring(0, hyphen)) : default;
        return hyphen > 0;
    }

    /// <inheritdoc/>
    public int CompareTo(LanguageTag other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(LanguageTag left, LanguageTag right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(LanguageTag left, LanguageTag right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(LanguageTag left, LanguageTag right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(LanguageTag left, LanguageTag right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
