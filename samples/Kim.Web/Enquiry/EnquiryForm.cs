using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace Kim.Web.Enquiry;

/// <summary>What a client has said so far. It travels in the form from page to page: nothing of it is stored, and none of it stands in an address.</summary>
public sealed class EnquiryForm
{
    /// <summary>Own words for the topic search; used for this one answer and forgotten.</summary>
    public string? Words { get; set; }

    /// <summary>Codes of the topics chosen.</summary>
    public List<string> Topics { get; set; } = [];

    /// <summary>Answers by the code of the fact: <c>yes</c>, <c>no</c>, <c>refused</c>; missing: not said.</summary>
    public Dictionary<string, string> Answers { get; set; } = [];

    /// <summary>Code of the part of the city.</summary>
    public string? District { get; set; }

    /// <summary>The topics that the taxonomy knows, each once.</summary>
    internal IReadOnlyList<Topic> KnownTopics(TopicTaxonomy taxonomy) =>
        [.. Topics.Distinct(StringComparer.Ordinal).Select(code => TopicCode.TryFrom(code, out var topic) ? taxonomy.Find(topic) : null).OfType<Topic>()];

    /// <summary>What the rules of access get to know. The number of problem areas is that of the top topics chosen.</summary>
    internal EligibilityFacts Facts(TopicTaxonomy taxonomy)
    {
        var facts = EligibilityFacts.None;
        foreach (var (code, answer) in Answers)
        {
            if (EligibilityFactList.TryParse(code, out var fact) && fact.Type() == EligibilityFactType.YesNo)
                facts = answer switch { "yes" => facts.With(fact, true), "no" => facts.With(fact, false), "refused" => facts.WithRefused(fact), _ => facts };
        }

        var areas = KnownTopics(taxonomy).Select(topic => taxonomy.Ancestors(topic.Code) is [.., var top] ? top : topic.Code).Distinct().Count();
        return areas == 0 ? facts : facts.With(EligibilityFact.ProblemAreas, areas);
    }

    /// <summary>The yes-or-no questions that the rules of access ask, in the order of the rules.</summary>
    internal static IReadOnlyList<EligibilityFact> Questions(EligibilityRuleSet rules) =>
        [.. rules.Rules.SelectMany(rule => rule.Condition.Facts).Distinct().Where(fact => fact.Type() == EligibilityFactType.YesNo)];
}
