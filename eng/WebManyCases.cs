#:package Microsoft.Data.Sqlite
#:property PublishAot=false
// Copies every case of samples/Kim.Web's SQLite file, for load on a large database. The application must not run meanwhile.
//   dotnet run eng/WebManyCases.cs -- samples/Kim.Web/App_Data/kim.db 170
using System.Globalization;
using Microsoft.Data.Sqlite;

using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = args[0] }.ToString());
connection.Open();
foreach (var (table, id, json) in new[] { ("Events", "CaseId", true), ("Cases", "Id", false), ("Contacts", "CaseId", false), ("Facts", "CaseId", false) })
{
    var columns = new List<string>();
    using (var info = connection.CreateCommand())
    {
        info.CommandText = $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid";
        using var reader = info.ExecuteReader();
        while (reader.Read())
            columns.Add(reader.GetString(0));
    }

    // Ids get a number behind them, in the row and in the event.
    var values = columns.Select(column => column == id || (table == "Facts" && column == "Id") ? $"\"{column}\" || '-' || n" : column == "Json" && json ? "replace(Json, '\"case\":\"' || CaseId || '\"', '\"case\":\"' || CaseId || '-' || n || '\"')" : $"\"{column}\"");
    using var copy = connection.CreateCommand();
    copy.CommandTimeout = 600;
    copy.CommandText = $"WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {int.Parse(args[1], CultureInfo.InvariantCulture)}) INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM {table}, copies WHERE {id} NOT LIKE '%-%-%'";
    Console.WriteLine($"{table}: {copy.ExecuteNonQuery()} rows");
}

// Two clients of the story have names; so that lists have as much to decrypt as in an office, everybody gets one of them.
using var names = connection.CreateCommand();
names.CommandText = "INSERT INTO Clients (CaseId, EncryptedName, EncryptedTelephone) SELECT c.Id, n.EncryptedName, n.EncryptedTelephone FROM Cases c, (SELECT * FROM Clients ORDER BY CaseId LIMIT 1) n WHERE c.Id NOT IN (SELECT CaseId FROM Clients)";
Console.WriteLine($"Clients: {names.ExecuteNonQuery()} rows");
