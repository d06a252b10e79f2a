using System.Diagnostics;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Testing;

namespace KimCaseManagement.Tests.Eligibility;

public sealed class StatusIndependenceTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;

    private static readonly GeneratedPeople<Person> People = GeneratedPeople.From(new Person(false, 0, false, "", "", 0))
        .With("lives here", (p, v) => p with { LivesHere = v }, false, true)
        .With("problems", (p, v) => p with { Problems = v }, 0, 1, 2, 3, 4)
        .With("wants it", (p, v) => p with { Wants = v }, false, true)
        .WithStatus("residence status", (p, v) => p with { Status = v }, [.. ResidenceStatuses.All.Select(s => s.Code.Value)])
        .WithStatus("nationality", (p, v) => p with { Nationality = v }, "DE", "ER", "GN", "UA")
        .WithStatus("years in Germany", (p, v) => p with { Years = v }, 0, 1, 9);

    [Fact]
    public void A_mapping_that_reads_no_status_holds()
    {
        var result = StatusIndependence.Check(Kim, Facts, People);
        Assert.True(result.Holds, result.ToString());
        result.EnsureHolds();
        Assert.Equal(2_000, result.People);
        Assert.True(result.Decisions > 100_000);
    }

    [Fact]
    public void A_planted_dependence_is_found_within_a_second_and_shrunk_to_the_smallest_pair()
    {
        var time = Stopwatch.StartNew();
        var result = StatusIndependence.Check(Kim, p => p is { Status: "AE_25B", Problems: 3, LivesHere: true } ? Facts(p).With(EligibilityFact.UsualHelpFails, true) : Facts(p), People);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(1), time.Elapsed.ToString());
        var found = result.Dependence!;
        Assert.Equal("residence status ('AE_25B', 'DEU')", string.Join(" ", found.Differences.OrderBy(d => d.Field, StringComparer.Ordinal).Select(d => d.First == "AE_25B" ? $"{d.Field} ('{d.First}', '{d.Second}')" : $"{d.Field} ('{d.Second}', '{d.First}')")));
        var person = found.First.Status == "AE_25B" ? found.First : found.Second;
        Assert.Equal(new Person(true, 3, false, "AE_25B", "DE", 0), person);
        Assert.Contains("differ only in residence status", Assert.Throws<StatusDependenceException>(result.EnsureHolds).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependence_on_two_fields_at_once_is_found()
    {
        var result = StatusIndependence.Check(Kim, p => Facts(p).With(EligibilityFact.ImmigrationHistory, !(p.Nationality == "GN" && p.Years == 9)), People);
        Assert.Single(result.Dependence!.Differences);
    }

    [Fact]
    public void Choosing_the_rules_by_status_is_found()
    {
        var strict = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(new EligibilityRule("x", EligibilityCondition.Yes(EligibilityFact.SeveralBodies), KimCaseManagement.Vocabulary.Sources.OwnDesign, EligibilityOffer.None)));
        Assert.False(StatusIndependence.Check(p => (p.Status == "NE" ? Kim : strict).Decide(Facts(p)), People).Holds);
    }

    [Fact]
    public void The_same_seed_gives_the_same_finding()
    {
        string Found() => StatusIndependence.Check(Kim, p => Facts(p).With(EligibilityFact.SeveralBodies, p.Years > 1), People.Generating(500, seed: 7)).ToString();
        Assert.Equal(Found(), Found());
    }

    [Fact]
    public void A_check_without_status_data_is_refused() =>
        Assert.Throws<ArgumentException>(() => StatusIndependence.Check(Kim, Facts, GeneratedPeople.From(new Person(false, 0, false, "", "", 0)).With("x", (p, v) => p with { Problems = v }, 1)));

    private static EligibilityFacts Facts(Person person) =>
        EligibilityFacts.None.With(EligibilityFact.MunicipalLink, person.LivesHere).With(EligibilityFact.ProblemAreas, person.Problems).With(EligibilityFact.WishToTakePart, person.Wants);

    private sealed record Person(bool LivesHere, int Problems, bool Wants, string Status, string Nationality, int Years);
}
