using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kim.Cli.Tests;

/// <summary>Every step and every guard of the lifecycle through <c>kim replay</c>: taken and refused; and the event log that gives the same cases again, byte for byte.</summary>
/// <remarks>A line: <c>case step data = phase</c> where the step is taken, <c>case step data ! codes</c> where it is refused, with all its codes.
/// <c>NAME&gt;</c> at the begin: who acts. <c>LAST</c>: the version of the case. <c>+DAYS</c> alone: time goes by; otherwise an hour a line.</remarks>
public sealed class EveryStepTests : IDisposable
{
    private const string Script = """
        z assign-case-manager {"case_manager":"m"} ! case-not-opened
        z register-inquiry {} ! missing-value
        a register-inquiry {"office":"mitte","person":"p1","provider":"caritas","referred_by":"jobcenter","language":"ti"} = inquiry
        a register-inquiry {"office":"mitte"} ! case-already-opened
        a start-clarification {} ! case-manager-assigned
        a assign-case-manager {"case_manager":"m"} = inquiry
        a record-person {"birth_year":1990,"sex":"f","country_of_origin":"ER"} = inquiry
        a record-person {"birth_year":1066} ! out-of-range
        a start-clarification {} = clarification
        a accept-case {"capacity":false} ! eligible participation-consent information-given capacity-available
        a enqueue {"capacity":true} ! eligible participation-consent no-capacity
        a record-eligibility {"decision":"eligible"} = clarification
        a record-eligibility {} ! missing-value
        a give-information {"language":"ti","interpreter":true} = clarification
        a give-information {"interpreter":"perhaps"} ! wrong-value
        a give-consent {"kind":"participation","form":"written"} = clarification
        a give-consent {"kind":"participation","valid_until":"2020-01-01"} ! ends-before-it-begins
        a give-consent {"kind":"statistics"} = clarification
        a withdraw-statistics-consent {} = clarification
        a withdraw-statistics-consent {} ! no-statistics-consent
        a enqueue {"priority":1} = waiting-list
        a accept-case {} = assessment
        a complete-assessment {} ! need-recorded
        a record-need {"topic":"LNG-INTEG","urgency":"high","informant":"client","own_resources":false} = assessment
        a record-need {"topic":"LNG-INTEG","on":"2030-01-01"} ! in-the-future
        a record-strength {"topic":"WRK-SEARCH"} = assessment
        a record-strength {"topic":"WRK-SEARCH","on":"2020-01-01"} ! before-registration
        a complete-assessment {} = planning
        a agree-plan {"client_agreed":false} ! goal-set plan-step-added client-agreed
        a set-goal {"goal":"g1","goal_kind":"german-level","start_value":"A2","target_value":"B1"} = planning
        a set-goal {"goal":"g1"} ! goal-exists
        a add-plan-step {"plan_step":"s1","goal":"g1","body":"vhs"} = planning
        a add-plan-step {"plan_step":"s2","goal":"g2"} ! no-such-goal
        a agree-plan {"client_agreed":true} ! releases-given
        a release-confidentiality {"body":"vhs","valid_until":"2020-01-01"} ! ends-before-it-begins
        a release-confidentiality {"body":"vhs"} = planning
        a release-confidentiality {"body":"school"} = planning
        a withdraw-release {"body":"school"} = planning
        a withdraw-release {"body":"school"} ! no-such-release
        a agree-plan {"client_agreed":true,"review_on":"2024-06-01"} = linking
        a start-monitoring {} ! plan-step-started
        a record-progress {"progress":"done","plan_step":"s9"} ! no-such-plan-step
        a record-progress {"progress":"started"} = linking
        a hold-conference {"bodies":"school|vhs"} ! conference-releases
        a hold-conference {"bodies":"school|vhs","anonymised":true} = linking
        a offer-referral {"referral":"r1","body":"jobcenter"} = linking
        a offer-referral {"referral":"r1","body":"jobcenter"} ! referral-exists
        a record-referral {"progress":"sent"} ! no-referral-for-this
        a record-referral {"progress":"agreed"} = linking
        a record-referral {"progress":"sent","referral":"r1"} ! referral-release
        a accept-handover {} ! handover-pending actor-is-receiver
        a reject-handover {"reason":"no-capacity"} ! handover-pending actor-is-receiver
        a withdraw-handover {} ! handover-pending
        a offer-handover {"case_manager":"n","provider":"planb"} ! receiver-release
        a offer-handover {"case_manager":"n"} = linking
        a offer-handover {"case_manager":"n"} ! no-handover-pending
        n> a reject-handover {"reason":"no-capacity"} = linking
        a offer-handover {"case_manager":"n"} = linking
        a withdraw-handover {} = linking
        a offer-handover {"case_manager":"n"} = linking
        a accept-handover {} ! actor-is-receiver
        n> a accept-handover {} = linking
        a record-finding {"topic":"CHI-KITA","gap":"no-capacity"} = linking
        a record-finding {"topic":"CHI-KITA"} ! missing-value
        a record-residence {"status":"DUL_60A"} = linking
        a record-residence {"status":"DUL_60A","valid_from":"2024-02-01","valid_until":"2024-01-01"} ! ends-before-it-begins
        a record-german-level {"level":"B1"} = linking
        a record-german-level {} ! missing-value
        a approve {"step":"close"} = linking
        a approve {} ! missing-value
        a record-contact {"minutes":5000} ! out-of-range
        a record-contact {"minutes":30,"channel":"phone"} = linking
        a enter-in-error {"entry":9999,"error":"duplicate"} ! no-such-entry
        a enter-in-error {"entry":LAST,"error":"duplicate"} = linking
        a start-monitoring {} = monitoring
        a correct-day {"entry":1,"day":"2024-04-01"} ! day-not-correctable
        a correct-day {"entry":LAST,"day":"2024-04-04"} = monitoring
        a start-evaluation {} ! review-held
        a hold-review {"review_on":"2024-09-01"} = monitoring
        a hold-review {"review_on":"soon"} ! wrong-value
        a pause {"reason":"illness","resume_by":"2026-01-01"} ! pause-too-long
        a pause {"reason":"illness","resume_by":"2024-08-01"} = paused
        a resume {} = monitoring
        a resume {} ! not-in-this-phase
        a revise-plan {} = planning
        a revise-plan {} ! not-in-this-phase
        a agree-plan {"client_agreed":true} = linking
        a reassess {"reason":"new-need"} = assessment
        a reassess {"reason":"new-need"} ! not-in-this-phase
        a complete-assessment {} = planning
        a agree-plan {"client_agreed":true} = linking
        a start-monitoring {} = monitoring
        a hold-review {} = monitoring
        a start-evaluation {} = evaluation
        a enter-follow-up {} ! goals-judged
        a close {"reason":"goals-achieved"} ! goals-judged
        a judge-goal {"attainment":"reached","goal":"zz"} ! no-such-goal
        a judge-goal {"attainment":"partly-reached"} = evaluation
        a continue {} = monitoring
        a hold-review {} = monitoring
        a start-evaluation {} = evaluation
        a judge-goal {"attainment":"reached","end_value":"B1"} = evaluation
        a continue {} ! open-goals
        a enter-follow-up {} = follow-up
        a close {"reason":"goals-achieved","residence":"unchanged"} = closed
        a reopen {"consent_given":false} ! new-consent
        a reopen {"consent_given":true} = clarification
        a give-information {} = clarification
        a record-eligibility {"decision":"eligible"} = clarification
        b register-inquiry {"office":"wanne","person":"p1","provider":"caritas"} = inquiry
        b start-clarification {"case_manager":"m"} = clarification
        b record-eligibility {"decision":"eligible"} = clarification
        b give-information {} = clarification
        b give-consent {"kind":"participation"} = clarification
        b accept-case {} = assessment
        a accept-case {} ! no-other-open-case
        b withdraw-consent {} = closed
        b withdraw-consent {} ! not-in-this-phase
        a accept-case {} = assessment
        a abort {"reason":"moved-away"} = closed
        a abort {"reason":"moved-away"} ! not-in-this-phase
        a place-legal-hold {} = closed
        a place-legal-hold {} ! no-legal-hold
        a erase {"on_request":true} ! no-legal-hold
        a lift-legal-hold {} = closed
        a lift-legal-hold {} ! legal-hold-placed
        a erase {} ! deletion-due
        b erase {} = closed
        +400
        a reopen {"consent_given":true} ! within-reopening-window
        a erase {"on_request":true,"replacement":"x1"} = closed
        a erase {"on_request":true} ! not-erased
        a reopen {"consent_given":true} ! not-erased within-reopening-window
        s register-inquiry {"office":"mitte"} = inquiry
        s give-short-counselling {} ! missing-value
        s give-short-counselling {"topics":["DOC-FORM"]} = short-counselling
        s finish {} ! contact-recorded
        s record-contact {"minutes":15} = short-counselling
        s finish {} = closed
        e register-inquiry {"office":"mitte"} = inquiry
        e give-short-counselling {"topics":["DOC-FORM"]} = short-counselling
        e escalate {"case_manager":"m"} = clarification
        e escalate {} ! not-in-this-phase
        e decline {"reason":"need-not-complex"} = declined
        e decline {"reason":"need-not-complex"} ! not-in-this-phase
        f register-inquiry {"office":"mitte"} = inquiry
        f refer-elsewhere {"body":"mbe"} = declined
        f refer-elsewhere {"body":"mbe"} ! not-in-this-phase
        w register-inquiry {"office":"mitte"} = inquiry
        w withdraw {} ! not-in-this-phase
        w start-clarification {"case_manager":"m"} = clarification
        w record-eligibility {"decision":"eligible"} = clarification
        w give-consent {"kind":"participation"} = clarification
        w enqueue {} = waiting-list
        w withdraw {} = declined
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-every-step-");

    [Fact]
    public void Every_step_and_every_guard_answers_as_the_script_says_and_the_log_gives_the_same_cases()
    {
        var (commands, expected) = Commands();
        File.WriteAllLines(At("steps.jsonl"), commands);
        var (code, output, errors) = Run("replay", At("steps.jsonl"), "--events", At("events.jsonl"), "--cases", At("cases.jsonl"));
        Assert.Equal((0, ""), (code, errors));
        var answers = output.TrimEnd('\n').Split('\n');
        Assert.Equal(expected.Count, answers.Length);
        for (var i = 0; i < answers.Length; i++)
            Assert.Equal(expected[i], $"{commands[i]} {Answer(answers[i])}");

        Assert.Equal(0, Run("replay", "--events-in", At("events.jsonl"), "--cases", At("again.jsonl")).Code);
        Assert.Equal(File.ReadAllBytes(At("cases.jsonl")), File.ReadAllBytes(At("again.jsonl")));
    }

    [Fact]
    public void The_script_leaves_out_no_step_and_no_guard()
    {
        var lifecycle = JsonNode.Parse(Run("lifecycle", "--format", "json").Output)!;
        var lines = Script.Split('\n').Where(l => !l.StartsWith('+')).Select(l => l.Contains('>', StringComparison.Ordinal) ? l[(l.IndexOf('>', StringComparison.Ordinal) + 2)..] : l).ToList();
        var steps = lifecycle["steps"]!.AsArray().Select(s => (string)s!["code"]!).ToList();
        Assert.Empty(steps.Except(lines.Where(l => l.Contains("} = ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1])));
        Assert.Empty(steps.Except(lines.Where(l => l.Contains("} ! ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1])));
        var guards = lifecycle["steps"]!.AsArray().SelectMany(s => s!["guards"]!.AsArray()).Select(g => (string)g!["code"]!);
        Assert.Empty(guards.Except(lines.Where(l => l.Contains("} ! ", StringComparison.Ordinal)).SelectMany(l => l.Split("} ! ")[1].Split(' '))));
    }

    [Fact]
    public void The_closure_reasons_are_the_reasons_of_the_steps_that_end_in_closed_and_nothing_else()
    {
        var steps = JsonNode.Parse(Run("lifecycle", "--format", "json").Output)!["steps"]!.AsArray();
        var reasons = steps.Where(s => s!["to"]!.AsArray().Any(p => (string)p! == "closed"))
            .SelectMany(s => s!["data"]!.AsArray()).Where(f => (string)f!["name"]! == "reason")
            .SelectMany(f => f!["values"]!.AsArray()).Select(v => (string)v!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(KimCaseManagement.Cases.ClosureReason.Core.Select(r => r.Value).Order(StringComparer.Ordinal), reasons);
        Assert.All(
            steps.SelectMany(s => s!["data"]!.AsArray()).Where(f => (string)f!["type"]! is "code" or "codes"),
            field => Assert.NotEmpty(field!["values"]!.AsArray()));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The lines as commands, and each with the answer that the script expects.</summary>
    private static (List<string> Commands, List<string> Expected) Commands()
    {
        var (commands, expected) = (new List<string>(), new List<string>());
        var versions = new Dictionary<string, int>();
        var at = new DateTime(2024, 4, 1, 6, 0, 0, DateTimeKind.Utc);
        foreach (var line in Script.Split('\n'))
        {
            if (line[0] == '+')
            {
                at = at.AddDays(int.Parse(line[1..], null));
                continue;
            }

            at = at.AddHours(1);
            var taken = line.Contains("} = ", StringComparison.Ordinal);
            var parts = line.Split(taken ? "} = " : "} ! ");
            var words = parts[0].Split(' ', 4);
            var by = "m";
            if (words[0].EndsWith('>'))
                (by, words) = (words[0][..^1], parts[0].Split(' ', 5)[1..]);
            var (id, step) = (words[0], words[1]);
            var version = versions.GetValueOrDefault(id);
            var data = string.Join(' ', words[2..]) + "}";
            var command = $$"""{"case":"{{id}}","step":"{{step}}","at":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","by":"{{by}}","data":{{data.Replace("LAST", version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}}}""";
            if (taken)
                versions[id] = ++version;
            commands.Add(command);
            expected.Add($"{command} {(taken ? $"= {parts[1]} v{version}" : $"! {parts[1]}")}");
        }

        return (commands, expected);
    }

    private static string Answer(string line)
    {
        using var answer = JsonDocument.Parse(line);
        var root = answer.RootElement;
        return root.GetProperty("accepted").GetBoolean()
            ? $"= {root.GetProperty("phase").GetString()} v{root.GetProperty("version").GetInt32()}"
            : "! " + string.Join(' ', root.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = KimCommand.Run(arguments, new Terminal(output, errors));
        return (code, output.ToString(), errors.ToString());
    }
}
