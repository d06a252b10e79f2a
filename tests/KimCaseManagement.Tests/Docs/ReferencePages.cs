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

    private static string MeasuresPage()
    {
        ReportTexts[] texts = [.. Both.Select(l => new ReportTexts(l))];
        return new MarkdownWriter("Measures and dimensions (Kennzahlen und Merkmale)")
            .Paragraph("What each one means, its base and its edges: [counting rules](../explanation/counting-rules.md).")
            .Heading(2, "Measures")
            .Table(["code", "Deutsch", "English", "unit"], Measures.All.Select(string[] (m) => [Code(m.Code()), .. texts.Select(t => t.Heading(m)), m.Unit().ToString().ToLowerInvariant()]))
            .Heading(2, "Measures of what happens besides")
            .Paragraph("In reports of their own; `kim report` counts them of event logs.")
            .Table(["code", "Deutsch", "English", "unit"], Measures.OfOccurrences.Select(string[] (m) => [Code(m.Code()), .. texts.Select(t => t.Heading(m)), m.Unit().ToString().ToLowerInvariant()]))
            .Heading(2, "Dimensions")
            .Paragraph("Over a dimension that partitions, groups add up to the total. A case counts under each of its topics and their ancestors, so topics don't. `provider` and `municipality` are those of the office, by a directory that belongs to the request. Persons never add up over offices, providers, municipalities or topics.")
            .Table(["code", "Deutsch", "English", "cases add up"], Dimensions.All.Select(string[] (d) => [Code(d.Code()), .. texts.Select(t => t.Heading(d)), d.IsPartition() ? "yes" : "no"]))
            .Paragraph("Of what happens besides, each of one measure:")
            .Table(["code", "Deutsch", "English"], Dimensions.OfOccurrences.Except(Dimensions.All).Select(string[] (d) => [Code(d.Code()), .. texts.Select(t => t.Heading(d))]))
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
