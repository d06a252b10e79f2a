namespace KimCaseManagement.Tests.Docs;

/// <summary>The working copy that the tests run in: its pages, and whether generated ones are to be rewritten.</summary>
internal static class Repository
{
    /// <summary>Set to <c>1</c>, generated pages are written instead of compared: <c>KIM_DOCS_REWRITE=1</c>, see <c>eng/update-docs.sh</c>.</summary>
    private const string RewriteSwitch = "KIM_DOCS_REWRITE";

    internal static string Root { get; } = FindRoot();

    internal static bool Rewriting => Environment.GetEnvironmentVariable(RewriteSwitch) == "1";

    /// <summary>README, CONTRIBUTING, the README of each package and sample, and everything under docs, as paths relative to the root with forward slashes.</summary>
    internal static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(new[] { "src", "samples" }.SelectMany(folder => Directory.EnumerateDirectories(In(folder))).Select(project => Path.Combine(project, "README.md")).Where(File.Exists))
            .Concat(Directory.EnumerateFiles(In("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    internal static string In(string path) => Path.Combine(Root, path);

    internal static string Read(string path) => File.ReadAllText(In(path)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Compares a generated page with the one that is kept, or writes it where that is asked for.</summary>
    internal static void HoldCurrent(string path, string expected)
    {
        if (Rewriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
            File.WriteAllText(In(path), expected);
            return;
        }

        Assert.True(File.Exists(In(path)), $"{path} is missing; eng/update-docs.sh writes it.");
        Assert.True(expected == Read(path), $"{path} is not current; eng/update-docs.sh writes it anew. First difference: {FirstDifference(expected, Read(path))}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(i => left[i] != right[i], Math.Min(left.Length, right.Length));
        return $"line {line + 1}: '{left.ElementAtOrDefault(line)}' expected, '{right.ElementAtOrDefault(line)}' found";
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KimCaseManagement.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has KimCaseManagement.sln; the tests of the docs run inside the working copy.");
    }
}
