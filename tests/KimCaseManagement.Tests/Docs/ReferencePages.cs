using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime.Text;
using static KimCaseManagement.Tests.Docs.MarkdownWriter;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The pages under <c>docs/reference</c> that are written from the code: path and text of each.</summary>
internal static class ReferencePages
{
    private const string Folder = "docs/reference/";

    private static readonly LanguageTag[] Both = [LanguageTag.German, LanguageTag.English];

    internal static IReadOnlyDictionary<string, string> All()
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Folder + "sources.md"] = SourcesPage(),
            [Folder + "residence-statuses.md"] = ResidencePage(),
            [Folder + "topics.md"] = TopicPages.Topics(),
            [Folder + "topic-search.md"] = TopicPages.Search(),
            [Folder + "lifecycle.md"] = LifecyclePage.Text(),
            [Folder + "measures-and-dimensions.md"] = MeasuresPage(),
            [Folder + "texts.md"] = TextsPage(),
        };
        foreach (var (path, text) in ApiPages.All(Folder + "api/"))
            pages.Add(path, text);
        return pages;
    }

    private static string SourcesPage() => new MarkdownWriter("Sources of the rules")
        .Paragraph("Every rule names its source. *Read*: read in the public text that is named. *General knowledge*: professional or legal knowledge, the text itself was not read again; check before quoting. *Own design*: no source prescribes anything; a decision of this project, to be configured or argued with.")
        .Table(["code", "title", "how sure", "address"], Sources.All.Select(s => new[] { Code(s.Code), s.Title, Certainty(s.Certainty), s.Url is null ? "" : $"<{s.Url}>" }))
        .ToString();

    private static string ResidencePage() => new MarkdownWriter("Residence statuses (Aufenthaltsstatus)")
        .Paragraph("For outcome and statistics only: no rule of access, no step of a case and no decision reads them. Paragraph numbers are data and change. Cards that were given before a status was abolished run on.")
        .Table(
            ["code", "Deutsch", "English", "group", "title", "legal basis", "not granted since"],
            ResidenceStatuses.All.Select(s => new[]
            {
                Code(s.Code.Value),
                Text(s.TextCode, LanguageTag.German),
                Text(s.TextCode, LanguageTag.English),
                s.Group == ResidenceStatusGroup.Unspecified ? "" : Code(s.Group.Code()),
                Code(s.Title.Code()),
                s.LegalBasis ?? "",
                s.NotGrantableSince is { } day ? LocalDatePattern.Iso.Format(day) : "",
            }))
        .ToString();

    /// <summary>The lifecycle from the definition that runs: picture, phases, steps with their guards and data.</summary>
    private static string LifecyclePage()
    {
        var lifecycle = CaseLifecycle.Standard;
        string[] Named(string prefix, string code) => [Code(code), .. Both.Select(l => Text($"{prefix}.{code}", l))];
        return new MarkdownWriter("Lifecycle (Ablauf)")
            .Paragraph($"Number of the definition: {lifecycle.DefinitionVersion}. A step that stays within its phase is not in the picture but in the table. From every open phase a case can end: consent is withdrawn, or the work is broken off.")
            .Fenced("mermaid", LifecycleDiagram.Mermaid(lifecycle, TextCatalogue.BuiltIn, LanguageTag.English))
            .Heading(2, "Phases")
            .Table(["code", "Deutsch", "English", "open", "case management", "final"], CasePhases.All.Select(string[] (p) => [.. Named("phase", p.Code()), p.IsOpen() ? "yes" : "", p.IsCaseManagement() ? "yes" : "", p.IsFinal() ? "yes" : ""]))
            .Heading(2, "Steps")
            .Paragraph("From and to: phases. Where they are the same, the step stays within its phase. Data in bold are required; `on`, the day on which it happened, is a field of every step.")
            .Table(
                ["code", "Deutsch", "English", "from", "to", "guards", "data"],
                lifecycle.Steps.Select(string[] (step) =>
                [
                    .. Named("step", step.Kind.Code()),
                    Codes(step.From.Select(CasePhases.Code)),
                    Codes(step.To.Select(CasePhases.Code)),
                    Codes(step.Guards.Select(g => g.Code)),
                    string.Join(", ", step.Fields.Where(f => f.Name != "on").Select(f => f.IsRequired ? $"**{f.Name}** ({f.Type.Code()})" : $"{f.Name} ({f.Type.Code()})")),
                ]))
            .Heading(2, "Guards")
            .Paragraph("A guard that doesn't hold refuses the step under its own code; all of them are named at once.")
            .Table(
                ["code", "what is said", "what lifts it", "steps", "source"],
                lifecycle.Steps.SelectMany(s => s.Guards).DistinctBy(g => g.Code).OrderBy(g => g.Code, StringComparer.Ordinal).Select(string[] (guard) =>
                [
                    Code(guard.Code),
                    Text($"refusal.{guard.Code}", LanguageTag.English),
                    Text($"remedy.{guard.Code}", LanguageTag.English),
                    Codes(guard.LiftedBy.Select(StepKinds.Code)),
                    Code(guard.Source?.Code ?? ""),
                ]))
            .ToString();
    }

    private static string MeasuresPage()
    {
        ReportTexts[] texts = [.. Both.Select(l => new ReportTexts(l))];
        return new MarkdownWriter("Measures and dimensions (Kennzahlen und Merkmale)")
            .Paragraph("What each one means, its base and its edges: [counting rules](../explanation/counting-rules.md).")
            .Heading(2, "Measures")
            .Table(["code", "Deutsch", "English", "unit"], Measures.All.Select(string[] (m) => [Code(m.Code()), .. texts.Select(t => t.Heading(m)), m.Unit().ToString().ToLowerInvariant()]))
            .Heading(2, "Dimensions")
            .Paragraph("Over a dimension that partitions, groups add up to the total. A case counts under each of its topics and their ancestors, so topics don't. Persons never add up over offices or topics.")
            .Table(["code", "Deutsch", "English", "cases add up"], Dimensions.All.Select(string[] (d) => [Code(d.Code()), .. texts.Select(t => t.Heading(d)), d.IsPartition() ? "yes" : "no"]))
            .ToString();
    }

    /// <summary>All texts, grouped by what stands before the first full stop of their code.</summary>
    private static string TextsPage()
    {
        var page = new MarkdownWriter("Codes and their texts")
            .Paragraph("Every code that the library decides, refuses, names or reports with. Codes are part of the public contract; texts may get better. `{…}` is filled when the text is made. Country names are left out here.");
        var groups = TextCatalogue.BuiltIn.CodesIn(LanguageTag.German)
            .GroupBy(code => code.Split('.')[0])
            .Where(g => g.Key is not ("country" or "topic" or "residence-status"))
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            page.Heading(2, group.Key)
                .Table(["code", "Deutsch", "English"], group.Select(code => new[] { Code(code), Text(code, LanguageTag.German), Text(code, LanguageTag.English) }));
        }

        return page.ToString();
    }

    private static string Text(string code, LanguageTag language, string otherwise = "") =>
        otherwise.Length > 0 && !TextCatalogue.BuiltIn.Contains(code) ? otherwise : TextCatalogue.BuiltIn.For(code, language).Text;

    private static string Certainty(SourceCertainty certainty) => certainty switch
    {
        SourceCertainty.Read => "read",
        SourceCertainty.GeneralKnowledge => "general knowledge",
        _ => "own design",
    };
}
