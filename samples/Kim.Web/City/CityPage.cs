using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.City;

/// <summary>The dashboard of city and council: protected figures, charts with their tables, downloads, publication.</summary>
[Authorize(Policy = Roles.Council)]
internal sealed class CityPage(CityReports reports, CityClock clock, Speech say, TextCatalogue texts, TopicTaxonomy taxonomy, KimContext database, AuditLog audit) : PageModel
{
    private Dictionary<string, string> _offices = [];

    [BindProperty(SupportsGet = true)]
    public ReportChoice Choice { get; set; } = new();

    /// <summary>The key figures without a breakdown.</summary>
    public ReportExport Total { get; private set; } = null!;

    public ReportExport? TotalBefore { get; private set; }

    /// <summary>The breakdown that was chosen; by office where none was.</summary>
    public ReportExport Breakdown { get; private set; } = null!;

    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    public IReadOnlyList<string> Periods { get; private set; } = [];

    /// <summary>Whether the page is made for paper: two sheets, no form.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Print { get; set; }

    public ReportExport? ByTopic { get; private set; }

    /// <summary>What people call a group: an office by its name.</summary>
    public string Name(string group) => _offices.GetValueOrDefault(group, group);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await audit.WriteAsync(User.Actor().Value, "report.read", "", "done", cancel);
        _offices = await database.Offices.AsNoTracking().ToDictionaryAsync(o => o.Code, o => o.Name, cancel);
        var (start, today) = (await reports.StartAsync(cancel), clock.Today);
        Periods = ReportChoice.Choices(start, today);
        if (Choice.Dimensions.Count == 0)
            Choice.By = [Dimension.Office.Code()];
        var words = new ReportTexts(say.Language, texts, taxonomy);
        var period = Choice.In(start, today);
        Total = (await reports.CountAsync(new ReportRequest(period, [], ReportChoice.Measures), cancel)).Export(words);
        Breakdown = (await reports.CountAsync(Choice.Request(start, today), cancel)).Export(words);
        ReportExport? before = null;
        if (Choice.Compare && ReportChoice.Before(period, start) is { } earlier)
        {
            TotalBefore = (await reports.CountAsync(new ReportRequest(earlier, [], ReportChoice.Measures), cancel)).Export(words);
            before = Choice.Dimensions.Count == 1 ? (await reports.CountAsync(new ReportRequest(earlier, Choice.Dimensions, ReportChoice.Measures), cancel)).Export(words) : null;
        }

        Charts =
        [
            Chart.Of(Breakdown, Measure.PersonsServed, words.Heading(Measure.PersonsServed), Name, before),
            Chart.Of(Breakdown, Measure.OpenAtEnd, words.Heading(Measure.OpenAtEnd), Name, before),
        ];
        if (Print)
            ByTopic = (await reports.CountAsync(new ReportRequest(period, [Dimension.Topic], [Measure.PersonsServed, Measure.Opened, Measure.OpenAtEnd]), cancel)).Export(words);
    }

    /// <summary>Publishes the breakdown as it is: what was given out stands in the ledger and can be verified.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancel)
    {
        if (!User.IsInRole(Roles.Coordinator))
            return Forbid();
        var request = Choice.Request(await reports.StartAsync(cancel), clock.Today);
        await Publications.AddAsync(database, await reports.CountAsync(request, cancel), clock, User.Actor().Value, cancel);
        return Redirect("/published");
    }
}
