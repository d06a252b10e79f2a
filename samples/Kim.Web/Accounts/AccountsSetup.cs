using System.Security.Claims;
using Kim.Web.Storage;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kim.Web.Accounts;

/// <summary>Login of people by cookie, of programs by key, and what each role may do.</summary>
internal static class AccountsSetup
{
    internal const string ActorClaim = "kim:actor";
    internal const string OfficeClaim = "kim:office";

    internal static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentity<KimUser, IdentityRole>(options =>
            {
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
            })
            .AddEntityFrameworkStores<KimContext>()
            .AddClaimsPrincipalFactory<KimClaims>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "kim";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.HttpOnly = true;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
            cookie.LoginPath = "/login";
            cookie.AccessDeniedPath = "/forbidden";
            cookie.ReturnUrlParameter = "to";
        });
        services.AddAuthentication().AddScheme<ProgramKeyOptions, ProgramKeyHandler>(ProgramKeyHandler.SchemeName, options => builder.Configuration.Bind("Programs", options.Programs));
        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.CaseManager, policy => policy.RequireRole(Roles.CaseManager))
            .AddPolicy(Roles.Coordinator, policy => policy.RequireRole(Roles.Coordinator))
            .AddPolicy(Roles.Council, policy => policy.RequireRole(Roles.Council, Roles.Coordinator))
            .AddPolicy(Roles.Auditor, policy => policy.RequireRole(Roles.Auditor))
            .AddPolicy(Roles.Program, policy => policy.AddAuthenticationSchemes(ProgramKeyHandler.SchemeName).RequireRole(Roles.Program));
        services.AddScoped<DevelopmentAccounts>();
    }

    /// <summary>The name under which events know the person.</summary>
    internal static ActorId Actor(this ClaimsPrincipal user) => ActorId.TryFrom(user.FindFirstValue(ActorClaim), out var actor) ? actor : default;

    /// <summary>The office of a case manager or a program; empty for everybody else.</summary>
    internal static string Office(this ClaimsPrincipal user) => user.FindFirstValue(OfficeClaim) ?? "";
}

/// <summary>Puts actor and office into the cookie.</summary>
internal sealed class KimClaims(UserManager<KimUser> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<KimUser, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(KimUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(AccountsSetup.ActorClaim, user.Actor));
        identity.AddClaim(new Claim(AccountsSetup.OfficeClaim, user.Office));
        return identity;
    }
}
