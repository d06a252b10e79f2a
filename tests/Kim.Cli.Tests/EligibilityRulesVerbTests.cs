using System.Text.Json;
using Kim.Cli.Tests.Csv;

namespace Kim.Cli.Tests;

/// <summary><c>kim eligibility</c> with a municipality's own rules: deciding, what would change, unmet need.</summary>
public sealed class EligibilityRulesVerbTests
{
    private const string Enquiries = """
        enquiry_id,municipal_link,immigration_history,other_case_management,problem_areas,several_bodies,usual_help_fails,own_resources_insufficient,wish_to_take_part
        e1,yes,yes,no,3,yes,no,no,yes
        e2,no,yes,no,3,yes,no,no,yes
        e3,yes,yes,no,1,no,no,no,yes
        e4,yes,yes,no,4,yes,yes,no,yes

        """;

    private const string TownRules = """
        {
          "municipality": "town", "version": "1",
          "services": [{ "code": "town-desk", "name": { "de": "Stadtteilbüro" }, "reason": { "de": "Es hilft allen im Stadtteil." } }],
          "tighten": [{ "rule": "complex-need", "condition": { "at_least": 3, "of": [{ "number": "problem_areas", "at_least": 3 }, { "yes": "several_bodies" }, { "yes": "usual_help_fails" }, { "yes": "own_resources_insufficient" }] }, "source": { "code": "sv-17", "title": "Paper 17" } }],
          "add": [{ "code": "district", "text": { "de": "Es geht um den Stadtteil.", "en": "It is about the district." }, "condition": { "any": [{ "not": { "yes": "municipal_link" } }, { "all": [{ "yes": "municipal_link" }, { "number": "problem_areas", "at_least": 0, "at_most": 3 }] }] }, "when_not_met": "referral", "next_place": "town-desk", "source": { "code": "sv-18", "title": "Paper 18", "url": "https://town.example/18" } }],
          "suggest": [{ "service": "town-desk", "condition": { "yes": "wants_work" }, "source": { "code": "sv-18", "title": "Paper 18" } }],
        }
        """;

    private const string Source = "\"source\":{\"code\":\"s\",\"title\":\"t\"}";

    [Fact]
    public void Own_rules_of_a_municipality_decide_and_say_whose_they_are()
    {
        using var enquiries = new TemporaryFile(Enquiries);
        using var rules = new TemporaryFile(TownRules);
        var (code, output, _) = Run("eligibility", enquiries.Path, "--rules", rules.Path, "--format", "jsonl");
        Assert.Equal(0, code);
        var lines = output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal("not_eligible not_eligible not_eligible not_eligible", string.Join(" ", lines.Select(l => l.GetProperty("decision").GetString())));
        Assert.Equal("2022.1+town.1", lines[3].GetProperty("rules").GetString());
        var reason = lines[3].GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == "district");
        Assert.Equal(("town", "sv-18", true), (reason.GetProperty("origin").GetString(), reason.GetProperty("source").GetString(), reason.GetProperty("may_be_waived").GetBoolean()));
        Assert.Contains("Es geht um den Stadtteil.", reason.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Stadtteilbüro", lines[3].GetProperty("suggestions")[0].GetProperty("label").GetString());
        Assert.False(lines[0].GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == "wish-to-take-part").GetProperty("may_be_waived").GetBoolean());
    }

    [Fact]
    public void What_if_shows_only_what_would_change_in_every_format()
    {
        using var enquiries = new TemporaryFile(Enquiries);
        using var rules = new TemporaryFile(TownRules);
        var (code, output, errors) = Run("eligibility", enquiries.Path, "--what-if", rules.Path, "--format", "csv");
        Assert.Equal((0, "enquiry_id,direction,decision_before,offer_before,decision,offer,reasons\ne1,loses,eligible,case_management,not_eligible,short_counselling,complex-need.not-met\ne4,loses,eligible,case_management,not_eligible,referral,district.not-met\n"), (code, output));
        Assert.Contains("kim-nrw 2022.1+town.1: 4 examined, 0 gains, 2 loses, 0 opens, 0 closes, 0 other-offer", errors, StringComparison.Ordinal);
        Assert.Equal("", Run("eligibility", enquiries.Path, "--rules", rules.Path, "--what-if", rules.Path, "--format", "jsonl").Output);
        using var document = JsonDocument.Parse(Run("eligibility", enquiries.Path, "--what-if", rules.Path, "--format", "json", "--language", "en").Output);
        var change = document.RootElement[1];
        Assert.Equal(("e4", "loses", "2022.1", "2022.1+town.1", "town"), (change.GetProperty("enquiry_id").GetString(), change.GetProperty("direction").GetString(), change.GetProperty("rules_before").GetString(), change.GetProperty("rules").GetString(), change.GetProperty("reasons")[0].GetProperty("origin").GetString()));
        Assert.Contains("It is about the district.", change.GetProperty("reasons")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("e4", Run("eligibility", enquiries.Path, "--what-if", rules.Path, "--format", "table").Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("eligibility", enquiries.Path, "--what-if", rules.Path, "--format", "jsonl").Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Unmet_need_is_counted_by_the_next_place()
    {
        using var enquiries = new TemporaryFile(Enquiries);
        using var none = new TemporaryFile(TownRules.Replace("\"when_not_met\": \"referral\", \"next_place\": \"town-desk\"", "\"when_not_met\": \"none\"", StringComparison.Ordinal));
        Assert.Equal(
            "code,name,count\nhere,hier beraten,1\nelsewhere,an eine andere Stelle,1\nnone-found,keine Stelle gefunden,0\nkim-elsewhere,KIM Case Management der anderen Kommune,1\nnot-taken-on,nicht aufgenommen insgesamt,2\n",
            Run("eligibility", enquiries.Path, "--unmet-need", "--format", "csv").Output);
        using var document = JsonDocument.Parse(Run("eligibility", enquiries.Path, "--unmet-need", "--rules", none.Path, "--format", "json").Output);
        Assert.Equal((4, 2, 1, 1), (document.RootElement.GetProperty("not_taken_on").GetInt32(), document.RootElement.GetProperty("here").GetInt32(), document.RootElement.GetProperty("elsewhere").GetInt32(), document.RootElement.GetProperty("none_found").GetInt32()));
        Assert.Equal("kim-elsewhere", document.RootElement.GetProperty("places")[0].GetProperty("code").GetString());
        Assert.Single(Run("eligibility", enquiries.Path, "--unmet-need", "--format", "jsonl").Output.TrimEnd('\n').Split('\n'));
        Assert.Contains("hier beraten", Run("eligibility", enquiries.Path, "--unmet-need", "--format", "table").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"loosen\":[]", "loosen: is not known here")]
    [InlineData("\"add\":{}", "add: a list is expected")]
    [InlineData("\"add\":[1]", "add[0]: an object is expected")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\"," + Source + "}]", "tighten[0].condition: a condition is expected")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":{\"yes\":\"residence_status\"}," + Source + "}]", "tighten[0].condition.yes: a fact is expected")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":{\"maybe\":1}," + Source + "}]", "tighten[0].condition: one of")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":[1]," + Source + "}]", "tighten[0].condition: one of")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":{\"number\":\"problem_areas\",\"at_least\":-1}," + Source + "}]", "tighten[0].condition.at_least: a whole number")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":{\"yes\":\"several_bodies\"}," + Source + "}]", "isn't stricter")]
    [InlineData("\"tighten\":[{\"rule\":\"complex-need\",\"condition\":{\"yes\":\"several_bodies\"}}]", "tighten[0].source: the paper")]
    [InlineData("\"add\":[{\"code\":\"x\"}]", "add[0].text: a text is expected")]
    [InlineData("\"add\":[{\"code\":\"x\",\"text\":{\"de\":1}}]", "add[0].text.de: a BCP 47 tag")]
    [InlineData("\"add\":[{\"code\":\"x\",\"text\":{\"de\":\"X.\"},\"when_not_met\":\"case_management\"}]", "add[0].when_not_met: short_counselling")]
    [InlineData("\"suggest\":[{\"service\":\"nowhere\",\"condition\":{\"yes\":\"wants_work\"}," + Source + "}]", "suggest[0].service: a service that has a name")]
    [InlineData("\"services\":[{\"code\":\"a b\"}]", "services[0].code: letters")]
    public void A_faulty_file_of_rules_is_named_by_place_and_nothing_is_decided(string content, string expected) => Refused("{\"municipality\":\"town\",\"version\":\"1\"," + content + "}", expected);

    [Theory]
    [InlineData("{", ":1: the file is not JSON")]
    [InlineData("[]", "the file: an object is expected")]
    [InlineData("{\"municipality\":\"town\"}", "version: a text is expected")]
    [InlineData("{\"municipality\":\"the town\",\"version\":\"1\"}", "is not a municipality's code")]
    public void A_file_that_is_none_of_rules_is_refused(string rules, string expected) => Refused(rules, expected);

    [Fact]
    public void Two_questions_at_once_are_a_wrong_command_line()
    {
        using var enquiries = new TemporaryFile(Enquiries);
        Assert.Equal(2, Run("eligibility", enquiries.Path, "--what-if", "x.json", "--unmet-need").Code);
        Assert.Equal(1, Run("eligibility", enquiries.Path, "--what-if", "no-such-file.json").Code);
    }

    private static void Refused(string rules, string expected)
    {
        using var enquiries = new TemporaryFile(Enquiries);
        using var file = new TemporaryFile(rules);
        var (code, output, errors) = Run("eligibility", enquiries.Path, "--what-if", file.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(file.Path + ":", errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        return (KimCommand.Run(arguments, new Terminal(output, errors)), output.ToString(), errors.ToString());
    }
}
