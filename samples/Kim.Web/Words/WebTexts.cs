using System.Text;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace Kim.Web.Words;

/// <summary>The library's texts and those of this application, from <c>Words/AREA.LANGUAGE.txt</c>.</summary>
internal static class WebTexts
{
    private const string Folder = "Words/";

    internal static TextCatalogue Catalogue { get; } = Load();

    private static TextCatalogue Load()
    {
        var catalogue = TextCatalogue.BuiltIn;
        var assembly = typeof(WebTexts).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var language = LanguageTag.From(file.Split('.')[^2]);
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && line[0] != '#' && line.Split(" = ", 2) is [var code, var text])
                    catalogue = catalogue.With(code, language, text);
            }
        }

        return catalogue;
    }
}
