using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Cases;

internal delegate bool CodeParser<T>(string? code, out T value);

/// <summary>The shape of a step: its name as an event, its fields, and how one is made of values by name.</summary>
internal sealed class StepShape
{
    private readonly Func<StepValues, CaseStep> _make;

    private StepShape(StepKind kind, string eventName, Func<StepValues, CaseStep> make, StepField[] fields)
    {
        Kind = kind;
        EventName = eventName;
        _make = make;
        Fields = new EquatableList<StepField>([.. fields, StepField.OnDay]);
    }

    internal StepKind Kind { get; }

    /// <summary>What the event is called that says the step was taken.</summary>
    internal string EventName { get; }

    /// <summary>The fields in their order, the day last.</summary>
    internal IReadOnlyList<StepField> Fields { get; }

    internal static StepShape Of<TStep>(StepKind kind, string eventName, Func<StepValues, TStep> make, params StepField[] fields)
        where TStep : CaseStep => new(kind, eventName, make, fields);

    /// <summary>Makes the step of a form's data, the city's own among them, or says everything that is wrong with them.</summary>
    internal CaseStep? TryMake(StepData data, CasePolicy policy, List<Blocker> problems)
    {
        var own = policy.OwnFields(Kind);
        if (own.Count == 0)
            return TryMake(data, policy, problems, Fields);
        bool IsOwn(string name) => own.Any(f => f.Name == name);
        var step = TryMake(data.Where(name => !IsOwn(name)), policy, problems, [.. Fields, .. own]);
        var ownData = data.Where(IsOwn);
        return CheckOwn(ownData, policy, problems, areComplete: true) ? step?.WithOwnData(ownData) : null;
    }

    /// <summary>Makes the step of what was stored; what the city didn't ask for in those days may be missing.</summary>
    internal CaseStep? TryMakeStored(StepData data, StepData own, CasePolicy policy, List<Blocker> problems, out bool ownIsWrong)
    {
        var step = TryMake(data, policy, problems, Fields);
        ownIsWrong = step is not null && !CheckOwn(own, policy, problems, areComplete: false);
        return ownIsWrong ? null : step?.WithOwnData(own);
    }

    /// <summary>Whether the city's own data suit its fields.</summary>
    internal bool CheckOwn(StepData own, CasePolicy policy, List<Blocker> problems, bool areComplete)
    {
        var fields = policy.OwnFields(Kind);
        var before = problems.Count;
        foreach (var field in fields)
        {
            if (own.Find(field.Name) is { } given)
                Read(field, given, policy, problems);
            else if (areComplete && field.IsRequired)
                problems.Add(Blocker.OfField("missing-value", field.Name));
        }

        foreach (var name in own.Names)
        {
            if (!fields.Any(f => f.Name == name))
                problems.Add(Unknown(name, fields));
        }

        return problems.Count == before;
    }

    private CaseStep? TryMake(StepData data, CasePolicy policy, List<Blocker> problems, IReadOnlyList<StepField> known)
    {
        var values = new StepValues();
        var before = problems.Count;
        foreach (var field in Fields)
        {
            var given = data.Find(field.Name);
            if (given is null)
            {
                if (field.IsRequired)
                    problems.Add(Blocker.OfField("missing-value", field.Name));
            }
            else if (Read(field, given, policy, problems) is { } value)
            {
                values.Add(field.Name, value);
            }
        }

        foreach (var name in data.Names)
        {
            if (!Fields.Any(f => f.Name == name))
                problems.Add(Unknown(name, known));
        }

        return problems.Count == before ? _make(values) : null;
    }

    private static Blocker Unknown(string name, IReadOnlyList<StepField> known) =>
        Blocker.OfField("unknown-field", name, ReasonArgument.Text("known", string.Join(", ", known.Select(f => f.Name))));

    /// <summary>The value as a step takes it; what it is doesn't matter where there is a problem.</summary>
    private static object? Read(StepField field, object given, CasePolicy policy, List<Blocker> problems)
    {
        switch (field.Type)
        {
            case StepFieldType.Bool when given is bool:
                return given;
            case StepFieldType.Number when given is long number:
                if (number >= (field.Minimum ?? int.MinValue) && number <= (field.Maximum ?? int.MaxValue))
                    return (int)number;
                problems.Add(Blocker.OfField("out-of-range", field.Name, ReasonArgument.Number("value", number), ReasonArgument.Number("min", field.Minimum ?? int.MinValue), ReasonArgument.Number("max", field.Maximum ?? int.MaxValue)));
                return null;
            case StepFieldType.Date when given is string text && LocalDatePattern.Iso.Parse(text) is { Success: true } date:
                return date.Value;
            case StepFieldType.Instant when given is string text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant:
                return instant.Value;
            case StepFieldType.Code when given is string code:
                CheckKnown(field, code, policy, problems);
                return code;
            case StepFieldType.Codes when given is IReadOnlyList<string> codes:
                foreach (var code in codes)
                    CheckKnown(field, code, policy, problems);
                if (codes.Count == 0 && field.IsRequired)
                    problems.Add(Blocker.OfField("missing-value", field.Name));
                return codes;
            case StepFieldType.Text or StepFieldType.Id when given is string text && field.HasShape(text):
                return text;
            default:
                problems.Add(Blocker.OfField("wrong-value", field.Name, ReasonArgument.Text("value", Show(given)), ReasonArgument.Term("type", "field-type." + field.Type.Code())));
                return null;
        }
    }

    private static void CheckKnown(StepField field, string code, CasePolicy policy, List<Blocker> problems)
    {
        var values = field.Values(policy);
        if (!values.Contains(code))
            problems.Add(Blocker.OfField("unknown-code", field.Name, ReasonArgument.Text("value", code), ReasonArgument.Text("known", values.Count > 40 ? string.Join(", ", values.Take(40)) + ", …" : string.Join(", ", values))));
    }

    private static string Show(object given) => given switch
    {
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => "[" + string.Join(", ", list) + "]",
        _ => given.ToString()!,
    };
}

/// <summary>Values by name that have the shapes their fields ask for.</summary>
internal sealed class StepValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    internal LocalDate? On => DateOrNull("on");

    internal void Add(string name, object value) => _values.Add(name, value);

    internal string Text(string name) => (string)_values[name];

    internal string? TextOrNull(string name) => Find(name) as string;

    internal LocalDate Date(string name) => (LocalDate)_values[name];

    internal LocalDate? DateOrNull(string name) => Find(name) as LocalDate?;

    internal bool Bool(string name) => (bool)_values[name];

    internal bool? BoolOrNull(string name) => Find(name) as bool?;

    internal int Int(string name) => (int)_values[name];

    internal int? IntOrNull(string name) => Find(name) as int?;

    /// <summary>The member or id; the default value where it is not given.</summary>
    internal T Code<T>(string name, CodeParser<T> parse)
        where T : struct => parse(TextOrNull(name), out var value) ? value : default;

    internal IReadOnlyList<TopicCode> Topics(string name) => [.. Ids(name).Select(TopicCode.From)];

    internal IReadOnlyList<string> List(string name) => Text(name).Split('|');

    internal IReadOnlyList<string> Ids(string name) => Find(name) as IReadOnlyList<string> ?? [];

    private object? Find(string name) => _values.TryGetValue(name, out var value) ? value : null;
}
