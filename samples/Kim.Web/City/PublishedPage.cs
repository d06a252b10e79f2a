using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.City;

/// <summary>What the city has published, for everybody.</summary>
[EnableRateLimiting(SafetySetup.PublicLimit)]
internal sealed class PublishedPage(KimContext database, CityReports reports, Speech say) : PageModel
{
    /// <summary>The entries of the ledger, the latest first.</summary>
    public IReadOnlyList<(PublicationRow Row, Publication Publication)> Entries { get; private set; } = [];

    public ReportTexts Words { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = await database.Publications.AsNoTracking().OrderBy(p => p.Number).ToListAsync(cancel);
        Entries = [.. rows.Zip(CityReports.LedgerOf(rows).Publications).Reverse()];
        Words = await reports.TextsAsync(say.Language, cancel);
    }
}
