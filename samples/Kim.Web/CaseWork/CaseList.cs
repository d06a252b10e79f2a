using Kim.Web.Safety;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>Some rows of the list of cases with the names of their clients.</summary>
internal sealed record CaseList(IReadOnlyList<CaseRow> Rows, IReadOnlyDictionary<string, string> Names)
{
    internal const int PageSize = 50;

    internal static async Task<CaseList> OfAsync(IQueryable<CaseRow> cases, int skip, KimContext database, ClientNames names, CancellationToken cancel)
    {
        var rows = await cases.AsNoTracking().OrderBy(c => c.SortOn).ThenBy(c => c.Id).Skip(skip).Take(PageSize).ToListAsync(cancel);
        return new CaseList(rows, await names.OfAsync(database, [.. rows.Select(row => row.Id)], cancel));
    }

    /// <summary>Inquiries that nobody has taken on yet.</summary>
    internal static IQueryable<CaseRow> NewInquiries(IQueryable<CaseRow> cases, string office) =>
        cases.Where(c => c.Office == office && c.Phase == CasePhase.Inquiry && c.CaseManager == "");
}
