using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Kim.Cli.Csv;
using Kim.Cli.Register;
using KimCaseManagement.Reporting;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Kim.Cli.Verbs;

/// <summary><c>kim report</c>: counts a register for a period, by any dimensions.</summary>
internal static class ReportVerb
{
    private static readonly (string Option, string Example, int Length, char Mark)[] ShortForms =
    [
        ("--quarter", "2024-Q2", 7, 'Q'), ("--year", "2024", 4, ' '), ("--half-year", "2024-H1", 7, 'H'), ("--month", "2024-06", 7, ' '),
    ];

    internal static Command Create(Terminal terminal)
    {
        var register = new RegisterOptions();
        var skipBadRows = new Option<bool>("--skip-bad-rows") { Description = "Leave faulty rows out and say how many, instead of stopping." };
        var from = Date("--from", "First day of the period.");
        var to = Date("--to", "Day after the last day of the period.");
        var shortForms = ShortForms.Select(f => new Option<ReportingPeriod?>(f.Option) { Description = $"Period, such as {f.Example}.", HelpName = f.Example, CustomParser = result => ParsePeriod(result, f) }).ToArray();
        var by = List<Dimension>("--by", "What to break down by", Dimensions.TryParse, Dimensions.All.Concat(Dimensions.OfOccurrences).Distinct().Select(Dimensions.Code));
        var measures = List<Measure>("--measures", "Which figures; the first twelve unless said otherwise, of contacts where there are any; from reopened on of event logs only, and not together with others", Measures.TryParse, Measures.All.Concat(Measures.OfOccurrences).Select(Measures.Code));
        var offices = OfficesFile.Option();
        var ageGroups = new Option<AgeGroups?>("--age-groups") { Description = "Lowest age of each age group.", HelpName = "0,18,27,65", CustomParser = ParseAgeGroups };
        var protect = new Option<int>("--protect")
        {
            Description = $"Withhold small counts so that each can have at least K values; {PublishedReport.DefaultK} unless said otherwise. round5: round every count to a multiple of 5 instead. none: true figures, not for publication.",
            HelpName = "K|round5|none",
            DefaultValueFactory = _ => PublishedReport.DefaultK,
            CustomParser = ParseProtection,
        };
        var topicsAs = new Option<TopicCoding>("--topics-as")
        {
            Description = "today: deprecated topics of old records count as what stands for them now; at-the-time: by the code that they were recorded with. today unless said otherwise.",
            HelpName = string.Join("|", TopicCodings.All.Select(TopicCodings.Code)),
            DefaultValueFactory = _ => TopicCoding.Today,
            CustomParser = ParseTopicCoding,
        };
        var format = CommonOptions.Format("table", "csv", "json", "jsonstat", "markdown", "xlsx", "svg");
        var output = new Option<FileInfo?>("--output") { Description = "Write to a file instead of the terminal; needed for xlsx.", HelpName = "file" };
        var over = new Option<string?>("--over") { Description = "With --format svg: a bar for each month or quarter of the period, stacked of the groups.", HelpName = "month|quarter" };
        over.AcceptOnlyFromAmong("month", "quarter");
        var compare = new Option<ReportingPeriod?>("--compare") { Description = "Another period to compare with, such as 2023-Q2; both figures, difference and change. With --protect none only.", HelpName = "period", CustomParser = ParseComparedPeriod };
        var asKnownAt = Known("--as-known-at", "Of an event log, count only what was recorded up to then.");
        var lateSince = Known("--late-since", "Of an event log, show what changed by what was recorded later. With --protect none only.");
        var flow = new Option<bool>("--flow") { Description = "Of an event log, show how stocks came about: opened, reopened, handed over in and out, closed. As table or csv, with --protect none only." };
        var ledger = new Option<string?>("--ledger") { Description = "What was published before: the report is protected against it and added to it. The file is made where there is none.", HelpName = "FILE" };
        var publisher = new Option<string?>("--publisher") { Description = "With --ledger: who publishes; 'city' unless said otherwise.", HelpName = "name" };
        var publishedOn = Date("--published-on", "With --ledger: the day of publication; today unless said otherwise.");
        var audit = new Option<string?>("--audit") { Description = "Writes what a reader can infer about every withheld count, with certificates, as JSON. Not for publication.", HelpName = "FILE" };
        var dialect = new Option<string?>("--dialect") { Description = "With --format csv: de for a German spreadsheet.", HelpName = "de" };
        dialect.AcceptOnlyFromAmong("de");
        var language = CommonOptions.Language();
        var command = new VerbCommand(
            "report",
            "Counts cases, persons and contacts of a period, by office, topic, language and more.",
            "kim report register.csv --quarter 2024-Q2 --by office",
            "kim report register.csv --contacts contacts.csv --from 2024-01-01 --to 2024-07-01 --by office,topic --format json",
            "kim report register.csv --year 2024 --by topic --extend herne.csv --topics-as at-the-time",
            "kim report register.csv --year 2024 --by municipality,provider,office --offices offices.csv",
            "kim report register.csv --quarter 2024-Q2 --by office --ledger published.jsonl");
        register.AddTo(command);
        command.Add(skipBadRows);
        command.Add(from);
        command.Add(to);
        foreach (var option in shortForms)
            command.Add(option);
        command.Add(by);
        command.Add(measures);
        command.Add(offices);
        command.Add(ageGroups);
        command.Add(topicsAs);
        command.Add(protect);
        command.Add(ledger);
        command.Add(publisher);
        command.Add(publishedOn);
        command.Add(audit);
        command.Add(format);
        command.Add(dialect);
        command.Add(output);
        command.Add(over);
        command.Add(compare);
        command.Add(asKnownAt);
        command.Add(lateSince);
        command.Add(flow);
        command.Add(language);
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(format) ?? (terminal.OutIsTerminal ? "table" : "csv");
            var k = parsed.GetValue(protect);
            var ledgerFile = parsed.GetValue(ledger);
            if (k <= 0 && (ledgerFile is not null || parsed.GetValue(audit) is not null))
                throw new WrongCommandLineException("--ledger and --audit go with --protect K: rounded and true figures have no withheld counts.");
            if (ledgerFile is null && (parsed.GetValue(publisher) is not null || parsed.GetValue(publishedOn) is not null))
                throw new WrongCommandLineException("--publisher and --published-on belong to --ledger.");
            if (chosen != "csv" && parsed.GetValue(dialect) is not null)
                throw new WrongCommandLineException("--dialect belongs to --format csv.");
            var target = parsed.GetValue(output);
            if (chosen == "xlsx" && target is null)
                throw new WrongCommandLineException("--format xlsx needs --output FILE.");
            if (ledgerFile is not null && parsed.GetValue(over) is not null)
                throw new WrongCommandLineException("--over publishes several periods at once; a ledger takes one after the other.");
            if (chosen == "svg" && k == 0)
                throw new WrongCommandLineException("Pictures are drawn of protected figures only: --format svg goes with --protect K.");
            if (chosen == "svg" && (parsed.GetValue(by)?.Count ?? 0) != 1)
                throw new WrongCommandLineException("A picture shows one dimension: --format svg goes with --by and one code.");
            if (chosen != "svg" && parsed.GetValue(over) is not null)
                throw new WrongCommandLineException("--over belongs to --format svg.");
            var compared = parsed.GetValue(compare);
            var (known, late) = (parsed.GetValue(asKnownAt), parsed.GetValue(lateSince));
            if ((compared is not null || late is not null) && (k != 0 || chosen is not ("table" or "csv")))
                throw new WrongCommandLineException("--compare and --late-since show true figures as table or csv: they go with --protect none, since differences tell more than protected reports do.");
            if (parsed.GetValue(flow) && (k != 0 || chosen is not ("table" or "csv")))
                throw new WrongCommandLineException("--flow shows true figures as table or csv; it goes with --protect none.");
            var officesFile = parsed.GetValue(offices);
            if (officesFile is null != !(parsed.GetValue(by) ?? []).Any(d => d is Dimension.Provider or Dimension.Municipality))
                throw new WrongCommandLineException("--offices FILE and --by provider or municipality go together: the file says which provider runs an office and where it lies.");
            var period = PeriodOf(parsed, from, to, shortForms);
            var contactsFile = parsed.GetValue(register.Contacts);
            var file = parsed.GetRequiredValue(register.File);
            var topics = new TopicCodes(TopicExtensionFile.Apply(parsed.GetValue(register.Extend), terminal), parsed.GetValue(topicsAs));
            var log = EventLog.IsOne(file) ? EventLogRegister.Read(file, topics, terminal, known) : null;
            if (log is null && (known is not null || late is not null))
                throw new WrongCommandLineException("Only an event log knows when something was recorded; --as-known-at and --late-since go with one.");
            if (log is null && parsed.GetValue(flow))
                throw new WrongCommandLineException("Only an event log knows how stocks came about; --flow goes with one.");
            if (log is not null && contactsFile is not null)
                throw new WrongCommandLineException("An event log has its own contacts; --contacts goes with a register.");
            var wanted = parsed.GetValue(measures) ?? (contactsFile is null && log is null ? Measures.OfCases : Measures.Standard);
            if (contactsFile is null && log is null && wanted.FirstOrDefault(m => m.NeedsContacts()) is var needing and not Measure.Unspecified)
                throw new WrongCommandLineException($"The measure {needing.Code()} needs --contacts FILE.");
            if (log is null && wanted.FirstOrDefault(Measures.OfOccurrences.Contains) is var happened and not Measure.Unspecified)
                throw new WrongCommandLineException($"The measure {happened.Code()} counts what happened in cases, which only an event log knows.");
            if (ledgerFile is not null && wanted.Any(Measures.OfOccurrences.Contains))
                throw new WrongCommandLineException($"What happened in cases can't be protected together with other publications; --ledger goes with {string.Join(", ", Measures.OfCases.Select(Measures.Code))}.");
            var request = RequestOf(period, parsed.GetValue(by), wanted, parsed.GetValue(ageGroups), known, officesFile is null ? null : OfficesFile.Read(officesFile, terminal));
            var problems = new InputProblems(parsed.GetValue(register.MaxErrors), parsed.GetValue(skipBadRows));
            var read = log is null ? RegisterFiles.ReadCases(file, topics, terminal, problems) : new ReadRegister(log.Register, log.Register.CaseCount.Value, new HashSet<string>());
            var tally = log?.Tally(period);
            if (contactsFile is not null && !problems.IsFull)
                tally = RegisterFiles.ReadContacts(contactsFile, read, period, terminal, problems).Tally;

            problems.ThrowIfAny();
            if (wanted.Contains(Measure.HouseholdsServed) && read.Register.HouseholdCount.Value == 0 && read.Register.CaseCount.Value > 0)
                throw new WrongCommandLineException($"The measure {Measure.HouseholdsServed.Code()} needs a register whose cases say their household in the column household_id.");
            if (problems.BadRows > 0)
            {
                foreach (var line in problems.Report())
                    terminal.Warn(line);
                terminal.Warn($"{problems.BadRows} faulty rows are left out");
            }

            var texts = new ReportTexts(parsed.GetValue(language), taxonomy: topics.Taxonomy);
            long? rowsLeftOut = problems.SkipBadRows ? problems.BadRows : null;
            if (k == 0)
                terminal.Warn("true figures, not for publication: small numbers can make single persons recognisable");
            if (log is not null && log.LaterEvents > 0)
                terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"{log.LaterEvents} events were recorded later and don't count"));
            var flows = log?.Flow(period);
            if (parsed.GetValue(flow))
            {
                ReportFiles.WriteFlow(terminal, flows!, texts, chosen);
                return ExitCode.Done;
            }

            var report = Counted(log, request, tally);
            if (compared is not null || late is not null)
            {
                ReportFiles.WriteComparison(terminal, late is null ? Compared(report, compared!) : ReportComparison.Of(AsKnownAt(late.Value), report), texts, late is not null, chosen);
                return ExitCode.Done;
            }

            var published = k == 0 ? null : ledgerFile is null ? Published(report) : LedgerFile.Publish(ledgerFile, read.Register, report, k, parsed.GetValue(publisher) ?? "city", parsed.GetValue(publishedOn));
            if (parsed.GetValue(audit) is { } auditFile)
                LedgerFile.WriteAudit(auditFile, published!);
            var export = published?.Export(texts, rowsLeftOut) ?? report.ExportUnprotected(texts, rowsLeftOut);
            if (chosen == "xlsx")
            {
                ReportFiles.WriteXlsx(export, parsed.GetValue(language), target!.FullName);
                return ExitCode.Done;
            }

            using var writer = target is null ? null : new StreamWriter(target.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            var destination = writer is null ? terminal : new Terminal(writer, terminal.Error);
            if (chosen == "svg")
                destination.Out.Write(Picture(published!));
            else
                Write(destination, export, chosen, parsed.GetValue(dialect) is null ? CsvDialect.International : CsvDialect.German);
            return ExitCode.Done;

            Report Counted(EventLogRegister? events, ReportRequest asked, ContactTally? contacts) => Count(events?.Register ?? read.Register, events?.Occurrences, asked, contacts);

            Report AsKnownAt(Instant instant)
            {
                var then = EventLogRegister.Read(file, topics, terminal, instant);
                return Counted(then, new ReportRequest(period, request.Dimensions, request.Measures, request.AgeGroups, instant, request.Offices), then.Tally(period));
            }

            ReportComparison Compared(Report after, ReportingPeriod before)
            {
                var earlier = new ReportRequest(before, request.Dimensions, request.Measures, request.AgeGroups, known, request.Offices);
                return ReportComparison.Of(Counted(log, earlier, TallyOf(before)), after);
            }

            ContactTally? TallyOf(ReportingPeriod of) =>
                contactsFile is null ? log?.Tally(of) : RegisterFiles.ReadContacts(contactsFile, read, of, terminal, new InputProblems(1, skipBadRows: true)).Tally;

            PublishedReport Published(Report of) => k < 0 ? PublishedReport.Round(of, -k) : PublishedReport.Protect(of, k);

            string Picture(PublishedReport shown)
            {
                try
                {
                    if (parsed.GetValue(over) is not { } step)
                        return ReportChart.Bars(shown, request.Measures[0], texts);
                    var parts = Parts(period, step == "month" ? 1 : 3);
                    return ReportChart.StackedBars([.. parts.Select(part => Published(Counted(log, new ReportRequest(part, request.Dimensions, request.Measures, request.AgeGroups, known, request.Offices), TallyOf(part))))], request.Measures[0], texts);
                }
                catch (ArgumentException wrong)
                {
                    throw new WrongCommandLineException(wrong.Message);
                }
            }
        });
        return command;
    }

    /// <summary>The months or quarters that a period consists of; the first and the last may be cut off.</summary>
    private static List<ReportingPeriod> Parts(ReportingPeriod period, int months)
    {
        var parts = new List<ReportingPeriod>();
        for (var from = period.From; from < period.To;)
        {
            var next = new LocalDate(from.Year, from.Month - ((from.Month - 1) % months), 1).PlusMonths(months);
            parts.Add(new ReportingPeriod(from, LocalDate.Min(next, period.To)));
            from = next;
        }

        return parts;
    }

    private static ReportRequest RequestOf(ReportingPeriod period, IReadOnlyList<Dimension>? by, IReadOnlyList<Measure> measures, AgeGroups? ages, Instant? known, OfficeDirectory? offices)
    {
        try
        {
            return new ReportRequest(period, by ?? [], measures, ages, known, offices);
        }
        catch (ArgumentException wrong)
        {
            throw new WrongCommandLineException(wrong.Message);
        }
    }

    private static Report Count(CaseRegister register, OccurrenceRegister? occurrences, ReportRequest request, ContactTally? tally)
    {
        try
        {
            return request.Measures.Any(Measures.OfOccurrences.Contains) ? Report.CountOccurrences(occurrences!, request) : Report.Count(register, request, tally);
        }
        catch (ReportTooLargeException tooLarge)
        {
            throw new WrongCommandLineException(tooLarge.Message);
        }
    }

    private static void Write(Terminal terminal, ReportExport export, string format, CsvDialect dialect)
    {
        switch (format)
        {
            case "json":
                export.WriteJson(terminal.Out);
                break;
            case "csv":
                export.WriteCsv(terminal.Out, dialect);
                break;
            case "jsonstat":
                export.WriteJsonStat(terminal.Out);
                break;
            case "markdown":
                export.WriteMarkdown(terminal.Out);
                break;
            default:
                WriteTable(terminal, export);
                break;
        }
    }

    /// <summary>One table where it fits the terminal; else one for each unit, so that nothing is cut off.</summary>
    private static void WriteTable(Terminal terminal, ReportExport export)
    {
        var names = export.Rows.Select(export.GroupNames).ToList();
        var all = Enumerable.Range(0, export.Request.Measures.Count).ToList();
        terminal.Console.Write(new Text(export.Title, new Style(decoration: Decoration.Bold)));
        terminal.Console.WriteLine();
        var fits = WidthOf(export, names, all) <= terminal.Console.Profile.Width;
        foreach (var part in fits ? [all] : all.GroupBy(i => PartOf(export.Request.Measures[i])).Select(g => g.ToList()))
            terminal.Console.Write(TableOf(export, names, part));
        foreach (var note in export.Notes)
            terminal.Console.WriteLine(note);
    }

    private static int PartOf(Measure measure) => measure.Unit() switch
    {
        MeasureUnit.Cases => 0,
        MeasureUnit.Persons or MeasureUnit.Households => 1,
        _ => 2,
    };

    private static int WidthOf(ReportExport export, List<IReadOnlyList<string>> names, List<int> measures)
    {
        var dimensions = export.Request.Dimensions.Count;
        var ofGroups = Enumerable.Range(0, dimensions).Sum(d => 3 + Math.Max(LongestWord(export.Headings[d]), names.Max(n => n[d].Length)));
        return 1 + ofGroups + measures.Sum(i => 3 + LongestWord(export.Headings[dimensions + i]));
    }

    private static int LongestWord(string text) => text.Split(' ').Max(w => w.Length);

    private static Table TableOf(ReportExport export, List<IReadOnlyList<string>> names, List<int> measures)
    {
        var table = new Table().Border(TableBorder.Rounded);
        var dimensions = export.Request.Dimensions.Count;
        for (var d = 0; d < dimensions; d++)
            table.AddColumn(new TableColumn(Markup.Escape(export.Headings[d])).NoWrap());
        foreach (var i in measures)
            table.AddColumn(new TableColumn(Markup.Escape(export.Headings[dimensions + i])).RightAligned());
        for (var r = 0; r < export.Rows.Count; r++)
        {
            var row = export.Rows[r];
            var style = row.Groups.All(g => g is null) ? "bold" : "default";
            table.AddRow([.. names[r].Concat(measures.Select(row.Text)).Select(c => $"[{style}]{Markup.Escape(c)}[/]")]);
        }

        return table;
    }

    private static ReportingPeriod PeriodOf(ParseResult parsed, Option<LocalDate?> from, Option<LocalDate?> to, Option<ReportingPeriod?>[] shortForms)
    {
        var given = shortForms.Where(o => parsed.GetResult(o) is not null).ToList();
        var (begin, end) = (parsed.GetValue(from), parsed.GetValue(to));
        var isLong = begin is not null || end is not null;
        if (given.Count + (isLong ? 1 : 0) != 1)
            throw new WrongCommandLineException("The period is given in one way: --from D --to D, --quarter 2024-Q2, --year 2024, --half-year 2024-H1 or --month 2024-06.");
        if (!isLong)
            return parsed.GetValue(given[0])!;
        if (begin is not { } first || end is not { } afterLast)
            throw new WrongCommandLineException("--from and --to belong together; --to is the day after the last one.");
        if (afterLast <= first)
            throw new WrongCommandLineException("--to has to lie after --from; it is the day after the last one.");
        return new ReportingPeriod(first, afterLast);
    }

    private static ReportingPeriod? ParsePeriod(ArgumentResult result, (string Option, string Example, int Length, char Mark) form)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        var hasMark = form.Mark == ' ' ? !text.Contains('Q', StringComparison.Ordinal) && !text.Contains('H', StringComparison.Ordinal) : text.Contains(form.Mark, StringComparison.Ordinal);
        if (text.Length == form.Length && hasMark && ReportingPeriod.TryParse(text, out var period))
            return period;
        result.AddError($"'{text}' is not a period for {form.Option}; {form.Example} would be.");
        return null;
    }

    private static ReportingPeriod? ParseComparedPeriod(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (ReportingPeriod.TryParse(text, out var period))
            return period;
        result.AddError($"'{text}' is not a period for --compare; 2023, 2023-H1, 2023-Q2 or 2023-04 would be.");
        return null;
    }

    /// <summary>An instant, or the end of a day in Europe/Berlin.</summary>
    private static Option<Instant?> Known(string name, string description) => new(name)
    {
        Description = description + " An instant, or a date for the end of that day.",
        HelpName = "instant|date",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant })
                return instant;
            if (CsvDates.TryParse(Encoding.UTF8.GetBytes(text), out var day))
                return day.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant() - Duration.Epsilon;
            result.AddError($"'{text}' is no time for {name}; 2024-07-15T08:00:00Z or 2024-07-15 would be.");
            return null;
        },
    };

    private static Option<LocalDate?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (CsvDates.TryParse(Encoding.UTF8.GetBytes(text), out var date))
                return date;
            result.AddError($"'{text}' is not a date for {name}; {CsvDates.Expected}.");
            return null;
        },
    };

    private delegate bool CodeParser<T>(string? code, out T value);

    private static Option<IReadOnlyList<T>?> List<T>(string name, string description, CodeParser<T> parse, IEnumerable<string> all)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}, separated by commas: {string.Join(", ", all)}.",
            HelpName = "code,…",
            CustomParser = result =>
            {
                var list = new List<T>();
                foreach (var code in result.Tokens.SelectMany(t => t.Value.Split(',')))
                {
                    if (!parse(code, out var value))
                        result.AddError($"'{code}' is not known for {name}; there are {string.Join(", ", all)}.");
                    else if (list.Contains(value))
                        result.AddError($"'{code}' stands twice in {name}; once is right.");
                    else
                        list.Add(value);
                }

                return list;
            },
        };

    /// <summary>K, 0 for no protection, or less than 0 for rounding to that base.</summary>
    private static int ParseProtection(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (text == "none")
            return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k is >= 1 and <= 1000)
            return k;
        if (text.StartsWith("round", StringComparison.Ordinal) && int.TryParse(text.AsSpan("round".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var to) && to is >= 3 and <= 1000 && to % 2 == 1)
            return -to;
        result.AddError($"'{text}' is no protection; 'none', 'round5' or a number K from 1 to 1000 is expected, such as 3.");
        return 0;
    }

    private static TopicCoding ParseTopicCoding(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (!TopicCodings.TryParse(text, out var coding))
            result.AddError($"--topics-as: '{text}' is not known; one of {string.Join(", ", TopicCodings.All.Select(TopicCodings.Code))} is expected.");
        return coding;
    }

    private static AgeGroups? ParseAgeGroups(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        try
        {
            return AgeGroups.FromLowerBounds([.. text.Split(',').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? bound : -1)]);
        }
        catch (ArgumentException)
        {
            result.AddError($"'{text}' are not age groups: the lowest age of each is expected, beginning with 0 and rising to 150 at most, such as 0,18,27,65.");
            return null;
        }
    }
}
