using System.Globalization;
using KimCaseManagement.Eligibility;

namespace KimCaseManagement.Tests.Specs;

/// <summary>Runs the table of personas in eligibility.md, row by row.</summary>
public sealed class EligibilitySpecs
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;

    private static readonly EligibilityFact[] Columns =
    [
        EligibilityFact.MunicipalLink, EligibilityFact.ImmigrationHistory, EligibilityFact.OtherCaseManagement, EligibilityFact.ProblemAreas,
        EligibilityFact.SeveralBodies, EligibilityFact.UsualHelpFails, EligibilityFact.OwnResourcesInsufficient, EligibilityFact.WishToTakePart,
    ];

    public static TheoryData<string> Personas => [.. Rows().Select(r => r[0])];

    [Theory]
    [MemberData(nameof(Personas))]
    public void Gets_what_the_table_says(string who)
    {
        var row = Rows().Single(r => r[0] == who);
        var decision = Kim.Decide(FactsOf(row));
        Assert.Equal((row[9], row[10], row[11], row[12]), (
            decision.Verdict.Code(),
            decision.Offer.Code(),
            string.Join(", ", decision.Reasons.Where(r => r.Outcome == RuleOutcome.NotMet).Select(r => r.Rule.Code)),
            decision.Missing.Count == 0 ? "" : decision.Missing[0].Code()));
    }

    [Fact]
    public void Every_rule_comes_out_in_every_way_in_some_row()
    {
        var outcomes = Rows().SelectMany(r => Kim.Decide(FactsOf(r)).Reasons).Select(r => r.Code).ToHashSet();
        foreach (var rule in Kim.Rules)
        {
            foreach (var outcome in new[] { RuleOutcome.Met, RuleOutcome.NotMet, RuleOutcome.Open, RuleOutcome.InFavour })
                Assert.Contains(rule.Code + "." + outcome.Code(), outcomes);
        }
    }

    [Fact]
    public void Every_combination_of_verdict_and_offer_that_the_programme_knows_is_in_some_row()
    {
        var expected = new[] { "eligible, case_management", "needs_information, short_counselling", "not_eligible, referral", "not_eligible, short_counselling" };
        Assert.Equal(expected, Rows().Select(r => Kim.Decide(FactsOf(r)).ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    private static EligibilityFacts FactsOf(string[] row)
    {
        var facts = EligibilityFacts.None;
        for (var i = 0; i < Columns.Length; i++)
        {
            facts = row[i + 1] switch
            {
                "?" => facts,
                "refused" => facts.WithRefused(Columns[i]),
                "yes" => facts.With(Columns[i], true),
                "no" => facts.With(Columns[i], false),
                var number => facts.With(Columns[i], int.Parse(number, CultureInfo.InvariantCulture)),
            };
        }

        return facts;
    }

    private static List<string[]> Rows() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Specs", "eligibility.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(l => l.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
}
