using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>A topic that words led to, how well, and through what.</summary>
public sealed class TopicMatch
{
    internal TopicMatch(Topic topic, double score, string matched, LanguageTag matchedLanguage)
    {
        Topic = topic;
        Score = score;
        Matched = matched;
        MatchedLanguage = matchedLanguage;
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }

    /// <summary>Its code.</summary>
    public TopicCode Code => Topic.Code;

    /// <summary>0 to 1: how much of what the words ask for the topic explains. 1 for a label as it stands; below <see cref="TopicTaxonomy.LeastScore"/> it is no more than chance.</summary>
    public double Score { get; }

    /// <summary>The label, synonym or search term that speaks most for the topic.</summary>
    public string Matched { get; }

    /// <summary>The language of <see cref="Matched"/>.</summary>
    public LanguageTag MatchedLanguage { get; }

    /// <summary>Code and score.</summary>
    public override string ToString() => FormattableString.Invariant($"{Code} {Score:0.00}");
}
