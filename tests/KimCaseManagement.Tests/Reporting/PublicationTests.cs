using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>How figures are rounded, what may be asked of protection, and what a ledger can be read from.</summary>
public sealed class PublicationTests
{
    private static readonly LocalDate Day = new(2024, 7, 15);

    [Theory]
    [InlineData(5, "0 0 0 5 5 5 5 5 10 10 10")]
    [InlineData(3, "0 0 3 3 3 6 6 6 9 9 9")]
    [InlineData(7, "0 0 0 0 7 7 7 7 7 7 7")]
    public void A_count_is_rounded_to_the_nearest_multiple(int to, string expected)
    {
        var rounded = Enumerable.Range(0, 11).Select(count => PublishedReport.Round(Report.Count(Register(count), new ReportRequest(RegisterGen.Period, null, [Measure.Opened])), to)).ToList();
        Assert.Equal(expected, string.Join(" ", rounded.Select(r => r.Rows[0].Text(0))));
        Assert.All(rounded, r => Assert.Equal((to, 1, $"rounding, base {to}"), (r.RoundingBase, r.K, r.Export(new ReportTexts(LanguageTag.English)).Protection)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, ".")]
    [InlineData(4, ".")]
    [InlineData(5, "1")]
    public void A_duration_of_fewer_cases_than_the_base_is_withheld_where_counts_are_rounded(int closed, string expected) =>
        Assert.Equal(expected, PublishedReport.Round(Report.Count(Register(closed, isClosed: true), new ReportRequest(RegisterGen.Period, null, [Measure.DurationMedian]))).Rows[0].Text(0));

    [Theory]
    [InlineData(1, ".")]
    [InlineData(4, ".")]
    [InlineData(5, "50")]
    public void Minutes_with_fewer_cases_than_the_base_are_withheld_where_counts_are_rounded(int cases, string expected)
    {
        var register = Register(cases);
        var tally = RegisterGen.Tally(register, RegisterGen.Period, Enumerable.Range(0, cases).Select(i => ($"c{i}", RegisterGen.Period.From, (int?)10)));
        Assert.Equal(expected, PublishedReport.Round(Report.Count(register, new ReportRequest(RegisterGen.Period, null, [Measure.ContactMinutes]), tally)).Rows[0].Text(0));
    }

    [Fact]
    public void A_base_is_odd_and_between_3_and_1000()
    {
        var report = Report.Count(Register(2), new ReportRequest(RegisterGen.Period, null, [Measure.Opened]));
        foreach (var to in new[] { 3, 999 })
            Assert.Equal(to, PublishedReport.Round(report, to).RoundingBase);
        foreach (var to in new[] { -5, 1, 2, 4, 1000, 1001 })
            AssertRefused("An odd base between 3 and 1000 is expected, so that every count has one nearest multiple; 5 is usual.", () => PublishedReport.Round(report, to));
    }

    [Fact]
    public void K_lies_between_1_and_1000()
    {
        var register = Register(2);
        var report = Report.Count(register, new ReportRequest(RegisterGen.Period, null, [Measure.Opened]));
        foreach (var k in new[] { 1, 1000 })
            Assert.Equal((k, k), (PublishedReport.Protect(report, k).K, PublishedReport.ProtectAfter(report, register, PublicationLedger.Empty, k).Report!.K));
        foreach (var k in new[] { 0, -1, 1001 })
        {
            AssertRefused("K between 1 and 1000 is expected; 3 is usual.", () => PublishedReport.Protect(report, k));
            AssertRefused("K between 1 and 1000 is expected; 3 is usual.", () => PublishedReport.ProtectAfter(report, register, PublicationLedger.Empty, k));
        }

        Assert.Equal((".", "2"), (PublishedReport.Protect(report, 3).Rows[0].Text(0), PublishedReport.Protect(report, 2).Rows[0].Text(0)));
    }

    [Fact]
    public void A_publication_says_whose_it_is_and_is_not_rounded()
    {
        var report = Report.Count(Register(2), new ReportRequest(RegisterGen.Period, null, [Measure.Opened]));
        foreach (var nobody in new[] { "", " ", null })
            AssertRefused("A publication needs a publisher.", () => new Publication(nobody!, Day, PublishedReport.Protect(report)));
        AssertRefused("A rounded report has no withheld counts that a ledger could keep; publish either rounded reports or withheld counts of the same register.", () => new Publication("city", Day, PublishedReport.Round(report)));
        var publication = new Publication("city", Day, PublishedReport.Protect(report));
        Assert.Equal(("city", Day), (publication.Publisher, publication.On));
        Assert.Equal([publication], PublicationLedger.Empty.With(publication).Publications);
    }

    [Fact]
    public void A_ledger_keeps_what_readers_have()
    {
        var register = Register(9, isClosed: true);
        var tally = RegisterGen.Tally(register, RegisterGen.Period, [("c0", RegisterGen.Period.From, 10)]);
        Measure[] measures = [Measure.Closed, Measure.DurationMedian, Measure.Contacts, Measure.Opened];
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Office, Dimension.Municipality], measures, AgeGroups.FromLowerBounds(0, 27), offices: RegisterGen.Directory);
        var first = new Publication("city", Day, PublishedReport.Protect(Report.Count(register, request, tally), 4));
        var second = new Publication("Büro \"Mitte\"", Day.PlusDays(1), PublishedReport.Protect(Report.Count(Register(0), new ReportRequest(RegisterGen.Period, null, [Measure.DurationP90])), 1));
        var read = PublicationLedger.Parse("\n" + first.ToJson() + "\n  \n" + second.ToJson()).Publications;
        Assert.Equal([("city", Day, 4), ("Büro \"Mitte\"", Day.PlusDays(1), 1)], read.Select(p => (p.Publisher, p.On, p.Report.K)));
        Assert.Equal((request, false), (read[0].Report.Request, read[1].Report.RoundingBase is not null));
        Assert.Equal(first.Report.Rows.Select(Text), read[0].Report.Rows.Select(Text));
        Assert.Equal([null], read[1].Report.Rows[0].Values);
        Assert.False(read[1].Report.Rows[0].IsWithheld(0));
        Assert.Contains(read[0].Report.Rows, r => r.IsWithheld(2) && !r.IsWithheld(0));

        static string Text(ReportRow row) => string.Join("|", row.Groups) + " " + string.Join(" ", Enumerable.Range(0, row.Values.Count).Select(row.Text));
    }

    [Theory]
    [InlineData("\"from\":\"2024-04-01\"", "\"from\":\"1.4.2024\"", "'from' is no date; yyyy-MM-dd would be right.")]
    [InlineData("\"to\":\"2024-07-01\"", "\"to\":null", "'to' is no date; yyyy-MM-dd would be right.")]
    [InlineData("\"on\":\"2024-07-15\"", "\"on\":\"\"", "'on' is no date; yyyy-MM-dd would be right.")]
    [InlineData("[\"office\"]", "[\"shoe_size\"]", "'shoe_size' is no dimension.")]
    [InlineData("[\"opened\"]", "[\"happiness\"]", "'happiness' is no measure.")]
    [InlineData("[null,4]", "[null,4,4]", "A row has 3 entries; 2 would be right.")]
    [InlineData("[null,4]", "[4]", "A row has 1 entries; 2 would be right.")]
    [InlineData("\"publisher\":\"city\"", "\"publisher\":\"\"", "A publication needs a publisher.")]
    public void A_line_that_is_no_publication_is_named_with_what_is_wrong(string what, string by, string expected)
    {
        var line = new Publication("city", Day, PublishedReport.Protect(Report.Count(Register(4), new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Opened])))).ToJson();
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.StartsWith($"Line 3 of the ledger is no publication: {expected}", Assert.Throws<FormatException>(() => PublicationLedger.Parse(line + "\n\n" + line.Replace(what, by, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_of_days_that_were_published_before_are_withheld_altogether()
    {
        var register = Register(20);
        PublishedReport After(ReportingPeriod period, PublicationLedger ledger, params Measure[] measures)
        {
            var tally = RegisterGen.Tally(register, period, Enumerable.Range(0, 20).Select(i => ($"c{i}", RegisterGen.Period.From, (int?)10)));
            return PublishedReport.ProtectAfter(Report.Count(register, new ReportRequest(period, null, measures), tally), register, ledger).Report!;
        }

        var quarter = After(RegisterGen.Period, PublicationLedger.Empty, Measure.Contacts, Measure.Served);
        Assert.Equal(("20", "20"), (quarter.Rows[0].Text(0), quarter.Rows[0].Text(1)));
        var before = PublicationLedger.Empty.With(new Publication("city", Day, quarter));
        var year = After(ReportingPeriod.Year(2024), before, Measure.Contacts, Measure.ContactMinutes, Measure.Served);
        Assert.Equal((".", ".", "20"), (year.Rows[0].Text(0), year.Rows[0].Text(1), year.Rows[0].Text(2)));
        Assert.Equal([Measure.Contacts, Measure.ContactMinutes], year.GivenUp);

        // Periods that only touch have no day in common, and what told no contacts takes none away.
        Assert.Empty(After(ReportingPeriod.Quarter(2024, 1), before, Measure.Contacts).GivenUp);
        Assert.Empty(After(ReportingPeriod.Quarter(2024, 3), before, Measure.Contacts).GivenUp);
        var withoutContacts = PublicationLedger.Empty.With(new Publication("city", Day, After(RegisterGen.Period, PublicationLedger.Empty, Measure.Served)));
        Assert.Empty(After(ReportingPeriod.Year(2024), withoutContacts, Measure.Contacts).GivenUp);
    }

    private static CaseRegister Register(int count, bool isClosed = false) => RegisterGen.Register(Enumerable.Range(0, count).Select(i => new CaseFacts(
        CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From("mitte"), RegisterGen.Period.From, isClosed ? RegisterGen.Period.From.PlusDays(1) : null)));

    private static void AssertRefused(string message, Func<object?> make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
