using System.Globalization;
using CsCheck;
using Kim.Api;
using Kim.Cluster.Grains;
using Kim.Cluster.Local;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using Npgsql;

namespace Kim.Cluster.Tests;

/// <summary>Steps that come twice, too late or in another order, over connections that break: none is lost, doubled or contradicted.</summary>
[Collection(StoresCollection.Name)]
public sealed class DisorderTests(Stores stores)
{
    /// <summary>More where KIM_CLUSTER_SAMPLES says so.</summary>
    private static readonly long Samples = long.Parse(Environment.GetEnvironmentVariable("KIM_CLUSTER_SAMPLES") ?? "8", CultureInfo.InvariantCulture);


    [ClusterFact]
    public async Task In_a_cluster_whose_connections_to_the_store_break_no_step_is_lost_doubled_or_contradicted()
    {
        using var line = new TcpLine(stores.Postgres.Port);
        await using var cluster = await stores.StartClusterAsync();
        await cluster.AddSiloAsync(new SiloPlace(Postgres: LocalPostgres.ConnectionAt(line.Port)));
        await cluster.AddSiloAsync(new SiloPlace(Postgres: LocalPostgres.ConnectionAt(line.Port)));
        using var client = new Client(await cluster.AddGatewayAsync());
        using var end = new CancellationTokenSource();
        var faults = BreakAsync(line, end.Token);
        Check("disorder-cluster", async (caseId, stepId, command, _) => (await client.TakeAsync(caseId, stepId, command.Step, "cm", command.Data, command.ExpectedVersion))!);
        await end.CancelAsync();
        await faults;
    }

    [ClusterFact]
    public async Task Where_each_of_two_believes_that_the_case_is_its_own_no_step_is_lost_doubled_or_contradicted()
    {
        using var line = new TcpLine(stores.Postgres.Port);
        await using var database = Store.Database.Open(LocalPostgres.ConnectionAt(line.Port));
        var store = new CaseStore(database, CaseLifecycle.Standard);
        using var end = new CancellationTokenSource();
        var faults = BreakAsync(line, end.Token);
        var sides = new Dictionary<string, OneAtATime>();
        Check("disorder-sides", async (caseId, stepId, command, copy) =>
        {
            OneAtATime side;
            lock (sides)
            {
                var name = $"{caseId}/{(command.At[0] + copy) % 2}";
                if (!sides.TryGetValue(name, out side!))
                    sides.Add(name, side = new OneAtATime(new CaseDecider(CaseId.From(caseId), store, CaseLifecycle.Standard, TimeProvider.System)));
            }

            var answer = await side.TakeAsync(StepId.From(stepId), command);
            return new Told(caseId, stepId, answer.IsAccepted, answer.Version, string.Join(',', answer.Refusals.Select(r => r.Code)));
        });
        await end.CancelAsync();
        await faults;
        foreach (var side in sides.Values)
            side.Dispose();
    }

    private void Check(string name, Func<string, string, Command, int, Task<Told>> send)
    {
        var sample = 0;
        Disorder.Any.Sample(
            commands =>
            {
                var told = Disorder.SendAsync($"{name}-{Interlocked.Increment(ref sample)}", commands, send).GetAwaiter().GetResult();
                var states = Audit.CheckAsync(stores.Database, told).GetAwaiter().GetResult().Values.Select(CaseState.Replay);

                // Nobody was taken on twice at one provider, however close together that was tried.
                Assert.All(
                    states.Where(state => state.AcceptedOn is not null && !state.Phase.IsFinal()).GroupBy(state => state.Person),
                    cases => Assert.Single(cases));
            },
            iter: Samples,
            threads: 1);
    }

    /// <summary>Breaks all connections to the store several times a second, wherever they are: before a commit, after it, in between.</summary>
    private static async Task BreakAsync(TcpLine line, CancellationToken end)
    {
        var random = new Random(1);
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(random.Next(20, 300), CancellationToken.None);
            line.Drop();
        }
    }

    /// <summary>A decider as a grain has it: one call after another; after a doubt it begins anew, and the step is sent again.</summary>
    private sealed class OneAtATime(CaseDecider decider) : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);

        public void Dispose() => _turn.Dispose();

        internal async Task<StepAnswer> TakeAsync(StepId stepId, Command command)
        {
            while (true)
            {
                await _turn.WaitAsync();
                try
                {
                    return await decider.TakeAsync(stepId, command.Step, command.Data, ActorId.From("cm"), command.ExpectedVersion);
                }
                catch (Exception doubt) when (doubt is NpgsqlException or StoreInDoubtException or TimeoutException or IOException)
                {
                    decider.Forget();
                }
                finally
                {
                    _turn.Release();
                }

                await Task.Delay(20);
            }
        }
    }
}
