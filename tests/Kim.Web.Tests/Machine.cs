using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Kim.Web.Tests;

/// <summary>What this machine has. The project file leaves out what needs a browser or PostgreSQL where there is none, and says so; in CI nothing is left out.</summary>
internal static class Machine
{
    internal const string Chromium = "/usr/bin/chromium";

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>The programs of Debian's PostgreSQL; null where it is not installed.</summary>
    internal static string? PostgresPrograms { get; } = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;

    internal static bool NeedsPostgres => PostgresPrograms is not null || IsCi;

    /// <summary>The folder of the sample, where its pages' files stand.</summary>
    internal static string SampleFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "samples", "Kim.Web"));

    internal static string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"kim-web-{name}-{Guid.NewGuid():N}")).FullName;
}

/// <summary>Runs a theory on a SQLite file.</summary>
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Sqlite]];
}

/// <summary>Runs a theory on a real PostgreSQL that the tests start; not at all where it is not installed.</summary>
public sealed class OnPostgresAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Machine.NeedsPostgres ? [[Database.Postgres]] : [];
}

/// <summary>The databases that the application runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>One PostgreSQL for all tests of a run, in a folder of its own, on a port of its own, gone afterwards.</summary>
internal static class Postgres
{
    private static readonly Lazy<string> Server = new(Start);
    private static int _databases;

    /// <summary>The connection string of a new, empty database.</summary>
    internal static string NewDatabase()
    {
        var server = Server.Value;
        var name = $"kim{Interlocked.Increment(ref _databases)}";
        using var connection = new Npgsql.NpgsqlConnection(server + ";Database=postgres");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE DATABASE " + name;
        command.ExecuteNonQuery();
        return $"{server};Database={name}";
    }

    private static string Start()
    {
        var programs = Machine.PostgresPrograms ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        var folder = Machine.NewFolder("postgres");
        var port = RunningSample.FreePort();
        if (Environment.UserName == "root")
            Run("chown", $"postgres {folder}", asPostgres: false);
        Run($"{programs}/initdb", $"-D {folder}/data -U kim -A trust -E UTF8 --locale=C.UTF-8 --no-sync");
        // No fsync: the tests kill the application, not the machine.
        Run($"{programs}/pg_ctl", $"-D {folder}/data -w -l {folder}/log -o \"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=200\" start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run($"{programs}/pg_ctl", $"-D {folder}/data -m immediate stop");
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=kim;Maximum Pool Size=60";
    }

    /// <summary>PostgreSQL refuses to run as root; then its own account does.</summary>
    private static void Run(string program, string arguments, bool asPostgres = true)
    {
        // pg_ctl hands its output on to the server: whoever reads it would wait for the server's end.
        var command = $"{program} {arguments} >/dev/null 2>&1";
        var start = asPostgres && Environment.UserName == "root"
            ? new ProcessStartInfo("su", ["postgres", "-s", "/bin/sh", "-c", command])
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
