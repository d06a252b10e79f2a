using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kim.Web.Tests;

/// <summary>The application is killed in the midst of a thousand writes. What it has acknowledged is there, and nothing is there by half.</summary>
public sealed class CrashTests(Databases databases) : IClassFixture<Databases>
{
    private const int Writes = 1000;
    private const int KillAfter = 400;
    private const int AtOnce = 16;
    private const int Cases = 20;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_killed_application_has_lost_nothing_that_it_acknowledged(Database database)
    {
        var folder = Machine.NewFolder("crash");
        var postgres = await databases.NewAsync(database);
        string[] settings = ["--Database:File", Path.Combine(folder, "kim.db"), "--Keys:Folder", Path.Combine(folder, "keys"), "--ConnectionStrings:Postgres", postgres, "--Story:Tell", "false"];
        var acknowledged = new ConcurrentBag<(string Case, string Key)>();
        using (var sample = await RunningSample.StartAsync(settings))
        {
            using var client = new HttpClient { BaseAddress = sample.Address };
            client.DefaultRequestHeaders.Add("Authorization", "Bearer key-for-trying-out-only-00000000");
            var ids = new List<string>();
            for (var n = 0; n < Cases; n++)
                ids.Add(await OpenAsync(client, n));
            using var enough = new SemaphoreSlim(0);
            var killed = Task.Run(async () =>
            {
                for (var n = 0; n < KillAfter; n++)
                    await enough.WaitAsync();
                sample.Kill();
            });
            await Parallel.ForEachAsync(Enumerable.Range(0, Writes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, cancel) =>
            {
                var (id, key) = (ids[n % Cases], $"write-{n}");
                try
                {
                    if (await WriteAsync(client, id, key, n, cancel) == HttpStatusCode.OK)
                    {
                        acknowledged.Add((id, key));
                        enough.Release();
                    }
                }
                catch (HttpRequestException)
                {
                    // It is dead: this write was not acknowledged.
                }
            });
            await killed.WaitAsync(TimeSpan.FromMinutes(3));
        }

        Assert.InRange(acknowledged.Count, KillAfter, Writes - 1);
        using var again = new SampleHost(tellsStory: false, ("Database:File", Path.Combine(folder, "kim.db")), ("ConnectionStrings:Postgres", postgres));
        _ = again.Address;
        await using var scope = again.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<KimContext>();
        var events = await context.Events.AsNoTracking().ToListAsync();
        Assert.Empty(acknowledged.Except(events.Select(e => (e.CaseId, e.StepId!))));
        Assert.Equal(events.Count, await context.Outbox.CountAsync());
        Assert.Equal(events.Count, await context.Audit.CountAsync(a => a.Action.StartsWith("step.") && a.Outcome == "done"));
        Assert.Equal(events.Count - Cases, await context.Contacts.CountAsync());
        var store = scope.ServiceProvider.GetRequiredService<CaseStore>();
        foreach (var row in await context.Cases.AsNoTracking().ToListAsync())
        {
            var history = await store.HistoryAsync(CaseId.From(row.Id));
            Assert.Equal(Enumerable.Range(1, row.Version), history.Select(e => e.Version));
            Assert.Equal(row.Version, CaseState.Replay(history).Version);
        }

        await again.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> OpenAsync(HttpClient client, int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = Json("""{"language":"ar"}""") };
        request.Headers.Add("Idempotency-Key", $"open-{n}");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<HttpStatusCode> WriteAsync(HttpClient client, string id, string key, int minutes, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{id}/steps")
        {
            Content = Json(JsonSerializer.Serialize(new { step = "record-contact", data = new { minutes } })),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request, cancel);
        return answer.StatusCode;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
