using System.Text;
using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Parts of a city's cases, counted by themselves and put together.</summary>
public sealed class AccumulatorTests
{
    [Fact]
    public void Parts_merged_in_any_tree_give_the_bytes_and_the_report_of_all_cases_together() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions, Gen.Int, Gen.Int[1, 6]).Sample((cases, contacts, dimensions, seed, count) =>
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All, offices: RegisterGen.Directory);
            var random = new Random(seed);
            var parts = cases.GroupBy(_ => random.Next(count)).Select(part => Of([.. part], contacts, request)).ToList();
            var whole = Of(cases, contacts, request);
            while (parts.Count > 1)
            {
                var (left, right) = (random.Next(parts.Count), random.Next(parts.Count - 1));
                right += right >= left ? 1 : 0;
                var merged = (random.Next(2) == 0 ? parts[left] : Again(parts[left])).Merge(parts[right]);
                parts = [.. parts.Where((_, i) => i != left && i != right), merged];
            }

            var result = ReportAccumulator.Empty(request).Merge(parts.Count == 0 ? ReportAccumulator.Empty(request) : parts[0]);
            Assert.Equal(Bytes(whole), Bytes(result));
            var register = RegisterGen.Register(cases);
            Assert.Equal(Csv(Report.Count(register, request, RegisterGen.Tally(register, request.Period, contacts))), Csv(result.ToReport()));
        }, iter: 150);

    [Fact]
    public void What_was_written_is_read_as_the_same()
    {
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Provider, Dimension.Municipality, Dimension.Office], Measures.Standard, AgeGroups.FromLowerBounds(0, 18), offices: RegisterGen.Directory);
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts).Sample((cases, contacts) =>
        {
            var accumulator = Of(cases, contacts, request);
            Assert.Equal(request, Again(accumulator).Request);
            Assert.Equal(Bytes(accumulator), Bytes(Again(accumulator)));
        }, iter: 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"kim-report-accumulator","version":2}""")]
    [InlineData("""{"format":"kim-report-accumulator","version":1,"from":"2024-04-01","to":"2024-07-01","dimensions":["shoe_size"],"measures":[],"age_groups":[0],"taxonomy":"1.0.0","cells":[],"persons":[]}""")]
    public void What_is_no_part_is_refused(string text) => Assert.Throws<FormatException>(() => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void What_is_written_is_what_earlier_versions_wrote()
    {
        string[] persons = ["bea", "Zoë", "\uFF0Ewide", "\U0001D49C-script", "bea", "ada", "bea", "Zoë"];
        string[] offices = ["wanne", "mitte", "mitte", "eickel", "mitte", "wanne", "eickel", "mitte"];
        List<CaseFacts> cases = [.. persons.Select((person, i) => new CaseFacts(
            CaseId.From($"c{i}"), PersonKey.From(person), OfficeCode.From(offices[i]), new LocalDate(2024, 1 + (i % 5), 3), i % 3 == 0 ? new LocalDate(2024, 5, 10 + i) : null, i % 3 == 0 ? "moved-away" : null))];
        List<(string Case, LocalDate On, int? Minutes)> contacts = [("c1", new LocalDate(2024, 4, 2), 30), ("c1", new LocalDate(2024, 6, 30), null), ("c6", new LocalDate(2024, 5, 1), 10)];
        Snapshots.Match(Bytes(Of(cases, contacts, new ReportRequest(RegisterGen.Period, [Dimension.Municipality, Dimension.Office], Measures.All, offices: RegisterGen.Directory))), "accumulator.json");
    }

    [Fact]
    public void A_part_that_was_cut_off_is_refused()
    {
        var bytes = Bytes(Of([new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2024, 4, 1))], [], new ReportRequest(RegisterGen.Period)));
        Assert.Throws<FormatException>(() => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(bytes[..^5]))));
    }

    [Fact]
    public void Contributions_to_different_reports_cannot_be_merged()
    {
        var quarter = ReportAccumulator.Empty(new ReportRequest(RegisterGen.Period));
        Assert.Throws<ArgumentException>(() => quarter.Merge(ReportAccumulator.Empty(new ReportRequest(ReportingPeriod.Year(2024)))));
    }

    private static ReportAccumulator Of(List<CaseFacts> cases, List<(string Case, LocalDate On, int? Minutes)> contacts, ReportRequest request)
    {
        var register = RegisterGen.Register(cases);
        return ReportAccumulator.Of(register, request, RegisterGen.Tally(register, request.Period, contacts));
    }

    private static ReportAccumulator Again(ReportAccumulator accumulator) => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(Bytes(accumulator))));

    private static string Bytes(ReportAccumulator accumulator)
    {
        using var stream = new MemoryStream();
        accumulator.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Csv(Report report)
    {
        using var output = new StringWriter();
        report.ExportUnprotected(new ReportTexts(LanguageTag.German)).WriteCsv(output);
        return output.ToString();
    }
}
