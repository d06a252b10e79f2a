using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Serialization;

/// <summary>Cases and their events as versioned JSON.</summary>
/// <remarks>
/// <para>The same value gives the same bytes on every machine. What can't be read is an error that names the place; nothing is dropped silently.</para>
/// <para>An event: <c>schema</c> (1), <c>case</c>, <c>version</c>, <c>event</c>, <c>step</c>, <c>phase</c> (after it), <c>on</c>, <c>at</c>, <c>by</c>, <c>id</c> (where the host gave one), <c>data</c>.</para>
/// </remarks>
public static class CaseJson
{
    /// <summary>The version of the schema that is written. Older ones stay readable.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes an event as one object.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Utf8JsonWriter writer, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(happened);
        writer.WriteStartObject();
        writer.WriteNumber("schema", SchemaVersion);
        writer.WriteString("case", happened.Case.Value);
        writer.WriteNumber("version", happened.Version);
        writer.WriteString("event", happened.Name);
        writer.WriteString("step", happened.Step.Kind.Code());
        writer.WriteString("phase", happened.Phase.Code());
        writer.WriteString("on", LocalDatePattern.Iso.Format(happened.On));
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(happened.At));
        writer.WriteString("by", happened.By.Value);
        if (!happened.Id.IsDefault)
            writer.WriteString("id", happened.Id.Value);
        writer.WritePropertyName("data");
        WriteData(writer, happened.Step);
        writer.WriteEndObject();
    }

    /// <summary>Reads an event that <see cref="Write(Utf8JsonWriter, CaseEvent)"/> wrote, now or in an earlier version.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="lifecycle"/> is null.</exception>
    /// <exception cref="CaseJsonException">Something is missing, has another shape, or is a code that this version or the policy doesn't know.</exception>
    public static CaseEvent ReadEvent(JsonElement element, CaseLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        if (element.ValueKind != JsonValueKind.Object)
            throw new CaseJsonException("", "an object is expected");
        if (Number(element, "schema") is var schema && schema != SchemaVersion)
            throw new CaseJsonException("schema", $"{schema.ToString(System.Globalization.CultureInfo.InvariantCulture)} is not a version that can be read; {SchemaVersion} would be right");
        var name = Text(element, "event");
        var shape = StepShapes.All.FirstOrDefault(s => s.EventName == name) ?? throw new CaseJsonException("event", $"'{name}' is not an event that this version knows");
        if (Text(element, "step") is var code && code != shape.Kind.Code())
            throw new CaseJsonException("step", $"'{code}' doesn't belong to the event '{name}'; '{shape.Kind.Code()}' would be right");
        if (!element.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            throw new CaseJsonException("data", "an object is expected");
        var problems = new List<Blocker>();
        var step = shape.TryMake(ReadData(data), lifecycle.Policy, problems);
        if (step is null)
            throw new CaseJsonException("data." + problems[0].Field, $"{problems[0].Code} ({string.Join(", ", problems[0].Reason.Arguments)})");
        var version = Number(element, "version");
        if (version < 1)
            throw new CaseJsonException("version", "a number from 1 is expected");
        var phase = Text(element, "phase");
        if (!CasePhases.TryParse(phase, out var to))
            throw new CaseJsonException("phase", $"'{phase}' is not a phase; one of {string.Join(", ", CasePhases.All.Select(p => p.Code()))} would be right");
        var id = default(StepId);
        if (element.TryGetProperty("id", out _) && !StepId.TryFrom(Text(element, "id"), out id))
            throw new CaseJsonException("id", "the text is not an id");
        return new CaseEvent(
            CaseId.TryFrom(Text(element, "case"), out var caseId) ? caseId : throw new CaseJsonException("case", "the text is not an id"),
            version,
            step,
            to,
            LocalDatePattern.Iso.Parse(Text(element, "on")) is { Success: true } on ? on.Value : throw new CaseJsonException("on", "a day yyyy-MM-dd is expected"),
            InstantPattern.ExtendedIso.Parse(Text(element, "at")) is { Success: true } at ? at.Value : throw new CaseJsonException("at", "an instant such as 2024-04-02T09:30:00Z is expected"),
            ActorId.TryFrom(Text(element, "by"), out var by) ? by : throw new CaseJsonException("by", "the text is not an id"),
            id);
    }

    /// <summary>Reads the data of a step as they came, without looking at what they mean; properties that are null count as not given.</summary>
    /// <exception cref="CaseJsonException">The element is not an object.</exception>
    public static StepData ReadData(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new CaseJsonException("data", "an object is expected");
        var data = StepData.Empty;
        foreach (var property in element.EnumerateObject())
        {
            var value = property.Value;
            data = value.ValueKind switch
            {
                JsonValueKind.Null => data,
                JsonValueKind.String => data.With(property.Name, value.GetString()!),
                JsonValueKind.True => data.With(property.Name, true),
                JsonValueKind.False => data.With(property.Name, false),
                JsonValueKind.Number when value.TryGetInt64(out var number) => data.With(property.Name, number),
                JsonValueKind.Number => data.With(property.Name, value.GetRawText()),
                JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => data.With(property.Name, value.EnumerateArray().Select(v => v.GetString()!)),
                _ => data.WithUnusable(property.Name),
            };
        }

        return data;
    }

    /// <summary>Writes a case, whole, as one object.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Utf8JsonWriter writer, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        writer.WriteStartObject();
        writer.WriteString("case", state.Id.Value);
        WriteCode(writer, "phase", state.Phase == CasePhase.Unspecified ? null : state.Phase.Code());
        writer.WriteNumber("version", state.Version);
        writer.WriteNumber("schema", SchemaVersion);
        WriteCode(writer, "paused_from", state.PausedFrom?.Code());
        WriteCode(writer, "person", Or(state.Person.Value));
        WriteCode(writer, "provider", Or(state.Provider.Value));
        WriteCode(writer, "office", Or(state.Office.Value));
        WriteCode(writer, "case_manager", Or(state.CaseManager.Value));
        WriteCode(writer, "previous_case", Or(state.PreviousCase.Value));
        WriteCode(writer, "referred_by", state.ReferredBy == ReferralSource.Unspecified ? null : state.ReferredBy.Code());
        WriteCode(writer, "language", Or(state.FirstContactLanguage.Value));
        WriteCode(writer, "country_of_origin", Or(state.CountryOfOrigin.Value));
        WriteCode(writer, "sex", state.Sex == Sex.Unspecified ? null : state.Sex.Code());
        WriteNumber(writer, "birth_year", state.BirthYear);
        WriteCode(writer, "last_at", InstantPattern.ExtendedIso.Format(state.LastAt));
        WriteDate(writer, "registered_on", state.RegisteredOn);
        WriteDate(writer, "phase_since", state.PhaseSince);
        WriteDate(writer, "accepted_on", state.AcceptedOn);
        WriteDate(writer, "ended_on", state.EndedOn);
        WriteCode(writer, "closure_reason", state.ClosureReason?.Value);
        WriteCode(writer, "decline_reason", state.DeclineReason?.Value);
        WriteDate(writer, "resume_by", state.ResumeBy);
        WriteDate(writer, "informed_on", state.InformedOn);
        WriteDate(writer, "review_held_on", state.ReviewHeldOn);
        WriteDate(writer, "review_due_on", state.ReviewDueOn);
        WriteCode(writer, "eligibility", state.Eligibility == Eligibility.EligibilityVerdict.Unspecified ? null : Eligibility.EligibilityVerdicts.Code(state.Eligibility));
        WriteNumber(writer, "priority", state.Priority);
        WriteCode(writer, "residence_change", state.ResidenceChange == StatedResidenceChange.Unspecified ? null : state.ResidenceChange.Code());
        WriteCode(writer, "intensity", state.Version == 0 ? null : state.Intensity.Code());
        writer.WriteStartArray("consents");
        foreach (var kind in ConsentKinds.All)
        {
            if (state.ConsentOn(kind) is not { } on)
                continue;
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Code());
            WriteDate(writer, "on", on);
            WriteDate(writer, "valid_until", state.ConsentUntil(kind));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("episodes");
        foreach (var episode in state.Episodes)
        {
            writer.WriteStartObject();
            WriteDate(writer, "accepted_on", episode.AcceptedOn);
            WriteDate(writer, "ended_on", episode.EndedOn);
            WriteCode(writer, "closure_reason", Or(episode.ClosureReason.Value));
            WriteCode(writer, "decline_reason", Or(episode.DeclineReason.Value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteWork(writer, state);
        writer.WriteEndObject();
    }

    private static void WriteWork(Utf8JsonWriter writer, CaseState state)
    {
        writer.WriteNumber("plan_version", state.PlanVersion);
        writer.WriteNumber("contacts", state.ContactCount);
        writer.WriteNumber("contact_minutes", state.ContactMinutes);
        writer.WriteStartArray("work");
        if (state.Work is { } work)
        {
            foreach (var happened in work.Events)
                Write(writer, happened);
        }

        writer.WriteEndArray();
    }

    private static void WriteData(Utf8JsonWriter writer, CaseStep step)
    {
        writer.WriteStartObject();
        foreach (var field in StepShapes.Of(step.Kind).Fields)
        {
            switch (field.ValueIn(step))
            {
                case null:
                    break;
                case bool yes:
                    writer.WriteBoolean(field.Name, yes);
                    break;
                case int number:
                    writer.WriteNumber(field.Name, number);
                    break;
                case LocalDate day:
                    writer.WriteString(field.Name, LocalDatePattern.Iso.Format(day));
                    break;
                case string text:
                    writer.WriteString(field.Name, text);
                    break;
                case IReadOnlyList<string> codes:
                    writer.WriteStartArray(field.Name);
                    foreach (var code in codes)
                        writer.WriteStringValue(code);
                    writer.WriteEndArray();
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static void WriteCode(Utf8JsonWriter writer, string name, string? code)
    {
        if (code is not null)
            writer.WriteString(name, code);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
            writer.WriteNumber(name, value);
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, LocalDate? day)
    {
        if (day is { } value)
            writer.WriteString(name, LocalDatePattern.Iso.Format(value));
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new CaseJsonException(name, "a text is expected");

    private static int Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw new CaseJsonException(name, "a whole number is expected");
}

/// <summary>JSON of a case or an event can't be read.</summary>
public sealed class CaseJsonException : Exception
{
    internal CaseJsonException(string path, string problem)
        : base(path.Length == 0 ? problem : $"{path}: {problem}") => Path = path;

    /// <summary>Where, as property names joined by dots; empty for the whole.</summary>
    public string Path { get; }
}
