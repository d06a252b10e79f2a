using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Tests.Cases;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What happens besides cases being open: read from histories, counted by definition, protected.</summary>
public sealed class OccurrenceTests
{
    private static readonly ReportingPeriod Year = ReportingPeriod.Year(2024);

    [Fact]
    public void What_happened_is_read_from_the_history_of_a_case()
    {
        var trial = TrialCase.In(CasePhase.WaitingList).Take(new AcceptCase(), new RecordNeed(TopicCode.From("LNG-INTEG")), new RecordFinding(TopicCode.From("CHI-KITA"), GapKind.NoCapacity));
        trial.Take(new OfferReferral("r1", "jobcenter", TopicCode.From("BEN-SGB2")), new RecordReferral(ReferralProgress.Agreed), new OfferReferral("r2", "vhs"));
        trial.Take(new CompleteAssessment(), new SetGoal("g1", TopicCode.From("LNG-EXAM")), new AddPlanStep("s1", "g1"), new AgreePlan(true), new JudgeGoal(GoalAttainment.NotReached, "g1"), new JudgeGoal(GoalAttainment.Reached, "g1"));
        var what = CaseProjection.OccurrencesOf(trial.Events);
        Assert.Equal(
            [
                (Measure.Waiting, new LocalDate(2024, 1, 14), "mitte", null, ""),
                (Measure.StructuralFindings, new LocalDate(2024, 1, 17), "mitte", "no-capacity", "CHI-KITA"),
                (Measure.Referrals, new LocalDate(2024, 1, 18), "mitte", "agreed", "BEN-SGB2"),
                (Measure.Referrals, new LocalDate(2024, 1, 20), "mitte", "offered", ""),
                (Measure.GoalsJudged, new LocalDate(2024, 1, 26), "mitte", "reached", "LNG-EXAM"),
            ],
            what.Select(o => (o.Measure, o.On, o.Office.Value, o.Result, string.Join(" ", o.Topics))));
        Assert.Equal(new LocalDate(2024, 1, 15), what[0].Until);
        Assert.Equal("CaseOccurrence waiting", what[0].ToString());
    }

    [Fact]
    public void Who_is_not_taken_on_and_who_is_helped_at_once_count_beside_cases()
    {
        Assert.Equal([(Measure.Declined, "need-not-complex")], Results(TrialCase.In(CasePhase.Declined)));
        Assert.Equal([(Measure.Waiting, null), (Measure.Declined, "client-withdrew")], Results(TrialCase.In(CasePhase.WaitingList).Take(new Withdraw())));
        var counselling = TrialCase.In(CasePhase.ShortCounselling);
        Assert.Equal([(Measure.ShortCounselling, null)], Results(counselling));
        Assert.Equal(["DOC-FORM"], CaseProjection.OccurrencesOf(counselling.Events)[0].Topics.Select(t => t.Value));
        Assert.Empty(CaseProjection.OccurrencesOf([]));
    }

    [Fact]
    public void A_case_that_is_taken_on_again_and_one_that_is_handed_over_count_in_the_office_concerned()
    {
        var trial = TrialCase.In(CasePhase.Linking).Take(new Abort(ClosureReason.ContactLost), new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase());
        var receiver = ActorId.From("cm-2");
        trial.Take(new OfferHandover(receiver, OfficeCode.From("wanne")));
        var events = trial.Events.Concat(trial.Try(new AcceptHandover(), by: receiver).Events);
        Assert.Equal(
            [(Measure.Reopened, "mitte"), (Measure.HandedOverOut, "mitte"), (Measure.HandedOverIn, "wanne")],
            CaseProjection.OccurrencesOf(events).Select(o => (o.Measure, o.Office.Value)));

        // To somebody else of the same office nothing is handed over between offices.
        var within = TrialCase.In(CasePhase.Linking).Take(new OfferHandover(receiver));
        Assert.Empty(CaseProjection.OccurrencesOf(within.Events.Concat(within.Try(new AcceptHandover(), by: receiver).Events)));
    }

    [Fact]
    public void Stocks_of_offices_follow_from_what_came_and_went()
    {
        var receiver = ActorId.From("cm-2");
        var trial = TrialCase.In(CasePhase.Linking);
        trial.Take(new OfferHandover(receiver, OfficeCode.From("wanne")));
        List<CaseEvent> moved = [.. trial.Events, .. trial.Try(new AcceptHandover(), by: receiver).Events];
        var again = TrialCase.In(CasePhase.Linking).Take(new Abort(ClosureReason.ContactLost), new Reopen(true), new GiveInformation(), new RecordEligibility(EligibilityVerdict.Eligible), new AcceptCase());
        IReadOnlyList<CaseEvent>[] histories = [moved, again.Events, TrialCase.In(CasePhase.Declined).Events, TrialCase.In(CasePhase.Closed).Events];
        var accepted = new LocalDate(2024, 1, 14);
        Assert.Equal(["city 0+3+1+1-2-1=2", "mitte 0+3+1+0-2-1=1", "wanne 0+0+0+1-0-0=1"], Texts(CaseProjection.FlowOf(histories, Year)));
        Assert.Equal(["city 3+0+1+1-2-1=2", "mitte 3+0+1+0-2-1=1", "wanne 0+0+0+1-0-0=1"], Texts(CaseProjection.FlowOf(histories, new ReportingPeriod(accepted.PlusDays(1), Year.To))));
        Assert.Equal(["city 0+3+0+0-0-0=3", "mitte 0+3+0+0-0-0=3"], Texts(CaseProjection.FlowOf(histories, new ReportingPeriod(accepted, accepted.PlusDays(1)))));
        Assert.Equal(["city 0+0+0+0-0-0=0"], Texts(CaseProjection.FlowOf([], Year)));
        Assert.Contains("don't close: 1 at the start", new FiguresDoNotCloseException(Year, new CaseFlow(OfficeCode.From("o"), 1, 1, 0, 0, 0, 0, 3)).Message, StringComparison.Ordinal);

        static IEnumerable<string> Texts(IReadOnlyList<CaseFlow> flows) =>
            flows.Select(f => $"{f.Office?.Value ?? "city"} {f.AtStart}+{f.Opened}+{f.Reopened}+{f.HandedOverIn}-{f.Closed}-{f.HandedOverOut}={f.AtEnd}");
    }

    [Fact]
    public void An_entry_that_was_taken_back_counts_nothing_and_a_corrected_day_counts()
    {
        var trial = TrialCase.In(CasePhase.Clarification).Take(new RecordFinding(TopicCode.From("CHI-KITA"), GapKind.WaitingTime));
        trial.Take(new EnterInError(trial.State.Version, CorrectionReason.EnteredInError));
        Assert.Empty(CaseProjection.OccurrencesOf(trial.Events));
        var declined = TrialCase.In(CasePhase.Declined);
        var day = declined.State.EndedOn!.Value.PlusDays(-1);
        declined.Take(new CorrectDay(declined.State.Version, day));
        Assert.Equal(day, Assert.Single(CaseProjection.OccurrencesOf(declined.Events)).On);
    }

    [Fact]
    public void Every_cell_is_what_the_definition_says()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var all = Happened(new Random(seed), 80);
            var register = new OccurrenceRegister(all);
            var report = Report.CountOccurrences(register, new ReportRequest(Year, [Dimension.Office, Dimension.Topic], Measures.OfOccurrences));
            foreach (var cell in report.Cells)
            {
                foreach (var measure in Measures.OfOccurrences)
                    Assert.Equal(all.Count(o => o.Measure == measure && IsCounted(o) && IsIn(o, cell.Groups[0], cell.Groups[1])), cell.Value(measure));
            }

            Assert.Contains(report.Cells, c => c.Groups[1] == "BEN" && c.Value(Measure.ShortCounselling) + c.Value(Measure.Referrals) > 0);
            var byResult = Report.CountOccurrences(register, new ReportRequest(Year, [Dimension.ReferralResult], [Measure.Referrals]));
            Assert.Equal(report.Total.Value(Measure.Referrals), byResult.Cells.Skip(1).Sum(c => c.Value(Measure.Referrals)));
            Assert.Equal(new[] { "offered", "sent", "done" }.Where(r => all.Exists(o => o.Measure == Measure.Referrals && IsCounted(o) && o.Result == r)), byResult.Cells.Skip(1).Select(c => c.Groups[0]));
            var levels = Report.CountOccurrences(register, new ReportRequest(Year, LevelsTests.AllLevels, [Measure.Declined], offices: LevelsTests.Directory));
            foreach (var town in levels.Cells.Where(c => c.Groups[0] is not null && c.Groups[1] is null && c.Groups[2] is null))
                Assert.Equal(report.Cells.Where(c => c.Groups[1] is null && c.Groups[0] is { } office && LevelsTests.Directory.MunicipalityOf(OfficeCode.From(office))?.Value == town.Groups[0]).Sum(c => c.Value(Measure.Declined)), town.Value(Measure.Declined));
            var reversed = Report.CountOccurrences(new OccurrenceRegister(Enumerable.Reverse(all)), new ReportRequest(Year, [Dimension.Office, Dimension.Topic], Measures.OfOccurrences));
            Assert.Equal(Text(report), Text(reversed));
        }
    }

    [Fact]
    public void No_withheld_count_of_what_happened_can_be_narrowed_to_fewer_than_K_values()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var register = new OccurrenceRegister(Happened(random, random.Next(20, 400)));
            Dimension[] dimensions = (seed % 4) switch { 0 => [Dimension.Office], 1 => [Dimension.Office, Dimension.Topic], 2 => [Dimension.Office, Dimension.Sex], _ => LevelsTests.AllLevels };
            var report = Report.CountOccurrences(register, new ReportRequest(Year, dimensions, Measures.OfOccurrences, offices: LevelsTests.Directory));
            var published = PublishedReport.Protect(report);
            var audit = ProtectionAudit.Of(published);
            Assert.True(audit.FindsNothing);
            for (var row = 0; row < report.Cells.Count; row++)
            {
                for (var m = 0; m < report.Request.Measures.Count; m++)
                {
                    var truth = report.Cells[row].Value(report.Request.Measures[m]);
                    if (published.Rows[row].IsWithheld(m))
                        Assert.True(truth > 0);
                    else
                        Assert.Equal((truth, true), (published.Rows[row].Values[m], truth is 0 or >= 3));
                }
            }

            foreach (var count in audit.Counts.Where(c => !published.GivenUp.Contains(c.Measure)))
                Assert.True(count.Most is null || count.Most - count.Least >= 2, $"seed {seed}: {count.Measure} {count.Least}..{count.Most}");
        }
    }

    [Fact]
    public void Handovers_in_and_out_together_are_published_whole_or_not_at_all()
    {
        CaseOccurrence[] all = [.. Enumerable.Range(0, 9).SelectMany(i => Handover(i, i == 0 ? "c" : "a", "b"))];
        var both = PublishedReport.Protect(Report.CountOccurrences(new OccurrenceRegister(all), new ReportRequest(Year, [Dimension.Office], [Measure.HandedOverIn, Measure.HandedOverOut])));
        Assert.Equal([Measure.HandedOverIn, Measure.HandedOverOut], both.GivenUp);
        Assert.All(both.Rows, row => Assert.All(Enumerable.Range(0, 2), m => Assert.True(row.IsWithheld(m) || row.Values[m] == 0)));
        var enough = PublishedReport.Protect(Report.CountOccurrences(new OccurrenceRegister(all.Skip(2)), new ReportRequest(Year, [Dimension.Office], [Measure.HandedOverIn, Measure.HandedOverOut])));
        Assert.Empty(enough.GivenUp);
        Assert.Equal([8L, 8L], enough.Rows[0].Values.Select(v => v!.Value));

        static IEnumerable<CaseOccurrence> Handover(int i, string from, string to)
        {
            yield return new(Measure.HandedOverOut, new LocalDate(2024, 2, 1).PlusDays(i), OfficeCode.From(from));
            yield return new(Measure.HandedOverIn, new LocalDate(2024, 2, 1).PlusDays(i), OfficeCode.From(to));
        }
    }

    [Fact]
    public void Measures_of_cases_and_of_what_happened_don_t_go_together()
    {
        Assert.Throws<ArgumentException>(() => new ReportRequest(Year, [], [Measure.Opened, Measure.Referrals]));
        Assert.Throws<ArgumentException>(() => new ReportRequest(Year, [Dimension.Phase], [Measure.Referrals]));
        Assert.Throws<ArgumentException>(() => new ReportRequest(Year, [Dimension.ReferralResult]));
        Assert.Contains("'goals_judged'", Assert.Throws<ArgumentException>(() => new ReportRequest(Year, [Dimension.GoalAttainment], [Measure.GoalsJudged, Measure.Referrals])).Message, StringComparison.Ordinal);
        var (cases, happened) = (RegisterGen.Register([]), new OccurrenceRegister([]));
        var (ofCases, ofOccurrences) = (new ReportRequest(Year), new ReportRequest(Year, [], [Measure.Waiting]));
        Assert.Throws<ArgumentException>(() => Report.Count(cases, ofOccurrences));
        Assert.Throws<ArgumentException>(() => Report.CountOccurrences(happened, ofCases));
        Assert.Throws<ArgumentException>(() => PublishedReport.ProtectAfter(Report.CountOccurrences(happened, ofOccurrences), cases, PublicationLedger.Empty));
        Assert.Throws<ArgumentException>(() => new CaseOccurrence(Measure.Opened, new LocalDate(2024, 1, 1), OfficeCode.From("o")));
        Assert.Throws<ArgumentException>(() => new CaseOccurrence(Measure.Waiting, new LocalDate(2024, 1, 1), default));
        Assert.Throws<ArgumentException>(() => new CaseOccurrence(Measure.Waiting, new LocalDate(2024, 1, 2), OfficeCode.From("o"), new LocalDate(2024, 1, 1)));
        Assert.Throws<ArgumentException>(() => new CaseOccurrence(Measure.Waiting, new LocalDate(2024, 1, 2), OfficeCode.From("o"), birthYear: -1));
    }

    private static IEnumerable<(Measure, string?)> Results(TrialCase trial) => CaseProjection.OccurrencesOf(trial.Events).Select(o => (o.Measure, o.Result));

    private static List<CaseOccurrence> Happened(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var measure = Measures.OfOccurrences[random.Next(Measures.OfOccurrences.Count)];
            var on = new LocalDate(2023, 11, 1).PlusDays(random.Next(480));
            return new CaseOccurrence(
                measure, on, OfficeCode.From($"o{Math.Min(random.Next(4), random.Next(4))}"), measure == Measure.Waiting && random.Next(2) == 0 ? on.PlusDays(random.Next(200)) : null,
                measure == Measure.Referrals ? new[] { "offered", "sent", "done" }[random.Next(3)] : null,
                Enumerable.Range(0, random.Next(3)).Select(_ => TopicCode.From(new[] { "BEN-SGB2", "BEN-APPLY", "RES-PASS" }[random.Next(3)])), sex: (Sex)random.Next(3));
        }),
    ];

    private static bool IsCounted(CaseOccurrence o) =>
        o.Measure == Measure.Waiting ? o.On < Year.To && (o.Until is not { } until || until >= Year.To) : o.On >= Year.From && o.On < Year.To;

    private static bool IsIn(CaseOccurrence o, string? office, string? topic) =>
        (office is null || o.Office.Value == office)
        && (topic is null || (topic == "unknown" ? o.Topics.Count == 0 : o.Topics.Any(t => t.Value == topic || t.Value.StartsWith(topic + "-", StringComparison.Ordinal))));

    private static string Text(Report report) =>
        string.Join("\n", report.Cells.Select(c => string.Join(",", c.Groups) + ":" + string.Join(",", report.Request.Measures.Select(c.Value))));
}
