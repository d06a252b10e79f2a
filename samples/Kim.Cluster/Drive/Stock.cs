using System.Text.Json;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Kim.Cluster.Drive;

/// <summary>The cases that a state has before the day begins: decided by the library here, written into the store in bulk.</summary>
internal sealed class Stock(NpgsqlDataSource database, StateSize size, CaseLifecycle lifecycle)
{
    private const int Chunk = 500;

    /// <summary>Fills up to so many cases; goes on where an earlier filling ended.</summary>
    /// <param name="cases">How many there are to be.</param>
    /// <param name="before">The instant before which everything in them happened.</param>
    /// <param name="progress">Is told how many were added, chunk by chunk.</param>
    internal async Task FillAsync(long cases, Instant before, Action<long> progress)
    {
        await using var count = database.CreateCommand("SELECT COUNT(*) FROM cases WHERE case_id LIKE 'case-%'");
        var present = (long)(await count.ExecuteScalarAsync())!;
        var chunks = Enumerable.Range(0, (int)((Math.Max(0, cases - present) + Chunk - 1) / Chunk)).Select(chunk => present + (chunk * (long)Chunk));
        await Parallel.ForEachAsync(chunks, async (first, _) =>
        {
            var last = Math.Min(first + Chunk, cases);
            await WriteAsync(first, last, before);
            progress(last - first);
        });
    }

    private async Task WriteAsync(long first, long last, Instant before)
    {
        var (events, states) = (new List<CaseEvent>(), new List<CaseState>());
        for (var number = first; number < last; number++)
        {
            var history = Live(number, before);
            events.AddRange(history);
            states.Add(CaseState.Replay(history));
        }

        await using var batch = database.CreateBatch();
        CaseStore.Add(
            batch,
            "INSERT INTO events SELECT * FROM unnest($1, $2, $3, $4)",
            Texts(events.Select(e => e.Case.Value)),
            Numbers(events.Select(e => e.Version)),
            Numbers(events.Select(e => e.Definition)),
            new NpgsqlParameter { Value = events.Select(e => CaseStore.Json(writer => CaseJson.Write(writer, e))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json });
        CaseStore.Add(
            batch,
            "INSERT INTO answers SELECT * FROM unnest($1, $2, $3, $4)",
            Texts(events.Select(e => e.Case.Value)),
            Texts(events.Select(e => e.Id.Value)),
            Numbers(events.Select(e => e.Version)),
            Texts(events.Select(e => e.Phase.Code())));
        foreach (var state in states)
            StepTables.AddTo(batch, CaseState.NotOpened, state, lifecycle.Policy);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>The history of a case: some of its story's steps, some days apart.</summary>
    private List<CaseEvent> Live(long number, Instant before)
    {
        var story = new CaseStory(number, size);
        var steps = 1 + (int)(number * 2654435761 % story.Length);
        var (id, by, state, history) = (CaseId.From(story.Id), ActorId.From(story.By), CaseState.NotOpened, new List<CaseEvent>());
        for (var done = 0; done < steps; done++)
        {
            var (code, data) = story.After(done)!.Value;
            using var json = JsonDocument.Parse(data);
            var step = lifecycle.Read(code, CaseJson.ReadData(json.RootElement)).Step!;
            var at = before - Duration.FromDays((steps - done) * 9) - Duration.FromMinutes(number % 480);
            var decision = lifecycle.Decide(state, id, step, at, by, null, StepId.From($"{story.Id}-{done}"));
            state = decision.EnsureAccepted();
            history.AddRange(decision.Events);
        }

        return history;
    }

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Numbers(IEnumerable<int> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
}
