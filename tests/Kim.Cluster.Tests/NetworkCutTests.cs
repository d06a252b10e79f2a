using System.Globalization;
using Xunit.Abstractions;

namespace Kim.Cluster.Tests;

/// <summary>Two silos that don't see each other, both with the store: each may believe that a case is its own, and still no case is decided twice.</summary>
[Collection(StoresCollection.Name)]
public sealed class NetworkCutTests(Stores stores, ITestOutputHelper output)
{
    private const int Cases = 20;
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    /// <summary>Namespaces of the kernel where this machine allows them to be made, lines of the test's own everywhere.</summary>
    public static TheoryData<string> Ways() => NamespacesBetween.AreAllowed ? ["lines", "namespaces"] : ["lines"];

    [ClusterTheory]
    [MemberData(nameof(Ways))]
    public async Task In_a_network_that_is_cut_no_case_is_decided_twice_and_afterwards_all_agree(string way)
    {
        await using var network = way == "lines" ? await LinesBetween.StartAsync(stores) : await NamespacesBetween.StartAsync(stores);
        var ids = Enumerable.Range(0, Cases).Select(number => string.Create(CultureInfo.InvariantCulture, $"cut-{way}-{number}")).ToArray();
        await Parallel.ForEachAsync(ids, async (id, _) =>
        {
            // Half of the cases come to life by way of each side.
            var side = int.Parse(id.Split('-')[2], CultureInfo.InvariantCulture) % 2 == 0 ? network.Left : network.Right;
            await side.TakeAsync(id, "open", "register-inquiry", "cm", """{"office":"m01-office-1"}""");
        });

        await network.CutAsync();
        var end = DateTime.UtcNow + Cut;
        await Task.WhenAll(ids.Select(id => Task.WhenAll(DecideAsync(network.Left, "left", id, end), DecideAsync(network.Right, "right", id, end))));
        var told = network.Left.Answers.Concat(network.Right.Answers).ToList();
        await network.HealAsync();
        var recovered = DateTime.UtcNow + Recovery;

        // Each side sent steps that only one of them could take on a version: whoever was told yes is the only one.
        Assert.All(told.Where(t => t.IsAccepted).GroupBy(t => (t.Case, t.Version)), version => Assert.Single(version.Select(t => t.StepId).Distinct()));
        var histories = await Audit.CheckAsync(stores.Database, told);
        foreach (var id in ids)
        {
            var version = histories[id].Count;
            Assert.Equal(version, await VersionAsync(network, () => network.Left, id, recovered));
            Assert.Equal(version, await VersionAsync(network, () => network.Right, id, recovered));
        }

        output.WriteLine($"{way}: in {Cut.TotalSeconds} s of the cut {told.Count(t => t.IsAccepted && t.StepId.StartsWith("left", StringComparison.Ordinal))} steps by the left, {told.Count(t => t.IsAccepted && t.StepId.StartsWith("right", StringComparison.Ordinal))} by the right, {told.Count(t => !t.IsAccepted)} refused; {told.Where(t => t.IsAccepted && t.StepId != "open").GroupBy(t => t.Case).Count(steps => steps.Select(t => t.StepId[0]).Distinct().Count() == 2)} of {Cases} cases had steps from both sides");
        Assert.Contains(told, t => t.IsAccepted && t.StepId != "open");
    }

    /// <summary>Sends steps that name the version they expect, one after another, as long as the cut lasts.</summary>
    private static async Task DecideAsync(Client client, string side, string id, DateTime end)
    {
        var expected = 1;
        for (var number = 0; DateTime.UtcNow < end; number++)
        {
            var told = await client.TakeAsync(id, string.Create(CultureInfo.InvariantCulture, $"{side}-{number}"), "assign-case-manager", side, $$"""{"case_manager":"{{side}}-{{number}}"}""", expected, Patience);
            expected = told is null ? expected : told.Version;
            await Task.Delay(20);
        }
    }

    /// <summary>The version that a side tells, as soon as it can; a silo that ended itself is started again meanwhile.</summary>
    private static async Task<int?> VersionAsync(CutNetwork network, Func<Client> side, string id, DateTime end)
    {
        while (true)
        {
            if (await side().VersionAsync(id) is { } version)
                return version;
            if (DateTime.UtcNow > end)
                return null;
            await network.ReplaceEndedAsync();
        }
    }
}
