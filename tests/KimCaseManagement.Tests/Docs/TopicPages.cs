using System.Globalization;
using KimCaseManagement.Tests.Topics;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using static KimCaseManagement.Tests.Docs.MarkdownWriter;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The pages about topics: the taxonomy, and how well the search finds them.</summary>
internal static class TopicPages
{
    private static readonly string[] Kinds = ["short", "typo", "sentence", "nonsense"];

    internal static string Topics()
    {
        var core = TopicTaxonomy.Core;
        var page = new MarkdownWriter("Topics (Themen)")
            .Paragraph($"The core taxonomy, release {core.Version}. A code is kept for ever: topics are added and deprecated, never renamed or used again. All labels, synonyms and search terms in {TopicTaxonomy.Languages.Count} languages come out of `kim topics list --format json`; only the German and English labels have been checked by people (`reviewed`), the rest are drafts (`machine`). Your own topics: [add a topic](../how-to/add-a-topic.md). How well they are found: [the search in figures](topic-search.md).");
        foreach (var top in core.All.Where(t => t.Broader is null))
        {
            page.Heading(2, $"{top.Code} {top.Label(LanguageTag.German).Text}")
                .Paragraph($"*{top.Label(LanguageTag.English).Text}.* {top.ScopeNote(LanguageTag.English)!.Text}")
                .Table(["code", "Deutsch", "English", "also called", "what belongs here"], core.Narrower(top.Code).Select(t => new[]
                {
                    Code(t.Code.Value),
                    t.Label(LanguageTag.German).Text + (t.IsDeprecated ? " (deprecated)" : ""),
                    t.Label(LanguageTag.English).Text,
                    string.Join(", ", t.AltLabels(LanguageTag.German).Take(6)),
                    t.ScopeNote(LanguageTag.English)!.Text,
                }));
        }

        page.Heading(2, "What they correspond to elsewhere")
            .Paragraph($"By identifiers only, as SKOS mapping relations in the export (`kim topics export`). Source: {Sources.EuroVoc.Title}. The relations are this project's judgement: *exact* where one may stand for the other everywhere, *close* where it may for counting and searching, *broad* and *narrow* where theirs is wider or narrower, *related* where it lies beside.")
            .Table(["code", "relation", "EuroVoc"], core.All.SelectMany(t => t.Mappings.Select(m => new[] { Code(t.Code.Value), m.Relation.Code(), Code(m.Target) })));

        page.Heading(2, "Labels in the other languages");
        foreach (var languages in TopicTaxonomy.Languages.Where(l => l != LanguageTag.German && l != LanguageTag.English).Chunk(5))
        {
            page.Table(
                ["code", .. languages.Select(l => l.Value)],
                core.All.Select(string[] (t) => [Code(t.Code.Value), .. languages.Select(l => t.Label(l).Text)]));
        }

        return page.ToString();
    }

    internal static string Search() => new MarkdownWriter("The search for topics in figures")
        .Paragraph($"Measured with {QuerySet.All.Count} queries (`tests/KimCaseManagement.Tests/Topics/queries.tsv`) that were written the way clients ask, not copied from the terms; tests hold the figures. Failures among them were looked at and mended, in data or in ranking, so these are the figures of the set the search grew up with. *First*: a right topic is the first match; *first three*: it is among the first three. Nonsense is right where nothing is found.")
        .Table(
            ["kind", "queries", "first", "first three"],
            Kinds.Select(kind => Row(kind, QuerySet.Figures(q => q.Kind == kind))))
        .Heading(2, "By language, nonsense left out")
        .Table(
            ["language", "queries", "first", "first three"],
            TopicTaxonomy.Languages.Select(l => Row(l.Value, QuerySet.Figures(q => q.Language == l.Value && q.Kind != "nonsense"))))
        .Heading(2, "At first sight")
        .Paragraph("Five times queries were written when data and ranking stood, and measured once before anything was mended for them: this is what to expect of queries that nobody has seen. After that they joined the file, and the failures among them were mended. *First* and *first three* as above; nonsense is right where nothing is found.")
        .Table(
            ["written", "short", "sentences", "nonsense"],
            [
                ["first time", "58: 89.7 % first, 96.6 % first three", "84: 85.7 % first, 92.9 % first three", "20: 100 %"],
                ["second time, all languages alike", "160: 90.0 % first, 96.2 % first three", "154: 88.3 % first, 93.5 % first three", "95: 67.4 % (a quarter of them held a word that topics have, such as bicycle; those were left out afterwards)"],
                ["third time, all languages alike", "117: 94.0 % first, 97.4 % first three", "114: 85.1 % first, 95.6 % first three", "50: 92.0 %"],
                ["fourth time, 14 languages", "219: 97.7 % first, 100 % first three", "40: 85.0 % first, 95.0 % first three", "59: 91.5 %; after it the least score was set anew, as most of what was wrong lay just above it"],
                ["fifth time, 14 languages", "40: 95.0 % first, 100 % first three", "none", "47: 91.5 %"],
            ])
        .ToString();

    private static string[] Row(string name, (int Count, double First, double FirstThree) figures) =>
        [name, figures.Count.ToString(CultureInfo.InvariantCulture), Percent(figures.First), Percent(figures.FirstThree)];

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
