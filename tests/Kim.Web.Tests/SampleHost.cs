using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Kim.Web.Tests;

/// <summary>The application in this process on a port of its own, with a database of its own.</summary>
public sealed class SampleHost : WebApplicationFactory<Program>
{
    private readonly string _folder = Machine.NewFolder("host");
    private readonly Dictionary<string, string?> _settings;

    public SampleHost()
        : this(tellsStory: true)
    {
    }

    internal SampleHost(bool tellsStory, params (string Key, string Value)[] settings)
    {
        _settings = new()
        {
            ["Database:File"] = Path.Combine(_folder, "kim.db"),
            ["Keys:Folder"] = Path.Combine(_folder, "keys"),
            ["ConnectionStrings:Postgres"] = "",
            ["Story:Tell"] = tellsStory ? "true" : "false",
            ["Limits:PublicRequestsPerMinute"] = "100000",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
        UseKestrel(0);
    }

    /// <summary>What was logged, for tests that look for personal data in it.</summary>
    internal LogRecorder Log { get; } = new();

    internal string Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress.ToString().TrimEnd('/');
        }
    }

    internal Visitor Visit() => new(new Uri(Address));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_settings.GetValueOrDefault("environment") ?? "Development");
        builder.UseContentRoot(Machine.SampleFolder());
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add(formatter(state, exception) + exception);
    }

    public void Dispose()
    {
    }
}

/// <summary>The application as a process of its own, to be killed.</summary>
internal sealed class RunningSample : IDisposable
{
    private readonly Process _process;

    private RunningSample(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    internal Uri Address { get; }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static async Task<RunningSample> StartAsync(params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--Urls", address.ToString(), "--Logging:LogLevel:Default", "None", .. arguments])
        {
            WorkingDirectory = Machine.SampleFolder(),
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var running = new RunningSample(Process.Start(start)!, address);
        running._process.BeginOutputReadLine();
        using var client = new HttpClient();
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                if ((await client.GetAsync(new Uri(address, "/health/ready"))).IsSuccessStatusCode)
                    return running;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(3) && !running._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>SIGKILL: nothing gets a chance to finish.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
