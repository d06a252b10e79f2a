using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kim.Cluster.Silo;

namespace Kim.Cluster.Tests;

/// <summary>The JSON API of the gateway.</summary>
[Collection(StoresCollection.Name)]
public sealed class GatewayTests(Stores stores)
{
    [ClusterFact]
    public async Task A_program_opens_a_case_takes_steps_and_is_told_what_stands_in_the_way()
    {
        await using var cluster = await stores.StartClusterAsync();
        await cluster.AddSiloAsync();
        using var api = new HttpClient { BaseAddress = new Uri(await cluster.AddGatewayAsync()) };
        api.DefaultRequestHeaders.Add(GatewayHost.ActorHeader, "cm-1");

        // The same key opens the same case.
        var opened = await PostAsync(api, "api/cases", "open-1", new { office = "api-office-1" });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.Equal(opened.Headers.Location, (await PostAsync(api, "api/cases", "open-1", new { office = "api-office-1" })).Headers.Location);
        var address = opened.Headers.Location!.ToString();

        var clarified = await PostAsync(api, address + "/steps", "clarify-1", new { step = "start-clarification", data = new { case_manager = "cm-1" } });
        Assert.Equal("\"2\"", clarified.Headers.ETag!.Tag);
        Assert.Equal("clarification", (await clarified.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("phase").GetString());

        var refused = await PostAsync(api, address + "/steps", "accept-1", new { step = "accept-case" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var problems = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString());
        Assert.Equal(["eligible", "participation-consent", "information-given"], problems);

        var late = await PostAsync(api, address + "/steps", "late-1", new { step = "give-information" }, "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        var next = await api.GetFromJsonAsync<JsonElement>(address + "/next-steps");
        Assert.Contains(next.EnumerateArray(), step => step.GetProperty("step").GetString() == "decline" && step.GetProperty("permitted").GetBoolean());
        var listed = Assert.Single((await api.GetFromJsonAsync<JsonElement>("api/cases?office=api-office-1")).EnumerateArray().ToList());
        Assert.Equal(2, listed.GetProperty("version").GetInt32());
    }

    [ClusterFact]
    public async Task What_makes_no_sense_is_answered_with_what_is_wrong()
    {
        await using var cluster = await stores.StartClusterAsync();
        await cluster.AddSiloAsync();
        using var api = new HttpClient { BaseAddress = new Uri(await cluster.AddGatewayAsync()) };
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(api, "api/cases/x/steps", "nobody", new { step = "withdraw" })).StatusCode);
        api.DefaultRequestHeaders.Add(GatewayHost.ActorHeader, "cm-1");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(api, "api/cases/x/steps", "", new { step = "withdraw" })).StatusCode);
        foreach (var body in new object[] { new { step = "no-such-step" }, new { step = "record-contact", data = new { minutes = "many" } } })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(api, "api/cases/x/steps", "no-step", body)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(new Uri("api/cases/no-such-case", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync(new Uri("api/cases?phase=nowhere", UriKind.Relative))).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient api, string address, string key, object body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.RelativeOrAbsolute)) { Content = JsonContent.Create(body) };
        if (key.Length > 0)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return api.SendAsync(request);
    }
}
