namespace KimCaseManagement.Texts;

/// <summary>A code has no text: a code of a later version, or one of the host's own that it did not add with <see cref="TextCatalogue.With"/>.</summary>
public sealed class UnknownTextException : Exception
{
    internal UnknownTextException(string code)
        : base($"There is no text for the code '{code}'. Add one with TextCatalogue.With(code, language, text), at least in German.")
        => Code = code;

    /// <summary>The code without a text.</summary>
    public string Code { get; }
}
