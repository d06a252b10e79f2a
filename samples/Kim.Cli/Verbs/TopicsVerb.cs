using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Kim.Cli.Csv;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Spectre.Console;

namespace Kim.Cli.Verbs;

/// <summary><c>kim topics</c>: the taxonomy of counselling topics as tree, search and export.</summary>
internal static class TopicsVerb
{
    private static readonly LanguageTag[] NoteLanguages = [LanguageTag.German, LanguageTag.PlainGerman, LanguageTag.English];

    internal static Command Create(Terminal terminal) =>
        new VerbCommand("topics", "Lists, searches and exports the topics of counselling.", "kim topics list", "kim topics search \"kein Platz im Kindergarten\"", "kim topics export --format turtle")
        {
            CreateList(terminal),
            CreateSearch(terminal),
            CreateExport(terminal),
        };

    private static VerbCommand CreateList(Terminal terminal)
    {
        var format = CommonOptions.Format("table", "json", "csv");
        var language = CommonOptions.Language();
        var extend = TopicExtensionFile.Option();
        var command = new VerbCommand("list", "Shows the tree of topics.", "kim topics list --language uk", "kim topics list --format json") { format, language, extend };
        command.SetAction(parsed =>
        {
            var taxonomy = TopicExtensionFile.Apply(parsed.GetValue(extend), terminal);
            switch (parsed.GetValue(format) ?? (terminal.OutIsTerminal ? "table" : "json"))
            {
                case "json":
                    Json.WriteDocument(terminal.Out, json => WriteList(json, taxonomy));
                    break;
                case "csv":
                    TopicExport.WriteCsv(taxonomy, terminal.Out);
                    break;
                default:
                    PrintTree(terminal, taxonomy, parsed.GetValue(language));
                    break;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static VerbCommand CreateSearch(Terminal terminal)
    {
        var words = new Argument<string[]>("words") { Description = "What a client says, in any language.", Arity = ArgumentArity.ZeroOrMore };
        var language = CommonOptions.Language();
        var limit = new Option<int>("--limit") { Description = "How many matches at most (10 unless said otherwise).", HelpName = "n", DefaultValueFactory = _ => 10 };
        var least = new Option<double>("--min-score") { Description = "Leaves out matches with a lower score (0.3 unless said otherwise).", HelpName = "0…1", DefaultValueFactory = _ => TopicTaxonomy.LeastScore };
        var batch = new Option<string?>("--batch") { Description = "A file with one query a line; one JSON array of matches a line comes out. '-' reads standard input.", HelpName = "file" };
        var format = CommonOptions.Format("table", "json", "jsonl");
        var extend = TopicExtensionFile.Option();
        var command = new VerbCommand(
            "search",
            "Finds topics by anybody's words: any supported language, colloquial, misspelt, whole sentences.",
            "kim topics search Auslanderbehorde",
            "kim topics search \"my landlord won't repair the heating\" --language en",
            "kim topics search --batch queries.txt --format jsonl") { words, language, limit, least, batch, format, extend };
        command.SetAction(parsed =>
        {
            var query = string.Join(" ", parsed.GetValue(words) ?? []);
            var file = parsed.GetValue(batch);
            if ((query.Length > 0) == (file is not null))
                throw new WrongCommandLineException("Give either words to search for or --batch FILE.");
            if (parsed.GetValue(limit) < 1)
                throw new WrongCommandLineException("--limit must be at least 1.");
            if (parsed.GetValue(least) is not (>= 0 and <= 1))
                throw new WrongCommandLineException("--min-score must lie between 0 and 1.");
            var chosen = parsed.GetValue(format);
            if (file is null && chosen == "jsonl")
                throw new WrongCommandLineException("--format jsonl goes with --batch; for one query, json gives the array.");
            if (file is not null && chosen is "table" or "json")
                throw new WrongCommandLineException("--batch writes --format jsonl.");
            var taxonomy = TopicExtensionFile.Apply(parsed.GetValue(extend), terminal);
            IReadOnlyList<TopicMatch> Search(string text) => taxonomy.Search(text, parsed.GetValue(limit), parsed.GetValue(least));
            if (file is not null)
            {
                foreach (var (_, line) in Lines.ReadAll(file))
                    Json.WriteLine(terminal.Out, json => WriteMatches(json, Search(line), parsed.GetValue(language)));
            }
            else if ((chosen ?? (terminal.OutIsTerminal ? "table" : "json")) == "json")
            {
                Json.WriteDocument(terminal.Out, json => WriteMatches(json, Search(query), parsed.GetValue(language)));
            }
            else
            {
                PrintMatches(terminal, Search(query), parsed.GetValue(language));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static VerbCommand CreateExport(Terminal terminal)
    {
        var format = CommonOptions.Format("turtle", "jsonld", "csv");
        var address = new Option<string>("--base") { Description = "Absolute address that codes are appended to, in turtle and jsonld.", HelpName = "address", DefaultValueFactory = _ => TopicExport.DefaultBase };
        var extend = TopicExtensionFile.Option();
        var command = new VerbCommand("export", "Writes the taxonomy for other programs: SKOS as Turtle (unless said otherwise) or JSON-LD, or CSV.", "kim topics export --format turtle > topics.ttl", "kim topics export --format jsonld --base https://city.example/topics/") { format, address, extend };
        command.SetAction(parsed =>
        {
            var taxonomy = TopicExtensionFile.Apply(parsed.GetValue(extend), terminal);
            var baseAddress = parsed.GetValue(address)!;
            try
            {
                switch (parsed.GetValue(format) ?? "turtle")
                {
                    case "jsonld":
                        TopicExport.WriteJsonLd(taxonomy, terminal.Out, baseAddress);
                        break;
                    case "csv":
                        TopicExport.WriteCsv(taxonomy, terminal.Out);
                        break;
                    default:
                        TopicExport.WriteTurtle(taxonomy, terminal.Out, baseAddress);
                        break;
                }
            }
            catch (ArgumentException wrong) when (wrong.ParamName == "baseAddress")
            {
                throw new WrongCommandLineException("--base: " + wrong.Message);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteList(Utf8JsonWriter json, TopicTaxonomy taxonomy)
    {
        json.WriteStartArray();
        foreach (var topic in taxonomy.All.Where(t => !t.IsHidden))
        {
            json.WriteStartObject();
            json.WriteString("code", topic.Code.Value);
            WriteCode(json, "broader", topic.Broader);
            json.WriteStartObject("labels");
            foreach (var language in topic.Languages)
                json.WriteString(language.Value, topic.Label(language).Text);
            json.WriteEndObject();
            WriteLists(json, "alt_labels", topic, topic.AltLabels);
            WriteLists(json, "hidden_labels", topic, topic.HiddenLabels);
            json.WriteStartObject("scope_note");
            foreach (var language in NoteLanguages)
            {
                if (topic.ScopeNote(language) is { IsFallback: false } note)
                    json.WriteString(language.Value, note.Text);
            }

            json.WriteEndObject();
            json.WriteBoolean("deprecated", topic.IsDeprecated);
            WriteCode(json, "replaced_by", topic.ReplacedBy);
            if (topic.SplitInto.Count > 0)
            {
                json.WriteStartArray("split_into");
                foreach (var part in topic.SplitInto)
                    json.WriteStringValue(part.Value);
                json.WriteEndArray();
            }

            json.WriteString("since", topic.Since);
            json.WriteBoolean("local", topic.IsLocal);
            json.WriteString("counted_as", taxonomy.RollUp(topic.Code).Value);
            json.WriteStartArray("reviewed");
            foreach (var language in topic.Languages.Where(topic.IsReviewed))
                json.WriteStringValue(language.Value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCode(Utf8JsonWriter json, string property, TopicCode? code)
    {
        if (code is { } known)
            json.WriteString(property, known.Value);
        else
            json.WriteNull(property);
    }

    private static void WriteLists(Utf8JsonWriter json, string property, Topic topic, Func<LanguageTag, IReadOnlyList<string>> texts)
    {
        json.WriteStartObject(property);
        foreach (var language in topic.Languages)
        {
            json.WriteStartArray(language.Value);
            foreach (var text in texts(language))
                json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteMatches(Utf8JsonWriter json, IReadOnlyList<TopicMatch> matches, LanguageTag language)
    {
        json.WriteStartArray();
        foreach (var match in matches)
        {
            var label = match.Topic.Label(language);
            json.WriteStartObject();
            json.WriteString("code", match.Code.Value);
            json.WriteString("label", label.Text);
            if (label.IsFallback)
                json.WriteString("label_language", label.Language.Value);
            json.WriteNumber("score", Math.Round(match.Score, 4));
            json.WriteString("matched", match.Matched);
            json.WriteString("matched_language", match.MatchedLanguage.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void PrintTree(Terminal terminal, TopicTaxonomy taxonomy, LanguageTag language)
    {
        string Text(string code) => Markup.Escape(TextCatalogue.BuiltIn.For(code, language).Text);
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Text("topics.code"), Text("topics.topic"), Text("topics.synonyms"));
        foreach (var topic in taxonomy.All.Where(t => !t.IsHidden))
        {
            var depth = taxonomy.Ancestors(topic.Code).Count;
            var label = Markup.Escape(Shown(topic, language));
            if (topic.IsDeprecated)
                label = $"[dim strikethrough]{label}[/] ({Text("topics.deprecated")})";
            else if (topic.IsLocal)
                label = $"[green]{label}[/] ({Text("topics.local")})";
            table.AddRow(
                depth == 0 ? $"[bold]{topic.Code}[/]" : $"{new string(' ', depth * 2)}{topic.Code}",
                depth == 0 ? $"[bold]{label}[/]" : new string(' ', depth * 2) + label,
                Markup.Escape(string.Join(", ", topic.AltLabels(language).Take(4))));
        }

        table.Caption(Markup.Escape(TextCatalogue.BuiltIn.For(new Reason("topics.version", null, ReasonArgument.Text("version", taxonomy.Version)), language).Text));
        terminal.Console.Write(table);
    }

    private static void PrintMatches(Terminal terminal, IReadOnlyList<TopicMatch> matches, LanguageTag language)
    {
        if (matches.Count == 0)
        {
            terminal.Error.WriteLine("No topic fits these words. Try other words, or --min-score 0.1 for weaker matches.");
            return;
        }

        string Text(string code) => Markup.Escape(TextCatalogue.BuiltIn.For(code, language).Text);
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Text("topics.score"), Text("topics.code"), Text("topics.topic"), Text("topics.matched"));
        table.Columns[0].RightAligned();
        foreach (var match in matches)
        {
            table.AddRow(
                match.Score.ToString("0.00", CultureInfo.InvariantCulture),
                match.Code.Value,
                Markup.Escape(Shown(match.Topic, language)),
                Markup.Escape($"{match.Matched} ({match.MatchedLanguage})"));
        }

        terminal.Console.Write(table);
    }

    /// <summary>A label in another language than asked for says so.</summary>
    private static string Shown(Topic topic, LanguageTag language) =>
        topic.Label(language) is { IsFallback: true } fallback ? $"{fallback.Text} ({fallback.Language})" : topic.Label(language).Text;
}
