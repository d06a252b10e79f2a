using Kim.Web.Safety;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kim.Web.CaseWork;

/// <summary>What a list shows of a case. The name is empty where none is known.</summary>
internal sealed record ListedCase(string Id, string Name, CasePhase Phase, LocalDate PhaseSince, string Topics, string Language, LocalDate? DueOn, DueKind DueKind);

/// <summary>One page of a list of cases: which one it is, and how many cases there are on all of them.</summary>
internal sealed record CaseList(IReadOnlyList<ListedCase> Rows, int Number, int Count)
{
    private const int PageSize = 50;

    internal int Pages => PagesOf(Count);

    /// <summary>What is due first stands first. A number beyond the last page means the last one.</summary>
    internal static async Task<CaseList> OfAsync(IQueryable<CaseRow> cases, KimContext database, ClientNames names, int number = 1, int most = PageSize, CancellationToken cancel = default)
    {
        int? count = number > 1 ? await cases.CountAsync(cancel) : null;
        number = Math.Clamp(number, 1, PagesOf(count ?? 0));
        var rows = await cases.OrderBy(c => c.SortOn).ThenBy(c => c.Id).Skip((number - 1) * PageSize).Take(most)
            .Select(c => new ListedCase(c.Id, database.Clients.Where(client => client.CaseId == c.Id).Select(client => client.EncryptedName).FirstOrDefault() ?? "", c.Phase, c.PhaseSince, c.Topics, c.Language, c.DueOn, c.DueKind))
            .ToListAsync(cancel);
        count ??= rows.Count < most ? rows.Count : await cases.CountAsync(cancel);
        return new CaseList(rows.ConvertAll(row => row with { Name = names.Decrypt(row.Name) }), number, count.Value);
    }

    /// <summary>Inquiries that nobody has taken on yet.</summary>
    internal static IQueryable<CaseRow> NewInquiries(IQueryable<CaseRow> cases, string office) =>
        cases.Where(c => c.Office == office && c.Phase == CasePhase.Inquiry && c.CaseManager == "");

    private static int PagesOf(int count) => Math.Max(1, (count + PageSize - 1) / PageSize);
}
