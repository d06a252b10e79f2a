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

    private static readonly CsvColumn[] ContactColumns = [new("case_id", true), new("on", true), new("minutes"), new("channel"), new("language")];

    /// <summary>Reads the register. Problems are noted; what is left is to be used only where <see cref="InputProblems.ThrowIfAny"/> has passed.</summary>
    /// <param name="file">The register.</param>
    /// <param name="topics">The topics that its cases may have.</param>
    /// <param name="terminal">Takes the warnings.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static ReadRegister ReadCases(string file, TopicCodes topics, Terminal terminal, InputProblems problems)
    {
        var read = ReadCasesAtOnce(file, topics, terminal) ?? ReadCases(file, CsvPart.Whole, topics, problems, terminal.Warn);
        if (read.Builder.PersonsThatDisagree is { Count: > 0 } persons)
        {
            var names = string.Join(", ", persons.Take(NamesShown)) + (persons.Count > NamesShown ? ", …" : "");
            terminal.Warn($"{file}: {persons.Count} persons have rows that disagree about sex, birth year or country of origin: {names}");
        }

        return new ReadRegister(read.Builder.Build(), read.Rows, read.LeftOut);
    }

    /// <summary>Reads the contacts into a tally of the period. Memory doesn't grow with them.</summary>
    internal static ReadContacts ReadContacts(string file, ReadRegister register, ContactTally tally, Terminal terminal, InputProblems problems) =>
        ReadContactsAtOnce(file, register, tally, terminal) ?? ReadContacts(file, CsvPart.Whole, register, tally, problems, terminal.Warn);

    /// <summary>Reads both halves of a large file at once; null where it can't be halved or anything in it deserves a word, which is said in the order of the lines by whoever reads it from the begin.</summary>
    private static CasesOfPart? ReadCasesAtOnce(string file, TopicCodes topics, Terminal terminal)
    {
        if (CsvPart.Halves(file) is not { } halves)
            return null;
        var parts = BothAtOnce(file, halves, terminal, (part, problems, warn) => ReadCases(file, part, topics, problems, warn));
        return parts is { } both && both.First.Builder.TryAppend(both.Second.Builder) ? both.First with { Rows = both.First.Rows + both.Second.Rows } : null;
    }

    private static ReadContacts? ReadContactsAtOnce(string file, ReadRegister register, ContactTally tally, Terminal terminal)
    {
        if (register.LeftOut.Count > 0 || CsvPart.Halves(file) is not { } halves)
            return null;
        var tallies = new[] { new ContactTally(register.Register, tally.Period), new ContactTally(register.Register, tally.Period) };
        var parts = BothAtOnce(file, halves, terminal, (part, problems, warn) => ReadContacts(file, part, register, tallies[part.Start == 0 ? 0 : 1], problems, warn));
        if (parts is not { } both)
            return null;
        tally.Add(tallies[0]);
        tally.Add(tallies[1]);
        return new ReadContacts(both.First.Rows + both.Second.Rows, Least(both.First.First, both.Second.First), Greatest(both.First.Last, both.Second.Last));

        static LocalDate? Least(LocalDate? left, LocalDate? right) => left is null || right < left ? right : left;
        static LocalDate? Greatest(LocalDate? left, LocalDate? right) => left is null || right > left ? right : left;
    }

    private static (T First, T Second)? BothAtOnce<T>(string file, (CsvPart First, CsvPart Second) halves, Terminal terminal, Func<CsvPart, InputProblems, Action<string>, T> read)
    {
        var problems = new[] { new InputProblems(1), new InputProblems(1) };
        var warnings = new[] { new List<string>(), new List<string>() };
        var second = Task.Run(() => read(halves.Second, problems[1], warnings[1].Add));
        var first = read(halves.First, problems[0], warnings[0].Add);
        var both = (first, second.GetAwaiter().GetResult());

        // A column that nobody knows is the same in both halves and is said once; everything else is left to a reading in order.
        if (problems[0].Count + problems[1].Count > 0 || !warnings[0].SequenceEqual(warnings[1]) || !warnings[0].TrueForAll(w => w.StartsWith($"{file}:1: ", StringComparison.Ordinal)))
            return null;
        warnings[0].ForEach(terminal.Warn);
        return both;
    }

    private static CasesOfPart ReadCases(string file, CsvPart part, TopicCodes topics, InputProblems problems, Action<string> warn)
    {
        using var table = CsvTable.Open(file, part, problems, RegisterColumns.OfCases);
        WarnOfUnknownColumns(table, warn);
        var builder = topics.NewRegister();
        var rows = new CaseRows(table, builder, topics, warn);
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            if (!rows.TryAdd())
                leftOut.Add(table.Text(0));
        }

        return new CasesOfPart(builder, table.Rows, leftOut);
    }

    private static ReadContacts ReadContacts(string file, CsvPart part, ReadRegister register, ContactTally tally, InputProblems problems, Action<string> warn)
    {
        using var table = CsvTable.Open(file, part, problems, ContactColumns);
        WarnOfUnknownColumns(table, warn);
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

    private static void WarnOfUnknownColumns(CsvTable table, Action<string> warn)
    {
        foreach (var column in table.UnknownColumns)
            warn($"{table.File}:1: {InputProblems.Show(column)} is a column that is not known here; it is ignored");
    }

    private static bool Wrong(CsvTable table, int column, string what, string right)
    {
        table.WrongValue(column, what, right);
        return false;
    }

    /// <summary>What one part of a register has told.</summary>
    private sealed record CasesOfPart(CaseRegisterBuilder Builder, long Rows, IReadOnlySet<string> LeftOut);

    /// <summary>Checks rows of the register and hands them on as codes that were numbered once.</summary>
    private sealed class CaseRows
    {
        private readonly CsvTable _table;
        private readonly CaseRegisterBuilder _builder;
        private readonly CodeReader<NumberedCode>[] _readers;
        private readonly CodeReader<NumberedCode> _topics;
        private NumberedCode[] _codes = new NumberedCode[32];
        private int _codeCount;
        private bool _isRight;

        internal CaseRows(CsvTable table, CaseRegisterBuilder builder, TopicCodes topics, Action<string> warn)
        {
            _table = table;
            _builder = builder;
            _readers = [.. Columns.Select(c => Reader(c.Dimension, text => c.IsCode(text)))];
            _topics = new((string text, out NumberedCode code) =>
            {
                code = default;
                if (!TopicCode.TryFrom(text, out var topic) || !topics.IsKnown(topic, $"{table.File}:{table.Line}: topics", warn))
                    return false;
                code = builder.Number(Dimension.Topic, topic.Value);
                return true;
            });
        }

        /// <summary>The columns of codes: what they say, which codes they take, and the words where one is wrong.</summary>
        private static readonly (int Column, Dimension Dimension, Func<string, bool> IsCode, string What, Func<string> Right)[] Columns =
        [
            (5, Dimension.ClosureReason, code => FactCodes.ClosureReasons.Contains(code), "is not a closure reason", () => $"one of {string.Join(", ", FactCodes.ClosureReasons)} is expected"),
            (6, Dimension.Phase, code => FactCodes.Phases.Contains(code), "is not a phase", () => $"one of {string.Join(", ", FactCodes.Phases)} is expected"),
            (8, Dimension.Language, code => LanguageTag.TryFrom(code, out _), "is not a language", () => "a BCP 47 tag such as 'de' or 'uk' is expected"),
            (10, Dimension.Sex, code => Sexes.TryParse(code, out _), "is not a sex", () => "f, m, d or nothing is expected"),
            (11, Dimension.Country, code => CountryCode.TryFrom(code, out _), "is not a country", () => "an ISO 3166-1 alpha-2 code such as 'ER' is expected"),
            (12, Dimension.ResidenceStatusAtOpening, IsStatus, "is not a residence status", () => StatusExpected),
            (13, Dimension.ResidenceStatus, IsStatus, "is not a residence status", () => StatusExpected),
            (14, Dimension.GermanLevelAtOpening, code => GermanLevels.TryParse(code, out _), "is not a level of German", () => LevelExpected),
            (15, Dimension.GermanLevel, code => GermanLevels.TryParse(code, out _), "is not a level of German", () => LevelExpected),
            (16, Dimension.ReferredBy, code => ReferralSources.TryParse(code, out _), "is not a referral source", () => $"one of {string.Join(", ", ReferralSources.All.Select(ReferralSources.Code))} is expected"),
            (2, Dimension.Office, code => OfficeCode.TryFrom(code, out _), "is not an office code", () => "1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected"),
        ];

        private const string StatusExpected = "a code of the list of residence statuses such as 'DUL_60A' or 'NOT_STATED' is expected";

        private const string LevelExpected = "none, A1, A2, B1, B2, C1 or C2 is expected";

        /// <summary>Adds the current row; false where something is wrong with it.</summary>
        internal bool TryAdd()
        {
            _isRight = true;
            _codeCount = 0;
            if (!IsPlain(_table[0]) && !CaseId.TryFrom(_table.Text(0), out _))
                Wrong(0, "is not a case id", "1 to 200 characters are expected, without control characters and white space at either end");
            if (!IsPlain(_table[1]) && !PersonKey.TryFrom(_table.Text(1), out _))
                Wrong(1, "is not a pseudonym", "1 to 200 characters are expected, without control characters and white space at either end");
            ReadCode(Columns.Length - 1, isRequired: true);
            var isOpenedRight = CsvDates.TryParse(_table[3], out var openedOn);
            if (!isOpenedRight)
                Wrong(3, "is not a date", CsvDates.Expected);
            LocalDate? closedOn = null;
            if (!_table[4].IsEmpty)
            {
                if (!CsvDates.TryParse(_table[4], out var closed))
                    Wrong(4, "is not a date", CsvDates.Expected);
                else if (isOpenedRight && closed < openedOn)
                    Wrong(4, $"lies before opened_on {InputProblems.Show(_table[3])}", "the day of opening or a later one is expected");
                else
                    closedOn = closed;
            }

            if (_table[5].IsEmpty != _table[4].IsEmpty)
                Wrong(5, _table[5].IsEmpty ? "is empty though closed_on is given" : "is given though closed_on is empty", "a closed case has both, an open one neither");
            ReadCode(0);
            ReadCode(1);
            ReadTopics();
            ReadCode(2);
            int? birthYear = null;
            var year = _table[9];
            if (!year.IsEmpty)
            {
                if (year.Length == 4 && !year.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                    birthYear = ((year[0] - '0') * 1000) + ((year[1] - '0') * 100) + ((year[2] - '0') * 10) + (year[3] - '0');
                else
                    Wrong(9, "is not a year of birth", "four digits are expected");
            }

            for (var i = 3; i < Columns.Length - 1; i++)
                ReadCode(i);
            if (_isRight ? !_builder.TryAdd(_table[0], _table[1], openedOn, closedOn, birthYear, _codes.AsSpan(0, _codeCount)) : CaseId.TryFrom(_table.Text(0), out var id) && _builder.Contains(id))
                Wrong(0, "is there already", "every case has one row");
            return _isRight;
        }

        /// <summary>True where a text is an id without a closer look.</summary>
        private static bool IsPlain(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 200 && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');

        private static bool IsStatus(string code) => ResidenceStatusCode.TryFrom(code, out _) && FactCodes.ResidenceStatuses.Contains(code);

        private CodeReader<NumberedCode> Reader(Dimension dimension, Func<string, bool> isCode) => new((string text, out NumberedCode code) =>
        {
            var isOne = isCode(text);
            code = isOne ? _builder.Number(dimension, text) : default;
            return isOne;
        });

        private void ReadCode(int which, bool isRequired = false)
        {
            var (column, _, _, what, right) = Columns[which];
            var text = _table[column];
            if (text.IsEmpty && !isRequired)
                return;
            if (_readers[which].TryRead(text, out var code))
                _codes[_codeCount++] = code;
            else
                Wrong(column, what, right());
        }

        private void ReadTopics()
        {
            var field = _table[7];
            if (field.IsEmpty)
                return;
            foreach (var range in field.Split((byte)'|'))
            {
                if (_topics.TryRead(field[range], out var topic))
                {
                    if (_codeCount + Columns.Length >= _codes.Length)
                        Array.Resize(ref _codes, 2 * _codes.Length);
                    _codes[_codeCount++] = topic;
                    continue;
                }

                _isRight = false;
                _table.Wrong(7, $"{InputProblems.Show(field[range])} is not a topic", "topic codes such as 'RES-PASS' are expected, separated by '|'; kim topics list shows them");
            }
        }

        private void Wrong(int column, string what, string right)
        {
            _isRight = false;
            _table.WrongValue(column, what, right);
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
