using System.Security.Cryptography;
using Kim.Web.Accounts;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kim.Web.CaseWork;

/// <summary>The form of one step of one case. What stands in it survives a refusal and a conflict.</summary>
[Authorize(Policy = Roles.CaseManager)]
internal sealed class StepPage(CaseAccess access, CaseStore cases, CaseLifecycle lifecycle, StepForm form, CityClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Step { get; set; } = "";

    /// <summary>The version of the case that the person saw.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The id of the attempt: a button pressed twice acts once.</summary>
    [BindProperty]
    public string Attempt { get; set; } = "";

    public CaseState State { get; private set; } = CaseState.NotOpened;

    public LifecycleStep Definition { get; private set; } = null!;

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    /// <summary>What keeps the step from being taken and belongs to no field.</summary>
    public IReadOnlyList<Blocker> Problems { get; private set; } = [];

    /// <summary>What others did since the form was opened; empty where nobody did.</summary>
    public IReadOnlyList<CaseEvent> Meanwhile { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync("read", cancel))
            return NotFound();
        var blockers = lifecycle.NextSteps(State, clock.Today, await cases.HostFactsAsync(State, cancel: cancel), User.Actor()).Find(Definition.Kind)?.Blockers ?? [];
        return await ShowAsync(null, blockers, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync("write", cancel))
            return NotFound();
        if (!StepId.TryFrom(Attempt, out var attempt))
            return BadRequest();
        var typed = await Request.ReadFormAsync(cancel);
        var reading = lifecycle.Read(Step, await form.ReadAsync(Definition, typed, cancel));
        if (reading.Step is null)
            return await ShowAsync(typed, reading.Problems, cancel);
        var decision = await cases.TakeAsync(new Attempt(CaseId.From(Id), reading.Step, User.Actor(), attempt, Version), cancel);
        if (decision.IsAccepted)
            return Redirect($"/cases/{Id}?done={Definition.Kind.Code()}");
        if (decision.Blockers.Any(b => b.Code == "version-conflict"))
        {
            var history = await cases.HistoryAsync(CaseId.From(Id), cancel);
            Meanwhile = [.. history.Where(happened => happened.Version > Version)];
            State = CaseState.Replay(history);
        }

        return await ShowAsync(typed, decision.Blockers, cancel);
    }

    private async Task<bool> LoadAsync(string action, CancellationToken cancel)
    {
        if (await access.FindAsync(User, Id, action, cancel) is null || !StepKinds.TryParse(Step, out var kind) || kind == StepKind.RegisterInquiry)
            return false;
        Definition = lifecycle.Steps.Single(s => s.Kind == kind);
        State = await cases.LoadAsync(CaseId.From(Id), cancel);
        return true;
    }

    private async Task<IActionResult> ShowAsync(IFormCollection? typed, IReadOnlyList<Blocker> blockers, CancellationToken cancel)
    {
        Fields = await form.FieldsAsync(Definition, State, typed, blockers, cancel);
        Problems = [.. blockers.Where(b => b.Code != "version-conflict" && !Fields.Any(f => f.Field.Name == b.Field))];
        Version = State.Version;
        Attempt = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        ModelState.Clear();
        return Page();
    }
}
