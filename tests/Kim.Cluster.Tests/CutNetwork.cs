using Kim.Cluster.Local;

namespace Kim.Cluster.Tests;

/// <summary>Two silos between which the network can be cut, each with a gateway that speaks with it alone; both reach the stores all the time. That is the hard case.</summary>
internal abstract class CutNetwork : IAsyncDisposable
{
    internal abstract Client Left { get; }

    internal abstract Client Right { get; }

    internal abstract Task CutAsync();

    internal abstract Task HealAsync();

    /// <summary>What an operating system's service manager does: a silo that ended itself, because the others had given it up, is started again.</summary>
    internal abstract Task ReplaceEndedAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>The cut is made by a line before each silo's port.</summary>
internal sealed class LinesBetween : CutNetwork
{
    private readonly TcpLine[] _lines;
    private readonly LocalCluster _cluster;
    private readonly Client[] _clients;
    private readonly int[] _silos = [0, 1];

    private LinesBetween(LocalCluster cluster, TcpLine[] lines, Client[] clients) => (_cluster, _lines, _clients) = (cluster, lines, clients);

    internal override Client Left => _clients[0];

    internal override Client Right => _clients[1];

    internal static async Task<CutNetwork> StartAsync(Stores stores)
    {
        var cluster = await stores.StartClusterAsync();
        var (lines, clients) = (new List<TcpLine>(), new List<Client>());
        foreach (var port in Ports.Free(2))
        {
            var line = new TcpLine(port);
            lines.Add(line);
            var silo = await cluster.AddSiloAsync(new SiloPlace(SiloPort: line.Port, ListenPort: port));
            clients.Add(new Client(await cluster.AddGatewayAsync(silo)));
        }

        return new LinesBetween(cluster, [.. lines], [.. clients]);
    }

    internal override Task CutAsync()
    {
        foreach (var line in _lines)
            line.Cut();
        return Task.CompletedTask;
    }

    internal override Task HealAsync()
    {
        foreach (var line in _lines)
            line.Heal();
        return Task.CompletedTask;
    }

    internal override async Task ReplaceEndedAsync()
    {
        for (var side = 0; side < 2; side++)
        {
            if (!_cluster.Silos[_silos[side]].HasEnded)
                continue;
            var silo = await _cluster.AddSiloAsync();
            _silos[side] = _cluster.Silos.Count - 1;
            _clients[side].Dispose();
            _clients[side] = new Client(await _cluster.AddGatewayAsync(silo), _clients[side].Answers);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _cluster.DisposeAsync();
        foreach (var line in _lines)
            line.Dispose();
    }
}
