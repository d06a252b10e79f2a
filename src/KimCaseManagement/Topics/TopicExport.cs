using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>Writes a taxonomy for other programs: SKOS as Turtle and JSON-LD, and CSV.</summary>
/// <remarks>Hidden topics are left out, deprecated ones are marked. Lines end with a line feed and the same taxonomy gives the same text on every machine.
/// Source: SKOS Reference, W3C Recommendation of 18 August 2009.</remarks>
public static class TopicExport
{
    /// <summary>The address under which concepts stand unless a host gives its own; a reserved name, so that nobody's web site is claimed.</summary>
    public const string DefaultBase = "https://kim-case-management.example/topics/";

    private const string Skos = "http://www.w3.org/2004/02/skos/core#";
    private const string Owl = "http://www.w3.org/2002/07/owl#";
    private const string Dct = "http://purl.org/dc/terms/";

    /// <summary>Writes SKOS as Turtle.</summary>
    /// <param name="taxonomy">What to write.</param>
    /// <param name="output">Where to.</param>
    /// <param name="baseAddress">Absolute address that codes are appended to.</param>
    /// <exception cref="ArgumentException"><paramref name="baseAddress"/> is not an absolute address that ends with '/', '#' or ':'.</exception>
    public static void WriteTurtle(TopicTaxonomy taxonomy, TextWriter output, string baseAddress = DefaultBase)
    {
        var topics = Exported(taxonomy, output, baseAddress);
        output.Write($"@prefix skos: <{Skos}> .\n@prefix owl: <{Owl}> .\n@prefix dct: <{Dct}> .\n\n");
        output.Write($"<{Scheme(baseAddress)}> a skos:ConceptScheme ;\n  dct:title \"Themenkatalog der Integrationsberatung\"@de , \"Topics of integration counselling\"@en ;\n  owl:versionInfo \"{taxonomy.Version}\" ;\n");
        output.Write("  skos:hasTopConcept " + string.Join(" ,\n    ", topics.Where(t => t.Broader is null).Select(t => $"<{baseAddress}{t.Code}>")) + " .\n");
        foreach (var topic in topics)
        {
            output.Write($"\n<{baseAddress}{topic.Code}> a skos:Concept ;\n  skos:inScheme <{Scheme(baseAddress)}> ;\n  skos:notation \"{topic.Code}\"");
            if (topic.Broader is { } broader)
                output.Write($" ;\n  skos:broader <{baseAddress}{broader}>");
            else
                output.Write($" ;\n  skos:topConceptOf <{Scheme(baseAddress)}>");
            WriteObjects(output, "skos:narrower", topics.Where(t => t.Broader == topic.Code).Select(t => $"<{baseAddress}{t.Code}>"));
            WriteObjects(output, "skos:prefLabel", topic.Languages.Select(l => Literal(topic.Label(l).Text, l)));
            WriteObjects(output, "skos:altLabel", topic.Languages.SelectMany(l => topic.AltLabels(l).Select(a => Literal(a, l))));
            WriteObjects(output, "skos:hiddenLabel", topic.Languages.SelectMany(l => topic.HiddenLabels(l).Select(a => Literal(a, l))));
            WriteObjects(output, "skos:scopeNote", topic.Languages.Where(l => HasNote(topic, l)).Select(l => Literal(topic.ScopeNote(l)!.Text, l)));
            WriteObjects(output, "skos:editorialNote", Drafts(topic).Select(n => Literal(n, LanguageTag.English)));
            if (topic.Since.Length > 0)
                WriteObjects(output, "skos:historyNote", [Literal(History(topic), LanguageTag.English)]);
            if (topic.IsDeprecated)
                output.Write(" ;\n  owl:deprecated true");
            WriteObjects(output, "dct:isReplacedBy", Successors(topic).Select(c => $"<{baseAddress}{c}>"));
            foreach (var relation in topic.Mappings.GroupBy(m => m.Relation))
                WriteObjects(output, "skos:" + Property(relation.Key), relation.Select(m => $"<{m.Target}>"));
            output.Write(" .\n");
        }
    }

    /// <summary>Writes SKOS as JSON-LD with its context inside.</summary>
    /// <param name="taxonomy">What to write.</param>
    /// <param name="output">Where to.</param>
    /// <param name="baseAddress">Absolute address that codes are appended to.</param>
    /// <exception cref="ArgumentException"><paramref name="baseAddress"/> is not an absolute address that ends with '/', '#' or ':'.</exception>
    public static void WriteJsonLd(TopicTaxonomy taxonomy, TextWriter output, string baseAddress = DefaultBase)
    {
        var topics = Exported(taxonomy, output, baseAddress);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteContext(json);
            json.WriteStartArray("@graph");
            json.WriteStartObject();
            json.WriteString("@id", Scheme(baseAddress));
            json.WriteString("@type", "ConceptScheme");
            json.WriteStartObject("title");
            json.WriteString("de", "Themenkatalog der Integrationsberatung");
            json.WriteString("en", "Topics of integration counselling");
            json.WriteEndObject();
            json.WriteString("versionInfo", taxonomy.Version);
            WriteStrings(json, "hasTopConcept", topics.Where(t => t.Broader is null).Select(t => baseAddress + t.Code));
            json.WriteEndObject();
            foreach (var topic in topics)
                WriteConcept(json, topic, topics, baseAddress);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    /// <summary>Writes one row a topic: code, broader, since, deprecated_since, replaced_by, split_into, local, and a label and its review mark for each language.</summary>
    /// <param name="taxonomy">What to write.</param>
    /// <param name="output">Where to.</param>
    public static void WriteCsv(TopicTaxonomy taxonomy, TextWriter output)
    {
        var topics = Exported(taxonomy, output, DefaultBase);
        var languages = topics.SelectMany(t => t.Languages).Distinct().ToList();
        output.Write("code,broader,since,deprecated_since,replaced_by,split_into,local");
        foreach (var language in languages)
            output.Write($",label_{language},review_{language}");
        output.Write(",scope_note_de,scope_note_en\n");
        foreach (var topic in topics)
        {
            var fields = new List<string>
            {
                topic.Code.Value, topic.Broader?.Value ?? "", topic.Since, topic.DeprecatedSince ?? "", topic.ReplacedBy?.Value ?? "",
                string.Join("|", topic.SplitInto), topic.IsLocal ? "yes" : "no",
            };
            foreach (var language in languages)
            {
                var has = topic.Of(language) is not null;
                fields.Add(has ? topic.Label(language).Text : "");
                fields.Add(!has ? "" : topic.IsReviewed(language) ? "reviewed" : "machine");
            }

            fields.Add(Note(topic, LanguageTag.German));
            fields.Add(Note(topic, LanguageTag.English));
            output.Write(string.Join(",", fields.Select(Quote)));
            output.Write('\n');
        }
    }

    private static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartObject("@context");
        json.WriteString("skos", Skos);
        json.WriteString("owl", Owl);
        json.WriteString("dct", Dct);
        json.WriteString("ConceptScheme", "skos:ConceptScheme");
        json.WriteString("Concept", "skos:Concept");
        json.WriteString("notation", "skos:notation");
        json.WriteString("versionInfo", "owl:versionInfo");
        json.WriteString("deprecated", "owl:deprecated");
        foreach (var property in new[] { "inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower", "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch" })
            WriteTerm(json, property, "skos:" + property, "@type", "@id");
        WriteTerm(json, "isReplacedBy", "dct:isReplacedBy", "@type", "@id");
        WriteTerm(json, "title", "dct:title", "@container", "@language");
        foreach (var property in new[] { "prefLabel", "altLabel", "hiddenLabel", "scopeNote", "editorialNote", "historyNote" })
            WriteTerm(json, property, "skos:" + property, "@container", "@language");
        json.WriteEndObject();
    }

    private static void WriteTerm(Utf8JsonWriter json, string name, string id, string keyword, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("@id", id);
        json.WriteString(keyword, value);
        json.WriteEndObject();
    }

    private static void WriteConcept(Utf8JsonWriter json, Topic topic, IReadOnlyList<Topic> topics, string baseAddress)
    {
        json.WriteStartObject();
        json.WriteString("@id", baseAddress + topic.Code);
        json.WriteString("@type", "Concept");
        json.WriteString("inScheme", Scheme(baseAddress));
        json.WriteString("notation", topic.Code.Value);
        if (topic.Broader is { } broader)
            json.WriteString("broader", baseAddress + broader);
        else
            json.WriteString("topConceptOf", Scheme(baseAddress));
        WriteStrings(json, "narrower", topics.Where(t => t.Broader == topic.Code).Select(t => baseAddress + t.Code));
        WriteByLanguage(json, "prefLabel", topic, l => [topic.Label(l).Text]);
        WriteByLanguage(json, "altLabel", topic, topic.AltLabels);
        WriteByLanguage(json, "hiddenLabel", topic, topic.HiddenLabels);
        WriteByLanguage(json, "scopeNote", topic, l => HasNote(topic, l) ? [topic.ScopeNote(l)!.Text] : []);
        if (Drafts(topic).ToList() is { Count: > 0 } drafts)
            WriteEnglish(json, "editorialNote", drafts[0]);
        if (topic.Since.Length > 0)
            WriteEnglish(json, "historyNote", History(topic));
        if (topic.IsDeprecated)
            json.WriteBoolean("deprecated", true);
        WriteStrings(json, "isReplacedBy", Successors(topic).Select(c => baseAddress + c));
        foreach (var relation in topic.Mappings.GroupBy(m => m.Relation))
            WriteStrings(json, Property(relation.Key), relation.Select(m => m.Target));
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        var all = values.ToList();
        if (all.Count == 0)
            return;
        json.WriteStartArray(property);
        foreach (var value in all)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteByLanguage(Utf8JsonWriter json, string property, Topic topic, Func<LanguageTag, IReadOnlyList<string>> texts)
    {
        var any = topic.Languages.Select(l => (Language: l, Texts: texts(l))).Where(t => t.Texts.Count > 0).ToList();
        if (any.Count == 0)
            return;
        json.WriteStartObject(property);
        foreach (var (language, all) in any)
        {
            if (all.Count == 1)
                json.WriteString(language.Value, all[0]);
            else
                WriteStrings(json, language.Value, all);
        }

        json.WriteEndObject();
    }

    private static void WriteEnglish(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("en", text);
        json.WriteEndObject();
    }

    private static void WriteObjects(TextWriter output, string property, IEnumerable<string> objects)
    {
        var separator = $" ;\n  {property} ";
        foreach (var value in objects)
        {
            output.Write(separator);
            output.Write(value);
            separator = " , ";
        }
    }

    private static List<Topic> Exported(TopicTaxonomy taxonomy, TextWriter output, string baseAddress)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!Uri.TryCreate(baseAddress, UriKind.Absolute, out _) || baseAddress[baseAddress.Length - 1] is not ('/' or '#' or ':') || baseAddress.Any(c => c is '<' or '>' or '"' or '{' or '}' or '|' or '\\' or '^' or '`' or <= ' '))
            throw new ArgumentException($"'{baseAddress}' can't be put before a code; an absolute address that ends with '/', '#' or ':' is expected, such as '{DefaultBase}'.", nameof(baseAddress));
        return [.. taxonomy.All.Where(t => !t.IsHidden)];
    }

    private static string Scheme(string baseAddress) => baseAddress + "scheme";

    private static IEnumerable<TopicCode> Successors(Topic topic) => topic.ReplacedBy is { } successor ? [successor] : topic.SplitInto;

    private static bool HasNote(Topic topic, LanguageTag language) => Note(topic, language).Length > 0;

    private static string Note(Topic topic, LanguageTag language) => topic.ScopeNote(language) is { IsFallback: false } note ? note.Text : "";

    private static IEnumerable<string> Drafts(Topic topic)
    {
        var drafts = topic.Languages.Where(l => !topic.IsReviewed(l)).ToList();
        if (drafts.Count > 0)
            yield return $"Labels not yet checked by a speaker of the language: {string.Join(", ", drafts)}.";
    }

    private static string History(Topic topic) =>
        topic.DeprecatedSince is { } until ? $"Since {topic.Since}, deprecated since {until}." : $"Since {topic.Since}.";

    private static string Property(TopicMappingRelation relation) => relation switch
    {
        TopicMappingRelation.ExactMatch => "exactMatch",
        TopicMappingRelation.CloseMatch => "closeMatch",
        TopicMappingRelation.BroadMatch => "broadMatch",
        TopicMappingRelation.NarrowMatch => "narrowMatch",
        _ => "relatedMatch",
    };

    private static string Literal(string text, LanguageTag language)
    {
        var escaped = new StringBuilder(text.Length + 8);
        escaped.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.Append("\"@").Append(language.Value).ToString();
    }

    private static string Quote(string text) =>
        text.IndexOfAny([',', '"', '\n', '\r']) < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
}
