using KimCaseManagement.Cases;
using KimCaseManagement.Testing;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Testing;

/// <summary>What can be wrong with a store.</summary>
public enum Fault
{
    None,
    ChecksNoVersion,
    ChecksBeforeItLocks,
    SavesWhatItRefuses,
    ThrowsAtWhoIsLate,
    LeavesGaps,
    LosesEvents,
    RoundsTimesToSeconds,
    GivesNewestFirst,
    GivesStateOfYesterday,
    IgnoresCase,
    IgnoresAccents,
    ForgetsAttempts,
    RefusesRepetitions,
    InventsCases,
}

/// <summary>A store in memory that keeps every law, but for a fault.</summary>
internal sealed class MemoryStore(Dictionary<string, List<CaseEvent>> streams, Fault fault) : ICaseStore
{
    internal static Func<ICaseStore> With(Fault fault)
    {
        var streams = new Dictionary<string, List<CaseEvent>>(fault == Fault.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return () => new MemoryStore(streams, fault);
    }

    public CaseState Load(CaseId id)
    {
        lock (streams)
        {
            var events = Stream(id);
            if (fault == Fault.InventsCases && events.Count == 0)
                return TestCase.In(CasePhase.Inquiry).State;
            return CaseState.Replay(fault == Fault.GivesStateOfYesterday && events.Count > 20 ? events.Take(20) : events);
        }
    }

    public IReadOnlyList<CaseEvent> History(CaseId id)
    {
        lock (streams)
        {
            var events = Stream(id);
            return fault == Fault.GivesNewestFirst ? [.. Enumerable.Reverse(events)] : [.. events];
        }
    }

    public bool TrySave(CaseState seen, CaseDecision decision)
    {
        if (decision.Events.Count == 0)
            return fault != Fault.RefusesRepetitions;
        var expected = fault == Fault.ChecksBeforeItLocks ? Version(decision) : -1;
        if (expected >= 0)
            Thread.Sleep(2);
        lock (streams)
        {
            var stream = Stream(decision.State.Id);
            var version = expected >= 0 ? expected : stream.Count;
            var isLate = fault == Fault.LeavesGaps ? seen.Version < version : seen.Version != version;
            if (isLate && fault == Fault.ThrowsAtWhoIsLate)
                throw new InvalidOperationException("the row has changed");
            if (!isLate || fault is Fault.ChecksNoVersion or Fault.SavesWhatItRefuses)
                stream.AddRange(decision.Events.Where(e => fault != Fault.LosesEvents || e.Name != "need-recorded").Select(Kept));
            return !isLate || fault == Fault.ChecksNoVersion;
        }
    }

    private int Version(CaseDecision decision)
    {
        lock (streams)
            return Stream(decision.State.Id).Count;
    }

    private List<CaseEvent> Stream(CaseId id)
    {
        var name = fault == Fault.IgnoresAccents ? id.Value.Replace('ä', 'a') : id.Value;
        if (!streams.TryGetValue(name, out var stream))
            streams[name] = stream = [];
        return stream;
    }

    private CaseEvent Kept(CaseEvent e) => fault switch
    {
        Fault.ForgetsAttempts => new CaseEvent(e.Case, e.Version, e.Step, e.Phase, e.On, e.At, e.By, default, e.Definition),
        Fault.RoundsTimesToSeconds => new CaseEvent(e.Case, e.Version, e.Step, e.Phase, e.On, Instant.FromUnixTimeSeconds(e.At.ToUnixTimeSeconds()), e.By, e.Id, e.Definition),
        _ => e,
    };
}
