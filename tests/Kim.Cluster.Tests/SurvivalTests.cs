using System.Diagnostics;
using System.Globalization;
using Kim.Cluster.Drive;
using Xunit.Abstractions;

namespace Kim.Cluster.Tests;

/// <summary>What is acknowledged is there, exactly once, whatever dies meanwhile.</summary>
[Collection(StoresCollection.Name)]
public sealed class SurvivalTests(Stores stores, ITestOutputHelper output)
{
    private const int StepsOfACase = 6;
    private const int AtOnce = 64;

    /// <summary>1,000 unless KIM_CLUSTER_CASES says otherwise.</summary>
    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("KIM_CLUSTER_CASES") ?? "1000", CultureInfo.InvariantCulture);

    [ClusterFact]
    public async Task A_silo_dies_and_the_stores_die_and_every_acknowledged_step_is_there_exactly_once()
    {
        await using var cluster = await stores.StartClusterAsync();
        await cluster.AddSiloAsync();
        await cluster.AddSiloAsync();
        using var client = new Client(await cluster.AddGatewayAsync());
        var size = new StateSize();
        var began = Stopwatch.GetTimestamp();
        var work = Parallel.ForEachAsync(Enumerable.Range(0, Cases), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var story = new CaseStory(number, size);
            for (var done = 0; done < StepsOfACase; done++)
            {
                var (step, data) = story.After(done)!.Value;
                await client.TakeAsync("survivor-" + story.Id, $"{story.Id}-{done}", step, story.By, data);
            }
        });

        await UntilAsync(client, work, 0.3);
        cluster.Silos[0].Kill();
        var silenceBefore = client.LongestSilence;
        await UntilAsync(client, work, 0.5);
        var silenceAfterSilo = client.LongestSilence;
        stores.Garnet.Kill();
        await stores.Garnet.StartAgainAsync();
        await UntilAsync(client, work, 0.6);
        await stores.Postgres.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await stores.Postgres.StartAgainAsync();
        stores.Database.Clear();
        await work;
        output.WriteLine($"{Cases} cases, {client.Answers.Count} steps in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s; longest silence {silenceBefore.TotalSeconds:N1} s before, {silenceAfterSilo.TotalSeconds:N1} s with the silo's death, {client.LongestSilence.TotalSeconds:N1} s at all");

        Assert.Equal(Cases * StepsOfACase, client.Answers.Count);
        Assert.Empty(client.Answers.Where(answer => !answer.IsAccepted).Take(3));
        Assert.True(silenceAfterSilo < TimeSpan.FromSeconds(10), $"The remaining silo was silent for {silenceAfterSilo}.");
        var histories = await Audit.CheckAsync(stores.Database, client.Answers);
        Assert.Equal(Cases, histories.Count);
        Assert.All(histories.Values, history => Assert.Equal(StepsOfACase, history.Count));
    }

    private static async Task UntilAsync(Client client, Task work, double share)
    {
        while (client.Answers.Count < Cases * StepsOfACase * share && !work.IsCompleted)
            await Task.Delay(20);
    }
}
