using System.Text;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli;

/// <summary>The library's texts and the few that only this host has, from <c>Texts/cli.LANGUAGE.txt</c>.</summary>
internal static class CliTexts
{
    internal static TextCatalogue Catalogue { get; } = Load();

    private static TextCatalogue Load()
    {
        var catalogue = TextCatalogue.BuiltIn;
        foreach (var language in new[] { LanguageTag.German, LanguageTag.English })
        {
            using var reader = new StreamReader(typeof(CliTexts).Assembly.GetManifestResourceStream($"Texts/cli.{language}.txt")!, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && line[0] != '#' && line.Split(" = ", 2) is [var code, var text])
                    catalogue = catalogue.With(code, language, text);
            }
        }

        return catalogue;
    }
}
