using Kim.Web.Accounts;
using Kim.Web.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Safety;

/// <summary>The audit log, for the auditor alone.</summary>
[Authorize(Policy = Roles.Auditor)]
internal sealed class AuditPage(KimContext database) : PageModel
{
    private const int AtOnce = 200;

    /// <summary>The id of a case; null: everything.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = database.Audit.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Subject))
            rows = rows.Where(row => row.Subject == Subject);
        Rows = await rows.OrderByDescending(row => row.Number).Take(AtOnce).ToListAsync(cancel);
    }
}
