using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Register;

/// <summary>A register made from an event log: a case opens with its acceptance into case management and closes with its closure.</summary>
internal sealed class EventLogRegister
{
    private readonly List<(CaseId Row, LocalDate On, int? Minutes)> _contacts = [];

    private EventLogRegister(CaseRegister register) => Register = register;

    internal CaseRegister Register { get; }

    /// <exception cref="WrongInputException">A line is not an event, or a case has a topic that is not known.</exception>
    internal static EventLogRegister Read(string file, TopicCodes topics)
    {
        var cases = new Dictionary<CaseId, CaseState>();
        var contacts = new List<(CaseId Case, LocalDate On, int? Minutes)>();
        foreach (var (happened, state) in EventLog.Read(file, CaseLifecycle.Standard, id => cases.GetValueOrDefault(id, CaseState.NotOpened)))
        {
            cases[state.Id] = state;
            if (happened.Step is RecordContact contact)
                contacts.Add((happened.Case, happened.On, contact.Minutes));
        }

        var builder = topics.NewRegister();
        var rows = new Dictionary<CaseId, IReadOnlyList<CaseFacts>>();
        foreach (var state in cases.Values.OrderBy(state => state.Id))
        {
            rows[state.Id] = CaseProjection.FactsOf(state);
            foreach (var facts in rows[state.Id])
            {
                foreach (var topic in facts.Topics.Where(topic => !topics.IsKnown(topic, $"{file}: case '{state.Id}'")))
                    throw new WrongInputException($"{file}: case '{state.Id}': topic: '{topic}' is not a topic; kim topics list shows them, and --extend takes a city's own.");
                builder.Add(facts);
            }
        }

        var log = new EventLogRegister(builder.Build());
        foreach (var (id, on, minutes) in contacts)
        {
            // A contact belongs to the time of the case in which it fell; one before the first acceptance to the first.
            if ((rows[id].LastOrDefault(row => row.OpenedOn <= on) ?? (rows[id].Count > 0 ? rows[id][0] : null)) is { } row)
                log._contacts.Add((row.CaseId, on, minutes));
        }

        return log;
    }

    /// <summary>The contacts of the log that lie in the period.</summary>
    internal ContactTally Tally(ReportingPeriod period)
    {
        var tally = new ContactTally(Register, period);
        foreach (var (row, on, minutes) in _contacts)
            tally.TryAdd(row, on, minutes);
        return tally;
    }
}
