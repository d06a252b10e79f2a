using System.Globalization;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Figures that were published, computed by the library. The files beside this one name source and date of each.</summary>
public sealed class PublishedFiguresTests
{
    [Fact]
    public void Herne_580_people_by_June_2024_147_of_them_at_Caritas_a_quarter()
    {
        var city = Published("herne-kim-cm-timeline.csv", "S02", "all", "persons_total", "2024-06-10");
        var caritas = Published("herne-kim-cm-timeline.csv", "S02", "Caritas Herne-Mitte", "persons_total", "2024-06-10");
        string[] offices = ["caritas-mitte", "planb-wanne", "drk-eickel", "awo-horsthausen", "stadt"];

        // Twenty people came to two offices; they are no people more in the city.
        var cases = Enumerable.Range(0, (int)city).Select(i => Case($"c{i}", i, i < caritas ? offices[0] : offices[1 + (i % 4)]))
            .Concat(Enumerable.Range(200, 20).Select(i => Case($"again{i}", i, offices[1 + ((i + 1) % 4)])));
        var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(new ReportingPeriod(new LocalDate(2023, 1, 1), new LocalDate(2024, 6, 11)), [Dimension.Office]));
        Assert.Equal((new PersonCount(580), new PersonCount(147)), (report.Total.PersonsEver, report.Find("caritas-mitte")!.PersonsEver));
        Assert.Equal(25.3m, Share.Of(report.Find("caritas-mitte")!.PersonsEver, report.Total.PersonsEver).Percent);
        Assert.Equal(600, report.Cells.Skip(1).Sum(c => c.PersonsEver.Value));

        static CaseFacts Case(string id, int person, string office) => new(CaseId.From(id), PersonKey.From($"p{person}"), OfficeCode.From(office), new LocalDate(2023, 1, 1).PlusDays(person % 500));
    }

    [Fact]
    public void Federal_advice_2017_cases_and_relatives_make_the_people_reached()
    {
        var cases = new CaseCount(Published("mbe-national-cases.csv", "S24", "all", "cases_total", "2017"));
        var relatives = new RelativeCount(Published("mbe-national-cases.csv", "S24", "all", "co_counselled_relatives", "2017"));
        Assert.Equal(Published("mbe-national-cases.csv", "S24", "all", "persons_reached", "2017"), relatives.WithCases(cases));
    }

    [Fact]
    public void Federal_advice_2011_to_2013_grew_by_58_percent_from_the_rounded_figures() =>
        Assert.Equal(58.0m, Share.Change(Published("mbe-national-cases.csv", "S22", "all", "cases_total", "2011"), Published("mbe-national-cases.csv", "S22", "all", "cases_total", "2013")));

    [Theory]
    [InlineData("female", "49.8")]
    [InlineData("male", "50.2")]
    public void Kerpen_2007_shares_of_women_and_men(string sex, string expected)
    {
        var part = new PersonCount(Published("kerpen-2007-sex-split.csv", "S33", "Stadt", $"persons_{sex}", "2007-Q1"));
        var whole = new PersonCount(Published("kerpen-2007-sex-split.csv", "S33", "Stadt", "persons_total", "2007-Q1"));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Share.Of(part, whole).Percent);
    }

    [Theory]
    [InlineData("Regionale Flüchtlingsberatung", "2.01")]
    [InlineData("Asylverfahrensberatung", "1.34")]
    public void Essen_2016_contacts_per_person(string programme, string expected)
    {
        var rows = Rows("proasyl-essen-persons-vs-sessions.csv").Where(r => r[1] == programme && r[4] == "2016").ToDictionary(r => r[5], r => long.Parse(r[7], CultureInfo.InvariantCulture));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Share.PerPerson(new ContactCount(rows["contacts_total"]), new PersonCount(rows["persons_total"])));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 2000, 0.1)]
    [InlineData(1, 2001, 0.0)]
    [InlineData(1, 8, 12.5)]
    [InlineData(2, 3, 66.7)]
    public void Shares_are_rounded_half_up_from_the_counts(long part, long whole, double? expected) =>
        Assert.Equal((decimal?)expected, Share.Of(new CaseCount(part), new CaseCount(whole)).Percent);

    [Theory]
    [InlineData(0, 5, null)]
    [InlineData(8, 7, -12.5)]
    [InlineData(2000, 1999, -0.1)]
    [InlineData(4, 4, 0.0)]
    public void Changes_are_rounded_half_away_from_zero(long before, long after, double? expected) => Assert.Equal((decimal?)expected, Share.Change(before, after));

    [Fact]
    public void No_part_is_greater_than_its_whole() => Assert.Throws<ArgumentException>(() => Share.Of(new CaseCount(3), new CaseCount(2)));

    private static long Published(string file, string source, string provider, string metric, string date) =>
        long.Parse(Rows(file).Single(r => r[0] == source && r[3] == provider && r[5] == metric && r[4] == date)[7], CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reporting", "Published", file)).Skip(1).Select(line => line.Split(','));
}
