using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>What one part of a city's cases contributes to a report (Teilauszählung): parts are counted anywhere, written, read, and merged in any order and tree, and give the report of all cases together.</summary>
/// <remarks>
/// <para>Merging is associative and commutative, <see cref="Empty"/> is its neutral element, and the same cases give the same bytes whatever the parts and their order. Every case belongs to exactly one part;
/// a person or a household may have cases in several: they stay distinct by their pseudonyms, which therefore stand in what is written. It is personal data and to be kept as such.</para>
/// <para>Nothing is kept that the measures asked for don't need: where none of them counts persons, no pseudonym of a person is in it, and no household where none counts households.</para>
/// <para>Memory grows with groups and with persons in each part, not with contacts, and not with the cases of a person in one part. Immutable and safe to use from many threads at once.</para>
/// </remarks>
public sealed class ReportAccumulator
{
    private const string FormatName = "kim-report-accumulator";
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Persons of merged parts stay apart as long as the parts are few: each is looked at once, when the report is made.</summary>
    private const int MostParts = 64;

    private readonly TopicTaxonomy _taxonomy;
    private readonly AccumulatedNeeds _needs;
    private readonly AccumulatedCells _cells;
    private readonly NumberedPersons[] _persons;
    private readonly NumberedPersons[] _households;

    private ReportAccumulator(ReportRequest request, TopicTaxonomy taxonomy, AccumulatedCells cells, NumberedPersons[] persons, NumberedPersons[] households)
    {
        Request = request;
        _taxonomy = taxonomy;
        _needs = new AccumulatedNeeds(request.Measures);
        _cells = cells;
        _persons = persons;
        _households = households;
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
        return new ReportAccumulator(request with { Topics = topics }, taxonomy ?? TopicTaxonomy.Core, AccumulatedCells.None, [], []);
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
        var index = new CellIndex([.. request.Dimensions.Select(d => Axis.Of(part, request, d))]);
        var (scan, needs) = (new PeriodScan(part, request.Period), new AccumulatedNeeds(request.Measures));
        var cells = AccumulatedCells.Of(index, part.Data, request, scan, contacts, out var numbers);
        NumberedPersons[] persons = needs.Persons ? [Numbered(AccumulatedPersons.Of(part, index, scan, cells.Count, numbers, needs.Offices), cells)] : [];
        NumberedPersons[] households = needs.Households ? [Numbered(AccumulatedPersons.OfHouseholds(part, index, scan, cells.Count, numbers), cells)] : [];
        return new ReportAccumulator(request with { Topics = part.Topics }, part.Taxonomy, cells, persons, households);
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
        var cells = _cells.With(other._cells, out var ownNumbers, out var itsNumbers);
        var (own, its) = (ownNumbers, itsNumbers);
        return new ReportAccumulator(Request, _taxonomy, cells, Together(_persons, other._persons), Together(_households, other._households));

        NumberedPersons[] Together(NumberedPersons[] here, NumberedPersons[] there)
        {
            List<NumberedPersons> parts = [.. here.Select(p => p.Renumbered(own)), .. there.Select(p => p.Renumbered(its))];
            if (parts.Count > MostParts)
            {
                // Those with the fewest persons, so that none is moved often.
                parts.Sort((left, right) => left.Persons.Count.CompareTo(right.Persons.Count));
                var small = parts.GetRange(0, parts.Count / 2);
                parts.RemoveRange(0, small.Count);
                parts.Add(Numbered(AccumulatedPersons.Of(small, cells.Count), cells));
            }

            return [.. parts];
        }
    }

    /// <summary>The report of all cases that were merged: the same as <see cref="Report.Count"/> gives over one register of them, of the measures asked for.</summary>
    public Report ToReport()
    {
        // By cell: persons served, ever, new, and served in several offices.
        var counts = new long[4 * _cells.Count];
        var from = Days.ToNumber(Request.Period.From);
        for (var persons = new PersonsInOrder(_persons, _cells.Count); persons.MoveNext();)
        {
            var person = persons.Person;
            foreach (var cell in person.Cells)
            {
                var isServed = person.IsServedIn(cell);
                counts[4 * cell] += isServed ? 1 : 0;
                counts[(4 * cell) + 1]++;
                counts[(4 * cell) + 2] += person.FirstDay >= from && person.FirstDayIn(cell) == person.FirstDay ? 1 : 0;
                counts[(4 * cell) + 3] += isServed && person.SecondOffice is not null ? 1 : 0;
            }
        }

        var households = new long[_cells.Count];
        for (var all = new PersonsInOrder(_households, _cells.Count); all.MoveNext();)
        {
            foreach (var cell in all.Person.Cells)
                households[cell]++;
        }

        var rows = new List<(IReadOnlyList<string?> Groups, IReadOnlyDictionary<Measure, long> Figures, long CasesWithContacts)>();
        for (var number = 0; number < _cells.Count; number++)
            Show(_cells.GroupsOf(number, Request), _cells[number], counts.AsSpan(4 * number, 4), households[number]);
        if (_cells.Count == 0)
            Show([.. Request.Dimensions.Select(_ => (string?)null)], AccumulatedCell.Zero, new long[4], 0);
        var order = GroupOrder.OfCells(Request);
        rows.Sort((left, right) => order(left.Groups, right.Groups));
        return new Report(Request, _taxonomy, new KeyedCells(rows));

        void Show(IReadOnlyList<string?> groups, AccumulatedCell cell, ReadOnlySpan<long> persons, long householdsOfCell)
        {
            var figures = cell.Figures(_needs, persons, householdsOfCell);
            if (groups.All(g => g is null) || Request.Measures.Any(m => figures[m] is not (0 or Cells.None)))
                rows.Add((groups, figures, cell.CasesWithContacts));
        }
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
        _cells.Write(json, Request);
        json.WriteStartArray("persons");
        for (var persons = new PersonsInOrder(_persons, _cells.Count); persons.MoveNext();)
        {
            var person = persons.Person;
            json.WriteStartObject();
            json.WriteString("person", persons.Key);
            json.WriteNumber("first", person.FirstDay);
            WriteTexts(json, "offices", ((string?[])[person.FirstOffice, person.SecondOffice]).OfType<string>());
            json.WriteStartArray("cells");
            foreach (var cell in person.CellsInOrder())
            {
                json.WriteNumberValue(cell);
                json.WriteNumberValue(person.FirstDayIn(cell));
                json.WriteNumberValue(person.IsServedIn(cell) ? 1 : 0);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_needs.Households)
            WriteHouseholds(json);
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
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
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
        var cells = AccumulatedCells.Read(root, request);
        var needs = new AccumulatedNeeds(request.Measures);
        return new ReportAccumulator(request, taxonomy, cells, ReadPersons(root, cells, needs), needs.Households ? ReadHouseholds(root, cells) : []);
    }

    private static NumberedPersons[] ReadPersons(JsonElement root, AccumulatedCells cells, AccumulatedNeeds needs)
    {
        var elements = root.GetProperty("persons");
        if (!needs.Persons)
            return [];
        var (person, persons) = (new SeenPerson(cells.Count), new AccumulatedPersons.Builder());
        foreach (var element in elements.EnumerateArray())
        {
            person.Begin();
            int[] seen = [.. Numbers(element, "cells").Select(n => checked((int)n))];
            if (seen.Length % 3 != 0)
                throw new FormatException("The cells of a person stand in threes: the cell, the day of the first opening, and whether a case was served.");
            for (var i = 0; i < seen.Length; i += 3)
                person.See(CellOf(seen[i], cells), SeenPerson.Seen(seen[i + 1], seen[i + 2] == 1));
            foreach (var office in needs.Offices ? Texts(element, "offices") : [])
                person.ServedBy(office);
            persons.Add(Encoding.UTF8.GetBytes(element.GetProperty("person").GetString()!), person);
        }

        return [Numbered(persons.Build(), cells)];
    }

    private void WriteHouseholds(Utf8JsonWriter json)
    {
        json.WriteStartArray("households");
        for (var households = new PersonsInOrder(_households, _cells.Count); households.MoveNext();)
        {
            json.WriteStartObject();
            json.WriteString("household", households.Key);
            WriteNumbers(json, "cells", households.Person.CellsInOrder().ToArray().Select(cell => (long)cell));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static NumberedPersons[] ReadHouseholds(JsonElement root, AccumulatedCells cells)
    {
        var (household, households) = (new SeenPerson(cells.Count), new AccumulatedPersons.Builder());
        foreach (var element in root.GetProperty("households").EnumerateArray())
        {
            household.Begin();
            foreach (var cell in Numbers(element, "cells"))
                household.See(CellOf(cell, cells), SeenPerson.JustServed);
            households.Add(Encoding.UTF8.GetBytes(element.GetProperty("household").GetString()!), household);
        }

        return [Numbered(households.Build(), cells)];
    }

    private static int CellOf(long number, AccumulatedCells cells) => number >= 0 && number < cells.Count ? (int)number : throw new FormatException($"There is no cell {number}.");

    private static NumberedPersons Numbered(AccumulatedPersons persons, AccumulatedCells cells) => new(persons, [.. Enumerable.Range(0, cells.Count)]);

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
}
