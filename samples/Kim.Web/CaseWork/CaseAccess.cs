using System.Security.Claims;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>Which cases somebody may see: those of the own office, and those that are offered to it. Every look is logged, and so is every refused one.</summary>
internal sealed class CaseAccess(KimContext database, AuditLog audit)
{
    /// <summary>The row of a case; null where there is none or it belongs to another office. Both look alike from outside, so that ids can't be tried out.</summary>
    internal async Task<CaseRow?> FindAsync(ClaimsPrincipal user, string id, string action, CancellationToken cancel)
    {
        var office = user.Office();
        var row = await database.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.Office == office || c.OfferedOffice == office), cancel);
        await audit.WriteAsync(user.Actor().Value, action, Shown(id), row is null ? "forbidden" : "done", cancel);
        return row;
    }

    /// <summary>What may stand in the log: an id that could be one. Anything else may hold anything.</summary>
    private static string Shown(string id) => id.Length <= 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? id : "?";
}
