using System.CommandLine;
using System.Globalization;
using Kim.Cli.Demo;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kim.Cli.Verbs;

/// <summary><c>kim demo</c>: the story of Herne, told by the library.</summary>
internal static class DemoVerb
{
    private const string Mitte = "caritas-mitte";

    internal static Command Create(Terminal terminal)
    {
        var language = CommonOptions.Language();
        var command = new VerbCommand("demo", "Tells the story of Herne: five offices, two clients, the city's report. Needs no file.", "kim demo", "kim demo --language en") { language };
        command.SetAction(parsed =>
        {
            new Telling(terminal.Console, parsed.GetValue(language)).Tell();
            return ExitCode.Done;
        });
        return command;
    }

    private sealed class Telling(IAnsiConsole console, LanguageTag language)
    {
        private static readonly TopicTaxonomy TopicCatalogue = TopicTaxonomy.Core;
        private static readonly Style Quiet = new(Color.Grey62);
        private static readonly Style Strong = new(Color.DarkCyan, decoration: Decoration.Bold);
        private static readonly Style Warm = new(Color.DarkOrange, decoration: Decoration.Bold);

        internal void Tell()
        {
            var lifecycle = CaseLifecycle.Standard;
            var files = HerneCity.Histories(lifecycle);
            var steps = files.Sum(f => f.Events.Count);

            console.WriteLine();
            console.Write(new Rule(Markup.Escape(Text("demo.title"))) { Style = Strong, Justification = Justify.Left });
            console.WriteLine();
            Paragraph(Filled("demo.what", ReasonArgument.Number("cases", files.Count), ReasonArgument.Number("steps", steps)), Quiet);

            Heading("demo.stories");
            console.Write(SideBySide(Story("demo.woman", files[0]), Story("demo.man", files[1])));
            Refusal(lifecycle);
            Report(files);
            Next();
        }

        private Panel Story(string code, CaseFile file)
        {
            var grid = new Grid { Expand = false }.AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
            var before = CasePhase.Unspecified;
            foreach (var happened in file.Events)
            {
                if (happened.Phase == before && !IsTold(happened.Step.Kind))
                    continue;
                var moved = happened.Phase != before;
                before = happened.Phase;
                grid.AddRow(
                    new Text(Day(happened.On), Quiet),
                    moved ? new Text(Text("phase." + happened.Phase.Code()), Strong) : new Text("  " + Told(happened.Step, file.State)));
            }

            return new Panel(new Rows(
                new Text(Text(code + ".told")),
                Spectre.Console.Text.Empty,
                grid,
                Spectre.Console.Text.Empty,
                new Text(Filled("demo.where", ReasonArgument.Term("phase", "phase." + file.State.Phase.Code())), Warm)))
            {
                Header = new PanelHeader($" {Text(code)} "),
                Border = BoxBorder.Rounded,
                BorderStyle = Quiet,
                Expand = true,
                Padding = new Padding(2, 1),
            };
        }

        /// <summary>The steps within a phase that a reader wants to see.</summary>
        private static bool IsTold(StepKind step) => step is StepKind.GiveConsent or StepKind.SetGoal or StepKind.RecordProgress or StepKind.HoldReview or StepKind.JudgeGoal;

        /// <summary>A step in a few words: which goal, which step of the plan, and what became of it.</summary>
        private string Told(CaseStep step, CaseState state)
        {
            string Topic(string? goal) => state.Goals.FirstOrDefault(g => g.Id == goal) is { } found ? TopicCatalogue.Find(found.Topic)!.Label(language).Text : "";
            return step switch
            {
                SetGoal goal => Filled("demo.goal", ReasonArgument.Text("topic", Topic(goal.Goal))),
                RecordProgress progress => Topic(state.PlanSteps.FirstOrDefault(p => p.Id == progress.PlanStep)?.Goal) + ": " + Text("step-progress." + progress.Progress.Code()),
                JudgeGoal judged => Topic(judged.Goal) + ": " + Text("goal-attainment." + judged.Attainment.Code()),
                _ => Text("step." + step.Kind.Code()),
            };
        }

        /// <summary>An inquiry of this very day that somebody wants to take on at once.</summary>
        private void Refusal(CaseLifecycle lifecycle)
        {
            var file = new CaseFile(lifecycle, "herne-9999", "caritas-mitte/1");
            file.Do(HerneCity.ReportDay, new RegisterInquiry(OfficeCode.From("caritas-mitte")));
            file.Do(HerneCity.ReportDay, new StartClarification(file.CaseManager));
            var attempt = lifecycle.Decide(
                file.State,
                file.State.Id,
                new AcceptCase(),
                HerneCity.ReportDay.At(new LocalTime(16, 0)).InUtc().ToInstant(),
                file.CaseManager);
            console.WriteLine();
            Paragraph(Text("demo.refused"), Style.Plain);
            foreach (var blocker in attempt.Blockers)
                console.Write(new Padder(new Text("✗ " + blocker.Text(CliTexts.Catalogue, language).Text, Warm), new Padding(2, 0, 0, 0)));
        }

        private void Report(IReadOnlyList<CaseFile> files)
        {
            var (register, contacts) = Facts(files);
            KimCaseManagement.Reporting.Report By(params Dimension[] dimensions) =>
                KimCaseManagement.Reporting.Report.Count(register, new ReportRequest(Period, dimensions), contacts);

            var byOffice = By(Dimension.Office);
            var total = byOffice.Total;
            var mitte = byOffice.Find(Mitte)!;
            var share = Math.Round(100m * mitte.PersonsEver.Value / total.PersonsEver.Value, 1, MidpointRounding.AwayFromZero);

            Heading(Filled("demo.report", ReasonArgument.Date("day", HerneCity.ReportDay)), asText: true);
            var numbers = new Table { Border = TableBorder.None, ShowHeaders = false, Expand = true }.AddColumn("").AddColumn("").AddColumn("").AddColumn("");
            numbers.AddRow(
                Figure(total.PersonsEver.Value, "demo.people"),
                Figure(mitte.PersonsEver.Value, "demo.mitte"),
                Figure(share, "demo.share"),
                Figure(total.OpenAtEnd.Value, "demo.running"));
            console.Write(numbers);

            console.WriteLine();
            Title("demo.by-office");
            var table = new Table { Border = TableBorder.Horizontal, BorderStyle = Quiet, Expand = true }.AddColumn(new TableColumn(Heading(Dimension.Office)) { NoWrap = true }.Padding(0, 0));
            Measure[] measures = [Measure.PersonsEver, Measure.Closed, Measure.OpenAtEnd, Measure.Contacts, Measure.DurationMedian];
            foreach (var measure in measures)
                table.AddColumn(new TableColumn(Heading(measure)) { Width = 1 + LongestWord(measure) }.RightAligned().Padding(0, 0));
            foreach (var cell in byOffice.Cells.Where(c => c.Groups[0] is not null))
                table.AddRow([new Text(Text("office." + cell.Groups[0])), .. measures.Select(m => new Text(Number(cell.Value(m))))]);
            table.AddEmptyRow();
            table.AddRow([new Text(Text("report.total"), Strong), .. measures.Select(m => new Text(Number(total.Value(m)), Strong))]);
            console.Write(table);
            var sum = byOffice.Cells.Where(c => c.Groups[0] is not null).Sum(c => c.PersonsEver.Value);
            Paragraph(Filled("demo.counted-once", ReasonArgument.Number("twice", sum - total.PersonsEver.Value), ReasonArgument.Number("sum", sum)), Quiet);

            Bars("demo.topics", By(Dimension.Topic), Measure.Opened, cell => cell.Groups[0]!.Contains('-', StringComparison.Ordinal) ? TopicCatalogue.Find(TopicCode.From(cell.Groups[0]!))!.Label(language).Text : null, Color.DarkCyan);
            Bars("demo.languages", By(Dimension.Language), Measure.PersonsEver, cell => Text("language-name." + cell.Groups[0]), Color.SteelBlue);
            Bars("demo.endings", By(Dimension.ClosureReason), Measure.Closed, cell => cell.Groups[0] is Dimensions.Unknown ? null : Text("closure-reason." + cell.Groups[0]), Color.DarkOrange);
            Paragraph(Text("report.unprotected"), Quiet);
        }

        private static ReportingPeriod Period => new(HerneCity.Start, HerneCity.ReportDay.PlusDays(1));

        private static (CaseRegister Register, ContactTally Contacts) Facts(IReadOnlyList<CaseFile> files)
        {
            var builder = new CaseRegisterBuilder();
            foreach (var file in files)
            {
                foreach (var facts in CaseProjection.FactsOf(file.State))
                    builder.Add(facts);
            }

            var register = builder.Build();
            var contacts = new ContactTally(register, Period);
            foreach (var happened in files.SelectMany(f => f.Events))
            {
                if (happened.Step is RecordContact contact)
                    contacts.TryAdd(happened.Case, happened.On, contact.Minutes);
            }

            return (register, contacts);
        }

        private void Bars(string title, KimCaseManagement.Reporting.Report report, Measure measure, Func<ReportCell, string?> label, Color colour)
        {
            var bars = report.Cells
                .Where(cell => cell.Groups[0] is not null)
                .Select(cell => (Label: label(cell), Value: cell.Value(measure) ?? 0))
                .Where(bar => bar.Label is not null && bar.Value > 0)
                .OrderByDescending(bar => bar.Value)
                .Take(8)
                .ToList();
            console.WriteLine();
            Title(title);
            var chart = new BarChart().Width(Math.Min(console.Profile.Width - 4, 92));
            foreach (var (text, value) in bars)
                chart.AddItem(Markup.Escape(text!), value, colour);
            console.Write(new Padder(chart, new Padding(2, 0, 0, 0)));
        }

        private void Next()
        {
            Heading("demo.next");
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
            void Row(string command, string code) => grid.AddRow(new Text("  " + command, Strong), new Text(Text(code), Quiet));
            Row("kim lifecycle --format mermaid", "demo.next.lifecycle");
            Row("kim topics search \"Brief vom Jobcenter\"", "demo.next.topics");
            Row("kim generate --cases 10000 --output trial", "demo.next.generate");
            Row("kim report trial/register.csv --quarter 2024-Q2 --by office,sex", "demo.next.report");
            console.Write(grid);
            console.WriteLine();
        }

        /// <summary>Two panels in one row where the terminal is wide enough.</summary>
        private IRenderable SideBySide(Panel left, Panel right)
        {
            if (console.Profile.Width < 90)
                return new Rows(left, right);
            var half = (console.Profile.Width - 2) / 2;
            var table = new Table { Border = TableBorder.None, ShowHeaders = false }
                .AddColumn(new TableColumn("").Width(half).Padding(0, 0))
                .AddColumn(new TableColumn("").Width(half).Padding(0, 0));
            table.AddRow(left, right);
            return table;
        }

        private Rows Figure(decimal value, string code) =>
            new(new Text(value.ToString("#,##0.#", Numbers), Warm), new Text(Text(code), Quiet));

        private void Heading(string code, bool asText = false)
        {
            console.WriteLine();
            console.Write(new Rule(Markup.Escape(asText ? code : Text(code))) { Style = Quiet, Justification = Justify.Left });
            console.WriteLine();
        }

        private void Title(string code) => console.Write(new Padder(new Text(Text(code), Strong), new Padding(1, 0, 0, 0)));

        private void Paragraph(string text, Style style) => console.Write(new Padder(new Text(text, style), new Padding(1, 0, 1, 0)));

        private Text Heading(Dimension dimension) => new(new ReportTexts(language).Heading(dimension), Quiet);

        private Text Heading(Measure measure) => new(new ReportTexts(language).Heading(measure), Quiet);

        /// <summary>A heading breaks between words only, so its column has room for each of them.</summary>
        private int LongestWord(Measure measure) => new ReportTexts(language).Heading(measure).Split(' ').Max(word => word.Length);

        private string Text(string code) => CliTexts.Catalogue.For(code, language).Text;

        private string Filled(string code, params ReasonArgument[] arguments) => CliTexts.Catalogue.For(new Reason(code, null, arguments), language).Text;

        private string Number(long? value) => value?.ToString("#,##0", Numbers) ?? "–";

        private string Day(LocalDate day) => (language == LanguageTag.English ? LocalDatePattern.Iso : GermanDay).Format(day);

        private static readonly LocalDatePattern GermanDay = LocalDatePattern.CreateWithInvariantCulture("dd.MM.yyyy");

        /// <summary>1.234 in German, 1,234 elsewhere.</summary>
        private NumberFormatInfo Numbers => language == LanguageTag.English
            ? NumberFormatInfo.InvariantInfo
            : new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };
    }
}
