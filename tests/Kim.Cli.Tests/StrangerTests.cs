using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kim.Cli.Tests;

/// <summary>A program that knows nothing but <c>kim lifecycle --format json</c> drives cases through <c>kim replay</c>.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-stranger-");

    [Fact]
    public void A_stranger_reaches_every_phase_with_required_data_alone()
    {
        var lifecycle = Lifecycle();
        var paths = Explore(lifecycle);
        Assert.Equal(lifecycle["phases"]!.AsArray().Select(p => (string)p!["code"]!).Order(), paths.Keys.Order());
    }

    [Fact]
    public void From_closed_the_stranger_gets_back_into_the_case()
    {
        var lifecycle = Lifecycle();
        var path = Explore(lifecycle)["closed"];
        var reopen = lifecycle["steps"]!.AsArray().Single(s => (string)s!["code"]! == "reopen")!;
        var tries = Variants(reopen, 9).Select(data => Last([.. path, ("reopen", data)])).ToList();
        Assert.Contains(tries, t => t.Accepted && t.Phase == "clarification");
        Assert.Contains(tries, t => !t.Accepted && t.Phase == "closed");
    }

    [Fact]
    public void Whatever_the_table_forbids_is_refused_with_reasons_and_changes_nothing()
    {
        var lifecycle = Lifecycle();
        foreach (var (phase, path) in Explore(lifecycle))
        {
            foreach (var step in lifecycle["steps"]!.AsArray().Where(s => !s!["from"]!.AsArray().Any(p => (string)p! == phase)))
            {
                var answer = Last([.. path, ((string)step!["code"]!, Variants(step, 7).First())]);
                Assert.False(answer.Accepted, $"{phase}: {step["code"]}");
                Assert.Equal(phase, answer.Phase);
                Assert.NotEmpty(answer.Problems);
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Breadth first: from each path, every step that its phase knows, with every variant of data; steps inside a phase only as long as they are new to the path.</summary>
    private Dictionary<string, (string Step, JsonObject Data)[]> Explore(JsonNode lifecycle)
    {
        var steps = lifecycle["steps"]!.AsArray().Select(s => s!).ToList();
        var opening = steps.Single(s => s["from"]!.AsArray().Count == 0);
        var found = new Dictionary<string, (string, JsonObject)[]>();
        var open = new Queue<(string, JsonObject)[]>();
        open.Enqueue([((string)opening["code"]!, Variants(opening, 1).First())]);
        while (open.TryDequeue(out var path))
        {
            var phase = Last(path).Phase!;
            if (!found.TryAdd(phase, path))
                continue;
            var here = steps.Where(s => s["from"]!.AsArray().Any(p => (string)p! == phase)).ToList();
            // Everything that stays here is done first, so that guards are met; then each way out is tried.
            var prepared = path;
            foreach (var step in here.Where(s => s["to"]!.AsArray().Any(p => (string)p! == phase) && s["to"]!.AsArray().Count == s["from"]!.AsArray().Count))
            {
                var longer = prepared.Append(((string)step["code"]!, Variants(step, prepared.Length).First())).ToArray();
                if (Last(longer) is { Accepted: true } answer && answer.Phase == phase)
                    prepared = longer;
            }

            foreach (var step in here)
            {
                foreach (var data in Variants(step, prepared.Length))
                {
                    foreach (var start in new[] { prepared, path })
                    {
                        var longer = start.Append(((string)step["code"]!, data)).ToArray();
                        if (Last(longer) is { Accepted: true } answer && answer.Phase != phase && !found.ContainsKey(answer.Phase!))
                            open.Enqueue(longer);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Required fields alone, each value of a code or a bool in turn.</summary>
    private static IEnumerable<JsonObject> Variants(JsonNode step, int number)
    {
        var required = step["data"]!.AsArray().Where(f => (bool)f!["required"]!).Select(f => f!).ToList();
        var most = required.Select(f => (string)f["type"]! switch { "bool" => 2, "code" => Math.Min(20, f["values"]!.AsArray().Count), _ => 1 }).DefaultIfEmpty(1).Max();
        for (var variant = 0; variant < most; variant++)
        {
            var data = new JsonObject();
            foreach (var field in required)
            {
                var values = field["values"]!.AsArray();
                data[(string)field["name"]!] = (string)field["type"]! switch
                {
                    "bool" => variant % 2 == 0,
                    "int" => (int?)field["minimum"] ?? 1,
                    "date" => "2024-03-01",
                    "instant" => "2024-03-01T10:00:00Z",
                    "code" => (string)values[variant % values.Count]!,
                    "codes" => values.Count == 0 ? new JsonArray("x") : new JsonArray((string)values[0]!),
                    "text" => "text",
                    _ => $"id-{number}-{variant}",
                };
            }

            yield return data;
        }
    }

    private static JsonNode Lifecycle() => JsonNode.Parse(Run("lifecycle", "--format", "json").Output)!;

    private (bool Accepted, string? Phase, string[] Problems) Last((string Step, JsonObject Data)[] path)
    {
        var file = Path.Combine(_folder.FullName, "steps.jsonl");
        File.WriteAllLines(file, path.Select(p => new JsonObject { ["case"] = "c1", ["step"] = p.Step, ["at"] = "2024-03-01T09:00:00Z", ["by"] = "a1", ["data"] = p.Data.DeepClone() }.ToJsonString()));
        var line = JsonNode.Parse(Run("replay", file).Output.TrimEnd('\n').Split('\n')[^1])!;
        return ((bool)line["accepted"]!, (string?)line["phase"], line["problems"] is JsonArray problems ? [.. problems.Select(p => (string)p!["code"]!)] : []);
    }
}

public sealed class ReplayVerbTests : IDisposable
{
    private const string Steps = """
        {"case":"b","step":"register-inquiry","at":"2024-04-02T09:30:00Z","by":"a","data":{"office":"mitte","person":"p1","provider":"caritas"}}
        {"case":"a","step":"register-inquiry","at":"2024-04-02T09:30:00Z","by":"a","data":{"office":"mitte","language":"ti","referred_by":"jobcenter"}}
        {"case":"b","step":"accept-case","at":"2024-04-03T09:30:00Z","by":"a"}
        {"case":"b","step":"give-short-counselling","at":"2024-04-03T09:30:00Z","by":"a","data":{"topics":["RES-PASS"]}}
        {"case":"b","step":"record-contact","at":"2024-04-03T10:30:00+02:00","by":"a","data":{"minutes":30,"channel":"phone"}}
        {"case":"b","step":"record-contact","at":"2024-04-04T10:30:00+02:00","by":"a","data":{"minutes":45,"channel":"phone"}}
        {"case":"b","step":"finish","at":"2024-04-05T09:30:00Z","by":"a"}

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-replay-");

    [Fact]
    public void Replaying_the_log_gives_the_same_cases_byte_for_byte()
    {
        var (code, output, _) = Run("replay", Write("steps.jsonl", Steps), "--events", At("events.jsonl"), "--cases", At("cases.jsonl"));
        Assert.Equal(0, code);
        Assert.Equal(7, output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(0, Run("replay", "--events-in", At("events.jsonl"), "--cases", At("again.jsonl")).Code);
        Assert.Equal(File.ReadAllBytes(At("cases.jsonl")), File.ReadAllBytes(At("again.jsonl")));
        Assert.StartsWith("{\"case\":\"a\",\"phase\":\"inquiry\",\"version\":1,", File.ReadAllLines(At("cases.jsonl"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void With_strict_a_refused_step_is_exit_code_1()
    {
        Assert.Equal(0, Run("replay", Write("steps.jsonl", Steps)).Code);
        Assert.Equal(1, Run("replay", At("steps.jsonl"), "--strict").Code);
    }

    [Fact]
    public void A_log_that_was_cut_off_is_refused_with_its_line_and_writes_nothing()
    {
        Run("replay", Write("steps.jsonl", Steps), "--events", At("events.jsonl"));
        var bytes = File.ReadAllBytes(At("events.jsonl"));
        File.WriteAllBytes(At("cut.jsonl"), bytes[..^40]);
        var (code, _, errors) = Run("replay", "--events-in", At("cut.jsonl"), "--cases", At("cases.jsonl"));
        Assert.Equal(1, code);
        Assert.StartsWith($"{At("cut.jsonl")}:5: the line is not JSON, or was cut off", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("cases.jsonl")));
    }

    [Fact]
    public void A_log_with_a_gap_is_refused()
    {
        Run("replay", Write("steps.jsonl", Steps), "--events", At("events.jsonl"));
        var lines = File.ReadAllLines(At("events.jsonl"));
        File.WriteAllLines(At("gap.jsonl"), lines.Where((_, i) => i != 3));
        var (code, _, errors) = Run("replay", "--events-in", At("gap.jsonl"));
        Assert.Equal(1, code);
        Assert.Contains("gap.jsonl:4: version: 4 doesn't follow 2", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"case\":\"x\"", "line: is not JSON: ")]
    [InlineData("[1,2]", "line: '[1,2]' is no object; a JSON object with ")]
    [InlineData("{\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "case: is missing; ")]
    [InlineData("{\"case\":\"x\",\"step\":null,\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "step: is missing; the code of a step would be right")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"by\":\"a\"}", "at: is missing; an instant ")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\"}", "by: is missing; ")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"at\":\"yesterday\",\"by\":\"a\"}", "at: 'yesterday' is not a time that can be recorded; an instant of the years 1900 to 2199")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"at\":\"9999-12-31T23:59:59Z\",\"by\":\"a\"}", "at: '9999-12-31T23:59:59Z' is not ")]
    [InlineData("{\"case\":\" \",\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "case: ' ' is not an id; ")]
    [InlineData("{\"case\":7,\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "case: '7' is no text; ")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"data\":5}", "data: '5' is no object; an object with the step's fields would be right")]
    [InlineData("{\"case\":\"x\",\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"id\":5}", "id: '5' is no text; ")]
    public void A_line_that_is_no_step_is_a_bad_row_and_nothing_is_answered(string broken, string expected)
    {
        var (code, output, errors) = Run("replay", Write("steps.jsonl", Steps.Split('\n')[0] + "\n" + broken + "\n"), "--events", At("events.jsonl"), "--cases", At("cases.jsonl"));
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{At("steps.jsonl")}:2: {expected}", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("events.jsonl")) || File.Exists(At("cases.jsonl")));
    }

    [Fact]
    public void All_bad_rows_are_named_up_to_a_maximum_and_can_be_left_out()
    {
        Write("steps.jsonl", "{}\n" + Steps.Split('\n')[0] + "\n{}\n");
        var (code, output, errors) = Run("replay", At("steps.jsonl"));
        Assert.Equal((1, "", 8), (code, output, errors.TrimEnd('\n').Split('\n').Length));
        Assert.Equal(4, Run("replay", At("steps.jsonl"), "--max-errors", "3").Errors.TrimEnd('\n').Split('\n').Length);
        (code, output, errors) = Run("replay", At("steps.jsonl"), "--skip-bad-rows");
        Assert.Equal((0, "{\"line\":2,\"case\":\"b\",\"accepted\":true,\"phase\":\"inquiry\",\"version\":1}\n"), (code, output));
        Assert.EndsWith("warning: 2 lines were left out.\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF8_is_an_error_with_its_line()
    {
        File.WriteAllBytes(At("bad.jsonl"), [.. "{\"case\":\"x\"}\n{\"case\":\""u8, 0xC3, 0x28, .. "\"}\n"u8]);
        var (code, output, errors) = Run("replay", At("bad.jsonl"));
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("bad.jsonl:2: encoding: the line is not UTF-8", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"case\":\"new\",\"step\":\"fly\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "unknown-step", 1)]
    [InlineData("{\"case\":\"new\",\"step\":\"register-inquiry\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"data\":{\"office\":\"m\",\"referred_by\":\"owl\"}}", "unknown-code", 1)]
    [InlineData("{\"case\":\"new\",\"step\":\"finish\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\"}", "case-not-opened", 0)]
    [InlineData("{\"case\":\"new\",\"step\":\"register-inquiry\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"data\":{\"office\":\"m\",\"colour\":\"red\"}}", "unknown-field", 0)]
    [InlineData("{\"case\":\"new\",\"step\":\"register-inquiry\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"data\":{\"office\":{\"x\":1}}}", "wrong-value", 0)]
    public void A_step_that_means_nothing_is_refused_with_its_problems_and_an_unknown_code_is_exit_code_1(string line, string code, int expectedExit)
    {
        var (exit, output, _) = Run("replay", Write("steps.jsonl", line + "\n"));
        Assert.Equal(expectedExit, exit);
        Assert.Equal(1, Run("replay", At("steps.jsonl"), "--strict").Code);
        using var answer = JsonDocument.Parse(output);
        Assert.False(answer.RootElement.GetProperty("accepted").GetBoolean());
        Assert.Contains(answer.RootElement.GetProperty("problems").EnumerateArray(), p => p.GetProperty("code").GetString() == code);
    }

    [Fact]
    public void A_second_open_case_of_a_person_at_the_provider_is_refused()
    {
        string Accepted(string id) => string.Join('\n', new[]
        {
            ("register-inquiry", "{\"office\":\"m\",\"person\":\"p\",\"provider\":\"caritas\"}"), ("start-clarification", "{\"case_manager\":\"a\"}"), ("give-information", "{}"),
            ("give-consent", "{\"kind\":\"participation\"}"), ("record-eligibility", "{\"decision\":\"eligible\"}"), ("accept-case", "{}"),
        }.Select(s => $"{{\"case\":\"{id}\",\"step\":\"{s.Item1}\",\"at\":\"2024-04-02T09:30:00Z\",\"by\":\"a\",\"data\":{s.Item2}}}")) + "\n";
        var (_, output, _) = Run("replay", Write("steps.jsonl", Accepted("one") + Accepted("two")));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Contains("\"accepted\":true,\"phase\":\"assessment\"", lines[5], StringComparison.Ordinal);
        Assert.Contains("\"no-other-open-case\"", lines[11], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
