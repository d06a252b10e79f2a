using System.Globalization;

namespace Kim.Cluster.Local;

/// <summary>A PostgreSQL of one's own in a folder, from the programs that Debian installs. It listens on 127.0.0.1 and on a socket in the folder; for trying out, as it asks for no password.</summary>
internal sealed class LocalPostgres : IDisposable
{
    private readonly string _folder;
    private readonly int _port;

    private LocalPostgres(string folder, int port) => (_folder, _port) = (folder, port);

    internal int Port => _port;

    /// <summary>The connection string, by way of TCP.</summary>
    internal string Connection => ConnectionAt(_port);

    /// <summary>The connection string by way of the socket, which needs no network.</summary>
    internal string SocketConnection => $"Host={_folder};Port={_port};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Where the programs are; null where PostgreSQL is not installed.</summary>
    internal static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault() : null;

    /// <summary>The connection string of a server behind another port, where something stands in between.</summary>
    internal static string ConnectionAt(int port) => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    /// <summary>Makes the folder a database where it isn't one yet, and starts it.</summary>
    internal static async Task<LocalPostgres> StartAsync(string folder, int port)
    {
        var postgres = new LocalPostgres(folder, port);
        if (!Directory.Exists(postgres.Data))
        {
            Directory.CreateDirectory(folder);
            if (Environment.IsPrivilegedProcess)
                await ChildProcess.RunAsync("chown", "postgres", folder);
            await RunAsync("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        }

        await postgres.StartAgainAsync();
        return postgres;
    }

    /// <summary>Starts it again in the same folder.</summary>
    internal Task StartAgainAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "postgres.log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200", "start");

    /// <summary>Ends it at once and without tidying up (SIGKILL to its first process, which the others follow).</summary>
    internal async Task KillAsync()
    {
        var first = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var process = System.Diagnostics.Process.GetProcessById(first);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public void Dispose() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop").GetAwaiter().GetResult();

    /// <summary>PostgreSQL refuses to run as root; then its own user runs it.</summary>
    private static Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(Programs() ?? throw new InvalidOperationException("PostgreSQL is not installed; on Debian: apt-get install postgresql."), program);
        return ChildProcess.RunAsync([.. Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : Array.Empty<string>(), path, .. arguments]);
    }
}
