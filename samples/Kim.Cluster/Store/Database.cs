using Npgsql;

namespace Kim.Cluster.Store;

/// <summary>The connections of one process, and the tables.</summary>
internal static class Database
{
    /// <summary>A store that doesn't answer within this many seconds is in doubt.</summary>
    private const int TimeoutSeconds = 5;

    internal static NpgsqlDataSource Open(string connection) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
    {
        MaxPoolSize = 40,
        Timeout = TimeoutSeconds,
        CommandTimeout = TimeoutSeconds,
        CancellationTimeout = 500,
        MaxAutoPrepare = 40,
        AutoPrepareMinUsages = 2,
    });

    /// <summary>Makes the tables where they aren't there yet. Several silos may do so at once.</summary>
    internal static async Task CreateTablesAsync(NpgsqlDataSource database)
    {
        using var text = new StreamReader(typeof(Database).Assembly.GetManifestResourceStream("Schema.sql")!);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(4711); " + await text.ReadToEndAsync(), connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
