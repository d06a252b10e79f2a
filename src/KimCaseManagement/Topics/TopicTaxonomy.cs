using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>The tree of topics (Themenkatalog): codes, names, what lies above what.</summary>
/// <remarks>Immutable and safe to use from many threads at once.</remarks>
public sealed class TopicTaxonomy
{
    private readonly Dictionary<TopicCode, Topic> _byCode;

    private TopicTaxonomy(IReadOnlyList<Topic> topics)
    {
        All = topics;
        _byCode = topics.ToDictionary(t => t.Code);
    }

    /// <summary>The library's own taxonomy: 14 top topics and the topics below them.</summary>
    public static TopicTaxonomy Core { get; } = new(TopicData.Load());

    /// <summary>All topics, each top topic followed by those below it.</summary>
    public IReadOnlyList<Topic> All { get; }

    /// <summary>The topic with this code; null where there is none.</summary>
    public Topic? Find(TopicCode code) => _byCode.TryGetValue(code, out var topic) ? topic : null;

    /// <summary>The codes above a topic, the nearest first; empty for a top topic.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public IReadOnlyList<TopicCode> Ancestors(TopicCode code)
    {
        var topic = Find(code) ?? throw new ArgumentException($"The taxonomy has no topic '{code}'.", nameof(code));
        var above = new List<TopicCode>();
        while (topic.Broader is { } broader)
        {
            above.Add(broader);
            topic = _byCode[broader];
        }

        return above;
    }
}
