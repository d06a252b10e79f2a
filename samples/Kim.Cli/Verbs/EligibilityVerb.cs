using System.CommandLine;
using System.Text;
using System.Text.Json;
using Kim.Cli.Csv;
using Kim.Cli.Eligibility;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Spectre.Console;

namespace Kim.Cli.Verbs;

/// <summary><c>kim eligibility</c>: decides on a file of enquiries, one line each, and lists the facts that decisions read.</summary>
internal static class EligibilityVerb
{
    private const int IdColumn = 0;

    private static readonly string[] YesWords = ["true", "yes", "ja", "y", "j", "1"];
    private static readonly string[] NoWords = ["false", "no", "nein", "n", "0"];
    private static readonly string[] UnknownWords = ["", "unknown", "unbekannt", "?"];
    private static readonly string[] RefusedWords = ["refused", "keine angabe", "verweigert"];

    internal static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("FILE") { Description = "CSV of enquiries: enquiry_id and the facts that --facts lists; an empty value is not known.", Arity = ArgumentArity.ZeroOrOne };
        var facts = new Option<bool>("--facts") { Description = "List the facts that decisions read, instead of deciding." };
        var format = CommonOptions.Format("table", "jsonl", "json", "csv");
        var language = CommonOptions.Language();
        var programme = new Option<string>("--programme") { Description = "Code of the programme.", HelpName = "code", DefaultValueFactory = _ => EligibilityProgramme.KimNrw.Code };
        var on = new Option<LocalDate?>("--on")
        {
            Description = "Day whose rules decide, yyyy-MM-dd; the newest rules unless given.",
            HelpName = "date",
            CustomParser = result =>
            {
                var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
                if (CsvDates.TryParse(Encoding.UTF8.GetBytes(text), out var date))
                    return date;
                result.AddError($"--on: '{text}' is not a date; {CsvDates.Expected}.");
                return null;
            },
        };
        var own = new Option<string?>("--rules") { Description = "A municipality's own rules on top of the programme's, a JSON file.", HelpName = "file" };
        var whatIf = new Option<string?>("--what-if") { Description = "Instead of the decisions, those that would change with these own rules, in both directions.", HelpName = "file" };
        var unmetNeed = new Option<bool>("--unmet-need") { Description = "Instead of the decisions, what became of those who aren't taken on: advised here, another place, none." };
        var skip = new Option<bool>("--skip-bad-rows") { Description = "Leave wrong rows out instead of refusing the file." };
        var maximum = new Option<int>("--max-errors") { Description = "How many errors are shown.", HelpName = "n", DefaultValueFactory = _ => InputProblems.DefaultMaximum };
        var command = new VerbCommand(
            "eligibility",
            "Decides on enquiries: whether case management is open to the person, what they get now, and why. Residence status, nationality, length of stay, sex and religion have no place in it.",
            "kim eligibility enquiries.csv --format table --language en",
            "kim eligibility --facts --format json",
            "kim eligibility enquiries.csv --what-if herne-rules.json --format table",
            "kim eligibility enquiries.csv --unmet-need")
        {
            file, facts, format, language, programme, on, own, whatIf, unmetNeed, skip, maximum,
        };
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(format);
            if (parsed.GetValue(facts))
            {
                ListFacts(terminal, chosen ?? (terminal.OutIsTerminal ? "table" : "json"), parsed.GetValue(language));
                return ExitCode.Done;
            }

            if (parsed.GetValue(maximum) < 1)
                throw new WrongCommandLineException("--max-errors must be at least 1.");
            var enquiries = parsed.GetValue(file) ?? throw new WrongCommandLineException("A FILE of enquiries is missing, or --facts. Try: kim eligibility --help");
            var other = parsed.GetValue(whatIf);
            if (other is not null && parsed.GetValue(unmetNeed))
                throw new WrongCommandLineException("--what-if and --unmet-need are two questions; ask one at a time.");
            var ofProgramme = RulesOf(parsed.GetValue(programme)!, parsed.GetValue(on));
            var (rules, texts) = parsed.GetValue(own) is { } ownFile ? RulesFile.Apply(ownFile, ofProgramme) : (ofProgramme, TextCatalogue.BuiltIn);
            var (otherRules, otherTexts) = other is not null ? RulesFile.Apply(other, ofProgramme) : (rules, texts);
            var decisions = ReadAndDecide(terminal, enquiries, new InputProblems(parsed.GetValue(maximum), parsed.GetValue(skip)), rules);
            WarnOfDrafts(terminal, otherTexts, parsed.GetValue(language));
            chosen ??= terminal.OutIsTerminal ? "table" : "jsonl";
            var explainer = new EligibilityExplainer(otherRules, parsed.GetValue(language), otherTexts);
            // The day of a decision matters to waivers only, of which a file of enquiries has none.
            var stored = decisions.Select(d => StoredDecision.Of(d.Id, ofProgramme.ValidFrom, d.Decision));
            if (other is not null)
                new ConsequencesWriter(terminal, chosen, explainer).Write(WhatIf.Under(otherRules, stored));
            else if (parsed.GetValue(unmetNeed))
                new ConsequencesWriter(terminal, chosen, explainer).Write(UnmetNeed.In(stored));
            else
                WriteDecisions(terminal, decisions, explainer, chosen);
            return ExitCode.Done;
        });
        return command;
    }

    private static EligibilityRuleSet RulesOf(string code, LocalDate? on)
    {
        var programme = EligibilityProgramme.Find(code)
            ?? throw new WrongCommandLineException($"There is no programme '{code}'; {string.Join(", ", EligibilityProgramme.All.Select(p => p.Code))} would be one.");
        return on is not { } day ? programme.Latest
            : programme.RulesOn(day) ?? throw new WrongCommandLineException($"The programme '{code}' had no rules on that day; its first are of {programme.Versions[0].ValidFrom:uuuu-MM-dd}.");
    }

    private static void WarnOfDrafts(Terminal terminal, TextCatalogue texts, LanguageTag language)
    {
        if (EligibilityFactList.All.Any(fact => !texts.For(fact.QuestionTextCode(), language).IsReviewed))
            terminal.Warn($"the questions in '{language}' are a machine's draft that no speaker of the language has checked yet");
    }

    private static List<(string Id, EligibilityDecision Decision)> ReadAndDecide(Terminal terminal, string file, InputProblems problems, EligibilityRuleSet rules)
    {
        var decisions = Read(terminal, file, problems, rules);
        problems.ThrowIfAny();
        foreach (var problem in problems.Report())
            terminal.Error.WriteLine(problem);
        if (problems.BadRows > 0)
            terminal.Warn($"{problems.BadRows} rows were left out.");
        return decisions;
    }

    private static void WriteDecisions(Terminal terminal, List<(string Id, EligibilityDecision Decision)> decisions, EligibilityExplainer explainer, string format)
    {
        switch (format)
        {
            case "table":
                WriteTable(terminal, decisions, explainer);
                break;
            case "csv":
                WriteCsv(terminal, decisions, explainer);
                break;
            case "json":
                Json.WriteDocument(terminal.Out, json =>
                {
                    json.WriteStartArray();
                    foreach (var (id, decision) in decisions)
                        WriteDecision(json, id, decision, explainer);
                    json.WriteEndArray();
                });
                break;
            default:
                foreach (var (id, decision) in decisions)
                    Json.WriteLine(terminal.Out, json => WriteDecision(json, id, decision, explainer));
                break;
        }
    }

    private static List<(string Id, EligibilityDecision Decision)> Read(Terminal terminal, string file, InputProblems problems, EligibilityRuleSet rules)
    {
        var facts = EligibilityFactList.All;
        var columns = new[] { new CsvColumn("enquiry_id", IsRequired: true) }.Concat(facts.Select(f => new CsvColumn(f.Code()))).ToArray();
        using var table = CsvTable.Open(file, problems, columns);
        WarnOfColumns(terminal, file, table.UnknownColumns);
        var decisions = new List<(string, EligibilityDecision)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            var before = problems.Count;
            var id = table.Text(IdColumn).Trim();
            if (id.Length == 0)
                table.Wrong(IdColumn, "is empty", "every enquiry has an id");
            else if (!ids.Add(id))
                table.WrongValue(IdColumn, "is there twice", "every enquiry has an id of its own");
            var known = EligibilityFacts.None;
            for (var i = 0; i < facts.Count; i++)
                known = ReadFact(table, i + 1, facts[i], known);
            if (problems.Count == before)
                decisions.Add((id, rules.Decide(known)));
        }

        return decisions;
    }

    private static EligibilityFacts ReadFact(CsvTable table, int column, EligibilityFact fact, EligibilityFacts facts)
    {
        var text = table.Text(column).Trim().ToLowerInvariant();
        if (UnknownWords.Contains(text))
            return facts;
        if (RefusedWords.Contains(text))
            return facts.WithRefused(fact);
        if (fact.Type() == EligibilityFactType.YesNo)
        {
            if (YesWords.Contains(text))
                return facts.With(fact, true);
            if (NoWords.Contains(text))
                return facts.With(fact, false);
            table.WrongValue(column, "is neither yes nor no", "true, false, refused (the person doesn't want to say) or nothing (not known) is expected");
            return facts;
        }

        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= fact.Maximum())
            return facts.With(fact, number);
        table.WrongValue(column, "is not a number in range", $"a whole number from 0 to {fact.Maximum()}, refused, or nothing is expected");
        return facts;
    }

    private static void WarnOfColumns(Terminal terminal, string file, IReadOnlyList<string> unknown)
    {
        foreach (var column in unknown)
        {
            var data = IgnoredByDesign.Recognise(column);
            terminal.Warn(data == IgnoredData.Unspecified
                ? $"{file}: the column {InputProblems.Show(column)} is not known and not read"
                : $"{file}: the column {InputProblems.Show(column)} is ignored by design: no decision depends on {TextCatalogue.BuiltIn.For("ignored-data." + data.Code(), LanguageTag.English).Text}");
        }
    }

    private static void WriteDecision(Utf8JsonWriter json, string id, EligibilityDecision decision, EligibilityExplainer explainer)
    {
        json.WriteStartObject();
        json.WriteString("enquiry_id", id);
        json.WriteString("decision", decision.Verdict.Code());
        json.WriteString("offer", decision.Offer.Code());
        json.WriteString("text", explainer.Headline(decision));
        json.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("text", explainer.Text(reason));
            json.WriteString("rule", reason.Rule.Code);
            json.WriteString("outcome", reason.Outcome.Code());
            json.WriteString("source", reason.Rule.Source.Code);
            json.WriteString("source_title", reason.Rule.Source.Title);
            json.WriteString("origin", reason.Rule.Origin);
            json.WriteBoolean("may_be_waived", reason.Rule.MayBeWaived);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missing");
        foreach (var fact in decision.Missing)
            json.WriteStringValue(fact.Code());
        json.WriteEndArray();
        json.WriteStartArray("questions");
        foreach (var fact in decision.Missing)
        {
            json.WriteStartObject();
            json.WriteString("fact", fact.Code());
            json.WriteString("text", explainer.Question(fact));
            json.WriteBoolean("reviewed", explainer.IsReviewed(fact));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("suggestions");
        foreach (var suggestion in decision.Suggestions)
        {
            json.WriteStartObject();
            json.WriteString("code", suggestion.Service.Value);
            json.WriteString("label", explainer.NameOf(suggestion.Service));
            json.WriteString("text", explainer.Text(suggestion));
            json.WriteBoolean("next_place", suggestion.IsNextPlace);
            json.WriteString("source", suggestion.Source.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("programme", decision.RuleSet.Programme);
        json.WriteString("rules", decision.RuleSet.Version);
        json.WriteEndObject();
    }

    private static void WriteCsv(Terminal terminal, List<(string Id, EligibilityDecision Decision)> decisions, EligibilityExplainer explainer)
    {
        terminal.Out.WriteLine("enquiry_id,decision,offer,reasons,missing,suggestions,text,rules");
        foreach (var (id, decision) in decisions)
        {
            terminal.Out.WriteLine(string.Join(",", new[]
            {
                id,
                decision.Verdict.Code(),
                decision.Offer.Code(),
                string.Join("|", decision.Reasons.Select(r => r.Code)),
                string.Join("|", decision.Missing.Select(f => f.Code())),
                string.Join("|", decision.Suggestions.Select(s => s.Service.Value)),
                explainer.Headline(decision),
                decision.RuleSet.ToString(),
            }.Select(CsvText.Quoted)));
        }
    }

    private static void WriteTable(Terminal terminal, List<(string Id, EligibilityDecision Decision)> decisions, EligibilityExplainer explainer)
    {
        string Word(string code) => CliTexts.Catalogue.For(code, explainer.Language).Text;
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "enquiry", "decision", "offer", "reasons" })
            table.AddColumn(new TableColumn(Markup.Escape(Word("eligibility-table." + heading))));
        foreach (var (id, decision) in decisions)
        {
            var lines = explainer.Explain(decision).Split('\n');
            table.AddRow(
                Markup.Escape(id),
                Markup.Escape(Word("eligibility-verdict." + decision.Verdict.Code())),
                Markup.Escape(Word("eligibility-offer." + decision.Offer.Code())),
                Markup.Escape(string.Join("\n", lines.Skip(1))));
        }

        terminal.Console.Write(table);
    }

    private static void ListFacts(Terminal terminal, string format, LanguageTag language)
    {
        var catalogue = CliTexts.Catalogue;
        if (format == "table")
        {
            var table = new Table().Border(TableBorder.Rounded);
            foreach (var heading in new[] { "fact", "type", "label", "meaning" })
                table.AddColumn(new TableColumn(Markup.Escape(catalogue.For("eligibility-table." + heading, language).Text)));
            foreach (var fact in EligibilityFactList.All)
                table.AddRow(fact.Code(), fact.Type().Code(), Markup.Escape(catalogue.For("eligibility-fact." + fact.Code(), language).Text), Markup.Escape(catalogue.For("eligibility-meaning." + fact.Code(), language).Text));
            terminal.Console.Write(table);
        }
        else if (format == "csv")
        {
            terminal.Out.WriteLine("name,type,label,meaning");
            foreach (var fact in EligibilityFactList.All)
                terminal.Out.WriteLine(string.Join(",", new[] { fact.Code(), fact.Type().Code(), catalogue.For("eligibility-fact." + fact.Code(), language).Text, catalogue.For("eligibility-meaning." + fact.Code(), language).Text }.Select(CsvText.Quoted)));
        }
        else if (format == "jsonl")
        {
            foreach (var fact in EligibilityFactList.All)
                Json.WriteLine(terminal.Out, json => WriteFact(json, fact, language));
        }
        else
        {
            Json.WriteDocument(terminal.Out, json =>
            {
                json.WriteStartArray();
                foreach (var fact in EligibilityFactList.All)
                    WriteFact(json, fact, language);
                json.WriteEndArray();
            });
        }
    }

    private static void WriteFact(Utf8JsonWriter json, EligibilityFact fact, LanguageTag language)
    {
        var catalogue = TextCatalogue.BuiltIn;
        json.WriteStartObject();
        json.WriteString("name", fact.Code());
        json.WriteString("type", fact.Type().Code());
        json.WriteStartArray("values");
        json.WriteEndArray();
        if (fact.Type() == EligibilityFactType.Number)
        {
            json.WriteNumber("minimum", 0);
            json.WriteNumber("maximum", fact.Maximum());
        }

        json.WriteStartObject("labels");
        foreach (var label in catalogue.Languages.Select(l => catalogue.For("eligibility-fact." + fact.Code(), l)).Where(t => !t.IsFallback))
            json.WriteString(label.Language.Value, label.Text);
        json.WriteEndObject();
        json.WriteString("meaning", catalogue.For("eligibility-meaning." + fact.Code(), language).Text);
        var question = catalogue.For(fact.QuestionTextCode(), language);
        json.WriteString("question", question.Text);
        json.WriteBoolean("question_reviewed", question.IsReviewed);
        json.WriteBoolean("only_for_suggestions", fact.IsForSuggestionsOnly());
        json.WriteEndObject();
    }
}
