using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kim.LegacyDesktop.Old;
using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Kim.LegacyDesktop.Beside
{
    /// <summary>What an old status means in steps of the library, read from <c>mapping.csv</c>: whoever knows the old codes writes it, nobody compiles it.</summary>
    internal sealed class StatusMapping
    {
        private static readonly char[] Bar = { '|' };
        private static readonly char[] EqualsSign = { '=' };

        private readonly Dictionary<int, MappedStatus> _statuses = new Dictionary<int, MappedStatus>();
        private readonly List<string> _unreadable = new List<string>();

        internal static StatusMapping Load(string folder)
        {
            var mapping = new StatusMapping();
            foreach (var row in OldTable.Rows(Path.Combine(folder, "mapping.csv")))
                mapping.Add(row);
            return mapping;
        }

        /// <summary>Everything that is wrong with the mapping: a line that cannot be read, an old status without a line, a step or a value that the library doesn't know.</summary>
        internal IEnumerable<string> Gaps(OldTable table, CaseLifecycle lifecycle)
        {
            foreach (var line in _unreadable)
                yield return string.Format(CultureInfo.InvariantCulture, "'{0}' ist keine Zeile aus Status;Bedeutung;Schritt;Vorher mit eigenem Status", line);
            var missing = table.Clients.SelectMany(c => c.History).Select(h => h.Status).Distinct().Where(s => !_statuses.ContainsKey(s)).OrderBy(s => s);
            foreach (var status in missing)
                yield return string.Format(CultureInfo.InvariantCulture, "Status {0} hat keine Zeile", status);
            var anyClient = new OldClient { Number = "1", Office = "any" };
            var anyEntry = new OldEntry { On = new DateTime(2024, 1, 1), By = "any" };
            foreach (var pair in _statuses)
            {
                foreach (var text in pair.Value.Steps.Concat(pair.Value.Before))
                {
                    foreach (var problem in Read(text, anyClient, anyEntry, lifecycle).Problems)
                        yield return string.Format(CultureInfo.InvariantCulture, "Status {0}, '{1}': {2}", pair.Key, text, TextCatalogue.BuiltIn.For(problem.Reason, LanguageTag.German).Text);
                }
            }
        }

        private void Add(string[] row)
        {
            int status;
            if (row.Length == 4 && int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out status) && !_statuses.ContainsKey(status))
                _statuses.Add(status, new MappedStatus { Meaning = row[1], Steps = row[2].Split(','), Before = row[3].Split(Bar, StringSplitOptions.RemoveEmptyEntries) });
            else
                _unreadable.Add(string.Join(";", row));
        }

        internal MappedStatus Of(int status)
        {
            return _statuses[status];
        }

        /// <summary>Makes a step of a text such as <c>pause reason=other resume_by=+90</c>; <c>+90</c> is 90 days after the entry.</summary>
        internal static StepReading Read(string text, OldClient client, OldEntry entry, CaseLifecycle lifecycle)
        {
            var words = text.Split(' ');
            var on = LocalDate.FromDateTime(entry.On);
            var data = StepData.Empty.With("on", LocalDatePattern.Iso.Format(on));
            if (words[0] == "register-inquiry")
                data = data.With("office", client.Office).With("person", "altbestand-" + client.Number);
            if (words[0] == "start-clarification")
                data = data.With("case_manager", entry.By);
            foreach (var word in words.Skip(1))
            {
                var parts = word.Split(EqualsSign, 2);
                var value = parts.Length == 1 ? string.Empty : parts[1];
                int days;
                if (value == "yes" || value == "no")
                    data = data.With(parts[0], value == "yes");
                else if (value.StartsWith("+", StringComparison.Ordinal) && int.TryParse(value.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out days))
                    data = data.With(parts[0], LocalDatePattern.Iso.Format(on.PlusDays(days)));
                else
                    data = data.With(parts[0], value);
            }

            return lifecycle.Read(words[0], data);
        }
    }

    /// <summary>A line of the mapping.</summary>
    internal sealed class MappedStatus
    {
        internal string Meaning;

        /// <summary>The steps that the status can stand for; the first one that the phase knows is meant.</summary>
        internal string[] Steps;

        /// <summary>What has to have been done before, and what the old application never asked for.</summary>
        internal string[] Before;
    }
}
