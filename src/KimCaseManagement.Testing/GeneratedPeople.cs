using System.Globalization;

namespace KimCaseManagement.Testing;

/// <summary>How people of the host's own type are made for a check (erzeugte Personen): which fields vary, over which values, and which of them are status data.</summary>
/// <typeparam name="TPerson">The host's own type.</typeparam>
/// <remarks>Immutable: each method gives a new value. The first value of a field is taken for the simplest when a finding is made smaller.</remarks>
public sealed class GeneratedPeople<TPerson>
{
    private readonly Func<TPerson> _start;
    private readonly Field[] _fields;

    internal GeneratedPeople(Func<TPerson> start, Field[] fields, int count, long seed)
    {
        _start = start;
        _fields = fields;
        Count = count;
        Seed = seed;
    }

    /// <summary>How many people are generated; 2,000 unless said otherwise.</summary>
    public int Count { get; }

    /// <summary>The same seed gives the same people; 1 unless said otherwise.</summary>
    public long Seed { get; }

    internal int FieldCount => _fields.Length;

    /// <summary>A field that decisions may depend on.</summary>
    /// <typeparam name="TValue">The type of the field.</typeparam>
    /// <param name="name">What to call it in a finding.</param>
    /// <param name="set">Gives the person with the value: a changed copy, or the same object changed.</param>
    /// <param name="values">The values that it takes; the simplest first.</param>
    /// <exception cref="ArgumentException">There is no value, or the name is empty.</exception>
    public GeneratedPeople<TPerson> With<TValue>(string name, Func<TPerson, TValue, TPerson> set, params TValue[] values) => Add(name, set, values, isStatus: false);

    /// <summary>A field with status data: no decision may depend on it.</summary>
    /// <typeparam name="TValue">The type of the field.</typeparam>
    /// <param name="name">What to call it in a finding.</param>
    /// <param name="set">Gives the person with the value: a changed copy, or the same object changed.</param>
    /// <param name="values">The values that it takes, at least two; the simplest first.</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or the name is empty.</exception>
    public GeneratedPeople<TPerson> WithStatus<TValue>(string name, Func<TPerson, TValue, TPerson> set, params TValue[] values)
    {
        if (values is not null && values.Length < 2)
            throw new ArgumentException($"The status field '{name}' needs at least two values, so that there is something to move.", nameof(values));
        return Add(name, set, values!, isStatus: true);
    }

    /// <summary>The same description for another number of people, or other people.</summary>
    /// <param name="count">How many people are generated.</param>
    /// <param name="seed">The same seed gives the same people.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public GeneratedPeople<TPerson> Generating(int count, long seed)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "At least one person is needed.");
        return new GeneratedPeople<TPerson>(_start, _fields, count, seed);
    }

    internal int ValueCount(int field) => _fields[field].Names.Length;

    internal bool IsStatus(int field) => _fields[field].IsStatus;

    internal string NameOf(int field) => _fields[field].Name;

    internal string ValueName(int field, int value) => _fields[field].Names[value];

    internal TPerson Make(int[] values)
    {
        var person = _start();
        for (var i = 0; i < _fields.Length; i++)
            person = _fields[i].Set(person, values[i]);
        return person;
    }

    private GeneratedPeople<TPerson> Add<TValue>(string name, Func<TPerson, TValue, TPerson> set, TValue[] values, bool isStatus)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("A field has a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
            throw new ArgumentException($"The field '{name}' needs at least one value.", nameof(values));
        var own = (TValue[])values.Clone();
        var names = own.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "").ToArray();
        return new GeneratedPeople<TPerson>(_start, [.. _fields, new Field(name, (person, value) => set(person, own[value]), names, isStatus)], Count, Seed);
    }

    internal sealed class Field(string name, Func<TPerson, int, TPerson> set, string[] names, bool isStatus)
    {
        internal string Name { get; } = name;

        internal Func<TPerson, int, TPerson> Set { get; } = set;

        internal string[] Names { get; } = names;

        internal bool IsStatus { get; } = isStatus;
    }
}

/// <summary>Begins a description of generated people.</summary>
public static class GeneratedPeople
{
    private const int Few = 2_000;

    /// <summary>Begins with a person that is never changed itself: a record, a struct, an immutable class.</summary>
    /// <typeparam name="TPerson">The host's own type.</typeparam>
    public static GeneratedPeople<TPerson> From<TPerson>(TPerson person) => new(() => person, [], Few, 1);

    /// <summary>Begins with a new person each time: for classes whose fields are set.</summary>
    /// <typeparam name="TPerson">The host's own type.</typeparam>
    public static GeneratedPeople<TPerson> FromNew<TPerson>(Func<TPerson> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new GeneratedPeople<TPerson>(create, [], Few, 1);
    }
}
