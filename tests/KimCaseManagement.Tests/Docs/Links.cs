using System.Text;
using System.Text.RegularExpressions;

namespace KimCaseManagement.Tests.Docs;

/// <summary>Links of a page that stay within the repository, and the anchors that headings have on the usual forges.</summary>
internal static partial class Links
{
    internal static IEnumerable<string> In(string markdown) =>
        Link().Matches(WithoutCode(markdown)).Select(m => m.Groups[1].Value).Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal));

    internal static IReadOnlySet<string> Anchors(string markdown) => WithoutCode(markdown).Split('\n')
        .Where(l => l.StartsWith('#'))
        .Select(l => Anchor(l.TrimStart('#').Trim()))
        .ToHashSet();

    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(c);
            else if (c == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    private static string WithoutCode(string markdown) => InlineCode().Replace(Fenced().Replace(markdown, ""), m => m.Value.Trim('`').Replace("](", "", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\s*```.*?^\s*```\s*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();
}
