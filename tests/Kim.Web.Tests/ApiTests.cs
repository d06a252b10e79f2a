using System.Net;
using System.Text.Json;

namespace Kim.Web.Tests;

/// <summary>The interface for programs.</summary>
public sealed class ApiTests(SampleHost host) : IClassFixture<SampleHost>
{
    [Fact]
    public async Task A_program_opens_a_case_and_takes_steps()
    {
        using var program = host.Visit();
        var id = await OpenAsync(program, "open-1");
        using var taken = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", """{"step":"start-clarification","data":{"case_manager":"caritas-mitte/1"}}""", "step-1", "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (taken.StatusCode, taken.Headers.ETag!.Tag));
        Assert.Equal("clarification", (await JsonAsync(taken)).GetProperty("phase").GetString());
        using var events = await program.CallAsync(HttpMethod.Get, $"/api/cases/{id}/events");
        Assert.Equal(2, (await JsonAsync(events)).GetArrayLength());
        using var next = await program.CallAsync(HttpMethod.Get, $"/api/cases/{id}/next-steps");
        var accept = (await JsonAsync(next)).EnumerateArray().Single(s => s.GetProperty("step").GetString() == "accept-case");
        Assert.Equal(["eligible", "participation-consent", "information-given"], accept.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_refusal_is_a_problem_with_the_library_s_codes()
    {
        using var program = host.Visit();
        var id = await OpenAsync(program, "open-2");
        using var refused = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", """{"step":"close","data":{"reason":"goals-achieved"}}""", "step-1");
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.NotEmpty((await JsonAsync(refused)).GetProperty("problems").EnumerateArray());
        using var wrong = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", """{"step":"record-contact","data":{"minutes":"many","colour":"red"}}""", "step-2");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(["wrong-value", "unknown-field"], (await JsonAsync(wrong)).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_same_key_acts_once_and_another_step_under_it_is_refused()
    {
        using var program = host.Visit();
        var id = await OpenAsync(program, "open-3");
        Assert.Equal(id, await OpenAsync(program, "open-3"));
        const string Contact = """{"step":"record-contact","data":{"minutes":5}}""";
        for (var i = 0; i < 3; i++)
        {
            using var again = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", Contact, "key");
            Assert.Equal((HttpStatusCode.OK, "\"2\""), (again.StatusCode, again.Headers.ETag!.Tag));
        }

        using var other = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", """{"step":"record-contact","data":{"minutes":6}}""", "key");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        using var none = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", Contact);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Who_saw_an_older_version_is_told_so_and_an_unchanged_case_is_not_sent_again()
    {
        using var program = host.Visit();
        var id = await OpenAsync(program, "open-4");
        using var seen = await program.CallAsync(HttpMethod.Get, $"/api/cases/{id}");
        Assert.Equal("\"1\"", seen.Headers.ETag!.Tag);
        using var stale = await program.CallAsync(HttpMethod.Post, $"/api/cases/{id}/steps", """{"step":"record-contact","data":{}}""", "key", "\"7\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/cases/{id}", UriKind.Relative));
        request.Headers.Add("Authorization", "Bearer key-for-trying-out-only-00000000");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");
        using var unchanged = await program.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Lists_topics_and_lifecycle_are_there_too()
    {
        using var program = host.Visit();
        using var list = await program.CallAsync(HttpMethod.Get, "/api/cases");
        Assert.NotEmpty((await JsonAsync(list)).EnumerateArray());
        using var topics = await program.CallAsync(HttpMethod.Get, "/api/topics?words=Reisepass");
        Assert.Equal("RES-PASS", (await JsonAsync(topics))[0].GetProperty("code").GetString());
        using var lifecycle = await program.CallAsync(HttpMethod.Get, "/api/lifecycle");
        Assert.Equal(13, (await JsonAsync(lifecycle)).GetProperty("phases").GetArrayLength());
    }

    private static async Task<string> OpenAsync(Visitor program, string key)
    {
        using var opened = await program.CallAsync(HttpMethod.Post, "/api/cases", """{"language":"ar","provider":"caritas"}""", key);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        return opened.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
