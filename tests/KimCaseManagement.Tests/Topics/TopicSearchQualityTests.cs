using KimCaseManagement.Topics;

namespace KimCaseManagement.Tests.Topics;

/// <summary>Holds the figures of the search: what gets worse fails here. The figures themselves stand in docs/reference/topic-search.md.</summary>
public sealed class TopicSearchQualityTests
{
    [Fact]
    public void There_are_at_least_300_queries_in_every_language_of_known_kinds_and_codes()
    {
        Assert.True(QuerySet.All.Count >= 300);
        Assert.Equal(TopicTaxonomy.Languages.Select(l => l.Value).Order(StringComparer.Ordinal), QuerySet.All.Select(q => q.Language).Distinct().Order(StringComparer.Ordinal));
        Assert.All(QuerySet.All, q =>
        {
            Assert.Contains(q.Kind, new[] { "short", "sentence", "typo", "nonsense" });
            Assert.Equal(q.Kind == "nonsense", q.Expected.Count == 0);
            Assert.All(q.Expected, code => Assert.NotNull(TopicTaxonomy.Core.Find(TopicCode.From(code))));
        });
    }

    [Theory]
    [InlineData("short", 0.97, 0.99)]
    [InlineData("typo", 0.95, 0.98)]
    [InlineData("sentence", 0.90, 0.97)]
    [InlineData("nonsense", 0.95, 0.95)]
    public void The_right_topic_comes_first_or_among_the_first_three(string kind, double first, double firstThree)
    {
        var figures = QuerySet.Figures(q => q.Kind == kind);
        Assert.True(figures.First >= first && figures.FirstThree >= firstThree, $"{kind}: {figures}");
    }

    [Fact]
    public void No_language_lags_behind()
    {
        foreach (var language in TopicTaxonomy.Languages)
        {
            var figures = QuerySet.Figures(q => q.Language == language.Value && q.Kind != "nonsense");
            Assert.True(figures.First >= 0.85 && figures.FirstThree >= 0.95, $"{language}: {figures}");
        }
    }
}
