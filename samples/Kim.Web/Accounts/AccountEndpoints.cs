using Kim.Web.Safety;
using Kim.Web.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Kim.Web.Accounts;

/// <summary>The few addresses around login that have no page of their own.</summary>
internal static class AccountEndpoints
{
    internal static void MapAccounts(this WebApplication app)
    {
        app.MapGet("/start", (HttpContext context) => Results.LocalRedirect(
            context.User.IsInRole(Roles.CaseManager) ? "/cases" :
            context.User.IsInRole(Roles.Coordinator) ? "/coordination" :
            context.User.IsInRole(Roles.Council) ? "/city" :
            context.User.IsInRole(Roles.Auditor) ? "/audit" : "/"));

        app.MapPost("/logout", async (HttpContext context) =>
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            return Results.LocalRedirect("/");
        }).DisableAntiforgery().AddEndpointFilter(OwnFormsOnlyAsync);

        app.MapPost("/language/{language}", (string language, [FromForm] string? to, HttpContext context) =>
        {
            if (Speech.OfStaff.Any(l => l.Value == language))
                context.Response.Cookies.Append(Speech.Cookie, language, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, MaxAge = TimeSpan.FromDays(365) });
            return Results.LocalRedirect(to is ['/', ..] and not ['/', '/' or '\\', ..] ? to : "/");
        }).DisableAntiforgery().AddEndpointFilter(OwnFormsOnlyAsync);

        app.MapGet("/forbidden", async (HttpContext context, AuditLog audit, CancellationToken cancel) =>
        {
            await audit.WriteAsync(context.User.Actor() is { IsDefault: false } actor ? actor.Value : "-", "forbidden", PathOf(context.Request.Query["to"]), "forbidden", cancel);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        });
    }

    /// <summary>Refuses a form that another site has made, with a status that the page about it can be shown for.</summary>
    private static async ValueTask<object?> OwnFormsOnlyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        await call.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(call.HttpContext) ? await next(call) : Results.BadRequest();

    /// <summary>The page that was asked for, without its query: there may be words of people in it.</summary>
    private static string PathOf(string? address) => address is null ? "" : address.Split('?')[0] is { Length: <= 200 } path ? path : "";
}
