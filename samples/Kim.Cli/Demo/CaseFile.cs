using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Demo;

/// <summary>One case of the demo as a host keeps it: the state, and the events that led there. Each step is decided by the library.</summary>
internal sealed class CaseFile(CaseLifecycle lifecycle, string id, string caseManager)
{
    private static readonly LocalTime OfficeHour = new(10, 0);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private readonly CaseId _id = CaseId.From(id);
    private readonly List<CaseEvent> _events = [];

    internal ActorId CaseManager { get; } = ActorId.From(caseManager);

    internal CaseState State { get; private set; } = CaseState.NotOpened;

    internal IReadOnlyList<CaseEvent> Events => _events;

    /// <summary>Takes a step on a day; nothing happens after the day of the report. False where it lies after that day.</summary>
    /// <exception cref="InvalidOperationException">The library refuses the step: the demo tells a history that can't be.</exception>
    internal bool Do(LocalDate on, CaseStep step)
    {
        if (on > HerneCity.ReportDay)
            return false;
        var at = on.At(OfficeHour.PlusMinutes(_events.Count)).InZoneLeniently(Zone).ToInstant();
        var decision = lifecycle.Decide(State, _id, step, at, CaseManager);
        State = decision.EnsureAccepted();
        _events.AddRange(decision.Events);
        return true;
    }
}
