using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Import;

/// <summary>Takes in the register of an older system: first a trial with all errors, then for good.</summary>
[Authorize(Policy = Roles.Coordinator)]
[RequestSizeLimit(SafetySetup.LargestImport)]
[RequestFormLimits(MultipartBodyLengthLimit = SafetySetup.LargestImport)]
internal sealed class ImportPage(RegisterImport import, KimContext database, AuditLog audit) : PageModel
{
    private const int MostShown = 20;

    [BindProperty]
    public IFormFile? Register { get; set; }

    /// <summary>What the older system is called; an import under the same name replaces the one before.</summary>
    [BindProperty]
    public string Origin { get; set; } = "";

    [BindProperty]
    public bool IsTrial { get; set; } = true;

    public ImportOutcome? Outcome { get; private set; }

    /// <summary>What was read in before, the latest first.</summary>
    public IReadOnlyList<ImportRow> Earlier { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Register is null || Origin.Trim() is not { Length: > 0 and <= 50 } origin)
            return await ShowAsync(cancel);
        await using var content = Register.OpenReadStream();
        Outcome = await import.RunAsync(content, origin, IsTrial, User.Actor().Value, cancel);
        await audit.WriteAsync(User.Actor().Value, IsTrial ? "import.trial" : "import", "", Outcome.Problems.Count == 0 ? "done" : "refused", cancel);
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        Earlier = await database.Imports.AsNoTracking().OrderByDescending(i => i.Number).Take(MostShown).ToListAsync(cancel);
        return Page();
    }
}
