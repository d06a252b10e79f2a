using System.Text.Json;
using Kim.Cluster.Reports;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using Npgsql;

namespace Kim.Cluster.Tests;

/// <summary>Looks at the store and at what clients were told, and finds every contradiction.</summary>
internal static class Audit
{
    /// <summary>Checks all cases that clients were told something about.</summary>
    /// <returns>Their histories.</returns>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<CaseEvent>>> CheckAsync(NpgsqlDataSource database, IEnumerable<Told> answers)
    {
        var histories = new Dictionary<string, IReadOnlyList<CaseEvent>>();
        foreach (var told in answers.GroupBy(answer => answer.Case))
        {
            var events = await HistoryAsync(database, told.Key);
            histories.Add(told.Key, events);
            CheckOneStory(events);
            foreach (var answer in told.GroupBy(answer => answer.StepId))
            {
                // The same answer each time, and it is what happened: once, or not at all.
                var first = Assert.Single(answer.Distinct());
                var taken = events.Where(e => e.Id.Value == first.StepId).ToList();
                if (first.IsAccepted)
                    Assert.Equal(first.Version, Assert.Single(taken).Version);
                else
                    Assert.Empty(taken);
            }
        }

        await CheckFactsAsync(database, histories);
        return histories;
    }

    /// <summary>Versions without a gap, each step id once, and every step decided again by the library comes to the same event: no case is in two states.</summary>
    private static void CheckOneStory(IReadOnlyList<CaseEvent> events)
    {
        var state = CaseState.NotOpened;
        foreach (var happened in events)
        {
            var decision = CaseLifecycle.Standard.Decide(state, happened.Case, happened.Step, happened.At, happened.By, null, happened.Id);
            Assert.True(decision.IsAccepted, $"{happened.Case} v{happened.Version} {happened.Name}: {string.Join(", ", decision.Blockers)}");
            Assert.Equal(happened, Assert.Single(decision.Events));
            state = decision.State;
        }
    }

    private static async Task<IReadOnlyList<CaseEvent>> HistoryAsync(NpgsqlDataSource database, string caseId)
    {
        await using var command = database.CreateCommand("SELECT body FROM events WHERE case_id = $1 ORDER BY version");
        command.Parameters.Add(CaseStore.Text(caseId));
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<CaseEvent>();
        while (await row.ReadAsync())
        {
            using var body = JsonDocument.Parse(row.GetString(0));
            events.Add(CaseJson.ReadEvent(body.RootElement, CaseLifecycle.Standard));
        }

        return events;
    }

    /// <summary>Facts were written with the events: those in the store are those of the histories.</summary>
    private static async Task CheckFactsAsync(NpgsqlDataSource database, IReadOnlyDictionary<string, IReadOnlyList<CaseEvent>> histories)
    {
        var expected = histories.Values.Where(h => h.Count > 0).Select(CaseState.Replay).SelectMany(CaseProjection.FactsOf).ToDictionary(f => f.CaseId);
        var source = new StoredFacts(database);
        var found = new Dictionary<CaseId, CaseFacts>();
        foreach (var municipality in await source.MunicipalitiesAsync())
        {
            await foreach (var facts in source.ReadAsync(municipality))
            {
                if (histories.ContainsKey(facts.CaseId.Value.Split('#')[0]))
                    found.Add(facts.CaseId, facts);
            }
        }

        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Values, facts => Assert.Equal(facts, found[facts.CaseId]));
    }
}
