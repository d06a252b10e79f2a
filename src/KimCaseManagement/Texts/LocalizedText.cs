using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Texts;

/// <summary>A text for people and the language it is really in.</summary>
/// <remarks>A fallback is visible, never silent: <see cref="IsFallback"/> is true where the language asked for had no text.</remarks>
public sealed record LocalizedText
{
    internal LocalizedText(string text, LanguageTag language, LanguageTag requested, bool isReviewed = true)
    {
        Text = text;
        Language = language;
        Requested = requested;
        IsReviewed = isReviewed;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The language that the text is in.</summary>
    public LanguageTag Language { get; }

    /// <summary>The language that was asked for.</summary>
    public LanguageTag Requested { get; }

    /// <summary>True where the text is in another language than the one asked for.</summary>
    public bool IsFallback => Language != Requested;

    /// <summary>False where the text is a machine's draft that nobody who knows the language has checked: a screen should say so.</summary>
    public bool IsReviewed { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
