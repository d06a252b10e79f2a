using System.Text.Json;
using KimCaseManagement.Reporting.Protection;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>What was published before (Veröffentlichungsverzeichnis): a new publication is protected against all of it, because readers lay tables side by side.</summary>
/// <remarks>
/// <para>Holds what readers have, no true figures: it may be kept where publications are kept. Immutable; a publication is added at the end.</para>
/// <para>As text: one JSON object a line, so that a file is continued by appending, and two files are joined by putting one behind the other.</para>
/// </remarks>
public sealed class PublicationLedger
{
    private readonly EquatableList<Publication> _publications;

    private PublicationLedger(IEnumerable<Publication> publications) => _publications = EquatableList<Publication>.CopyOf(publications);

    /// <summary>Nothing was published yet.</summary>
    public static PublicationLedger Empty { get; } = new([]);

    /// <summary>The publications, the first one first.</summary>
    public IReadOnlyList<Publication> Publications => _publications;

    /// <summary>The ledger with one more publication.</summary>
    public PublicationLedger With(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new PublicationLedger(_publications.Append(publication));
    }

    /// <summary>Reads a ledger from its text; empty lines count nothing.</summary>
    /// <exception cref="FormatException">A line is not what <see cref="Publication.ToJson"/> writes; the message names it.</exception>
    public static PublicationLedger Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var publications = new List<Publication>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0)
                continue;
            try
            {
                publications.Add(Publication.FromJson(lines[i]));
            }
            catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
            {
                throw new FormatException($"Line {i + 1} of the ledger is no publication: {wrong.Message}", wrong);
            }
        }

        return new PublicationLedger(publications);
    }

    /// <summary>The ledger as text.</summary>
    public override string ToString() => string.Concat(_publications.Select(p => p.ToJson() + "\n"));
}

/// <summary>One publication (Veröffentlichung): by whom, when, and what readers got.</summary>
public sealed class Publication
{
    /// <summary>Notes a publication.</summary>
    /// <param name="publisher">Who published it, such as the city or an office; any text.</param>
    /// <param name="on">The day.</param>
    /// <param name="report">What was published.</param>
    /// <exception cref="ArgumentException">The publisher is empty, the report is rounded, so that nothing could be kept withheld later, or it has <see cref="Measure.HouseholdsServed"/> or <see cref="Measure.PersonsInSeveralOffices"/>, beside which nothing can be protected later.</exception>
    public Publication(string publisher, LocalDate on, PublishedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (string.IsNullOrWhiteSpace(publisher))
            throw new ArgumentException("A publication needs a publisher.", nameof(publisher));
        if (report.RoundingBase is not null)
            throw new ArgumentException("A rounded report has no withheld counts that a ledger could keep; publish either rounded reports or withheld counts of the same register.", nameof(report));
        if (report.Request.Measures.FirstOrDefault(m => !m.IsOfOccurrences() && !LedgerModel.Knows(m)) is var alone and not Measure.Unspecified)
            throw new ArgumentException($"The measure '{alone.Code()}' can't be protected together with other publications; a ledger takes reports without it.", nameof(report));
        Publisher = publisher;
        On = on;
        Report = report;
    }

    /// <summary>Who published it.</summary>
    public string Publisher { get; }

    /// <summary>The day of the publication.</summary>
    public LocalDate On { get; }

    /// <summary>What was published.</summary>
    public PublishedReport Report { get; }

    /// <summary>The publication as one line of JSON.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var request = Report.Request;
            json.WriteStartObject();
            json.WriteString("publisher", Publisher);
            json.WriteString("on", LocalDatePattern.Iso.Format(On));
            json.WriteString("from", LocalDatePattern.Iso.Format(request.Period.From));
            json.WriteString("to", LocalDatePattern.Iso.Format(request.Period.To));
            WriteTexts(json, "dimensions", request.Dimensions.Select(Dimensions.Code));
            WriteTexts(json, "measures", request.Measures.Select(Measures.Code));
            json.WriteStartArray("age_groups");
            foreach (var bound in request.AgeGroups.LowerBounds)
                json.WriteNumberValue(bound);
            json.WriteEndArray();
            request.Offices.Write(json);
            json.WriteNumber("k", Report.K);
            json.WriteStartArray("rows");
            foreach (var row in Report.Rows)
            {
                json.WriteStartArray();
                foreach (var group in row.Groups)
                    json.WriteStringValue(group);
                for (var m = 0; m < request.Measures.Count; m++)
                {
                    if (row.IsWithheld(m))
                        json.WriteStringValue(ReportExport.WithheldSign);
                    else if (row.Values[m] is { } value)
                        json.WriteNumberValue(value);
                    else
                        json.WriteNullValue();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static Publication FromJson(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var dimensions = Texts(root, "dimensions").Select(code => Dimensions.TryParse(code, out var dimension) ? dimension : throw new FormatException($"'{code}' is no dimension.")).ToList();
        var measures = Texts(root, "measures").Select(code => Measures.TryParse(code, out var measure) ? measure : throw new FormatException($"'{code}' is no measure.")).ToList();
        var ages = AgeGroups.FromLowerBounds([.. root.GetProperty("age_groups").EnumerateArray().Select(bound => bound.GetInt32())]);
        var request = new ReportRequest(new ReportingPeriod(Day(root, "from"), Day(root, "to")), dimensions, measures, ages, offices: OfficeDirectory.Read(root));
        var rows = root.GetProperty("rows").EnumerateArray().Select(row => Row(row, dimensions.Count, measures.Count));
        return new Publication(root.GetProperty("publisher").GetString()!, Day(root, "on"), PublishedReport.Restore(request, root.GetProperty("k").GetInt32(), rows));
    }

    private static ReportRow Row(JsonElement row, int dimensions, int measures)
    {
        if (row.GetArrayLength() != dimensions + measures)
            throw new FormatException($"A row has {row.GetArrayLength()} entries; {dimensions + measures} would be right.");
        var values = new long?[measures];
        var withheld = 0UL;
        for (var m = 0; m < measures; m++)
        {
            var entry = row[dimensions + m];
            if (entry.ValueKind == JsonValueKind.String)
                withheld |= 1UL << m;
            else if (entry.ValueKind == JsonValueKind.Number)
                values[m] = entry.GetInt64();
        }

        return new ReportRow([.. Enumerable.Range(0, dimensions).Select(d => row[d].GetString())], values, withheld);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static IEnumerable<string?> Texts(JsonElement root, string name) => root.GetProperty(name).EnumerateArray().Select(text => text.GetString());

    private static LocalDate Day(JsonElement root, string name) =>
        LocalDatePattern.Iso.Parse(root.GetProperty(name).GetString() ?? "") is { Success: true } parsed ? parsed.Value : throw new FormatException($"'{name}' is no date; yyyy-MM-dd would be right.");
}
