namespace KimCaseManagement.Vocabulary;

/// <summary>Where a rule comes from (Quelle): a law, a programme paper, a published text, or this project's own judgement; and how sure we are.</summary>
/// <remarks>All sources stand in <see cref="Sources"/>; the page of sources in the docs is generated from there.</remarks>
public sealed class Source
{
    internal Source(string code, string title, SourceCertainty certainty, string? url = null)
    {
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
