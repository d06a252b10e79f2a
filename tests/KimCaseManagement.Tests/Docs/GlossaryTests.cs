using System.Reflection;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The glossary names what is really there.</summary>
public sealed class GlossaryTests
{
    private const string Page = "docs/glossary.md";

    private static readonly (string German, string[] Identifiers, string Source)[] Rows =
    [
        .. Repository.Read(Page).Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Deutsch ", StringComparison.Ordinal) && !line.StartsWith("|--", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => (cells[0], Codes(cells[2]), cells[^1])),
    ];

    private static readonly HashSet<string> Names =
    [
        .. typeof(TextCatalogue).Assembly.GetExportedTypes().SelectMany(type => type
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(member => $"{Plain(type.Name)}.{member.Name}")
            .Append(Plain(type.Name))),
    ];

    [Fact]
    public void Each_identifier_is_a_public_type_or_member_a_code_of_a_text_or_of_a_topic()
    {
        Assert.NotEmpty(Rows);
        var texts = TextCatalogue.BuiltIn.CodesIn(LanguageTag.German).ToHashSet();
        var topics = TopicTaxonomy.Core.All.Select(t => t.Code.Value).ToHashSet();
        var unknown =
            from row in Rows
            from identifier in row.Identifiers
            where !Names.Contains(identifier) && !texts.Contains(identifier) && !topics.Contains(identifier)
            select (row.German, identifier);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Each_term_has_a_source_that_the_catalogue_knows()
    {
        var sources = Sources.All.Select(s => s.Code).ToHashSet();
        var unknown = Rows.Where(row => !sources.IsSupersetOf(Codes(row.Source).DefaultIfEmpty("(none)"))).Select(row => row.German).ToList();
        Assert.Empty(unknown);
    }

    [Fact]
    public void No_term_stands_there_twice() =>
        Assert.Distinct(Rows.Select(r => r.German));

    private static string[] Codes(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];

    private static string Plain(string name) => name.Split('`')[0];
}
