using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Topics;

public sealed class TopicExtensionTests
{
    private static readonly TopicTaxonomy Core = TopicTaxonomy.Core;

    [Fact]
    public void An_own_topic_stands_below_a_core_one_is_found_and_counts_as_it()
    {
        var taxonomy = Extend(
            new TopicExtensionRow("HERNE-MUSIC", broader: "SOC-LEISURE", label: "Musik im Stadtteil", synonyms: "Stadtteilorchester", search: "Trommeln lernen"),
            new TopicExtensionRow("HERNE-MUSIC", language: "en", label: "Music in the district"),
            new TopicExtensionRow("HERNE-CHOIR", broader: "HERNE-MUSIC", label: "Stadtteilchor"));
        var own = taxonomy.Find(TopicCode.From("HERNE-CHOIR"))!;
        Assert.Equal((true, "HERNE-MUSIC"), (own.IsLocal, own.Broader!.Value.Value));
        Assert.Equal(["HERNE-MUSIC", "SOC-LEISURE", "SOC"], taxonomy.Ancestors(own.Code).Select(c => c.Value));
        Assert.Equal("SOC-LEISURE", taxonomy.RollUp(own.Code).Value);
        Assert.Equal("HERNE-CHOIR", taxonomy.Search("Stadtteilchor", 1)[0].Code.Value);
        Assert.Equal("HERNE-MUSIC", taxonomy.Search("wo kann ich trommeln lernen", 1)[0].Code.Value);
        Assert.Equal(("Music in the district", false), (taxonomy.Find(TopicCode.From("HERNE-MUSIC"))!.Label(LanguageTag.English).Text, false));
        Assert.Equal(("Stadtteilchor", true), (own.Label(LanguageTag.English).Text, own.Label(LanguageTag.English).IsFallback));
        Assert.Null(Core.Find(own.Code));
    }

    [Fact]
    public void A_renamed_topic_is_still_found_by_its_old_name()
    {
        var taxonomy = Extend(new TopicExtensionRow("HOU", "rename", label: "Wohnen und Nachbarschaft"), new TopicExtensionRow("HOU", "rename", language: "nl", label: "Wonen"));
        var topic = taxonomy.Find(TopicCode.From("HOU"))!;
        Assert.Equal("Wohnen und Nachbarschaft", topic.Label(LanguageTag.German).Text);
        Assert.Equal("Wonen", topic.Label(LanguageTag.From("nl")).Text);
        Assert.Contains("Wohnen", topic.HiddenLabels(LanguageTag.German));
        Assert.False(topic.IsLocal);
        Assert.Equal("Wohnen", Core.Find(topic.Code)!.Label(LanguageTag.German).Text);
    }

    [Fact]
    public void Hiding_a_topic_hides_those_below_it_but_old_records_know_them()
    {
        var taxonomy = Extend(new TopicExtensionRow("SOC", "hide"));
        Assert.True(taxonomy.Find(TopicCode.From("SOC-WOMEN"))!.IsHidden);
        Assert.False(taxonomy.Find(TopicCode.From("HOU"))!.IsHidden);
        Assert.Equal("SOC-WOMEN", taxonomy.RollUp(TopicCode.From("SOC-WOMEN")).Value);
    }

    [Theory]
    [InlineData("code-shape", "code", "herne", null, "SOC", "de", "x")]
    [InlineData("code-reserved", "code", "RES-PASS", null, "SOC", "de", "x")]
    [InlineData("code-reserved", "code", "SOC-CHOIR", null, "SOC", "de", "x")]
    [InlineData("action-unknown", "action", "H-1", "delete", "SOC", "de", "x")]
    [InlineData("topic-unknown", "code", "H-1", "hide", null, null, null)]
    [InlineData("topic-unknown", "code", "H-1", "rename", null, "de", "x")]
    [InlineData("broader-missing", "broader", "H-1", null, null, "de", "x")]
    [InlineData("broader-unknown", "broader", "H-1", null, "NO-SUCH", "de", "x")]
    [InlineData("broader-circular", "broader", "H-1", null, "H-1", "de", "x")]
    [InlineData("language-shape", "language", "H-1", null, "SOC", "d", "x")]
    [InlineData("label-missing", "label", "H-1", null, "SOC", "de", null)]
    [InlineData("german-missing", "label", "H-1", null, "SOC", "en", "x")]
    [InlineData("label-taken", "label", "H-1", null, "SOC", "de", "Wohnen")]
    [InlineData("text-shape", "label", "H-1", null, "SOC", "de", "a|b")]
    [InlineData("text-shape", "label", "H-1", null, "SOC", "de", "a\tb")]
    public void A_faulty_line_is_named_with_field_and_remedy(string reason, string field, string code, string? action, string? broader, string? language, string? label)
    {
        var outcome = Core.Extend([new TopicExtensionRow("HERNE-FINE", broader: "SOC", label: "Alles gut"), new TopicExtensionRow(code, action, broader, language, label)]);
        Assert.Null(outcome.Taxonomy);
        Assert.Contains(outcome.Problems, p => (p.Row, p.Field, p.Reason.Code) == (1, field, "topic-problem." + reason));
        Assert.All(outcome.Problems, p => Assert.DoesNotContain("{", TextCatalogue.BuiltIn.For(p.Reason, LanguageTag.English).Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_of_one_topic_must_agree_and_differ_in_language()
    {
        Assert.Equal(["broader-differs", "language-twice"], Reasons(
            new TopicExtensionRow("H-1", broader: "SOC", label: "x"),
            new TopicExtensionRow("H-1", broader: "HOU", label: "y")));
        Assert.Equal(["language-twice"], Reasons(new TopicExtensionRow("HOU", "rename", label: "x"), new TopicExtensionRow("HOU", "rename", label: "y")));
        Assert.Equal(["broader-unused"], Reasons(new TopicExtensionRow("HOU", "hide"), new TopicExtensionRow("H-1", broader: "HOU-SEARCH", label: "x")));
        Assert.Equal(["broader-circular", "broader-circular"], Reasons(new TopicExtensionRow("H-1", broader: "H-2", label: "x"), new TopicExtensionRow("H-2", broader: "H-1", label: "y")));
    }

    private static TopicTaxonomy Extend(params TopicExtensionRow[] rows)
    {
        var outcome = Core.Extend(rows);
        Assert.Empty(outcome.Problems);
        return outcome.Taxonomy!;
    }

    private static IEnumerable<string> Reasons(params TopicExtensionRow[] rows) => Core.Extend(rows).Problems.Select(p => p.Reason.Code["topic-problem.".Length..]);
}
