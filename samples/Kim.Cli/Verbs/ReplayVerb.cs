using System.CommandLine;
using System.Text;
using Kim.Cli.Csv;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

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
        var skip = new Option<bool>("--skip-bad-rows") { Description = "Leave out lines that are no steps and say how many, instead of stopping." };
        var maximum = CommonOptions.Number("--max-errors", $"How many errors to show; {InputProblems.DefaultMaximum} unless said otherwise.", 1, int.MaxValue);
        maximum.DefaultValueFactory = _ => InputProblems.DefaultMaximum;
        var language = CommonOptions.Language();
        var command = new VerbCommand(
            "replay",
            "Takes steps from a file and answers each, or rebuilds cases from an event log. Exit code 1 where a line is no step, and where a step names a code that is not known.",
            "kim replay commands.jsonl --events events.jsonl",
            "kim replay --events-in events.jsonl --cases cases.jsonl") { commands, strict, events, eventsIn, cases, skip, maximum, language };
        command.SetAction(parsed =>
        {
            var commandFile = parsed.GetValue(commands);
            var logFile = parsed.GetValue(eventsIn);
            if (commandFile is null && logFile is null)
                throw new WrongCommandLineException("A file of steps or --events-in FILE is needed. Try: kim replay --help");
            return new Replay(terminal, parsed.GetValue(language), new InputProblems(parsed.GetValue(maximum), parsed.GetValue(skip))).Run(commandFile?.FullName, logFile?.FullName, parsed.GetValue(events)?.FullName, parsed.GetValue(cases)?.FullName, parsed.GetValue(strict));
        });
        return command;
    }

    /// <summary>One run: the cases so far and what the host knows about them.</summary>
    private sealed class Replay(Terminal terminal, LanguageTag language, InputProblems problems)
    {
        private static readonly string[] UnknownCodes = ["unknown-step", "unknown-code", "unknown-topic", "unknown-status"];

        private readonly CaseLifecycle _lifecycle = CaseLifecycle.Standard;
        private readonly Dictionary<CaseId, CaseState> _cases = [];
        private readonly Dictionary<(PersonKey, ProviderCode), HashSet<CaseId>> _open = [];
        private bool _refused;
        private bool _codeUnknown;

        internal int Run(string? commandFile, string? logFile, string? eventsFile, string? casesFile, bool strict)
        {
            if (commandFile is null && eventsFile is not null)
                throw new WrongCommandLineException("--events needs a file of steps.");
            if (logFile is not null)
                Rebuild(logFile);
            if (commandFile is not null)
                TakeAll(commandFile, eventsFile);
            if (casesFile is not null)
            {
                using var output = CreateFile(casesFile);
                foreach (var state in _cases.Values.OrderBy(c => c.Id))
                    Json.WriteLine(output, writer => CaseJson.Write(writer, state));
            }

            return _codeUnknown || (strict && _refused) ? ExitCode.WrongInput : ExitCode.Done;
        }

        private static StreamWriter CreateFile(string path) => new(path, false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };

        /// <summary>All lines are looked at before the first step is taken, so that a broken file changes and answers nothing.</summary>
        private void TakeAll(string file, string? eventsFile)
        {
            var reader = new ReplayLines(file, problems, terminal);
            foreach (var _ in reader.Read(firstTime: true))
            {
                if (problems.IsFull)
                    break;
            }

            problems.ThrowIfAny();
            if (problems.BadRows > 0)
            {
                foreach (var line in problems.Report())
                    terminal.Error.WriteLine(line);
                terminal.Warn($"{problems.BadRows} lines were left out.");
            }

            using var log = eventsFile is null ? null : CreateFile(eventsFile);
            foreach (var line in reader.Read(firstTime: false))
                Take(line, log);
        }

        private void Rebuild(string file)
        {
            foreach (var (_, state) in EventLog.Read(file, _lifecycle, id => _cases.GetValueOrDefault(id, CaseState.NotOpened)))
                Keep(state);
        }

        private void Take(ReplayLine line, StreamWriter? log)
        {
            var state = _cases.GetValueOrDefault(line.Case, CaseState.NotOpened);
            var reading = _lifecycle.Read(line.Step, line.Data);
            var host = new HostFacts(HasOtherOpenCase(line.Case, state));
            if (reading.Step is null)
            {
                Refuse(line, state, StepKinds.TryParse(line.Step, out var kind) ? [.. _lifecycle.Blockers(state, kind, CaseLifecycle.DayOf(line.At), host), .. reading.Problems] : reading.Problems);
                return;
            }

            var decision = _lifecycle.Decide(state, line.Case, reading.Step, line.At, line.By, host, line.Id);
            if (!decision.IsAccepted)
            {
                Refuse(line, state, decision.Blockers);
                return;
            }

            Keep(decision.State);
            if (log is not null)
            {
                foreach (var happened in decision.Events)
                    Json.WriteLine(log, writer => CaseJson.Write(writer, happened));
            }

            Json.WriteLine(terminal.Out, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", line.Number);
                writer.WriteString("case", line.Case.Value);
                writer.WriteBoolean("accepted", true);
                writer.WriteString("phase", decision.State.Phase.Code());
                writer.WriteNumber("version", decision.State.Version);
                writer.WriteEndObject();
            });
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

        private void Refuse(ReplayLine line, CaseState state, IReadOnlyList<Blocker> blockers)
        {
            _refused = true;
            _codeUnknown |= blockers.Any(b => UnknownCodes.Contains(b.Code));
            Json.WriteLine(terminal.Out, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", line.Number);
                writer.WriteString("case", line.Case.Value);
                writer.WriteBoolean("accepted", false);
                writer.WriteString("phase", state.Phase == CasePhase.Unspecified ? null : state.Phase.Code());
                writer.WriteStartArray("problems");
                foreach (var problem in blockers)
                {
                    writer.WriteStartObject();
                    writer.WriteString("code", problem.Code);
                    writer.WriteString("text", problem.Text(TextCatalogue.BuiltIn, language).Text);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
    }
}
