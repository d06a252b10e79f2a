using System.Globalization;
using System.Net.Sockets;

namespace Kim.Cluster.Local;

/// <summary>Garnet, a server that speaks the Redis protocol, from the repository's tool manifest: nothing has to be installed. It keeps what it knows in a folder, for when it is started again.</summary>
internal sealed class LocalGarnet : IDisposable
{
    private readonly string _folder;
    private readonly int _port;
    private ChildProcess? _process;

    private LocalGarnet(string folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>Host and port.</summary>
    internal string Server => $"127.0.0.1:{_port}";

    /// <summary>Its socket in the folder, which needs no network, in the way in which the client library writes it.</summary>
    internal string Socket => "!" + Path.Combine(_folder, "garnet.socket");

    internal static async Task<LocalGarnet> StartAsync(string folder, int port)
    {
        // What it knows is about processes that run; those of an earlier day are gone.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var garnet = new LocalGarnet(folder, port);
        await garnet.StartAgainAsync();
        return garnet;
    }

    /// <summary>Starts it, with what it knew before.</summary>
    internal async Task StartAgainAsync()
    {
        Directory.CreateDirectory(_folder);
        File.Delete(Path.Combine(_folder, "garnet.socket"));
        _process = ChildProcess.Start(
            null,
            "dotnet",
            Program() ?? throw new InvalidOperationException("Garnet is not there; in the repository: dotnet tool restore."),
            "--bind", "127.0.0.1",
            "--port", _port.ToString(CultureInfo.InvariantCulture),
            "--unixsocket", Path.Combine(_folder, "garnet.socket"),
            "--lua",
            "--aof",
            "--recover",
            // The other kinds of files need a library that not every machine has.
            "--device-type", "RandomAccess",
            "--checkpointdir", _folder);
        while (!await AnswersAsync())
        {
            if (_process.HasEnded)
                await _process.ReadyAsync();
            await Task.Delay(50);
        }
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    internal void Kill() => _process?.Kill();

    public void Dispose() => _process?.Dispose();

    /// <summary>The tool's program. It is started itself, not by way of the dotnet command, so that its process id is known.</summary>
    /// <returns>Null where the tool was not restored.</returns>
    internal static string? Program()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var tool = Path.Combine(packages, "garnet-server");
        return Directory.Exists(tool) ? Directory.EnumerateFiles(tool, "GarnetServer.dll", SearchOption.AllDirectories).Where(f => f.Contains("net10.0", StringComparison.Ordinal)).Order(StringComparer.Ordinal).LastOrDefault() : null;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await client.GetStream().WriteAsync("*1\r\n$4\r\nPING\r\n"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[16]) > 0;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }
}
