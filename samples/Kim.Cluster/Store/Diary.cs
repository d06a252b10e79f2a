using NodaTime;
using Npgsql;
using static Kim.Cluster.Store.CaseStore;

namespace Kim.Cluster.Store;

/// <summary>Lists over many cases, straight from the store: what is due, what an office has.</summary>
internal sealed class Diary(NpgsqlDataSource database)
{
    /// <summary>Notes what is due in a municipality by a day and was not noted before.</summary>
    internal async Task<int> NoteAsync(string municipality, LocalDate today)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO notices SELECT municipality, case_id, due_on, due_kind FROM cases WHERE municipality = $1 AND due_on <= $2
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(Text(municipality));
        command.Parameters.Add(Day(today));
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The municipalities that have cases.</summary>
    internal async Task<IReadOnlyList<string>> MunicipalitiesAsync()
    {
        await using var command = database.CreateCommand("SELECT DISTINCT municipality FROM cases");
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await row.ReadAsync())
            all.Add(row.GetString(0));
        return all;
    }

    internal async Task<IReadOnlyList<Api.CaseRow>> ListAsync(Api.CaseQuery query, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            SELECT case_id, office, phase, version, due_on FROM cases
            WHERE ($1 IS NULL OR office = $1) AND ($2 IS NULL OR phase = $2) AND ($3 IS NULL OR due_on <= $3) AND case_id > $4
            ORDER BY case_id LIMIT $5
            """);
        command.Parameters.Add(Text(query.Office.IsDefault ? null : query.Office.Value));
        command.Parameters.Add(Text(query.Phase == KimCaseManagement.Cases.CasePhase.Unspecified ? null : KimCaseManagement.Cases.CasePhases.Code(query.Phase)));
        command.Parameters.Add(Day(query.DueBy));
        command.Parameters.Add(Text(query.After));
        command.Parameters.Add(Number(query.Limit));
        var rows = new List<Api.CaseRow>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            rows.Add(new Api.CaseRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.IsDBNull(4) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(4))));
        return rows;
    }
}
