using System.Security.Cryptography;
using Kim.Web.Accounts;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>Somebody has come into the office: the form of the step that opens a case.</summary>
[Authorize(Policy = Roles.CaseManager)]
internal sealed class NewPage(CaseStore cases, CaseLifecycle lifecycle, StepForm form, KimContext database) : PageModel
{
    /// <summary>What the application knows itself: the office, its provider, and a pseudonym that nobody has to invent.</summary>
    private static readonly string[] Known = ["office", "provider", "person", "previous_case"];

    private static readonly LifecycleStep Register = CaseLifecycle.Standard.Steps.Single(s => s.Kind == StepKind.RegisterInquiry);

    [BindProperty]
    public string Attempt { get; set; } = "";

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public IReadOnlyList<Blocker> Problems { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(null, [], cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!StepId.TryFrom(Attempt, out var attempt))
            return BadRequest();
        var office = await database.Offices.AsNoTracking().SingleAsync(o => o.Code == User.Office(), cancel);
        var typed = await Request.ReadFormAsync(cancel);
        var id = CaseIds.From(User.Actor() + "/" + Attempt);
        var data = (await form.ReadAsync(Register, typed, cancel)).With("office", office.Code).With("provider", office.Provider).With("person", "p-" + id.Value);
        var reading = lifecycle.Read(Register.Kind.Code(), data);
        if (reading.Step is null)
            return await ShowAsync(typed, reading.Problems, cancel);
        var decision = await cases.TakeAsync(new Attempt(id, reading.Step, User.Actor(), attempt), cancel);
        return decision.IsAccepted ? Redirect($"/cases/{id}") : await ShowAsync(typed, decision.Blockers, cancel);
    }

    private async Task<IActionResult> ShowAsync(IFormCollection? typed, IReadOnlyList<Blocker> problems, CancellationToken cancel)
    {
        var fields = await form.FieldsAsync(Register, CaseState.NotOpened, typed, problems, cancel);
        Fields = [.. fields.Where(f => !Known.Contains(f.Field.Name))];
        Problems = [.. problems.Where(b => !Fields.Any(f => f.Field.Name == b.Field))];
        Attempt = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        ModelState.Clear();
        return Page();
    }
}
