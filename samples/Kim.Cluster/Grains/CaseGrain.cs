using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;

namespace Kim.Cluster.Grains;

/// <summary>Holds one case for as long as it is asked for. After any doubt about the store it leaves, and the next call builds the case anew, here or on another silo.</summary>
[NewestDefinition]
internal sealed class CaseGrain(CaseStore store, CaseLifecycle lifecycle, TimeProvider clock) : Grain, ICaseGrain
{
    private CaseDecider? _decider;

    private CaseDecider Decider => _decider ??= new CaseDecider(CaseId.From(this.GetPrimaryKeyString()), store, lifecycle, clock);

    public Task<AnswerMessage> Take(StepMessage step) =>
        WithoutDoubt(async () =>
        {
            var answer = await Decider.TakeAsync(StepId.From(step.Id), step.Step, step.Data, ActorId.From(step.By), step.ExpectedVersion);
            // The diary of a municipality that is new here begins with its first case; whether it does changes nothing about the step.
            if (answer is { IsAccepted: true, Version: 1 })
                GrainFactory.GetGrain<IDiaryGrain>(Municipality.Of((await Decider.StateAsync()).Office)).Begin().Ignore();
            return AnswerMessage.Of(answer);
        });

    public Task<CaseMessage?> Read() => WithoutDoubt(async () =>
    {
        var state = await Decider.StateAsync();
        return state.Version == 0 ? null : new CaseMessage(state.Version, CaseStore.Json(writer => CaseJson.Write(writer, state)));
    });

    private async Task<T> WithoutDoubt<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception doubt)
        {
            // Whatever went wrong: what is in memory is no longer known to be what is stored.
            Decider.Forget();
            // Leaving alone would not do where another silo has to go on: who knows this case here would ask for it here again, and it would come to life where it can't be read.
            if (doubt is NewerDefinitionException)
                this.MigrateOnIdle();
            else
                DeactivateOnIdle();
            if (doubt is NewerDefinitionException or CaseJsonException or ArgumentException)
                throw;
            throw new StoreInDoubtException(doubt.Message);
        }
    }
}
