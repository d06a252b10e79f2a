using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Serialization;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Cases;

/// <summary>What earlier versions of the library wrote stays readable for ever; what a newer one wrote is refused by name.</summary>
public sealed class StoredVersionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "Golden");

    [Fact]
    public void Events_and_states_of_the_present_schema_are_as_they_were()
    {
        var state = Replay("events-v2.jsonl");
        var stored = File.ReadAllText(Path.Combine(Folder, "state-v2.json")).TrimEnd('\n');
        Assert.Equal(stored, CaseWorkTests.Json(state, withResidence: true));
        Assert.Equal(Read(stored), state);
    }

    [Fact]
    public void Events_of_the_first_schema_give_the_cases_they_gave()
    {
        Assert.Equal(Replay("events-v2.jsonl"), Replay("events-v1.jsonl"));
    }

    [Fact]
    public void A_state_of_the_first_schema_goes_on_where_it_stood()
    {
        var old = Read(File.ReadAllText(Path.Combine(Folder, "state-v1.json")));
        var rebuilt = Replay("events-v1.jsonl");
        Assert.NotEqual(rebuilt, old);
        Assert.Equal(CaseLifecycle.Standard.NextSteps(rebuilt, new LocalDate(2024, 6, 1)), CaseLifecycle.Standard.NextSteps(old, new LocalDate(2024, 6, 1)));
        Assert.Equal(rebuilt.Episodes, old.Episodes);
        Assert.Equal((rebuilt.Phase, rebuilt.Version, rebuilt.AcceptedOn, rebuilt.ConsentOn(ConsentKind.Participation)), (old.Phase, old.Version, old.AcceptedOn, old.ConsentOn(ConsentKind.Participation)));
        Assert.Equal(rebuilt.ResidenceHistory(), old.ResidenceHistory());
        // What schema 1 did not keep is not made up: the entry by which the case came into its phase can't be corrected.
        var at = old.LastAt;
        Assert.Equal(["day-breaks-history"], Decide(old, new CorrectDay(old.PhaseVersion, CaseLifecycle.DayOf(at)), at));
        Assert.Empty(Decide(rebuilt, new CorrectDay(rebuilt.PhaseVersion, CaseLifecycle.DayOf(at)), at));
        // Written again it is a state of the present schema and comes back the same.
        var again = CaseWorkTests.Json(old, withResidence: true);
        Assert.Contains("\"schema\":2", again, StringComparison.Ordinal);
        Assert.Equal(old, Read(again));
    }

    [Fact]
    public void An_erased_state_of_the_first_schema_keeps_what_it_had()
    {
        var old = Read("""
            {"case":"c1","phase":"closed","version":9,"schema":1,"definition":1,"phase_version":8,"person":"x1","office":"mitte","last_at":"2024-06-01T09:00:00Z","registered_on":"2024-01-08","phase_since":"2024-05-01","accepted_on":"2024-01-10","ended_on":"2024-05-01",
            "closure_reason":"moved-away","intensity":"case-management","consents":[],"episodes":[{"accepted_on":"2024-01-10","ended_on":"2024-05-01","closure_reason":"moved-away"}],"plan_version":0,"contacts":0,"contact_minutes":0,"work":[],
            "frozen":{"topics":["DOC"],"german_level":"B1","residence_change":"gain","needs":[{"topic":"DOC","on":"2024-01-12"}],"contacts":[{"on":"2024-01-12","minutes":20,"channel":"phone"}]}}
            """);
        Assert.True(old.IsErased);
        Assert.Equal((GermanLevel.B1, "mitte"), (old.GermanLevel, Assert.Single(old.Episodes).Office.Value));
        Assert.Equal(20, Assert.Single(old.Contacts).Minutes);
        Assert.Equal(old, Read(CaseWorkTests.Json(old, withResidence: true)));
    }

    [Fact]
    public void A_state_of_the_first_schema_in_which_nothing_ended_needs_no_list_of_what_did()
    {
        var old = Read("""{"case":"c1","phase":"inquiry","version":1,"schema":1,"definition":1,"phase_version":1,"office":"mitte","last_at":"2024-06-01T09:00:00Z","registered_on":"2024-06-01","phase_since":"2024-06-01"}""");
        Assert.Equal((CasePhase.Inquiry, 1, "mitte", 0), (old.Phase, old.Version, old.Office.Value, old.Episodes.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(99)]
    public void A_version_that_is_not_known_is_refused_by_name(int schema)
    {
        var text = File.ReadLines(Path.Combine(Folder, "events-v2.jsonl")).First().Replace("\"schema\":2", $"\"schema\":{schema}", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(text);
        var failure = Assert.Throws<CaseJsonException>(() => CaseJson.ReadEvent(document.RootElement, CaseLifecycle.Standard));
        Assert.Equal("schema", failure.Path);
        Assert.Equal($"schema: {schema} is not a version that can be read; 1 to 2 would be right" + (schema > 2 ? ", what is newer was written by a newer version of the library" : ""), failure.Message);
    }

    [Fact]
    public void An_event_of_a_time_that_can_not_be_reckoned_with_is_refused()
    {
        var text = File.ReadLines(Path.Combine(Folder, "events-v2.jsonl")).First();
        using var late = JsonDocument.Parse(text.Replace("\"at\":\"2024", "\"at\":\"9999", StringComparison.Ordinal));
        Assert.Equal("at", Assert.Throws<CaseJsonException>(() => CaseJson.ReadEvent(late.RootElement, CaseLifecycle.Standard)).Path);
        using var after = JsonDocument.Parse(text.Replace("\"on\":\"2024", "\"on\":\"9999", StringComparison.Ordinal));
        Assert.Equal("on", Assert.Throws<CaseJsonException>(() => CaseJson.ReadEvent(after.RootElement, CaseLifecycle.Standard)).Path);
        Assert.Throws<ArgumentOutOfRangeException>(() => CaseLifecycle.Standard.Decide(CaseState.NotOpened, TrialCase.Id, new RegisterInquiry(OfficeCode.From("m")), Instant.MaxValue, TrialCase.Manager));
        Assert.True(CaseLifecycle.CanRecord(Instant.FromUtc(1900, 1, 1, 0, 0)));
        Assert.False(CaseLifecycle.CanRecord(Instant.FromUtc(2200, 1, 1, 0, 0)));
    }

    private static IEnumerable<string> Decide(CaseState state, CaseStep step, Instant at) => CaseLifecycle.Standard.Decide(state, state.Id, step, at, TrialCase.Manager).Blockers.Select(b => b.Code);

    /// <summary>A stored text in which something stands otherwise; fails where it didn't stand there.</summary>
    internal static string Changed(string json, string was, string becomes)
    {
        Assert.Contains(was, json, StringComparison.Ordinal);
        return json.Replace(was, becomes, StringComparison.Ordinal);
    }

    internal static CaseState Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CaseJson.ReadState(document.RootElement, CaseLifecycle.Standard);
    }

    private static CaseState Replay(string file)
    {
        var state = CaseState.NotOpened;
        foreach (var line in File.ReadLines(Path.Combine(Folder, file)))
        {
            using var document = JsonDocument.Parse(line);
            state = CaseState.Evolve(state, CaseJson.ReadEvent(document.RootElement, CaseLifecycle.Standard));
        }

        return state;
    }
}
