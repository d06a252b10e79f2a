using KimCaseManagement.Eligibility;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Eligibility;

/// <summary>The small values of eligibility: what makes two of them equal, what they refuse and how they say so.</summary>
public sealed class EligibilityValueTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;
    private static readonly LocalDate Today = new(2024, 6, 10);
    private static readonly ActorId Lead = ActorId.From("lead");

    private static readonly EligibilityFacts Eligible = EligibilityFacts.None
        .With(EligibilityFact.MunicipalLink, true).With(EligibilityFact.ImmigrationHistory, true).With(EligibilityFact.OtherCaseManagement, false).With(EligibilityFact.WishToTakePart, true)
        .With(EligibilityFact.ProblemAreas, 3).With(EligibilityFact.SeveralBodies, true).With(EligibilityFact.UsualHelpFails, false).With(EligibilityFact.OwnResourcesInsufficient, false);

    [Fact]
    public void Facts_refuse_an_answer_of_the_wrong_kind_or_out_of_range_and_name_the_right_one()
    {
        Says("problem_areas takes a number", () => EligibilityFacts.None.With(EligibilityFact.ProblemAreas, true));
        Says("municipal_link takes yes or no", () => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, 1));
        Says("age takes a number from 0 to 150", () => EligibilityFacts.None.With(EligibilityFact.Age, 151));
        Says("problem_areas takes a number from 0 to 999", () => EligibilityFacts.None.With(EligibilityFact.ProblemAreas, -1));
        Says("There is no fact", () => EligibilityFacts.None.With((EligibilityFact)0, true));
        Says("There is no fact", () => EligibilityFacts.None.WithRefused((EligibilityFact)13));
        Assert.Equal((150, 999, 0), (EligibilityFacts.None.With(EligibilityFact.Age, 150).Number(EligibilityFact.Age), EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 999).Number(EligibilityFact.ProblemAreas), EligibilityFacts.None.With(EligibilityFact.Age, 0).Number(EligibilityFact.Age)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((EligibilityFact)0).Maximum());
    }

    [Fact]
    public void Every_fact_says_its_kind_and_range()
    {
        Assert.Equal("bool bool int bool bool bool bool bool int bool bool bool", string.Join(" ", EligibilityFactList.All.Select(f => f.Type().Code())));
        Assert.Equal("1 1 999 1 1 1 1 1 150 1 1 1", string.Join(" ", EligibilityFactList.All.Select(f => f.Maximum())));
    }

    [Fact]
    public void What_is_unknown_again_is_as_if_it_had_never_been_known()
    {
        var both = EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 4).With(EligibilityFact.Age, 30);
        Assert.Equal(EligibilityFacts.None.With(EligibilityFact.Age, 30), both.WithUnknown(EligibilityFact.ProblemAreas));
        Assert.Equal(EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 4), both.WithUnknown(EligibilityFact.Age));
        Assert.Equal(both, both.With(EligibilityFact.WantsWork, true).WithUnknown(EligibilityFact.WantsWork));
        Assert.Equal(EligibilityFacts.None.WithRefused(EligibilityFact.Age), EligibilityFacts.None.With(EligibilityFact.Age, 30).WithRefused(EligibilityFact.Age));
    }

    [Fact]
    public void Facts_are_equal_where_every_answer_is_and_seldom_share_a_hash_else()
    {
        var different = new[]
        {
            EligibilityFacts.None, EligibilityFacts.None.With(EligibilityFact.WantsWork, false), EligibilityFacts.None.With(EligibilityFact.WantsWork, true), EligibilityFacts.None.WithRefused(EligibilityFact.WantsWork),
            EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 1), EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 2), EligibilityFacts.None.With(EligibilityFact.Age, 1), EligibilityFacts.None.With(EligibilityFact.Age, 2),
        };
        for (var i = 0; i < different.Length; i++)
        {
            for (var j = 0; j < different.Length; j++)
                Assert.Equal(i == j, different[i] == different[j]);
            Assert.True(different[i].Equals((object)different[i]));
            Assert.False(different[i].Equals("facts"));
        }

        var many = EligibilityLawTests.AllStates([.. EligibilityFactList.All.Take(7)], 0, EligibilityFacts.None).SelectMany(f => new[] { f, f.With(EligibilityFact.Age, 7), f.With(EligibilityFact.Age, 8) }).Distinct().ToList();
        Assert.True(many.Select(f => f.GetHashCode()).Distinct().Count() > many.Count * 0.9);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", true)]
    [InlineData("age=150", true)]
    [InlineData("problem_areas=999", true)]
    [InlineData("problem_areas=1000", false)]
    [InlineData("=yes", false)]
    [InlineData("age", false)]
    [InlineData("age=-1", false)]
    [InlineData("wants_work=1", false)]
    public void Facts_are_read_from_their_text_or_not_at_all(string? text, bool expected)
    {
        Assert.Equal(expected, EligibilityFacts.TryParse(text, out var facts));
        Assert.Equal(expected ? text : "", facts.ToString());
    }

    [Fact]
    public void A_set_of_facts_is_a_list_without_surprises()
    {
        var missing = Kim.Decide(Eligible.WithUnknown(EligibilityFact.WishToTakePart)).Missing;
        Assert.True(missing.Contains(EligibilityFact.WishToTakePart));
        Assert.False(missing.Contains(EligibilityFact.MunicipalLink));
        Assert.Equal("wish_to_take_part", missing.ToString());
        Assert.Equal("municipal_link, immigration_history", string.Join(", ", Kim.Decide(EligibilityFacts.None).Missing.ToString().Split(", ").Take(2)));
        Assert.True(missing != Kim.Decide(Eligible).Missing);
        Assert.False(missing != Kim.Decide(Eligible.WithUnknown(EligibilityFact.WishToTakePart)).Missing);
        Assert.True(missing.Equals((object)missing));
        Assert.Equal(EligibilityFact.WishToTakePart, missing[0]);
        Says("A place from 0 to 0 is expected", () => missing[1]);
        Says("A place from 0 to 0 is expected", () => missing[-1]);
    }

    [Fact]
    public void A_reason_names_the_facts_that_it_lacks_and_equals_its_like()
    {
        var open = Kim.Decide(Eligible.WithUnknown(EligibilityFact.SeveralBodies).WithUnknown(EligibilityFact.ImmigrationHistory));
        Assert.Equal("several_bodies", open.Reasons[3].Missing.ToString());
        Assert.Equal("", open.Reasons[0].Missing.ToString());
        Assert.Equal("complex-need.open", open.Reasons[3].ToString());
        Assert.Equal("", default(EligibilityReason).ToString());
        var met = Kim.Decide(Eligible).Reasons[3];
        Assert.True(met == Kim.Decide(Eligible.With(EligibilityFact.Age, 40)).Reasons[3]);
        Assert.True(met.Equals((object)met));
        Assert.True(met != open.Reasons[3]);
        Assert.True(met != Kim.Decide(Eligible).Reasons[2]);
        Assert.True(open.Reasons[3] != Kim.Decide(Eligible.WithUnknown(EligibilityFact.SeveralBodies).WithUnknown(EligibilityFact.UsualHelpFails)).Reasons[3]);
        Assert.Equal(5, Kim.Decide(Eligible).Reasons.Select(r => r.GetHashCode()).Distinct().Count());
        Assert.NotEqual(met.GetHashCode(), open.Reasons[3].GetHashCode());
        Says("A place from 0 to 4 is expected", () => open.Reasons[5]);
        Says("A place from 0 to 4 is expected", () => open.Reasons[-1]);
    }

    [Fact]
    public void A_decision_equals_its_like_and_the_default_one_is_empty()
    {
        var decision = Kim.Decide(Eligible);
        Assert.True(decision == Kim.Decide(Eligible));
        Assert.True(decision.Equals((object)decision));
        Assert.True(decision != Kim.Decide(Eligible.With(EligibilityFact.Age, 3)));
        Assert.True(decision != Kim.Decide(Eligible, [new EligibilityWaiver("complex-need", Lead, "why", Today, Today)], Today));
        Assert.Equal(decision.GetHashCode(), Kim.Decide(Eligible).GetHashCode());
        Assert.True(decision.Reasons == Kim.Decide(Eligible).Reasons);
        Assert.True(decision.Reasons != Kim.Decide(EligibilityFacts.None).Reasons);
        Assert.True(decision.Reasons != Kim.Decide(Eligible, [new EligibilityWaiver("complex-need", Lead, "why", Today, Today)], Today).Reasons);
        Assert.True(decision.Reasons != Kim.WithMunicipality(new MunicipalRules("town", "1")).Decide(Eligible).Reasons);
        Assert.True(decision.Reasons.Equals((object)decision.Reasons));
        Assert.Equal(decision.Reasons.GetHashCode(), Kim.Decide(Eligible).Reasons.GetHashCode());
        Assert.Equal("eligible, case_management", decision.ToString());
        Assert.Equal(("", 0, 0, 0, false), (default(EligibilityDecision).ToString(), default(EligibilityDecision).Reasons.Count, default(EligibilityDecision).Missing.Count, default(EligibilityDecision).Suggestions.Count, default(EligibilityDecision).IsUnmetNeed));
        Assert.True(decision.NextPlace.IsDefault);
        Assert.False(decision.IsUnmetNeed);
        Assert.Equal("kim-elsewhere", Kim.Decide(Eligible.With(EligibilityFact.MunicipalLink, false)).Suggestions[0].ToString());
    }

    [Fact]
    public void A_waiver_refuses_what_it_must_have_and_holds_on_both_of_its_ends()
    {
        Says("is not a rule code", () => new EligibilityWaiver("a b", Lead, "why", Today, Today));
        Says("names the person in charge", () => new EligibilityWaiver("x", default, "why", Today, Today));
        Says("must not be empty", () => new EligibilityWaiver("x", Lead, " ", Today, Today));
        Says("can't end before it begins", () => new EligibilityWaiver("x", Lead, "why", Today, Today.PlusDays(-1)));
        var day = new EligibilityWaiver("x", Lead, "why", Today, Today);
        Assert.True(day.IsValidOn(Today));
        Assert.False(day.IsValidOn(Today.PlusDays(1)) || day.IsValidOn(Today.PlusDays(-1)));
        Assert.Equal(("x", Lead, "why", Today, Today, "x until 2024-06-10"), (day.Rule, day.By, day.Reason, day.From, day.Until, day.ToString()));
        Says("can't be waived", () => Kim.Decide(Eligible, [new EligibilityWaiver("wish-to-take-part", Lead, "why", Today, Today)], Today));
        Says("has no rule 'x' to waive", () => Kim.Decide(Eligible, [day], Today));
        Says("waivers", () => Kim.Decide(Eligible, null!, Today));
    }

    [Fact]
    public void Rules_of_a_municipality_refuse_what_they_must_have()
    {
        var rules = new MunicipalRules("town", "1");
        var condition = EligibilityCondition.Yes(EligibilityFact.SeveralBodies);
        Says("is not a municipality's code", () => new MunicipalRules("the town", "1"));
        Says("is not a version", () => new MunicipalRules("town", ""));
        Says("rule", () => rules.Adding(null!));
        Says("rule", () => rules.Tightening(null!, condition, Sources.OwnDesign));
        Says("condition", () => rules.Tightening("x", null!, Sources.OwnDesign));
        Says("source", () => rules.Tightening("x", condition, null!));
        Says("suggestion", () => rules.Suggesting(null!));
        Says("own", () => Kim.WithMunicipality(null!));
        Assert.Equal("town.1", rules.ToString());
        var more = rules.Suggesting(new ServiceSuggestion(ServiceCode.From("club"), EligibilityCondition.Yes(EligibilityFact.WantsWork), Sources.OwnDesign));
        Assert.Equal("club", Assert.Single(more.Suggestions).ToString());
        Assert.Contains(Kim.WithMunicipality(more).Decide(Eligible.With(EligibilityFact.WantsWork, true)).Suggestions, s => s.Service.Value == "club");
    }

    [Fact]
    public void A_condition_that_reads_other_facts_than_the_rules_is_stricter_only_where_the_rules_hold_too()
    {
        var other = new MunicipalRules("town", "1").Tightening("complex-need", EligibilityCondition.Yes(EligibilityFact.WishToTakePart), Sources.OwnDesign);
        Says("isn't stricter", () => Kim.WithMunicipality(other));
        var never = new MunicipalRules("town", "1").Tightening("complex-need", EligibilityCondition.All(EligibilityCondition.Yes(EligibilityFact.WishToTakePart), EligibilityCondition.Not(EligibilityCondition.Yes(EligibilityFact.WishToTakePart))), Sources.OwnDesign);
        Says("can never be met", () => Kim.WithMunicipality(never));
    }

    [Fact]
    public void A_stored_decision_refuses_what_it_must_have_and_equals_its_like()
    {
        StoredDecision Make(string id = "1", int day = 0, string programme = "p", string version = "v", EligibilityFacts? facts = null, EligibilityVerdict verdict = EligibilityVerdict.NotEligible, EligibilityOffer offer = EligibilityOffer.None, ServiceCode place = default, EligibilityWaiver[]? waivers = null) =>
            new(id, Today.PlusDays(day), programme, version, facts ?? Eligible, verdict, offer, place, waivers ?? []);
        Says("programme", () => Make(programme: null!));
        Says("rulesVersion", () => Make(version: null!));
        Says("waivers", () => new StoredDecision("1", Today, "p", "v", Eligible, EligibilityVerdict.Eligible, EligibilityOffer.None, default, null!));
        Says("has the id of its enquiry", () => Make(id: " "));
        Says("let a rule set decide", () => StoredDecision.Of("1", Today, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(verdict: EligibilityVerdict.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(offer: EligibilityOffer.Unspecified));
        StoredDecision[] different =
        [
            Make(), Make(id: "2"), Make(day: 1), Make(programme: "q"), Make(version: "w"), Make(facts: EligibilityFacts.None), Make(verdict: EligibilityVerdict.NeedsInformation),
            Make(offer: EligibilityOffer.ShortCounselling), Make(place: ServiceCode.Mbe), Make(waivers: [new EligibilityWaiver("x", Lead, "why", Today, Today)]),
        ];
        for (var i = 0; i < different.Length; i++)
        {
            for (var j = 0; j < different.Length; j++)
                Assert.Equal(i == j, different[i].Equals(different[j]));
        }

        Assert.True(Make().Equals((object)Make()));
        Assert.False(Make().Equals(null));
        Assert.Equal(Make().GetHashCode(), Make().GetHashCode());
        Assert.Equal(3, new[] { Make(), Make(id: "2"), Make(facts: EligibilityFacts.None) }.Select(s => s.GetHashCode()).Distinct().Count());
        Assert.Equal("1: not_eligible, none", Make().ToString());
    }

    [Fact]
    public void The_places_of_those_not_taken_on_are_counted_the_most_frequent_first()
    {
        StoredDecision At(string id, ServiceCode place) => StoredDecision.Of(id, Today, Kim.Decide(Eligible.With(EligibilityFact.MunicipalLink, false)), place, []);
        var need = UnmetNeed.In([At("1", ServiceCode.Mbe), At("2", ServiceCode.KimElsewhere), At("3", ServiceCode.KimElsewhere), At("4", ServiceCode.KimElsewhere), At("5", ServiceCode.Jmd)]);
        Assert.Equal("kim-elsewhere 3, jmd 1, mbe 1", string.Join(", ", need.ByPlace.Select(p => $"{p.Key} {p.Value}")));
        Assert.Equal((5, 5, 0), (need.NotTakenOn, need.Count(NextPlaceKind.Elsewhere), need.NoneFound));
        Says("decisions", () => UnmetNeed.In(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => need.Count(NextPlaceKind.Unspecified));
    }

    [Fact]
    public void What_if_tells_all_five_directions_and_keeps_what_was_waived()
    {
        var strict = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(new EligibilityRule("own", EligibilityCondition.Yes(EligibilityFact.UsualHelpFails), Sources.OwnDesign, EligibilityOffer.Referral, ServiceCode.Mbe)));
        var waiver = new EligibilityWaiver("own", Lead, "why", Today, Today);
        var onceWaived = strict.Decide(Eligible, [waiver], Today);
        StoredDecision[] stored =
        [
            StoredDecision.Of("loses", Today, Kim.Decide(Eligible)),
            StoredDecision.Of("waived", Today, onceWaived, default, [waiver]),
            StoredDecision.Of("over", Today.PlusDays(1), onceWaived, default, [waiver]),
            StoredDecision.Of("closes", Today, Kim.Decide(Eligible.WithUnknown(EligibilityFact.WishToTakePart))),
            StoredDecision.Of("opens", Today, Kim.Decide(Eligible.With(EligibilityFact.WishToTakePart, false).WithUnknown(EligibilityFact.UsualHelpFails))),
            StoredDecision.Of("other", Today, Kim.Decide(Eligible.With(EligibilityFact.WishToTakePart, false))),
            StoredDecision.Of("same", Today, Kim.Decide(Eligible.With(EligibilityFact.MunicipalLink, false))),
        ];
        var whatIf = WhatIf.Under(strict, stored);
        Assert.Equal("loses: loses, over: loses, closes: closes, opens: opens, other: other-offer", string.Join(", ", whatIf.Changes));
        Assert.Equal("gains: gains", string.Join(", ", WhatIf.Under(Kim, [StoredDecision.Of("gains", Today, strict.Decide(Eligible)), stored[1]]).Changes));
        Assert.Same(strict, whatIf.RuleSet);
        Assert.Equal((7, 2), (whatIf.Examined, whatIf.Count(WhatIfDirection.Loses)));
        var change = whatIf.Changes[0];
        Assert.True(change.Equals((object)WhatIf.Under(strict, stored).Changes[0]));
        Assert.False(change.Equals(whatIf.Changes[1]) || change.Equals(null));
        Assert.False(change.Equals(WhatIf.Under(Kim.WithMunicipality(new MunicipalRules("town", "2").Adding(strict.Rules[5])), stored).Changes[0]));
        Assert.Equal(change.GetHashCode(), WhatIf.Under(strict, stored).Changes[0].GetHashCode());
        Says("rules", () => WhatIf.Under(null!, stored));
        Says("decisions", () => WhatIf.Under(Kim, null!));
    }

    [Fact]
    public void A_source_has_a_code_a_title_and_a_certainty()
    {
        var paper = new Source("town-17", "Paper 17", SourceCertainty.Read, "https://town.example/17");
        Assert.Equal(("town-17", "Paper 17", SourceCertainty.Read, "https://town.example/17", "town-17"), (paper.Code, paper.Title, paper.Certainty, paper.Url, paper.ToString()));
        Says("is not a source's code", () => new Source("town 17", "Paper", SourceCertainty.Read));
        Says("has a title", () => new Source("town-17", " ", SourceCertainty.Read));
        Says("has to be said", () => new Source("town-17", "Paper", SourceCertainty.Unspecified));
    }

    /// <summary>The call is refused as a wrong argument, and the message says so much.</summary>
    private static void Says(string message, Func<object?> call) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => call()).Message, StringComparison.Ordinal);
}
