using System.CommandLine;
using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Kim.Cli.Verbs;

/// <summary><c>kim replay</c>: takes steps from a file, one JSON object a line, and answers each; or rebuilds cases from an event log.</summary>
internal static class ReplayVerb
{
    internal static Command Create(Terminal terminal)
    {
        var commands = new Argument<FileInfo?>("COMMANDS") { Description = "Steps, one JSON object a line: case, step, at, by, data.", Arity = ArgumentArity.ZeroOrOne };
        var strict = new Option<bool>("--strict") { Description = "Answer with exit code 1 where a step was refused." };
        var events = new Option<FileInfo?>("--events") { Description = "Write the resulting event log, one JSON object a line.", HelpName = "FILE" };
        var eventsIn = new Option<FileInfo?>("--events-in") { Description = "Rebuild the cases from an event log before any steps are taken.", HelpName = "FILE" };
        var cases = new Option<FileInfo?>("--cases") { Description = "Write every case as it stands at the end, one JSON object a line, ordered by id.", HelpName = "FILE" };
        var language = CommonOptions.Language();
        var command = new VerbCommand(
            "replay",
            "Takes steps from a file and answers each, or rebuilds cases from an event log.",
            "kim replay commands.jsonl --events events.jsonl",
            "kim replay --events-in events.jsonl --cases cases.jsonl") { commands, strict, events, eventsIn, cases, language };
        command.SetAction(parsed =>
        {
            var commandFile = parsed.GetValue(commands);
            var logFile = parsed.GetValue(eventsIn);
            if (commandFile is null && logFile is null)
                throw new WrongCommandLineException("A file of steps or --events-in FILE is needed. Try: kim replay --help");
            return new Replay(terminal, parsed.GetValue(language)).Run(commandFile?.FullName, logFile?.FullName, parsed.GetValue(events)?.FullName, parsed.GetValue(cases)?.FullName, parsed.GetValue(strict));
        });
        return command;
    }

    /// <summary>One run: the cases so far and what the host knows about them.</summary>
    private sealed class Replay(Terminal terminal, LanguageTag language)
    {
        private const int MaxErrors = 100;
        private static readonly string[] Properties = ["case", "step", "at", "by", "data", "id"];

        private readonly CaseLifecycle _lifecycle = CaseLifecycle.Standard;
        private readonly Dictionary<CaseId, CaseState> _cases = [];
        private readonly Dictionary<(PersonKey, ProviderCode), HashSet<CaseId>> _open = [];
        private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

        internal int Run(string? commandFile, string? logFile, string? eventsFile, string? casesFile, bool strict)
        {
            if (logFile is not null)
                Rebuild(logFile);
            var refused = 0;
            if (commandFile is not null)
            {
                // All lines are looked at before the first step is taken, so that a broken file changes and answers nothing.
                CheckSyntax(commandFile);
                using var log = eventsFile is null ? null : CreateFile(eventsFile);
                foreach (var (number, line) in Lines.Read(commandFile))
                {
                    using var document = JsonDocument.Parse(line);
                    if (!Take(number, document.RootElement, log))
                        refused++;
                }
            }
            else if (eventsFile is not null)
            {
                throw new WrongCommandLineException("--events needs a file of steps.");
            }

            if (casesFile is not null)
            {
                using var output = CreateFile(casesFile);
                foreach (var state in _cases.Values.OrderBy(c => c.Id))
                    Json.WriteLine(output, writer => CaseJson.Write(writer, state));
            }

            return strict && refused > 0 ? ExitCode.WrongInput : ExitCode.Done;
        }

        private static StreamWriter CreateFile(string path) => new(path, false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };

        private static void CheckSyntax(string file)
        {
            var problems = new List<string>();
            foreach (var (number, line) in Lines.Read(file))
            {
                try
                {
                    using var document = JsonDocument.Parse(line);
                    if (document.RootElement.ValueKind != JsonValueKind.Object)
                        problems.Add($"{file}:{number}: the line is {document.RootElement.ValueKind}; an object is expected.");
                }
                catch (JsonException broken)
                {
                    problems.Add($"{file}:{number}: the line is not JSON: {Lines.Short(broken)}");
                }

                if (problems.Count >= MaxErrors)
                    break;
            }

            if (problems.Count > 0)
                throw new WrongInputException(problems);
        }

        private void Rebuild(string file)
        {
            foreach (var (_, state) in EventLog.Read(file, _lifecycle, id => _cases.GetValueOrDefault(id, CaseState.NotOpened)))
                Keep(state);
        }

        private bool Take(int number, JsonElement element, StreamWriter? log)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (!Properties.Contains(property.Name) && _warned.Add(property.Name))
                    terminal.Warn($"line {number}: the property '{property.Name}' means nothing here; known are {string.Join(", ", Properties)}.");
            }

            var problems = new List<Blocker>();
            var caseText = Text(element, "case", problems);
            var id = Id<CaseId>(caseText, "case", CaseId.TryFrom, problems);
            var by = Id<ActorId>(Text(element, "by", problems), "by", ActorId.TryFrom, problems);
            var at = At(Text(element, "at", problems), problems);
            var code = Text(element, "step", problems);
            var stepId = element.TryGetProperty("id", out var given) && given.ValueKind != JsonValueKind.Null ? Id<StepId>(Text(element, "id", problems), "id", StepId.TryFrom, problems) : default;
            var state = !id.IsDefault && _cases.TryGetValue(id, out var known) ? known : CaseState.NotOpened;
            var step = code is null ? null : ReadStep(code, element, problems);
            var host = new HostFacts(HasOtherOpenCase(id, state));
            if (problems.Count > 0 || step is null)
            {
                if (StepKinds.TryParse(code, out var kind))
                    problems.InsertRange(0, _lifecycle.Blockers(state, kind, CaseLifecycle.DayOf(at), host));
                return Refuse(number, caseText, state, problems);
            }

            var decision = _lifecycle.Decide(state, id, step, at, by, host, stepId);
            if (!decision.IsAccepted)
                return Refuse(number, caseText, state, decision.Blockers);
            Keep(decision.State);
            if (log is not null)
            {
                foreach (var happened in decision.Events)
                    Json.WriteLine(log, writer => CaseJson.Write(writer, happened));
            }

            Json.WriteLine(terminal.Out, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", number);
                writer.WriteString("case", id.Value);
                writer.WriteBoolean("accepted", true);
                writer.WriteString("phase", decision.State.Phase.Code());
                writer.WriteNumber("version", decision.State.Version);
                writer.WriteEndObject();
            });
            return true;
        }

        private CaseStep? ReadStep(string code, JsonElement element, List<Blocker> problems)
        {
            var data = StepData.Empty;
            if (element.TryGetProperty("data", out var given) && given.ValueKind != JsonValueKind.Null)
            {
                if (given.ValueKind != JsonValueKind.Object)
                {
                    problems.Add(Blocker.OfWrong("data", given.ToString(), StepFieldType.Text));
                    return null;
                }

                data = CaseJson.ReadData(given);
            }

            var reading = _lifecycle.Read(code, data);
            problems.AddRange(reading.Problems);
            return reading.Step;
        }

        private bool HasOtherOpenCase(CaseId id, CaseState state) =>
            !state.Person.IsDefault && !state.Provider.IsDefault && _open.TryGetValue((state.Person, state.Provider), out var open) && open.Any(other => other != id);

        private void Keep(CaseState state)
        {
            if (_cases.TryGetValue(state.Id, out var before) && _open.TryGetValue((before.Person, before.Provider), out var open))
                open.Remove(state.Id);
            _cases[state.Id] = state;
            if (state.Phase.IsCaseManagement() && !state.Person.IsDefault && !state.Provider.IsDefault)
            {
                var key = (state.Person, state.Provider);
                if (!_open.TryGetValue(key, out var cases))
                    _open.Add(key, cases = []);
                cases.Add(state.Id);
            }
        }

        private bool Refuse(int number, string? caseText, CaseState state, IReadOnlyList<Blocker> problems)
        {
            Json.WriteLine(terminal.Out, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", number);
                writer.WriteString("case", caseText);
                writer.WriteBoolean("accepted", false);
                writer.WriteString("phase", state.Phase == CasePhase.Unspecified ? null : state.Phase.Code());
                writer.WriteStartArray("problems");
                foreach (var problem in problems)
                {
                    writer.WriteStartObject();
                    writer.WriteString("code", problem.Code);
                    writer.WriteString("text", problem.Text(TextCatalogue.BuiltIn, language).Text);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return false;
        }

        private static string? Text(JsonElement element, string name, List<Blocker> problems)
        {
            if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                problems.Add(Blocker.OfMissing(name));
            else if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
            else
                problems.Add(Blocker.OfWrong(name, value.ToString(), StepFieldType.Text));
            return null;
        }

        private delegate bool Parser<T>(string? text, out T value);

        private static T Id<T>(string? text, string name, Parser<T> parse, List<Blocker> problems)
            where T : struct
        {
            if (text is null)
                return default;
            if (!parse(text, out var value))
                problems.Add(Blocker.OfWrong(name, text, StepFieldType.Id));
            return value;
        }

        private static Instant At(string? text, List<Blocker> problems)
        {
            if (text is null)
                return default;
            if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } utc)
                return utc.Value;
            if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local)
                return local.Value.ToInstant();
            problems.Add(Blocker.OfWrong("at", text, StepFieldType.Instant));
            return default;
        }
    }
}
