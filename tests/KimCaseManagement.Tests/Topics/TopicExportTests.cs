using System.Text.Json;
using System.Text.RegularExpressions;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Topics;

/// <summary>The SKOS export keeps the integrity conditions of the recommendation, and Turtle and JSON-LD say the same.</summary>
public sealed class TopicExportTests
{
    private const string Skos = "http://www.w3.org/2004/02/skos/core#";
    private static readonly Regex Token = new(
        """@prefix (?<prefix>\w+): <(?<address>[^>]+)>|<(?<iri>[^>]+)>|"(?<text>(?:[^"\\]|\\.)*)"(?:@(?<language>[\w-]+))?|(?<name>\w+:\w+)|(?<word>\w+)|(?<mark>[;,.])""",
        RegexOptions.CultureInvariant);

    private static readonly HashSet<(string Subject, string Property, string Object)> Turtle = ReadTurtle(Written(TopicTaxonomy.Core));

    [Fact]
    public void Turtle_and_JsonLd_hold_the_same_triples() => Assert.Equal(
        ReadJsonLd(TopicTaxonomy.Core).Select(t => t.ToString()).Order(StringComparer.Ordinal),
        Turtle.Select(t => t.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void S9_no_concept_is_a_scheme() =>
        Assert.Empty(Subjects("rdf:type", Skos + "Concept").Intersect(Subjects("rdf:type", Skos + "ConceptScheme")));

    [Fact]
    public void S13_no_text_is_two_kinds_of_label_of_one_concept()
    {
        var labels = Turtle.Where(t => t.Property is Skos + "prefLabel" or Skos + "altLabel" or Skos + "hiddenLabel").Select(t => (t.Subject, t.Object)).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Fact]
    public void S14_every_concept_has_one_preferred_label_in_each_language()
    {
        foreach (var concept in Subjects("rdf:type", Skos + "Concept"))
        {
            var languages = Turtle.Where(t => t.Subject == concept && t.Property == Skos + "prefLabel").Select(t => t.Object.Split("\"@")[^1]).ToList();
            Assert.Equal(TopicTaxonomy.Languages.Select(l => l.Value).Order(StringComparer.Ordinal), languages.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void S27_nothing_is_related_to_what_lies_above_it_and_the_tree_has_neither_cycles_nor_orphans()
    {
        Assert.DoesNotContain(Turtle, t => t.Property == Skos + "related");
        var broader = Turtle.Where(t => t.Property == Skos + "broader").ToDictionary(t => t.Subject, t => t.Object);
        Assert.Equal(broader.Select(b => (b.Value, b.Key)).Order(), Turtle.Where(t => t.Property == Skos + "narrower").Select(t => (t.Subject, t.Object)).Order());
        var tops = Turtle.Where(t => t.Property == Skos + "hasTopConcept").Select(t => t.Object).ToHashSet();
        Assert.Equal(tops.Order(), Turtle.Where(t => t.Property == Skos + "topConceptOf").Select(t => t.Subject).Order());
        foreach (var concept in Subjects("rdf:type", Skos + "Concept"))
        {
            var (top, steps) = (concept, 0);
            while (broader.TryGetValue(top, out var above) && steps++ < 10)
                top = above;
            Assert.Contains(top, tops);
        }
    }

    [Fact]
    public void S27_and_S46_hold_with_everything_that_follows_from_the_mappings()
    {
        Assert.Empty(ConflictsOf(Turtle));
        Assert.True(Turtle.Count(t => t.Property.EndsWith("Match", StringComparison.Ordinal)) >= 100);
    }

    [Theory]
    [InlineData("A exactMatch X", "A broadMatch X")]
    [InlineData("A exactMatch X", "A relatedMatch X")]
    [InlineData("A exactMatch X", "B exactMatch X", "A relatedMatch B")]
    [InlineData("A exactMatch X", "X exactMatch Y", "A broadMatch Y")]
    [InlineData("A broadMatch X", "A relatedMatch X")]
    [InlineData("A broader B", "B broadMatch X", "A relatedMatch X")]
    [InlineData("A narrowMatch X", "A broader B", "B relatedMatch X")]
    [InlineData("A broadMatch X", "A narrowMatch X")]
    public void A_conflict_of_mappings_is_seen(params string[] statements) =>
        Assert.NotEmpty(ConflictsOf([.. statements.Select(s => s.Split(' ')).Select(p => (p[0], Skos + p[1], p[2]))]));

    [Fact]
    public void Every_mapping_leads_to_one_concept_of_a_named_scheme_and_only_once()
    {
        var mappings = TopicTaxonomy.Core.All.SelectMany(t => t.Mappings.Select(m => (t.Code, m.Target, m.Source, m.Relation))).ToList();
        Assert.Equal(mappings.Count, mappings.DistinctBy(m => (m.Code, m.Target)).Count());
        Assert.All(mappings, m => Assert.Matches("^http://eurovoc\\.europa\\.eu/(c_[0-9a-f]{8}|[0-9]+)$", m.Target));
        Assert.All(mappings, m => Assert.Same(Sources.EuroVoc, m.Source));
        var exact = mappings.Where(m => m.Relation == TopicMappingRelation.ExactMatch).ToList();
        Assert.Equal(exact.Count, exact.DistinctBy(m => m.Target).Count());
    }

    [Fact]
    public void Every_concept_has_its_code_as_notation() => Assert.Equal(
        TopicTaxonomy.Core.All.Select(t => (TopicExport.DefaultBase + t.Code, $"\"{t.Code}\"")).Order(),
        Turtle.Where(t => t.Property == Skos + "notation").Select(t => (t.Subject, t.Object)).Order());

    [Fact]
    public void Own_renamed_and_hidden_topics_go_along()
    {
        var taxonomy = TopicTaxonomy.Core.Extend([new TopicExtensionRow("HERNE-CHOIR", broader: "SOC-LEISURE", label: "Chor \"Vielklang\" \\ Herne"), new TopicExtensionRow("DEB", "hide"), new TopicExtensionRow("HOU", "rename", label: "Wohnung")]).Taxonomy!;
        var triples = ReadTurtle(Written(taxonomy, "https://city.example/t#"));
        Assert.Contains(("https://city.example/t#HERNE-CHOIR", Skos + "prefLabel", "\"Chor \"Vielklang\" \\ Herne\"@de"), triples);
        Assert.DoesNotContain(triples, t => t.Subject.Contains("#DEB", StringComparison.Ordinal) || t.Object.Contains("#DEB", StringComparison.Ordinal));
        var labels = triples.Where(t => t.Subject == "https://city.example/t#HOU" && t.Property.EndsWith("Label", StringComparison.Ordinal)).Select(t => t.Object).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Fact]
    public void What_was_merged_split_or_corresponds_elsewhere_goes_along()
    {
        TopicCode a = TopicCode.From("A"), b = TopicCode.From("B"), c = TopicCode.From("C");
        TopicRow[] rows = [new(a, null, "1", "2", b), new(b, null, "1"), new(c, null, "1", "2", splitInto: [a, b])];
        var taxonomy = new TopicTaxonomy("2", [new TopicRelease("1", "", ""), new TopicRelease("2", "", "")], [.. rows.Select(r =>
            new Topic(r, [TopicTerms.Of(LanguageTag.German, "Thema " + r.Code, true, [], [], "")], _ => [new TopicMapping(TopicMappingRelation.CloseMatch, "https://other.example/" + r.Code)]))]);
        var triples = ReadTurtle(Written(taxonomy));
        Assert.Equal(triples.Select(t => t.ToString()).Order(StringComparer.Ordinal), ReadJsonLd(taxonomy).Select(t => t.ToString()).Order(StringComparer.Ordinal));
        const string Base = TopicExport.DefaultBase;
        Assert.Contains((Base + "A", "http://www.w3.org/2002/07/owl#deprecated", "true"), triples);
        Assert.Contains((Base + "A", "http://purl.org/dc/terms/isReplacedBy", Base + "B"), triples);
        Assert.Equal(2, triples.Count(t => t.Subject == Base + "C" && t.Property == "http://purl.org/dc/terms/isReplacedBy"));
        Assert.Contains((Base + "B", Skos + "closeMatch", "https://other.example/B"), triples);
        Assert.Contains((Base + "scheme", "http://www.w3.org/2002/07/owl#versionInfo", "\"2\""), triples);
    }

    [Theory]
    [InlineData("topics")]
    [InlineData("https://city.example/topics")]
    [InlineData("https://city.example/<x>/")]
    [InlineData("https://city.example/a b/")]
    public void A_base_that_codes_cannot_follow_is_refused(string address) =>
        Assert.Contains(address, Assert.Throws<ArgumentException>(() => Written(TopicTaxonomy.Core, address)).Message, StringComparison.Ordinal);

    [Fact]
    public void Csv_has_a_row_for_every_topic_and_a_label_in_every_language()
    {
        var output = new StringWriter();
        TopicExport.WriteCsv(TopicTaxonomy.Core, output);
        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.StartsWith("code,broader,since,deprecated_since,replaced_by,split_into,local,label_de,review_de,label_de-simple,", lines[0], StringComparison.Ordinal);
        Assert.Equal(TopicTaxonomy.Core.All.Select(t => $"{t.Code},{t.Broader},1.0,,,,no,"), lines.Skip(1).Select(l => string.Join(",", l.Split(',').Take(7)) + ","));
    }

    /// <summary>What contradicts S27 (related and broader, however far) or S46 (exact match, however far, and broader or related match), or goes round in a circle.</summary>
    private static List<string> ConflictsOf(HashSet<(string Subject, string Property, string Object)> triples)
    {
        var pairs = triples.Where(t => t.Property.StartsWith(Skos, StringComparison.Ordinal)).Select(t => (t.Subject, Property: t.Property[Skos.Length..], t.Object)).ToList();
        HashSet<(string, string)> Of(string property, string inverse) =>
            [.. pairs.Where(p => p.Property == property).Select(p => (p.Subject, p.Object)).Concat(pairs.Where(p => p.Property == inverse).Select(p => (p.Object, p.Subject)))];
        var broadMatch = Of("broadMatch", "narrowMatch");
        var relatedMatch = Of("relatedMatch", "relatedMatch");
        var exact = Closure(Of("exactMatch", "exactMatch"));
        var broader = Closure([.. Of("broader", "narrower"), .. broadMatch]);
        var related = Of("related", "related");
        related.UnionWith(relatedMatch);
        return
        [
            .. broader.Where(p => p.Item1 == p.Item2).Select(p => $"circle at {p.Item1}"),
            .. related.Where(broader.Contains).Select(p => $"S27 {p}"),
            .. exact.Where(p => p.Item1 != p.Item2 && (broadMatch.Contains(p) || relatedMatch.Contains(p))).Select(p => $"S46 {p}"),
        ];
    }

    private static HashSet<(string, string)> Closure(HashSet<(string From, string To)> pairs)
    {
        var next = pairs.ToLookup(p => p.From, p => p.To);
        var all = new HashSet<(string, string)>();
        foreach (var start in pairs.Select(p => p.From).Distinct())
        {
            var pending = new Queue<string>(next[start]);
            while (pending.Count > 0)
            {
                var to = pending.Dequeue();
                if (!all.Add((start, to)))
                    continue;
                foreach (var further in next[to])
                    pending.Enqueue(further);
            }
        }

        return all;
    }

    private static IEnumerable<string> Subjects(string property, string value) => Turtle.Where(t => t.Property == property && t.Object == value).Select(t => t.Subject);

    private static string Written(TopicTaxonomy taxonomy, string address = TopicExport.DefaultBase)
    {
        var output = new StringWriter();
        TopicExport.WriteTurtle(taxonomy, output, address);
        return output.ToString();
    }

    private static HashSet<(string Subject, string Property, string Object)> ReadTurtle(string text)
    {
        var triples = new HashSet<(string Subject, string Property, string Object)>();
        var prefixes = new Dictionary<string, string>();
        var (subject, property) = ("", "");
        foreach (Match token in Token.Matches(text))
        {
            string Group(string name) => token.Groups[name].Value;
            if (token.Groups["prefix"].Success)
            {
                prefixes[Group("prefix")] = Group("address");
                continue;
            }

            if (token.Groups["mark"].Success)
            {
                (subject, property) = Group("mark") switch { "." => ("", ""), ";" => (subject, ""), _ => (subject, property) };
                continue;
            }

            var value = token.Groups["iri"].Success ? Group("iri")
                : token.Groups["text"].Success ? "\"" + Regex.Unescape(Group("text")) + "\"" + (token.Groups["language"].Success ? "@" + Group("language") : "")
                : token.Groups["name"].Success ? prefixes[Group("name").Split(':')[0]] + Group("name").Split(':')[1]
                : Group("word") == "a" ? "rdf:type" : Group("word");
            if (subject.Length == 0)
                subject = value;
            else if (property.Length == 0)
                property = value;
            else
                Assert.True(triples.Add((subject, property, value)), $"{subject} {property} {value} stands there twice.");
        }

        return triples;
    }

    private static List<(string, string, string)> ReadJsonLd(TopicTaxonomy taxonomy)
    {
        var output = new StringWriter();
        TopicExport.WriteJsonLd(taxonomy, output);
        using var document = JsonDocument.Parse(output.ToString());
        var context = document.RootElement.GetProperty("@context");
        var triples = new List<(string, string, string)>();
        foreach (var node in document.RootElement.GetProperty("@graph").EnumerateArray())
        {
            var subject = node.GetProperty("@id").GetString()!;
            foreach (var property in node.EnumerateObject().Where(p => p.Name != "@id"))
            {
                if (property.Name == "@type")
                {
                    triples.Add((subject, "rdf:type", Expand(property.Value.GetString()!)));
                    continue;
                }

                var isAddress = context.GetProperty(property.Name) is { ValueKind: JsonValueKind.Object } term && term.TryGetProperty("@type", out _);
                foreach (var (language, value) in property.Value.ValueKind == JsonValueKind.Object ? property.Value.EnumerateObject().Select(p => ("@" + p.Name, p.Value)) : [("", property.Value)])
                {
                    foreach (var one in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
                        triples.Add((subject, Expand(property.Name), isAddress ? one.GetString()! : one.ValueKind == JsonValueKind.String ? $"\"{one.GetString()}\"{language}" : one.GetRawText()));
                }
            }
        }

        return triples;

        string Expand(string name)
        {
            var term = context.GetProperty(name);
            var parts = (term.ValueKind == JsonValueKind.String ? term.GetString()! : term.GetProperty("@id").GetString()!).Split(':');
            return context.GetProperty(parts[0]).GetString() + parts[1];
        }
    }
}
