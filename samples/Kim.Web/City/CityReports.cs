using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kim.Web.City;

/// <summary>What stands on one page, protected together: readers lay tables side by side.</summary>
/// <param name="Breakdown">What was asked for.</param>
/// <param name="Before">The same of the period before; null where it was not asked for or there is none.</param>
/// <param name="OverTime">Running cases by office, quarter by quarter; empty where they are left out.</param>
/// <param name="ByTopic">Some figures by topic, for the report on paper; null elsewhere.</param>
/// <param name="IsPartLeftOut">Whether something is left out because beside the breakdown it would give persons away.</param>
internal sealed record Dashboard(PublishedReport Breakdown, PublishedReport? Before, IReadOnlyList<PublishedReport> OverTime, PublishedReport? ByTopic, bool IsPartLeftOut);

/// <summary>Counts the facts in the database. What leaves here is protected; true figures stay inside.</summary>
internal sealed class CityReports(KimContext database, TopicTaxonomy taxonomy, TextCatalogue texts, CityClock clock, RegisterCache cache)
{
    private const int MostQuarters = 8;
    private const int Tries = 5;

    private static readonly Measure[] OfTopics = [Measure.PersonsServed, Measure.Opened, Measure.OpenAtEnd];

    /// <summary>The breakdown alone, for a file.</summary>
    internal async Task<PublishedReport> CountAsync(ReportChoice choice, CancellationToken cancel) =>
        PublishedReport.Protect(await CountAsync(await RegisterAsync(cancel), choice.Request(await StartAsync(cancel), clock.Today), cancel));

    /// <summary>Everything for the page. The breakdown is the one of <see cref="CountAsync(ReportChoice, CancellationToken)"/>, what stands beside it is protected after it.</summary>
    internal async Task<Dashboard> ViewAsync(ReportChoice choice, bool withTopics, CancellationToken cancel)
    {
        var (register, start) = (await RegisterAsync(cancel), await StartAsync(cancel));
        var breakdown = await CountAsync(choice, cancel);
        var ledger = PublicationLedger.Empty.With(new Publication("page", clock.Today, breakdown));
        var (period, isPartLeftOut) = (breakdown.Request.Period, false);
        var before = choice.Compare && choice.IsComparable && ReportChoice.Before(period, start) is { } earlier ? Next(Report.Count(register, new ReportRequest(earlier, choice.Dimensions, ReportChoice.OfCases))) : null;
        // Eight quarters beside a table by something else are the more to be searched through the less they share with it; they go with the offices.
        var quarters = choice.Dimensions is [Dimension.Office] ? ReportChoice.Quarters(start, clock.Today) : [];
        var overTime = quarters.TakeLast(MostQuarters).Select(quarter => Next(Report.Count(register, new ReportRequest(quarter, [Dimension.Office], [Measure.OpenAtEnd])))).ToList();
        var byTopic = withTopics ? Next(Report.Count(register, new ReportRequest(period, [Dimension.Topic], OfTopics))) : null;
        return new Dashboard(breakdown, before, overTime.Contains(null) ? [] : [.. overTime.OfType<PublishedReport>()], byTopic, isPartLeftOut);

        PublishedReport? Next(Report report)
        {
            var next = PublishedReport.ProtectAfter(report, register, ledger, cancellation: cancel).Report;
            if (next is not null)
                ledger = ledger.With(new Publication("page", clock.Today, next));
            isPartLeftOut |= next is null;
            return next;
        }
    }

    /// <summary>Publishes a breakdown, protected against everything published before, and notes it in the ledger.</summary>
    /// <returns>Why it can't be published; null where it is.</returns>
    internal async Task<Reason?> PublishAsync(ReportChoice choice, string by, CancellationToken cancel)
    {
        var register = await RegisterAsync(cancel);
        var report = await CountAsync(register, choice.Request(await StartAsync(cancel), clock.Today), cancel);
        for (var tries = 1; ; tries++)
        {
            var ledger = LedgerOf(await database.Publications.AsNoTracking().OrderBy(p => p.Number).ToListAsync(cancel));
            var outcome = PublishedReport.ProtectAfter(report, register, ledger, cancellation: cancel);
            if (outcome.Report is not { } published)
                return outcome.Refusal;
            var export = published.Export(await TextsAsync(LanguageTag.German, cancel));
            var csv = Text(writer => export.WriteCsv(writer, CsvDialect.German));
            database.Publications.Add(new PublicationRow
            {
                Number = ledger.Publications.Count + 1,
                At = clock.Now,
                By = by,
                Entry = new Publication(by, clock.Today, published).ToJson(),
                Json = Text(export.WriteJson),
                Csv = csv,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv))),
            });
            database.Audit.Add(new AuditRow { At = clock.Now, By = by, Action = "report.publish", Subject = export.Title, Outcome = "done" });
            try
            {
                await database.SaveChangesAsync(cancel);
                return null;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Somebody has published meanwhile, the number is taken: protect against that too.
                database.ChangeTracker.Clear();
            }
        }
    }

    internal static PublicationLedger LedgerOf(IEnumerable<PublicationRow> rows) => PublicationLedger.Parse(string.Join("\n", rows.Select(row => row.Entry)));

    /// <summary>Words for reports, with the names of the offices.</summary>
    internal async Task<ReportTexts> TextsAsync(LanguageTag language, CancellationToken cancel)
    {
        var named = texts;
        foreach (var office in await database.Offices.AsNoTracking().ToListAsync(cancel))
            named = named.With("office." + office.Code, LanguageTag.German, office.Name);
        return new ReportTexts(language, named, taxonomy);
    }

    /// <summary>The first day on which a case was open.</summary>
    internal async Task<LocalDate> StartAsync(CancellationToken cancel) => (await RegisterAsync(cancel)).FirstOpenedOn ?? new LocalDate(2023, 1, 1);

    internal static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        write(text);
        return text.ToString();
    }

    private async Task<Report> CountAsync(CaseRegister register, ReportRequest request, CancellationToken cancel)
    {
        var tally = new ContactTally(register, request.Period);
        var (from, to) = (request.Period.From, request.Period.To);
        await foreach (var contact in database.Contacts.AsNoTracking().Where(c => c.On >= from && c.On < to).AsAsyncEnumerable().WithCancellation(cancel))
            tally.TryAdd(CaseId.From(contact.CaseId), contact.On, contact.Minutes);
        return Report.Count(register, request, tally);
    }

    /// <summary>The register of all facts, kept until something changes.</summary>
    private async Task<CaseRegister> RegisterAsync(CancellationToken cancel)
    {
        var version = (await database.Outbox.MaxAsync(o => (long?)o.Number, cancel) ?? 0, await database.Imports.MaxAsync(i => (long?)i.Number, cancel) ?? 0);
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

    internal CaseRegister? Find((long Events, long Imports) version) => _entry is { } entry && entry.Version == version ? entry.Register : null;

    internal CaseRegister Keep((long Events, long Imports) version, CaseRegister register)
    {
        _entry = new Entry(version, register);
        return register;
    }

    private sealed record Entry((long Events, long Imports) Version, CaseRegister Register);
}
