using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>Every field of every step: given, left out, given wrongly, stored and read again.</summary>
public sealed class StepFieldTests
{
    private static readonly CaseLifecycle Lifecycle = CaseLifecycle.Standard;

    [Fact]
    public void Steps_events_guards_and_fields_are_as_they_were()
    {
        var text = new StringBuilder();
        foreach (var step in Lifecycle.Steps)
        {
            text.Append(step).Append(" = ").Append(StepShapes.Of(step.Kind).EventName).Append(": ").Append(Codes(step.From)).Append(" -> ").Append(step.From.SequenceEqual(step.To) ? "the same" : Codes(step.To)).Append('\n');
            foreach (var guard in step.Guards)
                text.Append("  if ").Append(guard).Append(guard.Field is null ? "" : " (" + guard.Field + ")").Append(guard.LiftedBy.Count == 0 ? "" : ", lifted by " + string.Join(", ", guard.LiftedBy.Select(k => k.Code()))).Append('\n');
            foreach (var field in step.Fields)
                text.Append("  ").Append(field).Append(field.IsRequired ? ": " : "?: ").Append(field.Type.Code()).Append(field.Minimum is { } min ? " " + min + ".." + field.Maximum : "").Append('\n');
        }

        Snapshots.Match(text.ToString(), "steps");

        static string Codes(IEnumerable<CasePhase> phases) => string.Join(", ", phases.Select(p => p.Code()));
    }

    [Fact]
    public void A_step_keeps_all_that_is_given_and_is_stored_and_read_as_it_was()
    {
        foreach (var step in Lifecycle.Steps)
            IsKept(step, Filled(step, _ => true));
    }

    [Fact]
    public void A_step_needs_no_more_than_it_asks_for_and_makes_nothing_of_what_is_left_out()
    {
        foreach (var step in Lifecycle.Steps)
        {
            var made = IsKept(step, Filled(step, f => f.IsRequired));
            Assert.All(step.Fields.Where(f => !f.IsRequired), f => Assert.Null(f.TextIn(made, CasePolicy.Default, TextCatalogue.BuiltIn, LanguageTag.German)));
        }
    }

    [Fact]
    public void What_a_step_asks_for_and_does_not_get_is_named()
    {
        foreach (var step in Lifecycle.Steps)
        {
            foreach (var field in step.Fields.Where(f => f.IsRequired))
                Assert.Equal([("missing-value", field.Name)], Problems(step.Kind.Code(), Filled(step, f => f != field)).Select(p => (p.Code, p.Field!)));
        }
    }

    [Fact]
    public void A_field_of_any_step_refuses_what_it_does_not_take()
    {
        foreach (var step in Lifecycle.Steps)
        {
            foreach (var field in step.Fields)
            {
                var others = Filled(step, f => f != field);
                foreach (var (wrong, code) in Wrong(field, others))
                    Assert.Equal([(code, field.Name)], Problems(step.Kind.Code(), wrong).Select(p => (p.Code, p.Field!)));
            }
        }
    }

    [Theory]
    [InlineData("record-contact", "minutes", 0, 1440)]
    [InlineData("record-person", "birth_year", 1880, 2200)]
    [InlineData("enqueue", "priority", 1, 9)]
    public void A_number_may_be_the_least_and_the_greatest_and_nothing_beyond(string step, string field, int least, int greatest)
    {
        Assert.NotNull(Lifecycle.Read(step, StepData.Empty.With(field, least)).Step);
        Assert.NotNull(Lifecycle.Read(step, StepData.Empty.With(field, greatest)).Step);
        foreach (var number in new[] { least - 1, greatest + 1 })
        {
            Assert.Equal($"out-of-range: field={field}, value={number}, min={least}, max={greatest}", Told(Assert.Single(Problems(step, StepData.Empty.With(field, number)))));
        }
    }

    [Fact]
    public void Steps_in_code_have_the_same_limits()
    {
        Assert.Equal((0, 1440, 1880, 2200), (new RecordContact(minutes: 0).Minutes, new RecordContact(minutes: 1440).Minutes, new RecordPerson(birthYear: 1880).BirthYear, new RecordPerson(birthYear: 2200).BirthYear));
        Assert.Equal((1, 9), (new Enqueue(priority: 1).Priority, new Enqueue(priority: 9).Priority));
        Assert.Equal((1, 2_000_000_000), (new EnterInError(1, CorrectionReason.Duplicate).Entry, new CorrectDay(2_000_000_000, default).Entry));
        foreach (var (make, message) in new (Func<CaseStep>, string)[]
        {
            (() => new RecordContact(minutes: -1), "0 to 1440"), (() => new RecordContact(minutes: 1441), "0 to 1440"),
            (() => new RecordPerson(birthYear: 1879), "1880 to 2200"), (() => new RecordPerson(birthYear: 2201), "1880 to 2200"),
            (() => new EnterInError(0, CorrectionReason.Duplicate), "1 to 2000000000"), (() => new CorrectDay(2_000_000_001, default), "1 to 2000000000"),
        })
        {
            Assert.StartsWith($"The value must be {message}.", Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_step_in_code_is_not_made_of_an_id_a_code_or_a_text_that_is_none()
    {
        foreach (var make in new Func<CaseStep>[]
        {
            () => new RegisterInquiry(default), () => new AssignCaseManager(default), () => new Decline(default), () => new RecordNeed(default), () => new RecordStrength(default),
            () => new OfferHandover(default), () => new RecordFinding(default, GapKind.NoCapacity), () => new Close(default), () => new Abort(default), () => new RecordResidence(default),
        })
        {
            Assert.StartsWith("The value must be given; the default value names nothing.", Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
        }

        Assert.Contains("an id", Assert.Throws<ArgumentException>(() => new Decline(DeclineReason.NeedNotComplex, " ")).Message, StringComparison.Ordinal);
        foreach (var make in new Func<CaseStep>[] { () => new RecordEligibility(EligibilityVerdict.Eligible, " "), () => new ReleaseConfidentiality("school", ""), () => new SetGoal("g", startValue: "\t"), () => new JudgeGoal(GoalAttainment.Reached, endValue: " ") })
            Assert.Contains("a short text", Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_bodies_is_refused_for_one_that_is_no_id()
    {
        Assert.Equal(["school", "vhs"], ((HoldConference)Lifecycle.Read("hold-conference", StepData.Empty.With("bodies", "school|vhs")).Step!).Bodies);
        foreach (var bodies in new[] { "school|", "|school", "school| ", "" })
            Assert.Equal("wrong-value: field=bodies, value=" + bodies + ", type=field-type.text", Told(Assert.Single(Problems("hold-conference", StepData.Empty.With("bodies", bodies)))));
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, ", …")]
    public void A_refused_code_is_answered_with_those_that_would_do_up_to_forty(int count, string end)
    {
        var codes = Enumerable.Range(1, count).Select(n => "c" + n).ToList();
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithField(StepKind.RecordContact, "room", StepFieldType.Code, values: codes).WithField(StepKind.RecordContact, "rooms", StepFieldType.Codes, values: codes));
        var known = string.Join(", ", codes.Take(40)) + end;
        Assert.Equal($"unknown-code: field=room, value=x, known={known}", Told(Assert.Single(lifecycle.Read("record-contact", StepData.Empty.With("room", "x")).Problems)));
        // One that is not known makes the whole list wrong, wherever it stands.
        foreach (var list in new[] { new[] { "x", "c1" }, ["c1", "x"] })
        {
            var reading = lifecycle.Read("record-contact", StepData.Empty.With("rooms", list));
            Assert.Equal($"unknown-code: field=rooms, value=x, known={known}", Told(Assert.Single(reading.Problems)));
            Assert.Null(reading.Step);
        }
    }

    [Fact]
    public void A_field_that_a_step_does_not_have_is_answered_with_those_that_it_has()
    {
        Assert.Equal("unknown-field: field=why, known=reason, resume_by, on", Told(Assert.Single(Problems("pause", Filled(Lifecycle.Steps.Single(s => s.Kind == StepKind.Pause), _ => true).With("why", "x")))));
        var own = new CaseLifecycle(CasePolicy.Default.WithField(StepKind.Resume, "room", StepFieldType.Text));
        Assert.Equal("unknown-field: field=why, known=on, room", Told(Assert.Single(own.Read("resume", StepData.Empty.With("why", "x")).Problems)));
    }

    [Fact]
    public void A_city_s_own_fields_take_what_their_type_takes()
    {
        var policy = CasePolicy.Default.WithField(StepKind.Resume, "room", StepFieldType.Text).WithField(StepKind.Resume, "key", StepFieldType.Id).WithField(StepKind.Resume, "children", StepFieldType.Number)
            .WithField(StepKind.Resume, "least", StepFieldType.Number, minimum: 2).WithField(StepKind.Resume, "most", StepFieldType.Number, maximum: 2).WithField(StepKind.Resume, "alone", StepFieldType.Bool);
        var lifecycle = new CaseLifecycle(policy);
        Assert.All(policy.OwnFields(StepKind.Resume), f => Assert.Empty(f.Values(policy)));
        string Read(string name, object value) => string.Join("; ", lifecycle.Read("resume", value switch { long n => StepData.Empty.With(name, n), bool b => StepData.Empty.With(name, b), _ => StepData.Empty.With(name, (string)value) }).Problems.Select(Told));
        foreach (var (name, value) in new (string, object)[] { ("room", "a b"), ("key", "a b"), ("children", -7L), ("children", (long)int.MaxValue), ("least", 2L), ("most", 2L), ("most", -2L), ("alone", false) })
            Assert.Equal("", Read(name, value));
        Assert.Equal("wrong-value: field=room, value= , type=field-type.text", Read("room", " "));
        Assert.Equal("wrong-value: field=key, value= , type=field-type.id", Read("key", " "));
        Assert.Equal("out-of-range: field=children, value=2147483648, min=-2147483648, max=2147483647", Read("children", 2147483648L));
        Assert.Equal("out-of-range: field=least, value=1, min=2, max=2147483647", Read("least", 1L));
        Assert.Equal("out-of-range: field=most, value=3, min=-2147483648, max=2", Read("most", 3L));
    }

    [Fact]
    public void Own_data_that_no_policy_asks_for_are_refused_when_the_step_is_decided() =>
        Assert.Equal(["unknown-field"], TrialCase.In(CasePhase.Linking).Refusal(new RecordContact().WithOwnData(StepData.Empty.With("room", "7"))));

    [Fact]
    public void Yes_and_no_have_words()
    {
        var field = Lifecycle.Steps.Single(s => s.Kind == StepKind.RecordContact).Fields.Single(f => f.Name == "interpreter");
        string? Text(bool? value, string language) => field.TextIn(new RecordContact(interpreter: value), CasePolicy.Default, TextCatalogue.BuiltIn, LanguageTag.From(language));
        Assert.Equal(("ja", "nein", null), (Text(true, "de"), Text(false, "de"), Text(null, "de")));
        Assert.Equal(("yes", "no"), (Text(true, "en"), Text(false, "en")));
    }

    [Fact]
    public void Data_are_equal_when_they_hold_the_same_and_nothing_more()
    {
        var data = StepData.Empty.With("a", 1);
        Assert.Equal(data, StepData.Empty.With("a", 1));
        Assert.False(data.Equals(data.With("b", true)) || data.With("b", true).Equals(data) || data.Equals(StepData.Empty.With("a", 2)) || data.Equals(StepData.Empty.With("b", 1)) || data.Equals(null));
    }

    [Fact]
    public void Residence_told_without_evidence_is_what_the_client_said()
    {
        var status = ResidenceStatusCode.From("DUL_60A");
        var trial = TrialCase.In(CasePhase.Linking).Take(new RecordResidence(status), new RecordResidence(status, ResidenceEvidence.DocumentSeen, new LocalDate(2024, 1, 1), new LocalDate(2024, 12, 31)));
        Assert.Equal(
            [(ResidenceEvidence.ClientTold, null, null), (ResidenceEvidence.DocumentSeen, (LocalDate?)new LocalDate(2024, 1, 1), (LocalDate?)new LocalDate(2024, 12, 31))],
            trial.State.ResidenceHistory().Records.Select(r => (r.Evidence, r.ValidFrom, r.ValidTo)));
    }

    /// <summary>A value for each of the fields, as a form would give it; a text is the name of its field, so that no two are alike.</summary>
    private static StepData Filled(LifecycleStep step, Func<StepField, bool> which) => step.Fields.Where(which).Aggregate(StepData.Empty, (data, field) => field.Type switch
    {
        StepFieldType.Bool => data.With(field.Name, true),
        StepFieldType.Number => data.With(field.Name, field.Maximum!.Value),
        StepFieldType.Date => data.With(field.Name, field.Name == "on" ? "2024-02-29" : "2025-12-31"),
        StepFieldType.Code => data.With(field.Name, field.Values(CasePolicy.Default)[^1]),
        StepFieldType.Codes => data.With(field.Name, field.Values(CasePolicy.Default).Take(2)),
        _ => data.With(field.Name, field.Name switch { "language" => "ti", "bodies" => "school|vhs", _ => field.Name }),
    });

    /// <summary>Values that a field doesn't take, each with the code under which it is refused.</summary>
    private static IEnumerable<(StepData Data, string Code)> Wrong(StepField field, StepData data) => field.Type switch
    {
        StepFieldType.Bool => [(data.With(field.Name, "yes"), "wrong-value"), (data.With(field.Name, 1), "wrong-value")],
        StepFieldType.Number => [(data.With(field.Name, "one"), "wrong-value"), (data.With(field.Name, true), "wrong-value"), (data.With(field.Name, field.Minimum!.Value - 1L), "out-of-range"), (data.With(field.Name, field.Maximum!.Value + 1L), "out-of-range")],
        StepFieldType.Date => [(data.With(field.Name, "29.02.2024"), "wrong-value"), (data.With(field.Name, 20240229), "wrong-value")],
        StepFieldType.Code => [(data.With(field.Name, "no-such"), "unknown-code"), (data.With(field.Name, ["no-such"]), "wrong-value")],
        StepFieldType.Codes => [(data.With(field.Name, ["no-such"]), "unknown-code"), (data.With(field.Name, "no-such"), "wrong-value")],
        _ => [(data.With(field.Name, " "), "wrong-value"), (data.With(field.Name, 7), "wrong-value")],
    };

    /// <summary>The step made of data; it says them all in JSON, and comes back the same.</summary>
    private static CaseStep IsKept(LifecycleStep step, StepData data)
    {
        var reading = Lifecycle.Read(step.Kind.Code(), data);
        Assert.Equal([], reading.Problems.Select(Told));
        var at = Instant.FromUtc(2024, 3, 1, 9, 0);
        var happened = new CaseEvent(TrialCase.Id, 7, reading.Step!, CasePhase.Linking, reading.Step!.On ?? CaseLifecycle.DayOf(at), at, TrialCase.Manager, default, 1);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            CaseJson.Write(writer, happened);
        using var document = JsonDocument.Parse(buffer.ToArray());
        Assert.Equal(data, CaseJson.ReadData(document.RootElement.GetProperty("data")));
        Assert.Equal(happened, CaseJson.ReadEvent(document.RootElement, Lifecycle));
        return reading.Step!;
    }

    private static IReadOnlyList<Blocker> Problems(string step, StepData data) => Lifecycle.Read(step, data).Problems;

    private static string Told(Blocker blocker) => $"{blocker.Code}: {string.Join(", ", blocker.Reason.Arguments)}";
}
