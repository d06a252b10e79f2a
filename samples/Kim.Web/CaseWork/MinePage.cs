using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>The desk of a case manager: what is new, what is offered, what is due, what runs.</summary>
[Authorize(Policy = Roles.CaseManager)]
internal sealed class MinePage(KimContext database, ClientNames names, CityClock clock, AuditLog audit) : PageModel
{
    /// <summary>What waits for somebody must not push the own cases off the desk.</summary>
    private const int Few = 10;

    /// <summary>Which page of the running cases.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public CaseList Running { get; private set; } = null!;

    public CaseList New { get; private set; } = null!;

    public CaseList Offered { get; private set; } = null!;

    public int Overdue { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (me, office, today) = (User.Actor().Value, User.Office(), clock.Today);
        await audit.WriteAsync(me, "list.mine", office, "done", cancel);
        var mine = database.Cases.Where(c => c.CaseManager == me && c.IsOpen);
        Overdue = await mine.CountAsync(c => c.SortOn < today, cancel);
        Running = await CaseList.OfAsync(mine, database, names, Number, cancel: cancel);
        New = await CaseList.OfAsync(CaseList.NewInquiries(database.Cases, office), database, names, most: Few, cancel: cancel);
        Offered = await CaseList.OfAsync(database.Cases.Where(c => c.OfferedOffice == office && c.CaseManager != me), database, names, most: Few, cancel: cancel);
    }
}
