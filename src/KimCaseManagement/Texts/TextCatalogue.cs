using System.Globalization;
using System.Text;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Texts;

/// <summary>All words for people (Textkatalog): code → text, complete in German and English, further languages where they meet clients.</summary>
/// <remarks>
/// <para>A text that is missing in a language is taken from the next one: <c>de-simple</c> from <c>de</c>, any other from English, then German; the result says so.</para>
/// <para>Immutable and safe to use from many threads at once. A host adds its own words with <see cref="With"/>, which then count as reviewed.</para>
/// </remarks>
public sealed class TextCatalogue
{
    private readonly Dictionary<LanguageTag, Dictionary<string, string>> _texts;

    private readonly HashSet<(LanguageTag Language, string Code)> _drafts;

    private TextCatalogue(Dictionary<LanguageTag, Dictionary<string, string>> texts, HashSet<(LanguageTag Language, string Code)> drafts)
    {
        _texts = texts;
        _drafts = drafts;
    }

    /// <summary>The library's own texts.</summary>
    public static TextCatalogue BuiltIn { get; } = LoadBuiltIn();

    /// <summary>The languages that have at least one text, in the order of their tags.</summary>
    public IReadOnlyList<LanguageTag> Languages => [.. _texts.Keys.OrderBy(l => l)];

    /// <summary>The codes that have a text in the language itself, without fallback, in ordinal order.</summary>
    public IReadOnlyList<string> CodesIn(LanguageTag language) =>
        _texts.TryGetValue(language, out var texts) ? [.. texts.Keys.OrderBy(c => c, StringComparer.Ordinal)] : [];

    /// <summary>True where the code has a text in German, from where every fallback ends.</summary>
    public bool Contains(string code) => _texts[LanguageTag.German].ContainsKey(code);

    /// <summary>The text of a code as it stands in the catalogue, placeholders included.</summary>
    /// <exception cref="UnknownTextException">No language that applies has a text for the code.</exception>
    public LocalizedText For(string code, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(code);
        foreach (var candidate in Fallbacks(language))
        {
            if (_texts.TryGetValue(candidate, out var texts) && texts.TryGetValue(code, out var text))
                return new LocalizedText(text, candidate, language, !_drafts.Contains((candidate, code)));
        }

        throw new UnknownTextException(code);
    }

    /// <summary>The text of a reason with its placeholders filled: dates and numbers in the manner of the language, terms by their own text.</summary>
    /// <exception cref="UnknownTextException">No language that applies has a text for the reason or one of its terms.</exception>
    public LocalizedText For(Reason reason, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var pattern = For(reason.Code, language);
        return reason.Arguments.Count == 0 ? pattern : new LocalizedText(Fill(pattern, reason.Arguments), pattern.Language, language, pattern.IsReviewed);
    }

    /// <summary>The same catalogue with one text added or replaced: how a city names its own reasons or renames ours.</summary>
    /// <exception cref="ArgumentException">The code has another shape than a code, the language is the default value, or the text is empty.</exception>
    public TextCatalogue With(string code, LanguageTag language, string text)
    {
        if (!TextCode.IsCode(code))
            throw TextCode.NotACode("a text code", code, nameof(code));
        if (language.IsDefault)
            throw new ArgumentException("The language must be given, such as LanguageTag.German.", nameof(language));
        if (string.IsNullOrWhiteSpace(text))
            throw new ArgumentException($"The text of '{code}' must not be empty.", nameof(text));
        var copy = new Dictionary<LanguageTag, Dictionary<string, string>>(_texts);
        copy[language] = copy.TryGetValue(language, out var texts) ? new Dictionary<string, string>(texts, StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal);
        copy[language][code] = text;
        return new TextCatalogue(copy, _drafts.Contains((language, code)) ? [.. _drafts.Where(draft => draft != (language, code))] : _drafts);
    }

    /// <summary>The names of the placeholders in a text, in the order in which they stand.</summary>
    internal static IReadOnlyList<string> Placeholders(string text)
    {
        var names = new List<string>();
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close > open)
                names.Add(text.Substring(open + 1, close - open - 1));
        }

        return names;
    }

    private static TextCatalogue LoadBuiltIn()
    {
        var drafts = new HashSet<(LanguageTag Language, string Code)>();
        return new TextCatalogue(EmbeddedTexts.Load(drafts), drafts);
    }

    /// <summary>A day in the manner of the language.</summary>
    internal static string Format(LocalDate date, LanguageTag language) =>
        language == LanguageTag.German || language == LanguageTag.PlainGerman ? Dates.German.Format(date)
        : language == LanguageTag.English ? Dates.English.Format(date)
        : LocalDatePattern.Iso.Format(date);

    private static IEnumerable<LanguageTag> Fallbacks(LanguageTag language)
    {
        yield return language;
        for (var tag = language; tag.TryParent(out var parent); tag = parent)
            yield return parent;
        yield return LanguageTag.English;
        yield return LanguageTag.German;
    }

    private string Fill(LocalizedText pattern, IReadOnlyList<ReasonArgument> arguments)
    {
        var text = new StringBuilder(pattern.Text);
        foreach (var argument in arguments)
            text.Replace("{" + argument.Name + "}", Apart(Format(argument, pattern.Language), pattern.Language));
        return text.ToString();
    }

    /// <summary>In a text from right to left, what is inserted keeps its own direction (first strong isolate, Unicode Standard Annex 9): a date or a German name would else pull the words beside it over.</summary>
    private static string Apart(string inserted, LanguageTag language) => language.IsRightToLeft ? "\u2068" + inserted + "\u2069" : inserted;

    private string Format(ReasonArgument argument, LanguageTag language) => argument.Value switch
    {
        string code when argument.IsTerm => For(code, language).Text,
        LocalDate date => Format(date, language),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => (string)other,
    };

    /// <summary>Made when a date is written first: patterns take longer to make than all texts to read.</summary>
    private static class Dates
    {
        internal static readonly LocalDatePattern German = LocalDatePattern.CreateWithInvariantCulture("dd.MM.yyyy");
        internal static readonly LocalDatePattern English = LocalDatePattern.CreateWithInvariantCulture("d MMMM yyyy");
    }
}
