using Google.OrTools.Sat;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Xunit.Abstractions;

namespace KimCaseManagement.Tests.Reporting;

public sealed class LedgerTests(ITestOutputHelper log)
{
    private const int K = 5;

    private static readonly ReportingPeriod[] QuartersThenYear = [.. Enumerable.Range(1, 4).Select(q => ReportingPeriod.Quarter(2024, q)), ReportingPeriod.Year(2024)];

    /// <summary>Registers 1, 2, 3 … of so many cases, every second one by two dimensions. KIM_LEDGER_FIRST, KIM_LEDGER_REGISTERS and KIM_LEDGER_ATTACKED say which and how many, and how many withheld counts of each are attacked.</summary>
    [Theory]
    [InlineData(20, 60, 5, 100_000)]
    [InlineData(200, 400, 1, 20)]
    public void Quarters_and_then_the_year_are_published_and_give_no_withheld_count_away_together(int leastCases, int mostCases, int registers, int attacked)
    {
        var first = Wanted("KIM_LEDGER_FIRST", 1);
        registers = Wanted("KIM_LEDGER_REGISTERS", registers);
        var refused = new List<string>();
        var (withheld, alone, counts, totals) = (0, 0, 0, 0);
        for (var seed = first; seed < first + registers; seed++)
        {
            var random = new Random(seed);
            var size = random.Next(leastCases, mostCases + 1);
            var register = RegisterGen.Register(ProtectionTests.City(random, size, offices: random.Next(2, 5)));
            Dimension[] dimensions = seed % 2 == 0 ? [Dimension.Office] : [Dimension.Office, Dimension.Sex];
            var ledger = PublicationLedger.Empty;
            var line = $"{seed} ({size} cases, {string.Join(",", dimensions)}):";
            foreach (var period in QuartersThenYear)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var report = Report.Count(register, new ReportRequest(period, dimensions));
                if (Published(report, register, ledger) is not { } published)
                {
                    refused.Add($"{seed} {period}");
                    line += " refused";
                    break;
                }

                ledger = ledger.With(new Publication("city", period.To, published));
                var (own, single, all) = (Count(published), Count(PublishedReport.Protect(report, K)), report.Cells.Sum(c => report.Request.Measures.Count(m => m.IsCount() && c.Value(m) > 0)));
                line += $" {own} of {all}, alone {single} ({watch.ElapsedMilliseconds} ms);";
                if (period != QuartersThenYear[^1])
                    continue;
                (withheld, alone, counts) = (withheld + own, alone + single, counts + all);
                totals += published.Request.Measures.Where((m, i) => m.IsCount() && !published.Rows[0].IsWithheld(i)).Count();
            }

            log.WriteLine(line);
            new LedgerAttacker(ledger.Publications.Select(p => (p.Report, register)), register).FindsNothing(K, Wanted("KIM_LEDGER_ATTACKED", attacked));
        }

        log.WriteLine($"{refused.Count} of {registers} registers refused; of the year's {counts} counts {withheld} withheld, {alone} if it stood alone; {totals} grand totals printed");
        Assert.True(refused.Count * 20 <= registers, $"More than one in twenty refused: {string.Join(", ", refused)}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Who_knows_what_came_late_learns_no_withheld_count(int seed)
    {
        var random = new Random(seed);
        var cases = ProtectionTests.City(random, 60, offices: 3);
        var late = cases.Where(c => c.OpenedOn.Year == 2024 && c.OpenedOn.Month <= 3).Take(3).ToList();
        var (then, today) = (RegisterGen.Register(cases.Except(late)), RegisterGen.Register(cases));
        var ledger = PublicationLedger.Empty;
        var known = new List<(PublishedReport, CaseRegister)>();
        foreach (var (period, register) in new[] { (QuartersThenYear[0], then), (QuartersThenYear[1], today), (QuartersThenYear[4], today) })
        {
            var published = PublishedReport.ProtectAfter(Report.Count(register, new ReportRequest(period, [Dimension.Office])), register, ledger).Report!;
            ledger = ledger.With(new Publication("city", period.To, published));
            known.Add((published, register));
        }

        Assert.NotEmpty(late);
        new LedgerAttacker(known, today).FindsNothing(3, attacked: 100_000);
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

    [Fact]
    public void What_would_give_an_earlier_count_away_is_refused_with_words_for_people()
    {
        var register = RegisterGen.Register(Enumerable.Range(0, 12).Select(i => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From(i < 2 ? "a" : "b"), RegisterGen.Period.From)));
        Publication ByOffice(int k, params Measure[] measures) => new("city", RegisterGen.Period.To, PublishedReport.Protect(Report.Count(register, new ReportRequest(RegisterGen.Period, [Dimension.Office], measures)), k));
        var total = Report.Count(register, new ReportRequest(RegisterGen.Period));
        var (withheld, carelessly) = (ByOffice(3, Measure.Served), ByOffice(1, Measure.OpenAtStart, Measure.Opened));
        Assert.Null(PublishedReport.ProtectAfter(total, register, PublicationLedger.Empty.With(withheld)).Refusal);

        var refused = PublishedReport.ProtectAfter(total, register, PublicationLedger.Empty.With(withheld).With(carelessly));
        Assert.Null(refused.Report);
        Assert.Equal("report.gives-away", refused.Refusal!.Code);
        Assert.Contains("(betreute Fälle; [2024-04-01..2024-07-01); office a)", TextCatalogue.BuiltIn.For(refused.Refusal, LanguageTag.German).Text, StringComparison.Ordinal);
        Assert.Contains("(cases served; [2024-04-01..2024-07-01); office a)", TextCatalogue.BuiltIn.For(refused.Refusal, LanguageTag.English).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Measure.HouseholdsServed)]
    [InlineData(Measure.PersonsInSeveralOffices)]
    public void A_ledger_takes_nothing_that_it_cannot_protect_later(Measure measure)
    {
        var register = RegisterGen.Register([new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("a"), RegisterGen.Period.From, household: HouseholdKey.From("h"))]);
        var report = Report.Count(register, new ReportRequest(RegisterGen.Period, [], [Measure.Served, measure]));
        Assert.Contains(measure.Code(), Assert.Throws<ArgumentException>(() => PublishedReport.ProtectAfter(report, register, PublicationLedger.Empty)).Message, StringComparison.Ordinal);
        Assert.Contains(measure.Code(), Assert.Throws<ArgumentException>(() => new Publication("city", new LocalDate(2024, 7, 15), PublishedReport.Protect(report))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_takes_too_long_is_called_off()
    {
        var register = RegisterGen.Register(ProtectionTests.City(new Random(5), 40, offices: 3));
        var report = Report.Count(register, new ReportRequest(RegisterGen.Period, [Dimension.Office]));
        Assert.Throws<OperationCanceledException>(() => PublishedReport.ProtectAfter(report, register, PublicationLedger.Empty, K, new CancellationToken(canceled: true)));
    }

    /// <summary>The report protected beside the earlier ones; null where it is refused, which gives nothing away either.</summary>
    private static PublishedReport? Published(Report report, CaseRegister register, PublicationLedger ledger) => PublishedReport.ProtectAfter(report, register, ledger, K).Report;

    private static int Wanted(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var wanted) ? wanted : usual;

    private static int Count(PublishedReport published) => published.Rows.Sum(r => published.Request.Measures.Select((m, i) => m.IsCount() && r.IsWithheld(i) ? 1 : 0).Sum());
}

/// <summary>Somebody who lays all publications of a year side by side: every table by the rules, and what links tables of successive periods.</summary>
internal sealed class LedgerAttacker
{
    private readonly CpModel _model = new();
    private readonly List<(Attacker Attacker, PublishedReport Published, IntVar[] Variables)> _tables = [];
    private readonly Dictionary<(ReportingPeriod, string, Measure), IntVar> _figures = [];
    private readonly Dictionary<(ReportingPeriod, string, Measure), long> _truth = [];
    private readonly Dictionary<(ReportingPeriod, string, Measure), long> _late = [];

    /// <param name="publications">What was published, and the register that it was counted from.</param>
    /// <param name="register">The register as it is today: somebody knows how many came late in every cell.</param>
    internal LedgerAttacker(IEnumerable<(PublishedReport Published, CaseRegister Then)> publications, CaseRegister register)
    {
        foreach (var (published, then) in publications)
        {
            var attacker = new Attacker(published);
            var cells = Report.Count(then, published.Request).Cells.ToDictionary(c => Attacker.KeyOf(c.Groups));
            foreach (var cell in Report.Count(register, published.Request).Cells)
            {
                foreach (var measure in published.Request.Measures.Where(m => m.IsCount()))
                    _late.Add((published.Request.Period, Attacker.KeyOf(cell.Groups), measure), cell.Value(measure)!.Value - (cells.TryGetValue(Attacker.KeyOf(cell.Groups), out var before) ? before.Value(measure)!.Value : 0));
            }

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
        var withheld = _tables.SelectMany(t => t.Attacker.Withheld.Select(w => (t.Published.Request.Period, w.Cell, w.Measure))).ToList();
        var values = withheld.ToDictionary(w => w, _ => new HashSet<long>());
        foreach (var figure in withheld.Where((_, number) => number % Math.Max(1, withheld.Count / attacked) == 0))
        {
            var domain = _model.Model.Variables[_figures[figure].Index].Domain;
            long[] before = [.. domain];
            while (values[figure].Count < k)
            {
                // Any value but those in tables that were found for others.
                var known = values[figure].OrderBy(v => v).ToList();
                domain.Clear();
                foreach (var (least, most) in known.Prepend(before[0] - 1).Zip(known.Append(before[^1] + 1), (low, high) => (low + 1, high - 1)))
                {
                    if (least <= most)
                        domain.AddRange([least, most]);
                }

                var solver = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:20" };
                var status = solver.Solve(_model);
                Assert.True(status is CpSolverStatus.Feasible or CpSolverStatus.Optimal, $"{figure} = {_truth[figure]}: {status}, only {string.Join(" ", known)}");
                foreach (var other in withheld)
                    values[other].Add(solver.Value(_figures[other]));
            }

            domain.Clear();
            domain.AddRange(before);
        }
    }

    private void Link(ReportRequest earlier, ReportRequest later)
    {
        var cells = _figures.Keys.Select(f => f.Item2).Distinct().ToList();
        long Late(ReportingPeriod period, string cell, Measure measure) => _late.TryGetValue((period, cell, measure), out var late) ? late : 0;
        foreach (var cell in cells)
        {
            LinearExpr? F(ReportRequest request, Measure measure) =>
                _figures.TryGetValue((request.Period, cell, measure), out var figure) ? figure + Late(request.Period, cell, measure) : request.Measures.Contains(measure) ? LinearExpr.Constant(Late(request.Period, cell, measure)) : null;
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

        if (earlier.Period != ReportingPeriod.Year(2024) || earlier != later || _tables.Count < 5)
            return;
        foreach (var cell in cells)
        {
            foreach (var measure in new[] { Measure.Opened, Measure.Closed, Measure.PersonsNew, Measure.PersonsServed })
            {
                var quarters = Enumerable.Range(1, 4).Select(q => (_figures.TryGetValue((ReportingPeriod.Quarter(2024, q), cell, measure), out var figure) ? figure : LinearExpr.Constant(0)) + Late(ReportingPeriod.Quarter(2024, q), cell, measure)).ToList();
                var year = _figures.TryGetValue((earlier.Period, cell, measure), out var total) ? total : LinearExpr.Constant(0);
                if (measure == Measure.PersonsServed)
                    _model.Add(LinearExpr.Sum(quarters) >= year);
                else
                    _model.Add(LinearExpr.Sum(quarters) == year);
            }
        }
    }
}
