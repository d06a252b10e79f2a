using Kim.Web.Safety;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Kim.Web.Accounts;

[EnableRateLimiting(SafetySetup.PublicLimit)]
internal sealed class LoginPage(SignInManager<KimUser> logins, AuditLog audit, IHostEnvironment environment, IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool IsWrong { get; private set; }

    /// <summary>Shown only where the password is the known one of Development.</summary>
    public string? KnownPassword => environment.IsDevelopment() && DevelopmentAccounts.PasswordFor(environment, configuration) == DevelopmentAccounts.KnownPassword ? DevelopmentAccounts.KnownPassword : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await logins.PasswordSignInAsync(Name ?? "", Password ?? "", isPersistent: false, lockoutOnFailure: true);
        // The name that was typed is not logged: people type their password there by mistake.
        await audit.WriteAsync(outcome.Succeeded ? Name! : "-", "login", "", outcome.Succeeded ? "done" : outcome.IsLockedOut ? "locked" : "refused", cancel);
        if (outcome.Succeeded)
            return LocalRedirect(Url.IsLocalUrl(To) ? To : "/start");
        IsWrong = true;
        return Page();
    }
}
