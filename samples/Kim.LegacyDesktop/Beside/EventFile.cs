using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;

namespace Kim.LegacyDesktop.Beside
{
    /// <summary>Where the new events go: a file beside the old tables, one line an event. A database table with one text column does as well.</summary>
    /// <remarks>Several windows may work on one file: it is locked while somebody reads and appends, and whoever decided on an older version is told so.</remarks>
    internal sealed class EventFile
    {
        private const int Tries = 200;
        private static readonly char[] LineEnd = { '\n' };

        private readonly string _file;
        private readonly CaseLifecycle _lifecycle;

        internal EventFile(string folder, CaseLifecycle lifecycle)
        {
            _file = Path.Combine(folder, "events.jsonl");
            _lifecycle = lifecycle;
        }

        internal IReadOnlyList<CaseEvent> Load()
        {
            using (var stream = Open())
                return Read(stream);
        }

        internal IReadOnlyList<CaseEvent> Load(CaseId id)
        {
            return Load().Where(e => e.Case == id).ToList();
        }

        /// <summary>Appends what happened; false where the case has moved on since it was seen, and then nothing is written.</summary>
        internal bool TryAppend(CaseState seen, CaseDecision decision)
        {
            if (decision.Events.Count == 0)
                return true;
            using (var stream = Open())
            {
                if (Read(stream).Count(e => e.Case == decision.State.Id) != seen.Version)
                    return false;

                // All lines in one go, and on the disk before anybody is told that they are there.
                using (var lines = new MemoryStream())
                {
                    foreach (var happened in decision.Events)
                    {
                        using (var writer = new Utf8JsonWriter(lines))
                            CaseJson.Write(writer, happened);
                        lines.WriteByte((byte)'\n');
                    }

                    lines.WriteTo(stream);
                }

                stream.Flush(true);
                return true;
            }
        }

        /// <summary>Reads all whole lines and stands behind them. A piece of a line at the end is what a crash left of an append that nobody was told of: it is cut off.</summary>
        private List<CaseEvent> Read(FileStream stream)
        {
            var bytes = new byte[stream.Length];
            var length = 0;
            for (int read; (read = stream.Read(bytes, length, bytes.Length - length)) > 0;)
                length += read;
            var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            stream.SetLength(whole);
            stream.Position = whole;
            return Encoding.UTF8.GetString(bytes, 0, whole).Split(LineEnd, StringSplitOptions.RemoveEmptyEntries).Select(Event).ToList();
        }

        private CaseEvent Event(string line)
        {
            using (var json = JsonDocument.Parse(line))
                return CaseJson.ReadEvent(json.RootElement, _lifecycle);
        }

        /// <summary>Opens the file for nobody else, and waits a little where another window has it.</summary>
        private FileStream Open()
        {
            for (var i = 1; ; i++)
            {
                try
                {
                    return new FileStream(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException) when (i < Tries)
                {
                    Thread.Sleep(20);
                }
            }
        }
    }
}
