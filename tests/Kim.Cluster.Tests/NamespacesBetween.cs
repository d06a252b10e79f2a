using Kim.Cluster.Local;

namespace Kim.Cluster.Tests;

/// <summary>Each silo has a network of its own, a namespace of the kernel, with one cable to the other; the cut is made by pulling it. Stores and clients go by sockets in the file system, which no cut touches.</summary>
internal sealed class NamespacesBetween : CutNetwork
{
    private static readonly string[] Names = ["kim-cut-left", "kim-cut-right"];
    private static readonly string[] Addresses = ["10.254.254.1", "10.254.254.2"];

    private readonly LocalCluster _cluster;
    private readonly string _folder;
    private readonly Client[] _clients = new Client[2];
    private readonly int[] _silos = new int[2];
    private int _sockets;

    private NamespacesBetween(LocalCluster cluster, string folder) => (_cluster, _folder) = (cluster, folder);

    /// <summary>Whether this machine lets us make namespaces; that takes root and a kernel that has them.</summary>
    internal static bool AreAllowed { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/ip") && CanMakeOne();

    internal override Client Left => _clients[0];

    internal override Client Right => _clients[1];

    internal static async Task<CutNetwork> StartAsync(Stores stores)
    {
        var network = new NamespacesBetween(await stores.StartClusterAsync(bySocket: true), stores.Folder);
        foreach (var name in Names)
            await IpAsync("netns", "add", name);
        await IpAsync("link", "add", "kim-cut-0", "netns", Names[0], "type", "veth", "peer", "name", "kim-cut-1", "netns", Names[1]);
        for (var side = 0; side < 2; side++)
        {
            await IpAsync("-n", Names[side], "link", "set", "lo", "up");
            await IpAsync("-n", Names[side], "address", "add", $"{Addresses[side]}/24", "dev", $"kim-cut-{side}");
            await IpAsync("-n", Names[side], "link", "set", $"kim-cut-{side}", "up");
        }

        for (var side = 0; side < 2; side++)
            await network.StartSideAsync(side);
        return network;
    }

    internal override Task CutAsync() => IpAsync("-n", Names[0], "link", "set", "kim-cut-0", "down");

    internal override Task HealAsync() => IpAsync("-n", Names[0], "link", "set", "kim-cut-0", "up");

    internal override async Task ReplaceEndedAsync()
    {
        for (var side = 0; side < 2; side++)
        {
            if (_cluster.Silos[_silos[side]].HasEnded)
                await StartSideAsync(side);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client?.Dispose();
        await _cluster.DisposeAsync();
        foreach (var name in Names)
            await IpAsync("netns", "delete", name);
    }

    private async Task StartSideAsync(int side)
    {
        IReadOnlyList<string> inside = ["ip", "netns", "exec", Names[side]];
        var silo = await _cluster.AddSiloAsync(new SiloPlace(Addresses[side], Before: inside));
        _silos[side] = _cluster.Silos.Count - 1;
        var gateway = await _cluster.AddGatewayAsync(silo, $"http://unix:{_folder}/gateway-{_sockets++}", inside);
        var answers = _clients[side]?.Answers;
        _clients[side]?.Dispose();
        _clients[side] = new Client(gateway, answers);
    }

    private static Task IpAsync(params string[] arguments) => ChildProcess.RunAsync(["ip", .. arguments]);

    private static bool CanMakeOne()
    {
        try
        {
            IpAsync("netns", "add", "kim-cut-try").GetAwaiter().GetResult();
            IpAsync("netns", "delete", "kim-cut-try").GetAwaiter().GetResult();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
