using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Cases;

/// <summary>What kind of value a field of a step takes (Feldtyp).</summary>
public enum StepFieldType
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Yes or no, code <c>bool</c>.</summary>
    Bool = 1,

    /// <summary>A whole number, code <c>int</c>.</summary>
    Number = 2,

    /// <summary>A day, <c>yyyy-MM-dd</c>, code <c>date</c>.</summary>
    Date = 3,

    /// <summary>A point in time, code <c>instant</c>.</summary>
    Instant = 4,

    /// <summary>A short text, code <c>text</c>.</summary>
    Text = 5,

    /// <summary>One of the field's values, code <c>code</c>.</summary>
    Code = 6,

    /// <summary>Several of the field's values, code <c>codes</c>.</summary>
    Codes = 7,

    /// <summary>An id that the caller chooses, code <c>id</c>.</summary>
    Id = 8,
}

/// <summary>The codes of <see cref="StepFieldType"/>, as they stand in files.</summary>
internal static class StepFieldTypes
{
    private static readonly CodeTable<StepFieldType> Table = new(
    [
        (StepFieldType.Bool, "bool"), (StepFieldType.Number, "int"), (StepFieldType.Date, "date"), (StepFieldType.Instant, "instant"),
        (StepFieldType.Text, "text"), (StepFieldType.Code, "code"), (StepFieldType.Codes, "codes"), (StepFieldType.Id, "id"),
    ]);

    /// <summary>All members but the unspecified one, in their order.</summary>
    internal static IReadOnlyList<StepFieldType> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    internal static string Code(this StepFieldType value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    internal static bool TryParse(string? code, out StepFieldType value) => Table.TryParse(code, out value);
}

/// <summary>One value that a step takes (Feld): name, type, whether it must be given, which values are allowed. Enough to draw a form.</summary>
public sealed class StepField
{
    private readonly Func<CasePolicy, IReadOnlyList<string>>? _values;
    private readonly Func<CaseStep, object?> _get;
    private readonly Func<string, bool>? _hasShape;
    private readonly string? _set;

    private StepField(string name, StepFieldType type, bool required, Func<CaseStep, object?> get, Func<CasePolicy, IReadOnlyList<string>>? values = null, Func<string, bool>? hasShape = null, int? min = null, int? max = null, string? set = null)
    {
        _set = set;
        Name = name;
        Type = type;
        IsRequired = required;
        Minimum = min;
        Maximum = max;
        _get = get;
        _values = values;
        _hasShape = hasShape;
    }

    /// <summary>The name, as in files, such as <c>resume_by</c>.</summary>
    public string Name { get; }

    /// <summary>What kind of value it takes.</summary>
    public StepFieldType Type { get; }

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; }

    /// <summary>The least number allowed; null where there is none.</summary>
    public int? Minimum { get; }

    /// <summary>The greatest number allowed; null where there is none.</summary>
    public int? Maximum { get; }

    internal const string TopicSet = "topic";

    internal static IReadOnlyList<string> Countries { get; } = CountryCode.All.Select(c => c.Value).ToList().AsReadOnly();

    internal static IReadOnlyList<string> ResidenceCodes { get; } = Residence.ResidenceStatuses.All.Select(s => s.Code.Value).ToList().AsReadOnly();

    /// <summary>Whether a text has the shape that the field asks for; of a field that takes texts or ids.</summary>
    internal bool HasShape(string text) => _hasShape is null || _hasShape(text);

    /// <summary>The values allowed under a policy; empty where any value of the type is.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public IReadOnlyList<string> Values(CasePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return _values is null ? [] : _values(policy);
    }

    /// <summary>What people call one of the field's values, for a choice in a form; the value itself where it is an id or a text of its own.</summary>
    /// <param name="value">A value, such as one of <see cref="Values"/>.</param>
    /// <param name="policy">The local policy; topics have their names from its taxonomy.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">The language.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public string ValueText(string value, CasePolicy policy, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(catalogue);
        if (_set == TopicSet)
            return TopicCode.TryFrom(value, out var code) && policy.Topics.Find(code) is { } topic ? topic.Label(language).Text : value;
        return _set is not null && catalogue.Contains(_set + "." + value) ? catalogue.For(_set + "." + value, language).Text : value;
    }

    /// <summary>The value that a step has in this field, in words; null where it is not given.</summary>
    /// <param name="step">A step that has this field.</param>
    /// <param name="policy">The local policy; topics have their names from its taxonomy.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">The language.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidCastException">The field belongs to another kind of step.</exception>
    public string? TextIn(CaseStep step, CasePolicy policy, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(catalogue);
        return _get(step) is { } value ? InWords(value, catalogue, language, text => ValueText(text, policy, catalogue, language)) : null;
    }

    /// <summary>A value of a field in words; what a text says is up to its field.</summary>
    internal static string InWords(object value, TextCatalogue catalogue, LanguageTag language, Func<string, string> textOf) => value switch
    {
        bool yes => catalogue.For(yes ? "truth-value.yes" : "truth-value.no", language).Text,
        LocalDate day => TextCatalogue.Format(day, language),
        IReadOnlyList<string> list => string.Join(", ", list.Select(textOf)),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => textOf((string)value),
    };

    /// <summary>The value in a step: bool, int, <see cref="LocalDate"/>, string, list of strings, or null where it is not given.</summary>
    internal object? ValueIn(CaseStep step) => _get(step);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static StepField Member<TStep, T>(string name, bool required, IReadOnlyList<T> all, Func<T, string> code, Func<TStep, T> get)
        where TStep : CaseStep
        where T : struct, Enum
    {
        var codes = all.Select(code).ToList().AsReadOnly();
        return new(name, StepFieldType.Code, required, s => get((TStep)s) is var value && EqualityComparer<T>.Default.Equals(value, default) ? null : code(value), _ => codes, set: typeof(T) == typeof(StepKind) ? "step" : CodeTable<T>.SetName);
    }

    /// <summary>One of a set of codes that has no enum; <paramref name="set"/> is where the text catalogue has their words.</summary>
    internal static StepField Code<TStep>(string name, bool required, string set, Func<CasePolicy, IReadOnlyList<string>> values, Func<TStep, string?> get)
        where TStep : CaseStep => new(name, StepFieldType.Code, required, s => get((TStep)s), values, set: set);

    internal static StepField Topic<TStep>(string name, bool required, Func<TStep, string?> get)
        where TStep : CaseStep => Code(name, required, TopicSet, static policy => policy.TopicCodes, get);

    internal static StepField Topics<TStep>(string name, bool required, Func<TStep, IReadOnlyList<string>> get)
        where TStep : CaseStep => new(name, StepFieldType.Codes, required, s => get((TStep)s) is { Count: > 0 } list ? list : null, static policy => policy.TopicCodes, set: TopicSet);

    /// <summary>Several ids in one text, with <c>|</c> between them: a list of codes would promise values to choose from.</summary>
    internal static StepField List<TStep>(string name, bool required, Func<TStep, IReadOnlyList<string>> get)
        where TStep : CaseStep => new(name, StepFieldType.Text, required, s => get((TStep)s) is { Count: > 0 } list ? string.Join(Given.Between, list) : null, null, static text => text.Split('|').All(TextCode.IsId));

    internal static StepField Id<TStep>(string name, bool required, Func<TStep, string?> get)
        where TStep : CaseStep => new(name, StepFieldType.Id, required, s => get((TStep)s), null, TextCode.IsId);

    internal static StepField CodeId<TStep>(string name, bool required, Func<TStep, string?> get)
        where TStep : CaseStep => new(name, StepFieldType.Id, required, s => get((TStep)s), null, TextCode.IsCode);

    internal static StepField Text<TStep>(string name, bool required, Func<TStep, string?> get)
        where TStep : CaseStep => new(name, StepFieldType.Text, required, s => get((TStep)s), null, TextCode.IsId);

    internal static StepField Language<TStep>(string name, Func<TStep, string?> get)
        where TStep : CaseStep => new(name, StepFieldType.Text, false, s => get((TStep)s), null, static text => LanguageTag.TryFrom(text, out _));

    internal static StepField Date<TStep>(string name, bool required, Func<TStep, LocalDate?> get)
        where TStep : CaseStep => new(name, StepFieldType.Date, required, s => get((TStep)s));

    internal static StepField Bool<TStep>(string name, bool required, Func<TStep, bool?> get)
        where TStep : CaseStep => new(name, StepFieldType.Bool, required, s => get((TStep)s));

    internal static StepField Int<TStep>(string name, bool required, int min, int max, Func<TStep, int?> get)
        where TStep : CaseStep => new(name, StepFieldType.Number, required, s => get((TStep)s), null, null, min, max);

    /// <summary>A field of a city's own; its value is among the own data of the step.</summary>
    internal static StepField Own(string name, StepFieldType type, bool required, IReadOnlyList<string>? values, int? min, int? max) =>
        new(name, type, required, step => step.OwnData.Find(name), values is null ? null : _ => values, TextCode.IsId, min, max);

    internal static StepField OnDay { get; } = new("on", StepFieldType.Date, false, s => s.On);
}
