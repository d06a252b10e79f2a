using Kim.Web.Storage;
using Kim.Web.Story;
using Microsoft.AspNetCore.Identity;

namespace Kim.Web.Accounts;

/// <summary>Accounts for trying the application out. In Development they have a password that everybody knows, and say so; elsewhere there is one only where the configuration gives it.</summary>
internal sealed partial class DevelopmentAccounts(KimContext database, IHostEnvironment environment, IConfiguration configuration, IPasswordHasher<KimUser> hasher, ILookupNormalizer normalizer, ILogger<DevelopmentAccounts> log)
{
    /// <summary>Known to everybody, thus good for nothing but trying out.</summary>
    internal const string KnownPassword = "herne-zum-ausprobieren";

    internal static string? PasswordFor(IHostEnvironment environment, IConfiguration configuration) =>
        configuration["Accounts:FirstPassword"] ?? (environment.IsDevelopment() ? KnownPassword : null);

    /// <summary>Adds the accounts to the database, without saving; none where no password is set.</summary>
    internal async Task CreateAsync()
    {
        if (database.Users.Any())
            return;
        if (PasswordFor(environment, configuration) is not { } password)
        {
            NoPassword(log);
            return;
        }

        foreach (var role in Roles.OfPeople)
            database.Roles.Add(new IdentityRole(role) { NormalizedName = normalizer.NormalizeName(role) });
        var hash = hasher.HashPassword(new KimUser(), password);
        foreach (var office in HerneStory.Offices)
        {
            Add($"{office.Code}-1", $"{office.Code}/1", office.Code, Roles.CaseManager, hash);
            Add($"{office.Code}-2", $"{office.Code}/2", office.Code, Roles.CaseManager, hash);
        }

        Add("koordination", "koordination", "", Roles.Coordinator, hash);
        Add("rat", "rat", "", Roles.Council, hash);
        Add("revision", "revision", "", Roles.Auditor, hash);
        await database.SaveChangesAsync();
    }

    /// <summary>Says at every start that the password is no secret, where it is none.</summary>
    internal void WarnOfKnownPassword()
    {
        if (PasswordFor(environment, configuration) == KnownPassword)
            Known(log, KnownPassword);
    }

    private void Add(string name, string actor, string office, string role, string hash)
    {
        var user = new KimUser
        {
            UserName = name,
            NormalizedUserName = normalizer.NormalizeName(name),
            Actor = actor,
            Office = office,
            PasswordHash = hash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        database.Users.Add(user);
        database.UserRoles.Add(new IdentityUserRole<string> { UserId = user.Id, RoleId = database.Roles.Local.Single(r => r.Name == role).Id });
    }

    [LoggerMessage(LogLevel.Warning, "DEVELOPMENT ONLY: every account has the publicly known password '{Password}'. Never let this instance be reached from outside.")]
    private static partial void Known(ILogger log, string password);

    [LoggerMessage(LogLevel.Warning, "There are no accounts: set Accounts:FirstPassword in the configuration for the first start, then change every password.")]
    private static partial void NoPassword(ILogger log);
}
