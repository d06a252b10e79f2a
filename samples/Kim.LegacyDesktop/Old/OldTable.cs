using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Kim.LegacyDesktop.Old
{
    /// <summary>A row of the old application's table of clients. It knows nothing of the library.</summary>
    internal sealed class OldClient
    {
        internal string Number;
        internal string Name;
        internal string Office;
        internal DateTime CreatedOn;
        internal readonly List<OldEntry> History = new List<OldEntry>();

        internal int Status
        {
            get { return History.Count == 0 ? 0 : History[History.Count - 1].Status; }
        }
    }

    /// <summary>A change of status, as the old application logged it: a number and who typed it.</summary>
    internal sealed class OldEntry
    {
        internal DateTime On;
        internal int Status;
        internal string By;
    }

    /// <summary>The old application's data: two files where others have two tables.</summary>
    internal sealed class OldTable
    {
        internal readonly List<OldClient> Clients = new List<OldClient>();

        internal static OldTable Load(string folder)
        {
            var table = new OldTable();
            foreach (var row in Rows(Path.Combine(folder, "clients.csv")))
                table.Clients.Add(new OldClient { Number = row[0], Name = row[1], Office = row[2], CreatedOn = Day(row[3]) });
            foreach (var row in Rows(Path.Combine(folder, "history.csv")))
            {
                table.Clients.Single(c => c.Number == row[0]).History.Add(
                    new OldEntry { On = Day(row[1]), Status = int.Parse(row[2], CultureInfo.InvariantCulture), By = row[3] });
            }

            return table;
        }

        /// <summary>How the old application counts: every client created before the end whose status is below 90, whatever that status means.</summary>
        internal int OpenOn(DateTime end)
        {
            return Clients.Count(c => c.CreatedOn < end && c.History.Where(h => h.On < end).Select(h => h.Status).LastOrDefault() < 90);
        }

        /// <summary>How the old application counts new cases: every client created in the period.</summary>
        internal int NewBetween(DateTime from, DateTime end)
        {
            return Clients.Count(c => c.CreatedOn >= from && c.CreatedOn < end);
        }

        /// <summary>How the old application counts finished cases: every change to 90 or more in the period.</summary>
        internal int FinishedBetween(DateTime from, DateTime end)
        {
            return Clients.Sum(c => c.History.Count(h => h.Status >= 90 && h.On >= from && h.On < end));
        }

        internal static IEnumerable<string[]> Rows(string file)
        {
            return File.ReadAllLines(file, Encoding.UTF8).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(';'));
        }

        private static DateTime Day(string text)
        {
            return DateTime.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture);
        }
    }
}
