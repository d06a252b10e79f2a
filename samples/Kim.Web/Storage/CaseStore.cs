using System.Text;
using System.Text.Json;
using Kim.Web.Story;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kim.Web.Storage;

/// <summary>A step that somebody wants to take.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Step">What is to be done.</param>
/// <param name="By">Who does it.</param>
/// <param name="Id">The id of the attempt: the same one twice happens once.</param>
/// <param name="SeenVersion">The version that the person saw; null: any.</param>
internal sealed record Attempt(CaseId Case, CaseStep Step, ActorId By, StepId Id = default, int? SeenVersion = null);

/// <summary>Loads cases and appends to them: event, list, facts, outbox and audit log in one transaction, or nothing.</summary>
internal sealed class CaseStore(KimContext database, CaseLifecycle lifecycle, CityClock clock, WriteGate gate)
{
    /// <summary>How often a step without a seen version is decided anew when somebody was faster.</summary>
    private const int Tries = 20;

    /// <summary>The events of a case, the first one first; empty where there is no such case or it is erased.</summary>
    internal async Task<IReadOnlyList<CaseEvent>> HistoryAsync(CaseId id, CancellationToken cancel = default)
    {
        var rows = await database.Events.AsNoTracking().Where(e => e.CaseId == id.Value).OrderBy(e => e.Version).Select(e => e.Json).ToListAsync(cancel);
        return rows.ConvertAll(Read);
    }

    /// <summary>The case as it stands; <see cref="CaseState.NotOpened"/> where there is none.</summary>
    internal async Task<CaseState> LoadAsync(CaseId id, CancellationToken cancel = default) => await LoadAsync(id, await HistoryAsync(id, cancel), cancel);

    /// <summary>The case as it stands after its events.</summary>
    internal async Task<CaseState> LoadAsync(CaseId id, IReadOnlyList<CaseEvent> history, CancellationToken cancel = default)
    {
        if (history.Count > 0)
            return CaseState.Replay(history);
        if (await database.Cases.AsNoTracking().Where(c => c.Id == id.Value).Select(c => c.Frozen).SingleOrDefaultAsync(cancel) is not { } frozen)
            return CaseState.NotOpened;
        using var json = JsonDocument.Parse(frozen);
        return CaseJson.ReadState(json.RootElement, lifecycle);
    }

    /// <summary>Decides a step and stores what came of it.</summary>
    /// <returns>The library's decision; refused under <c>version-conflict</c> where the case is no longer what the person saw.</returns>
    internal async Task<CaseDecision> TakeAsync(Attempt attempt, CancellationToken cancel = default)
    {
        for (var tries = 1; ; tries++)
        {
            using var turn = await gate.EnterAsync(cancel);
            database.ChangeTracker.Clear();
            var before = await LoadAsync(attempt.Case, cancel);
            var now = Instant.Max(clock.Now, before.LastAt);
            var host = await HostFactsAsync(before, attempt.Step.Kind, cancel);
            var decision = lifecycle.Decide(before, attempt.Case, attempt.Step, now, attempt.By, host, attempt.Id, attempt.SeenVersion);
            try
            {
                await StoreAsync(attempt, decision, cancel);
                return decision;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Somebody was faster, the version is taken: decide anew. Where a version was seen, the library then says that it is another.
            }
        }
    }

    /// <summary>What the library can't know about a step: other cases of the person, room in the office.</summary>
    internal async Task<HostFacts> HostFactsAsync(CaseState state, StepKind? step = null, CancellationToken cancel = default)
    {
        if (step is not (null or StepKind.AcceptCase or StepKind.Enqueue) || state.Phase is not (CasePhase.Clarification or CasePhase.WaitingList))
            return HostFacts.None;
        var running = database.Cases.AsNoTracking().Where(c => c.IsOpen && c.AcceptedOn != null);
        var hasOther = !state.Person.IsDefault && await running.AnyAsync(c => c.Person == state.Person.Value && c.Provider == state.Provider.Value && c.Id != state.Id.Value, cancel);
        var capacity = await database.Offices.AsNoTracking().Where(o => o.Code == state.Office.Value).Select(o => o.Capacity).SingleOrDefaultAsync(cancel);
        return new HostFacts(hasOther, capacity is null ? null : await running.CountAsync(c => c.Office == state.Office.Value, cancel) < capacity);
    }

    private async Task StoreAsync(Attempt attempt, CaseDecision decision, CancellationToken cancel)
    {
        var outcome = !decision.IsAccepted ? "refused" : decision.Events.Count == 0 ? "repeated" : "done";
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (decision.Events.Count > 0)
        {
            database.AddRange(decision.Events.SelectMany(CaseRows.Of));
            await ProjectAsync(decision.State, cancel);
        }

        database.Audit.Add(new AuditRow { At = clock.Now, By = attempt.By.Value, Action = "step." + attempt.Step.Kind.Code(), Subject = attempt.Case.Value, Outcome = outcome });
        await database.SaveChangesAsync(cancel);
        if (decision.Events.Count > 0 && decision.State.IsErased)
            await DeleteAsync(decision.State, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>List, facts and findings of the case are made anew from its state.</summary>
    private async Task ProjectAsync(CaseState state, CancellationToken cancel)
    {
        var id = state.Id.Value;
        var row = await database.Cases.SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (row is null)
            database.Cases.Add(row = new CaseRow { Id = id });
        CaseRows.Fill(row, state, lifecycle.Policy);
        await database.Facts.Where(f => f.CaseId == id && f.Origin == "").ExecuteDeleteAsync(cancel);
        await database.Findings.Where(f => f.CaseId == id).ExecuteDeleteAsync(cancel);
        database.Facts.AddRange(CaseRows.Facts(state));
        database.Findings.AddRange(CaseRows.Findings(state));
    }

    /// <summary>Erasure: the state without the person stays for the statistics; events and name go.</summary>
    private async Task DeleteAsync(CaseState state, CancellationToken cancel)
    {
        var id = state.Id.Value;
        var frozen = Json(writer => CaseJson.Write(writer, state));
        await database.Cases.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Frozen, frozen), cancel);
        await database.Events.Where(e => e.CaseId == id).ExecuteDeleteAsync(cancel);
        await database.Clients.Where(c => c.CaseId == id).ExecuteDeleteAsync(cancel);
    }

    private CaseEvent Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CaseJson.ReadEvent(document.RootElement, lifecycle);
    }

    /// <summary>What the library writes, as text.</summary>
    internal static string Json(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
            write(writer);
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
