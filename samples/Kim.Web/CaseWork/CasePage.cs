using System.Security.Cryptography;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>Everything about one case: where it stands, what comes next, what is due, what was.</summary>
[Authorize(Policy = Roles.CaseManager)]
internal sealed class CasePage(CaseAccess access, CaseStore cases, CaseLifecycle lifecycle, LifecycleWays ways, CityClock clock, KimContext database, ClientNames names) : PageModel
{
    private const int LongestName = 200;

    /// <summary>Steps that have a place of their own on the page.</summary>
    private static readonly HashSet<StepKind> Elsewhere = [StepKind.RecordContact, StepKind.AcceptHandover, StepKind.RejectHandover, StepKind.WithdrawHandover];

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The step that was just taken.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public CaseState State { get; private set; } = CaseState.NotOpened;

    public IReadOnlyList<CaseEvent> History { get; private set; } = [];

    public NextSteps Next { get; private set; } = null!;

    public IReadOnlyList<DueItem> Due { get; private set; } = [];

    public (string Name, string Telephone) Client { get; private set; }

    public string OfficeName { get; private set; } = "";

    /// <summary>Makes that a button pressed twice acts once.</summary>
    public string Attempt { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public string TopicName(TopicCode code, LanguageTag language) => lifecycle.Policy.Topics.Find(code)?.Label(language).Text ?? code.Value;

    public LifecyclePicture Picture => new(ways, State, History, Next);

    /// <summary>Steps that lead on: those that are permitted first, of them forwards, backwards, aside, and endings last.</summary>
    public IReadOnlyList<NextStep> LeadingOn => field ??= [.. Next.Where(step => LeadsOn(step.Kind)).OrderByDescending(step => step.IsPermitted).ThenBy(Place).ThenBy(step => step.To)];

    /// <summary>Permitted steps that record something and leave the case where it is.</summary>
    public IEnumerable<NextStep> Recording => Next.Where(step => step.IsPermitted && !LeadsOn(step.Kind) && !Elsewhere.Contains(step.Kind));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await access.FindAsync(User, Id, "read", cancel) is null)
            return NotFound();
        History = await cases.HistoryAsync(CaseId.From(Id), cancel);
        State = await cases.LoadAsync(CaseId.From(Id), History, cancel);
        Next = lifecycle.NextSteps(State, clock.Today, await cases.HostFactsAsync(State, cancel: cancel), User.Actor());
        Due = DueItem.In(State, lifecycle.Policy, clock.Today);
        Client = await names.OfAsync(database, Id, cancel);
        OfficeName = await database.Offices.Where(o => o.Code == State.Office.Value).Select(o => o.Name).SingleOrDefaultAsync(cancel) ?? State.Office.Value;
        return Page();
    }

    /// <summary>A contact in two clicks: how long, how.</summary>
    public async Task<IActionResult> OnPostContactAsync(string attempt, string channel, int minutes, CancellationToken cancel)
    {
        if (await access.FindAsync(User, Id, "write", cancel) is null)
            return NotFound();
        if (!StepId.TryFrom(attempt, out var id) || !ContactChannels.TryParse(channel, out var how) || minutes is < 0 or > 1440)
            return BadRequest();
        var decision = await cases.TakeAsync(new Attempt(CaseId.From(Id), new RecordContact(how, minutes), User.Actor(), id), cancel);
        return Redirect($"/cases/{Id}{(decision.IsAccepted ? "?done=record-contact" : "")}");
    }

    /// <summary>Name and telephone number, encrypted; they never stand in an event.</summary>
    public async Task<IActionResult> OnPostNameAsync(string? name, string? telephone, CancellationToken cancel)
    {
        if (await access.FindAsync(User, Id, "write.name", cancel) is null)
            return NotFound();
        if (name?.Length > LongestName || telephone?.Length > LongestName)
            return BadRequest();
        await names.SaveAsync(database, Id, name?.Trim() ?? "", telephone?.Trim() ?? "", cancel);
        return Redirect($"/cases/{Id}");
    }

    private int Place(NextStep step) => step switch
    {
        { Kind: StepKind.Abort or StepKind.WithdrawConsent or StepKind.Decline or StepKind.Withdraw or StepKind.ReferElsewhere } => 3,
        { To: CasePhase.Paused or CasePhase.ShortCounselling or CasePhase.WaitingList } => 2,
        _ => step.To > State.Phase ? 0 : 1,
    };

    private bool LeadsOn(StepKind kind)
    {
        var definition = lifecycle.Steps.Single(s => s.Kind == kind);
        return definition.To.Except(definition.From).Any();
    }
}
