using System.CommandLine;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using Spectre.Console;

namespace Kim.Cli.Verbs;

/// <summary><c>kim lifecycle</c>: the lifecycle as table, JSON or diagram, from the definition that runs.</summary>
internal static class LifecycleVerb
{
    internal static Command Create(Terminal terminal)
    {
        var format = CommonOptions.Format("table", "json", "mermaid", "dot");
        var language = CommonOptions.Language();
        var command = new VerbCommand("lifecycle", "Shows phases, steps and guards of the case lifecycle.", "kim lifecycle --format mermaid", "kim lifecycle --language en") { format, language };
        command.SetAction(parsed =>
        {
            var tag = parsed.GetValue(language);
            switch (parsed.GetValue(format) ?? (terminal.OutIsTerminal ? "table" : "json"))
            {
                case "mermaid":
                    terminal.Out.Write(LifecycleDiagram.Mermaid(CaseLifecycle.Standard, TextCatalogue.BuiltIn, tag));
                    break;
                case "dot":
                    terminal.Out.Write(LifecycleDiagram.Dot(CaseLifecycle.Standard, TextCatalogue.BuiltIn, tag));
                    break;
                case "json":
                    Json.WriteDocument(terminal.Out, writer => LifecycleJson.Write(writer, CaseLifecycle.Standard, TextCatalogue.BuiltIn));
                    break;
                default:
                    WriteTable(terminal, tag);
                    break;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal, LanguageTag language)
    {
        string Text(string code) => CliTexts.Catalogue.For(code, language).Text;
        string Phases(IEnumerable<CasePhase> phases) => Markup.Escape(string.Join(", ", phases.Select(p => Text("phase." + p.Code()))));
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        foreach (var heading in new[] { "step", "from", "to", "guards", "data" })
            table.AddColumn(Markup.Escape(Text("lifecycle-table." + heading)));
        foreach (var step in CaseLifecycle.Standard.Steps)
        {
            table.AddRow(
                $"[bold]{Markup.Escape(Text("step." + step.Kind.Code()))}[/]\n[grey]{step.Kind.Code()}[/]",
                Phases(step.From),
                step.From.SequenceEqual(step.To) ? "=" : Phases(step.To),
                Markup.Escape(string.Join("\n", step.Guards.Select(g => Text("guard." + g.Code)))),
                Markup.Escape(string.Join("\n", step.Fields.Select(f => f.IsRequired ? f.Name : $"({f.Name})"))));
        }

        terminal.Console.Write(table);
    }
}
