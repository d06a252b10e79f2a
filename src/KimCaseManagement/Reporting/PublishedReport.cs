using KimCaseManagement.Reporting.Protection;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>A report whose small counts are withheld so that nobody can work them out (geheimgehaltener Bericht): what a city may publish.</summary>
/// <remarks>
/// <para>Zeros are published. Every count from 1 to K−1 is withheld, and as many others as it takes, so that whoever knows the rules and everything published can't narrow a withheld count to fewer than K
/// whole numbers. Minutes and durations that rest on fewer than K cases are withheld too, durations wherever <see cref="Measure.Closed"/> is.</para>
/// <para>Deterministic: the same figures give the same publication, whatever the order of the input. See docs/explanation/protection.md.</para>
/// </remarks>
public sealed class PublishedReport
{
    /// <summary>K unless said otherwise.</summary>
    public const int DefaultK = 3;

    private readonly EquatableList<ReportRow> _rows;
    private readonly EquatableList<Measure> _givenUp;

    private PublishedReport(ReportRequest request, TopicTaxonomy taxonomy, int k, int? roundingBase, IEnumerable<ReportRow> rows, IEnumerable<Measure> givenUp, IReadOnlyList<SuppressionCertificate> certificates)
    {
        Request = request;
        Taxonomy = taxonomy;
        K = k;
        RoundingBase = roundingBase;
        Certificates = certificates;
        _rows = EquatableList<ReportRow>.CopyOf(rows);
        _givenUp = EquatableList<Measure>.CopyOf(givenUp);
    }

    /// <summary>What was asked for.</summary>
    public ReportRequest Request { get; }

    /// <summary>The least number of values that every withheld count can have; 1 where figures are rounded instead.</summary>
    public int K { get; }

    /// <summary>What every count is rounded to a multiple of; null where counts are withheld instead.</summary>
    public int? RoundingBase { get; }

    /// <summary>The rows, the grand total first.</summary>
    public IReadOnlyList<ReportRow> Rows => _rows;

    /// <summary>Measures that could not be protected but by withholding every count of them that isn't zero; coarser groups, a longer period or rounding help.</summary>
    public IReadOnlyList<Measure> GivenUp => _givenUp;

    /// <summary>What shows that withheld counts have K possible values.</summary>
    internal IReadOnlyList<SuppressionCertificate> Certificates { get; }

    internal TopicTaxonomy Taxonomy { get; }

    /// <summary>Protects a report by itself, as if nothing else were ever published of the register.</summary>
    /// <param name="report">The true figures.</param>
    /// <param name="k">The least number of values that every withheld count can have; 1 withholds nothing.</param>
    /// <remarks>
    /// <para><see cref="Measure.PersonsInSeveralOffices"/> follows from the persons of offices in too many ways: in a report with it, either no count has to be withheld, or all are; give it a report of its own.</para>
    /// <para>So it is with <see cref="Measure.HandedOverIn"/> and <see cref="Measure.HandedOverOut"/> together. Other measures of occurrences are protected each by itself.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is not between 1 and 1000.</exception>
    public static PublishedReport Protect(Report report, int k = DefaultK)
    {
        ArgumentNullException.ThrowIfNull(report);
        CheckK(k);
        if (report.Request.IsOfOccurrences)
            return ProtectOccurrences(report, k);
        var model = new ProtectionModel(report, _ => true);
        var suppressor = Suppress(report, model, k);
        var isAllOrNothing = report.Request.Measures.Any(IsAllOrNothing) && report.Cells.Any(cell => report.Request.Measures.Any(m => m.IsCount() && !m.NeedsContacts() && cell.Value(m) is { } count && count >= 1 && count < k));
        if (isAllOrNothing)
            suppressor.GiveUpAll();
        var givenUp = report.Request.Measures.Where(m => m.IsCount() && suppressor.GivenUp.Contains(m.NeedsContacts() ? ProtectionModel.Contacts : ProtectionModel.OpenAtStart));
        return Create(report, k, (measure, cell) => IsAllOrNothing(measure) ? isAllOrNothing && report.Cells[cell].Value(measure) > 0 : suppressor.IsWithheld(measure, cell), givenUp, [.. suppressor.Certificates.Select(c => c.ForReaders(model))]);
    }

    /// <summary>Protects a report so that it can be read together with everything that was published before.</summary>
    /// <param name="report">The true figures.</param>
    /// <param name="register">The register that they were counted from; earlier publications are counted anew from it.</param>
    /// <param name="ledger">What was published before.</param>
    /// <param name="k">The least number of values that every withheld count can have, of this report and of the earlier ones.</param>
    /// <param name="cancellation">Calls it off: tables of many groups and long ledgers can take minutes.</param>
    /// <returns>The protected report; or why there is none: whatever were withheld in it, an earlier withheld count would be given away.</returns>
    /// <remarks>Counts and minutes of contacts are withheld altogether where contacts of some of the same days were published before.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is not between 1 and 1000.</exception>
    /// <exception cref="ArgumentException"><see cref="Measure.PersonsInSeveralOffices"/> or a measure of occurrences is among the measures; together with other publications they can't be protected. So it is with <see cref="Measure.HouseholdsServed"/>.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static PublicationOutcome ProtectAfter(Report report, CaseRegister register, PublicationLedger ledger, int k = DefaultK, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(ledger);
        CheckK(k);
        var request = report.Request;
        if (request.Measures.FirstOrDefault(m => !LedgerModel.Knows(m)) is var alone and not Measure.Unspecified)
            throw new ArgumentException($"The measure '{alone.Code()}' can't be protected together with other publications; leave it out.", nameof(report));
        if (!TryWithhold(report, register, ledger, k, cancellation, out var model, out var givenAway))
            return new PublicationOutcome(model.GivesAway(givenAway));
        var contacts = Suppress(report, new ProtectionModel(report, m => m.NeedsContacts()), k);
        var wereContactsPublished = ledger.Publications.Any(p => p.Report.Request is var earlier && earlier.Period.From < request.Period.To && request.Period.From < earlier.Period.To && earlier.Measures.Any(m => m.NeedsContacts()));
        var givenUp = request.Measures.Where(m => m.NeedsContacts() && (wereContactsPublished || contacts.GivenUp.Count > 0));
        return new PublicationOutcome(Create(
            report,
            k,
            (measure, cell) => measure.NeedsContacts() ? contacts.IsWithheld(measure, cell) || (wereContactsPublished && report.Cells[cell].Value(measure) > 0) : model.IsWithheldNow(measure, cell, k),
            givenUp,
            []));
    }

    /// <summary>Rounds every count to the nearest multiple of a base (5er-Rundung), the same count always to the same, instead of withholding any.</summary>
    /// <param name="report">The true figures.</param>
    /// <param name="to">The base; 5 is usual in Germany.</param>
    /// <remarks>
    /// <para>Every figure is rounded by itself, so that it is the same in every table; rounded parts don't add up to the rounded total, and zero no longer means none. Minutes and durations that rest on fewer cases
    /// than the base are withheld.</para>
    /// <para>A rounded count stands for as many values as the base has; sums of rounded figures can narrow that, see docs/explanation/protection.md.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not between 3 and 1000, or even.</exception>
    public static PublishedReport Round(Report report, int to = 5)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (to is < 3 or > 1000 || to % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(to), to, "An odd base between 3 and 1000 is expected, so that every count has one nearest multiple; 5 is usual.");
        var rows = report.Cells.Select(cell =>
        {
            var values = new long?[report.Request.Measures.Count];
            var withheld = 0UL;
            for (var m = 0; m < values.Length; m++)
            {
                var measure = report.Request.Measures[m];
                var value = cell.Value(measure);
                if (measure.IsCount())
                    values[m] = (value + (to / 2)) / to * to;
                else if (RestsOn(measure, cell) is var cases && cases >= 1 && cases < to)
                    withheld |= 1UL << m;
                else
                    values[m] = value;
            }

            return new ReportRow(cell.Groups, values, withheld);
        });
        return new PublishedReport(report.Request, report.Taxonomy, 1, to, rows, [], []);
    }

    internal static PublishedReport Restore(ReportRequest request, int k, IEnumerable<ReportRow> rows) => new(request, TopicTaxonomy.Core, k, null, rows, [], []);

    private static bool TryWithhold(Report report, CaseRegister register, PublicationLedger ledger, int k, CancellationToken cancellation, out LedgerModel model, out int givenAway)
    {
        model = new LedgerModel(register, ledger.Publications.Select(p => p.Report), report, isBroad: false);
        if (new LedgerSuppressor(model, k, cancellation).Run(out givenAway))
            return true;
        model = new LedgerModel(register, ledger.Publications.Select(p => p.Report), report, isBroad: true);
        return new LedgerSuppressor(model, k, cancellation).Run(out givenAway);
    }

    private static void CheckK(int k)
    {
        if (k is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(k), k, "K between 1 and 1000 is expected; 3 is usual.");
    }

    private static CellSuppressor Suppress(Report report, ProtectionModel model, int k)
    {
        var suppressor = new CellSuppressor(model, k);
        suppressor.Run(MinutesOfFewCases(report, model, k));
        return suppressor;
    }

    private static PublishedReport Create(Report report, int k, Func<Measure, int, bool> isWithheld, IEnumerable<Measure> givenUp, IReadOnlyList<SuppressionCertificate> certificates)
    {
        var request = report.Request;
        var rows = report.Cells.Select((cell, i) =>
        {
            var values = new long?[request.Measures.Count];
            var withheld = 0UL;
            for (var m = 0; m < values.Length; m++)
            {
                var measure = request.Measures[m];
                if (measure.IsQuantile() ? cell.Value(measure.Base()) is > 0 and var cases && (cases < k || isWithheld(measure.Base(), i)) : isWithheld(measure, i))
                    withheld |= 1UL << m;
                else
                    values[m] = cell.Value(measure);
            }

            return new ReportRow(cell.Groups, values, withheld);
        });
        return new PublishedReport(request, report.Taxonomy, k, null, rows, givenUp, certificates);
    }

    /// <summary>Measures of what happened are linked with no other, but for handovers: who hands over and who takes over are as many, and never the same office.</summary>
    private static PublishedReport ProtectOccurrences(Report report, int k)
    {
        var measures = report.Request.Measures;
        bool IsHandover(Measure measure) => measure is Measure.HandedOverIn or Measure.HandedOverOut;
        bool IsSmall(Measure measure) => report.Cells.Any(cell => cell.Value(measure) is { } count && count >= 1 && count < k);
        var together = measures.Count(IsHandover) == 2 && measures.Any(m => IsHandover(m) && IsSmall(m));
        var withheld = new Dictionary<Measure, bool[]>();
        var (certificates, givenUp) = (new List<SuppressionCertificate>(), new List<Measure>());
        foreach (var measure in measures)
        {
            var model = new ProtectionModel(report, _ => false, measure);
            var suppressor = new CellSuppressor(model, k);
            suppressor.Run([]);
            var all = together && IsHandover(measure);
            withheld.Add(measure, [.. report.Cells.Select((cell, i) => all ? cell.Value(measure) > 0 : suppressor.IsWithheld(Measure.Contacts, i))]);
            if (all || suppressor.GivenUp.Count > 0)
                givenUp.Add(measure);
            if (!all)
                certificates.AddRange(suppressor.Certificates.Select(c => c.ForReaders(model, measure)));
        }

        return Create(report, k, (measure, cell) => withheld[measure][cell], givenUp, certificates);
    }

    /// <summary>Counts that are linked with others in ways that aren't among the bounds.</summary>
    private static bool IsAllOrNothing(Measure measure) => measure.IsCount() && Array.IndexOf(ProtectionModel.Numbered, measure) < 0;

    /// <summary>How many cases a statistic rests on.</summary>
    private static long RestsOn(Measure measure, ReportCell cell) => measure == Measure.ContactMinutes ? cell.CasesWithContacts : cell.Value(measure.Base())!.Value;

    /// <summary>The report as a table to be written out.</summary>
    /// <param name="texts">The language of headings and names.</param>
    /// <param name="rowsLeftOut">How many faulty rows of the input are not counted; null where faulty rows were not skipped.</param>
    public ReportExport Export(ReportTexts texts, long? rowsLeftOut = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (RoundingBase is { } roundingBase)
            return new ReportExport(Request, $"rounding, base {roundingBase}", [texts.Rounded(roundingBase)], Rows, texts, rowsLeftOut);
        return new ReportExport(Request, $"suppression, K = {K}", [texts.Withheld(K), .. _givenUp.Count > 0 ? [texts.GivenUp(_givenUp)] : Array.Empty<string>()], Rows, texts, rowsLeftOut);
    }

    /// <summary>Minutes rest on the cases that had contacts; where these are few or their contacts are, the sum is withheld.</summary>
    private static IEnumerable<int> MinutesOfFewCases(Report report, ProtectionModel model, int k)
    {
        if (!model.IsPublishedMeasure[ProtectionModel.Minutes])
            yield break;
        for (var cell = 0; cell < model.Cells; cell++)
        {
            if (report.Cells[model.RowsOfCell[cell][0]].CasesWithContacts is var cases && cases >= 1 && cases < k)
                yield return model.At(ProtectionModel.Minutes, cell);
        }
    }
}
