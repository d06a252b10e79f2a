using CsCheck;
using KimCaseManagement.Topics;

namespace KimCaseManagement.Tests.Topics;

public sealed class TopicSearchTests
{
    private static readonly TopicTaxonomy Core = TopicTaxonomy.Core;

    /// <summary>What offices name in public (named-in-public.csv), word by word, with the topics meant.</summary>
    public static IEnumerable<object[]> NamedInPublic()
    {
        var rows = new Dictionary<string, string>();
        using var reader = new StreamReader(typeof(TopicSearchTests).Assembly.GetManifestResourceStream("named-in-public.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(';');
            rows[fields[0]] = fields[1];
        }

        return rows.Select(row => new object[] { row.Key, row.Value });
    }

    [Theory]
    [MemberData(nameof(NamedInPublic))]
    public void Every_word_that_offices_name_in_public_finds_its_topic(string word, string codes) =>
        Assert.Subset(Core.Search(word, 3).Select(m => m.Code.Value).ToHashSet(), codes.Split(' ').ToHashSet());

    [Theory]
    [InlineData("Ausländerbehörde")]
    [InlineData("Auslaenderbehoerde")]
    [InlineData("Auslanderbehorde")]
    [InlineData("AUSLÄNDERBEHÖRDE")]
    [InlineData("ausla\u0308nderbeho\u0308rde")]
    public void Umlauts_are_found_however_they_are_written(string words) => Assert.Equal("RES", First(words));

    [Theory]
    [InlineData("detskij sad", "CHI-KITA")]
    [InlineData("kvartira", "HOU")]
    [InlineData("джобцентр", "BEN-SGB2")]
    [InlineData("رخصه قياده", "DOC-LICENCE")]
    [InlineData("گواهي نامه رانندگي", "DOC-LICENCE")]
    [InlineData("asigurare de sanatate", "HEA-INSUR")]
    public void Other_letters_and_variants_of_letters_meet(string words, string code) => Assert.Equal(code, First(words));

    [Theory]
    [InlineData("Mietschuldenberatung", "DEB-RENT")]
    [InlineData("Inkassobriefe", "DEB-BILLS")]
    [InlineData("Kinder garten", "CHI-KITA")]
    [InlineData("job center", "BEN-SGB2")]
    [InlineData("ALG1", "WRK-UNEMP")]
    [InlineData("eingebürgert", "RES-NATUR")]
    public void Compounds_are_found_by_their_parts_and_words_apart_as_one(string words, string code) =>
        Assert.Contains(code, Core.Search(words, 3).Select(m => m.Code.Value));

    [Theory]
    [InlineData("Jugendamt", "FAM-PARENT", "BEN-PARENT", "CHI-KITA")]
    [InlineData("Sozialamt", "BEN-SGB12", "BEN-ASYLB")]
    public void An_ambiguous_word_gives_all_its_topics(string words, params string[] codes) =>
        Assert.Subset(Core.Search(words).Select(m => m.Code.Value).ToHashSet(), codes.ToHashSet());

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?-…")]
    [InlineData("xkcdqwplm")]
    [InlineData("ich und du")]
    public void What_says_nothing_finds_nothing(string words) => Assert.Empty(Core.Search(words));

    [Fact]
    public void A_phrase_of_nothing_but_small_words_counts_as_a_whole()
    {
        var match = Core.Search("iş arıyorum")[0];
        Assert.Equal("WRK-SEARCH", match.Topic.Code.Value);
        Assert.True(match.Score > 0.9, $"{match.Score}: the first word is grammar in English, the second stands in every request");
    }

    [Fact]
    public void Every_label_of_every_language_finds_its_topic()
    {
        var missed = new List<string>();
        foreach (var topic in Core.All)
        {
            foreach (var language in topic.Languages)
            {
                if (!Core.Search(topic.Label(language).Text, 3).Any(m => m.Code == topic.Code))
                    missed.Add($"{topic.Code} {language} {topic.Label(language).Text}");
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public void A_match_says_what_matched_and_in_which_language()
    {
        var match = Core.Search("я ищу квартиру", 1)[0];
        Assert.Equal(("HOU-SEARCH", "ru"), (match.Code.Value, match.MatchedLanguage.Value));
        Assert.Contains("квартиру", match.Matched, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_question_gives_the_same_answer_whatever_was_asked_before_and_by_whom()
    {
        var queries = QuerySet.All.Select(q => q.Words).ToList();
        var alone = queries.Select(Show).ToList();
        Parallel.For(0, 8, round =>
        {
            for (var i = 0; i < queries.Count; i++)
            {
                var place = (i * 7 + round * 131) % queries.Count;
                Assert.Equal(alone[place], Show(queries[place]));
            }
        });

        static string Show(string words) => string.Join(" ", Core.Search(words, 5, 0.1));
    }

    [Fact]
    public void No_text_breaks_the_search_and_scores_fall_from_1_to_the_least()
    {
        var words = Gen.OneOf(Gen.String, Gen.Int[0, QuerySet.All.Count - 1].Select(Gen.String, (i, noise) => QuerySet.All[i].Words + noise), Gen.Char['\u0000', '\uFFFF'].Array[0, 300].Select(c => new string(c)));
        Gen.Select(words, Gen.Int[0, 20], Gen.Double[0, 1]).Sample((text, limit, least) =>
        {
            var matches = Core.Search(text, limit, least);
            Assert.True(matches.Count <= limit);
            Assert.All(matches, m => Assert.InRange(m.Score, least - 0.0001, 1));
            Assert.Equal(matches.Select(m => m.Code).Distinct().Count(), matches.Count);
            Assert.Equal(matches.OrderByDescending(m => m.Score).Select(m => m.Score), matches.Select(m => m.Score));
            Assert.All(matches, m => Assert.NotEmpty(m.Matched));
        }, iter: 3000);
    }

#if NET // .NET Framework has no such count.
    [Fact]
    public void Searching_allocates_little()
    {
        Core.Search("Wohnungssuche");
        Core.Search("ich such eine Wonung");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Core.Search("Ich suche eine Wohnung für meine Familie", 3);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 2000);
    }
#endif

    [Fact]
    public void Hidden_and_deprecated_topics_are_not_found()
    {
        var hidden = Core.Extend([new TopicExtensionRow("SOC-WOMEN", "hide")]).Taxonomy!;
        Assert.Contains("SOC-WOMEN", Core.Search("Frauencafé").Select(m => m.Code.Value));
        Assert.DoesNotContain("SOC-WOMEN", hidden.Search("Frauencafé").Select(m => m.Code.Value));
    }

    private static string? First(string words) => Core.Search(words, 1).Select(m => m.Code.Value).FirstOrDefault();
}
