using System.Text.Encodings.Web;
using System.Text.Json;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>What one part of a city's cases contributes to a report (Teilauszählung): parts are counted anywhere, written, read, and merged in any order and tree, and give the report of all cases together.</summary>
/// <remarks>
/// <para>Merging is associative and commutative, <see cref="Empty"/> is its neutral element, and the same cases give the same bytes whatever the parts and their order. Every case belongs to exactly one part;
/// a person may have cases in several: persons stay distinct by their pseudonyms, which therefore stand in what is written. It is personal data and to be kept as such.</para>
/// <para>Memory grows with groups and with persons in their groups, not with cases or contacts. Immutable and safe to use from many threads at once.</para>
/// </remarks>
public sealed class ReportAccumulator
{
    private const string FormatName = "kim-report-accumulator";
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TopicTaxonomy _taxonomy;
    private readonly SortedDictionary<string, Cell> _cells;
    private readonly SortedDictionary<string, Person> _persons;

    private ReportAccumulator(ReportRequest request, TopicTaxonomy taxonomy, SortedDictionary<string, Cell> cells, SortedDictionary<string, Person> persons)
    {
        Request = request;
        _taxonomy = taxonomy;
        _cells = cells;
        _persons = persons;
    }

    /// <summary>What is counted.</summary>
    public ReportRequest Request { get; }

    /// <summary>The contribution of no cases.</summary>
    /// <param name="request">What is counted.</param>
    /// <param name="taxonomy">The taxonomy of the topics; the library's own where not given.</param>
    /// <param name="topics">By which codes topics count; the same as of the registers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public static ReportAccumulator Empty(ReportRequest request, TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = topics.Code();
        return new ReportAccumulator(request with { Topics = topics }, taxonomy ?? TopicTaxonomy.Core, NewMap<Cell>(), NewMap<Person>());
    }

    /// <summary>The contribution of the cases of a register.</summary>
    /// <param name="part">The cases of one part.</param>
    /// <param name="request">What is counted.</param>
    /// <param name="contacts">The contacts of the period, needed for measures of contacts only.</param>
    /// <exception cref="ArgumentException">A measure needs contacts and none are given, or they belong to another register or period.</exception>
    public static ReportAccumulator Of(CaseRegister part, ReportRequest request, ContactTally? contacts = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(request);
        Report.CheckContacts(part, [request], contacts);
        var (cells, persons) = (NewMap<Cell>(), NewMap<Person>());
        var index = new CellIndex([.. request.Dimensions.Select(d => Axis.Of(part, request, d))]);
        var scan = new PeriodScan(part, request.Period);
        var (data, to) = (part.Data, Days.ToNumber(request.Period.To));
        var offices = data.Codes[(int)Dimension.Office]!;
        var keys = new Dictionary<int, string>();
        for (var row = 0; row < data.Opened.Length; row++)
        {
            var contactCount = contacts?.Contacts[row] ?? 0;
            if (row >= scan.End && contactCount == 0)
                continue;
            var isServed = scan.IsServed(row);
            var person = row < scan.End ? PersonOf(row) : null;
            person?.See(data.Opened[row], isServed ? offices.Texts[offices[row]] : null);
            foreach (var place in index.CellsOf(row))
            {
                if (!keys.TryGetValue(place, out var key))
                    keys.Add(place, key = ReportCell.KeyOf(Enumerable.Range(0, index.Axes.Length).Select(a => index.Axes[a].Groups[index.GroupOf(place, a)])));
                if (!cells.TryGetValue(key, out var cell))
                    cells.Add(key, cell = new Cell());
                person?.SeeIn(key, data.Opened[row], isServed);
                if (contactCount > 0)
                    cell.AddContacts(contactCount, contacts!.Minutes[row], 1);
                if (isServed)
                    cell.AddCase(row >= scan.FirstOpened, scan.IsClosed(row), (scan.IsClosed(row) ? data.Closed[row] : to) - data.Opened[row], contactCount);
            }
        }

        return new ReportAccumulator(request with { Topics = part.Topics }, part.Taxonomy, cells, persons);

        Person PersonOf(int row)
        {
            var key = part.Persons.TextOf(data.PersonOfRow[row]);
            if (!persons.TryGetValue(key, out var person))
                persons.Add(key, person = new Person());
            return person;
        }
    }

    /// <summary>The contribution of both parts together.</summary>
    /// <exception cref="ArgumentException">The other part was counted for another request or with another taxonomy.</exception>
    public ReportAccumulator Merge(ReportAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Request != Request)
            throw new ArgumentException("Only contributions to the same report can be merged: period, dimensions, measures, age groups and offices have to be the same.", nameof(other));
        if (other._taxonomy.Version != _taxonomy.Version)
            throw new ArgumentException($"The topics of one part are of the taxonomy {_taxonomy.Version}, those of the other of {other._taxonomy.Version}.", nameof(other));
        return new ReportAccumulator(Request, _taxonomy, Union(_cells, other._cells, (cell, more) => cell.With(more)), Union(_persons, other._persons, (person, more) => person.With(more)));
    }

    /// <summary>The report of all cases that were merged: the same as <see cref="Report.Count"/> gives over one register of them.</summary>
    public Report ToReport()
    {
        var persons = _cells.Keys.ToDictionary(k => k, _ => new long[4], StringComparer.Ordinal);
        var from = Days.ToNumber(Request.Period.From);
        foreach (var person in _persons.Values)
        {
            foreach (var seen in person.Cells)
            {
                var counts = persons[seen.Key];
                counts[0] += seen.Value.IsServed ? 1 : 0;
                counts[1]++;
                counts[2] += seen.Value.FirstDay == person.FirstDay && person.FirstDay >= from ? 1 : 0;
                counts[3] += seen.Value.IsServed && person.Offices.Count > 1 ? 1 : 0;
            }
        }

        var total = ReportCell.KeyOf(Request.Dimensions.Select(_ => (string?)null));
        var rows = new List<(IReadOnlyList<string?> Groups, IReadOnlyDictionary<Measure, long> Figures, long CasesWithContacts)>();
        foreach (var key in _cells.Keys.Append(total).Distinct(StringComparer.Ordinal))
        {
            var cell = _cells.TryGetValue(key, out var found) ? found : new Cell();
            var figures = cell.Figures(persons.TryGetValue(key, out var counts) ? counts : new long[4]);
            if (key == total || Request.Measures.Any(m => figures[m] is not (0 or Cells.None)))
                rows.Add((ReportCell.GroupsOf(key, Request.Dimensions.Count), figures, cell.CasesWithContacts));
        }

        var order = GroupOrder.OfCells(Request);
        rows.Sort((left, right) => order(left.Groups, right.Groups));
        return new Report(Request, _taxonomy, new KeyedCells(rows));
    }

    /// <summary>Writes the contribution as JSON in UTF-8, the same bytes for the same cases.</summary>
    public void Write(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, JsonOptions);
        json.WriteStartObject();
        json.WriteString("format", FormatName);
        json.WriteNumber("version", FormatVersion);
        json.WriteString("from", LocalDatePattern.Iso.Format(Request.Period.From));
        json.WriteString("to", LocalDatePattern.Iso.Format(Request.Period.To));
        WriteTexts(json, "dimensions", Request.Dimensions.Select(Dimensions.Code));
        WriteTexts(json, "measures", Request.Measures.Select(Measures.Code));
        WriteNumbers(json, "age_groups", Request.AgeGroups.LowerBounds.Select(b => (long)b));
        Request.Offices.Write(json);
        json.WriteString("taxonomy", _taxonomy.Version);
        json.WriteString("topics_as", Request.Topics.Code());
        json.WriteStartArray("cells");
        foreach (var cell in _cells)
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var group in ReportCell.GroupsOf(cell.Key, Request.Dimensions.Count))
                json.WriteStringValue(group);
            json.WriteEndArray();
            cell.Value.Write(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        var numbers = _cells.Keys.Select((key, i) => (key, i)).ToDictionary(p => p.key, p => p.i, StringComparer.Ordinal);
        json.WriteStartArray("persons");
        foreach (var person in _persons)
        {
            json.WriteStartObject();
            json.WriteString("person", person.Key);
            json.WriteNumber("first", person.Value.FirstDay);
            WriteTexts(json, "offices", person.Value.Offices);
            WriteNumbers(json, "cells", person.Value.Cells.SelectMany(c => (long[])[numbers[c.Key], c.Value.FirstDay, c.Value.IsServed ? 1 : 0]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> has written, in this or an earlier version.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="taxonomy">The taxonomy of the topics; the library's own where not given.</param>
    /// <exception cref="FormatException">The bytes are no such contribution, were cut off, or belong to a later version or another taxonomy.</exception>
    public static ReportAccumulator Read(Stream input, TopicTaxonomy? taxonomy = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            using var document = JsonDocument.Parse(input);
            return Read(document.RootElement, taxonomy ?? TopicTaxonomy.Core);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is not a part of a report as it was written, or it was cut off; count the part again.", broken);
        }
    }

    private static ReportAccumulator Read(JsonElement root, TopicTaxonomy taxonomy)
    {
        if (root.GetProperty("format").GetString() != FormatName || root.GetProperty("version").GetInt32() != FormatVersion)
            throw new FormatException($"A {FormatName} of version {FormatVersion} is expected; what was given is another format or a later version.");
        if (root.GetProperty("taxonomy").GetString() != taxonomy.Version)
            throw new FormatException($"The topics are of the taxonomy {root.GetProperty("taxonomy").GetString()}; {taxonomy.Version} is expected.");
        var request = new ReportRequest(
            new ReportingPeriod(LocalDatePattern.Iso.Parse(root.GetProperty("from").GetString()!).GetValueOrThrow(), LocalDatePattern.Iso.Parse(root.GetProperty("to").GetString()!).GetValueOrThrow()),
            Texts(root, "dimensions").Select(code => Dimensions.TryParse(code, out var dimension) ? dimension : throw Unknown(code)),
            Texts(root, "measures").Select(code => Measures.TryParse(code, out var measure) ? measure : throw Unknown(code)),
            AgeGroups.FromLowerBounds([.. Numbers(root, "age_groups").Select(n => checked((int)n))]),
            offices: OfficeDirectory.Read(root))
        {
            Topics = root.GetProperty("topics_as").GetString() is var coding && TopicCodings.TryParse(coding, out var topics) ? topics : throw Unknown(coding ?? ""),
        };
        var (cells, persons, keys) = (NewMap<Cell>(), NewMap<Person>(), new List<string>());
        foreach (var cell in root.GetProperty("cells").EnumerateArray())
        {
            keys.Add(ReportCell.KeyOf(cell.GetProperty("groups").EnumerateArray().Select(g => g.GetString())));
            cells.Add(keys[keys.Count - 1], Cell.Read(cell));
        }

        foreach (var element in root.GetProperty("persons").EnumerateArray())
        {
            var person = new Person();
            person.See(element.GetProperty("first").GetInt32(), null);
            foreach (var office in Texts(element, "offices"))
                person.See(person.FirstDay, office);
            var seen = Numbers(element, "cells").ToList();
            for (var i = 0; i + 2 < seen.Count; i += 3)
                person.SeeIn(keys[checked((int)seen[i])], checked((int)seen[i + 1]), seen[i + 2] == 1);
            persons.Add(element.GetProperty("person").GetString()!, person);
        }

        return new ReportAccumulator(request, taxonomy, cells, persons);
    }

    private static FormatException Unknown(string code) => new($"'{code}' is not known in this version; read the part with the version that wrote it, or a later one.");

    private static IEnumerable<string> Texts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!);

    private static IEnumerable<long> Numbers(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(e => e.GetInt64());

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static SortedDictionary<string, T> NewMap<T>() => new(StringComparer.Ordinal);

    private static SortedDictionary<string, T> Union<T>(SortedDictionary<string, T> left, SortedDictionary<string, T> right, Func<T, T, T> unite)
    {
        var union = new SortedDictionary<string, T>(left, StringComparer.Ordinal);
        foreach (var entry in right)
            union[entry.Key] = union.TryGetValue(entry.Key, out var own) ? unite(own, entry.Value) : entry.Value;
        return union;
    }

    /// <summary>What is added up in one cell. Filled while it is counted or read, never changed afterwards.</summary>
    private sealed class Cell
    {
        // Cases by what the period made of them: open at the start or opened in it, and open or closed at its end.
        private readonly long[] _cases = new long[4];
        private readonly SortedDictionary<int, long> _durations = [];
        private readonly SortedDictionary<int, long> _openDurations = [];
        private readonly SortedDictionary<int, long> _contactsPerCase = [];
        private long _contacts;
        private long _minutes;

        internal long CasesWithContacts { get; private set; }

        internal void AddCase(bool isOpened, bool isClosed, int days, int contacts)
        {
            _cases[(isOpened ? 2 : 0) + (isClosed ? 1 : 0)]++;
            Add(isClosed ? _durations : _openDurations, days, 1);
            Add(_contactsPerCase, contacts, 1);
        }

        internal void AddContacts(long contacts, long minutes, long cases)
        {
            _contacts += contacts;
            _minutes += minutes;
            CasesWithContacts += cases;
        }

        internal Cell With(Cell other)
        {
            var sum = new Cell();
            foreach (var part in (Cell[])[this, other])
            {
                for (var i = 0; i < _cases.Length; i++)
                    sum._cases[i] += part._cases[i];
                AddAll(sum._durations, part._durations);
                AddAll(sum._openDurations, part._openDurations);
                AddAll(sum._contactsPerCase, part._contactsPerCase);
                sum.AddContacts(part._contacts, part._minutes, part.CasesWithContacts);
            }

            return sum;
        }

        internal Dictionary<Measure, long> Figures(long[] persons) => new()
        {
            [Measure.OpenAtStart] = _cases[0] + _cases[1],
            [Measure.Opened] = _cases[2] + _cases[3],
            [Measure.Closed] = _cases[1] + _cases[3],
            [Measure.OpenAtEnd] = _cases[0] + _cases[2],
            [Measure.Served] = _cases.Sum(),
            [Measure.PersonsServed] = persons[0],
            [Measure.PersonsEver] = persons[1],
            [Measure.PersonsNew] = persons[2],
            [Measure.PersonsInSeveralOffices] = persons[3],
            [Measure.Contacts] = _contacts,
            [Measure.ContactMinutes] = _minutes,
            [Measure.DurationMedian] = Quantile(_durations, 50),
            [Measure.DurationP90] = Quantile(_durations, 90),
            [Measure.OpenDurationMedian] = Quantile(_openDurations, 50),
            [Measure.OpenDurationP90] = Quantile(_openDurations, 90),
            [Measure.ContactsMedian] = Quantile(_contactsPerCase, 50),
            [Measure.ContactsP90] = Quantile(_contactsPerCase, 90),
        };

        internal void Write(Utf8JsonWriter json)
        {
            WriteNumbers(json, "cases", _cases);
            WriteNumbers(json, "contacts", [_contacts, _minutes, CasesWithContacts]);
            WriteNumbers(json, "durations", Flat(_durations));
            WriteNumbers(json, "open_durations", Flat(_openDurations));
            WriteNumbers(json, "contacts_per_case", Flat(_contactsPerCase));
        }

        internal static Cell Read(JsonElement element)
        {
            var cell = new Cell();
            var cases = Numbers(element, "cases").ToArray();
            var contacts = Numbers(element, "contacts").ToArray();
            if (cases.Length != 4 || contacts.Length != 3)
                throw new FormatException("A cell of the part has four numbers of cases and three of contacts.");
            cases.CopyTo(cell._cases, 0);
            cell.AddContacts(contacts[0], contacts[1], contacts[2]);
            AddFlat(cell._durations, Numbers(element, "durations"));
            AddFlat(cell._openDurations, Numbers(element, "open_durations"));
            AddFlat(cell._contactsPerCase, Numbers(element, "contacts_per_case"));
            return cell;
        }

        private static IEnumerable<long> Flat(SortedDictionary<int, long> counts) => counts.SelectMany(c => (long[])[c.Key, c.Value]);

        private static void AddFlat(SortedDictionary<int, long> counts, IEnumerable<long> flat)
        {
            var numbers = flat.ToList();
            for (var i = 0; i + 1 < numbers.Count; i += 2)
                Add(counts, checked((int)numbers[i]), numbers[i + 1]);
        }

        private static void AddAll(SortedDictionary<int, long> counts, SortedDictionary<int, long> more)
        {
            foreach (var count in more)
                Add(counts, count.Key, count.Value);
        }

        private static void Add(SortedDictionary<int, long> counts, int value, long count) => counts[value] = (counts.TryGetValue(value, out var so) ? so : 0) + count;

        /// <summary>Nearest rank: the smallest value with at least the wanted share of the values at or below it.</summary>
        private static long Quantile(SortedDictionary<int, long> counts, int percent)
        {
            var rank = ((counts.Values.Sum() * percent) + 99) / 100;
            foreach (var count in counts)
            {
                rank -= count.Value;
                if (rank <= 0)
                    return count.Key;
            }

            return Cells.None;
        }
    }

    /// <summary>What is known of one person. Filled while it is counted or read, never changed afterwards.</summary>
    private sealed class Person
    {
        /// <summary>The day of the earliest opening, over all groups.</summary>
        internal int FirstDay { get; private set; } = int.MaxValue;

        /// <summary>Offices that serve the person in the period; the first two in ordinal order, as it matters only whether there are several.</summary>
        internal SortedSet<string> Offices { get; } = new(StringComparer.Ordinal);

        /// <summary>By cell: the day of the earliest opening there, and whether the person is served there in the period.</summary>
        internal SortedDictionary<string, (int FirstDay, bool IsServed)> Cells { get; } = new(StringComparer.Ordinal);

        internal void See(int openedOn, string? servedBy)
        {
            FirstDay = Math.Min(FirstDay, openedOn);
            if (servedBy is not null && Offices.Add(servedBy) && Offices.Count > 2)
                Offices.Remove(Offices.Max!);
        }

        internal void SeeIn(string cell, int openedOn, bool isServed)
        {
            var known = Cells.TryGetValue(cell, out var seen);
            Cells[cell] = known ? (Math.Min(seen.FirstDay, openedOn), seen.IsServed || isServed) : (openedOn, isServed);
        }

        internal Person With(Person other)
        {
            var united = new Person();
            foreach (var part in (Person[])[this, other])
            {
                united.See(part.FirstDay, null);
                foreach (var office in part.Offices)
                    united.See(part.FirstDay, office);
                foreach (var cell in part.Cells)
                    united.SeeIn(cell.Key, cell.Value.FirstDay, cell.Value.IsServed);
            }

            return united;
        }
    }
}
