using System.Text.Json;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>What is added up in one cell. Filled while it is counted or read, never changed afterwards.</summary>
internal sealed class AccumulatedCell
{
    internal static readonly AccumulatedCell Zero = new();

    // Cases by what the period made of them: open at the start or opened in it, and open or closed at its end.
    private readonly long[] _cases = new long[4];
    private long _contacts;
    private long _minutes;

    internal ValueCounts Durations { get; private set; } = new();

    internal ValueCounts OpenDurations { get; private set; } = new();

    internal ValueCounts ContactsPerCase { get; private set; } = new();

    internal long CasesWithContacts { get; private set; }

    internal void AddCase(bool isOpened, bool isClosed) => _cases[(isOpened ? 2 : 0) + (isClosed ? 1 : 0)]++;

    internal void AddContacts(long contacts, long minutes, long cases)
    {
        _contacts += contacts;
        _minutes += minutes;
        CasesWithContacts += cases;
    }

    /// <summary>Gives back what was reserved for more.</summary>
    internal void Trim()
    {
        Durations.Trimmed();
        OpenDurations.Trimmed();
        ContactsPerCase.Trimmed();
    }

    internal AccumulatedCell With(AccumulatedCell other)
    {
        var sum = new AccumulatedCell
        {
            Durations = Durations.With(other.Durations),
            OpenDurations = OpenDurations.With(other.OpenDurations),
            ContactsPerCase = ContactsPerCase.With(other.ContactsPerCase),
        };
        for (var i = 0; i < _cases.Length; i++)
            sum._cases[i] = _cases[i] + other._cases[i];
        sum.AddContacts(_contacts + other._contacts, _minutes + other._minutes, CasesWithContacts + other.CasesWithContacts);
        return sum;
    }

    /// <summary>The figures, as far as what they need was kept.</summary>
    internal Dictionary<Measure, long> Figures(AccumulatedNeeds needs, ReadOnlySpan<long> persons, long households)
    {
        var figures = new Dictionary<Measure, long>
        {
            [Measure.OpenAtStart] = _cases[0] + _cases[1],
            [Measure.Opened] = _cases[2] + _cases[3],
            [Measure.Closed] = _cases[1] + _cases[3],
            [Measure.OpenAtEnd] = _cases[0] + _cases[2],
            [Measure.Served] = _cases.Sum(),
            [Measure.Contacts] = _contacts,
            [Measure.ContactMinutes] = _minutes,
        };
        if (needs.Persons)
            (figures[Measure.PersonsServed], figures[Measure.PersonsEver], figures[Measure.PersonsNew]) = (persons[0], persons[1], persons[2]);
        if (needs.Offices)
            figures[Measure.PersonsInSeveralOffices] = persons[3];
        if (needs.Households)
            figures[Measure.HouseholdsServed] = households;
        if (needs.Durations)
            (figures[Measure.DurationMedian], figures[Measure.DurationP90]) = (Durations.Quantile(50), Durations.Quantile(90));
        if (needs.OpenDurations)
            (figures[Measure.OpenDurationMedian], figures[Measure.OpenDurationP90]) = (OpenDurations.Quantile(50), OpenDurations.Quantile(90));
        if (needs.ContactsPerCase)
            (figures[Measure.ContactsMedian], figures[Measure.ContactsP90]) = (ContactsPerCase.Quantile(50), ContactsPerCase.Quantile(90));
        return figures;
    }

    internal void Write(Utf8JsonWriter json)
    {
        Write(json, "cases", _cases);
        Write(json, "contacts", [_contacts, _minutes, CasesWithContacts]);
        Write(json, "durations", Durations);
        Write(json, "open_durations", OpenDurations);
        Write(json, "contacts_per_case", ContactsPerCase);
    }

    internal static AccumulatedCell Read(JsonElement element, AccumulatedNeeds needs)
    {
        var cell = new AccumulatedCell();
        var cases = Numbers(element, "cases").ToArray();
        var contacts = Numbers(element, "contacts").ToArray();
        if (cases.Length != 4 || contacts.Length != 3)
            throw new FormatException("A cell of the part has four numbers of cases and three of contacts.");
        cases.CopyTo(cell._cases, 0);
        cell.AddContacts(contacts[0], contacts[1], contacts[2]);
        Read(element, "durations", needs.Durations, cell.Durations);
        Read(element, "open_durations", needs.OpenDurations, cell.OpenDurations);
        Read(element, "contacts_per_case", needs.ContactsPerCase, cell.ContactsPerCase);
        return cell;
    }

    private static IEnumerable<long> Numbers(JsonElement element, string name) => element.GetProperty(name).EnumerateArray()
        .Select(e => e.GetInt64() is >= 0 and var number ? number : throw new FormatException($"A number of {name} is negative; counts and days begin with 0."));

    private static void Write(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, ValueCounts values)
    {
        json.WriteStartArray(name);
        foreach (var number in values.Flat)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Read(JsonElement element, string name, bool isNeeded, ValueCounts into)
    {
        if (!isNeeded)
            return;
        int[] numbers = [.. Numbers(element, name).Select(n => checked((int)n))];
        if (numbers.Length % 2 != 0)
            throw new FormatException($"The {name} of a part are pairs: a value, and how often.");
        for (var i = 0; i < numbers.Length; i += 2)
            into.Add(numbers[i], numbers[i + 1]);
        into.Trimmed();
    }
}
