using System.Net;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kim.Web.Tests;

/// <summary>What people with bad intentions try: refused with the right status, nothing changed, logged without personal data.</summary>
public sealed class AttackTests(SampleHost host) : IClassFixture<SampleHost>
{
    private const string Script = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
    private const string Sql = "'; DROP TABLE \"Cases\"; --";

    /// <summary>A case of Caritas, and somebody of PlanB.</summary>
    private const string Foreign = "herne-0001";

    [Theory]
    [InlineData("/cases/herne-0001/hold-review")]
    [InlineData("/cases/herne-0001?handler=contact")]
    [InlineData("/cases/herne-0001?handler=name")]
    [InlineData("/cases/new")]
    [InlineData("/logout")]
    public async Task A_form_from_another_site_is_refused(string action)
    {
        using var manager = host.Visit();
        await manager.LogInAsync("caritas-mitte-1");
        var before = await CountAsync();
        using var answer = await manager.PostAsync(action, ("Attempt", "a"), ("attempt", "a"), ("channel", "phone"), ("minutes", "5"), ("name", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_script_in_any_text_field_stays_text()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("caritas-mitte-2");
        var opened = await manager.FillAsync("/cases/new", "/cases/new");
        var path = opened.RequestMessage!.RequestUri!.AbsolutePath;
        await manager.FillAsync(path, $"{path}?handler=name", ("name", Script), ("telephone", Script));
        foreach (var definition in CaseLifecycle.Standard.Steps.Where(s => s.Kind != StepKind.RegisterInquiry))
        {
            var page = $"{path}/{definition.Kind.Code()}";
            using var answer = await manager.FillAsync(page, page, [.. definition.Fields.Select(f => ("f." + f.Name, Script))]);
            AssertHarmless(await answer.Content.ReadAsStringAsync());
        }

        AssertHarmless(await RawAsync(manager, path));
        AssertHarmless(await RawAsync(manager, "/cases"));
        using var client = host.Visit();
        using var found = await client.FillAsync("/help/de", "/help/de", ("Form.Words", Script), ("Form.Topics", Script), ("Form.District", Script));
        AssertHarmless(await found.Content.ReadAsStringAsync());
        using var login = await client.FillAsync("/login", "/login", ("name", Script), ("password", Script), ("to", "//evil.example"));
        AssertHarmless(await login.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SQL_in_any_place_is_text()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("caritas-mitte-1");
        var before = await CountAsync();
        foreach (var page in new[] { $"/cases/{Uri.EscapeDataString(Sql)}", $"/cases/herne-0001/{Uri.EscapeDataString(Sql)}" })
        {
            using var answer = await manager.GetAsync(page);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await manager.PageAsync("/office?phase=" + Uri.EscapeDataString(Sql));
        using var auditor = host.Visit();
        await auditor.LogInAsync("revision");
        await auditor.PageAsync("/audit?Subject=" + Uri.EscapeDataString(Sql));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_formula_in_a_code_does_not_run_in_a_spreadsheet()
    {
        using var coordinator = host.Visit();
        await coordinator.LogInAsync("koordination");
        var page = await RawAsync(coordinator, "/city?Period=2023&By==cmd|calc");
        AssertHarmless(page);
        using var file = await coordinator.GetAsync("/city/report.csv?Period=2023&By=office");
        var csv = await file.Content.ReadAsStringAsync();
        Assert.DoesNotContain(csv.Split('\n').SelectMany(line => line.Split(';')), cell => cell.TrimStart('"') is ['=' or '+' or '@', ..]);
    }

    [Fact]
    public async Task The_case_of_another_office_looks_like_none()
    {
        using var stranger = host.Visit();
        await stranger.LogInAsync("planb-wanne-1");
        foreach (var id in new[] { Foreign, "herne-9999", "kim-2222222222", "../../etc/passwd", "%00", new string('x', 3000) })
        {
            using var read = await stranger.GetAsync($"/cases/{Uri.EscapeDataString(id)}");
            Assert.True(read.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{id}: {read.StatusCode}");
        }

        var before = await CountAsync();
        using var write = await stranger.FillAsync("/cases/new", $"/cases/{Foreign}/record-contact", ("f.minutes", "5"));
        Assert.Equal(HttpStatusCode.NotFound, write.StatusCode);
        Assert.Equal(before, await CountAsync());
        await using var scope = host.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<KimContext>().Audit.AnyAsync(a => a.By == "planb-wanne/1" && a.Subject == Foreign && a.Outcome == "forbidden"));
    }

    [Theory]
    [InlineData("""{"step":""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"step":"no-such-step","data":{}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"step":"record-contact","data":{"minutes":{"a":{"b":1}}}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"step":"record-contact","data":{"minutes":99999999999999999999}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Broken_or_foolish_JSON_is_refused(string json, HttpStatusCode expected)
    {
        using var program = host.Visit();
        var before = await CountAsync();
        using var answer = await program.CallAsync(HttpMethod.Post, $"/api/cases/{Foreign}/steps", json, "key-" + json.Length);
        Assert.Equal((expected, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var program = host.Visit();
        using var answer = await program.CallAsync(HttpMethod.Post, $"/api/cases/{Foreign}/steps", $$"""{"step":"{{new string('x', 300_000)}}"}""", "large");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer guess")]
    [InlineData("Basic a2ltOmtpbQ==")]
    public async Task Without_the_key_there_is_no_interface(string authorization)
    {
        using var program = host.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/cases", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await program.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_that_is_sent_again_acts_once()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("drk-eickel-1");
        var opened = await manager.FillAsync("/cases/new", "/cases/new");
        var path = opened.RequestMessage!.RequestUri!.AbsolutePath;
        for (var i = 0; i < 3; i++)
            await manager.FillAsync(path, $"{path}?handler=contact", ("attempt", "one-and-the-same"), ("channel", "phone"), ("minutes", "5"));
        Assert.Contains("1 Kontakte, 5 Minuten", await manager.PageAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_guesses_passwords_is_locked_out()
    {
        using var guesser = host.Visit();
        for (var i = 0; i < 6; i++)
            await guesser.FillAsync("/login", "/login", ("name", "stadt-2"), ("password", $"guess-{i}"));
        using var answer = await guesser.FillAsync("/login", "/login", ("name", "stadt-2"), ("password", Accounts.DevelopmentAccounts.KnownPassword));
        Assert.Equal("/login", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Public_pages_have_a_limit()
    {
        using var narrow = new SampleHost(tellsStory: false, ("Limits:PublicRequestsPerMinute", "5"));
        using var client = narrow.Visit();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
            answers.Add((await client.GetAsync("/help")).StatusCode);
        Assert.Equal(5, answers.Count(a => a == HttpStatusCode.OK));
        Assert.Equal(3, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/help/ar")]
    [InlineData("/login")]
    [InlineData("/no-such-page")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string page)
    {
        using var visitor = host.Visit();
        using var answer = await visitor.GetAsync(page);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_was_typed_stands_in_the_logs()
    {
        using var manager = host.Visit();
        await manager.LogInAsync("caritas-mitte-1");
        await manager.FillAsync("/cases/herne-0001", "/cases/herne-0001?handler=name", ("name", "Unmistakable Name"), ("telephone", "0999 123"));
        using var client = host.Visit();
        await client.FillAsync("/help/de", "/help/de", ("Form.Words", "unmistakable words"));
        await using var scope = host.Services.CreateAsyncScope();
        var audit = await scope.ServiceProvider.GetRequiredService<KimContext>().Audit.ToListAsync();
        var logged = host.Log.Lines.Concat(audit.Select(a => $"{a.By} {a.Action} {a.Subject} {a.Outcome}"));
        Assert.DoesNotContain(logged, line => line.Contains("nmistakable", StringComparison.Ordinal) || line.Contains("0999", StringComparison.Ordinal) || line.Contains("script", StringComparison.Ordinal));
    }

    private static void AssertHarmless(string html)
    {
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
    }

    private static async Task<string> RawAsync(Visitor visitor, string page)
    {
        using var answer = await visitor.GetAsync(page);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<int> CountAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KimContext>().Events.CountAsync();
    }
}
