using System.Net;
using System.Text.Json;
using Kim.Web.Outbox;
using Kim.Web.Storage;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kim.Web.Tests;

/// <summary>Pages, forms and files as somebody without JavaScript gets them.</summary>
public sealed class PagesTests(SampleHost host) : IClassFixture<SampleHost>
{
    public static TheoryData<string> Languages => [.. TopicTaxonomy.Languages.Select(l => l.Value)];

    [Fact]
    public void Whatever_the_application_says_it_says_in_German_and_English()
    {
        var codes = WebTexts.Catalogue.CodesIn(LanguageTag.German);
        Assert.Equal(codes.Where(IsOurs).Where(c => !c.StartsWith("district.", StringComparison.Ordinal) && c != "language.de"), WebTexts.Catalogue.CodesIn(LanguageTag.English).Where(IsOurs).Where(c => c != "language.en"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Clients_read_everything_in_their_language(string language)
    {
        var tag = LanguageTag.From(language);
        var needed = WebTexts.Catalogue.CodesIn(LanguageTag.German).Where(c => c.StartsWith("enquiry", StringComparison.Ordinal)).Append("language." + language);
        Assert.Empty(needed.Except(WebTexts.Catalogue.CodesIn(tag)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_client_gets_an_answer_a_place_and_a_slip_without_JavaScript(string language)
    {
        using var client = host.Visit();
        var first = await client.PageAsync($"/help/{language}");
        Assert.Contains(WebTexts.Catalogue.For("enquiry.no-status", LanguageTag.From(language)).Text, first, StringComparison.Ordinal);
        var word = TopicTaxonomy.Core.Find(TopicCode.From("RES-PASS"))!.Label(LanguageTag.From(language)).Text;
        var found = await TextAsync(await client.FillAsync($"/help/{language}", $"/help/{language}", ("Form.Words", word), ("search", "1")));
        Assert.Contains("value=\"RES-PASS\"", found, StringComparison.Ordinal);
        (string, string)[] topics = [("Form.Topics", "RES-PASS"), ("Form.Topics", "HOU-SEARCH"), ("Form.Topics", "DEB-COUNSEL")];
        var questions = await TextAsync(await client.FillAsync($"/help/{language}", $"/help/{language}/questions", topics));
        Assert.DoesNotContain("problem_areas", questions, StringComparison.Ordinal);
        (string, string)[] answers = [.. topics, .. Enquiry.EnquiryForm.Questions(KimCaseManagement.Eligibility.EligibilityProgramme.KimNrw.Latest).Select(fact => ($"Form.Answers[{KimCaseManagement.Eligibility.EligibilityFactList.Code(fact)}]", fact == KimCaseManagement.Eligibility.EligibilityFact.OtherCaseManagement ? "no" : "yes"))];
        var answer = await TextAsync(await client.FillAsync($"/help/{language}", $"/help/{language}/answer", answers));
        Assert.Contains(WebTexts.Catalogue.For("eligibility-decision.eligible.case_management", LanguageTag.From(language)).Text, answer, StringComparison.Ordinal);
        Assert.Contains(WebTexts.Catalogue.For("enquiry-reason.complex-need.met", LanguageTag.From(language)).Text, answer, StringComparison.Ordinal);
        var slip = await TextAsync(await client.FillAsync($"/help/{language}", $"/help/{language}/answer?handler=send", [.. answers, ("office", "stadt"), ("attempt", Guid.NewGuid().ToString("N"))]));
        Assert.Matches("kim-[2-9a-z]{10}", slip);
    }

    [Theory]
    [InlineData("caritas-mitte-1", "/cases", "/office", "/cases/new", "/cases/herne-0001", "/cases/herne-0001/hold-review", "/published")]
    [InlineData("koordination", "/coordination", "/city", "/city?Period=2024-Q1&By=topic&By=sex&Compare=true", "/city?Print=true", "/import", "/published")]
    [InlineData("rat", "/city", "/city?Period=2023&By=language", "/published")]
    [InlineData("revision", "/audit", "/audit?Subject=herne-0001", "/published")]
    public async Task Everybody_gets_the_pages_of_their_role_in_both_languages(string name, params string[] pages)
    {
        using var visitor = host.Visit();
        await visitor.LogInAsync(name);
        foreach (var language in Speech.OfStaff)
        {
            await visitor.FillAsync("/published", $"/language/{language}");
            foreach (var page in pages)
                Assert.Contains($"<html lang=\"{language}\"", await visitor.PageAsync(page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rat", "/cases")]
    [InlineData("rat", "/cases/herne-0001")]
    [InlineData("koordination", "/cases/herne-0001")]
    [InlineData("caritas-mitte-1", "/city")]
    [InlineData("caritas-mitte-1", "/audit")]
    [InlineData("revision", "/city")]
    [InlineData("rat", "/coordination")]
    public async Task Nobody_gets_the_pages_of_another_role(string name, string page)
    {
        using var visitor = host.Visit();
        await visitor.LogInAsync(name);
        using var answer = await visitor.GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_case_goes_from_enquiry_to_closure_by_the_forms_that_the_library_describes()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("drk-eickel-1");
        var opened = await manager.FillAsync("/cases/new", "/cases/new", ("f.language", "uk"), ("f.referred_by", "school"));
        var id = opened.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[^1];
        Assert.Matches("^kim-", id);
        (string Step, (string, string)[] Data)[] steps =
        [
            ("start-clarification", [("f.case_manager", "drk-eickel/1")]), ("record-eligibility", [("f.decision", "eligible")]), ("give-information", []), ("give-consent", [("f.kind", "participation")]),
            ("accept-case", []), ("record-need", [("f.topic", "HOU-SEARCH")]), ("complete-assessment", []), ("set-goal", [("f.goal", "flat")]), ("add-plan-step", [("f.plan_step", "apply"), ("f.goal", "flat")]),
            ("agree-plan", [("f.client_agreed", "true")]), ("record-progress", [("f.progress", "started"), ("f.plan_step", "apply")]), ("start-monitoring", []), ("hold-review", []), ("start-evaluation", []),
            ("judge-goal", [("f.attainment", "reached"), ("f.goal", "flat")]), ("close", [("f.reason", "goals-achieved"), ("f.residence", "not-stated")]),
        ];
        foreach (var (step, data) in steps)
        {
            using var answer = await manager.FillAsync($"/cases/{id}/{step}", $"/cases/{id}/{step}", data);
            Assert.Equal($"/cases/{id}?done={step}", answer.RequestMessage!.RequestUri!.PathAndQuery);
        }

        var page = await manager.PageAsync($"/cases/{id}");
        Assert.Contains("Ziele erreicht", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_step_says_why_and_what_would_lift_it()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("awo-horsthausen-1");
        var opened = await manager.FillAsync("/cases/new", "/cases/new");
        var path = opened.RequestMessage!.RequestUri!.AbsolutePath;
        await manager.FillAsync($"{path}/start-clarification", $"{path}/start-clarification", ("f.case_manager", "awo-horsthausen/1"));
        var page = await manager.PageAsync(path);
        Assert.Contains(WebTexts.Catalogue.For("refusal.participation-consent", LanguageTag.German).Text, page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}/give-consent\"", page, StringComparison.Ordinal);
        var refused = await TextAsync(await manager.FillAsync($"{path}/accept-case", $"{path}/accept-case"));
        Assert.Contains(WebTexts.Catalogue.For("refusal.participation-consent", LanguageTag.German).Text, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_editors_the_second_sees_what_is_new_and_keeps_what_was_typed()
    {
        using var first = host.Visit();
        using var second = host.Visit();
        await first.LogInAsync("planb-wanne-1");
        await second.LogInAsync("planb-wanne-2");
        var opened = await first.FillAsync("/cases/new", "/cases/new");
        var path = opened.RequestMessage!.RequestUri!.AbsolutePath;
        var stale = await second.PageAsync($"{path}/record-contact");
        var version = System.Text.RegularExpressions.Regex.Match(stale, "name=\"Version\" value=\"(\\d+)\"").Groups[1].Value;
        await first.FillAsync($"{path}/record-contact", $"{path}/record-contact", ("f.minutes", "11"), ("f.channel", "phone"));
        var conflict = await TextAsync(await second.FillAsync($"{path}/record-contact", $"{path}/record-contact", ("Version", version), ("f.minutes", "22")));
        Assert.Contains("Inzwischen hat jemand anderes etwas eingetragen", conflict, StringComparison.Ordinal);
        Assert.Contains("planb-wanne/1", conflict, StringComparison.Ordinal);
        Assert.Contains("value=\"22\"", conflict, StringComparison.Ordinal);
        await second.FillAsync($"{path}/record-contact", $"{path}/record-contact", ("f.minutes", "22"));
        Assert.Contains("2 Kontakte, 33 Minuten", await first.PageAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_report_stays_what_it_was()
    {
        using var coordinator = host.Visit();
        await coordinator.LogInAsync("koordination");
        await coordinator.FillAsync("/city?Period=2023&By=office", "/city?Period=2023&By=office&handler=publish");
        using var anybody = host.Visit();
        var list = await anybody.PageAsync("/published");
        Assert.Contains("/published/1.csv", list, StringComparison.Ordinal);
        using var file = await anybody.GetAsync("/published/1.csv");
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..12], list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_published_later_is_protected_against_it()
    {
        using var coordinator = host.Visit();
        await coordinator.LogInAsync("koordination");
        foreach (var by in new[] { "By=office", "By=office&By=sex" })
        {
            using var published = await coordinator.FillAsync($"/city?Period=2023-H2&{by}", $"/city?Period=2023-H2&{by}&handler=publish");
            Assert.Equal("/published", published.RequestMessage!.RequestUri!.AbsolutePath);
        }

        await using var scope = host.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<KimContext>().Publications.OrderBy(p => p.Number).ToListAsync();
        var ledger = City.CityReports.LedgerOf(rows).Publications;
        Assert.Equal(rows.Count, ledger.Count);
        // Contacts of the same days were published before: a second table of them could be subtracted from the first.
        Assert.Equal([false, true], ledger.TakeLast(2).Select(p => p.Report.Rows[0].IsWithheld(p.Report.Request.Measures.ToList().IndexOf(Measure.Contacts))));
    }

    [Fact]
    public async Task The_city_sees_its_offices_by_name_and_quarter_by_quarter()
    {
        using var council = host.Visit();
        await council.LogInAsync("rat");
        var page = await council.PageAsync("/city?Period=2024-Q1&By=office&Compare=true");
        Assert.Contains("PlanB Wanne", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">planb-wanne<", page, StringComparison.Ordinal);
        Assert.Contains("2023-Q1: AWO Horsthausen und Sodingen", page, StringComparison.Ordinal);
        Assert.Contains("01.10.2023 bis 31.12.2023", page, StringComparison.Ordinal);
        var csv = await council.PageAsync("/city/report.csv?Period=2024-Q1&By=office");
        Assert.Contains("caritas-mitte", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("json", "application/json")]
    public async Task The_report_comes_as_a_file(string format, string type)
    {
        using var council = host.Visit();
        await council.LogInAsync("rat");
        using var answer = await council.GetAsync($"/city/report.{format}?Period=2023&By=office&By=sex");
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 500);
    }

    [Fact]
    public async Task Everybody_may_ask_how_it_is_and_what_the_figures_of_the_machine_are()
    {
        using var visitor = host.Visit();
        Assert.Equal("Healthy", await visitor.PageAsync("/health/ready"));
        Assert.Contains("http_server_request_duration", await visitor.PageAsync("/metrics"), StringComparison.Ordinal);
        using var openApi = JsonDocument.Parse(await visitor.PageAsync("/openapi/v1.json"));
        Assert.StartsWith("3.1", openApi.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Contains("scalar", await visitor.PageAsync("/api/try"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_message_is_sent_signed_and_says_nothing_about_the_person()
    {
        using var listener = new HttpListener();
        var port = RunningSample.FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        using var sender = new SampleHost(tellsStory: false, ("Webhooks:0:Url", $"http://127.0.0.1:{port}/kim"), ("Webhooks:0:Secret", "a secret"));
        using var visitor = sender.Visit();
        using var opened = await visitor.CallAsync(HttpMethod.Post, "/api/cases", """{"person":"p-secret"}""", "key-1");
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var call = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(call.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        call.Response.StatusCode = 204;
        call.Response.Close();
        Assert.Equal(Webhooks.Signature(body, "a secret"), call.Request.Headers["X-Kim-Signature"]);
        Assert.Contains("inquiry-registered", body, StringComparison.Ordinal);
        Assert.DoesNotContain("p-secret", body, StringComparison.Ordinal);
    }

    private static bool IsOurs(string code) => !KimCaseManagement.Texts.TextCatalogue.BuiltIn.Contains(code);

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }
}
