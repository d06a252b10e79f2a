using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Serialization;

/// <summary>Cases and their events as versioned JSON.</summary>
/// <remarks>
/// <para>The same value gives the same bytes on every machine. What can't be read is an error that names the place; nothing is dropped silently.</para>
/// <para>An event: <c>schema</c> (2), <c>definition</c>, <c>case</c>, <c>version</c>, <c>event</c>, <c>step</c>, <c>phase</c> (after it), <c>on</c>, <c>at</c>, <c>by</c>, <c>id</c> (where the host gave one), <c>data</c>, <c>own</c> (where the city recorded data of its own).</para>
/// </remarks>
public static class CaseJson
{
    /// <summary>The version of the schema that is written. Older ones stay readable.</summary>
    public const int SchemaVersion = 2;

    /// <summary>Writes an event as one object.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Utf8JsonWriter writer, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(happened);
        writer.WriteStartObject();
        writer.WriteNumber("schema", SchemaVersion);
        writer.WriteNumber("definition", happened.Definition);
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
        if (!happened.Step.OwnData.IsEmpty)
            WriteOwn(writer, happened.Step.OwnData);
        writer.WriteEndObject();
    }

    /// <summary>Reads an event that <see cref="Write(Utf8JsonWriter, CaseEvent)"/> wrote, now or in an earlier version.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="lifecycle"/> is null.</exception>
    /// <exception cref="CaseJsonException">Something is missing, has another shape, or is a code that this version or the policy doesn't know.</exception>
    public static CaseEvent ReadEvent(JsonElement element, CaseLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        CheckSchema(element);
        var name = Text(element, "event");
        var shape = StepShapes.All.FirstOrDefault(s => s.EventName == name) ?? throw new CaseJsonException("event", $"'{name}' is not an event that this version knows");
        if (Text(element, "step") is var code && code != shape.Kind.Code())
            throw new CaseJsonException("step", $"'{code}' doesn't belong to the event '{name}'; '{shape.Kind.Code()}' would be right");
        if (!element.TryGetProperty("data", out var data))
            throw new CaseJsonException("data", "an object is expected");
        var problems = new List<Blocker>();
        var own = element.TryGetProperty("own", out var ownData) ? ReadData(ownData) : StepData.Empty;
        var step = shape.TryMakeStored(ReadData(data), own, lifecycle.Policy, problems, out var ownIsWrong);
        if (step is null)
            throw new CaseJsonException((ownIsWrong ? "own." : "data.") + problems[0].Field, $"{problems[0].Code} ({string.Join(", ", problems[0].Reason.Arguments)})");
        var version = Number(element, "version");
        if (version < 1)
            throw new CaseJsonException("version", "a number from 1 is expected");
        var phase = Text(element, "phase");
        if (!CasePhases.TryParse(phase, out var to))
            throw new CaseJsonException("phase", $"'{phase}' is not a phase; one of {string.Join(", ", CasePhases.All.Select(p => p.Code()))} would be right");
        var id = default(StepId);
        if (element.TryGetProperty("id", out _) && !StepId.TryFrom(Text(element, "id"), out id))
            throw new CaseJsonException("id", "the text is not an id");
        if (InstantPattern.ExtendedIso.Parse(Text(element, "at")) is not { Success: true } at || !CaseLifecycle.CanRecord(at.Value))
            throw new CaseJsonException("at", "an instant such as 2024-04-02T09:30:00Z is expected, of the years 1900 to 2199");
        var on = Date(element, "on");
        if (on > CaseLifecycle.DayOf(at.Value))
            throw new CaseJsonException("on", "the day lies after the one on which the event was recorded");
        return new CaseEvent(
            CaseId.TryFrom(Text(element, "case"), out var caseId) ? caseId : throw new CaseJsonException("case", "the text is not an id"),
            version,
            step,
            to,
            on,
            at.Value,
            ActorId.TryFrom(Text(element, "by"), out var by) ? by : throw new CaseJsonException("by", "the text is not an id"),
            id,
            Number(element, "definition"));
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

    /// <summary>Writes a case as one object, from which <see cref="ReadState"/> makes it anew.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="state">The case.</param>
    /// <param name="withResidence">Whether entries about the residence are written too. They are left out unless a host asks for them, because they are not to leave the provider
    /// by accident; a host that stores states and no events asks for them.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Utf8JsonWriter writer, CaseState state, bool withResidence = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        writer.WriteStartObject();
        writer.WriteString("case", state.Id.Value);
        WriteCode(writer, "phase", state.Phase == CasePhase.Unspecified ? null : state.Phase.Code());
        writer.WriteNumber("version", state.Version);
        writer.WriteNumber("schema", SchemaVersion);
        writer.WriteNumber("definition", state.DefinitionVersion);
        writer.WriteNumber("phase_version", state.PhaseVersion);
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
        WriteDate(writer, "phase_before_since", state.PhaseBeforeSince);
        WriteCode(writer, "entered_by", state.EnteredBy == StepKind.Unspecified ? null : state.EnteredBy.Code());
        WriteDate(writer, "accepted_on", state.AcceptedOn);
        WriteDate(writer, "ended_on", state.EndedOn);
        WriteCode(writer, "closure_reason", state.ClosureReason?.Value);
        WriteCode(writer, "decline_reason", state.DeclineReason?.Value);
        WriteDate(writer, "resume_by", state.ResumeBy);
        WriteDate(writer, "informed_on", state.InformedOn);
        WriteNumber(writer, "informed_entry", Or(state.InformedVersion));
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
            WriteNumber(writer, "entry", Or(state.ConsentEntry(kind)));
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
            WriteCode(writer, "office", Or(episode.Office.Value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteWork(writer, state, withResidence);
        writer.WriteEndObject();
    }

    /// <summary>Reads a case that was written by <see cref="Write(Utf8JsonWriter, CaseState, bool)"/>, now or in an earlier version.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="lifecycle"/> is null.</exception>
    /// <exception cref="CaseJsonException">Something is missing, has another shape, contradicts the rest, or is a code that this version or the policy doesn't know.</exception>
    public static CaseState ReadState(JsonElement element, CaseLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        if (CheckSchema(element) < SchemaVersion)
            element = CaseJsonUpgrade.State(element);
        var phase = Code<CasePhase>(element, "phase", CasePhases.TryParse);
        var pausedFrom = Code<CasePhase>(element, "paused_from", CasePhases.TryParse);
        if (phase == CasePhase.Unspecified)
            throw new CaseJsonException("phase", "a phase is expected");
        if (phase == CasePhase.Paused ? pausedFrom is not (>= CasePhase.Assessment and <= CasePhase.Evaluation) : pausedFrom != CasePhase.Unspecified)
            throw new CaseJsonException("paused_from", "a paused case names the phase that it left, from assessment to evaluation, and no other case does");
        var endReason = Code<ClosureReason>(element, "closure_reason", ClosureReason.TryFrom).Value is { Length: > 0 } closure ? closure : Or(Code<DeclineReason>(element, "decline_reason", DeclineReason.TryFrom).Value);
        if (phase.IsFinal() != (endReason is not null) || phase.IsFinal() != (DateOrNull(element, "ended_on") is not null))
            throw new CaseJsonException("ended_on", "a case that has ended has a day and a reason, and no other case has");
        var version = Number(element, "version");
        var work = Array(element, "work").Select(e => ReadEvent(e, lifecycle)).ToList();
        if (version < 1 || work.Any(e => e.Version > version))
            throw new CaseJsonException("version", "a number from 1 is expected, not less than that of any entry");
        return CaseState.Restore(new StoredCase
        {
            Id = Code<CaseId>(element, "case", CaseId.TryFrom) is { IsDefault: false } id ? id : throw new CaseJsonException("case", "an id is expected"),
            Version = version,
            Definition = Number(element, "definition"),
            PhaseVersion = Number(element, "phase_version"),
            Phase = phase,
            PausedFrom = pausedFrom,
            Person = Code<PersonKey>(element, "person", PersonKey.TryFrom),
            Provider = Code<ProviderCode>(element, "provider", ProviderCode.TryFrom),
            Office = Code<OfficeCode>(element, "office", OfficeCode.TryFrom),
            CaseManager = Code<ActorId>(element, "case_manager", ActorId.TryFrom),
            PreviousCase = Code<CaseId>(element, "previous_case", CaseId.TryFrom),
            Language = Code<LanguageTag>(element, "language", LanguageTag.TryFrom),
            Country = Code<CountryCode>(element, "country_of_origin", CountryCode.TryFrom),
            ReferredBy = Code<ReferralSource>(element, "referred_by", ReferralSources.TryParse),
            Sex = Code<Sex>(element, "sex", Sexes.TryParse),
            BirthYear = NumberOrNull(element, "birth_year"),
            LastAt = InstantPattern.ExtendedIso.Parse(Text(element, "last_at")) is { Success: true } at ? at.Value : throw new CaseJsonException("last_at", "an instant is expected"),
            RegisteredOn = Date(element, "registered_on"),
            PhaseSince = Date(element, "phase_since"),
            AcceptedOn = DateOrNull(element, "accepted_on"),
            EndedOn = DateOrNull(element, "ended_on"),
            EndReason = endReason,
            ResumeBy = DateOrNull(element, "resume_by"),
            InformedOn = DateOrNull(element, "informed_on"),
            InformedVersion = NumberOrNull(element, "informed_entry") ?? 0,
            PhaseBeforeSince = DateOrNull(element, "phase_before_since"),
            EnteredBy = Code<StepKind>(element, "entered_by", StepKinds.TryParse),
            ReviewHeldOn = DateOrNull(element, "review_held_on"),
            ReviewDueOn = DateOrNull(element, "review_due_on"),
            Eligibility = Code<Eligibility.EligibilityVerdict>(element, "eligibility", KimCaseManagement.Eligibility.EligibilityVerdicts.TryParse),
            Priority = NumberOrNull(element, "priority"),
            ResidenceChange = Code<StatedResidenceChange>(element, "residence_change", StatedResidenceChanges.TryParse),
            Consents = [.. Array(element, "consents").Select(c => (Code<ConsentKind>(c, "kind", ConsentKinds.TryParse), Date(c, "on"), DateOrNull(c, "valid_until"), NumberOrNull(c, "entry") ?? 0))],
            Episodes = [.. Array(element, "episodes").Select(e => new CaseEpisode(DateOrNull(e, "accepted_on"), Date(e, "ended_on"), Code<ClosureReason>(e, "closure_reason", ClosureReason.TryFrom), Code<DeclineReason>(e, "decline_reason", DeclineReason.TryFrom), Code<OfficeCode>(e, "office", OfficeCode.TryFrom)))],
            Work = work,
            StepIds = [.. Array(element, "step_ids").Select(i => i.GetString() ?? throw new CaseJsonException("step_ids", "texts are expected"))],
            Frozen = element.TryGetProperty("frozen", out var frozen) ? ReadFrozen(frozen) : null,
        });
    }

    private static void WriteWork(Utf8JsonWriter writer, CaseState state, bool withResidence)
    {
        writer.WriteNumber("plan_version", state.PlanVersion);
        writer.WriteNumber("contacts", state.ContactCount);
        writer.WriteNumber("contact_minutes", state.ContactMinutes);
        if (state.StepIds.Count > 0)
        {
            writer.WriteStartArray("step_ids");
            foreach (var id in state.StepIds)
                writer.WriteStringValue(id);
            writer.WriteEndArray();
        }

        writer.WriteStartArray("work");
        if (state.Work is { } work)
        {
            foreach (var happened in work.Events)
            {
                if (withResidence || happened.Step.Kind != StepKind.RecordResidence)
                    Write(writer, happened);
            }
        }

        writer.WriteEndArray();
        if (state.Frozen is { } frozen)
            WriteFrozen(writer, frozen, withResidence);
    }

    private static void WriteFrozen(Utf8JsonWriter writer, FrozenFacts frozen, bool withResidence)
    {
        writer.WriteStartObject("frozen");
        writer.WriteStartArray("topics");
        foreach (var topic in frozen.Topics)
            writer.WriteStringValue(topic.Value);
        writer.WriteEndArray();
        writer.WriteStartArray("german_levels");
        foreach (var level in frozen.Levels)
        {
            writer.WriteStartObject();
            writer.WriteString("level", level.Level.Code());
            WriteDate(writer, "on", level.On);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (withResidence)
        {
            writer.WriteStartArray("residence");
            foreach (var entry in frozen.Residence)
            {
                writer.WriteStartObject();
                writer.WriteString("status", entry.Status.Value);
                WriteDate(writer, "valid_from", entry.ValidFrom);
                WriteDate(writer, "on", entry.On);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("needs");
        foreach (var need in frozen.Needs)
        {
            writer.WriteStartObject();
            writer.WriteString("topic", need.Topic.Value);
            WriteDate(writer, "on", need.On);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("contacts");
        foreach (var contact in frozen.Contacts)
        {
            writer.WriteStartObject();
            WriteDate(writer, "on", contact.On);
            WriteNumber(writer, "minutes", contact.Minutes);
            WriteCode(writer, "channel", contact.Channel == ContactChannel.Unspecified ? null : contact.Channel.Code());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static FrozenFacts ReadFrozen(JsonElement element) => new(
        new EquatableList<CaseContact>([.. Array(element, "contacts").Select(c => new CaseContact(Date(c, "on"), NumberOrNull(c, "minutes"), Code<ContactChannel>(c, "channel", ContactChannels.TryParse)))]),
        new EquatableList<Topics.TopicCode>([.. Array(element, "topics").Select(t => Topics.TopicCode.TryFrom(t.GetString(), out var topic) ? topic : throw new CaseJsonException("frozen.topics", "topic codes are expected"))]),
        new EquatableList<FrozenNeed>([.. Array(element, "needs").Select(n => new FrozenNeed(Code<Topics.TopicCode>(n, "topic", Topics.TopicCode.TryFrom), Date(n, "on")))]),
        new EquatableList<FrozenLevel>([.. Array(element, "german_levels").Select(l => new FrozenLevel(Code<GermanLevel>(l, "level", GermanLevels.TryParse), Date(l, "on")))]),
        new EquatableList<FrozenResidence>([.. Array(element, "residence").Select(r => new FrozenResidence(Code<Residence.ResidenceStatusCode>(r, "status", Residence.ResidenceStatusCode.TryFrom), DateOrNull(r, "valid_from"), Date(r, "on")))]));

    private static void WriteData(Utf8JsonWriter writer, CaseStep step)
    {
        writer.WriteStartObject();
        foreach (var field in StepShapes.Of(step.Kind).Fields)
            WriteValue(writer, field.Name, field.ValueIn(step));
        writer.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter writer, StepData own)
    {
        writer.WriteStartObject("own");
        foreach (var name in own.Names)
            WriteValue(writer, name, own.Find(name));
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool yes:
                writer.WriteBoolean(name, yes);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case LocalDate day:
                writer.WriteString(name, LocalDatePattern.Iso.Format(day));
                break;
            case string text:
                writer.WriteString(name, text);
                break;
            case IReadOnlyList<string> codes:
                writer.WriteStartArray(name);
                foreach (var code in codes)
                    writer.WriteStringValue(code);
                writer.WriteEndArray();
                break;
        }
    }

    private static int? Or(int number) => number == 0 ? null : number;

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

    private static int CheckSchema(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new CaseJsonException("", "an object is expected");
        var schema = Number(element, "schema");
        return schema is >= 1 and <= SchemaVersion ? schema
            : throw new CaseJsonException("schema", $"{schema.ToString(System.Globalization.CultureInfo.InvariantCulture)} is not a version that can be read; 1 to {SchemaVersion} would be right" + (schema > SchemaVersion ? ", what is newer was written by a newer version of the library" : ""));
    }

    /// <summary>The member or id; the default value where the property is missing.</summary>
    private static T Code<T>(JsonElement element, string name, CodeParser<T> parse)
        where T : struct
    {
        if (!element.TryGetProperty(name, out _))
            return default;
        var text = Text(element, name);
        return parse(text, out var value) ? value : throw new CaseJsonException(name, $"'{text}' is not a value that this version knows");
    }

    private static List<JsonElement> Array(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw new CaseJsonException(name, "an array is expected");

    private static LocalDate Date(JsonElement element, string name) => DateOrNull(element, name) ?? throw new CaseJsonException(name, "a day yyyy-MM-dd is expected");

    private static LocalDate? DateOrNull(JsonElement element, string name) =>
        !element.TryGetProperty(name, out _) ? null
        : LocalDatePattern.Iso.Parse(Text(element, name)) is { Success: true } day ? day.Value
        : throw new CaseJsonException(name, "a day yyyy-MM-dd is expected");

    private static int? NumberOrNull(JsonElement element, string name) => element.TryGetProperty(name, out _) ? Number(element, name) : null;

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
