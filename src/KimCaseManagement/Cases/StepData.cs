using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>The data of a step by name (Formulardaten), as they come from a form or a file, before anybody has looked at them.</summary>
/// <remarks>A value is text, a whole number, yes or no, or a list of texts. Days and instants are text in ISO form. Immutable.</remarks>
public sealed class StepData : IEquatable<StepData>
{
    private readonly Dictionary<string, object> _values;

    private StepData(Dictionary<string, object> values) => _values = values;

    /// <summary>No data.</summary>
    public static StepData Empty { get; } = new(new Dictionary<string, object>(StringComparer.Ordinal));

    /// <summary>Whether nothing is given.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>The names given, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _values.Keys.OrderBy(n => n, StringComparer.Ordinal)];

    /// <summary>These data with a text, a code, an id or an ISO date, in place of what the name had before.</summary>
    public StepData With(string name, string value) => Add(name, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>These data with a whole number, in place of what the name had before.</summary>
    public StepData With(string name, long value) => Add(name, value);

    /// <summary>These data with yes or no, in place of what the name had before.</summary>
    public StepData With(string name, bool value) => Add(name, value);

    /// <summary>These data with several codes, in place of what the name had before.</summary>
    public StepData With(string name, IEnumerable<string> values) => Add(name, EquatableList<string>.CopyOf(values ?? throw new ArgumentNullException(nameof(values))));

    /// <summary>The data whose names are, or are not, among some.</summary>
    internal StepData Where(Func<string, bool> name) => new(_values.Where(v => name(v.Key)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal));

    /// <summary>These data with something that no field takes, such as an object; it is refused under the field's name.</summary>
    internal StepData WithUnusable(string name) => Add(name, Unusable.Value);

    internal object? Find(string name) => _values.TryGetValue(name, out var value) ? value : null;

    /// <inheritdoc/>
    public bool Equals(StepData? other) => other is not null && _values.Count == other._values.Count && _values.All(v => Equals(v.Value, other.Find(v.Key)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StepData);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Count;

    /// <summary>The names alone, for logs.</summary>
    public override string ToString() => string.Join(", ", Names);

    private StepData Add(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new StepData(new Dictionary<string, object>(_values, StringComparer.Ordinal) { [name] = value });
    }

    private sealed class Unusable
    {
        internal static readonly Unusable Value = new();

        public override string ToString() => "{…}";
    }
}
