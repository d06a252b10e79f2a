using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kim.LegacyDesktop.Old;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.LegacyDesktop.Beside
{
    /// <summary>Shadow mode: the old history goes through the library beside the old application, and nothing is changed.</summary>
    /// <remarks>Says what the library would have refused, and which figures differ. What is missing is then taken as done, so that the rest of a history can be looked at too.</remarks>
    internal sealed class ShadowRun
    {
        private readonly CaseLifecycle _lifecycle;
        private readonly StatusMapping _mapping;
        private readonly LanguageTag _language;
        private readonly List<string> _findings = new List<string>();
        private readonly Dictionary<string, CaseState> _states = new Dictionary<string, CaseState>();
        private readonly List<CaseEvent> _events = new List<CaseEvent>();

        internal ShadowRun(CaseLifecycle lifecycle, StatusMapping mapping, LanguageTag language)
        {
            _lifecycle = lifecycle;
            _mapping = mapping;
            _language = language;
        }

        /// <summary>What the library would have refused, one line each.</summary>
        internal IReadOnlyList<string> Findings
        {
            get { return _findings; }
        }

        /// <summary>The events that the histories became: what a migration would store.</summary>
        internal IReadOnlyList<CaseEvent> Events
        {
            get { return _events; }
        }

        internal void Run(OldTable table)
        {
            foreach (var client in table.Clients)
            {
                foreach (var entry in client.History)
                    Take(client, entry);
            }
        }

        /// <summary>The figures of a period, as the old application counts and as the library does, where they differ.</summary>
        internal IEnumerable<string> FiguresThatDiffer(OldTable table, ReportingPeriod period)
        {
            var register = new CaseRegisterBuilder();
            foreach (var facts in _states.Values.SelectMany(CaseProjection.FactsOf))
                register.Add(facts);
            var total = Report.Count(register.Build(), new ReportRequest(period)).Total;
            var from = period.From.ToDateTimeUnspecified();
            var end = period.To.ToDateTimeUnspecified();
            var figures = new[]
            {
                Tuple.Create(Measure.Opened, table.NewBetween(from, end), total.Opened.Value),
                Tuple.Create(Measure.Closed, table.FinishedBetween(from, end), total.Closed.Value),
                Tuple.Create(Measure.OpenAtEnd, table.OpenOn(end), total.OpenAtEnd.Value),
            };
            var texts = new ReportTexts(_language);
            return figures.Where(f => f.Item2 != f.Item3).Select(f => string.Format(CultureInfo.InvariantCulture, "{0}: {1} -> {2}", texts.Heading(f.Item1), f.Item2, f.Item3));
        }

        /// <summary>The state of a client's case after all that was run; not opened where nothing could be.</summary>
        internal CaseState StateOf(OldClient client)
        {
            CaseState state;
            return _states.TryGetValue(client.Number, out state) ? state : CaseState.NotOpened;
        }

        private void Take(OldClient client, OldEntry entry)
        {
            var mapped = _mapping.Of(entry.Status);
            var text = StepFor(mapped, StateOf(client), entry);
            var decision = Decide(client, entry, text);
            if (decision.IsAccepted)
                return;
            var reasons = decision.Blockers.Select(b => TextCatalogue.BuiltIn.For(b.Reason, _language).Text);
            _findings.Add(string.Format(CultureInfo.InvariantCulture, "{0} {1:dd.MM.yyyy} {2} ({3}): {4}", client.Number, entry.On, entry.Status, mapped.Meaning, string.Join(" ", reasons)));
            foreach (var before in mapped.Before)
                Decide(client, entry, before);
            text = StepFor(mapped, StateOf(client), entry);
            if (!Decide(client, entry, text).IsAccepted)
                _findings.Add(string.Format(CultureInfo.InvariantCulture, "{0} {1:dd.MM.yyyy} {2} ({3}): ausgelassen", client.Number, entry.On, entry.Status, mapped.Meaning));
        }

        /// <summary>The old code says too little ("in Betreuung" begins and resumes): the phase tells which step is meant.</summary>
        private string StepFor(MappedStatus mapped, CaseState state, OldEntry entry)
        {
            var known = _lifecycle.NextSteps(state, LocalDate.FromDateTime(entry.On)).Select(s => s.Kind.Code()).ToList();
            return mapped.Steps.FirstOrDefault(text => known.Contains(text.Split(' ')[0])) ?? mapped.Steps[0];
        }

        private CaseDecision Decide(OldClient client, OldEntry entry, string text)
        {
            var step = StatusMapping.Read(text, client, entry, _lifecycle).Step;
            var at = LocalDate.FromDateTime(entry.On).At(new LocalTime(12, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();
            var decision = _lifecycle.Decide(StateOf(client), CaseId.From("fall-" + client.Number), step, at, ActorId.From(entry.By));
            if (decision.IsAccepted)
            {
                _states[client.Number] = decision.State;
                _events.AddRange(decision.Events);
            }

            return decision;
        }

        /// <summary>Everything as text, for the console and for the window; false where the mapping has gaps, as nothing can be run then.</summary>
        internal static bool Print(OldTable table, string folder, TextWriter output)
        {
            var mapping = StatusMapping.Load(folder);
            var gaps = mapping.Gaps(table, CaseLifecycle.Standard).ToList();
            output.WriteLine("Lücken der Zuordnung: {0}", gaps.Count);
            foreach (var gap in gaps)
                output.WriteLine("  " + gap);
            if (gaps.Count > 0)
                return false;
            var shadow = new ShadowRun(CaseLifecycle.Standard, mapping, LanguageTag.German);
            shadow.Run(table);
            output.WriteLine("Abgelehnt worden wären: {0} von {1}", shadow.Findings.Count, table.Clients.Sum(c => c.History.Count));
            foreach (var finding in shadow.Findings)
                output.WriteLine("  " + finding);
            output.WriteLine("Andere Zahlen im zweiten Quartal 2024 (alt -> neu):");
            foreach (var line in shadow.FiguresThatDiffer(table, ReportingPeriod.Quarter(2024, 2)))
                output.WriteLine("  " + line);
            return true;
        }
    }
}
