using System.Text.Json;
using CsCheck;

namespace Kim.Cli.Tests;

public sealed class EligibilityVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kim-eligibility-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_decision_has_everything_that_the_format_promises()
    {
        var (code, output, _) = Run("enquiry_id,municipal_link,immigration_history,problem_areas\ne-1,true,true,4\n");
        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        var root = line.RootElement;
        Assert.Equal("e-1", root.GetProperty("enquiry_id").GetString());
        Assert.Equal("needs_information", root.GetProperty("decision").GetString());
        Assert.Equal("short_counselling", root.GetProperty("offer").GetString());
        Assert.Equal(["several_bodies", "usual_help_fails", "own_resources_insufficient", "wish_to_take_part", "other_case_management"], root.GetProperty("missing").EnumerateArray().Select(m => m.GetString()!));
        foreach (var reason in root.GetProperty("reasons").EnumerateArray())
        {
            foreach (var name in new[] { "code", "text", "rule", "source" })
                Assert.False(string.IsNullOrEmpty(reason.GetProperty(name).GetString()), name);
        }
    }

    [Fact]
    public void Columns_of_status_data_change_nothing_whatever_they_hold_and_are_named()
    {
        const string Plain = "enquiry_id,municipal_link,age,problem_areas\na,ja,30,3\nb,nein,,\n";
        var (_, expected, quiet) = Run(Plain);
        Assert.Equal("", quiet);
        var (code, output, error) = Run("Aufenthaltsstatus,enquiry_id,Religion,municipal_link,sex,age,Staatsangehörigkeit,problem_areas,years_in_germany,note\n\"\"\"x\"\",;\n\",a,🤷,ja,zz,30,,3,-1,hello\n,b,,nein,,,QQ,,,\n");
        Assert.Equal(0, code);
        Assert.Equal(expected, output);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        foreach (var column in new[] { "Aufenthaltsstatus", "Religion", "sex", "Staatsangehörigkeit", "years_in_germany" })
            Assert.Single(lines, l => l.Contains($"'{column}'", StringComparison.Ordinal) && l.Contains("ignored by design", StringComparison.Ordinal));
        Assert.Single(lines, l => l.Contains("'note'", StringComparison.Ordinal) && !l.Contains("ignored by design", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_in_any_order_give_the_same_bytes()
    {
        string[] columns = ["enquiry_id", "municipal_link", "immigration_history", "wish_to_take_part", "age", "residence_status"];
        string[] values = ["x", "true", "", "refused", "19", "DUL_60A"];
        var expected = Run($"{string.Join(',', columns)}\n{string.Join(',', values)}\n").Output;
        Gen.Shuffle(Enumerable.Range(0, columns.Length).ToArray()).Sample(order =>
            Run($"{string.Join(';', order.Select(i => columns[i]))}\n{string.Join(';', order.Select(i => values[i]))}\n").Output == expected, iter: 30, threads: 1);
    }

    [Theory]
    [InlineData("enquiry_id,age\na,old\n", ":2: age: 'old'")]
    [InlineData("enquiry_id,age\na,151\n", ":2: age: '151'")]
    [InlineData("enquiry_id,age\na,-1\n", ":2: age: '-1'")]
    [InlineData("enquiry_id,wish_to_take_part\na,perhaps\n", ":2: wish_to_take_part: 'perhaps'")]
    [InlineData("enquiry_id,age\n,3\n", ":2: enquiry_id: is empty")]
    [InlineData("enquiry_id,age\na,3\na,4\n", ":3: enquiry_id: 'a' is there twice")]
    [InlineData("age\n3\n", ":1: enquiry_id: the column is missing")]
    [InlineData("enquiry_id,age\na,3,4\n", ":2: row: has 3 fields")]
    public void A_wrong_row_is_named_with_line_and_field_and_nothing_is_decided(string csv, string message)
    {
        var (code, output, error) = Run(csv);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_rows_can_be_left_out()
    {
        var (code, output, error) = Run("enquiry_id,age\na,old\nb,3\n", "--skip-bad-rows");
        Assert.Equal(0, code);
        Assert.Contains("\"b\"", output, StringComparison.Ordinal);
        Assert.Contains("1 rows were left out", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "csv")]
    [InlineData("--format", "json")]
    [InlineData("--format", "table")]
    [InlineData("--language", "ti")]
    [InlineData("--language", "de-simple")]
    [InlineData("--on", "2024-06-10")]
    public void It_answers_in_every_format_and_language(string option, string value)
    {
        var (code, output, _) = Run("enquiry_id,municipal_link\na,nein\n", option, value);
        Assert.Equal(0, code);
        Assert.NotEqual("", output);
    }

    [Theory]
    [InlineData("--programme", "elsewhere")]
    [InlineData("--on", "2001-01-01")]
    [InlineData("--on", "yesterday")]
    [InlineData("--max-errors", "0")]
    [InlineData("--format", "xml")]
    public void A_wrong_command_line_ends_with_two(string option, string value) => Assert.Equal(2, Run("enquiry_id\na\n", option, value).Code);

    [Fact]
    public void Without_a_file_it_says_what_is_missing()
    {
        var (code, _, errors) = InProcess.Run("eligibility");
        Assert.Equal(2, code);
        Assert.Contains("--facts", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_facts_are_listed_and_none_of_them_is_status_data()
    {
        var (code, output, _) = InProcess.Run("eligibility", "--facts", "--format", "json");
        Assert.Equal(0, code);
        using var facts = JsonDocument.Parse(output);
        Assert.Equal(12, facts.RootElement.GetArrayLength());
        foreach (var fact in facts.RootElement.EnumerateArray())
        {
            Assert.Contains(fact.GetProperty("type").GetString(), new[] { "bool", "int" });
            Assert.False(string.IsNullOrEmpty(fact.GetProperty("labels").GetProperty("de").GetString()));
            Assert.False(string.IsNullOrEmpty(fact.GetProperty("meaning").GetString()));
            Assert.DoesNotMatch("(?i)status|aufenthalt|national|angehörig|religion|geschlecht|gender|duldung|passport", fact.ToString());
        }
    }

    private (int Code, string Output, string Errors) Run(string csv, params string[] options)
    {
        var file = Path.Combine(_folder, "enquiries.csv");
        File.WriteAllText(file, csv);
        return InProcess.Run(["eligibility", file, .. options]);
    }
}
