using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Topics;

public sealed class TopicTaxonomyTests
{
    private static readonly TopicTaxonomy Core = TopicTaxonomy.Core;

    [Fact]
    public void Codes_are_kept_for_ever() => Snapshots.Match(string.Join("\n", Core.All.Select(t => $"{t.Code} {t.Broader} {t.Since}")), "codes");

    [Fact]
    public void There_are_14_top_topics_and_89_below_them()
    {
        Assert.Equal((14, 89), (Core.All.Count(t => t.Broader is null), Core.All.Count(t => t.Broader is not null)));
        Assert.All(Core.All, t => Assert.Equal(t.Broader is null ? 0 : 1, Core.Ancestors(t.Code).Count));
        Assert.Equal(89, Core.All.Sum(t => Core.Narrower(t.Code).Count));
    }

    [Fact]
    public void Every_topic_has_a_label_synonyms_and_search_terms_in_every_language()
    {
        foreach (var topic in Core.All)
        {
            Assert.Equal(TopicTaxonomy.Languages, topic.Languages);
            foreach (var language in topic.Languages)
            {
                var label = topic.Label(language);
                Assert.False(label.IsFallback);
                Assert.NotEmpty(label.Text);
                Assert.True(topic.AltLabels(language).Count >= 2, $"{topic} {language}: {topic.AltLabels(language).Count} synonyms");
                Assert.True(topic.HiddenLabels(language).Count >= 4, $"{topic} {language}: {topic.HiddenLabels(language).Count} search terms");
            }
        }
    }

    [Fact]
    public void The_labels_of_a_language_tell_topics_apart()
    {
        foreach (var language in TopicTaxonomy.Languages)
            Assert.Equal(Core.All.Count, Core.All.Select(t => t.Label(language).Text).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_text_is_label_synonym_or_search_term_of_a_topic_but_one_of_them_only()
    {
        foreach (var topic in Core.All)
        {
            foreach (var language in topic.Languages)
            {
                string[] all = [topic.Label(language).Text, .. topic.AltLabels(language), .. topic.HiddenLabels(language)];
                Assert.Equal(all.Length, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.All(all, text => Assert.True(text.Length > 0 && text == text.Trim() && !text.Any(char.IsControl), text));
            }
        }
    }

    [Fact]
    public void Scope_notes_stand_in_German_plain_German_and_English()
    {
        foreach (var language in new[] { LanguageTag.German, LanguageTag.PlainGerman, LanguageTag.English })
            Assert.All(Core.All, t => Assert.False(t.ScopeNote(language)!.IsFallback));
        Assert.True(Core.All[0].ScopeNote(LanguageTag.From("uk"))!.IsFallback);
    }

    [Fact]
    public void Neighbours_named_in_scope_notes_exist()
    {
        foreach (var note in Core.All.SelectMany(t => new[] { LanguageTag.German, LanguageTag.English }.Select(l => t.ScopeNote(l)!.Text)))
        {
            foreach (var named in System.Text.RegularExpressions.Regex.Matches(note, @"\(([A-Z0-9]+(-[A-Z0-9]+)?)\)").Select(m => m.Groups[1].Value))
                Assert.NotNull(Core.Find(TopicCode.From(named)));
        }
    }

    [Fact]
    public void Only_labels_in_German_and_English_are_marked_as_reviewed()
    {
        Assert.True(Core.All[0].IsReviewed(LanguageTag.German));
        Assert.True(Core.All[0].IsReviewed(LanguageTag.English));
        foreach (var language in TopicTaxonomy.Languages.Where(l => l != LanguageTag.German && l != LanguageTag.English))
            Assert.All(Core.All, t => Assert.False(t.IsReviewed(language)));
    }

    [Fact]
    public void A_label_in_a_language_that_is_missing_falls_back_visibly()
    {
        var label = Core.Find(TopicCode.From("RES-PASS"))!.Label(LanguageTag.From("nl"));
        Assert.Equal(("en", true), (label.Language.Value, label.IsFallback));
        Assert.Empty(Core.All[0].AltLabels(LanguageTag.From("nl")));
        Assert.False(Core.All[0].IsReviewed(LanguageTag.From("nl")));
    }

    [Fact]
    public void An_unknown_code_is_named()
    {
        Assert.Null(Core.Find(TopicCode.From("NO-SUCH")));
        Assert.Contains("NO-SUCH", Assert.Throws<ArgumentException>(() => Core.Ancestors(TopicCode.From("NO-SUCH"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Core.Search("x", -1));
    }

    [Fact]
    public void Today_every_code_of_the_first_release_means_itself()
    {
        var migration = TopicMigration.Between(Core.AsOf("1.0"), Core);
        Assert.True(migration.IsTotal, string.Join("\n", migration.Problems));
        Assert.Equal(Core.AsOf("1.0").All.Count, migration.Steps.Count);
        Assert.All(migration.Steps, s => Assert.NotNull(s.Current));
        Assert.Throws<ArgumentException>(() => Core.AsOf("0.9"));
    }

    [Fact]
    public void A_merge_is_mapped_a_split_is_left_to_a_person_and_old_records_keep_their_code()
    {
        var (before, after) = Releases();
        var migration = TopicMigration.Between(before, after);
        Assert.True(migration.IsTotal, string.Join("\n", migration.Problems));
        Assert.Equal(["A → A", "A-MERGED → A-KEPT", "A-KEPT → A-KEPT", "A-SPLIT → A-ONE or A-TWO", "A-GONE → nothing"], migration.Steps.Select(s => s.ToString()));
        Assert.Equal(["A-ONE", "A-TWO"], migration.Added.Select(c => c.Value));
        Assert.Null(after.Current(TopicCode.From("A-SPLIT")));
        Assert.Equal("A-KEPT", after.Current(TopicCode.From("A-MERGED"))!.Value.Value);
        Assert.NotNull(after.Find(TopicCode.From("A-SPLIT")));
        Assert.DoesNotContain("A-SPLIT", after.Search("Thema A-SPLIT", 9, 0).Select(m => m.Code.Value));
    }

    [Fact]
    public void An_earlier_release_can_be_had_again()
    {
        var (before, after) = Releases();
        Assert.Equal(before.All.Select(t => (t.Code, t.IsDeprecated)), after.AsOf("1").All.Select(t => (t.Code, t.IsDeprecated)));
        Assert.Equal(after.All.Count, after.AsOf("2").All.Count);
    }

    [Fact]
    public void A_migration_that_loses_or_revives_a_code_or_leads_nowhere_is_not_total()
    {
        TopicRow[] older = [Row("A"), Row("B", until: "1"), Row("C"), Row("D"), Row("E"), Row("F")];
        TopicRow[] newer = [Row("B"), Row("C", until: "2", replacedBy: "NO"), Row("D", until: "2", replacedBy: "E"), Row("E", until: "2", replacedBy: "D"), Row("F", replacedBy: "B")];
        var migration = TopicMigration.Between(Of("1", older), Of("2", newer));
        Assert.False(migration.IsTotal);
        Assert.Equal(
            [
                "A is missing: a code is deprecated, never removed.",
                "B came back: a deprecated code is never used again.",
                "C is replaced by NO, which doesn't exist.",
                "D is replaced in a circle.",
                "E is replaced in a circle.",
                "F has a successor but is in use.",
            ],
            migration.Problems);
    }

    private static (TopicTaxonomy Before, TopicTaxonomy After) Releases()
    {
        TopicRow[] before = [Row("A"), Row("A-MERGED", "A"), Row("A-KEPT", "A"), Row("A-SPLIT", "A"), Row("A-GONE", "A")];
        TopicRow[] after =
        [
            Row("A"), Row("A-MERGED", "A", until: "2", replacedBy: "A-KEPT"), Row("A-KEPT", "A"),
            new TopicRow(TopicCode.From("A-SPLIT"), TopicCode.From("A"), "1", "2", splitInto: [TopicCode.From("A-ONE"), TopicCode.From("A-TWO")]),
            Row("A-GONE", "A", until: "2"), Row("A-ONE", "A", since: "2"), Row("A-TWO", "A", since: "2"),
        ];
        return (Of("1", before), Of("2", after));
    }

    private static TopicTaxonomy Of(string version, TopicRow[] rows) => new(
        version,
        [.. new[] { "1", "2" }.Where(v => string.CompareOrdinal(v, version) <= 0).Select(v => new TopicRelease(v, "", ""))],
        [.. rows.Select(r => new Topic(r, [TopicTerms.Of(LanguageTag.German, "Thema " + r.Code, true, [], [], "")], _ => []))]);

    private static TopicRow Row(string code, string? broader = null, string since = "1", string? until = null, string? replacedBy = null) =>
        new(TopicCode.From(code), broader is null ? null : TopicCode.From(broader), since, until, replacedBy is null ? null : TopicCode.From(replacedBy));
}
