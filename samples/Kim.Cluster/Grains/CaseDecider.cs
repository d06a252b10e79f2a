using System.Text.Json;
using Kim.Api;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cluster.Grains;

/// <summary>Decides the steps of one case with the library and has the store say whether the decision holds.</summary>
/// <remarks>
/// <para>Its state is only a memory of the store. Whenever the store says or may mean something else, the memory is thrown away and built again: so there may be two of these for one case,
/// as when the network between two silos is cut, and still no case is decided twice.</para>
/// <para>Not safe to use from several threads at once; a grain takes one call after another.</para>
/// </remarks>
internal sealed class CaseDecider(CaseId id, CaseStore store, CaseLifecycle lifecycle, TimeProvider clock)
{
    private const int MostTries = 20;

    private CaseState? _state;

    /// <summary>The case, from memory or from the store.</summary>
    internal async Task<CaseState> StateAsync() => _state ??= await store.LoadAsync(id);

    /// <summary>Takes a step or refuses it; a step id that was answered before gets its first answer.</summary>
    /// <exception cref="StoreInDoubtException">Others moved the case on faster than this one could decide.</exception>
    internal async Task<StepAnswer> TakeAsync(StepId stepId, string code, string data, ActorId by, int? expectedVersion)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = await StateAsync();
            using var json = JsonDocument.Parse(data);
            var reading = lifecycle.Read(code, CaseJson.ReadData(json.RootElement));
            if (reading.Step is not { } step)
                return new StepAnswer(before.Version, before.Version == 0 ? null : before.Phase.Code(), [.. reading.Problems.Select(Refusal.Of)]);
            var decision = lifecycle.Decide(before, id, step, Now(before), by, await HostFactsAsync(before, step), stepId, expectedVersion);
            var repeats = decision.IsAccepted && decision.Events.Count == 0;
            if (!repeats && await store.RecordAsync(before, id, decision, stepId) is { } answer)
            {
                _state = decision.State;
                return answer;
            }

            if (await store.AnswerAsync(id, stepId) is { } first)
            {
                if (!repeats)
                    Forget();
                return first;
            }

            Forget();
        }

        throw new StoreInDoubtException($"The case {id} is moved on by others all the time.");
    }

    /// <summary>Throws the memory away.</summary>
    internal void Forget() => _state = null;

    /// <summary>Clocks of machines differ; in one case time never runs backwards.</summary>
    private Instant Now(CaseState before)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return before.Version > 0 && now < before.LastAt ? before.LastAt : now;
    }

    private async Task<HostFacts> HostFactsAsync(CaseState state, CaseStep step) =>
        step.Kind != StepKind.AcceptCase || state.Person.IsDefault || state.Provider.IsDefault ? HostFacts.None : new HostFacts(await store.HasOtherOpenCaseAsync(state));
}
