using System.Globalization;
using NodaTime;

namespace KimCaseManagement.Vocabulary;

/// <summary>Why something was decided or refused (Begründung): a stable code, what fills the gaps of its text, and where the rule comes from.</summary>
/// <remarks>A reason holds no text for people: <c>TextCatalogue</c> turns it into one in any language. Two reasons are equal when code and arguments are.</remarks>
public sealed class Reason : IEquatable<Reason>
{
    private readonly EquatableList<ReasonArgument> _arguments;

    /// <summary>Makes a reason.</summary>
    /// <param name="code">Stable code under which the catalogue keeps its text.</param>
    /// <param name="source">Where the rule comes from; null where a shape is wrong rather than a rule broken.</param>
    /// <param name="arguments">What fills the placeholders of the text.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is not made of A-Z, a-z, 0-9, '.', '_' and '-'.</exception>
    public Reason(string code, Source? source, params ReasonArgument[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!TextCode.IsCode(code))
            throw TextCode.NotACode("a reason code", code, nameof(code));
        Code = code;
        Source = source;
        _arguments = arguments.Length == 0 ? EquatableList<ReasonArgument>.Empty : new EquatableList<ReasonArgument>([.. arguments]);
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>Where the rule comes from; null where a shape is wrong rather than a rule broken.</summary>
    public Source? Source { get; }

    /// <summary>What fills the placeholders of the text, in the order given.</summary>
    public IReadOnlyList<ReasonArgument> Arguments => _arguments;

    /// <inheritdoc/>
    public bool Equals(Reason? other) => other is not null && Code == other.Code && _arguments.Equals(other._arguments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Reason);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Code) * 31) + _arguments.GetHashCode());

    /// <summary>The code, for logs; arguments are left out, as they may be about a person.</summary>
    public override string ToString() => Code;
}

/// <summary>One value that fills a placeholder of a reason's text.</summary>
/// <remarks>Dates and numbers stay what they are until a language is known. The default value is not valid.</remarks>
public readonly record struct ReasonArgument
{
    private ReasonArgument(string name, object value, bool isTerm)
    {
        Name = name;
        Value = value;
        IsTerm = isTerm;
    }

    /// <summary>Name of the placeholder, without braces.</summary>
    public string Name { get; }

    /// <summary>A <see cref="string"/>, <see cref="long"/> or <see cref="LocalDate"/>.</summary>
    public object Value { get; }

    /// <summary>True where <see cref="Value"/> is a code of the text catalogue whose text is to stand in the gap.</summary>
    public bool IsTerm { get; }

    /// <summary>Text that stands as it is in every language, such as an id.</summary>
    public static ReasonArgument Text(string name, string value) => new(name, value, false);

    /// <summary>A whole number.</summary>
    public static ReasonArgument Number(string name, long value) => new(name, value, false);

    /// <summary>A day.</summary>
    public static ReasonArgument Date(string name, LocalDate value) => new(name, value, false);

    /// <summary>Something that has a text of its own in the catalogue, such as a phase.</summary>
    public static ReasonArgument Term(string name, string textCode) => new(name, textCode, true);

    /// <summary>Name and value, invariant.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}={1}", Name, Value);
}
