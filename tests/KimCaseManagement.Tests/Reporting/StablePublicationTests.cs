using System.Text;
using KimCaseManagement.Reporting;
using KimCaseManagement.Reporting.Protection;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What is withheld stays withheld: who publishes a report again with a later version of the library must not give away by the difference what the first one kept. So every choice is on record.</summary>
/// <remarks>A change of the method that withholds other counts changes these files; then it is a change that users have to be told of.</remarks>
public sealed class StablePublicationTests
{
    private static readonly Measure[] StockAndFlow = [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served];

    public static TheoryData<string, int, int, int, Dimension[], Measure[]> Tables => new()
    {
        { "total", 3, 1, 3, [], [.. Measures.OfCases] },
        { "offices", 25, 4, 3, [Dimension.Office], [.. StockAndFlow] },
        { "offices-five", 60, 5, 5, [Dimension.Office], [.. Measures.OfCases] },
        { "offices-opened", 30, 5, 3, [Dimension.Office], [Measure.Opened] },
        { "offices-persons", 40, 4, 3, [Dimension.Office], [Measure.PersonsServed, Measure.Served, Measure.PersonsNew] },
        { "offices-ever", 40, 5, 3, [Dimension.Office], [Measure.PersonsEver, Measure.PersonsServed, Measure.PersonsNew] },
        { "offices-contacts", 40, 4, 3, [Dimension.Office], [Measure.Contacts, Measure.ContactMinutes, Measure.Served] },
        { "offices-durations", 50, 4, 3, [Dimension.Office], [Measure.Closed, Measure.DurationMedian, Measure.DurationP90] },
        { "topics", 40, 2, 3, [Dimension.Topic], [Measure.Served] },
        { "topics-stock", 30, 2, 3, [Dimension.Topic], [.. StockAndFlow] },
        { "topics-persons", 30, 2, 3, [Dimension.Topic], [Measure.Served, Measure.PersonsServed] },
        { "topics-all", 60, 2, 3, [Dimension.Topic], [.. Measures.OfCases] },
        { "sex", 30, 2, 3, [Dimension.Sex], [.. Measures.OfCases] },
        { "sex-few", 10, 2, 3, [Dimension.Sex], [Measure.Served, Measure.PersonsServed, Measure.Opened] },
        { "office-sex", 50, 4, 3, [Dimension.Office, Dimension.Sex], [Measure.Served] },
        { "office-sex-stock", 60, 3, 3, [Dimension.Office, Dimension.Sex], [.. StockAndFlow] },
        { "office-sex-persons", 60, 3, 3, [Dimension.Office, Dimension.Sex], [Measure.PersonsServed, Measure.PersonsNew] },
        { "office-topic", 40, 3, 3, [Dimension.Office, Dimension.Topic], [Measure.Served] },
        { "age-sex", 60, 2, 3, [Dimension.AgeGroup, Dimension.Sex], [Measure.Opened, Measure.Closed] },
        { "office-language-sex", 40, 2, 3, [Dimension.Office, Dimension.Language, Dimension.Sex], [Measure.Served] },
        { "levels", 80, 9, 3, [Dimension.Municipality, Dimension.Office], [Measure.Served, Measure.Opened] },
        { "levels-persons", 90, 9, 3, [Dimension.Municipality, Dimension.Provider, Dimension.Office], [Measure.PersonsServed] },
        { "households", 30, 6, 3, [Dimension.Office], [Measure.HouseholdsServed, Measure.Served] },
        { "households-persons", 30, 6, 3, [Dimension.Office], [Measure.HouseholdsServed, Measure.PersonsServed, Measure.PersonsEver] },
        { "several-offices", 20, 3, 3, [Dimension.Office], [Measure.PersonsInSeveralOffices, Measure.PersonsServed] },
        { "topics-persons-all", 24, 2, 3, [Dimension.Topic], [Measure.OpenAtStart, Measure.Opened, Measure.Served, Measure.PersonsServed, Measure.PersonsNew] },
        { "topics-ever", 36, 2, 3, [Dimension.Topic], [Measure.PersonsEver, Measure.PersonsServed, Measure.PersonsNew] },
        { "topics-contacts", 40, 2, 3, [Dimension.Topic], [Measure.Contacts, Measure.ContactMinutes, Measure.Served] },
        { "topics-contacts-alone", 60, 2, 5, [Dimension.Topic], [Measure.Contacts, Measure.ContactMinutes] },
        { "topics-households", 30, 2, 3, [Dimension.Topic], [Measure.HouseholdsServed, Measure.PersonsServed, Measure.Served] },
        { "topics-stock-more", 70, 2, 5, [Dimension.Topic], [.. StockAndFlow] },
        { "topic-sex", 50, 2, 3, [Dimension.Topic, Dimension.Sex], [Measure.Served, Measure.PersonsServed] },
        { "office-topic-stock", 50, 2, 3, [Dimension.Office, Dimension.Topic], [Measure.OpenAtStart, Measure.Opened, Measure.Served] },
        { "offices-new", 36, 5, 3, [Dimension.Office], [Measure.OpenAtStart, Measure.Closed, Measure.PersonsServed, Measure.PersonsNew] },
        { "languages", 40, 2, 3, [Dimension.Language], [.. Measures.Standard] },
        { "levels-three", 40, 9, 3, [Dimension.Municipality, Dimension.Provider, Dimension.Office, Dimension.Sex], [Measure.Served] },
        { "closed", 60, 4, 3, [Dimension.Office, Dimension.Sex], [Measure.Closed, Measure.DurationMedian] },
        { "ten", 60, 4, 10, [Dimension.Office], [Measure.Served, Measure.Opened] },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_same_counts_are_withheld_for_the_same_reasons(string name, int cases, int offices, int k, Dimension[] dimensions, Measure[] measures)
    {
        var text = new StringBuilder();
        foreach (var size in new[] { cases / 2, cases, 2 * cases })
        {
            var random = new Random(size);
            List<CaseFacts> facts = [.. ProtectionTests.City(random, size, offices).Select(c => measures.Contains(Measure.HouseholdsServed) ? InHousehold(c, random.Next(size / 2)) : c)];
            var register = RegisterGen.Register(facts);
            var tally = RegisterGen.Tally(register, RegisterGen.Period, ProtectionTests.ContactsOf(facts, random));
            var published = PublishedReport.Protect(Report.Count(register, new ReportRequest(RegisterGen.Period, dimensions, measures, offices: LevelsTests.Directory), tally), k);
            text.Append(FormattableString.Invariant($"{size} cases\n{Text(published)}\n"));
        }

        Snapshots.Match(text.ToString(), name);
    }

    [Theory]
    [InlineData("ledger-offices", 30, 3, 3, new[] { Dimension.Office }, new[] { Measure.Opened, Measure.Served })]
    [InlineData("ledger-stock", 40, 3, 3, new[] { Dimension.Office }, new[] { Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd })]
    [InlineData("ledger-persons", 40, 3, 3, new[] { Dimension.Office }, new[] { Measure.PersonsServed, Measure.PersonsNew, Measure.PersonsEver })]
    [InlineData("ledger-five", 20, 3, 5, new[] { Dimension.Office }, new[] { Measure.Served, Measure.Closed })]
    [InlineData("ledger-sex", 40, 2, 3, new[] { Dimension.Sex }, new[] { Measure.Served, Measure.PersonsServed })]
    [InlineData("ledger-topics", 20, 2, 3, new[] { Dimension.Topic }, new[] { Measure.Served })]
    [InlineData("ledger-contacts", 30, 2, 3, new[] { Dimension.Office }, new[] { Measure.Contacts, Measure.Served, Measure.DurationMedian })]
    [InlineData("ledger-all", 16, 2, 3, new[] { Dimension.Office }, new[] { Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed, Measure.PersonsNew, Measure.PersonsEver })]
    [InlineData("ledger-office-sex", 36, 2, 3, new[] { Dimension.Office, Dimension.Sex }, new[] { Measure.Served })]
    [InlineData("ledger-persons-served", 50, 4, 3, new[] { Dimension.Office }, new[] { Measure.Served, Measure.PersonsServed })]
    [InlineData("ledger-new", 44, 3, 3, new[] { Dimension.Office }, new[] { Measure.Opened, Measure.PersonsNew })]
    [InlineData("ledger-ever", 30, 3, 3, new[] { Dimension.Sex }, new[] { Measure.PersonsEver })]
    [InlineData("ledger-topics-opened", 32, 2, 3, new[] { Dimension.Topic }, new[] { Measure.Opened })]
    [InlineData("ledger-levels", 40, 6, 3, new[] { Dimension.Municipality, Dimension.Office }, new[] { Measure.Served })]
    [InlineData("ledger-total", 9, 2, 3, new Dimension[0], new[] { Measure.Opened, Measure.Closed, Measure.PersonsNew })]
    public void The_same_counts_are_withheld_beside_earlier_publications(string name, int cases, int offices, int k, Dimension[] dimensions, Measure[] measures)
    {
        var random = new Random(cases);
        var facts = ProtectionTests.City(random, cases, offices);
        var (register, contacts) = (RegisterGen.Register(facts), ProtectionTests.ContactsOf(facts, random));
        var ledger = PublicationLedger.Empty;
        var text = new StringBuilder();
        foreach (var period in new[] { ReportingPeriod.Quarter(2024, 1), ReportingPeriod.Quarter(2024, 2), ReportingPeriod.HalfYear(2024, 1) })
        {
            var outcome = PublishedReport.ProtectAfter(Report.Count(register, new ReportRequest(period, dimensions, measures, offices: LevelsTests.Directory), RegisterGen.Tally(register, period, contacts)), register, ledger, k);
            text.Append(FormattableString.Invariant($"{period}\n{(outcome.Report is { } published ? Csv(published) : outcome.Refusal!.Code + "\n")}\n"));
            if (outcome.Report is not null)
                ledger = ledger.With(new Publication("city", period.To, outcome.Report));
        }

        Snapshots.Match(text.ToString(), name);
    }

    private static CaseFacts InHousehold(CaseFacts f, int household) => new(
        f.CaseId, f.Person, f.Office, f.OpenedOn, f.ClosedOn, f.ClosureReason, f.Phase, f.Topics, f.FirstContactLanguage, f.BirthYear, f.Sex, household: HouseholdKey.From($"h{household}"));

    /// <summary>The table, what an audit finds of it, and the certificates: rows are numbered as in the table, from 0.</summary>
    private static string Text(PublishedReport published)
    {
        var text = new StringBuilder(Csv(published));
        foreach (var measure in published.GivenUp)
            text.Append(FormattableString.Invariant($"given up: {measure.Code()}\n"));
        var rows = published.Rows.Select((row, i) => (Attacker.KeyOf(row.Groups), i)).ToDictionary(r => r.Item1, r => r.i);
        foreach (var count in ProtectionAudit.Of(published).Counts)
            text.Append(FormattableString.Invariant($"{rows[Attacker.KeyOf(count.Groups)]} {count.Measure.Code()}: {count.Least}..{count.Most}, shown {count.Shown}\n"));
        foreach (var certificate in published.Certificates)
            text.Append(FormattableString.Invariant($"{certificate.Row} {certificate.Measure.Code()}: up {Steps(certificate.Up)}; down {Steps(certificate.Down)}\n"));
        return text.ToString();
    }

    private static string Steps(IReadOnlyList<CertificateStep> steps) =>
        string.Join(" then ", steps.Select(step => $"{step.Times} x ({string.Join(", ", step.Changes.Select(c => FormattableString.Invariant($"{c.Row} {c.Measure.Code()} {c.Change:+0;-0}")))})"));

    private static string Csv(PublishedReport report)
    {
        using var output = new StringWriter();
        report.Export(new ReportTexts(LanguageTag.English)).WriteCsv(output);
        return output.ToString();
    }
}
