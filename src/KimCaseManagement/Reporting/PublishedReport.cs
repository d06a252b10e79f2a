using KimCaseManagement.Reporting.Protection;
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

    private PublishedReport(ReportRequest request, int k, IEnumerable<ReportRow> rows, IEnumerable<Measure> givenUp, IReadOnlyList<Certificate> certificates)
    {
        Request = request;
        K = k;
        Certificates = certificates;
        _rows = EquatableList<ReportRow>.CopyOf(rows);
        _givenUp = EquatableList<Measure>.CopyOf(givenUp);
    }

    /// <summary>What was asked for.</summary>
    public ReportRequest Request { get; }

    /// <summary>The least number of values that every withheld count can have.</summary>
    public int K { get; }

    /// <summary>The rows, the grand total first.</summary>
    public IReadOnlyList<ReportRow> Rows => _rows;

    /// <summary>Measures that could not be protected but by withholding every count of them that isn't zero; coarser groups or a longer period help.</summary>
    public IReadOnlyList<Measure> GivenUp => _givenUp;

    /// <summary>What shows that withheld counts have K possible values.</summary>
    internal IReadOnlyList<Certificate> Certificates { get; }

    /// <summary>Protects a report.</summary>
    /// <param name="report">The true figures.</param>
    /// <param name="k">The least number of values that every withheld count can have; 1 withholds nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is not between 1 and 1000.</exception>
    public static PublishedReport Protect(Report report, int k = DefaultK)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (k is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(k), k, "K between 1 and 1000 is expected; 3 is usual.");
        var model = new ProtectionModel(report);
        var suppressor = new CellSuppressor(model, k);
        suppressor.Run(MinutesOfFewCases(report, model, k));
        var request = report.Request;
        var rows = report.Cells.Select((cell, i) =>
        {
            var values = new long?[request.Measures.Count];
            var withheld = 0UL;
            for (var m = 0; m < values.Length; m++)
            {
                if (IsWithheld(request.Measures[m], cell, i, model, suppressor, k))
                    withheld |= 1UL << m;
                else
                    values[m] = cell.Value(request.Measures[m]);
            }

            return new ReportRow(cell.Groups, values, withheld);
        });
        var givenUp = request.Measures.Where(m => Array.IndexOf(ProtectionModel.Numbered, m) is var n and >= 0 && suppressor.GivenUp.Contains(n >= ProtectionModel.Contacts ? ProtectionModel.Contacts : 0));
        return new PublishedReport(request, k, rows, givenUp, suppressor.Certificates);
    }

    /// <summary>The report as a table to be written out.</summary>
    /// <param name="texts">The language of headings and names.</param>
    /// <param name="rowsLeftOut">How many faulty rows of the input are not counted; null where faulty rows were not skipped.</param>
    public ReportExport Export(ReportTexts texts, long? rowsLeftOut = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new ReportExport(Request, $"suppression, K = {K}", [texts.Withheld(K), .. _givenUp.Count > 0 ? [texts.GivenUp(_givenUp)] : Array.Empty<string>()], Rows, texts, rowsLeftOut);
    }

    /// <summary>Minutes rest on the cases that had contacts; where these are few or their contacts are, the sum is withheld.</summary>
    private static IEnumerable<int> MinutesOfFewCases(Report report, ProtectionModel model, int k)
    {
        if (!model.IsPublishedMeasure[ProtectionModel.Minutes])
            yield break;
        for (var cell = 0; cell < model.Cells; cell++)
        {
            if (report.Cells[cell].CasesWithContacts is var cases && cases >= 1 && cases < k)
                yield return (ProtectionModel.Minutes * model.Cells) + cell;
        }
    }

    private static bool IsWithheld(Measure measure, ReportCell cell, int number, ProtectionModel model, CellSuppressor suppressor, int k)
    {
        if (measure is Measure.DurationMedian or Measure.DurationP90)
            return cell.Closed.Value > 0 && (cell.Closed.Value < k || suppressor.Withheld[(ProtectionModel.Closed * model.Cells) + number]);
        return suppressor.Withheld[(Array.IndexOf(ProtectionModel.Numbered, measure) * model.Cells) + number];
    }
}
