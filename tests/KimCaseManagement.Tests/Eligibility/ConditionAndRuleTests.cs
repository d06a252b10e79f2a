using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using static KimCaseManagement.Eligibility.EligibilityCondition;

namespace KimCaseManagement.Tests.Eligibility;

/// <summary>What a maker of rules meets: conditions and rules that make no sense are refused with the way out, the limits of a rule set, days of validity, words.</summary>
public sealed class ConditionAndRuleTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;
    private static readonly EligibilityCondition Bodies = Yes(EligibilityFact.SeveralBodies);
    private static readonly EligibilityCondition Fails = Yes(EligibilityFact.UsualHelpFails);
    private static readonly LocalDate Day = new(2024, 6, 10);

    [Fact]
    public void A_condition_that_makes_no_sense_is_refused_and_the_message_says_what_would()
    {
        Says("problem_areas takes a number: use EligibilityCondition.Number", () => Yes(EligibilityFact.ProblemAreas));
        Says("several_bodies takes yes or no: use EligibilityCondition.Yes", () => Number(EligibilityFact.SeveralBodies, 1));
        Says("The range from 5 to 4 is empty", () => Number(EligibilityFact.ProblemAreas, 5, 4));
        Says("At least 3 of 2 conditions can't be asked for: 1 to 2 would be", () => AtLeast(3, Bodies, Fails));
        Says("At least 0 of 1 conditions", () => AtLeast(0, Bodies));
        Says("conditions", () => AtLeast(1, null!));
        Says("At least one condition must be given, and none may be null", () => All());
        Says("At least one condition must be given, and none may be null", () => Any(Bodies, null!));
        Says("conditions", () => Any(null!));
        Says("condition", () => Not(null!));
        Says("predicate", () => Where(null!, EligibilityFact.SeveralBodies));
        Says("facts", () => Where(_ => true, null!));
        Says("must declare the facts that it reads", () => Where(_ => true));
        Says("problem_areas, several_bodies, usual_help_fails, age have too many combinations", () => Where(_ => true, EligibilityFact.Age, EligibilityFact.ProblemAreas, EligibilityFact.SeveralBodies, EligibilityFact.UsualHelpFails));
        Says("There is no fact", () => Yes((EligibilityFact)13));
    }

    [Fact]
    public void A_range_includes_both_of_its_ends_and_one_number_is_a_range()
    {
        var three = Number(EligibilityFact.ProblemAreas, 3, 3);
        Assert.Equal([TruthValue.No, TruthValue.Yes, TruthValue.No], new[] { 2, 3, 4 }.Select(n => three.Evaluate(EligibilityFacts.None.With(EligibilityFact.ProblemAreas, n))));
        Assert.Equal(TruthValue.Unknown, three.Evaluate(EligibilityFacts.None));
        Assert.Equal(TruthValue.Unknown, three.Evaluate(EligibilityFacts.None.WithRefused(EligibilityFact.ProblemAreas)));
    }

    [Fact]
    public void A_condition_names_the_facts_that_it_reads_each_once()
    {
        Assert.Equal([EligibilityFact.SeveralBodies, EligibilityFact.UsualHelpFails], All(Fails, Not(Any(Bodies, Fails))).Facts);
        Assert.Equal([EligibilityFact.ProblemAreas], Number(EligibilityFact.ProblemAreas, 1).Facts);
        Assert.Equal([EligibilityFact.ImmigrationHistory, EligibilityFact.WishToTakePart], Where(_ => true, EligibilityFact.WishToTakePart, EligibilityFact.ImmigrationHistory).Facts);
    }

    [Fact]
    public void Seven_yes_or_no_facts_are_just_few_enough_for_a_condition_in_code()
    {
        EligibilityFact[] eight = [.. EligibilityFactList.All.Where(f => f.Type() == EligibilityFactType.YesNo).Take(8)];
        Assert.Equal(7, Where(_ => true, eight[..7]).Facts.Count);
        Assert.Throws<ArgumentException>(() => Where(_ => true, eight));
    }

    [Fact]
    public void A_condition_in_code_sees_from_twenty_problem_areas_on_twenty()
    {
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("many", Where(f => f.Number(EligibilityFact.ProblemAreas) is 0 or >= 20, EligibilityFact.ProblemAreas))));
        var outcomes = new[] { 0, 1, 19, 20, 21, 999 }.Select(n => rules.Decide(EligibilityFacts.None.With(EligibilityFact.ProblemAreas, n)).Reasons[5].Outcome);
        Assert.Equal([RuleOutcome.Met, RuleOutcome.NotMet, RuleOutcome.NotMet, RuleOutcome.Met, RuleOutcome.Met, RuleOutcome.Met], outcomes);
        var never = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("21", Where(f => f.Number(EligibilityFact.ProblemAreas) == 21, EligibilityFact.ProblemAreas))));
        Assert.Equal(RuleOutcome.NotMet, never.Decide(EligibilityFacts.None).Reasons[5].Outcome);
    }

    [Fact]
    public void Ranges_that_share_an_end_or_a_length_are_told_apart()
    {
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1")
            .Adding(RuleOf("short", Number(EligibilityFact.ProblemAreas, 5, 7))).Adding(RuleOf("long", Number(EligibilityFact.ProblemAreas, 5, 9)))
            .Adding(RuleOf("outside", Not(Number(EligibilityFact.ProblemAreas, 5, 7)))).Adding(RuleOf("short-again", Number(EligibilityFact.ProblemAreas, 5, 7)))
            .Suggesting(new ServiceSuggestion(ServiceCode.From("by-areas"), Number(EligibilityFact.ProblemAreas, 5, 7), Sources.OwnDesign))
            .Suggesting(new ServiceSuggestion(ServiceCode.From("by-age"), Number(EligibilityFact.Age, 5, 7), Sources.OwnDesign)));
        string Met(int areas) => string.Join(" ", rules.Decide(EligibilityFacts.None.With(EligibilityFact.ProblemAreas, areas)).Reasons.Where(r => r.Rule.Origin == "town" && r.Outcome == RuleOutcome.Met).Select(r => r.Rule.Code));
        Assert.Equal("outside", Met(4));
        Assert.Equal("short long short-again", Met(5));
        Assert.Equal("long outside", Met(8));
        Assert.Equal("outside", Met(10));
        Assert.Equal("by-areas", string.Join(" ", rules.Decide(EligibilityFacts.None.With(EligibilityFact.ProblemAreas, 6)).Suggestions));
        Assert.Equal("by-age", string.Join(" ", rules.Decide(EligibilityFacts.None.With(EligibilityFact.Age, 6)).Suggestions));
    }

    [Fact]
    public void A_condition_in_code_takes_a_refused_answer_in_the_person_s_favour_also_where_it_is_negated()
    {
        var differ = Where(f => f.Is(EligibilityFact.SeveralBodies) != f.Is(EligibilityFact.UsualHelpFails), EligibilityFact.SeveralBodies, EligibilityFact.UsualHelpFails);
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("differ", differ)).Adding(RuleOf("same", Not(differ))));
        string Outcomes(EligibilityFacts facts) => string.Join(" ", rules.Decide(facts).Reasons.Skip(5).Select(r => r.Outcome));
        var yes = EligibilityFacts.None.With(EligibilityFact.SeveralBodies, true);
        Assert.Equal("Open Open", Outcomes(yes));
        Assert.Equal("InFavour InFavour", Outcomes(yes.WithRefused(EligibilityFact.UsualHelpFails)));
        Assert.Equal("NotMet Met", Outcomes(yes.With(EligibilityFact.UsualHelpFails, true)));
        Assert.Equal("InFavour InFavour", Outcomes(EligibilityFacts.None.WithRefused(EligibilityFact.UsualHelpFails)));
        Assert.Equal("InFavour InFavour", Outcomes(EligibilityFacts.None.WithRefused(EligibilityFact.UsualHelpFails).WithRefused(EligibilityFact.SeveralBodies)));
    }

    [Fact]
    public void The_same_condition_twice_counts_twice()
    {
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("twice", AtLeast(2, Bodies, Bodies, Fails))).Adding(RuleOf("fewer", Not(AtLeast(2, Bodies, Bodies, Fails)))));
        var facts = EligibilityFacts.None.With(EligibilityFact.UsualHelpFails, false);
        Assert.Equal((RuleOutcome.Met, RuleOutcome.NotMet), OutcomesOf(facts.With(EligibilityFact.SeveralBodies, true)));
        Assert.Equal((RuleOutcome.NotMet, RuleOutcome.Met), OutcomesOf(facts.With(EligibilityFact.SeveralBodies, false)));
        Assert.Equal((RuleOutcome.Open, RuleOutcome.Open), OutcomesOf(facts));

        (RuleOutcome, RuleOutcome) OutcomesOf(EligibilityFacts facts) => (rules.Decide(facts).Reasons[5].Outcome, rules.Decide(facts).Reasons[6].Outcome);
    }

    [Fact]
    public void A_rule_asks_only_what_can_still_change_it()
    {
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1")
            .Adding(RuleOf("nested", All(Any(Bodies, Fails), Number(EligibilityFact.ProblemAreas, 1), Not(Yes(EligibilityFact.OtherCaseManagement)))))
            .Adding(RuleOf("code", Any(Fails, Where(f => f.Is(EligibilityFact.SeveralBodies) && f.Is(EligibilityFact.WishToTakePart), EligibilityFact.SeveralBodies, EligibilityFact.WishToTakePart)))));
        string Missing(int rule, EligibilityFacts facts) => rules.Decide(facts).Reasons[rule].Missing.ToString();
        Assert.Equal("problem_areas, several_bodies, usual_help_fails, other_case_management", Missing(5, EligibilityFacts.None));
        Assert.Equal("problem_areas, other_case_management", Missing(5, EligibilityFacts.None.With(EligibilityFact.UsualHelpFails, true)));
        Assert.Equal("several_bodies, other_case_management", Missing(5, EligibilityFacts.None.With(EligibilityFact.UsualHelpFails, false).With(EligibilityFact.ProblemAreas, 1)));
        Assert.Equal("several_bodies, usual_help_fails, wish_to_take_part", Missing(6, EligibilityFacts.None));
        Assert.Equal("several_bodies, wish_to_take_part", Missing(6, EligibilityFacts.None.With(EligibilityFact.UsualHelpFails, false)));
        Assert.Equal("usual_help_fails", Missing(6, EligibilityFacts.None.With(EligibilityFact.WishToTakePart, false)));
    }

    [Fact]
    public void A_fact_that_a_rule_reads_twice_is_asked_for_once()
    {
        var either = Any(All(Bodies, Fails), All(Not(Bodies), Yes(EligibilityFact.WishToTakePart)));
        var ranges = Any(All(Number(EligibilityFact.ProblemAreas, 1, 2), Bodies), All(Number(EligibilityFact.ProblemAreas, 5, 9), Fails));
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("either", either)).Adding(RuleOf("ranges", ranges)));
        var reasons = rules.Decide(EligibilityFacts.None).Reasons;
        Assert.Equal("several_bodies, usual_help_fails, wish_to_take_part", reasons[5].Missing.ToString());
        Assert.Equal("problem_areas, several_bodies, usual_help_fails", reasons[6].Missing.ToString());
    }

    [Fact]
    public void What_is_waived_is_not_asked_for_and_a_waiver_twice_is_one()
    {
        var waiver = new EligibilityWaiver("link-to-municipality", ActorId.From("lead"), "why", Day, Day);
        var facts = Everything.WithUnknown(EligibilityFact.MunicipalLink).WithUnknown(EligibilityFact.WishToTakePart);
        var decision = Kim.Decide(facts, [waiver, waiver], Day);
        Assert.Equal((RuleOutcome.Waived, 0), (decision.Reasons[0].Outcome, decision.Reasons[0].Missing.Count));
        Assert.Equal("wish_to_take_part", decision.Missing.ToString());
        Assert.Equal(EligibilityVerdict.Eligible, Kim.Decide(Everything.With(EligibilityFact.MunicipalLink, false), [waiver, waiver], Day).Verdict);
    }

    [Fact]
    public void Where_a_rule_without_any_offer_is_not_met_only_what_can_bring_an_offer_is_asked()
    {
        var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("one", Bodies)).Adding(RuleOf("other", Fails)));
        var facts = Everything.With(EligibilityFact.SeveralBodies, false).WithUnknown(EligibilityFact.UsualHelpFails).WithUnknown(EligibilityFact.WishToTakePart);
        Assert.Equal("wish_to_take_part", rules.Decide(facts).Missing.ToString());
        Assert.Equal((EligibilityVerdict.NotEligible, EligibilityOffer.None), Outcome(rules.Decide(facts.With(EligibilityFact.WishToTakePart, true))));
        var open = rules.Decide(Everything.WithUnknown(EligibilityFact.UsualHelpFails));
        Assert.Equal((EligibilityVerdict.NeedsInformation, EligibilityOffer.ShortCounselling), Outcome(open));
        Assert.Equal("usual_help_fails", open.Missing.ToString());
        Assert.False(rules.Decide(Everything.With(EligibilityFact.WishToTakePart, false)).IsUnmetNeed);

        static (EligibilityVerdict, EligibilityOffer) Outcome(EligibilityDecision decision) => (decision.Verdict, decision.Offer);
    }

    [Fact]
    public void A_rule_refuses_what_it_must_have()
    {
        Says("condition", () => new EligibilityRule("x", null!, Sources.OwnDesign, EligibilityOffer.None));
        Says("source", () => new EligibilityRule("x", Bodies, null!, EligibilityOffer.None));
        Says("is not a rule code", () => new EligibilityRule("a b", Bodies, Sources.OwnDesign, EligibilityOffer.None));
        Says("'x' must say what a person gets", () => new EligibilityRule("x", Bodies, Sources.OwnDesign, EligibilityOffer.CaseManagement));
        Says("'x' refers people on: it must name the place", () => new EligibilityRule("x", Bodies, Sources.OwnDesign, EligibilityOffer.Referral));
        Says("'x' reads age, wants_work, which only serves to suggest", () => new EligibilityRule("x", All(Bodies, Yes(EligibilityFact.WantsWork), Number(EligibilityFact.Age, 1)), Sources.OwnDesign, EligibilityOffer.None));
        Says("'x' can't end before it begins", () => new EligibilityRule("x", Bodies, Sources.OwnDesign, EligibilityOffer.None, default, Day, Day.PlusDays(-1)));
        var rule = new EligibilityRule("x", Bodies, Sources.OwnDesign, EligibilityOffer.Referral, ServiceCode.Mbe);
        Assert.Equal(("x", Bodies, Sources.OwnDesign, EligibilityOffer.Referral, ServiceCode.Mbe), (rule.Code, rule.Condition, rule.Source, rule.WhenNotMet, rule.NextPlace));
        Assert.Equal(("", true, false, "eligibility-rule.x", "x"), (rule.Origin, rule.MayBeWaived, rule.MayBeTightened, rule.TextCode, rule.ToString()));
    }

    [Fact]
    public void A_rule_is_valid_on_both_of_its_ends_and_without_them_for_ever()
    {
        string Valid(LocalDate? from, LocalDate? to) =>
            string.Join(" ", new[] { -1, 0, 1, 2 }.Select(d => new EligibilityRule("x", Bodies, Sources.OwnDesign, EligibilityOffer.None, default, from, to).IsValidOn(Day.PlusDays(d)) ? "yes" : "no"));
        Assert.Equal("no yes yes no", Valid(Day, Day.PlusDays(1)));
        Assert.Equal("no yes no no", Valid(Day, Day));
        Assert.Equal("no yes yes yes", Valid(Day, null));
        Assert.Equal("yes yes no no", Valid(null, Day));
        Assert.Equal("yes yes yes yes", Valid(null, null));
    }

    [Fact]
    public void A_tightened_rule_keeps_all_but_its_condition_and_can_t_be_tightened_again()
    {
        var stricter = AtLeast(3, [.. Kim.Find("complex-need")!.Condition.Facts.Skip(1).Select(Yes), Number(EligibilityFact.ProblemAreas, 3)]);
        var town = Kim.WithMunicipality(new MunicipalRules("town", "1").Tightening("complex-need", stricter, Sources.Herne));
        var (before, after) = (Kim.Find("complex-need")!, town.Find("complex-need")!);
        Assert.Equal((before.WhenNotMet, before.NextPlace, before.ValidFrom, before.ValidTo, before.MayBeWaived), (after.WhenNotMet, after.NextPlace, after.ValidFrom, after.ValidTo, after.MayBeWaived));
        Assert.Equal((true, false, Sources.Herne, "town", stricter), (before.MayBeTightened, after.MayBeTightened, after.Source, after.Origin, after.Condition));
        Says("can't be tightened", () => town.WithMunicipality(new MunicipalRules("quarter", "1").Tightening("complex-need", stricter, Sources.Herne)));
        Assert.Equal((town.ValidFrom, town.ValidTo, town.Programme), (Kim.ValidFrom, Kim.ValidTo, Kim.Programme));
        var withMore = All(before.Condition, Yes(EligibilityFact.WishToTakePart));
        Assert.Equal(withMore, Kim.WithMunicipality(new MunicipalRules("town", "1").Tightening("complex-need", withMore, Sources.Herne)).Find("complex-need")!.Condition);
        Says("There is no rule 'nowhere' to tighten. There is no rule 'never' to tighten.", () => Kim.WithMunicipality(new MunicipalRules("town", "1").Tightening("nowhere", Bodies, Sources.Herne).Tightening("never", Bodies, Sources.Herne)));
    }

    [Fact]
    public void A_rule_set_has_room_for_thirty_two_rules_and_as_many_combinations()
    {
        MunicipalRules Many(int count, Func<int, EligibilityCondition> condition) => Enumerable.Range(0, count).Aggregate(new MunicipalRules("town", "1"), (own, i) => own.Adding(RuleOf($"own-{i}", condition(i))));
        var full = Kim.WithMunicipality(Many(27, _ => Bodies));
        Assert.Equal(32, full.Rules.Count);
        Assert.Equal(EligibilityVerdict.Eligible, full.Decide(Everything).Verdict);
        Assert.Equal(EligibilityVerdict.NotEligible, full.Decide(Everything.With(EligibilityFact.SeveralBodies, false)).Verdict);
        Assert.Equal(27, full.Decide(Everything.With(EligibilityFact.SeveralBodies, false)).Reasons.Count(r => r.Outcome == RuleOutcome.NotMet));
        Says("A rule set has 1 to 32 rules", () => Kim.WithMunicipality(Many(28, _ => Bodies)));
        Says("Two rules have the code 'own'", () => Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("own", Bodies)).Adding(RuleOf("own", Fails))));
        // The programme itself needs one range and one combination.
        Assert.Equal(20, Kim.WithMunicipality(Many(15, i => All(Number(EligibilityFact.ProblemAreas, 50 + i), Bodies))).Rules.Count);
        Says("room for 32 number ranges, conditions in code and combinations", () => Kim.WithMunicipality(Many(16, i => i == 15 ? All(Fails, Bodies) : All(Number(EligibilityFact.ProblemAreas, 50 + i), Bodies))));
        Assert.Equal(32, Kim.WithMunicipality(Enumerable.Range(0, 27).Aggregate(new MunicipalRules("town", "1"), (own, i) => own.Suggesting(new ServiceSuggestion(ServiceCode.From($"club-{i}"), Bodies, Sources.OwnDesign)))).Suggestions.Count);
        Says("up to 32 suggestions", () => Kim.WithMunicipality(Enumerable.Range(0, 28).Aggregate(new MunicipalRules("town", "1"), (own, i) => own.Suggesting(new ServiceSuggestion(ServiceCode.From($"club-{i}"), Bodies, Sources.OwnDesign)))));
    }

    [Fact]
    public void A_suggestion_refuses_what_it_must_have()
    {
        Says("condition", () => new ServiceSuggestion(ServiceCode.Mbe, null!, Sources.Mbe));
        Says("source", () => new ServiceSuggestion(ServiceCode.Mbe, Bodies, null!));
        Says("must name the service", () => new ServiceSuggestion(default, Bodies, Sources.Mbe));
        var mbe = new ServiceSuggestion(ServiceCode.Mbe, Bodies, Sources.Mbe);
        Assert.Equal((ServiceCode.Mbe, Bodies, Sources.Mbe, "eligibility-suggestion.mbe", "mbe"), (mbe.Service, mbe.Condition, mbe.Source, mbe.TextCode, mbe.ToString()));
    }

    [Fact]
    public void A_service_is_suggested_once_and_as_next_place_before_those_beside_it()
    {
        var own = new MunicipalRules("town", "1")
            .Adding(new EligibilityRule("first", Bodies, Sources.Herne, EligibilityOffer.Referral, ServiceCode.Mbe))
            .Adding(new EligibilityRule("second", Fails, Sources.OwnDesign, EligibilityOffer.Referral, ServiceCode.Mbe))
            .Adding(new EligibilityRule("third", Fails, Sources.OwnDesign, EligibilityOffer.Referral, ServiceCode.Jmd))
            .Suggesting(new ServiceSuggestion(ServiceCode.From("club"), Yes(EligibilityFact.WantsWork), Sources.OwnDesign))
            .Suggesting(new ServiceSuggestion(ServiceCode.From("club"), Yes(EligibilityFact.WantsWork), Sources.Herne))
            .Suggesting(new ServiceSuggestion(ServiceCode.Jmd, Yes(EligibilityFact.WantsWork), Sources.Herne));
        var suggestions = Kim.WithMunicipality(own).Decide(Everything.With(EligibilityFact.SeveralBodies, false).With(EligibilityFact.UsualHelpFails, false).With(EligibilityFact.WantsWork, true)).Suggestions;
        var met = new EligibilityRule("met", Yes(EligibilityFact.WishToTakePart), Sources.TIntG4, EligibilityOffer.Referral, ServiceCode.Mbe);
        Assert.Equal(Sources.Herne, Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(met).Adding(new EligibilityRule("first", Bodies, Sources.Herne, EligibilityOffer.Referral, ServiceCode.Mbe))).Decide(Everything.With(EligibilityFact.SeveralBodies, false)).Suggestions[0].Source);
        Assert.Equal("mbe next, jmd next, jobcenter-case-management, club", string.Join(", ", suggestions.Select(s => s + (s.IsNextPlace ? " next" : ""))));
        Assert.Equal([Sources.Herne, Sources.OwnDesign, Sources.NeighbouringServices, Sources.OwnDesign], suggestions.Select(s => s.Source));
        Assert.Equal("eligibility-suggestion.mbe eligibility-suggestion.club", suggestions[0].ReasonTextCode + " " + suggestions[3].ReasonTextCode);
        var whoWorks = Kim.Decide(Everything.With(EligibilityFact.WantsWork, true));
        Assert.Equal("jobcenter-case-management", string.Join(", ", whoWorks.Suggestions));
        Assert.True(whoWorks.NextPlace.IsDefault);
    }

    [Fact]
    public void The_programme_is_found_by_its_code_and_its_rules_from_their_first_day_on()
    {
        Assert.Same(EligibilityProgramme.KimNrw, EligibilityProgramme.Find("kim-nrw"));
        Assert.Null(EligibilityProgramme.Find(null));
        Assert.Equal("kim-nrw", EligibilityProgramme.KimNrw.ToString());
        Assert.Same(Kim, EligibilityProgramme.KimNrw.RulesOn(new LocalDate(2022, 1, 1)));
        Assert.Null(Kim.ValidTo);
        Assert.Equal("kim-nrw 2022.1", Kim.ToString());
        Assert.Null(Kim.Find("nowhere"));
        Assert.Equal("link-to-municipality immigration-history no-other-case-management complex-need wish-to-take-part", string.Join(" ", Kim.Rules));
        Assert.Equal([Sources.MinistryKim, Sources.TIntG4, Sources.NoDoubleStructures, Sources.CaseManagementCriteria, Sources.Herne], Kim.Rules.Select(r => r.Source));
        Assert.Equal("wish-to-take-part", Assert.Single(Kim.Rules, r => !r.MayBeWaived).Code);
        Assert.Equal("complex-need", Assert.Single(Kim.Rules, r => r.MayBeTightened).Code);
    }

    [Theory]
    [InlineData(11, "")]
    [InlineData(12, "jmd")]
    [InlineData(26, "jmd")]
    [InlineData(27, "mbe")]
    public void The_counselling_for_young_people_is_suggested_from_twelve_to_twenty_six(int age, string service)
    {
        Assert.Equal(service, string.Join(", ", Kim.Decide(EligibilityFacts.None.With(EligibilityFact.ImmigrationHistory, true).With(EligibilityFact.Age, age)).Suggestions));
        Assert.Equal("general-social-counselling", string.Join(", ", Kim.Decide(EligibilityFacts.None.With(EligibilityFact.ImmigrationHistory, false).With(EligibilityFact.Age, age)).Suggestions));
        Assert.Empty(Kim.Decide(EligibilityFacts.None.With(EligibilityFact.Age, age)).Suggestions);
    }

    [Theory]
    [InlineData(EligibilityFact.WantsCounsellingOnFlight, "refugee-counselling")]
    [InlineData(EligibilityFact.WantsNeighbourhoodContacts, "integration-agency")]
    [InlineData(EligibilityFact.WantsWork, "jobcenter-case-management")]
    public void Whoever_wishes_for_it_hears_of_the_neighbouring_service(EligibilityFact wish, string service)
    {
        Assert.Equal(service, Assert.Single(Kim.Decide(EligibilityFacts.None.With(wish, true)).Suggestions).Service.Value);
        Assert.Empty(Kim.Decide(EligibilityFacts.None.With(wish, false)).Suggestions);
        Assert.Empty(Kim.Decide(EligibilityFacts.None.WithRefused(wish)).Suggestions);
    }

    [Fact]
    public void An_explainer_says_what_each_rule_says_and_only_of_its_own_rules()
    {
        var english = new EligibilityExplainer(Kim, LanguageTag.English);
        var decision = Kim.Decide(Everything.WithRefused(EligibilityFact.ImmigrationHistory).With(EligibilityFact.MunicipalLink, false).WithUnknown(EligibilityFact.WishToTakePart));
        var lines = english.Explain(decision).Split('\n');
        Assert.Equal(english.Headline(decision), lines[0]);
        Assert.Equal(decision.Reasons.Select(r => "- " + english.Text(r)), lines.Skip(1).Take(5));
        Assert.Equal(5, decision.Reasons.Select(english.Text).Distinct().Count());
        Assert.Equal("→ " + english.NameOf(ServiceCode.KimElsewhere) + ": " + english.Text(decision.Suggestions[0]), lines[^1]);
        Assert.Equal((Kim, LanguageTag.English), (english.RuleSet, english.Language));
        var town = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("district", Bodies)));
        Says("The reason is not one of kim-nrw 2022.1's", () => english.Text(town.Decide(Everything).Reasons[5]));
        Says("The reason is not one of kim-nrw 2022.1's", () => english.Text(default(EligibilityReason)));
        Says("The decision is not one of kim-nrw 2022.1's", () => english.Explain(town.Decide(Everything)));
        Says("The decision is not one of kim-nrw 2022.1's", () => english.Headline(default));
        Says("rules", () => new EligibilityExplainer(null!, LanguageTag.English));
        Says("catalogue", () => new EligibilityExplainer(Kim, LanguageTag.English, null!));
        Assert.True(english.IsReviewed(EligibilityFact.Age));
    }

    [Fact]
    public void An_explainer_tells_apart_what_differs_and_says_the_same_again()
    {
        var german = new EligibilityExplainer(Kim, LanguageTag.German);
        var people = EligibilityLawTests.AllStates([.. EligibilityFactList.All.Take(6)], 0, Everything).Select(Kim.Decide).ToList();
        var first = people.ConvertAll(german.Explain);
        Assert.Equal(first, people.ConvertAll(new EligibilityExplainer(Kim, LanguageTag.German).Explain));
        Assert.Equal(first, people.ConvertAll(german.Explain));
        for (var i = 0; i < people.Count; i++)
            Assert.Equal(people[i].Reasons.Select(r => "- " + german.Text(r)), first[i].Split('\n').Skip(1).Take(5));
        var waived = Kim.Decide(Everything.With(EligibilityFact.MunicipalLink, false), [new EligibilityWaiver("link-to-municipality", ActorId.From("lead"), "why", Day, Day)], Day);
        Assert.NotEqual(german.Explain(Kim.Decide(Everything)), german.Explain(waived));
    }

    [Fact]
    public void An_explainer_keeps_the_first_thousand_explanations_and_checks_whose_decision_it_is_also_of_those()
    {
        var german = new EligibilityExplainer(Kim, LanguageTag.German);
        EligibilityFact[] facts = [.. EligibilityFactList.All.Take(7)];
        var outcomes = new[] { EligibilityFacts.None, EligibilityFacts.None.With(EligibilityFact.WantsWork, true) }.SelectMany(start => EligibilityLawTests.AllStates(facts, 0, start)).Select(Kim.Decide)
            .GroupBy(d => (string.Join(" ", d.Reasons), d.Missing, string.Join(" ", d.Suggestions))).Select(g => g.First()).ToList();
        Assert.True(outcomes.Count > 1024, $"{outcomes.Count} outcomes are too few to see it.");
        var first = outcomes.ConvertAll(german.Explain);
        Assert.Equal(1024, outcomes.Where((d, i) => ReferenceEquals(first[i], german.Explain(d))).Count());
        var sameRules = Kim.WithMunicipality(new MunicipalRules("town", "1"));
        Says("The decision is not one of kim-nrw 2022.1's", () => german.Explain(sameRules.Decide(outcomes[0].Facts)));
    }

    [Fact]
    public void The_logic_refuses_what_it_can_not_count()
    {
        Says("count", () => TruthValues.AtLeast(-1, [TruthValue.Yes]));
        Says("values", () => TruthValues.AtLeast(1, null!));
        Says("name", () => IgnoredByDesign.Recognise(null!));
    }

    [Theory]
    [InlineData("Ausländer")]
    [InlineData("Reisepaß")]
    [InlineData("isEU")]
    [InlineData("NAT")]
    public void Nationality_is_recognised_however_it_is_written(string name) => Assert.Equal(IgnoredData.Nationality, IgnoredByDesign.Recognise(name));

    [Theory]
    [InlineData("Flüchtling", IgnoredData.ResidenceStatus)]
    [InlineData("personStatus2", IgnoredData.ResidenceStatus)]
    [InlineData("hasVisa", IgnoredData.ResidenceStatus)]
    [InlineData("SexAtBirth", IgnoredData.Sex)]
    [InlineData("fieldSince", IgnoredData.LengthOfStay)]
    [InlineData("landing", IgnoredData.Unspecified)]
    [InlineData("manual", IgnoredData.Unspecified)]
    [InlineData("", IgnoredData.Unspecified)]
    public void A_whole_word_of_a_name_counts_and_its_part_does_not(string name, IgnoredData expected) => Assert.Equal(expected, IgnoredByDesign.Recognise(name));

    [Fact]
    public void A_service_has_a_code_by_which_services_are_ordered()
    {
        Assert.True(ServiceCode.Jmd < ServiceCode.Mbe && ServiceCode.Mbe > ServiceCode.Jmd && ServiceCode.Jmd <= ServiceCode.Mbe && ServiceCode.Mbe >= ServiceCode.Jmd);
        var mbe = ServiceCode.From("mbe");
        Assert.True(mbe <= ServiceCode.Mbe && mbe >= ServiceCode.Mbe && !(mbe < ServiceCode.Mbe) && !(mbe > ServiceCode.Mbe));
        Assert.False(ServiceCode.Mbe <= ServiceCode.Jmd || ServiceCode.Jmd >= ServiceCode.Mbe || ServiceCode.Mbe < ServiceCode.Jmd || ServiceCode.Jmd > ServiceCode.Mbe);
        Assert.Equal(("mbe", "eligibility-service.mbe", false), (mbe.ToString(), mbe.TextCode, mbe.IsDefault));
        Assert.Equal(("", true), (default(ServiceCode).ToString(), default(ServiceCode).IsDefault));
        Assert.False(ServiceCode.TryFrom("a b", out var none) || ServiceCode.TryFrom(null, out none));
        Assert.True(none.IsDefault);
        Says("is not a service code", () => ServiceCode.From("a b"));
    }

    [Fact]
    public void Every_closed_set_is_written_and_read_by_its_codes()
    {
        Assert.Equal("case_management short_counselling referral none", string.Join(" ", EligibilityOffers.All.Select(o => o.Code())));
        Assert.Equal("eligible not_eligible needs_information", string.Join(" ", EligibilityVerdicts.All.Select(v => v.Code())));
        Assert.Equal("met not-met open in-favour waived", string.Join(" ", RuleOutcomes.All.Select(o => o.Code())));
        Assert.Equal("gains loses opens closes other-offer", string.Join(" ", WhatIfDirections.All.Select(d => d.Code())));
        Assert.Equal("here elsewhere none-found", string.Join(" ", NextPlaceKinds.All.Select(k => k.Code())));
        Assert.Equal("unknown yes no", string.Join(" ", TruthValues.All.Select(v => v.Code())));
        Assert.Equal("residence-status nationality length-of-stay sex religion", string.Join(" ", IgnoredByDesign.All.Select(d => d.Code())));
        Assert.Equal(
            "municipal_link immigration_history problem_areas several_bodies usual_help_fails own_resources_insufficient wish_to_take_part other_case_management age wants_work wants_counselling_on_flight wants_neighbourhood_contacts",
            string.Join(" ", EligibilityFactList.All.Select(f => f.Code())));
        Assert.All(EligibilityOffers.All, o => Assert.True(EligibilityOffers.TryParse(o.Code(), out var read) && read == o));
        Assert.All(EligibilityVerdicts.All, v => Assert.True(EligibilityVerdicts.TryParse(v.Code(), out var read) && read == v));
        Assert.All(RuleOutcomes.All, o => Assert.True(RuleOutcomes.TryParse(o.Code(), out var read) && read == o));
        Assert.All(WhatIfDirections.All, d => Assert.True(WhatIfDirections.TryParse(d.Code(), out var read) && read == d));
        Assert.All(NextPlaceKinds.All, k => Assert.True(NextPlaceKinds.TryParse(k.Code(), out var read) && read == k));
        Assert.All(TruthValues.All, v => Assert.True(TruthValues.TryParse(v.Code(), out var read) && read == v));
        Assert.All(IgnoredByDesign.All, d => Assert.True(IgnoredByDesign.TryParse(d.Code(), out var read) && read == d));
        Assert.False(EligibilityFactList.TryParse("residence_status", out _));
    }

    private static EligibilityFacts Everything => EligibilityFacts.None
        .With(EligibilityFact.MunicipalLink, true).With(EligibilityFact.ImmigrationHistory, true).With(EligibilityFact.OtherCaseManagement, false).With(EligibilityFact.WishToTakePart, true)
        .With(EligibilityFact.ProblemAreas, 3).With(EligibilityFact.SeveralBodies, true).With(EligibilityFact.UsualHelpFails, true).With(EligibilityFact.OwnResourcesInsufficient, true);

    private static EligibilityRule RuleOf(string code, EligibilityCondition condition) => new(code, condition, Sources.OwnDesign, EligibilityOffer.None);

    /// <summary>The call is refused as a wrong argument, and the message says so much.</summary>
    private static void Says(string message, Func<object?> call) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => call()).Message, StringComparison.Ordinal);
}
