using System.CommandLine;
using System.Globalization;
using System.Numerics;
using KimCaseManagement.Topics;
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
            if (!LanguageTag.TryFrom(text, out var language) || !TopicTaxonomy.Languages.Contains(language))
                result.AddError($"--language: '{text}' is not a supported language; one of {string.Join(", ", TopicTaxonomy.Languages)} is expected.");
            return language;
        },
    };

    /// <summary>A number within a range, both ends included.</summary>
    internal static Option<T> Number<T>(string name, string description, T smallest, T largest)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "number",
            CustomParser = result =>
            {
                var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
                if (!T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !(number >= smallest && number <= largest))
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {smallest} to {largest}."));
                return number;
            },
        };
}
