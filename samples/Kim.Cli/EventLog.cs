using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli;

/// <summary>An event log as <c>kim replay --events</c> writes it: one event a line, in the order in which they were recorded.</summary>
internal static class EventLog
{
    /// <summary>True where a file holds JSON lines rather than a table.</summary>
    internal static bool IsOne(string file)
    {
        if (!File.Exists(file))
            return false;
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[64];
        var read = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (read.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            read = read[3..];
        var first = read.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && read[first] == (byte)'{';
    }

    /// <summary>The events of the file with the state that each leads to. Streams: the caller keeps the state of each case and gives it back.</summary>
    /// <exception cref="WrongInputException">A line is not an event, or doesn't follow the one before it in its case.</exception>
    internal static IEnumerable<(CaseEvent Happened, CaseState State)> Read(string file, CaseLifecycle lifecycle, Func<CaseId, CaseState> stateOf)
    {
        foreach (var (number, line) in Lines.Read(file))
        {
            CaseEvent happened;
            try
            {
                using var document = JsonDocument.Parse(line);
                happened = CaseJson.ReadEvent(document.RootElement, lifecycle);
            }
            catch (JsonException broken)
            {
                throw new WrongInputException($"{file}:{number}: the line is not JSON, or was cut off: {Lines.Short(broken)}");
            }
            catch (CaseJsonException wrong)
            {
                throw new WrongInputException($"{file}:{number}: {wrong.Message}.");
            }

            var state = stateOf(happened.Case);
            if (happened.Version != state.Version + 1)
                throw new WrongInputException($"{file}:{number}: version: {happened.Version} doesn't follow {state.Version} in the case '{happened.Case}'; {state.Version + 1} would be right.");
            if (state.Version == 0 && happened.Step.Kind != StepKind.RegisterInquiry)
                throw new WrongInputException($"{file}:{number}: step: a case begins with '{StepKind.RegisterInquiry.Code()}', not with '{happened.Step.Kind.Code()}'.");
            if (state.Version > 0 && happened.At < state.LastAt)
                throw new WrongInputException($"{file}:{number}: at: the event is recorded before the one that precedes it in the case '{happened.Case}'.");
            yield return (happened, CaseState.Evolve(state, happened));
        }
    }
}
