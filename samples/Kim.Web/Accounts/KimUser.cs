using Microsoft.AspNetCore.Identity;

namespace Kim.Web.Accounts;

/// <summary>Somebody who may log in.</summary>
internal sealed class KimUser : IdentityUser
{
    /// <summary>The name under which events and the audit log know the person.</summary>
    public string Actor { get; set; } = "";

    /// <summary>The office of a case manager; empty for others.</summary>
    public string Office { get; set; } = "";
}

/// <summary>The roles. What each may see stands in <c>README.md</c>.</summary>
internal static class Roles
{
    /// <summary>Works on the cases of the own office.</summary>
    internal const string CaseManager = "case-manager";

    /// <summary>Sees aggregates of all offices, publishes, imports.</summary>
    internal const string Coordinator = "coordinator";

    /// <summary>City and council: sees protected figures.</summary>
    internal const string Council = "council";

    /// <summary>Reads the audit log, and nothing else.</summary>
    internal const string Auditor = "auditor";

    /// <summary>A program that works on the cases of one office.</summary>
    internal const string Program = "program";

    internal static IReadOnlyList<string> OfPeople { get; } = [CaseManager, Coordinator, Council, Auditor];
}
