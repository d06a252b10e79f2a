using Kim.Web.Storage;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kim.Web.City;

/// <summary>Counts the facts in the database. What leaves here is protected; true figures stay inside.</summary>
internal sealed class CityReports(KimContext database, TopicTaxonomy taxonomy, RegisterCache cache)
{
    internal async Task<PublishedReport> CountAsync(ReportRequest request, CancellationToken cancel)
    {
        var register = await RegisterAsync(cancel);
        if (!request.Measures.Any(m => m.NeedsContacts()))
            return PublishedReport.Protect(Report.Count(register, request));
        var tally = new ContactTally(register, request.Period);
        var (from, to) = (request.Period.From, request.Period.To);
        await foreach (var contact in database.Contacts.AsNoTracking().Where(c => c.On >= from && c.On < to).AsAsyncEnumerable().WithCancellation(cancel))
            tally.TryAdd(CaseId.From(contact.CaseId), contact.On, contact.Minutes);
        return PublishedReport.Protect(Report.Count(register, request, tally));
    }

    /// <summary>The first day on which a case was open.</summary>
    internal async Task<LocalDate> StartAsync(CancellationToken cancel) => (await RegisterAsync(cancel)).FirstOpenedOn ?? new LocalDate(2023, 1, 1);

    /// <summary>The register of all facts, kept until something changes.</summary>
    private async Task<CaseRegister> RegisterAsync(CancellationToken cancel)
    {
        var version = (await database.Outbox.MaxAsync(o => (long?)o.Number, cancel) ?? 0, await database.Facts.LongCountAsync(f => f.Origin != "", cancel));
        if (cache.Find(version) is { } known)
            return known;
        var builder = new CaseRegisterBuilder(taxonomy);
        await foreach (var row in database.Facts.AsNoTracking().OrderBy(f => f.Origin).ThenBy(f => f.Id).AsAsyncEnumerable().WithCancellation(cancel))
            builder.Add(CaseRows.Facts(row));
        return cache.Keep(version, builder.Build());
    }
}

/// <summary>Keeps one register for all requests.</summary>
internal sealed class RegisterCache
{
    private volatile Entry? _entry;

    internal CaseRegister? Find((long Events, long Imported) version) => _entry is { } entry && entry.Version == version ? entry.Register : null;

    internal CaseRegister Keep((long Events, long Imported) version, CaseRegister register)
    {
        _entry = new Entry(version, register);
        return register;
    }

    private sealed record Entry((long Events, long Imported) Version, CaseRegister Register);
}
