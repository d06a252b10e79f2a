using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Texts;

/// <summary>A text for people and the language it is really in.</summary>
/// <remarks>A fallback is visible, never silent: <see cref="IsFallback"/> is true where the language asked for had no text.</remarks>
public sealed record LocalizedText
{
    internal LocalizedText(string text, LanguageTag language, LanguageTag requested)
    {
        Text = text;
        Language = language;
        Requested = requested;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The language that the text is in.</summary>
    public LanguageTag Language { get; }

    /// <summary>The language that was asked for.</summary>
    public LanguageTag Requested { get; }

    /// <summary>True where the text is in another language than the one asked for.</summary>
    public bool IsFallback => Language != Requested;

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
