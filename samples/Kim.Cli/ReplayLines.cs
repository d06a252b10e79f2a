using System.Text.Json;
using Kim.Cli.Csv;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Kim.Cli;

/// <summary>One line of a file of steps, when it has the shape of one; whether the step is possible is not asked here.</summary>
internal sealed record ReplayLine(int Number, CaseId Case, string Step, Instant At, ActorId By, StepId Id, StepData Data);

/// <summary>The lines of a file of steps. What is no line of this kind is a bad row like that of any other file: named with place, value and what would be right.</summary>
internal sealed class ReplayLines(string file, InputProblems problems, Terminal terminal)
{
    private static readonly string[] Properties = ["case", "step", "at", "by", "data", "id"];

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    private delegate bool Parser<T>(string? text, out T value);

    /// <summary>The lines that are steps, streamed.</summary>
    /// <param name="firstTime">Whether problems are noted; the second time they are known.</param>
    internal IEnumerable<ReplayLine> Read(bool firstTime)
    {
        foreach (var (number, line) in Lines.Read(file))
        {
            if (Read(number, line, firstTime) is { } read)
                yield return read;
        }
    }

    private ReplayLine? Read(int number, string line, bool firstTime)
    {
        var fine = true;
        void Wrong(string field, string what, string right)
        {
            fine = false;
            if (firstTime)
                problems.AddRow(file, number, field, what, right);
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException broken)
        {
            Wrong("line", $"is not JSON: {Lines.Short(broken)}", "one JSON object would be right");
            return null;
        }

        using (document)
        {
            var element = document.RootElement;
            if (element.ValueKind != JsonValueKind.Object)
            {
                Wrong("line", $"{InputProblems.Show(element.GetRawText())} is no object", "a JSON object with case, step, at, by and data would be right");
                return null;
            }

            if (firstTime)
                Warn(number, element);
            var id = Id<CaseId>(element, "case", CaseId.TryFrom, Wrong);
            var step = Text(element, "step", "the code of a step", Wrong);
            var at = At(element, Wrong);
            var by = Id<ActorId>(element, "by", ActorId.TryFrom, Wrong);
            var stepId = IsGiven(element, "id") ? Id<StepId>(element, "id", StepId.TryFrom, Wrong) : default;
            var data = StepData.Empty;
            if (IsGiven(element, "data"))
            {
                var given = element.GetProperty("data");
                if (given.ValueKind == JsonValueKind.Object)
                    data = CaseJson.ReadData(given);
                else
                    Wrong("data", $"{InputProblems.Show(given.GetRawText())} is no object", "an object with the step's fields would be right");
            }

            return fine ? new ReplayLine(number, id, step!, at, by, stepId, data) : null;
        }
    }

    private void Warn(int number, JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!Properties.Contains(property.Name) && _warned.Add(property.Name))
                terminal.Warn($"line {number}: the property '{property.Name}' means nothing here; known are {string.Join(", ", Properties)}.");
        }
    }

    private static bool IsGiven(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement element, string name, string right, Action<string, string, string> wrong)
    {
        if (!IsGiven(element, name))
            wrong(name, "is missing", $"{right} would be right");
        else if (element.GetProperty(name) is { ValueKind: JsonValueKind.String } text)
            return text.GetString();
        else
            wrong(name, $"{InputProblems.Show(element.GetProperty(name).GetRawText())} is no text", $"{right} would be right");
        return null;
    }

    private static T Id<T>(JsonElement element, string name, Parser<T> parse, Action<string, string, string> wrong)
        where T : struct
    {
        const string Right = "1 to 200 characters without white space at either end";
        if (Text(element, name, Right, wrong) is not { } text)
            return default;
        if (!parse(text, out var value))
            wrong(name, $"{InputProblems.Show(text)} is not an id", $"{Right} would be right");
        return value;
    }

    private static Instant At(JsonElement element, Action<string, string, string> wrong)
    {
        const string Right = "an instant of the years 1900 to 2199, such as 2024-04-02T09:30:00Z or 2024-04-02T11:30:00+02:00,";
        if (Text(element, "at", Right, wrong) is not { } text)
            return default;
        var at = InstantPattern.ExtendedIso.Parse(text) is { Success: true } utc ? utc.Value
            : OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? local.Value.ToInstant()
            : Instant.MinValue;
        if (!CaseLifecycle.CanRecord(at))
            wrong("at", $"{InputProblems.Show(text)} is not a time that can be recorded", $"{Right} would be right");
        return at;
    }
}
