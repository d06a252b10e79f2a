using Kim.Cli.Csv;
using Kim.Cli.Register;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Web.Import;

/// <summary>What a register told beside its cases.</summary>
/// <param name="UnknownColumns">Columns that nobody knows here; they are left out.</param>
/// <param name="HasResidence">Whether there are columns about residence; they are checked and left out.</param>
/// <param name="Deprecated">Topics that are deprecated, with the code that counts today.</param>
internal sealed record RegisterRemarks(IReadOnlyList<string> UnknownColumns, bool HasResidence, IReadOnlyDictionary<TopicCode, TopicCode> Deprecated);

/// <summary>Reads a case register as existing systems export it, all columns; every error with its line.</summary>
internal static class RegisterReader
{
    private const int Residence = 12;

    private delegate bool Parser<T>(string text, out T value);

    /// <summary>The names of the columns, the needed ones first.</summary>
    internal static IEnumerable<string> ColumnNames => RegisterColumns.OfCases.Select(column => column.Name);

    /// <summary>Reads the rows.</summary>
    /// <param name="file">The register.</param>
    /// <param name="origin">The name of the older system; it stands before each id, so that two systems may use the same ones.</param>
    /// <param name="taxonomy">The topics that a case may have.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static (IReadOnlyList<CaseFacts> Cases, RegisterRemarks Remarks) Read(string file, string origin, TopicTaxonomy taxonomy, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, RegisterColumns.OfCases);
        var cases = new List<CaseFacts>();
        var ids = new HashSet<CaseId>();
        var deprecated = new Dictionary<TopicCode, TopicCode>();
        while (table.Read())
        {
            var before = problems.Count;
            var id = Read(table, 0, (string text, out CaseId value) => CaseId.TryFrom(text, out value) && CaseId.TryFrom($"{origin}/{text}", out value) && ids.Add(value), "is no case id, or is there already", "every case has one row and an id of 1 to 140 characters");
            var person = Read<PersonKey>(table, 1, PersonKey.TryFrom, "is not a pseudonym", "1 to 200 characters are expected");
            var office = Read<OfficeCode>(table, 2, OfficeCode.TryFrom, "is not an office code", "A-Z, a-z, 0-9, '.', '_' and '-' are expected");
            var opened = Day(table, 3);
            var closed = table[4].IsEmpty ? null : Day(table, 4);
            if (closed < opened)
                table.WrongValue(4, "lies before opened_on", "the day of opening or a later one is expected");
            if (table[5].IsEmpty != table[4].IsEmpty)
                table.WrongValue(5, table[5].IsEmpty ? "is empty though closed_on is given" : "is given though closed_on is empty", "a closed case has both, an open one neither");
            var reason = Code(table, 5, FactCodes.ClosureReasons, "is not a closure reason");
            var phase = Code(table, 6, FactCodes.Phases, "is not a phase");
            var topics = Topics(table, taxonomy, deprecated);
            var language = Optional<LanguageTag>(table, 8, LanguageTag.TryFrom, "is not a language", "a BCP 47 tag such as 'de' or 'uk' is expected");
            var birthYear = Optional(table, 9, (string text, out int year) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out year) && text.Length == 4, "is not a year of birth", "four digits are expected");
            var sex = Optional<Sex>(table, 10, Sexes.TryParse, "is not a sex", "f, m, d or nothing is expected");
            var country = Optional<CountryCode>(table, 11, CountryCode.TryFrom, "is not a country", "an ISO 3166-1 alpha-2 code such as 'ER' is expected");
            Code(table, Residence, FactCodes.ResidenceStatuses, "is not a residence status");
            Code(table, Residence + 1, FactCodes.ResidenceStatuses, "is not a residence status");
            var levelAtOpening = Optional<GermanLevel>(table, 14, GermanLevels.TryParse, "is not a level of German", "none, A1, A2, B1, B2, C1 or C2 is expected");
            var level = Optional<GermanLevel>(table, 15, GermanLevels.TryParse, "is not a level of German", "none, A1, A2, B1, B2, C1 or C2 is expected");
            var referredBy = Optional<ReferralSource>(table, 16, ReferralSources.TryParse, "is not a referral source", "one of " + string.Join(", ", ReferralSources.All.Select(ReferralSources.Code)) + " is expected");
            if (problems.Count == before)
                cases.Add(new CaseFacts(id, person, office, opened!.Value, closed, reason, phase, topics, language, birthYear, sex ?? default, country, germanLevelAtOpening: levelAtOpening ?? default, germanLevel: level ?? default, referredBy: referredBy ?? default));
        }

        return (cases, new RegisterRemarks(table.UnknownColumns, table.Has(Residence) || table.Has(Residence + 1), deprecated));
    }

    private static T Read<T>(CsvTable table, int column, Parser<T> parse, string what, string right)
    {
        if (!parse(table.Text(column), out var value))
            table.WrongValue(column, what, right);
        return value;
    }

    private static T? Optional<T>(CsvTable table, int column, Parser<T> parse, string what, string right)
        where T : struct => table[column].IsEmpty ? null : Read(table, column, parse, what, right);

    private static LocalDate? Day(CsvTable table, int column)
    {
        if (CsvDates.TryParse(table[column], out var day))
            return day;
        table.WrongValue(column, "is not a date", CsvDates.Expected);
        return null;
    }

    private static string? Code(CsvTable table, int column, IReadOnlyList<string> codes, string what)
    {
        if (table[column].IsEmpty)
            return null;
        var code = table.Text(column);
        if (!codes.Contains(code))
            table.WrongValue(column, what, $"one of {string.Join(", ", codes)} is expected");
        return code;
    }

    private static List<TopicCode> Topics(CsvTable table, TopicTaxonomy taxonomy, Dictionary<TopicCode, TopicCode> deprecated)
    {
        var topics = new List<TopicCode>();
        foreach (var text in table[7].IsEmpty ? [] : table.Text(7).Split('|'))
        {
            if (!TopicCode.TryFrom(text, out var code) || taxonomy.Find(code) is null)
            {
                table.Wrong(7, $"{InputProblems.Show(text)} is not a topic", "topic codes such as 'RES-PASS' are expected, separated by '|'");
                continue;
            }

            topics.Add(code);
            if (taxonomy.CountedToday(code) is var today && today != code)
                deprecated[code] = today;
        }

        return topics;
    }
}
