using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KimCaseManagement.Reporting;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What is read of a part that another program wrote, and what a refusal says about it.</summary>
public sealed class AccumulatorFormatTests
{
    private const string CutOff = "This is not a part of a report as it was written, or it was cut off; count the part again.";

    private static readonly ReportRequest Request = new(RegisterGen.Period, [Dimension.Office, Dimension.Provider], Measures.All, offices: RegisterGen.Directory);

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "A kim-report-accumulator of version 1 is expected; what was given is another format or a later version.")]
    [InlineData("\"format\":\"kim-report-accumulator\"", "\"format\":\"kim-report\"", "A kim-report-accumulator of version 1 is expected; what was given is another format or a later version.")]
    [InlineData("\"dimensions\":[\"office\"", "\"dimensions\":[\"shoe_size\"", "'shoe_size' is not known in this version; read the part with the version that wrote it, or a later one.")]
    [InlineData("\"measures\":[\"open_at_start\"", "\"measures\":[\"happiness\"", "'happiness' is not known in this version; read the part with the version that wrote it, or a later one.")]
    [InlineData("\"topics_as\":\"today\"", "\"topics_as\":\"tomorrow\"", "'tomorrow' is not known in this version; read the part with the version that wrote it, or a later one.")]
    [InlineData("\"topics_as\":\"today\"", "\"topics_as\":null", "'' is not known in this version; read the part with the version that wrote it, or a later one.")]
    [InlineData("[\"eickel\",null,\"herne\"]", "[\"eickel\",null]", "An entry of the offices has an office, its provider and its municipality.")]
    [InlineData("[\"eickel\",null,\"herne\"]", "[\"mitte\",null,\"herne\"]", CutOff)]
    [InlineData("{\"groups\":[\"mitte\",null]", "{\"groups\":[null,null]", "Each cell stands once, in ordinal order.")]
    [InlineData("{\"groups\":[\"mitte\",null]", "{\"groups\":[\"mitte\",\"caritas\"]", "Each cell stands once, in ordinal order.")]
    [InlineData("\"cases\":[0,0,0,2]", "\"cases\":[0,0,0]", "A cell of the part has four numbers of cases and three of contacts.")]
    [InlineData("\"cases\":[0,0,0,2]", "\"cases\":[0,0,0,2,0]", "A cell of the part has four numbers of cases and three of contacts.")]
    [InlineData("\"contacts\":[1,10,1]", "\"contacts\":[1,10]", "A cell of the part has four numbers of cases and three of contacts.")]
    [InlineData("\"contacts\":[1,10,1]", "\"contacts\":[1,10,1,1]", "A cell of the part has four numbers of cases and three of contacts.")]
    [InlineData("\"cases\":[0,0,0,2]", "\"cases\":[0,0,0,-2]", "A number of cases is negative; counts and days begin with 0.")]
    [InlineData("\"durations\":[1,1,2,1]", "\"durations\":[1,1,2]", "The durations of a part are pairs: a value, and how often.")]
    [InlineData("\"durations\":[1,1,2,1]", "\"durations\":[1,1,-2,1]", "A number of durations is negative; counts and days begin with 0.")]
    [InlineData("\"durations\":[1,1,2,1]", "\"durations\":[2,1,1,1]", "Values stand in rising order.")]
    [InlineData("\"durations\":[1,1,2,1]", "\"durations\":[1,1,4294967298,1]", CutOff)]
    [InlineData("\"person\":\"b\"", "\"person\":\"a\"", "Each person stands once, in ordinal order.")]
    [InlineData("\"person\":\"b\"", "\"person\":\"Z\"", "Each person stands once, in ordinal order.")]
    [InlineData("\"person\":\"b\",", "", CutOff)]
    [InlineData("\"household\":\"h\",\"cells\":[0,1,2,3]", "\"household\":\"h\",\"cells\":[0,4]", "There is no cell 4.")]
    [InlineData("\"household\":\"h\",\"cells\":[0,1,2,3]", "\"household\":\"h\",\"cells\":[-1]", "There is no cell -1.")]
    public void A_part_that_can_not_be_read_says_why(string what, string by, string expected)
    {
        var bytes = Bytes(Part());
        Assert.Contains(what, bytes, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Read(bytes.Replace(what, by, StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void Numbers_of_a_person_that_are_cut_off_are_refused()
    {
        var bytes = Bytes(Part());
        var cut = Regex.Replace(bytes, "(\"person\":\"b\",.*?\"cells\":\\[)[0-9]+,", "$1");
        Assert.NotEqual(bytes, cut);
        Assert.StartsWith("The cells of a person stand in threes", Assert.Throws<FormatException>(() => Read(cut)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_another_taxonomy_is_refused()
    {
        var bytes = Bytes(Part());
        var version = TopicTaxonomy.Core.Version;
        Assert.Equal($"The topics are of the taxonomy 0.9; {version} is expected.", Assert.Throws<FormatException>(() => Read(bytes.Replace($"\"taxonomy\":\"{version}\"", "\"taxonomy\":\"0.9\"", StringComparison.Ordinal))).Message);
        var extended = TopicTaxonomy.Core.Extend([new TopicExtensionRow("HERNE-CHOIR", broader: "SOC-LEISURE", label: "Chor")]).Taxonomy!;
        if (extended.Version == version)
            return;
        Assert.StartsWith($"The topics of one part are of the taxonomy {version}, those of the other of {extended.Version}.", Assert.Throws<ArgumentException>(() => ReportAccumulator.Empty(Request).Merge(ReportAccumulator.Empty(Request, extended))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_different_reports_are_not_merged()
    {
        var other = ReportAccumulator.Empty(new ReportRequest(RegisterGen.Period, [Dimension.Office]));
        Assert.StartsWith("Only contributions to the same report can be merged: period, dimensions, measures, age groups and offices have to be the same.", Assert.Throws<ArgumentException>(() => Part().Merge(other)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ReportAccumulator.Empty(Request).Merge(ReportAccumulator.Empty(Request, topics: TopicCoding.AtTheTime)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReportAccumulator.Empty(Request, topics: TopicCoding.Unspecified));
    }

    [Fact]
    public void A_case_that_comes_later_leaves_nothing_behind_unless_it_has_contacts()
    {
        var register = RegisterGen.Register([Facts("late", "p", RegisterGen.Period.To, null)]);
        var without = ReportAccumulator.Of(register, Request, new ContactTally(register, Request.Period));
        Assert.Equal(Bytes(ReportAccumulator.Empty(Request)), Bytes(without));
        var with = ReportAccumulator.Of(register, Request, RegisterGen.Tally(register, Request.Period, [("late", RegisterGen.Period.From, 5)])).ToReport();
        Assert.Equal((1, 5, 0, 0), (with.Total.Contacts.Value, with.Total.ContactMinutes, with.Total.Served.Value, with.Total.PersonsEver.Value));
    }

    [Fact]
    public void Persons_with_long_pseudonyms_in_many_offices_are_kept_as_they_are()
    {
        // More than the texts and columns begin with, in an order in which neither cases nor offices stand.
        List<CaseFacts> cases = [.. Enumerable.Range(0, 120).Select(i => Facts($"c{i}", new string((char)('z' - (i % 40 / 2)), 90) + (i * 7 % 40).ToString("00", CultureInfo.InvariantCulture), RegisterGen.Period.From.PlusDays(i % 5), null, $"o{(i % 40 < 10 ? 0 : i % 11)}"))];
        var register = RegisterGen.Register(cases);
        var request = new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.PersonsServed, Measure.PersonsNew, Measure.PersonsInSeveralOffices]);
        var part = ReportAccumulator.Of(register, request);
        Assert.Equal(Bytes(part), Bytes(Read(Bytes(part))));
        var split = cases.GroupBy(c => c.CaseId.Value[^1]).Select(g => ReportAccumulator.Of(RegisterGen.Register(g), request)).Aggregate((all, one) => all.Merge(one));
        Assert.Equal(Bytes(part), Bytes(split));
        Assert.Equal(Text(Report.Count(register, request)), Text(part.ToReport()));
        Assert.Equal(Text(Report.Count(register, request)), Text(split.ToReport()));
    }

    [Fact]
    public void A_person_seen_in_very_many_cells_is_kept_with_each_of_them()
    {
        const int Count = 25_000;
        var (seen, again, builder) = (new SeenPerson(Count), new SeenPerson(Count), new AccumulatedPersons.Builder());
        for (var cell = 0; cell < Count; cell++)
            seen.See(cell, SeenPerson.Seen(cell < 21_000 ? 100 : 200, cell % 2 == 0));
        builder.Add("p"u8, seen);
        var persons = builder.Build();
        persons.AddTo(again, 0, [.. Enumerable.Range(0, Count)]);
        Assert.Equal(1, persons.Count);
        Assert.Equal(Enumerable.Range(0, Count), again.CellsInOrder().ToArray());
        Assert.All(Enumerable.Range(0, Count), cell => Assert.True(again.FirstDayIn(cell) == (cell < 21_000 ? 100 : 200) && again.IsServedIn(cell) == (cell % 2 == 0)));
    }

    private static ReportAccumulator Part()
    {
        var from = RegisterGen.Period.From;
        var register = RegisterGen.Register([Facts("c0", "a", from, from.PlusDays(1)), Facts("c1", "b", from, from.PlusDays(2))]);
        return ReportAccumulator.Of(register, Request, RegisterGen.Tally(register, Request.Period, [("c0", from, 10)]));
    }

    private static CaseFacts Facts(string id, string person, LocalDate opened, LocalDate? closed, string office = "mitte") => new(CaseId.From(id), PersonKey.From(person), OfficeCode.From(office), opened, closed, household: HouseholdKey.From("h"));

    private static ReportAccumulator Read(string text) => ReportAccumulator.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Bytes(ReportAccumulator accumulator)
    {
        using var stream = new MemoryStream();
        accumulator.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(Report report) =>
        string.Join("\n", report.Cells.Select(c => string.Join("|", c.Groups.Select(g => g ?? "*")) + " " + string.Join(" ", report.Request.Measures.Select(m => c.Value(m)?.ToString(CultureInfo.InvariantCulture) ?? "-"))));
}
