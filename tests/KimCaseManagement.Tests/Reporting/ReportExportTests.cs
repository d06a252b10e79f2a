using System.Globalization;
using System.Text.Json;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What others read from a report: each format in full, in both languages.</summary>
public sealed class ReportExportTests
{
    private static readonly ReportTexts German = new(LanguageTag.German);
    private static readonly ReportTexts English = new(LanguageTag.English);

    private static readonly Measure[] Figures = [Measure.Served, Measure.PersonsServed, Measure.Contacts, Measure.DurationMedian];

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void Each_format_says_the_same_of_a_protected_report(string language)
    {
        var published = PublishedReport.Protect(Count([Dimension.Office, Dimension.Topic], Figures));
        Snapshots.Match(EveryFormat(published.Export(new ReportTexts(LanguageTag.From(language)))), language);
    }

    [Fact]
    public void True_figures_warn_and_name_what_is_not_counted() =>
        Snapshots.Match(EveryFormat(Count([Dimension.Municipality, Dimension.Sex], [Measure.Opened, Measure.HouseholdsServed, Measure.PersonsServed], Instant.FromUtc(2024, 7, 15, 10, 0)).ExportUnprotected(English, rowsLeftOut: 7)), "unprotected");

    [Fact]
    public void Rounded_figures_say_to_what() => Snapshots.Match(EveryFormat(PublishedReport.Round(Count([Dimension.Office], Figures)).Export(German, rowsLeftOut: 0)), "rounded");

    [Fact]
    public void What_had_to_be_given_up_is_said_by_name() =>
        Snapshots.Match(EveryFormat(PublishedReport.Protect(Count([Dimension.Office], [Measure.PersonsInSeveralOffices, Measure.PersonsServed]), 20).Export(German)), "given-up");

    [Fact]
    public void Topics_of_the_time_say_so()
    {
        var builder = new CaseRegisterBuilder(topics: TopicCoding.AtTheTime);
        foreach (var facts in Cases())
            builder.Add(facts);
        Snapshots.Match(EveryFormat(Report.Count(builder.Build(), new ReportRequest(RegisterGen.Period, [Dimension.Topic], [Measure.Opened])).ExportUnprotected(German)), "topics-at-the-time");
    }

    [Fact]
    public void Every_format_can_be_read_by_what_reads_the_format()
    {
        var export = PublishedReport.Protect(Count([Dimension.Office, Dimension.Topic], Figures)).Export(German);
        using var json = JsonDocument.Parse(Written(export.WriteJson));
        Assert.Equal(export.Rows.Count, json.RootElement.GetProperty("cells").GetArrayLength());
        Assert.Equal(export.Digest, json.RootElement.GetProperty("digest").GetString());
        using var cube = JsonDocument.Parse(Written(export.WriteJsonStat));
        var size = cube.RootElement.GetProperty("size").EnumerateArray().Select(s => s.GetInt32()).ToList();
        var index = cube.RootElement.GetProperty("id").EnumerateArray().Select(id => cube.RootElement.GetProperty("dimension").GetProperty(id.GetString()!).GetProperty("category").GetProperty("index").EnumerateArray().Select(c => c.GetString()!).ToList()).ToList();
        Assert.Equal(size, index.Select(i => i.Count));

        // As the format defines it: the last dimension runs fastest.
        var (value, status) = (cube.RootElement.GetProperty("value"), cube.RootElement.GetProperty("status"));
        var printed = 0;
        foreach (var row in export.Rows)
        {
            for (var m = 0; m < Figures.Length; m++)
            {
                var place = ((((index[0].IndexOf(row.Groups[0] ?? "*") * size[1]) + index[1].IndexOf(row.Groups[1] ?? "*")) * size[2]) + m).ToString(CultureInfo.InvariantCulture);
                Assert.Equal(row.Values[m], value.TryGetProperty(place, out var number) ? number.GetInt64() : null);
                Assert.Equal(row.IsWithheld(m) ? "." : null, status.TryGetProperty(place, out var sign) ? sign.GetString() : null);
                printed += row.Values[m] is null ? 0 : 1;
            }
        }

        Assert.Equal(printed, value.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("a,b", "\"a,b\"", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"", "\"a;b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"", "\"two\nlines\"")]
    [InlineData("two\rlines", "\"two\rlines\"", "\"two\rlines\"")]
    [InlineData("=1+1", "=1+1", "'=1+1")]
    [InlineData("+1", "+1", "'+1")]
    [InlineData("-1", "-1", "'-1")]
    [InlineData("@sum", "@sum", "'@sum")]
    [InlineData("\tx", "\tx", "'\tx")]
    [InlineData("a=b", "a=b", "a=b")]
    [InlineData("", "", "")]
    public void No_code_breaks_a_row_or_becomes_a_formula_in_a_spreadsheet(string code, string international, string german)
    {
        var export = OneRow(code);
        Assert.Equal($"office,served\n{international},5\n", Written(o => export.WriteCsv(o)));
        Assert.Equal($"\uFEFFoffice;served\r\n{german};5\r\n", Written(o => export.WriteCsv(o, CsvDialect.German)));
    }

    [Fact]
    public void Signs_of_Markdown_are_letters_in_names() =>
        Assert.Contains("| \\|\\\\\\*\\_\\`\\[\\]\\<\\>\\#plain | 5 |", Written(OneRow("|\\*_`[]<>#plain").WriteMarkdown), StringComparison.Ordinal);

    [Fact]
    public void A_rank_is_that_many_further_on_as_figures_before_it_are_equal()
    {
        var published = PublishedReport.Restore(
            new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Opened, Measure.Served]),
            3,
            new (string? Office, long? Served)[] { (null, 40), ("a", 5), ("b", 9), ("c", null), ("d", 9), ("e", 0) }.Select(r => new ReportRow([r.Office], [1, r.Served], r.Served is null ? 2UL : 0)));
        Assert.Equal([("b", 1), ("d", 1), ("a", 3), ("e", 4), ("c", null)], published.Export(German).Ranking(Measure.Served).Select(r => (r.Row.Groups[0]!, r.Rank)));
        var failure = Assert.Throws<ArgumentException>(() => published.Export(German).Ranking(Measure.Closed));
        Assert.Contains("'closed'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("measure", failure.ParamName);
    }

    [Theory]
    [InlineData(Dimension.Office, null, "insgesamt", "total")]
    [InlineData(Dimension.Office, "mitte", "mitte", "mitte")]
    [InlineData(Dimension.Sex, "unknown", "ohne Angabe", "not known")]
    [InlineData(Dimension.Sex, "f", "weiblich", "female")]
    [InlineData(Dimension.Topic, "RES-PASS", "Passbeschaffung und Identitätsklärung", "Obtaining a passport, clarifying identity")]
    [InlineData(Dimension.Topic, "NO-SUCH", "NO-SUCH", "NO-SUCH")]
    [InlineData(Dimension.Topic, "no code", "no code", "no code")]
    [InlineData(Dimension.Country, "ER", "Eritrea", "Eritrea")]
    [InlineData(Dimension.Country, "SY", "Syrien", "Syria")]
    [InlineData(Dimension.Country, "ZZ", "ZZ", "ZZ")]
    [InlineData(Dimension.AgeGroup, "0-17", "0-17", "0-17")]
    [InlineData(Dimension.Language, "ti", "ti", "ti")]
    public void Groups_have_names_where_there_are_any(Dimension dimension, string? code, string german, string english) =>
        Assert.Equal((german, english), (German.Group(dimension, code), English.Group(dimension, code)));

    [Fact]
    public void Every_dimension_has_the_names_that_its_codes_have()
    {
        var prefixes = TextCatalogue.BuiltIn.CodesIn(LanguageTag.German).GroupBy(c => c[..(c.IndexOf('.', StringComparison.Ordinal) + 1)]).Select(g => (Prefix: g.Key, Code: g.First()[g.Key.Length..])).ToList();
        var named = Dimensions.All.Concat(Dimensions.OfOccurrences).Distinct()
            .Select(d => $"{d.Code()}: {string.Join(", ", prefixes.Where(p => German.Group(d, p.Code) is var name && name != p.Code).Select(p => $"{p.Prefix}{p.Code} = {German.Group(d, p.Code)}"))}\n");
        Snapshots.Match(string.Concat(named), "names-of-groups");
    }

    [Fact]
    public void A_host_names_its_offices_providers_languages_and_towns()
    {
        var texts = new ReportTexts(LanguageTag.German, new[] { "office.x", "provider.x", "municipality.x", "language.x" }.Aggregate(TextCatalogue.BuiltIn, (all, code) => all.With(code, LanguageTag.German, $"Name of {code}")));
        Assert.Equal(["Name of office.x", "Name of provider.x", "Name of municipality.x", "Name of language.x"], new[] { Dimension.Office, Dimension.Provider, Dimension.Municipality, Dimension.Language }.Select(d => texts.Group(d, "x")));
    }

    [Fact]
    public void A_title_names_the_first_and_the_last_day() =>
        Assert.Equal(("Bericht für die Zeit vom 01.04.2024 bis 30.06.2024", "Report for 1 April 2024 to 30 June 2024"), (German.Title(RegisterGen.Period), English.Title(RegisterGen.Period)));

    private static string EveryFormat(ReportExport export) => string.Join(
        "\n",
        export.Title,
        string.Join(" | ", export.Headings),
        string.Join("\n", export.Rows.Select(r => string.Join(" | ", export.GroupNames(r)))),
        Written(o => export.WriteCsv(o)),
        Written(o => export.WriteCsv(o, CsvDialect.German)),
        Written(export.WriteJson),
        Written(export.WriteJsonStat),
        Written(export.WriteMarkdown));

    private static string Written(Action<StringWriter> write)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        write(output);
        return output.ToString();
    }

    private static ReportExport OneRow(string office) =>
        PublishedReport.Restore(new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Served]), 3, [new ReportRow([office], [5], 0)]).Export(English);

    private static Report Count(Dimension[] dimensions, Measure[] measures, Instant? asKnownAt = null)
    {
        var cases = Cases();
        var register = RegisterGen.Register(cases);
        return Report.Count(register, new ReportRequest(RegisterGen.Period, dimensions, measures, asKnownAt: asKnownAt, offices: LevelsTests.Directory), RegisterGen.Tally(register, RegisterGen.Period, ProtectionTests.ContactsOf(cases, new Random(2))));
    }

    private static List<CaseFacts> Cases() => ProtectionTests.City(new Random(1), 40, offices: 3);
}
