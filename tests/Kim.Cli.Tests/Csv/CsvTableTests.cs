using System.Text;
using CsCheck;
using Kim.Cli.Csv;
using NodaTime;

namespace Kim.Cli.Tests.Csv;

public sealed class CsvTableTests
{
    private static readonly CsvColumn[] Columns = [new("a", IsRequired: true), new("b", IsRequired: true), new("c")];

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("a;b;c\r\n1;2;3\r\n")]
    [InlineData("\ufeffc,b,a\n3,2,1")]
    [InlineData("\ufeff\"c\";\"b\";\"a\"\n\"3\";\"2\";\"1\"\n\n")]
    [InlineData("a,x;y,b,c\n1,,2,3")]
    public void Separator_mark_order_and_line_ends_do_not_matter(string text) => Assert.Equal(["2: 1|2|3"], Rows(text, out _));

    [Fact]
    public void A_row_is_named_by_the_line_on_which_it_begins() =>
        Assert.Equal(["2: 1\n1|2,2|", "4: 3|4\"4|\r\n", "6: 5|6|7"], Rows("a,b,c\n\"1\n1\",\"2,2\",\n3,\"4\"\"4\",\"\r\n\"\n5,6,7\n", out _));

    [Fact]
    public void A_column_that_is_not_needed_may_be_missing() => Assert.Equal(["2: 1|2|"], Rows("b,a\n2,1\n", out _));

    [Fact]
    public void Unknown_columns_are_named_and_passed_over()
    {
        using var file = new TemporaryFile("a,städte,b,x\n1,q,2,q\n");
        using var table = CsvTable.Open(file.Path, new InputProblems(), Columns);
        Assert.Equal(["städte", "x"], table.UnknownColumns);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n4,5,6\n", "3: row: has 1 fields; the header has 2", "4: row: has 3 fields; the header has 2")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "3: row: a quoted field doesn't end before the end of the file; a quote (\") is missing that closes it")]
    [InlineData("a,b\n\"1\"x,2\n", "2: row: text follows a closing quote; the next separator or the line's end has to follow it, and quotes inside a field are doubled (\"\")")]
    [InlineData("a,b\n1x\"y,2\n", "2: row: a quote stands inside a field that doesn't begin with one; such a field is put into quotes, and quotes inside it are doubled (\"\")")]
    [InlineData("a,c\n1,2\n", "1: b: the column is missing; the header has to name a, b")]
    [InlineData("a,b,a\n1,2,3\n", "1: a: the column is there 2 times; once is right")]
    [InlineData("a,\"b\n1,2\n", "1: header: its quotes are wrong; a field with quotes is put into quotes, and quotes inside it are doubled (\"\")", "1: b: the column is missing; the header has to name a, b")]
    [InlineData("", "1: a: the column is missing; the header has to name a, b", "1: b: the column is missing; the header has to name a, b")]
    public void What_has_a_wrong_shape_is_named_by_place(string text, params string[] expected)
    {
        Rows(text, out var problems);
        Assert.Equal(expected, problems);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_with_line_and_field()
    {
        byte[] text = [.. "a,b\n1,2\n\"1\n\",\""u8, 0xfc, .. "b\"\n5,6\n"u8];
        Assert.Equal(["2: 1|2|", "5: 5|6|"], Rows(text, new InputProblems(), out var problems));
        Assert.Equal(["3: b: '\ufffdb' is not valid UTF-8; the file has to be saved as UTF-8"], problems);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Another_encoding_is_refused_even_with_its_mark(string encoding)
    {
        byte[] text = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes("a,b\n1,2\n")];
        Assert.Empty(Rows(text, new InputProblems(), out var problems));
        Assert.Contains("1: header: it is not valid UTF-8; the file has to be saved as UTF-8", problems);
    }

    [Fact]
    public void Reading_stops_where_there_are_errors_enough()
    {
        var problems = new InputProblems(maximum: 3);
        Rows(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("x\n", 1000))), problems, out var lines);
        Assert.Equal(3, lines.Count);
        Assert.Equal("stopped after 3 errors; --max-errors N shows more", problems.Report()[^1]);
        Assert.Throws<WrongInputException>(problems.ThrowIfAny);
    }

    [Fact]
    public void Where_bad_rows_are_skipped_all_are_counted_and_the_good_ones_read()
    {
        var problems = new InputProblems(maximum: 2, skipBadRows: true);
        var rows = Rows(Encoding.UTF8.GetBytes("a,b\n1\n2\n3\n4\n5,6\n"), problems, out var lines);
        Assert.Equal(["6: 5|6|"], rows);
        Assert.Equal((2, 4L), (lines.Count, problems.BadRows));
        problems.ThrowIfAny();
    }

    [Fact]
    public void A_missing_column_is_not_excused_by_skipping_bad_rows()
    {
        var problems = new InputProblems(skipBadRows: true);
        Rows(Encoding.UTF8.GetBytes("a\n1\n"), problems, out _);
        Assert.Throws<WrongInputException>(problems.ThrowIfAny);
    }

    [Fact]
    public void A_value_in_a_message_stays_on_one_line_and_short()
    {
        Assert.Equal(@"'x\u000ay'", InputProblems.Show("x\ny"));
        Assert.InRange(InputProblems.Show(new string('x', 5000)).Length, 50, 70);
    }

    [Fact]
    public void What_is_written_by_the_rules_is_read_back() =>
        Gen.Select(Gen.String[OneOf('a', ',', ';', '"', '\n', '\r', 'ü', ' ', '€'), 0, 6].Array[2].Array[0, 20], OneOf(',', ';'), OneOf("\n", "\r\n")).Sample((rows, separator, lineEnd) =>
        {
            var text = new StringBuilder($"a{separator}b{lineEnd}");
            foreach (var row in rows)
                text.Append(string.Join(separator, row.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))).Append(lineEnd);
            var read = Rows(text.ToString(), out var problems).Select(r => r[(r.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            return problems.Count == 0 && read.SequenceEqual(rows.Select(r => $"{r[0]}|{r[1]}|"));
        });

    [Fact]
    public void No_bytes_crash_it() =>
        OneOf<byte[]>("a,b\n"u8.ToArray(), [0xef, 0xbb, 0xbf], "\""u8.ToArray(), "1,2\n"u8.ToArray(), [0], [0xff, 0xfe], [0xc3], "\r"u8.ToArray(), ";"u8.ToArray()).Array[0, 12]
            .Sample(parts => Rows([.. parts.SelectMany(p => p)], new InputProblems(), out _).Count >= 0);

    [Theory]
    [InlineData("2024-02-29", 2024, 2, 29)]
    [InlineData("29.02.2024", 2024, 2, 29)]
    [InlineData("0001-01-01", 1, 1, 1)]
    public void Dates_are_read_in_both_manners(string text, int year, int month, int day)
    {
        Assert.True(CsvDates.TryParse(Encoding.UTF8.GetBytes(text), out var date));
        Assert.Equal(new LocalDate(year, month, day), date);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-4-01")]
    [InlineData("24-04-2001")]
    [InlineData("2024-04-0x")]
    [InlineData("0000-01-01")]
    [InlineData("31.04.2024")]
    [InlineData("2024/04/01")]
    [InlineData("")]
    [InlineData("2024-04-01 ")]
    public void What_is_no_date_is_refused(string text) => Assert.False(CsvDates.TryParse(Encoding.UTF8.GetBytes(text), out _));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static List<string> Rows(string text, out IReadOnlyList<string> problems) => Rows(Encoding.UTF8.GetBytes(text), new InputProblems(), out problems);

    private static List<string> Rows(byte[] text, InputProblems problems, out IReadOnlyList<string> lines)
    {
        using var file = new TemporaryFile(text);
        using var table = CsvTable.Open(file.Path, problems, Columns);
        var rows = new List<string>();
        while (table.Read())
            rows.Add($"{table.Line}: {table.Text(0)}|{table.Text(1)}|{table.Text(2)}");
        lines = [.. problems.Lines.Select(l => l[(file.Path.Length + 1)..])];
        return rows;
    }
}
