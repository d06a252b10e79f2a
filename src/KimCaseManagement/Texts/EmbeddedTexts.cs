using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Texts;

/// <summary>Reads the catalogue's files, <c>Texts/Catalogue/AREA.LANGUAGE.txt</c>: a line <c>code = text</c> each, <c>#</c> begins a comment line.</summary>
/// <remarks>A file whose first line says <c>#! review = machine</c> holds drafts.</remarks>
internal static class EmbeddedTexts
{
    private const string Folder = "Texts/Catalogue/";

    /// <summary>What a file of drafts begins with.</summary>
    private const string DraftMark = "#! review = machine";

    /// <param name="drafts">Takes language and code of every text that is a draft.</param>
    internal static Dictionary<LanguageTag, Dictionary<string, string>> Load(HashSet<(LanguageTag Language, string Code)> drafts)
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
            var firstLine = reader.ReadLine();
            var before = firstLine == DraftMark ? new HashSet<string>(texts.Keys) : null;
            Read(name, reader, texts, firstLine);
            if (before is not null)
                drafts.UnionWith(texts.Keys.Where(code => !before.Contains(code)).Select(code => (language, code)));
        }

        return all;
    }

    private static void Read(string file, TextReader reader, Dictionary<string, string> texts, string? firstLine)
    {
        var number = 0;
        for (var line = firstLine; line is not null; line = reader.ReadLine())
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
