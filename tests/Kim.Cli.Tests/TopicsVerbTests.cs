using System.Text.Json;
using Kim.Cli.Tests.Csv;
using KimCaseManagement.Topics;

namespace Kim.Cli.Tests;

public sealed class TopicsVerbTests
{
    [Fact]
    public void The_list_names_every_topic_with_labels_synonyms_and_history()
    {
        var (code, output, _) = Run("topics", "list", "--format", "json");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        var all = document.RootElement.EnumerateArray().ToList();
        Assert.Equal(TopicTaxonomy.Core.All.Select(t => t.Code.Value), all.Select(t => t.GetProperty("code").GetString()));
        var topic = all.Single(t => t.GetProperty("code").GetString() == "RES-PASS");
        Assert.Equal("RES", topic.GetProperty("broader").GetString());
        Assert.Equal("Passbeschaffung und Identitätsklärung", topic.GetProperty("labels").GetProperty("de").GetString());
        Assert.Equal(TopicTaxonomy.Languages.Count, topic.GetProperty("labels").EnumerateObject().Count());
        Assert.False(topic.GetProperty("deprecated").GetBoolean());
        Assert.Equal(JsonValueKind.Null, topic.GetProperty("replaced_by").ValueKind);
        Assert.Equal("1.0", topic.GetProperty("since").GetString());
        Assert.Equal(JsonValueKind.Null, all[0].GetProperty("broader").ValueKind);
    }

    [Fact]
    public void The_tree_is_shown_in_the_language_asked_for()
    {
        var (code, output, _) = Run("topics", "list", "--format", "table", "--language", "uk");
        Assert.Equal(0, code);
        Assert.Contains(TopicTaxonomy.Core.Find(TopicCode.From("HOU"))!.Label(KimCaseManagement.Vocabulary.LanguageTag.From("uk")).Text, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_find_topics_with_score_and_what_matched()
    {
        var (code, output, _) = Run("topics", "search", "kein", "Platz", "im", "Kindergarten", "--format", "json", "--limit", "2", "--language", "en");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        var first = document.RootElement[0];
        Assert.True(document.RootElement.GetArrayLength() <= 2);
        Assert.Equal(("CHI-KITA", "Childcare place"), (first.GetProperty("code").GetString(), first.GetProperty("label").GetString()));
        Assert.InRange(first.GetProperty("score").GetDouble(), 0.3, 1);
        Assert.NotEmpty(first.GetProperty("matched").GetString()!);
    }

    [Fact]
    public void A_batch_gives_one_array_a_line_empty_lines_and_nonsense_included()
    {
        using var file = new TemporaryFile("Wohnungssuche\n\nxkcdqwplm\nпотерял работу\n");
        var (code, output, _) = Run("topics", "search", "--batch", file.Path, "--format", "jsonl");
        Assert.Equal(0, code);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(["HOU-SEARCH", null, null, "WRK-UNEMP"], lines.Select(First));

        static string? First(string line)
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.GetArrayLength() == 0 ? null : document.RootElement[0].GetProperty("code").GetString();
        }
    }

    [Fact]
    public void What_nothing_fits_is_said_and_no_error()
    {
        var (code, output, errors) = Run("topics", "search", "xkcdqwplm", "--format", "table");
        Assert.Equal((0, ""), (code, output));
        Assert.Contains("No topic fits", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("search", "x", "--batch", "y")]
    [InlineData("search", "x", "--limit", "0")]
    [InlineData("search", "x", "--min-score", "2")]
    [InlineData("search", "x", "--format", "jsonl")]
    [InlineData("search", "--batch", "x", "--format", "json")]
    [InlineData("list", "--format", "turtle")]
    [InlineData("export", "--base", "city")]
    [InlineData("list", "--language", "?")]
    public void A_wrong_command_line_is_refused(params string[] arguments)
    {
        var (code, output, errors) = Run(["topics", .. arguments]);
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void A_missing_or_broken_file_is_named()
    {
        Assert.Equal(1, Run("topics", "search", "--batch", "/no/such/file").Code);
        Assert.Equal(1, Run("topics", "list", "--extend", "/no/such/file").Code);
        using var file = new TemporaryFile([0x4B, 0xFF, 0xFE, 0x0A]);
        var (code, _, errors) = Run("topics", "search", "--batch", file.Path);
        Assert.Equal(1, code);
        Assert.Contains("UTF-8", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("turtle", "@prefix skos:")]
    [InlineData("jsonld", "{\"@context\"")]
    [InlineData("csv", "code,broader,")]
    public void Exports_begin_as_their_format_does(string format, string start)
    {
        var (code, output, _) = Run("topics", "export", "--format", format);
        Assert.Equal(0, code);
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_topics_are_listed_found_and_exported()
    {
        using var file = new TemporaryFile("label;code;broader;search;oops\nStadtteilchor;HERNE-CHOIR;SOC-LEISURE;singen im Stadtteil;1\n");
        var (_, list, warnings) = Run("topics", "list", "--format", "csv", "--extend", file.Path);
        Assert.Contains("\nHERNE-CHOIR,SOC-LEISURE,", list, StringComparison.Ordinal);
        Assert.Contains("oops", warnings, StringComparison.Ordinal);
        Assert.Contains("HERNE-CHOIR", Run("topics", "search", "singen im Stadtteil", "--format", "table", "--extend", file.Path).Output, StringComparison.Ordinal);
        Assert.Contains("HERNE-CHOIR", Run("topics", "export", "--extend", file.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_extension_is_named_by_line_and_field_and_nothing_is_printed()
    {
        using var file = new TemporaryFile("code,broader,label\nHERNE-CHOIR,SOC-LEISURE,Chor\nSOC-OWN,SOC,Eigenes\nHERNE-X,NO-SUCH,X\n");
        var (code, output, errors) = Run("topics", "list", "--extend", file.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"{file.Path}:3: code: 'SOC-OWN'", errors, StringComparison.Ordinal);
        Assert.Contains($"{file.Path}:4: broader: 'NO-SUCH'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF8_in_a_batch_is_named_by_its_own_line()
    {
        using var file = new TemporaryFile([.. "Miete\r\n\nSchule\n"u8, 0xC3, 0x28, .. "\nKita\n"u8]);
        var (code, output, errors) = Run("topics", "search", "--batch", file.Path, "--format", "jsonl");
        Assert.Equal(1, code);
        Assert.Equal(3, output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains($"{file.Path}:4: encoding: ", errors, StringComparison.Ordinal);
    }
}
