using KimCaseManagement.Topics.Search;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>The tree of topics (Themenkatalog): codes, names in many languages, what lies above what, and the search by anybody's words.</summary>
/// <remarks>Immutable and safe to use from many threads at once. The index for searching is built with the first search.</remarks>
public sealed class TopicTaxonomy
{
    /// <summary>The score below which a match is no more than chance; searches leave such matches out unless told otherwise.</summary>
    public const double LeastScore = 0.3;

    private readonly Dictionary<string, Topic> _byCode;
    private readonly Lazy<TopicSearcher> _searcher;

    internal TopicTaxonomy(string version, IReadOnlyList<TopicRelease> releases, IReadOnlyList<Topic> topics)
    {
        Version = version;
        Releases = releases;
        All = topics;
        _byCode = new Dictionary<string, Topic>(topics.Count, StringComparer.Ordinal);
        foreach (var topic in topics)
            _byCode.Add(topic.Code.Value, topic);
        _searcher = new Lazy<TopicSearcher>(() => new TopicSearcher(IndexBuilder.Build(All)));
    }

    /// <summary>The library's own taxonomy: 14 top topics and the topics below them.</summary>
    public static TopicTaxonomy Core { get; } = LoadCore();

    /// <summary>The release, such as <c>1.0</c>.</summary>
    public string Version { get; }

    /// <summary>All releases up to this one, the first first.</summary>
    public IReadOnlyList<TopicRelease> Releases { get; }

    /// <summary>All topics, deprecated and hidden ones included, each followed by those below it.</summary>
    public IReadOnlyList<Topic> All { get; }

    /// <summary>The languages of the library's labels: German, plain German (<c>de-simple</c>), English, then the languages of first contact.</summary>
    public static IReadOnlyList<LanguageTag> Languages { get; } = Array.AsReadOnly(TopicData.Languages);

    /// <summary>The topic with this code, deprecated and hidden ones included; null where there is none.</summary>
    public Topic? Find(TopicCode code) => _byCode.TryGetValue(code.Value, out var topic) ? topic : null;

    /// <summary>The codes above a topic, the nearest first; empty for a top topic.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public IReadOnlyList<TopicCode> Ancestors(TopicCode code)
    {
        var topic = Require(code);
        var above = new List<TopicCode>();
        while (topic.Broader is { } broader)
        {
            above.Add(broader);
            topic = _byCode[broader.Value];
        }

        return above;
    }

    /// <summary>The topics right below a topic; empty for one without any.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public IReadOnlyList<Topic> Narrower(TopicCode code)
    {
        Require(code);
        return [.. All.Where(t => t.Broader == code)];
    }

    /// <summary>The core topic as which figures count a topic, so that cities stay comparable: the topic itself, or for a city's own one the nearest core topic above it.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public TopicCode RollUp(TopicCode code)
    {
        var topic = Require(code);
        while (topic.IsLocal)
            topic = _byCode[topic.Broader!.Value.Value];
        return topic.Code;
    }

    /// <summary>What a code of an old record means today: itself while it is in use, else what stands for it now. Null where a person has to choose: it was split, or has no successor.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public TopicCode? Current(TopicCode code)
    {
        var topic = Require(code);
        while (topic.IsDeprecated)
        {
            if (topic.ReplacedBy is not { } successor)
                return null;
            topic = _byCode[successor.Value];
        }

        return topic.Code;
    }

    /// <summary>As which today's figures count a code of an old record: <see cref="Current"/> where there is one; else, until a person has chosen, the nearest topic above that is in use.</summary>
    /// <remarks>A deprecated top topic without successor counts as itself.</remarks>
    /// <exception cref="ArgumentException">The taxonomy doesn't have the code.</exception>
    public TopicCode CountedToday(TopicCode code)
    {
        for (var topic = Require(code); ;)
        {
            if (Current(topic.Code) is { } current)
                return current;
            if (topic.Broader is not { } broader)
                return code;
            topic = _byCode[broader.Value];
        }
    }

    /// <summary>Topics that words lead to, the best first: words of any of the languages, single words or whole sentences, colloquial, inflected, misspelt.</summary>
    /// <param name="words">What a client or a case manager says; empty text finds nothing.</param>
    /// <param name="limit">How many matches at most.</param>
    /// <param name="leastScore">Matches with a lower score are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    public IReadOnlyList<TopicMatch> Search(string words, int limit = 10, double leastScore = LeastScore)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _searcher.Value.Search(words, limit, leastScore);
    }

    /// <summary>This taxonomy with a city's own topics, other labels and hidden topics; or everything that is wrong with the lines.</summary>
    /// <remarks>Every own topic leads to exactly one core topic, as which <see cref="RollUp"/> counts it. Own codes never begin with a core top topic's code and a hyphen: those are kept for later releases.</remarks>
    public TopicExtensionOutcome Extend(IEnumerable<TopicExtensionRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return TopicExtension.Apply(this, [.. rows]);
    }

    /// <summary>This taxonomy as an earlier release knew it: topics that came later are missing, later deprecations haven't happened.</summary>
    /// <exception cref="ArgumentException">There was no such release.</exception>
    public TopicTaxonomy AsOf(string version)
    {
        var last = Releases.Select((release, place) => (release, place)).FirstOrDefault(r => r.release.Version == version);
        if (last.release is null)
            throw new ArgumentException($"There is no release '{version}'; there are {string.Join(", ", Releases)}.", nameof(version));
        var known = Releases.Take(last.place + 1).Select(r => r.Version).ToList();
        return new TopicTaxonomy(
            version,
            [.. Releases.Take(last.place + 1)],
            [.. All.Where(t => t.IsLocal || known.Contains(t.Since)).Select(t => t.DeprecatedSince is { } until && !known.Contains(until) ? t.BeforeDeprecation() : t)]);
    }

    private Topic Require(TopicCode code) => Find(code) ?? throw new ArgumentException($"The taxonomy has no topic '{code}'.", nameof(code));

    private static TopicTaxonomy LoadCore()
    {
        var releases = TopicData.Releases();
        return new TopicTaxonomy(releases[releases.Count - 1].Version, releases, TopicData.Load());
    }
}
