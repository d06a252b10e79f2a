using System.Globalization;
using Kim.Cluster.Store;

namespace Kim.Cluster.Local;

/// <summary>A small cluster on 127.0.0.1: Garnet, PostgreSQL, silos and a gateway, each a process of its own.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<ChildProcess> _silos = [];
    private readonly List<ChildProcess> _gateways = [];
    private LocalGarnet? _garnet;
    private LocalPostgres? _postgres;

    private LocalCluster(string folder, string? redis, string? postgres)
    {
        _folder = folder;
        Redis = redis ?? "";
        Postgres = postgres ?? "";
    }

    /// <summary>Its name; no two on one server have the same.</summary>
    internal string Name { get; } = "kim-" + Environment.TickCount64.ToString(CultureInfo.InvariantCulture);

    /// <summary>Host and port of the server that speaks the Redis protocol.</summary>
    internal string Redis { get; private set; }

    /// <summary>Connection string of the store.</summary>
    internal string Postgres { get; private set; }

    /// <summary>The store, where it is this cluster's own.</summary>
    internal LocalPostgres? OwnPostgres => _postgres;

    /// <summary>Garnet, where it is this cluster's own.</summary>
    internal LocalGarnet? OwnGarnet => _garnet;

    internal IReadOnlyList<ChildProcess> Silos => _silos;

    /// <summary>Starts the stores that are not given, and makes the tables.</summary>
    /// <param name="folder">For the data of own stores.</param>
    /// <param name="redis">A Redis that runs already; null: Garnet is started.</param>
    /// <param name="postgres">A PostgreSQL that runs already; null: one is started.</param>
    internal static async Task<LocalCluster> StartStoresAsync(string folder, string? redis = null, string? postgres = null)
    {
        var cluster = new LocalCluster(folder, redis, postgres);
        try
        {
            var ports = Ports.Free(2);
            if (postgres is null)
            {
                cluster._postgres = await LocalPostgres.StartAsync(Path.Combine(folder, "postgres"), ports[0]);
                cluster.Postgres = cluster._postgres.Connection;
            }

            if (redis is null)
            {
                cluster._garnet = await LocalGarnet.StartAsync(Path.Combine(folder, "garnet"), ports[1]);
                cluster.Redis = cluster._garnet.Server;
            }

            await using var database = Database.Open(cluster.Postgres);
            await Database.CreateTablesAsync(database);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo and waits until it has joined; gives the address at which gateways find it.</summary>
    internal async Task<string> AddSiloAsync(SiloPlace? place = null)
    {
        var (address, siloPort, listenPort, postgres, before) = place ?? new SiloPlace();
        var ports = Ports.Free(2);
        var told = siloPort ?? ports[0];
        var silo = ChildProcess.Start(
            "ready",
            [
                .. before ?? [], .. Self(), "silo", "--cluster", Name, "--redis", Redis, "--postgres", postgres ?? Postgres, "--address", address, "--silo-port", Text(told),
                "--listen-port", Text(listenPort ?? told), "--gateway-port", Text(ports[1]), "--attended",
            ]);
        _silos.Add(silo);
        await silo.ReadyAsync();
        return $"{address}:{ports[1]}";
    }

    /// <summary>Starts a gateway and gives its address.</summary>
    /// <param name="only">The one silo that it speaks with, by the address for gateways; null: all.</param>
    /// <param name="url">Where it listens; any free port unless given.</param>
    /// <param name="before">What stands before the command line, such as a command that changes the network.</param>
    internal async Task<string> AddGatewayAsync(string? only = null, string url = "http://127.0.0.1:0", IReadOnlyList<string>? before = null)
    {
        var gateway = ChildProcess.Start(
            "ready",
            [.. before ?? [], .. Self(), "gateway", "--cluster", Name, "--redis", Redis, "--postgres", Postgres, "--url", url, "--attended", .. only is null ? Array.Empty<string>() : ["--only", only]]);
        _gateways.Add(gateway);
        return await gateway.ReadyAsync();
    }

    /// <summary>Stops everything that it started.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var process in _gateways.Concat(_silos))
            process.Dispose();
        _garnet?.Dispose();
        _postgres?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The command line that runs this program again, whoever runs it now.</summary>
    internal static IReadOnlyList<string> Self() => ["dotnet", typeof(LocalCluster).Assembly.Location];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a silo is started, if not simply on 127.0.0.1.</summary>
/// <param name="Address">The address at which it listens and others find it.</param>
/// <param name="SiloPort">The port that other silos are told; null: any.</param>
/// <param name="ListenPort">Where it listens, if something stands before that port.</param>
/// <param name="Postgres">The store, if it goes there another way than the others.</param>
/// <param name="Before">What stands before the command line, such as a command that changes the network.</param>
internal sealed record SiloPlace(string Address = "127.0.0.1", int? SiloPort = null, int? ListenPort = null, string? Postgres = null, IReadOnlyList<string>? Before = null);
