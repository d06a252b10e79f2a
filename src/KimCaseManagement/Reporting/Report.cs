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
    private readonly Dictionary<string, ReportCell> _byGroups;

    internal Report(ReportRequest request, TopicTaxonomy taxonomy, IReadOnlyList<ReportCell> cells)
    {
        Taxonomy = taxonomy;
        Request = request;
        Cells = cells;
        _byGroups = cells.ToDictionary(c => c.Key, StringComparer.Ordinal);
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
    /// <exception cref="ArgumentException">A measure needs contacts and none are given, or they belong to another register or period.</exception>
    /// <exception cref="ReportTooLargeException">There would be more than <see cref="ReportTooLargeException.MostCells"/> cells.</exception>
    public static Report Count(CaseRegister register, ReportRequest request, ContactTally? contacts = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(request);
        if (contacts is null && request.Measures.FirstOrDefault(m => m.NeedsContacts()) is var needing and not Measure.Unspecified)
            throw new ArgumentException($"The measure '{needing.Code()}' needs the contacts of the period.", nameof(contacts));
        if (contacts is not null && (contacts.Register != register || contacts.Period != request.Period))
            throw new ArgumentException("The contacts were tallied for another register or period.", nameof(contacts));
        return new Report(request, register.Taxonomy, new CubeCounter(register, request, contacts).Count());
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
        return _byGroups.TryGetValue(ReportCell.KeyOf(groups), out var cell) ? cell : null;
    }
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
