using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Kim.Web.Accounts;

/// <summary>One program that may call the API, from the configuration section <c>Programs</c>.</summary>
internal sealed class ProgramKey
{
    /// <summary>The name, as it stands in events and in the audit log.</summary>
    public string Name { get; set; } = "";

    /// <summary>The office whose cases it works on.</summary>
    public string Office { get; set; } = "";

    /// <summary>The key that it sends as <c>Authorization: Bearer KEY</c>; at least 32 characters.</summary>
    public string Key { get; set; } = "";
}

internal sealed class ProgramKeyOptions : AuthenticationSchemeOptions
{
    public List<ProgramKey> Programs { get; } = [];
}

/// <summary>Knows programs by their key. Keys are compared in constant time.</summary>
internal sealed class ProgramKeyHandler(IOptionsMonitor<ProgramKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<ProgramKeyOptions>(options, logger, encoder)
{
    internal const string SchemeName = "program-key";
    private const int LeastLength = 32;
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.Ordinal))
            return Task.FromResult(AuthenticateResult.NoResult());
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(header[Prefix.Length..]));
        var program = Options.Programs.Find(p => p.Key.Length >= LeastLength && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(p.Key)), given));
        if (program is null)
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, program.Name), new(ClaimTypes.Role, Roles.Program), new(AccountsSetup.ActorClaim, program.Name), new(AccountsSetup.OfficeClaim, program.Office)],
            SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}
