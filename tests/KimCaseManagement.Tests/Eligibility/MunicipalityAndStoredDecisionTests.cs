using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Eligibility;

public sealed class MunicipalityAndStoredDecisionTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;
    private static readonly LocalDate Today = new(2024, 6, 10);

    private static readonly EligibilityCondition[] Signs =
    [
        EligibilityCondition.Number(EligibilityFact.ProblemAreas, 3),
        EligibilityCondition.Yes(EligibilityFact.SeveralBodies),
        EligibilityCondition.Yes(EligibilityFact.UsualHelpFails),
        EligibilityCondition.Yes(EligibilityFact.OwnResourcesInsufficient),
    ];

    private static readonly MunicipalRules Strict = new MunicipalRules("herne", "1").Tightening("complex-need", EligibilityCondition.AtLeast(3, Signs), Sources.OwnDesign);

    private static readonly EligibilityFacts TwoSigns = EligibilityFacts.None
        .With(EligibilityFact.MunicipalLink, true).With(EligibilityFact.ImmigrationHistory, true).With(EligibilityFact.OtherCaseManagement, false).With(EligibilityFact.WishToTakePart, true)
        .With(EligibilityFact.ProblemAreas, 3).With(EligibilityFact.SeveralBodies, true).With(EligibilityFact.UsualHelpFails, false).With(EligibilityFact.OwnResourcesInsufficient, false);

    [Fact]
    public void A_city_tightens_a_rule_and_the_result_says_whose_rule_it_is()
    {
        var herne = Kim.WithMunicipality(Strict);
        Assert.Equal("kim-nrw 2022.1+herne.1", herne.ToString());
        Assert.Equal(EligibilityVerdict.Eligible, Kim.Decide(TwoSigns).Verdict);
        var decision = herne.Decide(TwoSigns);
        Assert.Equal(EligibilityVerdict.NotEligible, decision.Verdict);
        Assert.Equal("complex-need:herne", string.Join(" ", decision.Reasons.Where(r => r.Outcome == RuleOutcome.NotMet).Select(r => $"{r.Rule.Code}:{r.Rule.Origin}")));
        Assert.All(decision.Reasons.Where(r => r.Rule.Code != "complex-need"), r => Assert.Equal("kim-nrw", r.Rule.Origin));
    }

    [Fact]
    public void A_city_adds_a_rule_of_its_own_with_its_own_words()
    {
        var own = new EligibilityRule("district", EligibilityCondition.Any(EligibilityCondition.Yes(EligibilityFact.SeveralBodies), EligibilityCondition.Yes(EligibilityFact.UsualHelpFails)), Sources.OwnDesign, EligibilityOffer.None);
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "2").Adding(own));
        var decision = rules.Decide(TwoSigns.With(EligibilityFact.SeveralBodies, false).With(EligibilityFact.OwnResourcesInsufficient, true));
        Assert.Equal((EligibilityVerdict.NotEligible, EligibilityOffer.None, true), (decision.Verdict, decision.Offer, decision.IsUnmetNeed));
        var catalogue = TextCatalogue.BuiltIn.With("eligibility-rule.district", LanguageTag.German, "Es geht um den Stadtteil.");
        Assert.Contains("- Nicht erfüllt: Es geht um den Stadtteil.", new EligibilityExplainer(rules, LanguageTag.German, catalogue).Explain(decision), StringComparison.Ordinal);
        Assert.Throws<UnknownTextException>(() => new EligibilityExplainer(rules, LanguageTag.German));
    }

    [Fact]
    public void Of_two_rules_with_the_same_condition_one_can_be_waived_and_the_other_stays()
    {
        var same = EligibilityCondition.Yes(EligibilityFact.SeveralBodies);
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1")
            .Adding(new EligibilityRule("first", same, Sources.OwnDesign, EligibilityOffer.None))
            .Adding(new EligibilityRule("second", same, Sources.OwnDesign, EligibilityOffer.None)));
        var facts = TwoSigns.With(EligibilityFact.SeveralBodies, false).With(EligibilityFact.UsualHelpFails, true);
        var decision = rules.Decide(facts, [new EligibilityWaiver("first", ActorId.From("lead"), "one body will do", Today, Today)], Today);
        Assert.Equal(EligibilityVerdict.NotEligible, decision.Verdict);
        Assert.Equal(["first.waived", "second.not-met"], decision.Reasons.Select(r => r.Code).Where(c => c.StartsWith("first", StringComparison.Ordinal) || c.StartsWith("second", StringComparison.Ordinal)));
    }

    public static TheoryData<string, string> BrokenLimits => new()
    {
        { "looser", "isn't stricter" },
        { "never", "can never be met" },
        { "core", "can't be tightened" },
        { "absent", "There is no rule" },
        { "double", "exists already" },
        { "twice", "tightened twice" },
        { "age", "on which help doesn't depend" },
    };

    [Theory]
    [MemberData(nameof(BrokenLimits))]
    public void The_limits_hold(string what, string message)
    {
        var start = new MunicipalRules("town", "1");
        var own = what switch
        {
            "looser" => start.Tightening("complex-need", EligibilityCondition.AtLeast(1, Signs), Sources.OwnDesign),
            "never" => start.Tightening("complex-need", EligibilityCondition.All(Signs[0], EligibilityCondition.Not(Signs[0])), Sources.OwnDesign),
            "core" => start.Tightening("immigration-history", EligibilityCondition.Yes(EligibilityFact.ImmigrationHistory), Sources.OwnDesign),
            "absent" => start.Tightening("nowhere", Signs[0], Sources.OwnDesign),
            "double" => start.Adding(new EligibilityRule("complex-need", Signs[0], Sources.OwnDesign, EligibilityOffer.None)),
            "twice" => Strict.Tightening("complex-need", EligibilityCondition.All(Signs), Sources.OwnDesign),
            _ => start.Tightening("complex-need", EligibilityCondition.All([.. Signs, EligibilityCondition.Number(EligibilityFact.Age, 18)]), Sources.OwnDesign),
        };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Kim.WithMunicipality(own)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rule_may_read_age() =>
        Assert.Contains("age", Assert.Throws<ArgumentException>(() => new EligibilityRule("young", EligibilityCondition.Number(EligibilityFact.Age, 0, 26), Sources.OwnDesign, EligibilityOffer.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_condition_in_code_is_asked_when_the_rules_are_made_and_never_for_a_person()
    {
        var asked = 0;
        var condition = EligibilityCondition.Where(
            f =>
            {
                asked++;
                return f.Is(EligibilityFact.SeveralBodies) && f.Number(EligibilityFact.ProblemAreas) > 2;
            },
            EligibilityFact.SeveralBodies,
            EligibilityFact.ProblemAreas);
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(new EligibilityRule("own", condition, Sources.OwnDesign, EligibilityOffer.ShortCounselling)));
        var before = asked;
        Assert.Equal(EligibilityVerdict.Eligible, rules.Decide(TwoSigns).Verdict);
        Assert.Equal(EligibilityVerdict.NotEligible, rules.Decide(TwoSigns.With(EligibilityFact.SeveralBodies, false).With(EligibilityFact.UsualHelpFails, true)).Verdict);
        Assert.Equal(RuleOutcome.NotMet, rules.Decide(EligibilityFacts.None.With(EligibilityFact.SeveralBodies, false)).Reasons[5].Outcome);
        Assert.Equal(before, asked);
        Assert.Throws<ArgumentException>(() => EligibilityCondition.Where(f => true));
        Assert.Throws<ArgumentException>(() => EligibilityCondition.Where(f => true, EligibilityFact.Age, EligibilityFact.ProblemAreas, EligibilityFact.MunicipalLink, EligibilityFact.SeveralBodies));
    }

    [Fact]
    public void Another_case_management_refers_on_but_is_no_exclusion()
    {
        var accompanied = TwoSigns.With(EligibilityFact.OtherCaseManagement, true);
        foreach (var facts in new[] { accompanied, EligibilityFacts.None.With(EligibilityFact.OtherCaseManagement, true) })
        {
            var decision = Kim.Decide(facts);
            Assert.Equal((EligibilityVerdict.NotEligible, EligibilityOffer.Referral, ServiceCode.PresentCaseManagement), (decision.Verdict, decision.Offer, decision.NextPlace));
            Assert.Contains("kein Ausschluss", new EligibilityExplainer(Kim, LanguageTag.German).Explain(decision), StringComparison.Ordinal);
        }

        var exception = new EligibilityWaiver("no-other-case-management", ActorId.From("lead"), "the present one has no contact any more", Today, Today.PlusDays(90));
        Assert.Equal((EligibilityVerdict.Eligible, EligibilityOffer.CaseManagement), (Kim.Decide(accompanied, [exception], Today).Verdict, Kim.Decide(accompanied, [exception], Today).Offer));
        Assert.Equal(EligibilityVerdict.Eligible, Kim.Decide(TwoSigns.WithRefused(EligibilityFact.OtherCaseManagement)).Verdict);
    }

    [Fact]
    public void A_waiver_has_a_reason_and_an_end_and_only_helps()
    {
        var waiver = new EligibilityWaiver("link-to-municipality", ActorId.From("lead"), "moves next week, flat is signed", Today, Today.PlusDays(30));
        var facts = TwoSigns.With(EligibilityFact.MunicipalLink, false);
        Assert.Equal(EligibilityVerdict.NotEligible, Kim.Decide(facts).Verdict);
        var waived = Kim.Decide(facts, [waiver], Today.PlusDays(30));
        Assert.Equal((EligibilityVerdict.Eligible, RuleOutcome.Waived), (waived.Verdict, waived.Reasons[0].Outcome));
        Assert.Equal(EligibilityVerdict.NotEligible, Kim.Decide(facts, [waiver], Today.PlusDays(31)).Verdict);
        Assert.Equal(EligibilityVerdict.NotEligible, Kim.Decide(facts, [waiver], Today.PlusDays(-1)).Verdict);
        Assert.Throws<ArgumentException>(() => new EligibilityWaiver("x", ActorId.From("lead"), "", Today, Today));
        Assert.Throws<ArgumentException>(() => new EligibilityWaiver("x", ActorId.From("lead"), "why", Today, Today.PlusDays(-1)));
        Assert.Throws<ArgumentException>(() => Kim.Decide(facts, [new EligibilityWaiver("wish-to-take-part", ActorId.From("lead"), "why", Today, Today)], Today));
        Assert.Throws<ArgumentException>(() => Kim.Decide(facts, [new EligibilityWaiver("nowhere", ActorId.From("lead"), "why", Today, Today)], Today));
    }

    [Fact]
    public void What_other_rules_would_decide_is_told_in_both_directions()
    {
        var herne = Kim.WithMunicipality(Strict);
        var stored = new[]
        {
            StoredDecision.Of("loses", Today, Kim.Decide(TwoSigns)),
            StoredDecision.Of("stays", Today, Kim.Decide(TwoSigns.With(EligibilityFact.UsualHelpFails, true))),
            StoredDecision.Of("gains", Today, herne.Decide(TwoSigns)),
            StoredDecision.Of("open", Today, Kim.Decide(EligibilityFacts.None)),
        };
        Assert.Equal("loses: loses", string.Join(" ", WhatIf.Under(herne, stored[..2]).Changes));
        Assert.Equal("gains: gains", string.Join(" ", WhatIf.Under(Kim, stored[1..]).Changes));
        Assert.Equal("kim-nrw 2022.1: 4 examined, 1 gains, 0 loses, 0 opens, 0 closes, 0 other-offer", WhatIf.Under(Kim, stored).ToString());
    }

    [Fact]
    public void Whoever_is_not_taken_on_has_a_next_place_or_counts_as_unmet_need()
    {
        var elsewhere = Kim.Decide(TwoSigns.With(EligibilityFact.MunicipalLink, false));
        Assert.Equal(ServiceCode.KimElsewhere, elsewhere.NextPlace);
        var need = UnmetNeed.In(
        [
            StoredDecision.Of("1", Today, elsewhere),
            StoredDecision.Of("2", Today, elsewhere, nextPlace: default, []),
            StoredDecision.Of("3", Today, Kim.Decide(TwoSigns.With(EligibilityFact.WishToTakePart, false))),
            StoredDecision.Of("4", Today, Kim.Decide(TwoSigns)),
            StoredDecision.Of("5", Today, Kim.Decide(EligibilityFacts.None)),
        ]);
        Assert.Equal("3 not taken on, 1 of them without a place", need.ToString());
        Assert.Equal((1, 1, 1), (need.Count(NextPlaceKind.Here), need.Count(NextPlaceKind.Elsewhere), need.NoneFound));
        Assert.Equal(ServiceCode.KimElsewhere, Assert.Single(need.ByPlace).Key);
    }

    [Fact]
    public void Every_refusal_of_the_built_in_rules_names_a_place_or_helps_here()
    {
        foreach (var facts in EligibilityLawTests.AllStates([.. EligibilityFactList.All.Where(f => !f.IsForSuggestionsOnly())], 0, EligibilityFacts.None))
        {
            var decision = Kim.Decide(facts);
            Assert.False(decision.IsUnmetNeed);
            if (decision.Offer == EligibilityOffer.Referral)
                Assert.False(decision.NextPlace.IsDefault);
        }
    }

    [Fact]
    public void Rules_are_found_by_the_day()
    {
        Assert.Null(EligibilityProgramme.KimNrw.RulesOn(new LocalDate(2021, 12, 31)));
        Assert.Same(Kim, EligibilityProgramme.KimNrw.RulesOn(Today));
        Assert.All(Kim.Rules, r => Assert.True(r.IsValidOn(Today)));
        Assert.Null(EligibilityProgramme.Find("none"));
    }

    [Theory]
    [InlineData("residence_status", IgnoredData.ResidenceStatus)]
    [InlineData("Aufenthaltsstatus", IgnoredData.ResidenceStatus)]
    [InlineData("Aufenthaltstitel 2", IgnoredData.ResidenceStatus)]
    [InlineData("visa-type", IgnoredData.ResidenceStatus)]
    [InlineData("Duldung", IgnoredData.ResidenceStatus)]
    [InlineData("residence_status_at_opening", IgnoredData.ResidenceStatus)]
    [InlineData("Staatsangehörigkeit", IgnoredData.Nationality)]
    [InlineData("nationality", IgnoredData.Nationality)]
    [InlineData("country_of_origin", IgnoredData.Nationality)]
    [InlineData("Herkunftsland", IgnoredData.Nationality)]
    [InlineData("years_in_germany", IgnoredData.LengthOfStay)]
    [InlineData("length of stay", IgnoredData.LengthOfStay)]
    [InlineData("Aufenthaltsdauer", IgnoredData.LengthOfStay)]
    [InlineData("Einreisedatum", IgnoredData.LengthOfStay)]
    [InlineData("inDeutschlandSeit", IgnoredData.LengthOfStay)]
    [InlineData("sex", IgnoredData.Sex)]
    [InlineData("Geschlecht", IgnoredData.Sex)]
    [InlineData("gender", IgnoredData.Sex)]
    [InlineData("Religion", IgnoredData.Religion)]
    [InlineData("Konfession", IgnoredData.Religion)]
    [InlineData("religious_affiliation", IgnoredData.Religion)]
    [InlineData("essex", IgnoredData.Unspecified)]
    [InlineData("note", IgnoredData.Unspecified)]
    [InlineData("immigration_history", IgnoredData.Unspecified)]
    public void Names_of_status_data_are_recognised(string name, IgnoredData expected) => Assert.Equal(expected, IgnoredByDesign.Recognise(name));
}
