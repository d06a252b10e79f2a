using Kim.Cli.Csv;
using KimCaseManagement.Reporting;
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
        var (builder, rows, leftOut) = ReadCasesAtOnce(file, topics, terminal) ?? ReadCasesInOrder(file, topics, terminal, problems);
        var register = builder.Build();
        if (register.PersonsThatDisagree is { Count: > 0 } persons)
        {
            var names = string.Join(", ", persons.Take(NamesShown)) + (persons.Count > NamesShown ? ", …" : "");
            terminal.Warn($"{file}: {persons.Count} persons have rows that disagree about sex, birth year or country of origin: {names}");
        }

        return new ReadRegister(register, rows, leftOut);
    }

    /// <summary>Reads the contacts into a tally of the period. Memory doesn't grow with them.</summary>
    internal static ReadContacts ReadContacts(string file, ReadRegister register, ReportingPeriod period, Terminal terminal, InputProblems problems) =>
        ReadContactsAtOnce(file, register, period, terminal) ?? ReadContacts(file, CsvPart.Whole, register, period, problems, terminal.Warn);

    /// <summary>Reads both halves of a large file at once; null where it can't be halved or anything in it deserves a word, which is said in the order of the lines by whoever reads it from the begin.</summary>
    private static (CaseRegisterBuilder Builder, long Rows, IReadOnlySet<string> LeftOut)? ReadCasesAtOnce(string file, TopicCodes topics, Terminal terminal)
    {
        if (CsvPart.Halves(file) is not { } halves)
            return null;
        var parts = new[] { topics.NewPart(), topics.NewPart() };
        var rows = BothAtOnce(file, halves, terminal, (half, problems, warn) =>
        {
            var part = parts[half.Start == 0 ? 0 : 1];
            return ReadCases(file, half, topics, problems, warn, part.Number, TryAdd, _ => false).Rows;

            bool TryAdd(RegisterRows<NumberedCode> row)
            {
                part.Add(row.CaseId, row.Person, row.OpenedOn, row.ClosedOn, row.BirthYear, row.Codes, row.Household);
                return true;
            }
        });
        var builder = topics.NewRegister();
        return rows is var (first, second) && builder.TryAdd(parts) ? (builder, first + second, new HashSet<string>()) : null;
    }

    private static (CaseRegisterBuilder Builder, long Rows, IReadOnlySet<string> LeftOut) ReadCasesInOrder(string file, TopicCodes topics, Terminal terminal, InputProblems problems)
    {
        var builder = topics.NewRegister();
        var (rows, leftOut) = ReadCases(file, CsvPart.Whole, topics, problems, terminal.Warn, builder.Number, row => builder.TryAdd(row.CaseId, row.Person, row.OpenedOn, row.ClosedOn, row.BirthYear, row.Codes, row.Household), builder.Contains);
        return (builder, rows, leftOut);
    }

    private static ReadContacts? ReadContactsAtOnce(string file, ReadRegister register, ReportingPeriod period, Terminal terminal)
    {
        if (register.LeftOut.Count > 0 || CsvPart.Halves(file) is not { } halves || BothAtOnce(file, halves, terminal, (part, problems, warn) => ReadContacts(file, part, register, period, problems, warn)) is not var (first, second))
            return null;
        first.Tally.Add(second.Tally);
        return first with { Rows = first.Rows + second.Rows };
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

    private static (long Rows, IReadOnlySet<string> LeftOut) ReadCases(
        string file, CsvPart part, TopicCodes topics, InputProblems problems, Action<string> warn, Func<Dimension, string, NumberedCode> number, Predicate<RegisterRows<NumberedCode>> tryAdd, Predicate<CaseId> isThere)
    {
        using var table = CsvTable.Open(file, part, problems, RegisterColumns.OfCases);
        WarnOfUnknownColumns(table, warn);
        var rows = new RegisterRows<NumberedCode>(table, number, topic => topics.IsKnown(topic, $"{table.File}:{table.Line}: topics", warn));
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            var isRight = rows.Read();
            if (isRight && tryAdd(rows))
                continue;
            if (isRight || (CaseId.TryFrom(table.Text(0), out var id) && isThere(id)))
                rows.IsThereAlready();
            leftOut.Add(table.Text(0));
        }

        return (table.Rows, leftOut);
    }

    private static ReadContacts ReadContacts(string file, CsvPart part, ReadRegister register, ReportingPeriod period, InputProblems problems, Action<string> warn)
    {
        using var table = CsvTable.Open(file, part, problems, ContactColumns);
        WarnOfUnknownColumns(table, warn);
        var channels = new CodeReader<ContactChannel>(ContactChannels.TryParse);
        var languages = new CodeReader<LanguageTag>(LanguageTag.TryFrom);
        var tally = new ContactTally(register.Register, period);
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
                continue;
            if (register.LeftOut.Count == 0 || !register.LeftOut.Contains(table.Text(0)))
            {
                Wrong(table, 0, "is not a case of the register", "a case_id of the register is expected");
            }
            else if (problems.SkipBadRows)
            {
                Wrong(table, 0, "is a case whose row is left out", "its row in the register has to be right");
            }
        }

        return new ReadContacts(tally, table.Rows);
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
}

/// <summary>A register with what else the files told.</summary>
/// <param name="Register">The cases.</param>
/// <param name="Rows">How many rows the file had.</param>
/// <param name="LeftOut">The ids of cases whose rows were wrong.</param>
internal sealed record ReadRegister(CaseRegister Register, long Rows, IReadOnlySet<string> LeftOut);

/// <summary>What the file of contacts told.</summary>
/// <param name="Tally">The contacts of the period, by case.</param>
/// <param name="Rows">How many rows the file had.</param>
internal sealed record ReadContacts(ContactTally Tally, long Rows);
