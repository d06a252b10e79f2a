using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using NodaTime;
using Orleans.Runtime;

namespace Kim.Cluster.Grains;

/// <summary>What is due in a municipality (Wiedervorlage): once a day everything that became due is noted, once.</summary>
internal interface IDiaryGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>Begins the daily look; asking again changes nothing.</summary>
    Task Begin();

    /// <summary>Notes what is due by today and not noted yet; says how much that was.</summary>
    Task<int> Look();
}

/// <inheritdoc/>
/// <remarks>One reminder a municipality, not one a case: what is due next stands with each case in the store, found by an index.</remarks>
internal sealed class DiaryGrain(Diary diary, TimeProvider clock) : Grain, IDiaryGrain
{
    private const string Daily = "daily";
    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    private bool _begun;

    public async Task Begin()
    {
        if (_begun)
            return;
        if (await this.GetReminder(Daily) is null)
            await this.RegisterOrUpdateReminder(Daily, TimeSpan.FromMinutes(1), Period);
        _begun = true;
    }

    public Task<int> Look() => diary.NoteAsync(this.GetPrimaryKeyString(), CaseLifecycle.DayOf(Instant.FromDateTimeOffset(clock.GetUtcNow())));

    public Task ReceiveReminder(string reminderName, TickStatus status) => Look();
}
