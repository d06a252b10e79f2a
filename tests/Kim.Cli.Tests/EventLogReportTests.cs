namespace Kim.Cli.Tests;

public sealed class EventLogReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kim-log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_case_counts_from_its_acceptance_to_its_closure_in_local_days_and_each_time_that_it_was_taken_up()
    {
        Replay(
            Step("a", "register-inquiry", "2024-03-20T08:00:00Z", """{"office":"mitte","person":"p1"}"""),
            Step("a", "start-clarification", "2024-03-21T08:00:00Z", """{"case_manager":"m"}"""),
            Step("a", "record-eligibility", "2024-03-21T08:01:00Z", """{"decision":"eligible"}"""),
            Step("a", "give-information", "2024-03-21T08:02:00Z", "{}"),
            Step("a", "give-consent", "2024-03-21T08:03:00Z", """{"kind":"participation"}"""),
            // 23:30 on 31 March in Greenwich is 1 April in Herne.
            Step("a", "accept-case", "2024-03-31T23:30:00Z", "{}"),
            Step("a", "record-contact", "2024-04-10T08:00:00Z", """{"minutes":40}"""),
            Step("a", "abort", "2024-05-02T08:00:00Z", """{"reason":"moved-away"}"""),
            // Somebody who only asked is no case.
            Step("b", "register-inquiry", "2024-04-20T08:00:00Z", """{"office":"mitte","person":"p2"}"""));

        Assert.Equal(
            ["office,open_at_start,opened,closed,open_at_end,served,persons_served,persons_ever,persons_new,contacts,contact_minutes,duration_median,duration_p90", "*,0,1,1,0,1,1,1,1,1,40,31,31", "mitte,0,1,1,0,1,1,1,1,1,40,31,31"],
            Report("--quarter", "2024-Q2"));
        Assert.Equal("*,0,0,0,0,0,0,0,0,0,0,,", Report("--quarter", "2024-Q1")[1]);
    }

    [Fact]
    public void A_log_that_was_cut_off_is_refused_with_its_line()
    {
        Replay(Step("a", "register-inquiry", "2024-03-20T08:00:00Z", """{"office":"mitte"}"""));
        File.WriteAllText(In("events.jsonl"), File.ReadAllText(In("events.jsonl"))[..^10]);
        var (exitCode, output, error) = Run("report", In("events.jsonl"), "--year", "2024");
        Assert.Equal((ExitCode.WrongInput, ""), (exitCode, output));
        Assert.Contains("events.jsonl:1:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_as_known_then_stays_what_it_was_and_what_came_late_is_shown_by_itself()
    {
        string[] steps =
        [
            Step("a", "register-inquiry", "2024-04-20T08:00:00Z", """{"office":"mitte","person":"p1"}"""),
            Step("a", "start-clarification", "2024-04-21T08:00:00Z", """{"case_manager":"m"}"""),
            Step("a", "record-eligibility", "2024-04-21T08:01:00Z", """{"decision":"eligible"}"""),
            Step("a", "give-information", "2024-04-21T08:02:00Z", "{}"),
            Step("a", "give-consent", "2024-04-21T08:03:00Z", """{"kind":"participation"}"""),
            Step("a", "accept-case", "2024-04-22T08:00:00Z", "{}"),
        ];
        Replay(steps);
        string[] asked = ["--quarter", "2024-Q2", "--by", "office", "--as-known-at", "2024-07-15", "--protect", "none", "--format", "json"];
        var before = Run(["report", In("events.jsonl"), .. asked]);

        // Written down in August: a contact of June.
        Replay([.. steps, Step("a", "record-contact", "2024-08-01T08:00:00Z", """{"minutes":40,"on":"2024-06-10"}""")]);
        var again = Run(["report", In("events.jsonl"), .. asked]);
        Assert.Equal((0, before.Output), (again.Code, again.Output));
        Assert.Contains("1 events were recorded later", again.Errors, StringComparison.Ordinal);
        Assert.Contains("\"as_known_at\":\"2024-07-15T21:59:59.999999999Z\"", again.Output, StringComparison.Ordinal);

        var late = Run(["report", In("events.jsonl"), "--quarter", "2024-Q2", "--late-since", "2024-07-15", "--protect", "none", "--format", "csv"]);
        Assert.Equal("measure,before,after,difference,change_percent\ncontacts,0,1,1,\ncontact_minutes,0,40,40,\n", late.Output);
    }

    private void Replay(params string[] steps)
    {
        File.WriteAllLines(In("steps.jsonl"), steps);
        var (exitCode, _, error) = Run("replay", In("steps.jsonl"), "--strict", "--events", In("events.jsonl"));
        Assert.Equal((ExitCode.Done, ""), (exitCode, error));
    }

    private string[] Report(params string[] period) =>
        Run(["report", In("events.jsonl"), .. period, "--by", "office", "--protect", "none", "--format", "csv"]).Output.TrimEnd().Split('\n');

    private static string Step(string id, string step, string at, string data) =>
        $$"""{"case":"{{id}}","step":"{{step}}","at":"{{at}}","by":"m","data":{{data}}}""";

    private string In(string name) => Path.Combine(_folder, name);
}
