using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;

namespace Kim.LegacyDesktop.Beside
{
    /// <summary>Where the new events go: a file beside the old tables, one line an event. A database table with one text column does as well.</summary>
    internal sealed class EventFile
    {
        private readonly string _file;

        internal EventFile(string folder)
        {
            _file = Path.Combine(folder, "events.jsonl");
        }

        internal IEnumerable<CaseEvent> Load(CaseLifecycle lifecycle)
        {
            if (!File.Exists(_file))
                return Enumerable.Empty<CaseEvent>();
            return File.ReadAllLines(_file, Encoding.UTF8).Select(line =>
            {
                using (var json = JsonDocument.Parse(line))
                    return CaseJson.ReadEvent(json.RootElement, lifecycle);
            }).ToList();
        }

        internal void Append(IEnumerable<CaseEvent> events)
        {
            using (var stream = new FileStream(_file, FileMode.Append, FileAccess.Write))
            {
                foreach (var happened in events)
                {
                    using (var line = new MemoryStream())
                    {
                        using (var writer = new Utf8JsonWriter(line))
                            CaseJson.Write(writer, happened);
                        line.WriteByte((byte)'\n');
                        line.WriteTo(stream);
                    }
                }
            }
        }
    }
}
