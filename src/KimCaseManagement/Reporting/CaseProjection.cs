using System.Globalization;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>What a report may know of a case (Fallprojektion): the only place where reporting looks at the state of cases.</summary>
public static class CaseProjection
{
    /// <summary>Codes of closure reasons (Abschlussgründe) that the library knows.</summary>
    internal static IReadOnlyList<string> ClosureReasons { get; } = [.. ClosureReason.Core.Select(reason => reason.Value)];

    /// <summary>Codes of phases (Phasen).</summary>
    internal static IReadOnlyList<string> Phases { get; } = [.. CasePhases.All.Select(phase => phase.Code())];

    /// <summary>Codes of reasons why somebody was not taken on (Gründe der Nichtaufnahme) that the library knows.</summary>
    internal static IReadOnlyList<string> DeclineReasons { get; } = [.. DeclineReason.Core.Select(reason => reason.Value)];

    /// <summary>Codes of how a referral stands (Stand einer Weiterleitung).</summary>
    internal static IReadOnlyList<string> ReferralResults { get; } = [.. ReferralProgresses.All.Select(ReferralProgresses.Code)];

    /// <summary>Codes of how far a goal was reached (Zielerreichung).</summary>
    internal static IReadOnlyList<string> GoalAttainments { get; } = [.. Cases.GoalAttainments.All.Select(Cases.GoalAttainments.Code)];

    /// <summary>Codes of kinds of gaps (Versorgungslücken).</summary>
    internal static IReadOnlyList<string> GapKinds { get; } = [.. Cases.GapKinds.All.Select(Cases.GapKinds.Code)];

    /// <summary>One row of facts for each time that the case was taken into case management; none where it never was.</summary>
    /// <remarks>
    /// <para>A row opens on the day of the acceptance (Aufnahme) and closes on the day of the closure (Abschluss). A case that was closed, reopened and closed again
    /// gives two rows, each in its own time; from the second on the id of the row is the case's id followed by <c>#2</c>, <c>#3</c> and so on.</para>
    /// <para>The topics of a row are those of the needs that were recorded up to its end. Where nobody knows the person, the case stands for one person of its own.</para>
    /// <para>Residence and German at the opening are what was known to have begun by then, failing that what became known first; at the end what had begun last. An erased case gives the same rows as before.</para>
    /// <para>A row that has closed belongs to the office that closed it, a running one to the office that has the case.</para>
    /// </remarks>
    public static IReadOnlyList<CaseFacts> FactsOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = new List<CaseFacts>();
        foreach (var episode in state.Episodes)
        {
            if (episode.AcceptedOn is { } accepted)
                rows.Add(Row(state, rows.Count, accepted, episode.EndedOn, episode.ClosureReason.Value, CasePhase.Closed, episode.Office));
        }

        if (state.AcceptedOn is { } running && !state.Phase.IsFinal())
            rows.Add(Row(state, rows.Count, running, null, null, state.Phase, state.Office));
        return rows;
    }

    /// <summary>What happened in a case besides its being open (Geschehen): taken on again, handed over, waiting, declined, short counselling, referrals, judged goals, structural findings.</summary>
    /// <param name="history">The events of one case in their order, from the first.</param>
    /// <remarks>
    /// <para>Entries that were taken back count nothing; where a day was corrected, the corrected one counts. What says something about the person (language, sex, year of birth, country) is what was known last.</para>
    /// <para>None of it names the case or the person. A host that erases a case counts its history first and keeps what comes of it, so that past reports stay what they were.</para>
    /// </remarks>
    public static IReadOnlyList<CaseOccurrence> OccurrencesOf(IEnumerable<CaseEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new Occurrences([.. history]).Read();
    }

    /// <summary>How the stocks of the city and of each office came about in a period (Bestandsrechnung).</summary>
    /// <param name="histories">The events of each case in their order, from the first.</param>
    /// <param name="period">The period.</param>
    /// <returns>The city first, then the offices in the order of their codes.</returns>
    /// <remarks>What came and went is counted step by step as it happened, stocks by where each case stood on the day; neither is worked out from the other.</remarks>
    /// <exception cref="FiguresDoNotCloseException">Stock and flow of the city or of an office don't close; a defect.</exception>
    public static IReadOnlyList<CaseFlow> FlowOf(IEnumerable<IEnumerable<CaseEvent>> histories, ReportingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(period);
        var offices = new SortedDictionary<OfficeCode, long[]>();
        foreach (var history in histories)
            new Occurrences([.. history]).AddFlow(period, offices);
        var city = new long[Occurrences.Flows];
        foreach (var figures in offices.Values)
        {
            for (var i = 0; i < city.Length; i++)
                city[i] += figures[i];
        }

        static CaseFlow Flow(OfficeCode? office, long[] f) => new(office, f[0], f[1], f[2], f[3], f[4], f[5], f[6]);
        List<CaseFlow> flows = [Flow(null, city), .. offices.Select(o => Flow(o.Key, o.Value))];
        if (flows.Find(f => !f.Closes || (f.Office is null && f.HandedOverIn != f.HandedOverOut)) is { } wrong)
            throw new FiguresDoNotCloseException(period, wrong);
        return flows.AsReadOnly();
    }

    private static CaseFacts Row(CaseState state, int earlier, LocalDate openedOn, LocalDate? closedOn, string? closureReason, CasePhase phase, OfficeCode office)
    {
        var residence = state.ResidenceStatuses(openedOn, closedOn);
        var german = state.GermanLevels(openedOn, closedOn);
        return new(
            earlier == 0 ? state.Id : CaseId.From(Derived("", state.Id, "#" + (earlier + 1).ToString(CultureInfo.InvariantCulture))),
            state.Person.IsDefault ? PersonKey.From(Derived("case:", state.Id, "")) : state.Person,
            office,
            openedOn,
            closedOn,
            closureReason,
            phase.Code(),
            state.NeedTopics(closedOn),
            state.FirstContactLanguage.IsDefault ? null : state.FirstContactLanguage,
            state.BirthYear,
            state.Sex,
            state.CountryOfOrigin.IsDefault ? null : state.CountryOfOrigin,
            residence.AtOpening,
            residence.Last,
            german.AtOpening,
            german.Last,
            state.ReferredBy);
    }

    /// <summary>An id made of another. Where it would be too long, a checksum stands for the middle.</summary>
    private static string Derived(string before, CaseId id, string after)
    {
        if (before.Length + id.Value.Length + after.Length <= TextCode.MaxIdLength)
            return before + id.Value + after;
        var sum = 14695981039346656037UL;
        foreach (var c in id.Value)
            sum = unchecked((sum ^ c) * 1099511628211UL);
        return before + id.Value.Substring(0, 100) + "~" + sum.ToString("x16", CultureInfo.InvariantCulture) + after;
    }

    /// <summary>Reads a history of one case for what happened.</summary>
    private sealed class Occurrences(List<CaseEvent> history)
    {
        private readonly List<Entry> _entries = [];
        private readonly Dictionary<int, LocalDate> _days = [];
        private readonly Dictionary<string, Entry> _referrals = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Entry> _goals = new(StringComparer.Ordinal);
        private Entry? _waiting;
        private int _acceptances;

        internal IReadOnlyList<CaseOccurrence> Read()
        {
            var takenBack = new HashSet<int>(history.Select(e => e?.Step).OfType<EnterInError>().Select(e => e.Entry));
            var state = CaseState.NotOpened;
            foreach (var happened in history)
            {
                var before = state;
                state = CaseState.Evolve(before, happened ?? throw new ArgumentNullException(nameof(history), "An event of the history is null."));
                _days[happened.Version] = happened.On;
                if (!takenBack.Contains(happened.Version))
                    Read(happened, before, state);
            }

            return
            [
                .. _entries.Select(e => new CaseOccurrence(
                    e.Measure, _days[e.From], e.Office, e.Until is { } until ? LocalDate.Max(_days[e.From], _days[until]) : null, e.Result, e.Topics, state.FirstContactLanguage.IsDefault ? null : state.FirstContactLanguage, state.BirthYear, state.Sex,
                    state.CountryOfOrigin.IsDefault ? null : state.CountryOfOrigin, state.ReferredBy)),
            ];
        }

        /// <summary>The figures of a flow, in its order.</summary>
        internal const int Flows = 7;

        /// <summary>Adds what the case contributes to the flows of offices.</summary>
        internal void AddFlow(ReportingPeriod period, SortedDictionary<OfficeCode, long[]> offices)
        {
            Read();
            var steps = new List<(int Flow, OfficeCode Office, LocalDate On)>();
            var whereabouts = new List<(LocalDate From, OfficeCode? Office)>();
            var state = CaseState.NotOpened;
            var acceptances = 0;
            foreach (var happened in history)
            {
                var before = state;
                state = CaseState.Evolve(before, happened);
                var (had, has) = (IsTakenOn(before), IsTakenOn(state));
                var on = _days[happened.Version];
                if (!had && has)
                    steps.Add((acceptances++ == 0 ? 1 : 2, state.Office, on));
                else if (had && !has)
                    steps.Add((4, before.Office, on));
                else if (had && has && before.Office != state.Office)
                    steps.AddRange([(5, before.Office, on), (3, state.Office, on)]);
                whereabouts.Add((on, has ? state.Office : null));
            }

            foreach (var (flow, office, on) in steps.Where(s => s.On >= period.From && s.On < period.To))
                Add(flow, office);
            foreach (var (flow, day) in ((int, LocalDate)[])[(0, period.From), (6, period.To)])
            {
                if (whereabouts.LastOrDefault(w => w.From < day).Office is { } office)
                    Add(flow, office);
            }

            void Add(int flow, OfficeCode office)
            {
                if (!offices.TryGetValue(office, out var figures))
                    offices.Add(office, figures = new long[Flows]);
                figures[flow]++;
            }
        }

        private static bool IsTakenOn(CaseState state) => state.AcceptedOn is not null && !state.Phase.IsFinal();

        private void Read(CaseEvent happened, CaseState before, CaseState after)
        {
            if (before.Phase == CasePhase.WaitingList && after.Phase != CasePhase.WaitingList && _waiting is { } waiting)
                waiting.Until = happened.Version;
            if (after.Phase == CasePhase.Declined && before.Phase != CasePhase.Declined)
                Add(Measure.Declined, happened, after.Office, after.DeclineReason?.Value);
            switch (happened.Step)
            {
                case AcceptCase when _acceptances++ > 0:
                    Add(Measure.Reopened, happened, after.Office);
                    break;
                case Enqueue:
                    _waiting = Add(Measure.Waiting, happened, after.Office);
                    break;
                case GiveShortCounselling counselling:
                    Add(Measure.ShortCounselling, happened, after.Office, null, [.. counselling.Topics]);
                    break;
                case AcceptHandover when after.Office != before.Office:
                    Add(Measure.HandedOverOut, happened, before.Office);
                    Add(Measure.HandedOverIn, happened, after.Office);
                    break;
                case OfferReferral referral:
                    _referrals[referral.Referral] = Add(Measure.Referrals, happened, after.Office, ReferralProgress.Offered.Code(), TopicsOf(referral.Topic));
                    break;
                case RecordReferral progress when before.Work?.Find(progress) is >= 0 and var index && _referrals.TryGetValue(before.Referrals[index].Id, out var entry):
                    entry.Result = progress.Progress.Code();
                    break;
                case JudgeGoal judgement:
                    foreach (var goal in before.Goals.Where(g => judgement.Goal is null ? !g.IsJudged : g.Id == judgement.Goal))
                        Judge(goal, judgement, happened, after.Office);
                    break;
                case RecordFinding finding:
                    Add(Measure.StructuralFindings, happened, after.Office, finding.Gap.Code(), TopicsOf(finding.Topic));
                    break;
                case CorrectDay correction:
                    _days[correction.Entry] = correction.Day;
                    break;
            }
        }

        private void Judge(Goal goal, JudgeGoal judgement, CaseEvent happened, OfficeCode office)
        {
            // A goal that is judged anew counts by the last judgement. After reopening, goals begin anew, and so may their ids.
            var key = $"{_acceptances} {goal.Id}";
            if (_goals.TryGetValue(key, out var earlier))
                _entries.Remove(earlier);
            _goals[key] = Add(Measure.GoalsJudged, happened, office, judgement.Attainment.Code(), TopicsOf(goal.Topic));
        }

        private static TopicCode[] TopicsOf(TopicCode topic) => topic.IsDefault ? [] : [topic];

        private Entry Add(Measure measure, CaseEvent happened, OfficeCode office, string? result = null, TopicCode[]? topics = null)
        {
            var entry = new Entry(measure, happened.Version, office, topics ?? []) { Result = result };
            _entries.Add(entry);
            return entry;
        }

        private sealed class Entry(Measure measure, int from, OfficeCode office, TopicCode[] topics)
        {
            internal Measure Measure { get; } = measure;

            internal int From { get; } = from;

            internal OfficeCode Office { get; } = office;

            internal TopicCode[] Topics { get; } = topics;

            internal int? Until { get; set; }

            internal string? Result { get; set; }
        }
    }
}
