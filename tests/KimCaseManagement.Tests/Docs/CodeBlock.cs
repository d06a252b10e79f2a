namespace KimCaseManagement.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the root.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
/// <param name="Language">First word of the info string, such as <c>csharp</c>; empty where there is none.</param>
/// <param name="Marks">The other words of the info string.</param>
/// <param name="Text">What stands between the fences, each line ended.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, IReadOnlyList<string> Marks, string Text)
{
    /// <summary>The file that a block quotes, marked <c>from=PATH</c>; null where it stands for itself.</summary>
    internal string? QuotedFile => Marks.FirstOrDefault(m => m.StartsWith("from=", StringComparison.Ordinal))?["from=".Length..];

    /// <summary>Puts another text between the fences of the page; the block is found by its opening fence and its text.</summary>
    internal void Replace(string text)
    {
        var page = Repository.Read(Page);
        var before = $"```{string.Join(' ', Marks.Prepend(Language))}\n";
        var start = page.Split('\n').Take(Line).Sum(l => l.Length + 1);
        var behind = page.IndexOf($"{Text}```", start, StringComparison.Ordinal) + Text.Length;
        if (!page[..start].EndsWith(before, StringComparison.Ordinal))
            throw new InvalidOperationException($"{this} has moved; run it once more.");
        File.WriteAllText(Repository.In(Page), page[..start] + text.TrimEnd('\n') + "\n" + page[behind..]);
    }

    internal bool Is(string mark) => Marks.Contains(mark);

    public override string ToString() => $"{Page}:{Line}";

    internal static IReadOnlyList<CodeBlock> In(string page)
    {
        var blocks = new List<CodeBlock>();
        var lines = Repository.Read(page).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var fence = lines[i].TrimStart();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
                continue;
            var start = i;
            var indent = lines[i].Length - fence.Length;
            var text = new List<string>();
            for (i++; i < lines.Length && lines[i].Trim() != "```"; i++)
                text.Add(lines[i].Length >= indent ? lines[i][indent..] : lines[i].TrimStart());
            if (i == lines.Length)
                throw new InvalidDataException($"{page}:{start + 1}: the fence is never closed.");
            var info = fence[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            blocks.Add(new CodeBlock(page, start + 1, info.FirstOrDefault() ?? "", [.. info.Skip(1)], string.Concat(text.Select(l => l + "\n"))));
        }

        return blocks;
    }
}
