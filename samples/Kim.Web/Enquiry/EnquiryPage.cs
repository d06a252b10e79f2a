using Kim.Web.Safety;
using Kim.Web.Words;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Kim.Web.Enquiry;

/// <summary>What the pages of the enquiry share: the client's language and what was said so far.</summary>
[EnableRateLimiting(SafetySetup.PublicLimit)]
internal abstract class EnquiryPage(Speech say) : PageModel
{
    /// <summary>The client's language, from the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Language { get; set; } = "";

    [BindProperty]
    public EnquiryForm Form { get; set; } = new();

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (TopicTaxonomy.Languages.FirstOrDefault(l => l.Value == Language) is { IsDefault: false } language)
            say.Language = language;
        else
            context.Result = NotFound();
        ViewData["Public"] = true;
    }
}
