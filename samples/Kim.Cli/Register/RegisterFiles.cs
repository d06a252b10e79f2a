using System.Diagnostics.CodeAnalysis;
using Kim.Cli.Csv;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Register;

/// <summary>Reads the case register and its contacts from CSV, checks every row, and says where what is wrong.</summary>
internal static class RegisterFiles
{
    private const int NamesShown = 10;

    private static readonly CsvColumn[] CaseColumns =
    [
        new("case_id", true), new("person_id", true), new("office", true), new("opened_on", true), new("closed_on"), new("closure_reason"), new("phase"), new("topics"),
        new("first_contact_language"), new("birth_year"), new("sex"), new("country_of_origin"), new("residence_status_at_opening"), new("residence_status"),
        new("german_level_at_opening"), new("german_level"), new("referred_by"),
    ];

    private static readonly CsvColumn[] ContactColumns = [new("case_id", true), new("on", true), new("minutes"), new("channel"), new("language")];

    /// <summary>Reads the register. Problems are noted; what is left is to be used only where <see cref="InputProblems.ThrowIfAny"/> has passed.</summary>
    /// <param name="file">The register.</param>
    /// <param name="topics">The topics that its cases may have.</param>
    /// <param name="terminal">Takes the warnings.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static ReadRegister ReadCases(string file, TopicCodes topics, Terminal terminal, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, CaseColumns);
        WarnOfUnknownColumns(table, terminal);
        var rows = new CaseRows(table, topics);
        var builder = topics.NewRegister();
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            if (rows.Read(builder) is { } facts)
                builder.Add(facts);
            else
                leftOut.Add(table.Text(0));
        }

        if (builder.PersonsThatDisagree is { Count: > 0 } persons)
        {
            var names = string.Join(", ", persons.Take(NamesShown)) + (persons.Count > NamesShown ? ", …" : "");
            terminal.Warn($"{file}: {persons.Count} persons have rows that disagree about sex, birth year or country of origin: {names}");
        }

        return new ReadRegister(builder.Build(), table.Rows, leftOut);
    }

    /// <summary>Reads the contacts into a tally of the period. Memory doesn't grow with them.</summary>
    internal static ReadContacts ReadContacts(string file, ReadRegister register, ContactTally tally, Terminal terminal, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, ContactColumns);
        WarnOfUnknownColumns(table, terminal);
        var channels = new CodeReader<ContactChannel>(ContactChannels.TryParse);
        var languages = new CodeReader<LanguageTag>(LanguageTag.TryFrom);
        LocalDate? first = null, last = null;
        while (table.Read())
        {
            var isRight = true;
            if (!CsvDates.TryParse(table[1], out var on))
                isRight = Wrong(table, 1, "is not a date", CsvDates.Expected);
            int? minutes = null;
            if (!table[2].IsEmpty)
            {
                if (System.Buffers.Text.Utf8Parser.TryParse(table[2], out int number, out var used) && used == table[2].Length && table[2][0] is >= (byte)'0' and <= (byte)'9' && number is >= 0 and <= 1440)
                    minutes = number;
                else
                    isRight = Wrong(table, 2, "is not a number of minutes", "a whole number from 0 to 1440 is expected");
            }

            if (!table[3].IsEmpty && !channels.TryRead(table[3], out _))
                isRight = Wrong(table, 3, "is not a contact channel", $"one of {string.Join(", ", ContactChannels.All.Select(ContactChannels.Code))} is expected");
            if (!table[4].IsEmpty && !languages.TryRead(table[4], out _))
                isRight = Wrong(table, 4, "is not a language", "a BCP 47 tag such as 'de' or 'uk' is expected");
            if (!isRight)
                continue;
            if (tally.TryAdd(table[0], on, minutes))
            {
                first = first is null || on < first ? on : first;
                last = last is null || on > last ? on : last;
            }
            else if (register.LeftOut.Count == 0 || !register.LeftOut.Contains(table.Text(0)))
            {
                Wrong(table, 0, "is not a case of the register", "a case_id of the register is expected");
            }
            else if (problems.SkipBadRows)
            {
                Wrong(table, 0, "is a case whose row is left out", "its row in the register has to be right");
            }
        }

        return new ReadContacts(table.Rows, first, last);
    }

    private static void WarnOfUnknownColumns(CsvTable table, Terminal terminal)
    {
        foreach (var column in table.UnknownColumns)
            terminal.Warn($"{table.File}:1: {InputProblems.Show(column)} is a column that is not known here; it is ignored");
    }

    private static bool Wrong(CsvTable table, int column, string what, string right)
    {
        table.WrongValue(column, what, right);
        return false;
    }

    /// <summary>Turns rows of the register into facts.</summary>
    private sealed class CaseRows(CsvTable table, TopicCodes topics)
    {
        private readonly CodeReader<OfficeCode> _offices = new(OfficeCode.TryFrom);
        private readonly CodeReader<string> _closureReasons = OneOf(FactCodes.ClosureReasons);
        private readonly CodeReader<string> _phases = OneOf(FactCodes.Phases);
        private readonly CodeReader<TopicCode> _topics = new((string text, out TopicCode code) => TopicCode.TryFrom(text, out code) && topics.IsKnown(code, $"{table.File}:{table.Line}: topics"));
        private readonly CodeReader<LanguageTag> _languages = new(LanguageTag.TryFrom);
        private readonly CodeReader<Sex> _sexes = new(Sexes.TryParse);
        private readonly CodeReader<CountryCode> _countries = new(CountryCode.TryFrom);
        private readonly CodeReader<ResidenceStatusCode> _statuses = new((string text, out ResidenceStatusCode code) => ResidenceStatusCode.TryFrom(text, out code) && FactCodes.ResidenceStatuses.Contains(text));
        private readonly CodeReader<GermanLevel> _levels = new(GermanLevels.TryParse);
        private readonly CodeReader<ReferralSource> _referrals = new(ReferralSources.TryParse);
        private readonly List<TopicCode> _topicsOfRow = [];
        private bool _isRight;

        /// <summary>The facts of the current row; null where something is wrong with it.</summary>
        internal CaseFacts? Read(CaseRegisterBuilder builder)
        {
            _isRight = true;
            if (!CaseId.TryFrom(table.Text(0), out var caseId))
                Wrong(0, "is not a case id", "1 to 200 characters are expected, without control characters and white space at either end");
            else if (builder.Contains(caseId))
                Wrong(0, "is there already", "every case has one row");
            if (!PersonKey.TryFrom(table.Text(1), out var person))
                Wrong(1, "is not a pseudonym", "1 to 200 characters are expected, without control characters and white space at either end");
            if (!_offices.TryRead(table[2], out var office))
                Wrong(2, "is not an office code", "1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected");
            var isOpenedRight = CsvDates.TryParse(table[3], out var openedOn);
            if (!isOpenedRight)
                Wrong(3, "is not a date", CsvDates.Expected);
            LocalDate? closedOn = null;
            if (!table[4].IsEmpty)
            {
                if (!CsvDates.TryParse(table[4], out var closed))
                    Wrong(4, "is not a date", CsvDates.Expected);
                else if (isOpenedRight && closed < openedOn)
                    Wrong(4, $"lies before opened_on {InputProblems.Show(table[3])}", "the day of opening or a later one is expected");
                else
                    closedOn = closed;
            }

            if (table[5].IsEmpty != table[4].IsEmpty)
                Wrong(5, table[5].IsEmpty ? "is empty though closed_on is given" : "is given though closed_on is empty", "a closed case has both, an open one neither");
            var reason = Optional(5, _closureReasons, "is not a closure reason", FactCodes.ClosureReasons);
            var phase = Optional(6, _phases, "is not a phase", FactCodes.Phases);
            ReadTopics();
            var language = Value(8, _languages, "is not a language", "a BCP 47 tag such as 'de' or 'uk' is expected");
            int? birthYear = null;
            if (!table[9].IsEmpty)
            {
                if (table[9].Length == 4 && !table[9].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                    birthYear = ((table[9][0] - '0') * 1000) + ((table[9][1] - '0') * 100) + ((table[9][2] - '0') * 10) + (table[9][3] - '0');
                else
                    Wrong(9, "is not a year of birth", "four digits are expected");
            }

            var sex = Value(10, _sexes, "is not a sex", "f, m, d or nothing is expected") ?? Sex.Unspecified;
            var country = Value(11, _countries, "is not a country", "an ISO 3166-1 alpha-2 code such as 'ER' is expected");
            const string StatusExpected = "a code of the list of residence statuses such as 'DUL_60A' or 'NOT_STATED' is expected";
            var statusAtOpening = Value(12, _statuses, "is not a residence status", StatusExpected);
            var status = Value(13, _statuses, "is not a residence status", StatusExpected);
            const string LevelExpected = "none, A1, A2, B1, B2, C1 or C2 is expected";
            var levelAtOpening = Value(14, _levels, "is not a level of German", LevelExpected) ?? GermanLevel.Unspecified;
            var level = Value(15, _levels, "is not a level of German", LevelExpected) ?? GermanLevel.Unspecified;
            var referredBy = Value(16, _referrals, "is not a referral source", $"one of {string.Join(", ", ReferralSources.All.Select(ReferralSources.Code))} is expected") ?? ReferralSource.Unspecified;
            return _isRight
                ? new CaseFacts(caseId, person, office, openedOn, closedOn, reason, phase, _topicsOfRow, language, birthYear, sex, country, statusAtOpening, status, levelAtOpening, level, referredBy)
                : null;
        }

        private static CodeReader<string> OneOf(IReadOnlyList<string> codes) => new((string text, [MaybeNullWhen(false)] out string code) => codes.Contains(code = text));

        private string? Optional(int column, CodeReader<string> codes, string what, IReadOnlyList<string> all)
        {
            if (table[column].IsEmpty)
                return null;
            if (codes.TryRead(table[column], out var value))
                return value;
            Wrong(column, what, $"one of {string.Join(", ", all)} is expected");
            return null;
        }

        private T? Value<T>(int column, CodeReader<T> codes, string what, string right)
            where T : struct
        {
            if (table[column].IsEmpty)
                return null;
            if (codes.TryRead(table[column], out var value))
                return value;
            Wrong(column, what, right);
            return null;
        }

        private void ReadTopics()
        {
            _topicsOfRow.Clear();
            var field = table[7];
            if (field.IsEmpty)
                return;
            foreach (var range in field.Split((byte)'|'))
            {
                if (_topics.TryRead(field[range], out var topic))
                {
                    _topicsOfRow.Add(topic);
                    continue;
                }

                _isRight = false;
                table.Wrong(7, $"{InputProblems.Show(field[range])} is not a topic", "topic codes such as 'RES-PASS' are expected, separated by '|'; kim topics list shows them");
            }
        }

        private void Wrong(int column, string what, string right)
        {
            _isRight = false;
            table.WrongValue(column, what, right);
        }
    }
}

/// <summary>A register with what else the files told.</summary>
/// <param name="Register">The cases.</param>
/// <param name="Rows">How many rows the file had.</param>
/// <param name="LeftOut">The ids of cases whose rows were wrong.</param>
internal sealed record ReadRegister(CaseRegister Register, long Rows, IReadOnlySet<string> LeftOut);

/// <summary>What the file of contacts told.</summary>
/// <param name="Rows">How many rows the file had.</param>
/// <param name="First">The first day of a contact.</param>
/// <param name="Last">The last day of a contact.</param>
internal sealed record ReadContacts(long Rows, LocalDate? First, LocalDate? Last);
