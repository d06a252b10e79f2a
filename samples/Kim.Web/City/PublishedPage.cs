using Kim.Web.Safety;
using Kim.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.City;

/// <summary>What the city has published, for everybody.</summary>
[EnableRateLimiting(SafetySetup.PublicLimit)]
internal sealed class PublishedPage(KimContext database) : PageModel
{
    public IReadOnlyList<PublicationRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await database.Publications.AsNoTracking().OrderByDescending(p => p.Number).ToListAsync(cancel);
}
