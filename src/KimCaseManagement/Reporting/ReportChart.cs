using System.Globalization;
using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Pictures of protected reports (Diagramme) as SVG: bars of one dimension, stacked bars over time.</summary>
/// <remarks>
/// <para>Drawn from <see cref="PublishedReport"/> alone: a bar would give away by its length what a table withholds. A withheld figure has no bar, but the sign that tables use.</para>
/// <para>Every figure stands as text beside or in its bar; title and description make the picture readable without sight. The same report gives the same bytes.</para>
/// </remarks>
public static class ReportChart
{
    /// <summary>How many groups bars can be stacked of; more can't be told apart by colour.</summary>
    public const int MostStacked = 8;

    private const int Width = 760;
    private const int BarHeight = 20;
    private const int BarStep = 30;
    private const int CharWidth = 8;
    private const int WidestBar = 96;
    private const int LongestLabel = 40;
    private const int LongestNote = 120;

    // Okabe and Ito: told apart with any colour vision.
    private static readonly string[] Colours = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A8A00", "#555555"];

    /// <summary>Horizontal bars, one for each group, in the order of the table.</summary>
    /// <param name="report">A protected report by one dimension.</param>
    /// <param name="measure">The measure; one of the report's.</param>
    /// <param name="texts">The language.</param>
    /// <exception cref="ArgumentException">The report has not exactly one dimension, or not the measure.</exception>
    public static string Bars(PublishedReport report, Measure measure, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        var place = PlaceOf(report, measure);
        var dimension = report.Request.Dimensions[0];
        var rows = report.Rows.Where(r => r.Groups[0] is not null).ToList();
        var names = rows.ConvertAll(r => Short(texts.Group(dimension, r.Groups[0])));
        var left = 32 + (CharWidth * names.Select(n => n.Length).DefaultIfEmpty(0).Max());
        var most = rows.Select(r => r.Values[place] ?? 0).DefaultIfEmpty(0).Max();
        var scale = most == 0 ? 0 : (double)(Width - left - 80) / most;
        var top = 76;
        var notes = Notes(report, texts);
        var height = top + (rows.Count * BarStep) + 20 + (notes.Count * 16);
        var svg = Begin(height, texts.Heading(measure), texts.Title(report.Request.Period), rows.Select((r, i) => $"{names[i]}: {Said(r, place, texts)}"));
        Line(svg, left, top - 6, left, top + (rows.Count * BarStep) - 4);
        for (var i = 0; i < rows.Count; i++)
        {
            var y = top + (i * BarStep);
            Text(svg, left - 8, y + 14, names[i], "end", "#222");
            var length = rows[i].Values[place] is { } value ? Math.Round(value * scale, 1) : 0;
            if (length > 0)
                svg.Append(Invariant($"<rect x=\"{left}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{BarHeight}\" fill=\"{Colours[0]}\"/>\n"));
            if (rows[i].IsWithheld(place))
                Text(svg, left + 6, y + 14, $"{ReportExport.WithheldSign} ({texts.WithheldWord})", "start", "#666");
            else
                Text(svg, left + length + 6, y + 14, Figure(rows[i], place, texts), "start", "#222");
        }

        return End(svg, top + (rows.Count * BarStep) + 20, notes);
    }

    /// <summary>Upright bars, one for each period, stacked of the groups.</summary>
    /// <param name="reports">Protected reports by the same one dimension, one for each period, in the order of time.</param>
    /// <param name="measure">The measure; one of the reports'. Only measures whose groups add up can be stacked.</param>
    /// <param name="texts">The language.</param>
    /// <exception cref="ArgumentException">There is no report, one has not exactly one dimension or another one than the first or not the measure, there are more than <see cref="MostStacked"/> groups, or groups of the measure don't add up.</exception>
    public static string StackedBars(IReadOnlyList<PublishedReport> reports, Measure measure, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(texts);
        if (reports.Count == 0)
            throw new ArgumentException("At least one period is needed.", nameof(reports));
        var places = reports.Select(r => PlaceOf(r, measure)).ToList();
        var dimension = reports[0].Request.Dimensions[0];
        if (reports.Any(r => r.Request.Dimensions[0] != dimension))
            throw new ArgumentException("The reports of all periods are broken down by the same dimension.", nameof(reports));
        if (!dimension.IsPartition() || measure.IsOfDistinct() || measure.Base() != measure)
            throw new ArgumentException("Only what adds up can be stacked: cases or contacts, by a dimension other than topics.", nameof(measure));
        var codes = reports.SelectMany(r => r.Rows.Select(row => row.Groups[0]).OfType<string>()).Distinct(StringComparer.Ordinal).ToList();
        if (codes.Count > MostStacked)
            throw new ArgumentException($"{codes.Count} groups can't be told apart by colour; {MostStacked} at most can be stacked.", nameof(reports));
        var largest = reports.Select((r, p) => r.Rows.Where(row => row.Groups[0] is not null).Sum(row => row.Values[places[p]] ?? 0)).Max();
        const int Top = 84, Plot = 260;
        var legend = Top + Plot + 44;
        var notes = Notes(reports[0], texts);
        var height = legend + (codes.Count * 20) + 16 + (notes.Count * 16);
        var scale = largest == 0 ? 0 : (double)Plot / largest;
        var step = (double)(Width - 60) / reports.Count;
        var svg = Begin(height, texts.Heading(measure), texts.Title(new ReportingPeriod(reports[0].Request.Period.From, reports[reports.Count - 1].Request.Period.To)),
            reports.Select((r, p) => $"{NameOf(r.Request.Period)}: " + string.Join(", ", r.Rows.Where(row => row.Groups[0] is not null).Select(row => $"{texts.Group(dimension, row.Groups[0])} {Said(row, places[p], texts)}"))));
        Line(svg, 30, Top + Plot, Width - 30, Top + Plot);
        for (var p = 0; p < reports.Count; p++)
        {
            var width = Math.Min(step * 0.7, WidestBar);
            var middle = 30 + (p * step) + (step / 2);
            double y = Top + Plot;
            var isComplete = true;
            for (var g = 0; g < codes.Count; g++)
            {
                if (reports[p].Rows.FirstOrDefault(row => row.Groups[0] == codes[g]) is not { } row)
                    continue;
                isComplete &= !row.IsWithheld(places[p]);
                if (row.Values[places[p]] is not ({ } value and > 0))
                    continue;
                var length = value * scale;
                y -= length;
                svg.Append(Invariant($"<rect x=\"{middle - (width / 2):0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{length:0.#}\" fill=\"{Colours[g]}\" stroke=\"#fff\"/>\n"));
                if (length >= 16 && width >= CharWidth * Number(value, texts).Length)
                    Text(svg, middle, y + (length / 2) + 4, Number(value, texts), "middle", g is 1 or 4 ? "#222" : "#fff");
            }

            if (!isComplete)
                Text(svg, middle, y - 6, $"+ {ReportExport.WithheldSign}", "middle", "#222");
            Text(svg, middle, Top + Plot + 20, NameOf(reports[p].Request.Period), "middle", "#222");
        }

        // The legend goes from top to bottom as the bars do.
        for (var g = 0; g < codes.Count; g++)
        {
            var y = legend + ((codes.Count - 1 - g) * 20);
            svg.Append(Invariant($"<rect x=\"30\" y=\"{y - 11}\" width=\"12\" height=\"12\" fill=\"{Colours[g]}\"/>\n"));
            Text(svg, 50, y, texts.Group(dimension, codes[g]), "start", "#222");
        }

        return End(svg, legend + (codes.Count * 20) + 8, notes);
    }

    private static int PlaceOf(PublishedReport report, Measure measure)
    {
        if (report.Request.Dimensions.Count != 1)
            throw new ArgumentException("A picture shows one dimension; the report has to be broken down by exactly one.", nameof(report));
        var place = report.Request.Measures.ToList().IndexOf(measure);
        return place >= 0 ? place : throw new ArgumentException($"The report doesn't have the measure '{measure.Code()}'.", nameof(measure));
    }

    /// <summary>The notes of the table, in lines that fit below the picture.</summary>
    private static List<string> Notes(PublishedReport report, ReportTexts texts)
    {
        var lines = new List<string>();
        foreach (var note in report.Export(texts).Notes)
        {
            var line = "";
            foreach (var word in note.Split(' '))
            {
                if (line.Length > 0 && line.Length + word.Length >= LongestNote)
                {
                    lines.Add(line);
                    line = "";
                }

                line += line.Length == 0 ? word : " " + word;
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>A period as people write it: 2024, 2024-06, 2024-Q2, or its first and last day.</summary>
    private static string NameOf(ReportingPeriod period)
    {
        var year = period.From.Year.ToString("0000", CultureInfo.InvariantCulture);
        var quarter = $"{year}-Q{(period.From.Month + 2) / 3}";
        foreach (var name in (string[])[year, quarter, Invariant($"{year}-{period.From.Month:00}")])
        {
            if (ReportingPeriod.TryParse(name, out var named) && named == period)
                return name;
        }

        return Invariant($"{period.From.Day:00}.{period.From.Month:00}.–{period.To.PlusDays(-1).Day:00}.{period.To.PlusDays(-1).Month:00}.");
    }

    private static string Said(ReportRow row, int place, ReportTexts texts) => row.IsWithheld(place) ? texts.WithheldWord : Figure(row, place, texts);

    private static string Figure(ReportRow row, int place, ReportTexts texts) => row.Values[place] is { } value ? Number(value, texts) : row.Text(place);

    private static string Number(long value, ReportTexts texts) => texts.Grouped(value);

    private static string Short(string name) => name.Length <= LongestLabel ? name : name.Remove(LongestLabel - 1) + "…";

    private static StringBuilder Begin(int height, string heading, string title, IEnumerable<string> figures)
    {
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"'Source Sans 3','Segoe UI',Roboto,'DejaVu Sans',sans-serif\" font-size=\"13\">\n"));
        svg.Append(Invariant($"<title id=\"title\">{Escape(heading)} – {Escape(title)}</title>\n<desc id=\"desc\">{Escape(string.Join("; ", figures))}</desc>\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.Append(Invariant($"<text x=\"24\" y=\"30\" font-size=\"18\" font-weight=\"600\" fill=\"#111\">{Escape(heading)}</text>\n<text x=\"24\" y=\"50\" fill=\"#555\">{Escape(title)}</text>\n"));
        return svg;
    }

    private static string End(StringBuilder svg, int y, List<string> notes)
    {
        for (var i = 0; i < notes.Count; i++)
            svg.Append(Invariant($"<text x=\"24\" y=\"{y + (i * 16)}\" font-size=\"11\" fill=\"#555\">{Escape(notes[i])}</text>\n"));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, int x1, int y1, int x2, int y2) => svg.Append(Invariant($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#999\"/>\n"));

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, string colour) =>
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{Escape(text)}</text>\n"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
