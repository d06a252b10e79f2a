using System.Collections;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>A report with true figures (ungeschützter Bericht): for those who may see single cases anyway, never for publication.</summary>
/// <remarks>
/// <para>The cells are the full cube: every combination of groups that occurs, all totals over some of the dimensions, and the grand total, which comes first. Cells with nothing but zeros are left out, the grand total never is.</para>
/// <para>The order is that of the groups: the total before them, unknown values last.</para>
/// </remarks>
public sealed class Report
{
    private readonly Lazy<Dictionary<string, ReportCell>> _byGroups;

    internal Report(ReportRequest request, TopicTaxonomy taxonomy, Cells cells)
    {
        Taxonomy = taxonomy;
        Request = request;
        Cells = new CellList(cells, request.Dimensions.Count);
        _byGroups = new(() => Cells.ToDictionary(c => c.Key, StringComparer.Ordinal));
    }

    /// <summary>What was asked for.</summary>
    public ReportRequest Request { get; }

    /// <summary>The cells, the grand total first.</summary>
    public IReadOnlyList<ReportCell> Cells { get; }

    /// <summary>The grand total.</summary>
    public ReportCell Total => Cells[0];

    internal TopicTaxonomy Taxonomy { get; }

    /// <summary>Counts a report.</summary>
    /// <param name="register">The cases.</param>
    /// <param name="request">What to count.</param>
    /// <param name="contacts">The contacts of the period, needed for measures of contacts only.</param>
    /// <exception cref="ArgumentException">A measure is one of occurrences, or needs contacts and none are given, or they belong to another register or period.</exception>
    /// <exception cref="ReportTooLargeException">There would be more than <see cref="ReportTooLargeException.MostCells"/> cells.</exception>
    /// <exception cref="FiguresDoNotCloseException">Stock and flow of the city or of an office don't close; a defect.</exception>
    public static Report Count(CaseRegister register, ReportRequest request, ContactTally? contacts = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(request);
        return CountAll(register, [request], contacts)[0];
    }

    /// <summary>Counts a report of what happened besides cases being open.</summary>
    /// <param name="register">What happened.</param>
    /// <param name="request">What to count: measures of <see cref="Measures.OfOccurrences"/>.</param>
    /// <exception cref="ArgumentException">The measures are of cases.</exception>
    /// <exception cref="ReportTooLargeException">There would be more than <see cref="ReportTooLargeException.MostCells"/> cells.</exception>
    public static Report CountOccurrences(OccurrenceRegister register, ReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(request);
        if (!request.IsOfOccurrences)
            throw new ArgumentException($"The measure '{request.Measures[0].Code()}' is one of cases; count it over a register of cases.", nameof(request));
        return new Report(request with { Topics = register.Topics }, register.Taxonomy, register.Count(request));
    }

    /// <summary>Counts several reports of one period in one pass over the register, such as all tables of a council paper.</summary>
    /// <param name="register">The cases.</param>
    /// <param name="requests">What to count; all of the same period.</param>
    /// <param name="contacts">The contacts of the period, needed for measures of contacts only.</param>
    /// <param name="threads">How many threads may count at once; the figures don't depend on it.</param>
    /// <returns>A report for each request, in their order.</returns>
    /// <exception cref="ArgumentException">No request is given, their periods differ, a measure is one of occurrences, a measure needs contacts and none are given, or they belong to another register or period.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    /// <exception cref="ReportTooLargeException">There would be more than <see cref="ReportTooLargeException.MostCells"/> cells in one of them.</exception>
    public static IReadOnlyList<Report> CountAll(CaseRegister register, IReadOnlyList<ReportRequest> requests, ContactTally? contacts = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count == 0)
            throw new ArgumentException("At least one report has to be asked for.", nameof(requests));
        if (threads < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread has to count.");
        if (requests.FirstOrDefault(r => r.IsOfOccurrences) is { } ofOccurrences)
            throw new ArgumentException($"The measure '{ofOccurrences.Measures[0].Code()}' is one of what happened; count it over an {nameof(OccurrenceRegister)}.", nameof(requests));
        if (requests.FirstOrDefault(r => r.Period != requests[0].Period) is { } other)
            throw new ArgumentException($"Reports that are counted together have one period; {other.Period} is not {requests[0].Period}.", nameof(requests));
        CheckContacts(register, requests, contacts);
        var reports = CubeCounter.Count(register, requests, contacts, threads).Select((cells, i) => new Report(requests[i] with { Topics = register.Topics }, register.Taxonomy, cells)).ToList().AsReadOnly();
        foreach (var report in reports)
            register.Proof.Value.Check(report);
        return reports;
    }

    /// <summary>Checks that contacts are there where they are needed, and are the right ones.</summary>
    internal static void CheckContacts(CaseRegister register, IReadOnlyList<ReportRequest> requests, ContactTally? contacts)
    {
        if (contacts is null && requests.SelectMany(r => r.Measures).FirstOrDefault(m => m.NeedsContacts()) is var needing and not Measure.Unspecified)
            throw new ArgumentException($"The measure '{needing.Code()}' needs the contacts of the period.", nameof(contacts));
        if (contacts is not null && (contacts.Register != register || contacts.Period != requests[0].Period))
            throw new ArgumentException("The contacts were tallied for another register or period.", nameof(contacts));
    }

    /// <summary>The report as a table to be written out, which says that it is not for publication.</summary>
    /// <param name="texts">The language of headings and names.</param>
    /// <param name="rowsLeftOut">How many faulty rows of the input are not counted; null where faulty rows were not skipped.</param>
    public ReportExport ExportUnprotected(ReportTexts texts, long? rowsLeftOut = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = Cells.Select(cell => new ReportRow(cell.Groups, [.. Request.Measures.Select(cell.Value)], 0)).ToList().AsReadOnly();
        return new ReportExport(Request, "none", [texts.UnprotectedWarning], rows, texts, rowsLeftOut);
    }

    /// <summary>The cell of these groups, one for each dimension, null for the total over it; null where there is no such cell, which means zeros.</summary>
    public ReportCell? Find(params string?[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return _byGroups.Value.TryGetValue(ReportCell.KeyOf(groups), out var cell) ? cell : null;
    }
}

/// <summary>Cells as a list; each is made when it is looked at.</summary>
internal sealed class CellList(Cells cells, int dimensions) : IReadOnlyList<ReportCell>
{
    public int Count => cells.Count;

    public ReportCell this[int index] => index >= 0 && index < cells.Count ? new ReportCell(cells, index, dimensions) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<ReportCell> GetEnumerator()
    {
        for (var cell = 0; cell < cells.Count; cell++)
            yield return new ReportCell(cells, cell, dimensions);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A report would have more cells than anyone can use.</summary>
public sealed class ReportTooLargeException : Exception
{
    /// <summary>How many cells a report may have.</summary>
    public const int MostCells = 5_000_000;

    internal ReportTooLargeException()
        : base($"The report would have more than {MostCells} cells; fewer dimensions make it smaller.")
    {
    }
}
