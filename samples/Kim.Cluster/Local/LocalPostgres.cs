using System.Globalization;

namespace Kim.Cluster.Local;

/// <summary>A PostgreSQL of one's own in a folder, from the programs that Debian installs. It listens on 127.0.0.1 and on a socket in the folder; for trying out, as it asks for no password. It ends with the process that started it, however that ends.</summary>
internal sealed class LocalPostgres : IDisposable
{
    /// <summary>Waits for the end of its input, which comes with the end of this process at the latest; then stops the server. What Ctrl+C sends to all is not for it.</summary>
    private const string StopAtEnd = "trap '' HUP INT TERM; cat > /dev/null; \"$@\"";
    private const string StopAtEndAndRemove = "trap '' HUP INT TERM; folder=$1; shift; cat > /dev/null; \"$@\"; code=$?; rm -rf \"$folder\"; exit $code";

    private readonly string _folder;
    private readonly int _port;
    private readonly ChildProcess _stop;

    private LocalPostgres(string folder, int port, bool isTemporary)
    {
        (_folder, _port) = (folder, port);
        var stop = Command("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _stop = ChildProcess.Start(null, isTemporary ? ["/bin/sh", "-c", StopAtEndAndRemove, "sh", folder, .. stop] : ["/bin/sh", "-c", StopAtEnd, "sh", .. stop]);
    }

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
    /// <param name="folder">Where the data stand.</param>
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="isTemporary">Whether the folder is removed at the end.</param>
    internal static async Task<LocalPostgres> StartAsync(string folder, int port, bool isTemporary = false)
    {
        var postgres = new LocalPostgres(folder, port, isTemporary);
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

    public void Dispose()
    {
        _stop.EndAsync().GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private static Task RunAsync(string program, params IEnumerable<string> arguments) => ChildProcess.RunAsync(Command(program, arguments));

    /// <summary>PostgreSQL refuses to run as root; then its own user runs it.</summary>
    private static IReadOnlyList<string> Command(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(Programs() ?? throw new InvalidOperationException("PostgreSQL is not installed; on Debian: apt-get install postgresql."), program);
        return [.. Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : Array.Empty<string>(), path, .. arguments];
    }
}
