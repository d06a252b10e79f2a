using System.Reflection;
using System.Text;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Eligibility;

public sealed class EligibilityTextTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;

    private static readonly string[] ClientLanguages = ["de", "de-simple", "en", "ru", "pl", "es", "pt", "uk", "ar", "tr", "fr", "ro", "bg", "fa", "ti"];

    [Fact]
    public void Questions_and_decisions_are_there_in_every_language_that_clients_read()
    {
        foreach (var language in ClientLanguages.Select(LanguageTag.From))
        {
            foreach (var code in TextCatalogue.BuiltIn.CodesIn(LanguageTag.German).Where(c => c.StartsWith("eligibility-question.", StringComparison.Ordinal) || c.StartsWith("eligibility-decision.", StringComparison.Ordinal)))
                Assert.False(TextCatalogue.BuiltIn.For(code, language).IsFallback, $"{code} has no text in {language}.");
        }
    }

    [Fact]
    public void A_draft_of_a_machine_says_so_until_somebody_has_checked_it()
    {
        var code = EligibilityFact.MunicipalLink.QuestionTextCode();
        var reviewed = TextCatalogue.BuiltIn.Languages.Where(l => TextCatalogue.BuiltIn.For(code, l).IsReviewed);
        Assert.Equal(["de", "de-simple", "en"], reviewed.Select(l => l.Value).Order(StringComparer.Ordinal));
        var arabic = LanguageTag.From("ar");
        Assert.False(new EligibilityExplainer(Kim, arabic).IsReviewed(EligibilityFact.MunicipalLink));
        Assert.False(TextCatalogue.BuiltIn.For("eligibility-decision.eligible.case_management", arabic).IsReviewed);
        var @checked = TextCatalogue.BuiltIn.With(code, arabic, TextCatalogue.BuiltIn.For(code, arabic).Text);
        Assert.True(@checked.For(code, arabic).IsReviewed);
        Assert.False(@checked.For(EligibilityFact.Age.QuestionTextCode(), arabic).IsReviewed);
        Assert.False(KimCaseManagement.Topics.TopicTaxonomy.Core.All[0].Label(arabic).IsReviewed);
        Assert.True(KimCaseManagement.Topics.TopicTaxonomy.Core.All[0].Label(LanguageTag.German).IsReviewed);
    }

    [Fact]
    public void Plain_German_is_complete_for_rules_reasons_and_suggestions()
    {
        foreach (var prefix in new[] { "eligibility-rule.", "eligibility-reason.", "eligibility-suggestion.", "eligibility-fact." })
        {
            foreach (var code in TextCatalogue.BuiltIn.CodesIn(LanguageTag.German).Where(c => c.StartsWith(prefix, StringComparison.Ordinal)))
                Assert.False(TextCatalogue.BuiltIn.For(code, LanguageTag.PlainGerman).IsFallback, code);
        }
    }

    [Fact]
    public void Plain_German_keeps_its_sentences_short()
    {
        foreach (var code in TextCatalogue.BuiltIn.CodesIn(LanguageTag.PlainGerman).Where(c => c.StartsWith("eligibility-", StringComparison.Ordinal)))
        {
            foreach (var sentence in TextCatalogue.BuiltIn.For(code, LanguageTag.PlainGerman).Text.Split(['.', '?', '!', ':'], StringSplitOptions.RemoveEmptyEntries))
                Assert.True(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 12, $"{code}: {sentence}");
        }
    }

    [Fact]
    public void Every_rule_service_and_source_has_its_words()
    {
        foreach (var language in new[] { LanguageTag.German, LanguageTag.English })
        {
            foreach (var code in Kim.Rules.Select(r => r.TextCode).Concat(Kim.Suggestions.SelectMany(s => new[] { s.TextCode, s.Service.TextCode })))
                Assert.False(TextCatalogue.BuiltIn.For(code, language).IsFallback, code);
        }

        Assert.All(Kim.Rules, r => Assert.Contains(r.Source, Sources.All));
        Assert.All(Kim.Suggestions, s => Assert.Contains(s.Source, Sources.All));
    }

    [Fact]
    public void The_explanation_reads_like_this()
    {
        var text = new StringBuilder();
        var facts = EligibilityFacts.None.With(EligibilityFact.MunicipalLink, true).WithRefused(EligibilityFact.ImmigrationHistory).With(EligibilityFact.ProblemAreas, 1).With(EligibilityFact.SeveralBodies, false).With(EligibilityFact.UsualHelpFails, false).With(EligibilityFact.Age, 30).With(EligibilityFact.WantsWork, true);
        foreach (var language in ClientLanguages)
            text.Append("## ").Append(language).Append('\n').Append(new EligibilityExplainer(Kim, LanguageTag.From(language)).Explain(Kim.Decide(facts))).Append("\n\n");
        Snapshots.Match(text.ToString(), "explanations");
    }

    [Fact]
    public void What_a_rule_can_read_has_no_place_for_status_data()
    {
        var reachable = new HashSet<Type>();
        Collect(typeof(EligibilityFacts), reachable);
        Collect(typeof(EligibilityCondition), reachable);
        foreach (var name in reachable.SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Append(t.Name)).Concat(EligibilityFactList.All.Select(f => f.Code())))
            Assert.True(IgnoredByDesign.Recognise(name) == IgnoredData.Unspecified, name);
    }

    private static void Collect(Type type, HashSet<Type> reachable)
    {
        if (type.Namespace?.StartsWith("KimCaseManagement.Eligibility", StringComparison.Ordinal) != true || type.IsGenericType || !reachable.Add(type))
            return;
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            Collect(field.FieldType.IsArray ? field.FieldType.GetElementType()! : field.FieldType, reachable);
    }
}
