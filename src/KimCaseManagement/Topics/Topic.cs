using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>A topic of counselling (Thema, Anliegen) with its place in the tree and its names.</summary>
public sealed class Topic
{
    private readonly IReadOnlyDictionary<LanguageTag, string> _labels;

    internal Topic(TopicCode code, TopicCode? broader, IReadOnlyDictionary<LanguageTag, string> labels)
    {
        Code = code;
        Broader = broader;
        _labels = labels;
    }

    /// <summary>The code, kept for ever.</summary>
    public TopicCode Code { get; }

    /// <summary>The one topic above it; null for a top topic.</summary>
    public TopicCode? Broader { get; }

    /// <summary>The name in a language; a fallback says so.</summary>
    public LocalizedText Label(LanguageTag language)
    {
        foreach (var candidate in new[] { language, LanguageTag.English })
        {
            if (_labels.TryGetValue(candidate, out var label))
                return new LocalizedText(label, candidate, language);
        }

        return new LocalizedText(_labels[LanguageTag.German], LanguageTag.German, language);
    }

    /// <summary>The code.</summary>
    public override string ToString() => Code.Value;
}
