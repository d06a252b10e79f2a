using Kim.Web.Words;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kim.Web.Enquiry;

/// <summary>The second page: the few questions of the rules of access. There is none about residence, nationality or length of stay, because the rules have no place for it.</summary>
internal sealed class QuestionsPage(Speech say, EligibilityRuleSet rules, TextCatalogue texts) : EnquiryPage(say)
{
    private readonly Speech _say = say;

    public IReadOnlyList<EligibilityFact> Questions { get; } = EnquiryForm.Questions(rules);

    public EligibilityExplainer Explainer => new(rules, _say.Language, texts);

    /// <summary>Somebody came by a bookmark: the enquiry begins with the topics.</summary>
    public IActionResult OnGet() => LocalRedirect($"/help/{Language}");

    public IActionResult OnPost() => Page();
}
