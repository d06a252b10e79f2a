using System.Globalization;
using System.Net;
using Kim.Cluster.Drive;
using Kim.Cluster.Local;
using Kim.Cluster.Silo;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Kim.Cluster.Tests;

/// <summary>Silos that know an older and a newer lifecycle definition stand side by side; no case is stuck.</summary>
[Collection(StoresCollection.Name)]
public sealed class RollingChangeTests(Stores stores)
{
    /// <summary>A definition that is newer than the one that ships: a case that was put on the waiting list can be referred elsewhere.</summary>
    private static readonly CaseLifecycle Newer = new(CasePolicy.Default, new LifecycleDefinition(
        CaseLifecycle.Standard.DefinitionVersion + 1,
        CaseLifecycle.Standard.Definition.Guards,
        [.. CaseLifecycle.Standard.Definition.Transitions, new Transition(StepKind.ReferElsewhere, Place.WaitingList, Place.Declined, [])]));

    /// <summary>No case is stuck, on a busy machine either: silos learn of each other's definition together with each other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _cluster = "rolling-" + Environment.TickCount64.ToString(CultureInfo.InvariantCulture);

    [ClusterFact]
    public async Task An_upgrade_rolls_through_and_no_case_is_stuck()
    {
        var story = new CaseStory(0, new StateSize());
        var old = await StartSiloAsync(CaseLifecycle.Standard);
        await using var gateway = GatewayHost.Build("http://127.0.0.1:0", _cluster, stores.Garnet.Server, stores.Postgres.Connection, null);
        await gateway.StartAsync();
        using var client = new Client(gateway.Urls.First());

        // Cases in every phase of the story, under the old definition.
        for (var steps = 1; steps < story.Length; steps++)
            await TakeAsync(client, story, $"rolling-{steps}", 0, steps);

        // Both live: cases that are at the old silo stay there, new ones come to life at the new silo.
        var newer = await StartSiloAsync(Newer);
        var fresh = await FirstCaseAtTheNewSiloAsync(client, story);
        await TakeAsync(client, story, fresh, 1, 3);
        Assert.Equal([2, 2, 2], await DefinitionsAsync(fresh));
        await TakeAsync(client, story, "rolling-1", 1, 2);
        Assert.Equal([1, 1], await DefinitionsAsync("rolling-1"));

        // The old silo stops: every case goes on at the new one.
        await old.StopAsync();
        old.Dispose();
        for (var steps = 2; steps < story.Length; steps++)
            await TakeAsync(client, story, $"rolling-{steps}", steps, steps + 1);
        Assert.Equal([1, 1, 2], await DefinitionsAsync("rolling-2"));

        // Back again: what was decided under the new definition waits for a silo that knows it; the rest goes on.
        var again = await StartSiloAsync(CaseLifecycle.Standard);
        await newer.StopAsync();
        newer.Dispose();
        await TakeAsync(client, story, "rolling-1", 2, 3);
        var (step, data) = story.After(3)!.Value;
        Assert.Null(await client.TakeAsync(fresh, fresh + "-3", step, story.By, data, patience: TimeSpan.FromSeconds(1)));
        newer = await StartSiloAsync(Newer);
        await TakeAsync(client, story, fresh, 3, 4);
        foreach (var silo in new[] { again, newer })
        {
            await silo.StopAsync();
            silo.Dispose();
        }
    }

    [ClusterFact]
    public async Task What_is_due_is_noted_once()
    {
        using var silo = await StartSiloAsync(CaseLifecycle.Standard);
        await using var gateway = GatewayHost.Build("http://127.0.0.1:0", _cluster, stores.Garnet.Server, stores.Postgres.Connection, null);
        await gateway.StartAsync();
        using var client = new Client(gateway.Urls.First());
        var today = CaseLifecycle.DayOf(SystemClock.Instance.GetCurrentInstant());
        var until = NodaTime.Text.LocalDatePattern.Iso.Format(today);
        await client.TakeAsync("due-1", "due-1-0", "register-inquiry", "cm", """{"office":"due-office-1"}""");
        await client.TakeAsync("due-1", "due-1-1", "give-consent", "cm", $$"""{"kind":"participation","valid_until":"{{until}}"}""");
        var diary = ((IGrainFactory)silo.Services.GetService(typeof(IGrainFactory))!).GetGrain<Grains.IDiaryGrain>("due");
        await diary.Begin();
        Assert.Equal(1, await diary.Look());
        Assert.Equal(0, await diary.Look());
        await silo.StopAsync();
    }

    /// <summary>Silos learn of a new one within seconds; until then new cases come to life at the old one.</summary>
    private async Task<string> FirstCaseAtTheNewSiloAsync(Client client, CaseStory story)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"rolling-new-{attempt}");
            await TakeAsync(client, story, id, 0, 1);
            if (await DefinitionsAsync(id) is [2])
                return id;
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        throw new Xunit.Sdk.XunitException("No new case came to life at the new silo within 30 seconds.");
    }

    private static async Task TakeAsync(Client client, CaseStory story, string id, int from, int to)
    {
        for (var done = from; done < to; done++)
        {
            var (step, data) = story.After(done)!.Value;
            // Each case has a person of its own.
            var told = await client.TakeAsync(id, string.Create(CultureInfo.InvariantCulture, $"{id}-{done}"), step, story.By, data.Replace("\"p-00000000\"", $"\"{id}\"", StringComparison.Ordinal), patience: Patience);
            Assert.True(told is { IsAccepted: true }, $"{id}: {step}: {told?.ToString() ?? $"no answer within {Patience}: {client.LastDoubt}"}");
        }
    }

    private async Task<IHost> StartSiloAsync(CaseLifecycle lifecycle)
    {
        var ports = Ports.Free(2);
        var silo = SiloHost.Build(new SiloSettings(_cluster, stores.Garnet.Server, stores.Postgres.Connection, IPAddress.Loopback, ports[0], ports[1], ports[0]), lifecycle);
        await silo.StartAsync();
        return silo;
    }

    private async Task<IReadOnlyList<int>> DefinitionsAsync(string caseId)
    {
        await using var command = stores.Database.CreateCommand("SELECT definition FROM events WHERE case_id = $1 ORDER BY version");
        command.Parameters.Add(CaseStore.Text(caseId));
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<int>();
        while (await row.ReadAsync())
            all.Add(row.GetInt32(0));
        return all;
    }
}
