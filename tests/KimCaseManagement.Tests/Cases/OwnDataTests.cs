using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Residence;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What a city records beyond the library's fields, and conditions of its own.</summary>
public sealed class OwnDataTests
{
    private static readonly CasePolicy Policy = CasePolicy.Default
        .WithField(StepKind.RecordContact, "place", StepFieldType.Code, values: ["office", "home"])
        .WithField(StepKind.RecordContact, "children_present", StepFieldType.Number, minimum: 0, maximum: 20)
        .WithField(StepKind.RecordContact, "languages_spoken", StepFieldType.Codes, values: ["ar", "ti"])
        .WithField(StepKind.RecordContact, "called_back_at", StepFieldType.Instant)
        .WithField(StepKind.HoldReview, "supervised", StepFieldType.Bool, required: true);

    private static readonly CaseLifecycle Lifecycle = new(Policy);

    private static readonly StepData Data = StepData.Empty.With("place", "home").With("children_present", 2).With("languages_spoken", ["ti", "ar"]).With("called_back_at", "2024-02-01T09:00:00Z");

    [Fact]
    public void Own_fields_are_shown_with_the_next_steps_and_in_the_lifecycle()
    {
        var trial = TrialCase.In(CasePhase.Linking, Lifecycle);
        var field = Lifecycle.NextSteps(trial.State, trial.Today).Find(StepKind.RecordContact)!.Value.Fields.Single(f => f.Name == "place");
        Assert.Equal((StepFieldType.Code, false), (field.Type, field.IsRequired));
        Assert.Equal(["office", "home"], field.Values(Policy));
        Assert.Contains(Lifecycle.Steps.Single(s => s.Kind == StepKind.HoldReview).Fields, f => f is { Name: "supervised", IsRequired: true });
        Assert.DoesNotContain(CaseLifecycle.Standard.Steps.Single(s => s.Kind == StepKind.RecordContact).Fields, f => f.Name == "place");
        Assert.Equal(["place", "children_present", "languages_spoken", "called_back_at"], Policy.OwnFields(StepKind.RecordContact).Select(f => f.Name));
        Assert.Empty(Policy.OwnFields(StepKind.Close));
    }

    [Fact]
    public void Own_data_come_with_the_others_from_a_form_and_stay_in_the_event()
    {
        var reading = Lifecycle.Read("record-contact", Data.With("minutes", 30));
        Assert.Equal(new RecordContact(minutes: 30).WithOwnData(Data), reading.Step);
        var trial = TrialCase.In(CasePhase.Linking, Lifecycle).Take(reading.Step!);
        Assert.Equal(Data, trial.Events[^1].Step.OwnData);
        Assert.Equal(30, trial.State.ContactMinutes);
        Assert.NotEqual<CaseStep>(new RecordContact(minutes: 30), reading.Step);
        Assert.NotEqual(new RecordContact(minutes: 30).WithOwnData(Data.With("place", "office")), reading.Step);
        Assert.Same(StepData.Empty, reading.Step!.WithOwnData(StepData.Empty).OwnData);
        Assert.Equal("called_back_at, children_present, languages_spoken, place", Data.ToString());
    }

    [Theory]
    [InlineData("place", "moon", "unknown-code")]
    [InlineData("children_present", 21L, "out-of-range")]
    [InlineData("children_present", "two", "wrong-value")]
    [InlineData("called_back_at", "later", "wrong-value")]
    [InlineData("colour", "red", "unknown-field")]
    public void Own_data_are_checked_wherever_they_come_from(string name, object value, string code)
    {
        var data = value is long number ? StepData.Empty.With(name, number) : StepData.Empty.With(name, (string)value);
        Assert.Equal([code], Lifecycle.Read("record-contact", data).Problems.Select(p => p.Code));
        Assert.Equal([code], TrialCase.In(CasePhase.Linking, Lifecycle).Refusal(new RecordContact().WithOwnData(data)));
    }

    [Fact]
    public void A_field_that_must_be_given_is_asked_for_and_what_was_recorded_before_stays_readable()
    {
        var before = TrialCase.In(CasePhase.Evaluation).Events.Single(e => e.Step is HoldReview);
        Assert.Equal(["missing-value"], Lifecycle.Read("hold-review", StepData.Empty).Problems.Select(p => p.Code));
        Assert.Equal(["missing-value"], TrialCase.In(CasePhase.Monitoring, Lifecycle).Refusal(new HoldReview()));
        Assert.Equal(["not-in-this-phase", "missing-value"], TrialCase.In(CasePhase.Linking, Lifecycle).Refusal(new HoldReview()));
        Assert.NotNull(Lifecycle.Read("hold-review", StepData.Empty.With("supervised", true)).Step);
        Assert.Equal(before, Read(Json(before), Lifecycle));
    }

    [Fact]
    public void Own_data_survive_JSON_and_a_library_that_does_not_know_them_says_so()
    {
        var happened = TrialCase.In(CasePhase.Linking, Lifecycle).Take(new RecordContact(minutes: 5).WithOwnData(Data)).Events[^1];
        var json = Json(happened);
        Assert.EndsWith("\"data\":{\"minutes\":5},\"own\":{\"called_back_at\":\"2024-02-01T09:00:00Z\",\"children_present\":2,\"languages_spoken\":[\"ti\",\"ar\"],\"place\":\"home\"}}", json, StringComparison.Ordinal);
        Assert.Equal(happened, Read(json, Lifecycle));
        Assert.Equal(json, Json(Read(json, Lifecycle)));
        Assert.Equal("own.called_back_at", Assert.Throws<CaseJsonException>(() => Read(json, CaseLifecycle.Standard)).Path);
        Assert.Equal("own.place", Assert.Throws<CaseJsonException>(() => Read(json.Replace("\"home\"", "\"moon\"", StringComparison.Ordinal), Lifecycle)).Path);
    }

    [Fact]
    public void The_person_gets_to_see_own_data_too()
    {
        var events = TrialCase.In(CasePhase.Linking, Lifecycle).Take(new RecordContact().WithOwnData(Data)).Events;
        var document = SubjectAccess.Document(events, TextCatalogue.BuiltIn.With("field.place", LanguageTag.German, "Ort"), LanguageTag.German);
        Assert.Contains("  - Ort: home\n", document, StringComparison.Ordinal);
        Assert.Contains("  - children_present: 2\n", document, StringComparison.Ordinal);
        Assert.Contains("  - languages_spoken: ti, ar\n", document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_lacks_words_stops_the_host_at_its_start()
    {
        var policy = CasePolicy.Default.WithField(StepKind.Close, "place", StepFieldType.Code, values: ["home"]).WithGuard("two-contacts-first", StepKind.Close, (_, _) => true);
        Assert.Equal(["refusal.two-contacts-first", "remedy.two-contacts-first", "field.place", "field.place.home"], policy.Faults(TextCatalogue.BuiltIn).Select(f => f.Split('\'')[1]));
        var failure = Assert.Throws<KimConfigurationException>(() => new ServiceCollection().AddKimCaseManagement(o => o.Policy = policy));
        Assert.Equal(policy.Faults(TextCatalogue.BuiltIn), failure.Problems);
        var texts = policy.Faults(TextCatalogue.BuiltIn).Select(f => f.Split('\'')[1]).Aggregate(TextCatalogue.BuiltIn, (all, code) => all.With(code, LanguageTag.German, "x"));
        Assert.Empty(policy.Faults(texts));
    }

    [Fact]
    public void A_field_that_can_not_be_is_refused_when_the_policy_is_made()
    {
        var policy = CasePolicy.Default;
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "reason", StepFieldType.Text));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "on", StepFieldType.Date));
        Assert.Throws<ArgumentException>(() => Policy.WithField(StepKind.RecordContact, "place", StepFieldType.Text));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "Place", StepFieldType.Text));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "1st", StepFieldType.Text));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "", StepFieldType.Text));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Code));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Code, values: ["a", "a"]));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Code, values: ["a b"]));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Text, values: ["a"]));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Number, minimum: 2, maximum: 1));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Text, maximum: 1));
        Assert.Throws<ArgumentException>(() => policy.WithField(StepKind.WithdrawConsent, "why", StepFieldType.Text, required: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => policy.WithField(StepKind.Close, "place", StepFieldType.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => policy.WithField(StepKind.Unspecified, "place", StepFieldType.Text));
        Assert.NotNull(policy.WithField(StepKind.WithdrawConsent, "why", StepFieldType.Text));
        Assert.NotNull(policy.WithField(StepKind.Close, "n", StepFieldType.Number, minimum: 1, maximum: 1));
    }

    [Fact]
    public void A_condition_of_the_city_never_sees_the_residence()
    {
        CaseState? seen = null;
        var lifecycle = new CaseLifecycle(CasePolicy.Default.WithGuard("looked-at", StepKind.Abort, (state, _) => (seen = state) is not null));
        var trial = TrialCase.In(CasePhase.Linking, lifecycle).Take(new RecordResidence(ResidenceStatusCode.From("DUL_60A")), new RecordContact());
        Assert.True(trial.Try(new Abort(ClosureReason.MovedAway)).IsAccepted);
        Assert.Empty(seen!.ResidenceHistory().Records);
        Assert.Equal(trial.State.Needs, seen.Needs);
        Assert.Equal(trial.State.Contacts, seen.Contacts);
        Assert.Single(trial.State.ResidenceHistory().Records);
    }

    private static string Json(CaseEvent happened)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            CaseJson.Write(writer, happened);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static CaseEvent Read(string json, CaseLifecycle lifecycle)
    {
        using var document = JsonDocument.Parse(json);
        return CaseJson.ReadEvent(document.RootElement, lifecycle);
    }
}
