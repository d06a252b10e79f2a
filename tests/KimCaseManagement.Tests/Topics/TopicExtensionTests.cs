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

    [Fact]
    public void An_own_topic_that_was_given_up_keeps_its_code_and_leads_to_what_stands_for_it()
    {
        var taxonomy = Extend(
            new TopicExtensionRow("HERNE-CHOIR", broader: "SOC-LEISURE", label: "Chor"),
            new TopicExtensionRow("HERNE-MUSIC", broader: "SOC-LEISURE", label: "Musik"),
            new TopicExtensionRow("HERNE-MIX", broader: "SOC", label: "Dies und das"),
            new TopicExtensionRow("HERNE-GONE", broader: "SOC-WOMEN", label: "Musik"),
            new TopicExtensionRow("HERNE-CHOIR", "deprecate", replacedBy: "HERNE-MUSIC"),
            new TopicExtensionRow("HERNE-MIX", "deprecate", replacedBy: "HERNE-MUSIC | SOC-NETWORK"),
            new TopicExtensionRow("HERNE-GONE", "deprecate"));
        var (choir, mix, gone) = (TopicCode.From("HERNE-CHOIR"), TopicCode.From("HERNE-MIX"), TopicCode.From("HERNE-GONE"));
        Assert.Equal(("HERNE-MUSIC", "HERNE-MUSIC"), (taxonomy.Current(choir)!.Value.Value, taxonomy.CountedToday(choir).Value));
        Assert.Equal((null, "SOC"), (taxonomy.Current(mix), taxonomy.CountedToday(mix).Value));
        Assert.Equal(["HERNE-MUSIC", "SOC-NETWORK"], taxonomy.Find(mix)!.SplitInto.Select(c => c.Value));
        Assert.Equal((null, "SOC-WOMEN"), (taxonomy.Current(gone), taxonomy.CountedToday(gone).Value));
        Assert.Equal("HERNE-MUSIC", Assert.Single(taxonomy.Search("Musik", 1)).Code.Value);
        Assert.DoesNotContain(taxonomy.Search("Chor"), m => m.Code == choir);
        Assert.True(TopicMigration.Between(taxonomy, taxonomy).IsTotal);
    }

    [Fact]
    public void Only_own_topics_are_given_up_and_successors_lead_to_topics_in_use()
    {
        TopicExtensionRow[] own = [new("H-1", broader: "SOC", label: "x"), new("H-2", broader: "SOC", label: "y")];
        Assert.Equal(["deprecated-not-own"], Reasons(new TopicExtensionRow("HOU-SEARCH", "deprecate")));
        Assert.Equal(["deprecated-twice"], Reasons([.. own, new("H-1", "deprecate"), new("H-1", "deprecate")]));
        Assert.Equal(["successor-unknown"], Reasons([.. own, new("H-1", "deprecate", replacedBy: "H-3")]));
        Assert.Equal(["successor-circular"], Reasons([.. own, new("H-1", "deprecate", replacedBy: "H-1")]));
        Assert.Equal(["successor-circular", "successor-circular"], Reasons([.. own, new("H-1", "deprecate", replacedBy: "H-2"), new("H-2", "deprecate", replacedBy: "HOU|H-1")]));
        Assert.Equal(["broader-unused"], Reasons([.. own, new("H-3", broader: "H-1", label: "z"), new("H-1", "deprecate")]));
    }

    private static TopicTaxonomy Extend(params TopicExtensionRow[] rows)
    {
        var outcome = Core.Extend(rows);
        Assert.Empty(outcome.Problems);
        return outcome.Taxonomy!;
    }

    private static IEnumerable<string> Reasons(params TopicExtensionRow[] rows) => Core.Extend(rows).Problems.Select(p => p.Reason.Code["topic-problem.".Length..]);
}
