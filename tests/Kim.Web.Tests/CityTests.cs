using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kim.Web.City;
using Kim.Web.Storage;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Kim.Web.Tests;

/// <summary>The city's page: every picture has its table, and no table has more than the protected reports.</summary>
public sealed partial class CityTests(SampleHost host) : IClassFixture<SampleHost>
{
    [Theory]
    [InlineData("de", "start", false, false)]
    [InlineData("en", "start", false, true)]
    [InlineData("de", "2024-Q1", true, false)]
    [InlineData("en", "2024-Q1", true, true)]
    public async Task Every_chart_of_the_city_has_its_table(string language, string period, bool isCompared, bool isOnPaper)
    {
        var tables = await TablesAsync(language, period, isCompared, isOnPaper);
        var page = await PageAsync(language, period, isCompared, isOnPaper);
        var charts = Figures().Matches(page).Select(m => XElement.Parse(m.Value)).ToList();
        Assert.Equal(3, charts.Count);
        foreach (var chart in charts)
        {
            var links = chart.Descendants("a").Select(a => a.Attribute("href")!.Value).ToList();
            Assert.Equal(isCompared && !IsOverTime(chart) ? ["#figures", "#figures-before"] : IsOverTime(chart) ? ["#over-time"] : ["#figures"], links);
            var shown = tables[links[0][1..]];
            foreach (var (label, value) in Bars(chart))
                Assert.Equal(value, shown.Rows.Single(row => row[0] == label)[shown.Headings.IndexOf(chart.Element("figcaption")!.Elements("span").First().Value)]);
        }

        // The picture says the same as its table, period by period.
        var overTime = tables["over-time"];
        var said = charts.Single(IsOverTime).Descendants().Single(e => e.Name.LocalName == "desc").Value;
        for (var quarter = 1; quarter < overTime.Headings.Count; quarter++)
        {
            var figures = overTime.Rows.Skip(1).Where(row => row[quarter].Length > 0).Select(row => $"{row[0]} {row[quarter]}");
            Assert.Contains($"{overTime.Headings[quarter]}: {string.Join(", ", figures)}", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("de", "start", true, true)]
    [InlineData("en", "2023-Q1", false, true)]
    public async Task Tables_of_the_city_show_what_the_protected_reports_have(string language, string period, bool isCompared, bool isOnPaper)
    {
        var shown = await TablesAsync(language, period, isCompared, isOnPaper);
        await using var scope = host.Services.CreateAsyncScope();
        var reports = scope.ServiceProvider.GetRequiredService<CityReports>();
        var words = await reports.TextsAsync(LanguageTag.From(language), default);
        var view = await reports.ViewAsync(new ReportChoice { Period = period, By = ["office"], Compare = isCompared }, isOnPaper, default);
        var expected = new Dictionary<string, PublishedReport?> { ["figures"] = view.Breakdown, ["figures-before"] = view.Before, ["topics"] = view.ByTopic };
        Assert.Equal(expected.Where(e => e.Value is not null).Select(e => e.Key).Append("over-time").Order(), shown.Keys.Order());
        foreach (var (id, report) in expected)
        {
            if (report is null)
                continue;
            Assert.Equal(report.Export(words).Headings, shown[id].Headings);
            Assert.Equal(report.Rows.Select(row => string.Join('|', report.Export(words).GroupNames(row).Concat(row.Values.Select((_, i) => row.Text(i))))), shown[id].Rows.Select(row => string.Join('|', row)));
        }

        var overTime = shown["over-time"];
        Assert.NotEmpty(view.OverTime);
        Assert.Equal(view.OverTime.Select(report => FormattableString.Invariant($"{report.Request.Period.From.Year}-Q{(report.Request.Period.From.Month + 2) / 3}")).Prepend(words.Heading(Dimension.Office)), overTime.Headings);
        for (var i = 0; i < view.OverTime.Count; i++)
        {
            var rows = view.OverTime[i].Rows.ToDictionary(row => words.Group(Dimension.Office, row.Groups[0]), row => row.Text(0));
            Assert.Equal(rows, overTime.Rows.Where(row => row[i + 1].Length > 0).ToDictionary(row => row[0], row => row[i + 1]));
        }
    }

    /// <summary>Of two offices one has too few cases in the first quarter: its figure is withheld, and with it another one, from which it would follow.</summary>
    [Fact]
    public void What_is_withheld_in_one_quarter_is_withheld_in_the_table_over_time()
    {
        var register = new CaseRegisterBuilder();
        foreach (var (office, month, cases) in new[] { ("mitte", 1, 9), ("wanne", 1, 1), ("wanne", 4, 6), ("eickel", 4, 5) })
        {
            for (var i = 0; i < cases; i++)
                register.Add(new CaseFacts(CaseId.From($"{office}-{month}-{i}"), PersonKey.From($"p-{office}-{month}-{i}"), OfficeCode.From(office), new LocalDate(2024, month, 2)));
        }

        var facts = register.Build();
        var quarters = new[] { 1, 2 }.Select(q => PublishedReport.Protect(Report.Count(facts, new ReportRequest(ReportingPeriod.Quarter(2024, q), [Dimension.Office], [Measure.OpenAtEnd])))).ToList();
        var table = Table.OverTime("over-time", "", quarters, new ReportTexts(LanguageTag.German));
        Assert.Equal(["Beratungsbüro", "2024-Q1", "2024-Q2"], table.Headings);
        Assert.Equal(["insgesamt", "eickel", "mitte", "wanne"], table.Rows.Select(row => Assert.Single(row.Names)));
        Assert.Equal([true, false, false, false], table.Rows.Select(row => row.IsTotal));
        Assert.Equal([new Figure(10, false), new Figure(21, false)], table.Rows[0].Figures);
        Assert.Equal([new Figure(null, true), new Figure(7, false)], table.Rows[3].Figures);
        Assert.Equal(new Figure(null, true), table.Rows[2].Figures[0]);
    }

    [Fact]
    public async Task Tables_of_the_city_say_what_they_are_and_what_heads_rows_and_columns()
    {
        foreach (var table in Tables().Matches(await PageAsync("de", "2024-Q1", isCompared: true, isOnPaper: true)).Select(m => XElement.Parse(m.Value)))
        {
            Assert.NotEmpty(table.Element("caption")!.Value.Trim());
            Assert.All(table.Element("thead")!.Descendants("th"), th => Assert.Equal("col", th.Attribute("scope")?.Value));
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal("row", row.Elements("th").First().Attribute("scope")?.Value));
        }
    }

    /// <summary>Somebody has noted two tables that together give a count away: nothing more can be published beside them.</summary>
    [Fact]
    public async Task What_cannot_be_published_says_why()
    {
        using var own = new SampleHost();
        using var coordinator = own.Visit();
        await coordinator.LogInAsync("koordination");
        await coordinator.FillAsync("/published", "/language/de");
        await using var scope = own.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<KimContext>();
        var register = new CaseRegisterBuilder();
        foreach (var row in await database.Facts.AsNoTracking().ToListAsync())
            register.Add(CaseRows.Facts(row));
        var facts = register.Build();
        var tables = new (int K, Measure[] Measures)[] { (10, [Measure.Served]), (1, [Measure.OpenAtStart, Measure.Opened]) }
            .Select(t => PublishedReport.Protect(Report.Count(facts, new ReportRequest(ReportingPeriod.Quarter(2023, 1), [Dimension.Office], t.Measures)), t.K)).ToList();
        Assert.Contains(tables[0].Rows, row => row.IsWithheld(0));
        for (var i = 0; i < tables.Count; i++)
            database.Publications.Add(new PublicationRow { Number = i + 1, At = Instant.FromUtc(2024, 1, 2, 9, 0), By = "city", Entry = new Publication("city", new LocalDate(2024, 1, 2), tables[i]).ToJson(), Json = "", Csv = "", Sha256 = "" });
        await database.SaveChangesAsync();

        using var answer = await coordinator.FillAsync("/city?Period=2023-Q1&By=office", "/city?Period=2023-Q1&By=office&handler=publish");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("würde dieser Bericht eine geheim gehaltene Zahl verraten (betreute Fälle; [2023-01-01..2023-04-01); office ", page, StringComparison.Ordinal);
        Assert.Equal(2, await database.Publications.CountAsync());
    }

    private static bool IsOverTime(XElement chart) => chart.Attribute("class")!.Value.Contains("over-time", StringComparison.Ordinal);

    /// <summary>Label and figure of each bar.</summary>
    private static IEnumerable<(string Label, string Value)> Bars(XElement chart)
    {
        XName text = "text";
        var bars = chart.Element("svg")?.Elements("g") ?? [];
        return bars.Select(bar => (bar.Element(text)!.Value, Plain(bar.Elements("g").Descendants(text).Single().Value)));
    }

    /// <summary>A figure without the signs that group its digits.</summary>
    private static string Plain(string figure) => figure.Any(char.IsDigit) ? string.Concat(figure.Where(char.IsDigit)) : figure;

    private async Task<Dictionary<string, (List<string> Headings, List<List<string>> Rows)>> TablesAsync(string language, string period, bool isCompared, bool isOnPaper) =>
        Tables().Matches(await PageAsync(language, period, isCompared, isOnPaper)).Select(m => XElement.Parse(m.Value)).ToDictionary(
            table => table.Attribute("id")!.Value,
            table => (table.Element("thead")!.Descendants("th").Select(th => th.Value).ToList(), table.Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(cell => cell.Name == "td" ? Plain(cell.Value) : cell.Value).ToList()).ToList()));

    private async Task<string> PageAsync(string language, string period, bool isCompared, bool isOnPaper)
    {
        using var council = host.Visit();
        await council.LogInAsync("rat");
        await council.FillAsync("/published", $"/language/{language}");
        using var answer = await council.GetAsync($"/city?Period={period}&By=office{(isCompared ? "&Compare=true" : "")}{(isOnPaper ? "&Print=true" : "")}");
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<figure.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figures();

    [GeneratedRegex("<table.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Tables();
}
