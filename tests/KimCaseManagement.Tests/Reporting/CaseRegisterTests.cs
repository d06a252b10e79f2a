using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What a register says about itself: days, memory, persons whose cases disagree.</summary>
public sealed class CaseRegisterTests
{
    private static readonly LocalDate Day = new(2024, 4, 1);

    [Fact]
    public void A_register_knows_the_first_day_of_opening_and_the_last_day_on_which_anything_changed()
    {
        var empty = RegisterGen.Register([]);
        Assert.Equal((null, null), (empty.FirstOpenedOn, empty.LastChangedOn));
        var open = RegisterGen.Register([Facts("a", Day.PlusDays(3)), Facts("b", Day), Facts("c", Day.PlusDays(9))]);
        Assert.Equal((Day, Day.PlusDays(9)), (open.FirstOpenedOn, open.LastChangedOn));
        var closedBefore = RegisterGen.Register([Facts("a", Day, Day.PlusDays(2)), Facts("b", Day.PlusDays(9))]);
        Assert.Equal((Day, Day.PlusDays(9)), (closedBefore.FirstOpenedOn, closedBefore.LastChangedOn));
        var closedAfter = RegisterGen.Register([Facts("a", Day, Day.PlusDays(20)), Facts("b", Day.PlusDays(9)), Facts("c", Day, Day)]);
        Assert.Equal((Day, Day.PlusDays(20)), (closedAfter.FirstOpenedOn, closedAfter.LastChangedOn));
    }

    [Fact]
    public void A_case_takes_so_many_bytes_as_its_columns_are_wide()
    {
        Assert.Equal(0, RegisterGen.Register([]).BytesPerCase);

        // Two days, person, place in the order, begin of its topics: four bytes each; year of birth and a topic: two each; eleven codes and first case or not: one each. The ends of lists: eight in all.
        Assert.Equal(36.08, Bytes(100), 10);

        // Two topics more that lie apart, two bytes each.
        Assert.Equal(36.08 + 4, Bytes(100, topics: ["RES-PASS", "BEN-APPLY", "HOU-SEARCH"]), 10);

        // The same topic twice is one, and one that lies above another meets it: what counts there once too often is taken off.
        Assert.Equal(36.08, Bytes(100, topics: ["RES-PASS", "RES-PASS"]), 10);

        // A person with several cases: where they begin, and each of them.
        Assert.Equal(36.08 + (4 * 101 / 100.0), Bytes(100, persons: 1), 10);
        Assert.Equal(36.08 + (4 * 150 / 100.0), Bytes(100, persons: 50), 10);
    }

    [Fact]
    public void Offices_take_two_bytes_a_case_once_there_are_more_than_255()
    {
        Assert.Equal(36 + (8 / 255.0), Bytes(255, offices: 255), 10);
        Assert.Equal(37 + (8 / 256.0), Bytes(256, offices: 256), 10);
    }

    [Theory]
    [InlineData("f|m", true)]
    [InlineData("f|f", false)]
    [InlineData("f|-", false)]
    [InlineData("-|f", false)]
    [InlineData("-|f|m", true)]
    [InlineData("f|-|m", true)]
    [InlineData("f|m|-", true)]
    [InlineData("f|-|f", false)]
    [InlineData("-|-|f", false)]
    [InlineData("f|-|-|m", true)]
    public void Each_of_sex_year_and_country_that_differs_between_cases_is_a_contradiction_and_gaps_are_none(string values, bool contradicts)
    {
        var cases = values.Split('|');
        PersonKey[] expected = contradicts ? [PersonKey.From("p")] : [];
        Assert.Equal(expected, Disagreeing(cases, (i, v) => Facts($"c{i}", Day, sex: v switch { "f" => Sex.Female, "m" => Sex.Male, _ => Sex.Unspecified })));
        Assert.Equal(expected, Disagreeing(cases, (i, v) => Facts($"c{i}", Day, birthYear: v switch { "f" => 1990, "m" => 1991, _ => null })));
        Assert.Equal(expected, Disagreeing(cases, (i, v) => Facts($"c{i}", Day, country: v switch { "f" => "ER", "m" => "UA", _ => null })));
    }

    [Fact]
    public void Persons_that_disagree_stand_in_the_order_of_their_keys()
    {
        var builder = new CaseRegisterBuilder();
        foreach (var person in new[] { "b", "a", "c", "B" })
        {
            builder.Add(Facts($"{person}1", Day, person: person, birthYear: 1990));
            builder.Add(Facts($"{person}2", Day, person: person, birthYear: person == "c" ? 1990 : 1991));
        }

        Assert.Equal(["B", "a", "b"], builder.Build().PersonsThatDisagree.Select(p => p.Value));
    }

    [Fact]
    public void Cases_that_are_there_are_known_by_their_ids()
    {
        var builder = new CaseRegisterBuilder();
        foreach (var i in Enumerable.Range(0, 40))
            builder.Add(Facts($"c{i}", Day.PlusDays(-i), person: $"p{i % 10}", office: $"o{i % 3}"));
        Assert.True(builder.Contains(CaseId.From("c39")));
        Assert.False(builder.Contains(CaseId.From("c40")));
        var register = builder.Build();
        Assert.Equal((new CaseCount(40), new PersonCount(10), 3, new HouseholdCount(0)), (register.CaseCount, register.PersonCount, register.OfficeCount, register.HouseholdCount));
        Assert.Same(TopicTaxonomy.Core, register.Taxonomy);
        Assert.Equal(TopicCoding.Today, register.Topics);
    }

    private static IReadOnlyList<PersonKey> Disagreeing(string[] values, Func<int, string, CaseFacts> facts)
    {
        var builder = new CaseRegisterBuilder();
        for (var i = 0; i < values.Length; i++)
            builder.Add(facts(i, values[i]));
        return builder.Build().PersonsThatDisagree;
    }

    private static double Bytes(int count, int? persons = null, int offices = 1, string[]? topics = null) =>
        RegisterGen.Register(Enumerable.Range(0, count).Select(i => Facts($"c{i}", Day, person: $"p{i % (persons ?? count)}", office: $"o{i % offices}", topics: topics ?? ["RES-PASS"]))).BytesPerCase;

    private static CaseFacts Facts(string id, LocalDate opened, LocalDate? closed = null, string person = "p", string office = "o", Sex sex = Sex.Unspecified, int? birthYear = null, string? country = null, string[]? topics = null) => new(
        CaseId.From(id), PersonKey.From(person), OfficeCode.From(office), opened, closed, topics: topics?.Select(TopicCode.From), sex: sex, birthYear: birthYear, countryOfOrigin: country is null ? null : CountryCode.From(country));
}
