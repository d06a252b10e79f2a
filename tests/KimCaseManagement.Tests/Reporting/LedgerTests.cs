using Google.OrTools.Sat;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Xunit.Abstractions;

namespace KimCaseManagement.Tests.Reporting;

public sealed class LedgerTests(ITestOutputHelper log)
{
    private static readonly ReportingPeriod[] QuartersThenYear = [.. Enumerable.Range(1, 4).Select(q => ReportingPeriod.Quarter(2024, q)), ReportingPeriod.Year(2024)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Quarters_and_then_the_year_give_no_withheld_count_away_together_or_are_refused(int seed)
    {
        var random = new Random(seed);
        var register = RegisterGen.Register(ProtectionTests.City(random, random.Next(20, 160), offices: random.Next(2, 5)));
        Dimension[] dimensions = seed % 2 == 0 ? [Dimension.Office] : [Dimension.Office, Dimension.Sex];
        var ledger = PublicationLedger.Empty;
        var (withheld, counts) = (0, 0);
        foreach (var period in QuartersThenYear)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var report = Report.Count(register, new ReportRequest(period, dimensions));
            if (Published(report, register, ledger) is not { } published)
            {
                log.WriteLine($"{seed} {period}: refused");
                Assert.NotEmpty(ledger.Publications);
                break;
            }

            var alone = PublishedReport.Protect(report);
            ledger = ledger.With(new Publication("city", period.To, published));
            withheld += Count(published);
            counts += report.Cells.Sum(c => report.Request.Measures.Count(m => m.IsCount() && c.Value(m) > 0));
            log.WriteLine($"{seed} {period}: {Count(published)} withheld, {Count(alone)} if it stood alone; {watch.ElapsedMilliseconds} ms {string.Join(",", published.GivenUp)}");
        }

        log.WriteLine($"{withheld} of {counts}");
        var attacker = new LedgerAttacker(ledger.Publications.Select(p => p.Report), register);
        attacker.FindsNothing(3, attacked: int.TryParse(Environment.GetEnvironmentVariable("KIM_LEDGER_ATTACKED"), out var wanted) ? wanted : 60);
    }

    [Fact]
    public void Small_registers_can_be_published_quarter_by_quarter_and_then_by_year()
    {
        // More, and others, where these variables say so.
        var registers = int.TryParse(Environment.GetEnvironmentVariable("KIM_LEDGER_REGISTERS"), out var wanted) ? wanted : 5;
        var first = int.TryParse(Environment.GetEnvironmentVariable("KIM_LEDGER_FIRST"), out var from) ? from : 14;
        var refused = 0;
        for (var seed = first; seed < first + registers; seed++)
        {
            var random = new Random(seed);
            var size = random.Next(20, 160);
            var register = RegisterGen.Register(ProtectionTests.City(random, size, offices: random.Next(2, 5)));
            Dimension[] dimensions = seed % 2 == 0 ? [Dimension.Office] : [Dimension.Office, Dimension.Sex];
            var ledger = PublicationLedger.Empty;
            var line = $"{seed} ({size} cases, {string.Join(",", dimensions)}):";
            foreach (var period in QuartersThenYear)
            {
                var report = Report.Count(register, new ReportRequest(period, dimensions));
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var published = Published(report, register, ledger);
                line += published is null ? $" refused ({watch.ElapsedMilliseconds} ms)" : $" {Count(published)} of {report.Cells.Sum(c => report.Request.Measures.Count(m => m.IsCount() && c.Value(m) > 0))}, alone {Count(PublishedReport.Protect(report))} ({watch.ElapsedMilliseconds} ms);";
                if (published is null)
                {
                    refused++;
                    break;
                }

                ledger = ledger.With(new Publication("city", period.To, published));
            }

            log.WriteLine(line);
        }

        log.WriteLine($"{refused} of {registers} registers refused at some publication");
        Assert.True(refused <= registers / 2, $"{refused} of {registers} refused");
    }

    [Fact]
    public void A_ledger_is_read_as_it_was_written()
    {
        var register = RegisterGen.Register(ProtectionTests.City(new Random(5), 40, offices: 3));
        var published = PublishedReport.Protect(Report.Count(register, new ReportRequest(RegisterGen.Period, [Dimension.Office])));
        var ledger = PublicationLedger.Empty.With(new Publication("city", new LocalDate(2024, 7, 15), published));
        var text = ledger.ToString();
        Assert.Equal(text, PublicationLedger.Parse(text).ToString());
        Assert.Contains("\".\"", text, StringComparison.Ordinal);
        Assert.Contains("Line 2", Assert.Throws<FormatException>(() => PublicationLedger.Parse("\n{}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_rows_makes_no_difference_to_a_publication_with_a_ledger()
    {
        var cases = ProtectionTests.City(new Random(7), 60, offices: 3);
        string Publish(IEnumerable<CaseFacts> rows)
        {
            var register = RegisterGen.Register(rows);
            var ledger = PublicationLedger.Empty;
            foreach (var period in QuartersThenYear.Take(2))
            {
                if (Published(Report.Count(register, new ReportRequest(period, [Dimension.Office])), register, ledger) is { } published)
                    ledger = ledger.With(new Publication("city", period.To, published));
            }

            return ledger.ToString();
        }

        Assert.Equal(Publish(cases), Publish(Enumerable.Reverse(cases)));
    }

    /// <summary>The report protected beside the earlier ones; null where it is refused, which gives nothing away either.</summary>
    private static PublishedReport? Published(Report report, CaseRegister register, PublicationLedger ledger)
    {
        try
        {
            return PublishedReport.ProtectAfter(report, register, ledger);
        }
        catch (PublicationRefusedException)
        {
            return null;
        }
    }

    private static int Count(PublishedReport published) => published.Rows.Sum(r => published.Request.Measures.Select((m, i) => m.IsCount() && r.IsWithheld(i) ? 1 : 0).Sum());
}

/// <summary>Somebody who lays all publications of a year side by side: every table by the rules, and what links tables of successive periods.</summary>
internal sealed class LedgerAttacker
{
    private readonly CpModel _model = new();
    private readonly List<(Attacker Attacker, PublishedReport Published, IntVar[] Variables)> _tables = [];
    private readonly Dictionary<(ReportingPeriod, string, Measure), IntVar> _figures = [];
    private readonly Dictionary<(ReportingPeriod, string, Measure), long> _truth = [];

    internal LedgerAttacker(IEnumerable<PublishedReport> publications, CaseRegister register)
    {
        foreach (var published in publications)
        {
            var attacker = new Attacker(published);
            var report = Report.Count(register, published.Request);
            var cells = report.Cells.ToDictionary(c => Attacker.KeyOf(c.Groups));
            var variables = attacker.Variables(_model);
            for (var f = 0; f < variables.Length; f++)
            {
                var (cell, measure) = attacker.Figures[f];
                _figures.Add((published.Request.Period, cell, measure), variables[f]);
                _truth.Add((published.Request.Period, cell, measure), cells[cell].Value(measure)!.Value);
            }

            attacker.AddConditions(_model, variables);
            _tables.Add((attacker, published, variables));
        }

        foreach (var (_, published, _) in _tables)
        {
            foreach (var (_, later, _) in _tables)
                Link(published.Request, later.Request);
        }
    }

    /// <summary>Fails where a withheld count of any table has fewer than K values in tables that a solver finds.</summary>
    /// <param name="k">The least number of values.</param>
    /// <param name="attacked">About how many withheld counts are attacked, spread over all tables.</param>
    internal void FindsNothing(int k, int attacked)
    {
        var every = Math.Max(1, _tables.Sum(t => t.Attacker.Withheld.Count()) / attacked);
        var number = 0;
        foreach (var (attacker, published, _) in _tables)
        {
            foreach (var (cell, measure) in attacker.Withheld)
            {
                if (number++ % every != 0)
                    continue;
                var figure = _figures[(published.Request.Period, cell, measure)];
                var domain = _model.Model.Variables[figure.Index].Domain;
                long[] before = [.. domain];
                var possible = 0;
                var truth = _truth[(published.Request.Period, cell, measure)];
                foreach (var value in Enumerable.Range(1, (int)truth + k + 5).OrderBy(v => Math.Abs(v - truth)))
                {
                    domain.Clear();
                    domain.AddRange([value, value]);
                    var status = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:20" }.Solve(_model);
                    possible += status is CpSolverStatus.Feasible or CpSolverStatus.Optimal ? 1 : 0;
                    if (possible == k)
                        break;
                }

                domain.Clear();
                domain.AddRange(before);
                Assert.True(possible >= k, $"{published.Request.Period} {cell} {measure} = {truth}: {possible} values");
            }
        }
    }

    private void Link(ReportRequest earlier, ReportRequest later)
    {
        var cells = _figures.Keys.Select(f => f.Item2).Distinct().ToList();
        foreach (var cell in cells)
        {
            LinearExpr? F(ReportRequest request, Measure measure) =>
                _figures.TryGetValue((request.Period, cell, measure), out var figure) ? figure : request.Measures.Contains(measure) ? LinearExpr.Constant(0) : null;
            void Equal(LinearExpr? a, LinearExpr? b)
            {
                if (a is not null && b is not null)
                    _model.Add(a == b);
            }

            void NotMore(LinearExpr? a, LinearExpr? b)
            {
                if (a is not null && b is not null)
                    _model.Add(a <= b);
            }

            if (earlier.Period.To == later.Period.From)
                Equal(F(earlier, Measure.OpenAtEnd), F(later, Measure.OpenAtStart));
            if (earlier.Period.From == later.Period.From)
                Equal(F(earlier, Measure.OpenAtStart), F(later, Measure.OpenAtStart));
            if (earlier.Period.To == later.Period.To)
            {
                Equal(F(earlier, Measure.OpenAtEnd), F(later, Measure.OpenAtEnd));
                Equal(F(earlier, Measure.PersonsEver), F(later, Measure.PersonsEver));
            }

            if (earlier.Period.To <= later.Period.To)
                NotMore(F(earlier, Measure.PersonsEver), F(later, Measure.PersonsEver));
            if (later.Period.From <= earlier.Period.From && earlier.Period.To <= later.Period.To && earlier.Period != later.Period)
            {
                foreach (var measure in new[] { Measure.Opened, Measure.Closed, Measure.Served, Measure.PersonsServed, Measure.PersonsNew })
                    NotMore(F(earlier, measure), F(later, measure));
            }

            // Persons ever after a period are those before it, and the new ones; in a part, those who come to it for the first time.
            if (earlier.Period.To == later.Period.From && F(earlier, Measure.PersonsEver) is { } before && F(later, Measure.PersonsEver) is { } after && F(later, Measure.PersonsNew) is { } isNew && F(later, Measure.Opened) is { } opened)
            {
                _model.Add(after - before >= isNew);
                _model.Add(after - before <= opened);
                if (!cell.Contains('o', StringComparison.Ordinal))
                    _model.Add(after - before == isNew);
            }
        }

        if (earlier.Period != ReportingPeriod.Year(2024) || earlier != later)
            return;
        foreach (var cell in cells)
        {
            foreach (var measure in new[] { Measure.Opened, Measure.Closed, Measure.PersonsNew, Measure.PersonsServed })
            {
                var quarters = Enumerable.Range(1, 4).Select(q => _figures.TryGetValue((ReportingPeriod.Quarter(2024, q), cell, measure), out var figure) ? figure : LinearExpr.Constant(0)).ToList();
                var year = _figures.TryGetValue((earlier.Period, cell, measure), out var total) ? total : LinearExpr.Constant(0);
                if (measure == Measure.PersonsServed)
                    _model.Add(LinearExpr.Sum(quarters) >= year);
                else
                    _model.Add(LinearExpr.Sum(quarters) == year);
            }
        }
    }
}
