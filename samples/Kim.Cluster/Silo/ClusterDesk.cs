using System.Diagnostics;
using Kim.Api;
using Kim.Cluster.Grains;
using Kim.Cluster.Store;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;

namespace Kim.Cluster.Silo;

/// <summary>The desk of the JSON API, over grains. What may pass is tried again for a while: a step id is answered once, so repeating it is safe.</summary>
internal sealed class ClusterDesk(IGrainFactory grains, Diary diary) : ICaseDesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public Task<StepAnswer> TakeAsync(CaseId id, StepAttempt attempt, CancellationToken cancellation)
    {
        var message = new StepMessage(attempt.Id.Value, attempt.Step, attempt.Data.GetRawText(), attempt.By.Value, attempt.ExpectedVersion);
        return PatientlyAsync(async () => (await grains.GetGrain<ICaseGrain>(id.Value).Take(message)).ToAnswer(), cancellation);
    }

    public Task<CaseDocument?> ReadAsync(CaseId id, CancellationToken cancellation) =>
        PatientlyAsync(async () => await grains.GetGrain<ICaseGrain>(id.Value).Read() is { } found ? new CaseDocument(found.Version, found.Json) : null, cancellation);

    public Task<IReadOnlyList<CaseRow>> ListAsync(CaseQuery query, CancellationToken cancellation) => PatientlyAsync(() => diary.ListAsync(query, cancellation), cancellation);

    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call();
            }
            catch (Exception passing) when (passing is not (ArgumentException or CaseJsonException) && !cancellation.IsCancellationRequested)
            {
                // A network that is cut shows in many ways: of Orleans, of the store, of Redis, of sockets. All of them mean the same: nobody knows yet what became of the step.
                if (Stopwatch.GetElapsedTime(began) > Patience)
                    throw new DeskUnavailableException(passing.Message, passing);
            }

            await Task.Delay(pause, cancellation);
        }
    }
}
