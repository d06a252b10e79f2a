using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli;

/// <summary>Reads a city's own topics (<c>--extend</c>): CSV with a header row; separated by comma, semicolon or tab.</summary>
internal static class TopicExtensionFile
{
    private static readonly string[] Columns = ["code", "action", "broader", "language", "label", "synonyms", "search", "scope"];

    internal static TopicTaxonomy Apply(string? file, Terminal terminal)
    {
        if (file is null)
            return TopicTaxonomy.Core;
        var (rows, lines) = Read(file, terminal);
        var outcome = TopicTaxonomy.Core.Extend(rows);
        return outcome.Taxonomy ?? throw new WrongInputException(
            [.. outcome.Problems.Select(p => $"{file}:{lines[p.Row]}: {p.Field}: {TextCatalogue.BuiltIn.For(p.Reason, LanguageTag.English)}")]);
    }

    private static (List<TopicExtensionRow> Rows, List<int> Lines) Read(string file, Terminal terminal)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = false,
            Delimiter = Delimiter(file),
            BadDataFound = bad => throw new WrongInputException($"{file}:{bad.Context.Parser?.RawRow}: quote: '{bad.Field}' has a quotation mark in the wrong place; double it inside of quotation marks."),
        };
        using var csv = new CsvParser(reader, configuration);
        var rows = new List<TopicExtensionRow>();
        var lines = new List<int>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            var begin = 1;
            while (csv.Read())
            {
                var fields = csv.Record!;
                if (places.Count == 0)
                {
                    ReadHeader(file, fields, places, terminal);
                }
                else if (fields.Length != 1 || fields[0].Length > 0)
                {
                    string? Field(string name) => places.TryGetValue(name, out var place) && place < fields.Length ? fields[place] : null;
                    rows.Add(new TopicExtensionRow(Field("code") ?? "", Field("action"), Field("broader"), Field("language"), Field("label"), Field("synonyms"), Field("search"), Field("scope")));
                    lines.Add(begin);
                }

                begin = csv.RawRow + 1;
            }
        }
        catch (DecoderFallbackException)
        {
            throw new WrongInputException($"{file}:{csv.RawRow + 1}: encoding: the file is not UTF-8; save it as UTF-8.");
        }

        if (places.Count == 0)
            throw new WrongInputException($"{file}:1: header: the file is empty; a header row with {string.Join(", ", Columns)} is expected.");
        return (rows, lines);
    }

    private static void ReadHeader(string file, string[] header, Dictionary<string, int> places, Terminal terminal)
    {
        for (var i = 0; i < header.Length; i++)
        {
            var name = header[i].Trim();
            if (!Columns.Contains(name, StringComparer.Ordinal))
                terminal.Warn($"{file}:1: {name}: unknown column, ignored; known are {string.Join(", ", Columns)}.");
            if (!places.TryAdd(name, i))
                throw new WrongInputException($"{file}:1: {name}: the column stands there twice.");
        }

        foreach (var needed in new[] { "code", "label" })
        {
            if (!places.ContainsKey(needed))
                throw new WrongInputException($"{file}:1: {needed}: the column is missing; needed are code and label, for own topics broader too.");
        }
    }

    private static string Delimiter(string file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var header = reader.ReadLine() ?? "";
        return header.Contains('\t', StringComparison.Ordinal) ? "\t" : header.Contains(';', StringComparison.Ordinal) ? ";" : ",";
    }
}
