using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KimCaseManagement.Vocabulary;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>A report as a table to be written out: in CSV, JSON or Markdown, the same bytes for the same figures.</summary>
/// <remarks>Comes from <see cref="PublishedReport.Export"/>, or from <see cref="Report.ExportUnprotected"/>, whose outputs say that they are not for publication. Immutable.</remarks>
public sealed class ReportExport
{
    /// <summary>The sign for a total in CSV.</summary>
    public const string TotalSign = "*";

    /// <summary>The sign for a withheld figure, as German official statistics use it.</summary>
    public const string WithheldSign = ".";

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReportTexts _texts;
    private readonly long? _rowsLeftOut;

    internal ReportExport(ReportRequest request, string protection, IReadOnlyList<string> warnings, IReadOnlyList<ReportRow> rows, ReportTexts texts, long? rowsLeftOut)
    {
        Request = request;
        Protection = protection;
        Rows = rows;
        _texts = texts;
        _rowsLeftOut = rowsLeftOut;
        Notes = [.. warnings, .. texts.Notes(request), .. request.AsKnownAt is { } instant ? [texts.AsKnownAt(instant)] : Array.Empty<string>(), .. rowsLeftOut is { } left ? [texts.RowsLeftOut(left)] : Array.Empty<string>()];
    }

    /// <summary>What was asked for.</summary>
    public ReportRequest Request { get; }

    /// <summary>How the figures are protected; <c>none</c> for true figures.</summary>
    public string Protection { get; }

    /// <summary>The rows of the table, the grand total first.</summary>
    public IReadOnlyList<ReportRow> Rows { get; }

    /// <summary>What a reader has to know, sentence by sentence; a warning comes first.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The title, with the first and last day of the period.</summary>
    public string Title => _texts.Title(Request.Period);

    /// <summary>The headings of the columns: dimensions, then measures.</summary>
    public IReadOnlyList<string> Headings => [.. Request.Dimensions.Select(_texts.Heading), .. Request.Measures.Select(_texts.Heading)];

    /// <summary>The SHA-256 digest of period, protection and all rows, in hexadecimal digits: two reports with the same figures have the same, whatever the format or language.</summary>
    public string Digest
    {
        get
        {
            using var content = new StringWriter(CultureInfo.InvariantCulture);
            content.Write($"{Request.Period} {Protection}\n");
            WriteCsv(content);
            using var sha = System.Security.Cryptography.SHA256.Create();
#pragma warning disable CA1850 // The static method is missing on netstandard2.0.
            return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(content.ToString())).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
#pragma warning restore CA1850
        }
    }

    /// <summary>The names of the groups of a row.</summary>
    public IReadOnlyList<string> GroupNames(ReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return [.. row.Groups.Select((code, i) => _texts.Group(Request.Dimensions[i], code))];
    }

    /// <summary>The groups in the order of a figure, the greatest first (Rangfolge); equal figures have the same rank, and the next one is that many further on.</summary>
    /// <param name="measure">One of the measures of the report.</param>
    /// <returns>The rows that are no total over a dimension. Those whose figure is withheld or none come last, without a rank: their order would tell what is withheld.</returns>
    /// <exception cref="ArgumentException">The report doesn't have the measure.</exception>
    public IReadOnlyList<RankedRow> Ranking(Measure measure)
    {
        var place = Request.Measures.ToList().IndexOf(measure);
        if (place < 0)
            throw new ArgumentException($"The report doesn't have the measure '{measure.Code()}'.", nameof(measure));
        var rows = Rows.Where(r => r.Groups.All(g => g is not null)).ToList();
        var ranked = rows.Where(r => r.Values[place] is not null).OrderByDescending(r => r.Values[place]).ToList();
        return
        [
            .. ranked.Select(r => new RankedRow(ranked.FindIndex(other => other.Values[place] == r.Values[place]) + 1, r)),
            .. rows.Where(r => r.Values[place] is null).Select(r => new RankedRow(null, r)),
        ];
    }

    /// <summary>Writes one object; see the format's description in docs/reference.</summary>
    public void WriteJson(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var head = Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("period");
            json.WriteString("from", LocalDatePattern.Iso.Format(Request.Period.From));
            json.WriteString("to", LocalDatePattern.Iso.Format(Request.Period.To));
            json.WriteEndObject();
            WriteCodes(json, "dimensions", Request.Dimensions.Select(Dimensions.Code));
            WriteCodes(json, "measures", Request.Measures.Select(Measures.Code));
            json.WriteString("protection", Protection);
            if (Request.Topics != TopicCoding.Today)
                json.WriteString("topics_as", Request.Topics.Code());
            if (_rowsLeftOut is { } left)
                json.WriteNumber("rows_left_out", left);
            WriteProvenance(json);
            json.WriteEndObject();
        });
        output.Write(head.TrimEnd('}'));
        output.Write(",\"cells\":[");
        var first = true;
        foreach (var row in Rows)
        {
            output.Write(first ? "\n" : ",\n");
            output.Write(Json(json => WriteCell(json, row)));
            first = false;
        }

        output.Write("\n]}\n");
    }

    /// <summary>Writes CSV: one row a cell, codes as headings, a total is <c>*</c>, withheld is <c>.</c>, none is empty.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="dialect">For programs, or for a German spreadsheet.</param>
    public void WriteCsv(TextWriter output, CsvDialect dialect = CsvDialect.International)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (dialect == CsvDialect.German)
            output.Write('\uFEFF');
        WriteCsvRow(output, Request.Dimensions.Select(Dimensions.Code).Concat(Request.Measures.Select(Measures.Code)), dialect);
        foreach (var row in Rows)
            WriteCsvRow(output, row.Groups.Select(g => g ?? TotalSign).Concat(Request.Measures.Select((_, i) => row.Text(i))), dialect);
    }

    /// <summary>Writes one JSON-stat 2.0 dataset: the dimensions, then the measures as the metric; withheld figures have no value and the status <c>.</c></summary>
    public void WriteJsonStat(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var groups = Request.Dimensions.Select((_, d) => Rows.Select(r => r.Groups[d]).Distinct().ToList()).ToList();
        var places = groups.Select(g => g.Select((code, i) => (code: code ?? TotalSign, i)).ToDictionary(p => p.code, p => p.i, StringComparer.Ordinal)).ToList();
        output.Write(Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("version", "2.0");
            json.WriteString("class", "dataset");
            json.WriteString("label", Title);
            json.WriteStartArray("note");
            foreach (var note in Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            WriteCodes(json, "id", [.. Request.Dimensions.Select(Dimensions.Code), "measure"]);
            json.WriteStartArray("size");
            foreach (var g in groups)
                json.WriteNumberValue(g.Count);
            json.WriteNumberValue(Request.Measures.Count);
            json.WriteEndArray();
            json.WriteStartObject("role");
            WriteCodes(json, "metric", ["measure"]);
            json.WriteEndObject();
            json.WriteStartObject("dimension");
            for (var d = 0; d < groups.Count; d++)
                WriteCategories(json, Request.Dimensions[d].Code(), _texts.Heading(Request.Dimensions[d]), groups[d].Select(g => (g ?? TotalSign, _texts.Group(Request.Dimensions[d], g))));
            WriteCategories(json, "measure", _texts.MeasureHeading, Request.Measures.Select(m => (m.Code(), _texts.Heading(m))));
            json.WriteEndObject();
            json.WriteStartObject("value");
            ForEachFigure(places, (place, row, m) =>
            {
                if (row.Values[m] is { } value)
                    json.WriteNumber(place, value);
            });
            json.WriteEndObject();
            json.WriteStartObject("status");
            ForEachFigure(places, (place, row, m) =>
            {
                if (row.IsWithheld(m))
                    json.WriteString(place, WithheldSign);
            });
            json.WriteEndObject();
            json.WriteStartObject("extension");
            json.WriteString("from", LocalDatePattern.Iso.Format(Request.Period.From));
            json.WriteString("to", LocalDatePattern.Iso.Format(Request.Period.To));
            json.WriteString("protection", Protection);
            WriteProvenance(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
        output.Write('\n');
    }

    /// <summary>Writes a Markdown table under its title, with names instead of codes and the notes below.</summary>
    public void WriteMarkdown(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"**{EscapeMarkdown(Title)}**\n\n");
        WriteMarkdownRow(output, Headings.Select(EscapeMarkdown));
        WriteMarkdownRow(output, Request.Dimensions.Select(_ => "---").Concat(Request.Measures.Select(_ => "---:")));
        foreach (var row in Rows)
            WriteMarkdownRow(output, GroupNames(row).Select(EscapeMarkdown).Concat(Request.Measures.Select((_, i) => row.Text(i))));
        foreach (var note in Notes)
            output.Write($"\n{EscapeMarkdown(note)}\n");
    }

    /// <summary>By which rules and which list of topics it was counted, what was known, and the digest of the content.</summary>
    private void WriteProvenance(Utf8JsonWriter json)
    {
        json.WriteString("rules", ReportRequest.RulesVersion);
        json.WriteString("taxonomy", _texts.TaxonomyVersion);
        if (Request.AsKnownAt is { } instant)
            json.WriteString("as_known_at", InstantPattern.ExtendedIso.Format(instant));
        else
            json.WriteNull("as_known_at");
        json.WriteString("digest", Digest);
    }

    private static void WriteCodes(Utf8JsonWriter json, string name, IEnumerable<string> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes)
            json.WriteStringValue(code);
        json.WriteEndArray();
    }

    private static void WriteCategories(Utf8JsonWriter json, string code, string label, IEnumerable<(string Code, string Label)> categories)
    {
        var all = categories.ToList();
        json.WriteStartObject(code);
        json.WriteString("label", label);
        json.WriteStartObject("category");
        WriteCodes(json, "index", all.Select(c => c.Code));
        json.WriteStartObject("label");
        foreach (var category in all)
            json.WriteString(category.Code, category.Label);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void ForEachFigure(List<Dictionary<string, int>> places, Action<string, ReportRow, int> visit)
    {
        foreach (var row in Rows)
        {
            var place = 0L;
            for (var d = 0; d < places.Count; d++)
                place = (place * places[d].Count) + places[d][row.Groups[d] ?? TotalSign];
            for (var m = 0; m < Request.Measures.Count; m++)
                visit(((place * Request.Measures.Count) + m).ToString(CultureInfo.InvariantCulture), row, m);
        }
    }

    private void WriteCell(Utf8JsonWriter json, ReportRow row)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Groups.Count; i++)
            json.WriteString(Request.Dimensions[i].Code(), row.Groups[i]);
        for (var i = 0; i < row.Values.Count; i++)
        {
            if (row.Values[i] is { } value)
                json.WriteNumber(Request.Measures[i].Code(), value);
            else
                json.WriteNull(Request.Measures[i].Code());
        }

        if (row.HasWithheld)
            WriteCodes(json, "withheld", Request.Measures.Where((_, i) => row.IsWithheld(i)).Select(Measures.Code));
        json.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
            write(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteCsvRow(TextWriter output, IEnumerable<string> fields, CsvDialect dialect)
    {
        output.Write(string.Join(dialect == CsvDialect.German ? ";" : ",", fields.Select(f => QuoteForCsv(f, dialect))));
        output.Write(dialect == CsvDialect.German ? "\r\n" : "\n");
    }

    private static string QuoteForCsv(string field, CsvDialect dialect)
    {
        // A spreadsheet would compute what begins like a formula; an apostrophe makes it text. Figures are never negative.
        if (dialect == CsvDialect.German && field.Length > 0 && field[0] is '=' or '+' or '-' or '@' or '\t')
            field = "'" + field;
        return field.IndexOfAny([',', ';', '"', '\n', '\r']) < 0 ? field : "\"" + field.Replace("\"", "\"\"") + "\"";
    }

    private static void WriteMarkdownRow(TextWriter output, IEnumerable<string> fields) => output.Write("| " + string.Join(" | ", fields) + " |\n");

    private static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '|' or '\\' or '*' or '_' or '`' or '[' or ']' or '<' or '>' or '#')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}

/// <summary>For whom CSV is written.</summary>
public enum CsvDialect
{
    /// <summary>Comma, no mark, line feed: for programs.</summary>
    International = 0,

    /// <summary>Semicolon, byte order mark, CR LF, and nothing that a spreadsheet takes for a formula: opens in a German Excel.</summary>
    German = 1,
}

/// <summary>A row with its rank.</summary>
public sealed class RankedRow
{
    internal RankedRow(int? rank, ReportRow row)
    {
        Rank = rank;
        Row = row;
    }

    /// <summary>The rank, 1 the greatest figure; null where there is none to be told.</summary>
    public int? Rank { get; }

    /// <summary>The row.</summary>
    public ReportRow Row { get; }
}

/// <summary>One row of a report's table.</summary>
public sealed class ReportRow
{
    private readonly EquatableList<string?> _groups;
    private readonly EquatableList<long?> _values;
    private readonly ulong _withheld;

    internal ReportRow(IReadOnlyList<string?> groups, long?[] ownedValues, ulong withheld)
    {
        _groups = EquatableList<string?>.CopyOf(groups);
        _values = new EquatableList<long?>(ownedValues);
        _withheld = withheld;
    }

    /// <summary>For each dimension the code of the group; null for the total over it.</summary>
    public IReadOnlyList<string?> Groups => _groups;

    /// <summary>For each measure the figure; null where there is none or it is withheld.</summary>
    public IReadOnlyList<long?> Values => _values;

    internal bool HasWithheld => _withheld != 0;

    /// <summary>True where the figure of the measure at this place is withheld.</summary>
    public bool IsWithheld(int measure) => (_withheld >> measure & 1) != 0;

    /// <summary>The figure as text: digits, the sign for what is withheld, or nothing.</summary>
    public string Text(int measure) => IsWithheld(measure) ? ReportExport.WithheldSign : _values[measure]?.ToString(CultureInfo.InvariantCulture) ?? "";
}
