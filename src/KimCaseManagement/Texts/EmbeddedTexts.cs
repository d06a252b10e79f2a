using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Texts;

/// <summary>Reads the catalogue's files, <c>Texts/Catalogue/AREA.LANGUAGE.txt</c>: a line <c>code = text</c> each, <c>#</c> begins a comment line.</summary>
internal static class EmbeddedTexts
{
    private const string Folder = "Texts/Catalogue/";

    internal static Dictionary<LanguageTag, Dictionary<string, string>> Load()
    {
        var all = new Dictionary<LanguageTag, Dictionary<string, string>>();
        var assembly = typeof(EmbeddedTexts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal))
        {
            var parts = name.Split('.');
            var language = LanguageTag.From(parts[parts.Length - 2]);
            if (!all.TryGetValue(language, out var texts))
                all[language] = texts = new Dictionary<string, string>(StringComparer.Ordinal);
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            Read(name, reader, texts);
        }

        return all;
    }

    internal static void Read(string file, TextReader reader, Dictionary<string, string> texts)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals < 1 || !TextCode.IsCode(line.Substring(0, equals)))
                throw new InvalidDataException($"{file}:{number}: a line must read 'code = text'.");
            var code = line.Substring(0, equals);
            if (texts.ContainsKey(code))
                throw new InvalidDataException($"{file}:{number}: the code '{code}' has a text already.");
            texts.Add(code, line.Substring(equals + 3));
        }
    }
}
