using System.Globalization;
using System.Text;
using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Parts of a city's cases, counted by themselves and put together.</summary>
public sealed class AccumulatorTests
{
    // Some stand elsewhere in the order of strings than in that of UTF-8.
    private static readonly string[] Pseudonyms = ["a", "ab", "Zoë", "\u07FF", "\uD7FF", "\uE000", "\uFF0Ewide", "\U0001D49C", "\U0010FFFD", "b"];

    [Fact]
    public void Parts_merged_in_any_tree_give_the_bytes_and_the_report_of_all_cases_together() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions, Gen.Int, Gen.Int[1, 6]).Sample((facts, contacts, dimensions, seed, count) =>
        {
            var cases = facts.ConvertAll(WithOddPseudonym);
            var random = new Random(seed);
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All.Where(_ => random.Next(4) > 0).ToList(), offices: RegisterGen.Directory);
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
        }, iter: Iterations.Of(250, 16));

    [Fact]
    public void Hundreds_of_parts_of_a_case_each_give_the_bytes_of_all_cases_together() =>
        Gen.Select(RegisterGen.Cases.List[8, 12], RegisterGen.UpToThreeDimensions).Sample((lists, dimensions) =>
        {
            List<CaseFacts> cases = [.. lists.SelectMany((list, l) => list.Select((facts, i) => RegisterGen.WithId(WithOddPseudonym(facts), $"c{l}-{i}")))];
            var request = new ReportRequest(RegisterGen.Period, dimensions, Measures.All, offices: RegisterGen.Directory);
            var result = cases.Aggregate(ReportAccumulator.Empty(request), (all, one) => all.Merge(Of([one], [], request)));
            Assert.Equal(Bytes(Of(cases, [], request)), Bytes(result));
            var register = RegisterGen.Register(cases);
            Assert.Equal(Csv(Report.Count(register, request, RegisterGen.Tally(register, request.Period, []))), Csv(result.ToReport()));
        }, iter: Iterations.Of(20, 2));

    [Fact]
    public void Where_no_measure_counts_persons_no_pseudonym_is_kept_and_the_figures_are_the_same() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts, RegisterGen.UpToThreeDimensions, Gen.Shuffle(Measures.All.Where(m => !m.IsOfDistinct()).ToArray(), 1, 8)).Sample((cases, contacts, dimensions, measures) =>
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, measures, offices: RegisterGen.Directory);
            var accumulator = Of(cases, contacts, request);
            Assert.EndsWith("\"persons\":[]}", Bytes(accumulator), StringComparison.Ordinal);
            var register = RegisterGen.Register(cases);
            var report = Report.Count(register, request, RegisterGen.Tally(register, request.Period, contacts));
            Assert.Equal(Csv(report), Csv(accumulator.ToReport()));
            Assert.Equal(Csv(PublishedReport.Protect(report)), Csv(PublishedReport.Protect(accumulator.ToReport())));
            Assert.Throws<InvalidOperationException>(() => accumulator.ToReport().Total.PersonsServed);
        }, iter: Iterations.Of(40, 2));

    [Fact]
    public void Where_only_households_are_counted_no_pseudonym_of_a_person_is_kept_nor_of_a_household_that_is_not_served() =>
        Gen.Select(RegisterGen.Cases, RegisterGen.UpToThreeDimensions).Sample((cases, dimensions) =>
        {
            var request = new ReportRequest(RegisterGen.Period, dimensions, [Measure.HouseholdsServed], offices: RegisterGen.Directory);
            var accumulator = Of(cases, [], request);
            Assert.Contains("\"persons\":[],\"households\":[", Bytes(accumulator), StringComparison.Ordinal);
            Assert.Equal(accumulator.ToReport().Total.HouseholdsServed.Value, Bytes(accumulator).Split("\"household\":").Length - 1);
            Assert.Equal(Csv(Report.Count(RegisterGen.Register(cases), request)), Csv(accumulator.ToReport()));
        }, iter: 40);

    [Fact]
    public void What_the_measures_do_not_need_is_left_out_of_what_another_program_wrote()
    {
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Served]);
        var cases = new List<CaseFacts> { new(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2024, 4, 1), new LocalDate(2024, 4, 2), "moved-away") };
        var all = Bytes(Of(cases, [], new ReportRequest(RegisterGen.Period, [Dimension.Office], Measures.All)));
        var more = all.Replace($"[{string.Join(",", Measures.All.Select(m => $"\"{m.Code()}\""))}]", "[\"served\"]", StringComparison.Ordinal);
        Assert.Contains("\"person\":\"p\"", more, StringComparison.Ordinal);
        Assert.Equal(Bytes(Of(cases, [], request)), Bytes(ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(more)))));
    }

    [Fact]
    public void What_was_written_is_read_as_the_same()
    {
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Provider, Dimension.Municipality, Dimension.Office], Measures.Standard, AgeGroups.FromLowerBounds(0, 18), offices: RegisterGen.Directory);
        Gen.Select(RegisterGen.Cases, RegisterGen.Contacts).Sample((cases, contacts) =>
        {
            var accumulator = Of(cases, contacts, request);
            Assert.Equal(request, Again(accumulator).Request);
            Assert.Equal(Bytes(accumulator), Bytes(Again(accumulator)));
        }, iter: Iterations.Of(20, 2));
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
        var measures = Measures.All.Where(m => m != Measure.HouseholdsServed);
        Snapshots.Match(Bytes(Of(cases, contacts, new ReportRequest(RegisterGen.Period, [Dimension.Municipality, Dimension.Office], measures, offices: RegisterGen.Directory))), "accumulator.json");
    }

    [Fact]
    public void Households_stand_behind_what_was_written_before_they_were_counted()
    {
        string?[] households = ["h", null, "g", "h"];
        List<CaseFacts> cases = [.. households.Select((household, i) => new CaseFacts(
            CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From(i < 2 ? "mitte" : "wanne"), new LocalDate(2024, 4, 1), household: household is null ? null : HouseholdKey.From(household)))];
        ReportAccumulator With(params Measure[] measures) => Of(cases, [], new ReportRequest(RegisterGen.Period, [Dimension.Office], measures));
        var before = Bytes(With(Measure.Served)).Replace("\"served\"", "\"served\",\"households_served\"", StringComparison.Ordinal);
        Assert.Equal(before[..^1] + ",\"households\":[{\"household\":\"g\",\"cells\":[0,2]},{\"household\":\"h\",\"cells\":[0,1,2]}]}", Bytes(With(Measure.Served, Measure.HouseholdsServed)));
    }

    [Theory]
    [InlineData("\"households\":", "\"house\":")]
    [InlineData("\"cells\":[0,1]}]}", "\"cells\":[0,2]}]}")]
    [InlineData("\"cells\":[0,1]}]}", "\"cells\":[-1]}]}")]
    [InlineData("\"household\":\"b\"", "\"household\":\"a\"")]
    public void Households_that_were_changed_are_refused(string what, string by)
    {
        List<CaseFacts> cases = [.. new[] { "a", "b" }.Select(key => new CaseFacts(CaseId.From(key), PersonKey.From(key), OfficeCode.From("o"), new LocalDate(2024, 4, 1), household: HouseholdKey.From(key)))];
        var bytes = Bytes(Of(cases, [], new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.HouseholdsServed])));
        Assert.Contains(what, bytes, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(bytes.Replace(what, by, StringComparison.Ordinal)))));
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

    [Theory]
    [InlineData("\"person\":\"b\"", "\"person\":\"a\"")]
    [InlineData("\"cells\":[0,", "\"cells\":[9,")]
    [InlineData("\"cells\":[0,", "\"cells\":[-1,")]
    [InlineData("\"cells\":[0,", "\"cells\":[99999999999,")]
    [InlineData("{\"groups\":[\"o\"]", "{\"groups\":[null]")]
    [InlineData("\"durations\":[1,1,2,1]", "\"durations\":[2,1,1,1]")]
    public void A_part_that_was_changed_is_refused(string what, string by)
    {
        List<CaseFacts> cases = [.. new[] { "a", "b" }.Select((person, i) => new CaseFacts(
            CaseId.From(person), PersonKey.From(person), OfficeCode.From("o"), new LocalDate(2024, 4, 1), new LocalDate(2024, 4, 2 + i), "moved-away"))];
        var bytes = Bytes(Of(cases, [], new ReportRequest(RegisterGen.Period, [Dimension.Office])));
        Assert.Contains(what, bytes, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(bytes.Replace(what, by, StringComparison.Ordinal)))));
    }

    private static CaseFacts WithOddPseudonym(CaseFacts f) => new(
        f.CaseId, PersonKey.From(Pseudonyms[int.Parse(f.Person.Value[1..], CultureInfo.InvariantCulture)]), f.Office, f.OpenedOn, f.ClosedOn, f.ClosureReason, f.Phase, f.Topics, f.FirstContactLanguage, f.BirthYear, f.Sex,
        f.CountryOfOrigin, f.ResidenceStatusAtOpening, f.ResidenceStatus, f.GermanLevelAtOpening, f.GermanLevel, f.ReferredBy, f.Household);

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

    private static string Csv(Report report) => Csv(report.ExportUnprotected(new ReportTexts(LanguageTag.German)));

    private static string Csv(PublishedReport report) => Csv(report.Export(new ReportTexts(LanguageTag.German)));

    private static string Csv(ReportExport export)
    {
        using var output = new StringWriter();
        export.WriteCsv(output);
        return output.ToString();
    }
}
