using System.CommandLine;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli;

/// <summary>Options that several verbs share, so that they are named and checked alike.</summary>
internal static class CommonOptions
{
    /// <summary><c>--format</c> among those that the verb offers; without it, <c>table</c> where results go to a terminal and the verb's data format elsewhere.</summary>
    internal static Option<string?> Format(params string[] formats)
    {
        var option = new Option<string?>("--format") { Description = $"How to print: {string.Join(", ", formats)}.", HelpName = string.Join("|", formats) };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary><c>--language</c>, German unless said otherwise.</summary>
    internal static Option<LanguageTag> Language() => new("--language")
    {
        Description = "Language of texts, a BCP 47 tag: de (unless said otherwise), de-simple, en, …",
        HelpName = "tag",
        DefaultValueFactory = _ => LanguageTag.German,
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!LanguageTag.TryFrom(text, out var language))
                result.AddError($"'{text}' is not a language tag; 'de', 'en' or 'uk' would be.");
            return language;
        },
    };
}
