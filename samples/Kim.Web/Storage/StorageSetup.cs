using Kim.Web.Accounts;
using Kim.Web.Story;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Storage;

/// <summary>Which database: SQLite unless <c>ConnectionStrings:Postgres</c> is set; memory with <c>--demo</c>.</summary>
internal static class StorageSetup
{
    internal static void AddStorage(this WebApplicationBuilder builder, bool isDemo)
    {
        var services = builder.Services;
        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres && !isDemo)
        {
            services.AddDbContextPool<KimContext, PostgresKimContext>(options => options.UseNpgsql(postgres, npgsql => npgsql.UseNodaTime()));
            services.AddSingleton(new WriteGate(isClosed: false));
        }
        else
        {
            var file = builder.Configuration["Database:File"] ?? Path.Combine(builder.Environment.ContentRootPath, "App_Data", "kim.db");
            var source = isDemo ? $"file:/kim-{Environment.ProcessId}-{Guid.NewGuid():N}?vfs=memdb" : file;
            var connection = new SqliteConnectionStringBuilder { DataSource = source, ForeignKeys = true }.ToString();
            if (!isDemo)
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            services.AddDbContextPool<KimContext, SqliteKimContext>(options => options.UseSqlite(connection));
            services.AddSingleton(new WriteGate(isClosed: true));
            if (isDemo)
                services.AddSingleton(new KeptAlive(connection));
        }

        services.AddScoped<CaseStore>();
        services.AddHealthChecks().AddDbContextCheck<KimContext>("database", tags: ["ready"]);
    }

    /// <summary>Brings the database up to date and, where it is empty and the story is wanted, fills it with Herne.</summary>
    internal static async Task PrepareAsync(this WebApplication app)
    {
        app.Services.GetService<KeptAlive>()?.Open();
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<KimContext>();
        if (database.Database.IsSqlite())
        {
            // One process has the file. A lock that stands there is that of a start that was killed; EF Core would wait for it for ever.
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        }

        await database.Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<HerneStory>().TellAsync();
        scope.ServiceProvider.GetRequiredService<DevelopmentAccounts>().WarnOfKnownPassword();
    }

    /// <summary>A database in memory lives as long as one connection to it is open.</summary>
    private sealed class KeptAlive(string connection) : IDisposable
    {
        private readonly SqliteConnection _connection = new(connection);

        public void Dispose() => _connection.Dispose();

        internal void Open() => _connection.Open();
    }
}
