using System.Globalization;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using MiniExcelLibs;
using Spectre.Console;

namespace Kim.Cli.Verbs;

/// <summary>Writes reports where the library has no format of its own: spreadsheets and comparisons.</summary>
internal static class ReportFiles
{
    /// <summary>A workbook: the table with figures as numbers, then what a reader has to know.</summary>
    /// <remarks>Texts are cells of text, so that nothing in them is computed. Withheld figures are their sign.</remarks>
    internal static void WriteXlsx(ReportExport export, LanguageTag language, string file)
    {
        var headings = export.Headings;
        var rows = export.Rows.Select(row =>
        {
            var cells = new Dictionary<string, object?>();
            var names = export.GroupNames(row);
            for (var i = 0; i < names.Count; i++)
                cells.Add(headings[i], names[i]);
            for (var i = 0; i < row.Values.Count; i++)
                cells.Add(headings[names.Count + i], row.Values[i] is { } value ? value : row.Text(i) is { Length: > 0 } sign ? sign : null);
            return cells;
        }).ToList();
        var notes = export.Notes.Prepend(export.Title).Append($"SHA-256: {export.Digest}").Select(note => new Dictionary<string, object?> { [CliTexts.Catalogue.For("report.notes", language).Text] = note }).ToList();
        var sheets = new Dictionary<string, object> { [CliTexts.Catalogue.For("report.table", language).Text] = rows, [CliTexts.Catalogue.For("report.notes", language).Text] = notes };
        MiniExcel.SaveAs(file, sheets, overwriteFile: true);
    }

    /// <summary>How the stocks of the city and of each office came about.</summary>
    internal static void WriteFlow(Terminal terminal, IReadOnlyList<CaseFlow> flows, ReportTexts texts, string format)
    {
        Measure[] measures = [Measure.OpenAtStart, Measure.Opened, Measure.Reopened, Measure.HandedOverIn, Measure.Closed, Measure.HandedOverOut, Measure.OpenAtEnd];
        CaseCount[] Figures(CaseFlow f) => [f.AtStart, f.Opened, f.Reopened, f.HandedOverIn, f.Closed, f.HandedOverOut, f.AtEnd];
        if (format == "csv")
        {
            terminal.Out.WriteLine(string.Join(',', measures.Select(Measures.Code).Prepend(Dimension.Office.Code())));
            foreach (var flow in flows)
                terminal.Out.WriteLine(string.Join(',', Figures(flow).Select(f => f.ToString()).Prepend(flow.Office?.Value ?? ReportExport.TotalSign)));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn(Markup.Escape(texts.Heading(Dimension.Office)));
        foreach (var measure in measures)
            table.AddColumn(new TableColumn(Markup.Escape(texts.Heading(measure))).RightAligned());
        foreach (var flow in flows)
            table.AddRow([.. Figures(flow).Select(f => Markup.Escape(f.ToString())).Prepend(Markup.Escape(texts.Group(Dimension.Office, flow.Office?.Value)))]);
        terminal.Console.Write(table);
    }

    /// <summary>Both figures, the difference and the change in percent, cell by cell.</summary>
    internal static void WriteComparison(Terminal terminal, ReportComparison comparison, ReportTexts texts, bool onlyChanged, string format)
    {
        var rows = onlyChanged ? comparison.Changed : comparison.Rows;
        var dimensions = comparison.Before.Dimensions;
        if (format == "csv")
        {
            terminal.Out.WriteLine(string.Join(',', dimensions.Select(Dimensions.Code).Concat(["measure", "before", "after", "difference", "change_percent"])));
            foreach (var row in rows)
            {
                foreach (var figure in Shown(row, onlyChanged))
                    terminal.Out.WriteLine(string.Join(',', row.Groups.Select(g => g ?? ReportExport.TotalSign).Concat([figure.Measure.Code(), Text(figure.Before), Text(figure.After), Text(figure.Difference), Percent(figure)])));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var dimension in dimensions)
            table.AddColumn(new TableColumn(Markup.Escape(texts.Heading(dimension))).NoWrap());
        foreach (var heading in (string[])["", Name(comparison.Before), Name(comparison.After), "±", "%"])
            table.AddColumn(new TableColumn(Markup.Escape(heading)).RightAligned());
        foreach (var row in rows)
        {
            foreach (var figure in Shown(row, onlyChanged))
            {
                table.AddRow([.. row.Groups.Select((g, d) => Markup.Escape(texts.Group(dimensions[d], g))), Markup.Escape(texts.Heading(figure.Measure)), Text(figure.Before), Text(figure.After), Text(figure.Difference), Percent(figure)]);
            }
        }

        terminal.Console.Write(table);
    }

    private static IEnumerable<FigureComparison> Shown(ReportComparisonRow row, bool onlyChanged) => row.Figures.Where(f => !onlyChanged || f.Before != f.After);

    private static string Name(ReportRequest request) => request.AsKnownAt is { } instant ? $"{request.Period}, {instant}" : request.Period.ToString();

    private static string Text(long? figure) => figure?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Percent(FigureComparison figure) => figure.ChangePercent?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
