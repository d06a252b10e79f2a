namespace KimCaseManagement.Topics;

/// <summary>One line of a city's extension of the taxonomy (eigene Themen einer Kommune): a topic of its own, another label, a topic it doesn't offer, or an own one it has given up.</summary>
/// <remarks>Several lines with one code give its labels in further languages. Nothing is checked here: <see cref="TopicTaxonomy.Extend"/> does, and names every fault.</remarks>
public sealed class TopicExtensionRow
{
    /// <summary>Makes a line from text as it stands in a file.</summary>
    /// <param name="code">Code of the topic, of the city's own for <c>add</c>.</param>
    /// <param name="action"><c>add</c> (unless said otherwise), <c>rename</c>, <c>hide</c> or <c>deprecate</c>.</param>
    /// <param name="broader">For <c>add</c>: code of the one topic above it, a core or an own one.</param>
    /// <param name="language">BCP 47 tag of the words; German unless said otherwise.</param>
    /// <param name="label">Name of the topic in that language.</param>
    /// <param name="synonyms">Other names fit to be shown, separated by <c>|</c>.</param>
    /// <param name="search">Words that lead there but aren't shown, separated by <c>|</c>.</param>
    /// <param name="scope">What belongs there and what next door.</param>
    /// <param name="replacedBy">For <c>deprecate</c>: the topic that stands for an own one now (a merge), or several separated by <c>|</c> from which a person has to choose (a split); empty where none does.</param>
    public TopicExtensionRow(string code, string? action = null, string? broader = null, string? language = null, string? label = null, string? synonyms = null, string? search = null, string? scope = null, string? replacedBy = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        Code = code.Trim();
        Action = OrElse(action, "add");
        Broader = OrElse(broader, "");
        Language = OrElse(language, "de");
        Label = OrElse(label, "");
        Synonyms = OrElse(synonyms, "");
        Search = OrElse(search, "");
        Scope = OrElse(scope, "");
        ReplacedBy = OrElse(replacedBy, "");
    }

    /// <summary>Code of the topic.</summary>
    public string Code { get; }

    /// <summary><c>add</c>, <c>rename</c>, <c>hide</c> or <c>deprecate</c>.</summary>
    public string Action { get; }

    /// <summary>Code of the topic above an own one; empty otherwise.</summary>
    public string Broader { get; }

    /// <summary>BCP 47 tag of the words.</summary>
    public string Language { get; }

    /// <summary>Name of the topic.</summary>
    public string Label { get; }

    /// <summary>Other names fit to be shown, separated by <c>|</c>.</summary>
    public string Synonyms { get; }

    /// <summary>Words that lead there but aren't shown, separated by <c>|</c>.</summary>
    public string Search { get; }

    /// <summary>What belongs there and what next door.</summary>
    public string Scope { get; }

    /// <summary>What stands for a deprecated own topic; several codes separated by <c>|</c>, or empty.</summary>
    public string ReplacedBy { get; }

    private static string OrElse(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text!.Trim();
}
