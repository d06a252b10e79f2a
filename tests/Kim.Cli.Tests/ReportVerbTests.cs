using System.Text.Json;
using Kim.Cli.Tests.Csv;

namespace Kim.Cli.Tests;

public sealed class ReportVerbTests
{
    private const string Header = "case_id,person_id,office,opened_on,closed_on,closure_reason,topics,sex,birth_year\n";

    private static string Example(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "example", file);

    [Theory]
    [InlineData("office", "report-office.json")]
    [InlineData("topic", "report-topic.json")]
    [InlineData("office,sex", "report-office-sex.json")]
    [InlineData("age_group", "report-age_group.json")]
    public void The_worked_example_comes_out(string by, string expected)
    {
        var (code, output, _) = Run("report", Example("register.csv"), "--contacts", Example("contacts.csv"), "--quarter", "2024-Q2", "--by", by, "--protect", "none", "--format", "json");
        Assert.Equal(0, code);
        using var ours = JsonDocument.Parse(output);
        using var theirs = JsonDocument.Parse(File.ReadAllText(Example(expected)));
        foreach (var property in new[] { "period", "dimensions", "measures", "protection" })
            Assert.True(JsonElement.DeepEquals(theirs.RootElement.GetProperty(property), ours.RootElement.GetProperty(property)), property);
        Assert.Equal(Cells(theirs), Cells(ours));

        static IEnumerable<string> Cells(JsonDocument document) =>
            document.RootElement.GetProperty("cells").EnumerateArray().Select(c => string.Join(" ", c.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"))).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public void Formats_are_as_they_were(string format)
    {
        var (code, output, errors) = Run("report", Example("register.csv"), "--contacts", Example("contacts.csv"), "--quarter", "2024-Q2", "--by", "office", "--protect", "none", "--format", format);
        Assert.Equal((0, true), (code, errors.Contains("not for publication", StringComparison.Ordinal)));
        Snapshooter.Xunit.Snapshot.Match(output, new Snapshooter.SnapshotNameExtension(format));
    }

    [Fact]
    public void A_workbook_has_figures_as_numbers_and_texts_that_nobody_computes()
    {
        using var file = new TemporaryFile(Header + "c1,p1,mitte,2024-05-01,,,,,\n");
        var workbook = Path.ChangeExtension(file.Path, ".xlsx");
        try
        {
            Assert.Equal(0, Run("report", file.Path, "--quarter", "2024-Q2", "--by", "office", "--measures", "opened,served", "--protect", "none", "--format", "xlsx", "--output", workbook).Code);
            using var archive = System.IO.Compression.ZipFile.OpenRead(workbook);
            using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            var sheet = reader.ReadToEnd();
            Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
            var rows = MiniExcelLibs.MiniExcel.Query(workbook, useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
            Assert.Equal(["Beratungsbüro", "Zugänge", "betreute Fälle"], rows[0].Keys);
            Assert.Equal(("insgesamt", 1.0, 1.0), (rows[0]["Beratungsbüro"], rows[0]["Zugänge"], rows[0]["betreute Fälle"]));
            Assert.Equal(["Tabelle", "Hinweise"], MiniExcelLibs.MiniExcel.GetSheetNames(workbook));
        }
        finally
        {
            File.Delete(workbook);
        }
    }

    [Theory]
    [InlineData("--format xlsx needs --output FILE.", "--format", "xlsx")]
    [InlineData("Pictures are drawn of protected figures only", "--format", "svg", "--by", "office", "--protect", "none")]
    [InlineData("A picture shows one dimension", "--format", "svg")]
    [InlineData("--over belongs to --format svg.", "--over", "month")]
    [InlineData("--compare and --late-since show true figures", "--compare", "2024-Q1")]
    [InlineData("--offices FILE and --by provider or municipality go together", "--by", "office,provider")]
    [InlineData("--offices FILE and --by provider or municipality go together", "--offices", "none.csv")]
    [InlineData("Only an event log knows", "--as-known-at", "2024-07-15")]
    public void Options_that_do_not_go_together_are_a_wrong_command_line(string expected, params string[] options)
    {
        var (code, _, errors) = Run(["report", Example("register.csv"), "--quarter", "2024-Q2", .. options]);
        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_are_compared_with_difference_and_change()
    {
        var (code, output, _) = Run("report", Example("register.csv"), "--quarter", "2024-Q2", "--compare", "2024-Q1", "--measures", "opened,served", "--protect", "none", "--format", "csv");
        Assert.Equal(0, code);
        Assert.StartsWith("measure,before,after,difference,change_percent\nopened,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Offices_are_summed_up_by_provider_and_municipality_and_protected_on_all_levels_at_once()
    {
        using var register = new TemporaryFile(Header + string.Concat(Enumerable.Range(0, 60).Select(i => $"c{i},p{i % 50},{(i % 20) switch { 0 => "sued", < 5 => "nord", < 12 => "mitte", _ => "wanne" }},2024-05-01,,,,,\n")));
        using var offices = new TemporaryFile("office;provider;municipality;fax\nmitte;caritas;herne;1\nwanne;awo;herne;2\nnord;awo;bochum;3\n");
        string[] asked = ["report", register.Path, "--year", "2024", "--by", "municipality,provider,office", "--offices", offices.Path, "--measures", "opened", "--format", "csv"];
        var (code, output, errors) = Run([.. asked, "--protect", "none"]);
        Assert.Equal(0, code);
        Assert.Contains($"{offices.Path}:1: 'fax': unknown column", errors, StringComparison.Ordinal);
        Assert.Equal(
            """
            municipality,provider,office,opened
            *,*,*,60
            *,*,mitte,21
            *,*,nord,12
            *,*,sued,3
            *,*,wanne,24
            *,awo,*,36
            *,awo,nord,12
            *,awo,wanne,24
            *,caritas,*,21
            *,caritas,mitte,21
            *,unknown,*,3
            *,unknown,sued,3
            bochum,*,*,12
            bochum,*,nord,12
            bochum,awo,*,12
            bochum,awo,nord,12
            herne,*,*,45
            herne,*,mitte,21
            herne,*,wanne,24
            herne,awo,*,24
            herne,awo,wanne,24
            herne,caritas,*,21
            herne,caritas,mitte,21
            unknown,*,*,3
            unknown,*,sued,3
            unknown,unknown,*,3
            unknown,unknown,sued,3

            """.ReplaceLineEndings("\n"),
            output);
        var withheld = Run([.. asked, "--protect", "5"]).Output.Split('\n').Where(line => line.EndsWith(",.", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, withheld.Count(line => line.EndsWith(",sued,.", StringComparison.Ordinal)));
        Assert.Contains("unknown,*,*,.", withheld);
    }

    [Theory]
    [InlineData("mitte süd,,", "2: office: 'mitte süd' is not an office code; 1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected")]
    [InlineData("mitte,a,b\nmitte,c,d", "3: office: 'mitte' stands on line 2 already; an office has one provider and one municipality")]
    [InlineData("mitte,a b,c", "2: provider: 'a b' is not a provider code; 1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected")]
    [InlineData("mitte,a,ö", "2: municipality: 'ö' is not a municipality code; 1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected")]
    public void A_wrong_row_of_the_offices_is_named_by_place_and_field(string rows, string expected)
    {
        using var offices = new TemporaryFile("office,provider,municipality\n" + rows + "\n");
        var (code, output, errors) = Run("report", Example("register.csv"), "--year", "2024", "--by", "municipality", "--offices", offices.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"{offices.Path}:{expected}\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_drawn_of_a_register_with_one_bar_a_quarter()
    {
        var (code, output, _) = Run("report", Example("register.csv"), "--year", "2024", "--by", "office", "--measures", "opened", "--format", "svg", "--over", "quarter");
        Assert.Equal(0, code);
        foreach (var quarter in new[] { "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4" })
            Assert.Contains($">{quarter}</text>", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_that_two_read_at_once_gives_the_same_report_and_the_same_errors()
    {
        var lines = Enumerable.Range(0, 120_000).Select(i => $"c{i},p{i % 100_000},office-{i % 7},2024-{1 + (i % 12):00}-{1 + (i % 28):00},,,RES-PASS,f,{1950 + (i % 50)}").ToList();
        using var large = new TemporaryFile(Header + string.Join("\n", lines) + "\n");
        using var quoted = new TemporaryFile(Header.Replace("case_id", "\"case_id\"", StringComparison.Ordinal) + string.Join("\n", lines) + "\n");
        Assert.NotNull(Kim.Cli.Csv.CsvPart.Halves(large.Path));
        Assert.Null(Kim.Cli.Csv.CsvPart.Halves(quoted.Path));
        string[] asked = ["--quarter", "2024-Q2", "--by", "office,sex", "--protect", "none", "--format", "csv"];
        Assert.Equal(Run(["report", quoted.Path, .. asked]).Output, Run(["report", large.Path, .. asked]).Output);

        var plain = lines[50_000];
        lines[50_000] = plain.Replace(",f,", ",\"f\",", StringComparison.Ordinal);
        using var onceQuoted = new TemporaryFile(Header + string.Join("\n", lines) + "\n");
        Assert.NotNull(Kim.Cli.Csv.CsvPart.Halves(onceQuoted.Path));
        var (_, plainReport, plainErrors) = Run(["report", large.Path, .. asked]);
        var (_, quotedReport, quotedErrors) = Run(["report", onceQuoted.Path, .. asked]);
        Assert.Equal((plainReport, plainErrors), (quotedReport, quotedErrors));
        lines[50_000] = plain;

        lines[100_000] = lines[7];
        using var doubled = new TemporaryFile(Header + string.Join("\n", lines) + "\n");
        var (code, _, errors) = Run(["report", doubled.Path, .. asked]);
        Assert.Equal(1, code);
        Assert.Contains($"{doubled.Path}:100002: case_id: 'c7' is there already; every case has one row", errors, StringComparison.Ordinal);
        lines[100_000] = "c100000,p1,mitte,2024-02-30,,,,,";
        using var wrong = new TemporaryFile(Header + string.Join("\n", lines) + "\n");
        Assert.Contains($"{wrong.Path}:100002: opened_on: '2024-02-30' is not a date", Run(["report", wrong.Path, .. asked]).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c1,p1,mitte,2024-13-01,,,,,", "2: opened_on: '2024-13-01' is not a date; yyyy-MM-dd or dd.MM.yyyy is expected")]
    [InlineData(",p1,mitte,2024-01-01,,,,,", "2: case_id: '' is not a case id; 1 to 200 characters are expected, without control characters and white space at either end")]
    [InlineData("c1,p1,mitte am see,2024-01-01,,,,,", "2: office: 'mitte am see' is not an office code; 1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected")]
    [InlineData("c1,p1,mitte,2024-01-02,2024-01-01,moved-away,,,", "2: closed_on: '2024-01-01' lies before opened_on '2024-01-02'; the day of opening or a later one is expected")]
    [InlineData("c1,p1,mitte,2024-01-02,2024-01-02,,,,", "2: closure_reason: '' is empty though closed_on is given; a closed case has both, an open one neither")]
    [InlineData("c1,p1,mitte,2024-01-02,,,RES-PASS|NO-SUCH,,", "2: topics: 'NO-SUCH' is not a topic; topic codes such as 'RES-PASS' are expected, separated by '|'; kim topics list shows them")]
    [InlineData("c1,p1,mitte,2024-01-02,,,,w,", "2: sex: 'w' is not a sex; f, m, d or nothing is expected")]
    [InlineData("c1,p1,mitte,2024-01-02,,,,,90", "2: birth_year: '90' is not a year of birth; four digits are expected")]
    [InlineData("c1,p1,mitte,2024-01-02,,,,,\nc1,p1,mitte,2024-01-02,,,,,", "3: case_id: 'c1' is there already; every case has one row")]
    public void A_wrong_row_is_named_by_place_and_field_and_nothing_is_computed(string row, string expected)
    {
        using var file = new TemporaryFile(Header + row + "\n");
        foreach (var verb in new[] { "report", "check" })
        {
            string[] arguments = verb == "report" ? ["report", file.Path, "--year", "2024"] : ["check", file.Path];
            var (code, output, errors) = Run(arguments);
            Assert.Equal(1, code);
            Assert.Contains($"{file.Path}:{expected}\n", errors, StringComparison.Ordinal);
            if (verb == "report")
                Assert.Empty(output);
        }
    }

    [Theory]
    [InlineData("c9,2024-01-01,,", "2: case_id: 'c9' is not a case of the register; a case_id of the register is expected")]
    [InlineData("c1,01.02.24,,", "2: on: '01.02.24' is not a date; yyyy-MM-dd or dd.MM.yyyy is expected")]
    [InlineData("c1,2024-01-01,1441,", "2: minutes: '1441' is not a number of minutes; a whole number from 0 to 1440 is expected")]
    [InlineData("c1,2024-01-01,+5,", "2: minutes: '+5' is not a number of minutes; a whole number from 0 to 1440 is expected")]
    [InlineData("c1,2024-01-01,5,pigeon", "2: channel: 'pigeon' is not a contact channel; one of office, outreach-visit, accompaniment, phone, video, email, messenger, letter, online is expected")]
    public void A_wrong_contact_is_named_by_place_and_field(string row, string expected)
    {
        using var register = new TemporaryFile(Header + "c1,p1,mitte,2024-01-01,,,,,\n");
        using var contacts = new TemporaryFile("case_id,on,minutes,channel\n" + row + "\n");
        var (code, output, errors) = Run("report", register.Path, "--contacts", contacts.Path, "--year", "2024");
        Assert.Equal((1, "", $"{contacts.Path}:{expected}\n"), (code, output, errors));
    }

    [Fact]
    public void Faulty_rows_can_be_left_out_and_the_report_says_how_many()
    {
        using var register = new TemporaryFile(Header + "c1,p1,mitte,2024-01-01,,,,,\nc2,p2,mitte,x,,,,,\n");
        using var contacts = new TemporaryFile("case_id,on\nc1,2024-01-01\nc2,2024-01-01\n");
        var (code, output, errors) = Run("report", register.Path, "--contacts", contacts.Path, "--year", "2024", "--skip-bad-rows", "--protect", "none", "--format", "json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetProperty("rows_left_out").GetInt32());
        Assert.Equal((1, 1), (json.RootElement.GetProperty("cells")[0].GetProperty("served").GetInt32(), json.RootElement.GetProperty("cells")[0].GetProperty("contacts").GetInt32()));
        Assert.Contains("2 faulty rows are left out", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_columns_and_persons_that_disagree_are_warnings()
    {
        using var register = new TemporaryFile("case_id;person_id;office;opened_on;sex;shoe_size\nc1;p1;mitte;01.02.2024;f;38\nc2;p1;mitte;2024-02-01;m;38\n");
        var (code, _, errors) = Run("check", register.Path);
        Assert.Equal(0, code);
        Assert.Equal($"warning: {register.Path}:1: 'shoe_size' is a column that is not known here; it is ignored\nwarning: {register.Path}: 1 persons have rows that disagree about sex, birth year or country of origin: p1\n", errors);
    }

    [Theory]
    [InlineData]
    [InlineData("--year", "2024", "--quarter", "2024-Q1")]
    [InlineData("--year", "2024-Q1")]
    [InlineData("--quarter", "2024")]
    [InlineData("--month", "2024-Q1")]
    [InlineData("--half-year", "2024-H3")]
    [InlineData("--from", "2024-01-01")]
    [InlineData("--from", "2024-01-01", "--to", "2024-01-01")]
    [InlineData("--from", "yesterday", "--to", "2024-01-01")]
    [InlineData("--year", "2024", "--by", "shoe_size")]
    [InlineData("--year", "2024", "--by", "office,office")]
    [InlineData("--year", "2024", "--measures", "contacts")]
    [InlineData("--year", "2024", "--measures", "")]
    [InlineData("--year", "2024", "--format", "xml")]
    [InlineData("--year", "2024", "--format", "json", "--dialect", "de")]
    [InlineData("--year", "2024", "--protect", "0")]
    [InlineData("--year", "2024", "--protect", "few")]
    [InlineData("--year", "2024", "--topics-as", "tomorrow")]
    [InlineData("--year", "2024", "--max-errors", "0")]
    [InlineData("--year", "2024", "--age-groups", "18,27")]
    public void A_wrong_command_line_ends_with_two(params string[] arguments)
    {
        var (code, output, errors) = Run(["report", Example("register.csv"), .. arguments]);
        Assert.Equal((2, "", true), (code, output, errors.Length > 0));
    }

    [Theory]
    [InlineData("report", "no-such-file.csv", "--year", "2024")]
    [InlineData("report", "", "--year", "2024")]
    [InlineData("report", "/", "--year", "2024")]
    [InlineData("check", "no-such-file.csv")]
    public void A_file_that_can_not_be_read_is_wrong_input(params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);
        Assert.Equal((1, "", true), (code, output, errors.Length > 0));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("jsonstat")]
    public void Unless_told_otherwise_small_counts_are_withheld(string format)
    {
        var (code, output, errors) = Run("report", Example("register.csv"), "--quarter", "2024-Q2", "--by", "office", "--format", format);
        Assert.Equal((0, ""), (code, errors));
        Snapshooter.Xunit.Snapshot.Match(output, new Snapshooter.SnapshotNameExtension(format));
    }

    [Fact]
    public void The_German_dialect_opens_in_a_spreadsheet_and_holds_no_formula()
    {
        using var register = new TemporaryFile(Header + "c1,p1,-1,2024-01-01,,,,,\n");
        var (code, output, _) = Run("report", register.Path, "--year", "2024", "--by", "office", "--measures", "served,opened", "--protect", "none", "--format", "csv", "--dialect", "de");
        Assert.Equal((0, "\ufeffoffice;served;opened\r\n*;1;1\r\n'-1;1;1\r\n"), (code, output));
    }

    [Theory]
    [InlineData("today", "*,3|HERNE-MUSIC,2|SOC,3|SOC-LEISURE,2", "warning: {register}:2: topics: 'HERNE-CHOIR' is deprecated; counted as 'HERNE-MUSIC'|warning: {register}:4: topics: 'HERNE-MIX' is deprecated; counted as 'SOC'")]
    [InlineData("at-the-time", "*,3|HERNE-CHOIR,1|HERNE-MIX,1|HERNE-MUSIC,1|SOC,3|SOC-LEISURE,2", "")]
    public void A_citys_own_topics_are_rolled_up_and_old_ones_counted_as_asked(string topicsAs, string rows, string warnings)
    {
        using var own = new TemporaryFile("code,action,broader,label,replaced_by\nHERNE-CHOIR,add,SOC-LEISURE,Chor,\nHERNE-MUSIC,add,SOC-LEISURE,Musik,\nHERNE-MIX,add,SOC,Dies und das,\nHERNE-CHOIR,deprecate,,,HERNE-MUSIC\nHERNE-MIX,deprecate,,,HERNE-MUSIC|SOC-WOMEN\n");
        using var register = new TemporaryFile(Header + "c1,p1,mitte,2024-01-01,,,HERNE-CHOIR,,\nc2,p2,mitte,2024-01-01,,,HERNE-MUSIC,,\nc3,p3,mitte,2024-01-01,,,HERNE-MIX,,\n");
        var (code, output, errors) = Run("report", register.Path, "--year", "2024", "--by", "topic", "--measures", "opened", "--protect", "none", "--format", "csv", "--extend", own.Path, "--topics-as", topicsAs);
        Assert.Equal(0, code);
        Assert.Equal(rows.Split('|'), output.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n').Skip(1));
        Assert.Equal(warnings.Replace("{register}", register.Path, StringComparison.Ordinal), string.Join("|", errors.TrimEnd('\n').Split('\n').Where(l => l.Contains("deprecated", StringComparison.Ordinal))));
        var (_, table, _) = Run("report", register.Path, "--year", "2024", "--by", "topic", "--measures", "opened", "--protect", "none", "--format", "markdown", "--extend", own.Path);
        Assert.Contains("| Musik |", table, StringComparison.Ordinal);
        Assert.Equal((1, 0), (Run("check", register.Path).Code, Run("check", register.Path, "--extend", own.Path).Code));
    }

    [Fact]
    public void Check_sums_up()
    {
        var (code, output, _) = Run("check", Example("register.csv"), "--contacts", Example("contacts.csv"));
        Assert.Equal(0, code);
        Assert.Equal("rows: 9\ncases: 9\npersons: 7\noffices: 5\nfirst date: 2023-02-01\nlast date: 2024-07-01\ncontacts: 8\nfirst contact: 2024-03-31\nlast contact: 2024-07-01\nerrors: 0\n", output);
    }

    [Fact]
    public void Households_are_counted_where_cases_say_theirs()
    {
        using var register = new TemporaryFile("case_id,person_id,office,opened_on,household_id\nc1,p1,mitte,2024-02-01,h1\nc2,p2,wanne,2024-02-01,h1\nc3,p3,wanne,2024-02-01,\nc4,p4,wanne,2024-02-01,h2\n");
        Assert.Contains("persons: 4\nhouseholds: 2\noffices: 2\n", Run("check", register.Path).Output, StringComparison.Ordinal);
        var (code, output, _) = Run("report", register.Path, "--year", "2024", "--by", "office", "--measures", "households_served", "--protect", "none", "--format", "csv");
        Assert.Equal((0, "office,households_served\n*,2\nmitte,1\nwanne,2\n"), (code, output));
        var table = Run("report", register.Path, "--year", "2024", "--measures", "households_served", "--format", "markdown").Output;
        Assert.Contains("betreute Haushalte", table, StringComparison.Ordinal);
        Assert.Contains("Fälle ohne bekannten Haushalt", table, StringComparison.Ordinal);
        Assert.DoesNotContain("| 2 |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_household_that_is_no_pseudonym_is_a_wrong_row()
    {
        using var register = new TemporaryFile("case_id,person_id,office,opened_on,household_id\nc1,p1,mitte,2024-02-01, h1\n");
        var (code, _, errors) = Run("check", register.Path);
        Assert.Equal(1, code);
        Assert.StartsWith($"{register.Path}:2: household_id: ' h1' is not a pseudonym; 1 to 200 characters are expected", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case_id,person_id,office,opened_on\nc1,p1,mitte,2024-02-01\n")]
    [InlineData("case_id,person_id,office,opened_on,household_id\nc1,p1,mitte,2024-02-01,\n")]
    public void Households_of_a_register_that_says_none_are_no_zero(string rows)
    {
        using var register = new TemporaryFile(rows);
        var (code, output, errors) = Run("report", register.Path, "--year", "2024", "--measures", "households_served");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("household_id", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_ledger_households_are_not_published()
    {
        using var register = new TemporaryFile("case_id,person_id,office,opened_on,household_id\nc1,p1,mitte,2024-02-01,h1\n");
        var (code, _, errors) = Run("report", register.Path, "--year", "2024", "--measures", "households_served", "--ledger", register.Path + ".jsonl");
        Assert.Equal(2, code);
        Assert.Contains("households_served", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_grows_by_every_publication_and_the_audit_is_written()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (ledger, audit) = (Path.Combine(folder.FullName, "published.jsonl"), Path.Combine(folder.FullName, "audit.json"));
            foreach (var quarter in new[] { "2024-Q1", "2024-Q2" })
            {
                var (code, _, errors) = Run("report", Example("register.csv"), "--quarter", quarter, "--by", "office", "--ledger", ledger, "--published-on", "2024-07-15", "--audit", audit, "--format", "csv");
                Assert.Equal((0, ""), (code, errors));
            }

            Assert.Equal(2, File.ReadAllLines(ledger).Length);
            Assert.StartsWith("{\"publisher\":\"city\",\"on\":\"2024-07-15\",\"from\":\"2024-01-01\"", File.ReadAllText(ledger), StringComparison.Ordinal);
            using var written = JsonDocument.Parse(File.ReadAllText(audit));
            Assert.Equal(3, written.RootElement.GetProperty("k").GetInt32());
            File.AppendAllText(ledger, "no json\n");
            Assert.Equal(1, Run("report", Example("register.csv"), "--quarter", "2024-Q3", "--ledger", ledger).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Rounded_counts_are_multiples_of_the_base()
    {
        var (code, output, _) = Run("report", Example("register.csv"), "--quarter", "2024-Q2", "--by", "office", "--protect", "round5", "--format", "json");
        using var rounded = JsonDocument.Parse(output);
        Assert.Equal((0, "rounding, base 5"), (code, rounded.RootElement.GetProperty("protection").GetString()));
        Assert.All(rounded.RootElement.GetProperty("cells").EnumerateArray(), cell => Assert.Equal(0, cell.GetProperty("served").GetInt64() % 5));
    }

    [Theory]
    [InlineData("--protect", "round4")]
    [InlineData("--protect", "none", "--ledger", "x.jsonl")]
    [InlineData("--protect", "round5", "--audit", "x.json")]
    [InlineData("--publisher", "city")]
    public void Ways_of_protection_that_do_not_go_together_are_a_wrong_command_line(params string[] arguments) =>
        Assert.Equal(2, Run(["report", Example("register.csv"), "--year", "2024", .. arguments]).Code);
}
