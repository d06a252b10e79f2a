using System.CommandLine;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli.Csv;

/// <summary>Reads a city's own topics (<c>--extend</c>): a CSV file with the columns that docs/how-to/add-a-topic.md explains.</summary>
internal static class TopicExtensionFile
{
    private static readonly CsvColumn[] Columns =
    [
        new("code", IsRequired: true), new("action"), new("broader"), new("language"), new("label", IsRequired: true), new("synonyms"), new("search"), new("scope"), new("replaced_by"),
    ];

    /// <summary><c>--extend</c>, as every verb that reads topics has it.</summary>
    internal static Option<string?> Option() => new("--extend")
    {
        Description = "A city's own topics, other labels, hidden topics: CSV with code, action (add, rename, hide, deprecate), broader, language, label, synonyms, search, scope, replaced_by.",
        HelpName = "file",
    };

    /// <summary>The core taxonomy, extended where a file is given.</summary>
    /// <exception cref="WrongInputException">The file doesn't hold; every fault is named with line and field.</exception>
    internal static TopicTaxonomy Apply(string? file, Terminal terminal)
    {
        if (file is null)
            return TopicTaxonomy.Core;
        var problems = new InputProblems();
        var rows = new List<TopicExtensionRow>();
        var lines = new List<long>();
        using (var table = CsvTable.Open(file, problems, Columns))
        {
            foreach (var unknown in table.UnknownColumns)
                terminal.Warn($"{file}:1: {InputProblems.Show(unknown)}: unknown column, ignored; known are {string.Join(", ", Columns.Select(c => c.Name))}");
            while (table.Read())
            {
                rows.Add(new TopicExtensionRow(table.Text(0), table.Text(1), table.Text(2), table.Text(3), table.Text(4), table.Text(5), table.Text(6), table.Text(7), table.Text(8)));
                lines.Add(table.Line);
            }
        }

        problems.ThrowIfAny();
        var outcome = TopicTaxonomy.Core.Extend(rows);
        return outcome.Taxonomy ?? throw new WrongInputException(
            [.. outcome.Problems.Select(p => $"{file}:{lines[p.Row]}: {p.Field}: {TextCatalogue.BuiltIn.For(p.Reason, LanguageTag.English)}")]);
    }
}
