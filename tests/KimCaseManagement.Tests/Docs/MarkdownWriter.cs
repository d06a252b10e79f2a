using System.Text;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The little of Markdown that generated pages need.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();

    internal MarkdownWriter(string title)
    {
        _text.Append("<!-- Generated from the code by eng/update-docs.sh; a test holds it current. Change the code, not this page. -->\n");
        _text.Append("# ").Append(title).Append('\n');
    }

    internal MarkdownWriter Heading(int level, string text)
    {
        _text.Append('\n').Append('#', level).Append(' ').Append(text).Append('\n');
        return this;
    }

    internal MarkdownWriter Paragraph(string text)
    {
        _text.Append('\n').Append(text).Append('\n');
        return this;
    }

    internal MarkdownWriter Fenced(string language, string text)
    {
        _text.Append("\n```").Append(language).Append('\n').Append(text.TrimEnd('\n')).Append("\n```\n");
        return this;
    }

    internal MarkdownWriter Table(string[] headings, IEnumerable<string[]> rows)
    {
        _text.Append('\n');
        Row(headings);
        Row([.. headings.Select(_ => "---")]);
        foreach (var row in rows)
            Row(row);
        return this;
    }

    public override string ToString() => _text.ToString();

    internal static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private void Row(IEnumerable<string> cells)
    {
        _text.Append('|');
        foreach (var cell in cells)
            _text.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ')).Append(" |");
        _text.Append('\n');
    }
}
