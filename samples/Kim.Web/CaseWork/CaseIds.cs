using System.Security.Cryptography;
using System.Text;
using KimCaseManagement.Vocabulary;

namespace Kim.Web.CaseWork;

/// <summary>Ids of new cases: short enough to be read out at a desk, too many to be guessed, without letters that look alike.</summary>
internal static class CaseIds
{
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Length = 10;

    internal static CaseId New() => CaseId.From("kim-" + RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>The id of the case that an attempt opens: the same attempt twice opens one case.</summary>
    internal static CaseId From(string attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(attempt));
        return CaseId.From("kim-" + string.Concat(hash.Take(Length).Select(b => Letters[b % Letters.Length])));
    }
}
