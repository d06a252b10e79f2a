using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>A topic of counselling (Thema, Anliegen) with its place in the tree, its names and its history.</summary>
/// <remarks>Immutable and safe to use from many threads at once. A topic is never removed and its code never used again: one that is no longer to be chosen is deprecated.</remarks>
public sealed class Topic
{
    private readonly TopicTerms[] _terms;
    private readonly Func<TopicCode, IReadOnlyList<TopicMapping>> _mappings;

    internal Topic(TopicRow row, TopicTerms[] terms, Func<TopicCode, IReadOnlyList<TopicMapping>> mappings, bool isLocal = false, bool isHidden = false)
    {
        Row = row;
        Code = row.Code;
        Broader = row.Broader;
        Since = row.Since;
        DeprecatedSince = row.Until;
        ReplacedBy = row.ReplacedBy;
        SplitInto = row.SplitInto;
        IsLocal = isLocal;
        IsHidden = isHidden;
        _terms = terms;
        _mappings = mappings;
    }

    /// <summary>The code, kept for ever.</summary>
    public TopicCode Code { get; }

    /// <summary>The one topic above it; null for a top topic.</summary>
    public TopicCode? Broader { get; }

    /// <summary>The release of the taxonomy with which it came; empty for a city's own topic.</summary>
    public string Since { get; }

    /// <summary>The release with which it was deprecated; null while it is in use.</summary>
    public string? DeprecatedSince { get; }

    /// <summary>True where new records should not use it any more.</summary>
    public bool IsDeprecated => DeprecatedSince is not null;

    /// <summary>What stands for it today where it was renamed or merged; null where it is in use, was split or has no successor.</summary>
    public TopicCode? ReplacedBy { get; }

    /// <summary>The topics it was split into; a person has to choose among them, so nothing is mapped automatically. Empty otherwise.</summary>
    public IReadOnlyList<TopicCode> SplitInto { get; }

    /// <summary>What it corresponds to in other classifications, by their identifiers only.</summary>
    public IReadOnlyList<TopicMapping> Mappings => _mappings(Code);

    /// <summary>True for a city's own topic below the core ones.</summary>
    public bool IsLocal { get; }

    /// <summary>True where a city doesn't offer it; old records and reports still know it.</summary>
    public bool IsHidden { get; }

    /// <summary>The languages that it has a label in, German first.</summary>
    public IReadOnlyList<LanguageTag> Languages => [.. _terms.Select(t => t.Language)];

    internal TopicRow Row { get; }

    internal IReadOnlyList<TopicTerms> Terms => _terms;

    /// <summary>The name in a language; a fallback (to German for <c>de-simple</c>, else to English, then German) says so.</summary>
    public LocalizedText Label(LanguageTag language)
    {
        var terms = Of(language) ?? (language.TryParent(out var parent) ? Of(parent) : null) ?? Of(LanguageTag.English) ?? Of(LanguageTag.German)!;
        return new LocalizedText(terms.Label, terms.Language, language, terms.IsReviewed);
    }

    /// <summary>Other names fit to be shown (Synonyme) in exactly this language; empty where it has none.</summary>
    public IReadOnlyList<string> AltLabels(LanguageTag language) => Of(language)?.Synonyms ?? [];

    /// <summary>Words that lead here but aren't shown: colloquial words, misspellings, transliterations; in exactly this language.</summary>
    public IReadOnlyList<string> HiddenLabels(LanguageTag language) => Of(language)?.SearchTerms ?? [];

    /// <summary>What belongs here and what belongs next door (Abgrenzung); null where neither the language nor its fallbacks have a note.</summary>
    public LocalizedText? ScopeNote(LanguageTag language)
    {
        foreach (var candidate in new[] { language, language.TryParent(out var parent) ? parent : language, LanguageTag.English, LanguageTag.German })
        {
            if (Of(candidate)?.Scope is { Length: > 0 } note)
                return new LocalizedText(note, candidate, language);
        }

        return null;
    }

    /// <summary>True where a person who knows the language has checked the label; false for a machine's draft and for a language without label.</summary>
    public bool IsReviewed(LanguageTag language) => Of(language)?.IsReviewed ?? false;

    /// <summary>The code.</summary>
    public override string ToString() => Code.Value;

    internal Topic BeforeDeprecation() => new(Row.BeforeDeprecation(), _terms, _mappings, IsLocal, IsHidden);

    internal TopicTerms? Of(LanguageTag language)
    {
        foreach (var terms in _terms)
        {
            if (terms.Language == language)
                return terms;
        }

        return null;
    }
}
