using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kim.Web.CaseWork;

/// <summary>All cases of the own office, by phase, page by page.</summary>
[Authorize(Policy = Roles.CaseManager)]
internal sealed class OfficePage(KimContext database, ClientNames names, AuditLog audit) : PageModel
{
    /// <summary>Code of a phase; null: all that are open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Phase { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public CaseList Cases { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var office = User.Office();
        await audit.WriteAsync(User.Actor().Value, "list.office", office, "done", cancel);
        var cases = database.Cases.Where(c => c.Office == office);
        cases = CasePhases.TryParse(Phase, out var phase) ? cases.Where(c => c.Phase == phase) : cases.Where(c => c.IsOpen);
        Cases = await CaseList.OfAsync(cases, database, names, Number, cancel: cancel);
    }
}
