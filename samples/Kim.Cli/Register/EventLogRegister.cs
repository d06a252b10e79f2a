using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Register;

/// <summary>A register made from an event log: a case opens with its acceptance into case management and closes with its closure.</summary>
internal sealed class EventLogRegister
{
    private readonly List<(CaseId Row, LocalDate On, int? Minutes)> _contacts = [];

    private readonly Dictionary<CaseId, List<CaseEvent>> _histories;

    private EventLogRegister(CaseRegister register, OccurrenceRegister occurrences, Dictionary<CaseId, List<CaseEvent>> histories) => (Register, Occurrences, _histories) = (register, occurrences, histories);

    internal CaseRegister Register { get; }

    /// <summary>What happened besides cases being open.</summary>
    internal OccurrenceRegister Occurrences { get; }

    /// <summary>How many events were recorded later than what counts.</summary>
    internal long LaterEvents { get; private init; }

    /// <summary>Reads a log.</summary>
    /// <param name="file">The log.</param>
    /// <param name="topics">The topics that its cases may have.</param>
    /// <param name="terminal">Takes the warnings.</param>
    /// <param name="asKnownAt">What was recorded later is read and checked, but doesn't count; null for all.</param>
    /// <exception cref="WrongInputException">A line is not an event, or a case has a topic that is not known.</exception>
    internal static EventLogRegister Read(string file, TopicCodes topics, Terminal terminal, Instant? asKnownAt)
    {
        var later = 0L;
        var known = new Dictionary<CaseId, CaseState>();
        var cases = new Dictionary<CaseId, CaseState>();
        var histories = new Dictionary<CaseId, List<CaseEvent>>();
        var contacts = new Dictionary<(CaseId Case, int Version), (LocalDate On, int? Minutes)>();
        foreach (var (happened, state) in EventLog.Read(file, CaseLifecycle.Standard, id => cases.GetValueOrDefault(id, CaseState.NotOpened)))
        {
            cases[state.Id] = state;
            if (happened.At > asKnownAt)
            {
                later++;
                continue;
            }

            known[state.Id] = state;
            if (!histories.TryGetValue(state.Id, out var history))
                histories.Add(state.Id, history = []);
            history.Add(happened);
            if (happened.Step is RecordContact contact)
                contacts.Add((happened.Case, happened.Version), (happened.On, contact.Minutes));
            else if (happened.Step is EnterInError error)
                contacts.Remove((happened.Case, error.Entry));
        }

        var builder = topics.NewRegister();
        var rows = new Dictionary<CaseId, IReadOnlyList<CaseFacts>>();
        var asked = new HashSet<TopicCode>();
        foreach (var state in known.Values.OrderBy(state => state.Id))
        {
            rows[state.Id] = CaseProjection.FactsOf(state);
            foreach (var facts in rows[state.Id])
            {
                foreach (var topic in facts.Topics.Where(topic => asked.Add(topic) && !topics.IsKnown(topic, $"{file}: case '{state.Id}'", terminal.Warn)))
                    throw new WrongInputException($"{file}: case '{state.Id}': topic: '{topic}' is not a topic; kim topics list shows them, and --extend takes a city's own.");
                builder.Add(facts);
            }
        }

        var occurrences = histories.OrderBy(h => h.Key).SelectMany(h => CaseProjection.OccurrencesOf(h.Value)).ToList();
        foreach (var topic in occurrences.SelectMany(o => o.Topics).Where(topic => asked.Add(topic) && !topics.IsKnown(topic, file, terminal.Warn)))
            throw new WrongInputException($"{file}: topic: '{topic}' is not a topic; kim topics list shows them, and --extend takes a city's own.");
        var log = new EventLogRegister(builder.Build(), topics.NewOccurrences(occurrences), histories) { LaterEvents = later };
        foreach (var ((id, _), (on, minutes)) in contacts)
        {
            // A contact belongs to the time of the case in which it fell; one before the first acceptance to the first.
            if ((rows[id].LastOrDefault(row => row.OpenedOn <= on) ?? (rows[id].Count > 0 ? rows[id][0] : null)) is { } row)
                log._contacts.Add((row.CaseId, on, minutes));
        }

        return log;
    }

    /// <summary>How the stocks of the city and of each office came about; checked to close.</summary>
    internal IReadOnlyList<CaseFlow> Flow(ReportingPeriod period) => CaseProjection.FlowOf(_histories.Values, period);

    /// <summary>The contacts of the log that lie in the period.</summary>
    internal ContactTally Tally(ReportingPeriod period)
    {
        var tally = new ContactTally(Register, period);
        foreach (var (row, on, minutes) in _contacts)
            tally.TryAdd(row, on, minutes);
        return tally;
    }
}
