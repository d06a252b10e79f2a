namespace KimCaseManagement.Vocabulary;

/// <summary>Where a rule comes from (Quelle): a law, a programme paper, a published text, or this project's own judgement; and how sure we are.</summary>
/// <remarks>All sources of the library stand in <see cref="Sources"/>; the page of sources in the docs is generated from there. A city names the papers of its own rules with the constructor. Immutable.</remarks>
public sealed class Source
{
    /// <summary>Names a source.</summary>
    /// <param name="code">Stable code: 1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, such as <c>herne-concept-2024</c>.</param>
    /// <param name="title">Its own title, untranslated.</param>
    /// <param name="certainty">How sure you are that the source says what the rule says.</param>
    /// <param name="url">Where it was read; null where there is no public address.</param>
    /// <exception cref="ArgumentException">The code has another shape, or the title is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="certainty"/> is unspecified.</exception>
    public Source(string code, string title, SourceCertainty certainty, string? url = null)
    {
        if (!TextCode.IsCode(code))
            throw TextCode.NotACode("a source's code", code, nameof(code));
        if (string.IsNullOrWhiteSpace(title))
            throw new ArgumentException("A source has a title: it must not be empty.", nameof(title));
        if (certainty is < SourceCertainty.Read or > SourceCertainty.OwnDesign)
            throw new ArgumentOutOfRangeException(nameof(certainty), certainty, "How sure a source is has to be said: read, general knowledge, or own design.");
        Code = code;
        Title = title;
        Certainty = certainty;
        Url = url;
    }

    /// <summary>Stable code, such as <c>tintg-4</c>.</summary>
    public string Code { get; }

    /// <summary>Its own title, untranslated.</summary>
    public string Title { get; }

    /// <summary>How sure we are that the source says what the rule says.</summary>
    public SourceCertainty Certainty { get; }

    /// <summary>Where it was read; null where there is no public address.</summary>
    public string? Url { get; }

    /// <inheritdoc/>
    public override string ToString() => Code;
}

/// <summary>How sure we are of a source.</summary>
public enum SourceCertainty
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Read in the public text that is named.</summary>
    Read = 1,

    /// <summary>General professional or legal knowledge; the text itself was not read again. Check before quoting.</summary>
    GeneralKnowledge = 2,

    /// <summary>A decision of this project, because no source prescribes one.</summary>
    OwnDesign = 3,
}
