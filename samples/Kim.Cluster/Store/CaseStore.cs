using System.Text;
using System.Text.Json;
using Kim.Api;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using Npgsql;
using NpgsqlTypes;

namespace Kim.Cluster.Store;

/// <summary>Cases in PostgreSQL: events, first answers and facts, all of one step in one transaction and one round trip.</summary>
/// <remarks>Two keys decide what happened, whatever the silos believe: (case, version) and (case, step id). Who comes second learns that he knows too little, and nothing of his is stored.</remarks>
internal sealed class CaseStore(NpgsqlDataSource database, CaseLifecycle lifecycle)
{
    /// <summary>The case as its events tell it.</summary>
    /// <exception cref="NewerDefinitionException">The case was decided under a newer definition than this silo knows.</exception>
    internal async Task<CaseState> LoadAsync(CaseId id)
    {
        var state = CaseState.NotOpened;
        await using var command = database.CreateCommand("SELECT definition, body FROM events WHERE case_id = $1 ORDER BY version");
        command.Parameters.Add(Text(id.Value));
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            if (row.GetInt32(0) is var definition && definition > lifecycle.DefinitionVersion)
                throw new NewerDefinitionException(definition);
            using var body = JsonDocument.Parse(row.GetString(1));
            // An erased case begins with what was left of it; everything before is gone.
            state = body.RootElement.TryGetProperty("event", out _) ? CaseState.Evolve(state, CaseJson.ReadEvent(body.RootElement, lifecycle)) : CaseJson.ReadState(body.RootElement, lifecycle);
        }

        return state;
    }

    /// <summary>Stores what was decided.</summary>
    /// <returns>The answer; null where the case has moved on or the step id has an answer already, and then nothing is stored.</returns>
    internal async Task<StepAnswer?> RecordAsync(CaseState before, CaseId id, CaseDecision decision, StepId stepId)
    {
        await using var batch = database.CreateBatch();
        StepAnswer answer;
        if (decision.Events is [var happened])
        {
            answer = new StepAnswer(decision.State.Version, decision.State.Phase.Code(), []);
            AddEvent(batch, happened, decision.State);
            StepTables.AddTo(batch, before, decision.State, lifecycle.Policy);
        }
        else
        {
            answer = new StepAnswer(before.Version, before.Version == 0 ? null : before.Phase.Code(), [.. decision.Blockers.Select(Refusal.Of)]);
        }

        // A refusal rests on the version that it was decided on; where the case has moved on, it is not an answer.
        Add(
            batch,
            "INSERT INTO answers SELECT $1, $2, $3, $4, $5 WHERE $3 = (SELECT COALESCE(MAX(version), 0) FROM events WHERE case_id = $1)",
            Text(id.Value),
            Text(stepId.Value),
            Number(answer.Version),
            Text(answer.Phase),
            new NpgsqlParameter { Value = answer.IsAccepted ? DBNull.Value : JsonSerializer.Serialize(answer.Refusals), NpgsqlDbType = NpgsqlDbType.Json });
        try
        {
            await batch.ExecuteNonQueryAsync();
            return batch.BatchCommands[^1].RecordsAffected == 1 ? answer : null;
        }
        catch (PostgresException conflict) when (conflict.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            return null;
        }
    }

    /// <summary>The answer that a step id got; null where it has none.</summary>
    internal async Task<StepAnswer?> AnswerAsync(CaseId id, StepId stepId)
    {
        await using var command = database.CreateCommand("SELECT version, phase, refusals FROM answers WHERE case_id = $1 AND step_id = $2");
        command.Parameters.Add(Text(id.Value));
        command.Parameters.Add(Text(stepId.Value));
        await using var row = await command.ExecuteReaderAsync();
        return !await row.ReadAsync() ? null
            : new StepAnswer(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? [] : JsonSerializer.Deserialize<Refusal[]>(row.GetString(2))!);
    }

    /// <summary>Whether another case of the person is open at the provider, which only the whole store knows.</summary>
    internal async Task<bool> HasOtherOpenCaseAsync(CaseState state)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM taken_on WHERE provider = $1 AND person = $2 AND case_id <> $3)");
        command.Parameters.Add(Text(state.Provider.Value));
        command.Parameters.Add(Text(state.Person.Value));
        command.Parameters.Add(Text(state.Id.Value));
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static void AddEvent(NpgsqlBatch batch, CaseEvent happened, CaseState after)
    {
        if (after.IsErased)
            Add(batch, "DELETE FROM events WHERE case_id = $1 AND version < $2", Text(after.Id.Value), Number(after.Version));
        Add(
            batch,
            "INSERT INTO events VALUES ($1, $2, $3, $4)",
            Text(happened.Case.Value),
            Number(happened.Version),
            Number(happened.Definition),
            new NpgsqlParameter { Value = Json(writer => WriteBody(writer, happened, after)), NpgsqlDbType = NpgsqlDbType.Json });
    }

    private static void WriteBody(Utf8JsonWriter writer, CaseEvent happened, CaseState after)
    {
        if (after.IsErased)
            CaseJson.Write(writer, after, withResidence: true);
        else
            CaseJson.Write(writer, happened);
    }

    internal static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    internal static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }

    internal static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    internal static NpgsqlParameter Number(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    internal static NpgsqlParameter Day(NodaTime.LocalDate? value) => new() { Value = value is { } day ? day.ToDateOnly() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date };
}
