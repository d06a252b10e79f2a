using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kim.Web.Coordination;

/// <summary>One office in numbers; no case among them can be told.</summary>
internal sealed record OfficeLoad(OfficeRow Office, int Running, int Waiting, LocalDate? WaitingSince, int NewInquiries, int Overdue, int WithoutTopic, int WithoutLanguage);

/// <summary>How often a gap was found with a topic, and in how many offices.</summary>
internal sealed record FoundGap(string Topic, string Gap, int Times, int Offices);

/// <summary>For coordinators: room and waiting list by office, what is missing in the city, and how complete the data are. Aggregates only.</summary>
[Authorize(Policy = Roles.Coordinator)]
internal sealed class CoordinationPage(KimContext database, CityClock clock, AuditLog audit) : PageModel
{
    public IReadOnlyList<OfficeLoad> Offices { get; private set; } = [];

    public IReadOnlyList<FoundGap> Gaps { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await audit.WriteAsync(User.Actor().Value, "coordination.read", "", "done", cancel);
        var today = clock.Today;
        var counts = await database.Cases.AsNoTracking().Where(c => c.IsOpen).GroupBy(c => c.Office).Select(office => new
        {
            Office = office.Key,
            Running = office.Count(c => c.AcceptedOn != null),
            Waiting = office.Count(c => c.Phase == CasePhase.WaitingList),
            WaitingSince = office.Where(c => c.Phase == CasePhase.WaitingList).Min(c => (LocalDate?)c.PhaseSince),
            New = office.Count(c => c.Phase == CasePhase.Inquiry),
            Overdue = office.Count(c => c.DueOn < today),
            WithoutTopic = office.Count(c => c.AcceptedOn != null && c.Topics == ""),
            WithoutLanguage = office.Count(c => c.AcceptedOn != null && c.Language == ""),
        }).ToListAsync(cancel);
        var offices = await database.Offices.AsNoTracking().OrderBy(o => o.Code).ToListAsync(cancel);
        Offices = [.. offices.Select(office => counts.SingleOrDefault(c => c.Office == office.Code) is { } c ? new OfficeLoad(office, c.Running, c.Waiting, c.WaitingSince, c.New, c.Overdue, c.WithoutTopic, c.WithoutLanguage) : new OfficeLoad(office, 0, 0, null, 0, 0, 0, 0))];
        var gaps = await database.Findings.AsNoTracking().GroupBy(f => new { f.Topic, f.Gap }).Select(gap => new { gap.Key.Topic, gap.Key.Gap, Times = gap.Count(), Offices = gap.Select(f => f.Office).Distinct().Count() }).ToListAsync(cancel);
        Gaps = [.. gaps.OrderByDescending(gap => gap.Times).ThenBy(gap => gap.Topic, StringComparer.Ordinal).Select(gap => new FoundGap(gap.Topic, gap.Gap, gap.Times, gap.Offices))];
    }

    /// <summary>How many cases an office can accompany at once; empty: nobody has said.</summary>
    public async Task<IActionResult> OnPostCapacityAsync(string office, int? capacity, CancellationToken cancel)
    {
        if (capacity is < 0 or > 10_000 || await database.Offices.SingleOrDefaultAsync(o => o.Code == office, cancel) is not { } row)
            return BadRequest();
        row.Capacity = capacity;
        database.Audit.Add(new AuditRow { At = clock.Now, By = User.Actor().Value, Action = "office.capacity", Subject = row.Code, Outcome = "done" });
        await database.SaveChangesAsync(cancel);
        return Redirect("/coordination");
    }
}
