using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;

namespace Kim.Web.Safety;

/// <summary>What protects every page, in one place.</summary>
internal static class SafetySetup
{
    /// <summary>Name of the limit for pages that anybody may call.</summary>
    internal const string PublicLimit = "public";

    /// <summary>The largest body of a request, in bytes: a form of this application has some hundred.</summary>
    internal const long LargestBody = 256 * 1024;

    /// <summary>The largest register that can be imported, in bytes.</summary>
    internal const long LargestImport = 32 * 1024 * 1024;

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>The page to try the API brings a program of its own that writes styles; of the scripts in the page only the one with the nonce runs.</summary>
    internal static string PolicyOfTryPage(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    internal static void AddSafety(this WebApplicationBuilder builder, bool isDemo)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        services.AddAntiforgery(options => options.Cookie.Name = "kim-form");
        if (isDemo)
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        else
            services.AddDataProtection().SetApplicationName("Kim.Web").PersistKeysToFileSystem(Directory.CreateDirectory(builder.Configuration["Keys:Folder"] ?? Path.Combine(builder.Environment.ContentRootPath, "App_Data", "keys")));
        var perMinute = builder.Configuration.GetValue("Limits:PublicRequestsPerMinute", 120);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(PublicLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddSingleton<ClientNames>();
        services.AddSingleton<AuditLog>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
    }

    internal static void UseSafetyHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.OnStarting(() =>
        {
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
