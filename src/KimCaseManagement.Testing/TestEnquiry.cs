using KimCaseManagement.Eligibility;

namespace KimCaseManagement.Testing;

/// <summary>Enquiries for tests (Testanfragen): the few answers that lead to a verdict under any rule set, the host's own too.</summary>
public static class TestEnquiry
{
    private const int Tries = 20_000;

    /// <summary>Answers that lead to a verdict, none of which can be left out.</summary>
    /// <param name="rules">The rule set that decides.</param>
    /// <param name="verdict">The verdict that is wanted.</param>
    /// <param name="seed">Another seed may give other answers; the same one gives the same.</param>
    /// <exception cref="InvalidOperationException">No such answers were found among 20,000 enquiries: a rule set that never says so is hardly meant.</exception>
    public static EligibilityFacts For(EligibilityRuleSet rules, EligibilityVerdict verdict, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var random = new SplitMix(seed);
        for (var i = 0; i < Tries; i++)
        {
            var answers = EligibilityFactList.All.Select(fact => Answer(fact, random)).ToList();
            if (Leads(rules, answers, verdict))
                return Facts(Smallest(rules, answers, verdict));
        }

        throw new InvalidOperationException($"None of {Tries} enquiries is decided as '{verdict.Code()}' by {rules}.");
    }

    /// <summary>An answer as what it adds to the facts; null where the question stays open, as every eighth does.</summary>
    private static Func<EligibilityFacts, EligibilityFacts>? Answer(EligibilityFact fact, SplitMix random)
    {
        if (random.Next(8) == 0)
            return null;
        if (fact.Type() != EligibilityFactType.YesNo)
        {
            var number = random.Next(fact.Maximum() + 1);
            return facts => facts.With(fact, number);
        }

        var yes = random.Next(2) == 0;
        return facts => facts.With(fact, yes);
    }

    private static List<Func<EligibilityFacts, EligibilityFacts>?> Smallest(EligibilityRuleSet rules, List<Func<EligibilityFacts, EligibilityFacts>?> answers, EligibilityVerdict verdict)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            answers[i] = null;
            if (!Leads(rules, answers, verdict))
                answers[i] = answer;
        }

        return answers;
    }

    private static bool Leads(EligibilityRuleSet rules, List<Func<EligibilityFacts, EligibilityFacts>?> answers, EligibilityVerdict verdict) => rules.Decide(Facts(answers)).Verdict == verdict;

    private static EligibilityFacts Facts(List<Func<EligibilityFacts, EligibilityFacts>?> answers) =>
        answers.Aggregate(EligibilityFacts.None, (facts, answer) => answer is null ? facts : answer(facts));
}
