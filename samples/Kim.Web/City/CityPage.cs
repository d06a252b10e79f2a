using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Story;
using Kim.Web.Words;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kim.Web.City;

/// <summary>The dashboard of city and council: protected figures, charts with their tables, downloads, publication.</summary>
[Authorize(Policy = Roles.Council)]
internal sealed class CityPage(CityReports reports, CityClock clock, Speech say, TextCatalogue texts, AuditLog audit) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ReportChoice Choice { get; set; } = new();

    /// <summary>Whether the page is made for paper: two sheets, no form.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Print { get; set; }

    /// <summary>Words of the report.</summary>
    public ReportTexts Words { get; private set; } = null!;

    /// <summary>The breakdown that was chosen; by office where none was.</summary>
    public ReportExport Breakdown { get; private set; } = null!;

    /// <summary>The same of the period before; null where it is not shown.</summary>
    public ReportExport? Before { get; private set; }

    /// <summary>The tables of the breakdown and of the same before.</summary>
    public IReadOnlyList<Table> Tables { get; private set; } = [];

    /// <summary>Pictures of the breakdown.</summary>
    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    /// <summary>Running cases by quarter and office; null where it would give persons away, or there are more offices than colours.</summary>
    public Chart? OverTime { get; private set; }

    public Table? ByTopic { get; private set; }

    /// <summary>Whether something is missing that would give persons away beside the breakdown.</summary>
    public bool IsPartLeftOut { get; private set; }

    public IReadOnlyList<string> Periods { get; private set; } = [];

    /// <summary>Why the breakdown can't be published; null where nobody tried, or it was.</summary>
    public string? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await audit.WriteAsync(User.Actor().Value, "report.read", "", "done", cancel);
        Words = await reports.TextsAsync(say.Language, cancel);
        Periods = ReportChoice.Choices(await reports.StartAsync(cancel), clock.Today);
        var view = await reports.ViewAsync(Choice, Print, cancel);
        Breakdown = view.Breakdown.Export(Words);
        Before = view.Before?.Export(Words);
        var table = Table.Of("figures", Caption(say["city.table"], Breakdown.Request.Dimensions), Breakdown);
        var tableBefore = Before is null ? null : Table.Of("figures-before", Before.Title, Before);
        Tables = tableBefore is null ? [table] : [table, tableBefore];
        Charts = [.. new[] { Measure.PersonsServed, Measure.OpenAtEnd }.Select(measure => BarChart.Of(Breakdown, measure, Words.Heading(measure), table, Before, tableBefore))];
        if (view.OverTime.Count > 0)
        {
            var overTime = Table.OverTime("over-time", Caption(Words.Heading(Measure.OpenAtEnd), view.OverTime[0].Request.Dimensions), view.OverTime, Words);
            if (overTime.Rows.Count(row => !row.IsTotal) <= ReportChart.MostStacked)
                OverTime = new ChartOverTime(say["city.over-time"], overTime, ReportChart.StackedBars(view.OverTime, Measure.OpenAtEnd, Words));
        }

        ByTopic = view.ByTopic is { } topics ? Table.Of("topics", Caption(say["city.table"], topics.Request.Dimensions), topics.Export(Words)) : null;
        IsPartLeftOut = view.IsPartLeftOut;
    }

    /// <summary>Publishes the breakdown: what was given out stands in the ledger and can be verified.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancel)
    {
        if (!User.IsInRole(Roles.Coordinator))
            return Forbid();
        if (await reports.PublishAsync(Choice, User.Actor().Value, cancel) is not { } refusal)
            return Redirect("/published");
        Refusal = texts.For(refusal, say.Language).Text;
        await OnGetAsync(cancel);
        return Page();
    }

    private string Caption(string what, IEnumerable<Dimension> dimensions) => say["city.what-by", "what", what, "by", say.List(dimensions.Select(Words.Heading))];
}
