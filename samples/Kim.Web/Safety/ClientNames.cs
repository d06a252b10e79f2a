using Kim.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Safety;

/// <summary>Names and telephone numbers of clients, encrypted before they reach the database: whoever has only the file reads nothing.</summary>
internal sealed class ClientNames(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Kim.Web.ClientNames");

    internal string Encrypt(string text) => _protector.Protect(text);

    internal string Decrypt(string text) => text.Length == 0 ? "" : _protector.Unprotect(text);

    /// <summary>The name and telephone number of a case's client; empty where none is known.</summary>
    internal async Task<(string Name, string Telephone)> OfAsync(KimContext database, string caseId, CancellationToken cancel) =>
        await database.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.CaseId == caseId, cancel) is { } row ? (Decrypt(row.EncryptedName), Decrypt(row.EncryptedTelephone)) : ("", "");

    internal async Task SaveAsync(KimContext database, string caseId, string name, string telephone, CancellationToken cancel)
    {
        var row = await database.Clients.SingleOrDefaultAsync(c => c.CaseId == caseId, cancel);
        if (row is null)
            database.Clients.Add(row = new ClientRow { CaseId = caseId, EncryptedName = "", EncryptedTelephone = "" });
        (row.EncryptedName, row.EncryptedTelephone) = (Encrypt(name), Encrypt(telephone));
        await database.SaveChangesAsync(cancel);
    }
}
