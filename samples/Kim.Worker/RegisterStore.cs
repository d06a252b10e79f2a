using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.Data.Sqlite;
using NodaTime.Text;

namespace Kim.Worker;

/// <summary>The register as last imported, in SQLite. A register is a whole export: importing one replaces the one before, in one transaction.</summary>
internal sealed class RegisterStore
{
    private readonly string _connection;

    public RegisterStore(WorkFolders folders)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = folders.Database, Pooling = false }.ToString();
        using var connection = Open();
        Execute(connection, null, """
            CREATE TABLE IF NOT EXISTS imports (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, file TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS cases (case_id TEXT PRIMARY KEY, person_id TEXT NOT NULL, office TEXT NOT NULL, opened_on TEXT NOT NULL, closed_on TEXT, topics TEXT NOT NULL);
            """);
    }

    /// <summary>Rises with every import; 0 before the first.</summary>
    internal long Version
    {
        get
        {
            using var connection = Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COALESCE(MAX(number), 0) FROM imports";
            return (long)command.ExecuteScalar()!;
        }
    }

    internal bool Has(string hash)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM imports WHERE hash = $hash";
        command.Parameters.AddWithValue("$hash", hash);
        return (long)command.ExecuteScalar()! > 0;
    }

    internal void Replace(string hash, string file, IReadOnlyList<CaseFacts> cases)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, "DELETE FROM cases");
        foreach (var one in cases)
        {
            Execute(
                connection,
                transaction,
                "INSERT INTO cases VALUES ($id, $person, $office, $opened, $closed, $topics)",
                ("$id", one.CaseId.Value),
                ("$person", one.Person.Value),
                ("$office", one.Office.Value),
                ("$opened", LocalDatePattern.Iso.Format(one.OpenedOn)),
                ("$closed", one.ClosedOn is { } closed ? LocalDatePattern.Iso.Format(closed) : DBNull.Value),
                ("$topics", string.Join('|', one.Topics)));
        }

        Execute(connection, transaction, "INSERT INTO imports (hash, file) VALUES ($hash, $file)", ("$hash", hash), ("$file", file));
        transaction.Commit();
    }

    /// <summary>Fills a register straight from the data reader; no list of cases in between.</summary>
    internal CaseRegister Load()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT case_id, person_id, office, opened_on, closed_on, topics FROM cases ORDER BY case_id";
        using var row = command.ExecuteReader();
        var register = new CaseRegisterBuilder();
        while (row.Read())
        {
            register.Add(new CaseFacts(
                CaseId.From(row.GetString(0)),
                PersonKey.From(row.GetString(1)),
                OfficeCode.From(row.GetString(2)),
                LocalDatePattern.Iso.Parse(row.GetString(3)).Value,
                row.IsDBNull(4) ? null : LocalDatePattern.Iso.Parse(row.GetString(4)).Value,
                topics: row.GetString(5).Split('|', StringSplitOptions.RemoveEmptyEntries).Select(TopicCode.From)));
        }

        return register.Build();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }
}
