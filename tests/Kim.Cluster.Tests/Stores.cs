using Kim.Cluster.Local;
using Kim.Cluster.Store;
using Npgsql;

namespace Kim.Cluster.Tests;

/// <summary>One PostgreSQL and one Garnet for all tests of the cluster, which run one after another; each has its own cases and its own cluster name.</summary>
public sealed class Stores : IAsyncLifetime
{
    /// <summary>The folder is in the way of every user's temporary files, so that PostgreSQL's own user may enter it.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-cluster-tests-");

    private LocalPostgres? _postgres;
    private LocalGarnet? _garnet;
    private NpgsqlDataSource? _database;

    internal LocalPostgres Postgres => _postgres!;

    internal LocalGarnet Garnet => _garnet!;

    internal NpgsqlDataSource Database => _database!;

    public async Task InitializeAsync()
    {
        if (Needs.Missing is not null)
            return;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        var ports = Ports.Free(2);
        _postgres = await LocalPostgres.StartAsync(Path.Combine(_folder.FullName, "postgres"), ports[0]);
        _garnet = await LocalGarnet.StartAsync(Path.Combine(_folder.FullName, "garnet"), ports[1]);
        _database = Store.Database.Open(_postgres.Connection);
        await Store.Database.CreateTablesAsync(_database);
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _garnet?.Dispose();
        _postgres?.Dispose();
        _folder.Delete(recursive: true);
    }

    internal string Folder => _folder.FullName;

    /// <param name="bySocket">Whether the processes reach the stores by sockets in the file system, which work from any network.</param>
    internal Task<LocalCluster> StartClusterAsync(bool bySocket = false) =>
        bySocket ? LocalCluster.StartStoresAsync(Folder, Garnet.Socket, Postgres.SocketConnection) : LocalCluster.StartStoresAsync(Folder, Garnet.Server, Postgres.Connection);
}

/// <summary>Tests that share the stores.</summary>
[CollectionDefinition(Name)]
public sealed class StoresCollection : ICollectionFixture<Stores>
{
    internal const string Name = "stores";
}
