using CsCheck;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Eligibility;

public sealed class EligibilityLawTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;

    private static readonly EligibilityFact[] Deciding = [.. EligibilityFactList.All.Where(f => !f.IsForSuggestionsOnly())];

    /// <summary>Facts in any state; a municipality's own condition trees over the deciding facts.</summary>
    private static readonly Gen<EligibilityFacts> AnyFacts =
        Gen.Select(Gen.Int[0, 3].Array[12], Gen.Int[0, 6], Gen.Int[0, 90], (states, areas, age) => FactsOf(EligibilityFactList.All, states, areas, age));

    private static readonly Gen<EligibilityCondition> AnyCondition = Conditions(2);

    [Fact]
    public void What_is_decided_on_part_of_the_facts_stays_decided_whatever_else_becomes_known()
    {
        // Every state of the eight deciding facts (unknown, no, yes, refused; 2 and 3 problem areas), and for each every single fact that becomes known next.
        // By induction over these steps it holds for every completion.
        var (decided, steps) = (0, 0);
        foreach (var facts in AllStates(Deciding, 0, EligibilityFacts.None))
        {
            var before = Kim.Decide(facts);
            if (before.Verdict == EligibilityVerdict.NeedsInformation)
                continue;
            decided++;
            foreach (var fact in Deciding.Where(f => facts.StateOf(f) == FactState.Unknown))
            {
                foreach (var more in Answers(facts, fact).Append(facts.WithRefused(fact)))
                {
                    steps++;
                    var after = Kim.Decide(more);
                    Assert.True((before.Verdict, before.Offer) == (after.Verdict, after.Offer), $"{facts} gave {before}, but {more} gives {after}.");
                    Assert.Subset(after.Suggestions.Select(s => s.Service).ToHashSet(), before.Suggestions.Select(s => s.Service).ToHashSet());
                }
            }
        }

        Assert.True(decided > 10_000 && steps > 10_000, $"{decided} decisions, {steps} steps");
    }

    [Fact]
    public void A_question_is_asked_only_where_its_answer_can_still_change_what_the_person_gets()
    {
        foreach (var facts in AllStates(Deciding, 0, EligibilityFacts.None))
        {
            var decision = Kim.Decide(facts);
            Assert.Equal(decision.Verdict == EligibilityVerdict.NeedsInformation, decision.Missing.Count > 0);
            Assert.All(decision.Missing, fact => Assert.Equal(FactState.Unknown, facts.StateOf(fact)));
            if (decision.Verdict == EligibilityVerdict.NeedsInformation)
                Assert.True(Completions(facts).Select(f => (Kim.Decide(f).Verdict, Kim.Decide(f).Offer)).Distinct().Skip(1).Any(), $"{facts} is decided already.");
        }
    }

    [Fact]
    public void Answering_what_is_missing_leads_to_a_decision()
    {
        AnyFacts.Sample(facts =>
        {
            var decision = Kim.Decide(facts);
            for (var round = 0; decision.Verdict == EligibilityVerdict.NeedsInformation; round++)
            {
                Assert.True(round < 12);
                decision = Kim.Decide(Answers(decision.Facts, decision.Missing[0]).First());
            }
        });
    }

    [Fact]
    public void Refusing_to_say_is_never_worse_than_any_answer()
    {
        foreach (var facts in AllStates(Deciding, 0, EligibilityFacts.None).Where(f => Deciding.Any(d => f.StateOf(d) == FactState.Refused)))
        {
            var refused = Kim.Decide(facts);
            if (refused.Verdict == EligibilityVerdict.NeedsInformation)
                continue;
            foreach (var fact in Deciding.Where(f => facts.StateOf(f) == FactState.Refused))
            {
                foreach (var answered in Answers(facts, fact).Select(Kim.Decide))
                    Assert.True(refused.Verdict == EligibilityVerdict.Eligible || answered.Verdict != EligibilityVerdict.Eligible, $"{facts} is refused, {answered.Facts} is not.");
            }
        }
    }

    [Fact]
    public void Whoever_refuses_to_say_anything_is_never_asked_again()
    {
        var facts = Deciding.Aggregate(EligibilityFacts.None, (f, fact) => f.WithRefused(fact));
        var decision = Kim.Decide(facts);
        Assert.Equal((EligibilityVerdict.Eligible, 0), (decision.Verdict, decision.Missing.Count));
        Assert.All(decision.Reasons, r => Assert.Equal(RuleOutcome.InFavour, r.Outcome));
    }

    [Fact]
    public void The_facts_for_suggestions_never_move_verdict_offer_or_questions()
    {
        AnyFacts.Sample(facts =>
        {
            var stripped = EligibilityFactList.All.Where(f => f.IsForSuggestionsOnly()).Aggregate(facts, (f, fact) => f.WithUnknown(fact));
            var (with, without) = (Kim.Decide(facts), Kim.Decide(stripped));
            return with.Verdict == without.Verdict && with.Offer == without.Offer && with.Missing == without.Missing;
        });
    }

    [Fact]
    public void The_compiled_form_of_any_condition_answers_as_its_definition()
    {
        Gen.Select(AnyCondition, AnyFacts).Sample((condition, facts) =>
        {
            var compiled = new CompiledConditions();
            var bit = compiled.Add(condition);
            var (yes, no) = compiled.Evaluate(facts, refused: 0);
            var answer = ((yes >> bit) & 1) == 1 ? TruthValue.Yes : ((no >> bit) & 1) == 1 ? TruthValue.No : TruthValue.Unknown;
            Assert.Equal(condition.Evaluate(facts), answer);
            return (yes & no) == 0;
        });
    }

    [Fact]
    public void Any_rule_set_of_a_city_keeps_what_is_decided()
    {
        var offers = OneOf(EligibilityOffer.ShortCounselling, EligibilityOffer.Referral, EligibilityOffer.None);
        Gen.Select(Gen.Select(AnyCondition, offers), Gen.Select(Conditions(1), offers), AnyFacts).Sample((first, second, facts) =>
        {
            var rules = Kim.WithMunicipality(new MunicipalRules("town", "1").Adding(RuleOf("own-1", first)).Adding(RuleOf("own-2", second)));
            var before = rules.Decide(facts);
            if (before.Verdict == EligibilityVerdict.NeedsInformation)
                return before.Missing.Count > 0;
            foreach (var fact in Deciding.Where(f => facts.StateOf(f) == FactState.Unknown))
            {
                foreach (var after in Answers(facts, fact).Append(facts.WithRefused(fact)).Select(rules.Decide))
                    Assert.Equal((before.Verdict, before.Offer), (after.Verdict, after.Offer));
            }

            return true;
        });
    }

#if NET // .NET Framework has no such count.
    [Fact]
    public void A_decision_allocates_nothing()
    {
        var facts = EligibilityFacts.None.With(EligibilityFact.MunicipalLink, true).WithRefused(EligibilityFact.ImmigrationHistory).With(EligibilityFact.ProblemAreas, 4);
        var sum = 0;
        for (var i = 0; i < 100; i++)
            sum += Ask(facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            sum += Ask(facts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);

        static int Ask(EligibilityFacts facts)
        {
            var decision = Kim.Decide(facts);
            var sum = (int)decision.Verdict + decision.Missing.Count;
            var reasons = decision.Reasons;
            for (var i = 0; i < reasons.Count; i++)
                sum += (int)reasons[i].Outcome + reasons[i].Missing.Count;
            return sum;
        }
    }
#endif

    [Fact]
    public void Facts_survive_being_written_and_read() =>
        AnyFacts.Sample(facts => EligibilityFacts.TryParse(facts.ToString(), out var read) && read == facts);

    [Theory]
    [InlineData("age=yes")]
    [InlineData("age=151")]
    [InlineData("municipal_link=3")]
    [InlineData("residence_status=DUL_60A")]
    [InlineData("age=3; age=4")]
    [InlineData("nonsense")]
    public void What_is_no_fact_is_not_read(string text) => Assert.False(EligibilityFacts.TryParse(text, out _));

    [Fact]
    public void Every_decision_is_explained_in_every_language_of_the_catalogue()
    {
        foreach (var language in TextCatalogue.BuiltIn.Languages)
        {
            var explainer = new EligibilityExplainer(Kim, language);
            foreach (var facts in AllStates([.. Deciding.Take(4)], 0, EligibilityFacts.None))
            {
                var decision = Kim.Decide(facts);
                var lines = explainer.Explain(decision).Split('\n');
                Assert.Equal(1 + decision.Reasons.Count + decision.Missing.Count + decision.Suggestions.Count, lines.Length);
                Assert.DoesNotContain(lines, l => l.Contains('{', StringComparison.Ordinal));
            }
        }
    }

    internal static IEnumerable<EligibilityFacts> AllStates(EligibilityFact[] facts, int from, EligibilityFacts so)
    {
        if (from == facts.Length)
            return [so];
        return Answers(so, facts[from]).Prepend(so).Append(so.WithRefused(facts[from])).SelectMany(f => AllStates(facts, from + 1, f));
    }

    internal static IEnumerable<EligibilityFacts> Answers(EligibilityFacts facts, EligibilityFact fact) =>
        fact.Type() == EligibilityFactType.YesNo ? [facts.With(fact, false), facts.With(fact, true)]
        : fact == EligibilityFact.Age ? [facts.With(fact, 11), facts.With(fact, 26), facts.With(fact, 27)]
        : [facts.With(fact, 2), facts.With(fact, 3)];

    private static IEnumerable<EligibilityFacts> Completions(EligibilityFacts facts) =>
        Deciding.Where(f => facts.StateOf(f) == FactState.Unknown).Aggregate((IEnumerable<EligibilityFacts>)[facts], (all, fact) => all.SelectMany(f => Answers(f, fact)));

    private static EligibilityFacts FactsOf(IReadOnlyList<EligibilityFact> all, int[] states, int areas, int age)
    {
        var facts = EligibilityFacts.None;
        for (var i = 0; i < all.Count; i++)
        {
            facts = states[i] switch
            {
                0 => facts,
                1 => facts.WithRefused(all[i]),
                var state when all[i].Type() == EligibilityFactType.YesNo => facts.With(all[i], state == 3),
                _ => facts.With(all[i], all[i] == EligibilityFact.Age ? age : areas),
            };
        }

        return facts;
    }

    private static EligibilityRule RuleOf(string code, (EligibilityCondition Condition, EligibilityOffer Offer) rule) =>
        new(code, rule.Condition, Sources.OwnDesign, rule.Offer, rule.Offer == EligibilityOffer.Referral ? ServiceCode.Mbe : default);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<EligibilityCondition> Conditions(int depth)
    {
        var yesNo = OneOf([.. Deciding.Where(f => f.Type() == EligibilityFactType.YesNo)]);
        var leaf = Gen.OneOf(
            yesNo.Select(EligibilityCondition.Yes),
            Gen.Int[0, 5].Select(n => EligibilityCondition.Number(EligibilityFact.ProblemAreas, n, n + 2)),
            Gen.Select(yesNo, yesNo).Select((a, b) => EligibilityCondition.Where(f => f.Is(a) != f.Is(b), a, b)));
        if (depth == 0)
            return leaf;
        var inner = Conditions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(EligibilityCondition.Not),
            inner.Array[1, 3].Select(EligibilityCondition.All),
            inner.Array[1, 3].Select(EligibilityCondition.Any),
            Gen.Select(inner.Array[1, 3], Gen.Int[1, 3]).Select((parts, n) => EligibilityCondition.AtLeast(Math.Min(n, parts.Length), parts)));
    }
}
