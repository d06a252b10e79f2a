using System.CommandLine;
using Kim.Cli.Csv;
using Kim.Cli.Register;
using KimCaseManagement.Reporting;
using NodaTime;
using NodaTime.Text;

namespace Kim.Cli.Verbs;

/// <summary><c>kim check</c>: validates a register and its contacts, every error with its place, and sums up.</summary>
internal static class CheckVerb
{
    internal static Command Create(Terminal terminal)
    {
        var options = new RegisterOptions();
        var command = new VerbCommand("check", "Checks a case register and its contacts: every error with file, line and field, and a summary.", "kim check register.csv --contacts contacts.csv");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var problems = new InputProblems(parsed.GetValue(options.MaxErrors));
            var topics = new TopicCodes(TopicExtensionFile.Apply(parsed.GetValue(options.Extend), terminal), TopicCoding.Today);
            var register = RegisterFiles.ReadCases(parsed.GetRequiredValue(options.File), topics, terminal, problems);
            ReadContacts? contacts = null;
            if (parsed.GetValue(options.Contacts) is { } file && !problems.IsFull)
                contacts = RegisterFiles.ReadContacts(file, register, ReportingPeriod.Year(2000), terminal, problems);
            foreach (var line in problems.Report())
                terminal.Error.WriteLine(line);
            Summarise(terminal.Out, register, contacts, problems);
            return problems.Count == 0 ? ExitCode.Done : ExitCode.WrongInput;
        });
        return command;
    }

    private static void Summarise(TextWriter output, ReadRegister read, ReadContacts? contacts, InputProblems problems)
    {
        output.WriteLine($"rows: {read.Rows}");
        output.WriteLine($"cases: {read.Register.CaseCount}");
        output.WriteLine($"persons: {read.Register.PersonCount}");
        if (read.Register.HouseholdCount.Value > 0)
            output.WriteLine($"households: {read.Register.HouseholdCount}");
        output.WriteLine($"offices: {read.Register.OfficeCount}");
        output.WriteLine($"first date: {Text(read.Register.FirstOpenedOn)}");
        output.WriteLine($"last date: {Text(read.Register.LastChangedOn)}");
        if (contacts is not null)
        {
            output.WriteLine($"contacts: {contacts.Rows}");
            output.WriteLine($"first contact: {Text(contacts.Tally.FirstOn)}");
            output.WriteLine($"last contact: {Text(contacts.Tally.LastOn)}");
        }

        output.WriteLine($"errors: {problems.Count}");
    }

    private static string Text(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : "-";
}
