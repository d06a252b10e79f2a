using System.Security.Cryptography;
using Kim.Web.Safety;
using Scalar.AspNetCore;

namespace Kim.Web.Api;

/// <summary>The page to try the API out. Its scripts come from the package; the one that stands in the page carries a nonce.</summary>
internal static class TryPage
{
    internal const string Path = "/api/try";
    private const int NonceLength = 16;

    internal static void MapTryPage(this WebApplication app) => app.MapScalarApiReference(Path, (options, context) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceLength));
        context.Response.Headers.ContentSecurityPolicy = SafetySetup.PolicyOfTryPage(nonce);
        options.WithNonce(nonce);
        options.WithTitle("KIM Herne").DisableDefaultFonts();
    });
}
