using Kim.Cli.Csv;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Worker;

/// <summary>Reads the columns of a register that the monthly report needs; every error with its line.</summary>
internal static class RegisterFile
{
    internal static IReadOnlyList<CaseFacts> Read(string file, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, new("case_id", true), new("person_id", true), new("office", true), new("opened_on", true), new("closed_on"), new("topics"));
        var cases = new List<CaseFacts>();
        var ids = new HashSet<CaseId>();
        while (table.Read())
        {
            var before = problems.Count;
            if (!CaseId.TryFrom(table.Text(0), out var id) || !ids.Add(id))
                table.WrongValue(0, "is not a new case id", "every case has one row");
            if (!PersonKey.TryFrom(table.Text(1), out var person))
                table.WrongValue(1, "is not a pseudonym", "1 to 200 characters are expected");
            if (!OfficeCode.TryFrom(table.Text(2), out var office))
                table.WrongValue(2, "is not an office code", "A-Z, a-z, 0-9, '.', '_' and '-' are expected");
            if (!CsvDates.TryParse(table[3], out var opened))
                table.WrongValue(3, "is not a date", CsvDates.Expected);
            LocalDate? closed = null;
            if (!table[4].IsEmpty)
            {
                closed = CsvDates.TryParse(table[4], out var day) ? day : null;
                if (closed is null || closed < opened)
                    table.WrongValue(4, "is not a date on or after opened_on", CsvDates.Expected);
            }

            var topics = table.Text(5).Split('|', StringSplitOptions.RemoveEmptyEntries);
            var known = topics.Where(t => TopicCode.TryFrom(t, out var code) && TopicTaxonomy.Core.Find(code) is not null).Select(TopicCode.From).ToList();
            if (known.Count < topics.Length)
                table.WrongValue(5, "has a code that is not a topic", "codes such as 'RES-PASS' are expected, separated by '|'");
            if (problems.Count == before)
                cases.Add(new CaseFacts(id, person, office, opened, closed, topics: known));
        }

        return cases;
    }
}
