using System.CommandLine;
using Kim.Cli.Csv;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli.Register;

/// <summary>Reads which provider runs an office and in which municipality it lies (<c>--offices</c>): a CSV file with the columns office, provider, municipality.</summary>
internal static class OfficesFile
{
    private const string AnyCode = "1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected";

    private static readonly CsvColumn[] Columns = [new("office", IsRequired: true), new("provider"), new("municipality")];

    internal static Option<string?> Option() => new("--offices")
    {
        Description = "Which provider runs an office and in which municipality it lies, for --by provider and municipality: CSV with office, provider, municipality.",
        HelpName = "file",
    };

    /// <summary>The directory in the file.</summary>
    /// <exception cref="WrongInputException">The file doesn't hold; every fault is named with line and field.</exception>
    internal static OfficeDirectory Read(string file, Terminal terminal)
    {
        var problems = new InputProblems();
        var directory = OfficeDirectory.Empty;
        var lines = new Dictionary<OfficeCode, long>();
        using (var table = CsvTable.Open(file, problems, Columns))
        {
            foreach (var unknown in table.UnknownColumns)
                terminal.Warn($"{file}:1: {InputProblems.Show(unknown)}: unknown column, ignored; known are {string.Join(", ", Columns.Select(c => c.Name))}");
            while (table.Read())
            {
                if (!OfficeCode.TryFrom(table.Text(0), out var office))
                    table.WrongValue(0, "is not an office code", AnyCode);
                else if (!lines.TryAdd(office, table.Line))
                    table.WrongValue(0, $"stands on line {lines[office]} already", "an office has one provider and one municipality");
                else if (table[1].Length > 0 && !ProviderCode.TryFrom(table.Text(1), out _))
                    table.WrongValue(1, "is not a provider code", AnyCode);
                else if (table[2].Length > 0 && !MunicipalityCode.TryFrom(table.Text(2), out _))
                    table.WrongValue(2, "is not a municipality code", AnyCode);
                else
                    directory = directory.With(office, ProviderCode.TryFrom(table.Text(1), out var provider) ? provider : null, MunicipalityCode.TryFrom(table.Text(2), out var municipality) ? municipality : null);
            }
        }

        problems.ThrowIfAny();
        return directory;
    }
}
