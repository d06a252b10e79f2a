using System.CommandLine;
using System.Globalization;
using System.Text;
using Kim.Cli.Generate;
using NodaTime;
using NodaTime.Text;

namespace Kim.Cli.Verbs;

/// <summary><c>kim generate</c>: a synthetic register and its contacts, for trials and measurements.</summary>
internal static class GenerateVerb
{
    private const string RegisterHeader =
        "case_id,person_id,office,opened_on,closed_on,closure_reason,phase,topics,first_contact_language,birth_year,sex,country_of_origin,residence_status_at_opening,residence_status,german_level_at_opening,german_level,referred_by";

    private const string ContactsHeader = "case_id,on,minutes,channel,language";

    internal static Command Create(Terminal terminal)
    {
        var cases = CommonOptions.Number("--cases", "Number of cases.", 1, int.MaxValue);
        cases.Required = true;
        var seed = CommonOptions.Number("--seed", "The same seed gives the same city.", long.MinValue, long.MaxValue);
        seed.DefaultValueFactory = _ => 1;
        var offices = CommonOptions.Number("--offices", "Number of offices.", 1, 9999);
        offices.DefaultValueFactory = _ => 5;
        var contacts = CommonOptions.Number("--contacts-per-case", "Mean number of contacts of a case; 0 for no contacts.", 0.0, 1000.0);
        contacts.DefaultValueFactory = _ => 3;
        var output = new Option<DirectoryInfo>("--output") { Description = "Folder for register.csv and contacts.csv; made where it doesn't exist.", HelpName = "folder", Required = true };
        var command = new VerbCommand(
            "generate",
            "Makes a synthetic register of cases and their contacts: plausible, deterministic, of any size.",
            "kim generate --cases 1000 --seed 7 --offices 5 --output trial",
            "kim report trial/register.csv --contacts trial/contacts.csv --year 2025 --by office --protect none")
        {
            cases, seed, offices, output, contacts,
        };
        command.SetAction(parsed =>
        {
            var city = new SyntheticCity(
                parsed.GetValue(cases),
                unchecked((ulong)parsed.GetValue(seed)),
                SyntheticCity.OfficeCodes(parsed.GetValue(offices)),
                parsed.GetValue(contacts),
                new LocalDate(2023, 1, 1),
                new LocalDate(2026, 7, 1));
            Write(terminal, city, parsed.GetRequiredValue(output));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, SyntheticCity city, DirectoryInfo folder)
    {
        folder.Create();
        var registerFile = Path.Combine(folder.FullName, "register.csv");
        var contactsFile = Path.Combine(folder.FullName, "contacts.csv");
        var (cases, contacts) = (0, 0L);
        using (var register = Open(registerFile))
        using (var contactList = Open(contactsFile))
        {
            register.WriteLine(RegisterHeader);
            contactList.WriteLine(ContactsHeader);
            foreach (var one in city.Cases())
            {
                cases++;
                contacts += one.Contacts.Count;
                WriteCase(register, one);
                foreach (var contact in one.Contacts)
                    WriteContact(contactList, one.CaseId, contact);
            }
        }

        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{registerFile}: {cases} cases"));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contactsFile}: {contacts} contacts"));
    }

    private static StreamWriter Open(string file) => new(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16) { NewLine = "\n" };

    private static void WriteCase(StreamWriter writer, SyntheticCase one)
    {
        Field(writer, one.CaseId);
        Field(writer, one.PersonId);
        Field(writer, one.Office);
        Field(writer, Day(one.OpenedOn));
        Field(writer, one.ClosedOn is { } closed ? Day(closed) : null);
        Field(writer, one.ClosureReason);
        Field(writer, one.Phase);
        Field(writer, string.Join('|', one.Topics));
        Field(writer, one.Language);
        Field(writer, one.BirthYear?.ToString(CultureInfo.InvariantCulture));
        Field(writer, one.Sex);
        Field(writer, one.Country);
        Field(writer, one.StatusAtOpening);
        Field(writer, one.Status);
        Field(writer, one.GermanAtOpening);
        Field(writer, one.German);
        writer.WriteLine(one.ReferredBy);
    }

    private static void WriteContact(StreamWriter writer, string caseId, SyntheticContact contact)
    {
        Field(writer, caseId);
        Field(writer, Day(contact.On));
        Field(writer, contact.Minutes?.ToString(CultureInfo.InvariantCulture));
        Field(writer, contact.Channel);
        writer.WriteLine(contact.Language);
    }

    /// <summary>No field that is made here has a comma, a quote or a line end, so none is quoted.</summary>
    private static void Field(StreamWriter writer, string? value)
    {
        writer.Write(value);
        writer.Write(',');
    }

    private static string Day(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
