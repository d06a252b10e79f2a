namespace Kim.Cli.Tests;

public sealed class EventLogReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kim-log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_case_counts_from_its_acceptance_to_its_closure_in_local_days_and_each_time_that_it_was_taken_up()
    {
        Replay(
        [
            .. ReadyToBeTakenOn("2024-03-20", "2024-03-21"),
            // 23:30 on 31 March in Greenwich is 1 April in Herne.
            Step("a", "accept-case", "2024-03-31T23:30:00Z", "{}"),
            Step("a", "record-contact", "2024-04-10T08:00:00Z", """{"minutes":40}"""),
            Step("a", "abort", "2024-05-02T08:00:00Z", """{"reason":"moved-away"}"""),
            // Somebody who only asked is no case.
            Step("b", "register-inquiry", "2024-04-20T08:00:00Z", """{"office":"mitte","person":"p2"}"""),
        ]);

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
            .. ReadyToBeTakenOn("2024-04-20", "2024-04-21"),
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

    [Fact]
    public void What_happens_besides_cases_is_counted_in_reports_of_its_own()
    {
        string[] steps =
        [
            .. Enumerable.Range(1, 4).SelectMany(i => new[]
            {
                Step($"d{i}", "register-inquiry", "2024-04-20T08:00:00Z", """{"office":"mitte","person":"p1"}"""),
                Step($"d{i}", "start-clarification", "2024-04-21T08:00:00Z", """{"case_manager":"m"}"""),
                Step($"d{i}", "decline", "2024-04-22T08:00:00Z", $$"""{"reason":"{{(i < 4 ? "need-not-complex" : "not-reachable")}}"}"""),
            }),
            Step("s", "register-inquiry", "2024-05-20T08:00:00Z", """{"office":"wanne"}"""),
            Step("s", "give-short-counselling", "2024-05-20T08:05:00Z", """{"topics":["DOC-FORM"]}"""),
        ];
        Replay(steps);
        var declined = Run("report", In("events.jsonl"), "--quarter", "2024-Q2", "--measures", "declined", "--by", "decline_reason", "--protect", "none", "--format", "csv");
        Assert.Equal("decline_reason,declined\n*,4\nneed-not-complex,3\nnot-reachable,1\n", declined.Output);
        var protectedToo = Run("report", In("events.jsonl"), "--quarter", "2024-Q2", "--measures", "declined", "--by", "decline_reason", "--format", "csv");
        Assert.Equal("decline_reason,declined\n*,4\nneed-not-complex,.\nnot-reachable,.\n", protectedToo.Output);
        var several = Run("report", In("events.jsonl"), "--year", "2024", "--measures", "short_counselling,waiting,declined", "--by", "office,topic", "--protect", "none", "--format", "csv");
        Assert.Contains("\nwanne,DOC,1,0,0\nwanne,DOC-FORM,1,0,0\n", several.Output, StringComparison.Ordinal);
        Assert.Equal(["not taken on", "reason for not taking on"], Run("report", In("events.jsonl"), "--year", "2024", "--measures", "declined", "--by", "decline_reason", "--language", "en", "--format", "markdown").Output.Split('|').Select(c => c.Trim()).Where(c => c.Contains("tak", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Stocks_and_what_came_and_went_close_for_every_office()
    {
        Replay(
        [
            .. ReadyToBeTakenOn("2024-03-20", "2024-03-21"),
            Step("a", "accept-case", "2024-03-25T08:00:00Z", "{}"),
            Step("a", "offer-handover", "2024-04-02T08:00:00Z", """{"case_manager":"m","office":"wanne"}"""),
            Step("a", "accept-handover", "2024-04-03T08:00:00Z", "{}"),
        ]);
        string[] asked = ["report", In("events.jsonl"), "--quarter", "2024-Q2", "--flow", "--protect", "none"];
        Assert.Equal(
            "office,open_at_start,opened,reopened,handed_over_in,closed,handed_over_out,open_at_end\n*,1,0,0,1,0,1,1\nmitte,1,0,0,0,0,1,0\nwanne,0,0,0,1,0,0,1\n",
            Run([.. asked, "--format", "csv"]).Output);
        Assert.Contains("wanne", Run([.. asked, "--format", "table"]).Output, StringComparison.Ordinal);
        var handedOver = Run("report", In("events.jsonl"), "--quarter", "2024-Q2", "--measures", "handed_over_in,handed_over_out", "--by", "office", "--protect", "none", "--format", "csv");
        Assert.Equal("office,handed_over_in,handed_over_out\n*,1,1\nmitte,0,1\nwanne,1,0\n", handedOver.Output);
    }

    [Theory]
    [InlineData("which only an event log knows", "register.csv", "--measures", "referrals")]
    [InlineData("--flow goes with one", "register.csv", "--flow", "--protect", "none")]
    [InlineData("it goes with --protect none", "events.jsonl", "--flow")]
    [InlineData("alone", "events.jsonl", "--measures", "declined,referrals", "--by", "decline_reason")]
    [InlineData("is not one of", "events.jsonl", "--measures", "declined,opened")]
    [InlineData("is not one of", "events.jsonl", "--by", "gap_kind")]
    [InlineData("--ledger goes with", "events.jsonl", "--measures", "declined", "--ledger", "none.jsonl")]
    public void What_can_t_be_counted_so_is_a_wrong_command_line(string message, string file, params string[] asked)
    {
        File.WriteAllText(In("register.csv"), "case_id,person_id,office,opened_on\nc1,p1,o,2024-01-01\n");
        Replay(Step("a", "register-inquiry", "2024-03-20T08:00:00Z", """{"office":"mitte"}"""));
        var (code, output, errors) = Run(["report", In(file), "--year", "2024", .. asked]);
        Assert.Equal((ExitCode.WrongCommandLine, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    private void Replay(params string[] steps)
    {
        File.WriteAllLines(In("steps.jsonl"), steps);
        var (exitCode, _, error) = Run("replay", In("steps.jsonl"), "--strict", "--events", In("events.jsonl"));
        Assert.Equal((ExitCode.Done, ""), (exitCode, error));
    }

    private string[] Report(params string[] period) =>
        Run(["report", In("events.jsonl"), .. period, "--by", "office", "--protect", "none", "--format", "csv"]).Output.TrimEnd().Split('\n');

    /// <summary>The case a of person p1 in Mitte, up to the consent.</summary>
    private static string[] ReadyToBeTakenOn(string asked, string clarified) =>
    [
        Step("a", "register-inquiry", asked + "T08:00:00Z", """{"office":"mitte","person":"p1"}"""),
        Step("a", "start-clarification", clarified + "T08:00:00Z", """{"case_manager":"m"}"""),
        Step("a", "record-eligibility", clarified + "T08:01:00Z", """{"decision":"eligible"}"""),
        Step("a", "give-information", clarified + "T08:02:00Z", "{}"),
        Step("a", "give-consent", clarified + "T08:03:00Z", """{"kind":"participation"}"""),
    ];

    private static string Step(string id, string step, string at, string data) =>
        $$"""{"case":"{{id}}","step":"{{step}}","at":"{{at}}","by":"m","data":{{data}}}""";

    private string In(string name) => Path.Combine(_folder, name);
}
