using Kim.Cli.Csv;
using Kim.Cli.Register;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace Kim.Worker;

/// <summary>Reads a case register, checked in all columns, and keeps what the monthly report needs; every error with its line.</summary>
internal static class RegisterFile
{
    internal static IReadOnlyList<CaseFacts> Read(string file, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, RegisterColumns.OfCases);
        var rows = new RegisterRows<(Dimension Dimension, string Code)>(table, (dimension, code) => (dimension, code), topic => TopicTaxonomy.Core.Find(topic) is not null);
        var cases = new List<CaseFacts>();
        var ids = new HashSet<CaseId>();
        while (table.Read())
        {
            if (!rows.Read())
                continue;
            var id = CaseId.From(table.Text(0));
            if (!ids.Add(id))
                rows.IsThereAlready();
            var codes = rows.Codes.ToArray().ToLookup(c => c.Dimension, c => c.Code);
            cases.Add(new CaseFacts(
                id,
                PersonKey.From(table.Text(1)),
                OfficeCode.From(codes[Dimension.Office].Single()),
                rows.OpenedOn,
                rows.ClosedOn,
                topics: codes[Dimension.Topic].Select(TopicCode.From)));
        }

        return cases;
    }
}
