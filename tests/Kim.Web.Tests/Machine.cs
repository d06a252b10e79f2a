using System.Reflection;
using System.Runtime.CompilerServices;
using Kim.Cluster.Local;
using Xunit.Sdk;

namespace Kim.Web.Tests;

/// <summary>What this machine has. The project file leaves out what needs a browser or PostgreSQL where there is none, and says so; in CI nothing is left out.</summary>
internal static class Machine
{
    internal const string Chromium = "/usr/bin/chromium";

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    internal static bool NeedsPostgres => LocalPostgres.Programs() is not null || IsCi;

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

/// <summary>Gives a test a new, empty database. The PostgreSQL for the tests of a class starts when the first of them needs it, and is gone after the last; it does not outlive a killed run either.</summary>
public sealed class Databases : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private LocalPostgres? _postgres;
    private int _given;

    /// <summary>The connection string; empty for SQLite, as every application has a file of its own.</summary>
    internal async Task<string> NewAsync(Database database)
    {
        if (database == Database.Sqlite)
            return "";
        await _one.WaitAsync();
        try
        {
            _postgres ??= await LocalPostgres.StartAsync(Machine.NewFolder("postgres"), RunningSample.FreePort(), isTemporary: true);
            var name = FormattableString.Invariant($"kim{++_given}");
            await using var server = Npgsql.NpgsqlDataSource.Create(_postgres.Connection);
            await using var create = server.CreateCommand("CREATE DATABASE " + name);
            await create.ExecuteNonQueryAsync();
            return new Npgsql.NpgsqlConnectionStringBuilder(_postgres.Connection) { Database = name, MaxPoolSize = 60 }.ConnectionString;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _postgres?.Dispose();
        _one.Dispose();
    }
}
