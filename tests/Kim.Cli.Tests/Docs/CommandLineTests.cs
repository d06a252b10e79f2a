using System.CommandLine;
using System.CommandLine.Parsing;

namespace Kim.Cli.Tests.Docs;

/// <summary>Every command line of <c>kim</c> that the docs or the help show is one that <c>kim</c> takes.</summary>
public sealed class CommandLineTests
{
    private static readonly RootCommand Kim = KimCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null));

    private static readonly string[] WaysToCallIt = ["kim ", "dotnet run --project samples/Kim.Cli -c Release -- ", "dotnet run -c Release --project samples/Kim.Cli -- ", "dotnet run --project samples/Kim.Cli -- "];

    [Fact]
    public void Every_command_line_of_the_docs_is_taken() =>
        Assert.All(Pages().SelectMany(page => CommandLines(page).Select(line => (page, line))), shown => Takes($"{shown.page}: {shown.line}", shown.line));

    [Fact]
    public void Every_example_of_the_help_is_taken() =>
        Assert.All(
            Verbs(Kim).OfType<VerbCommand>().SelectMany(v => v.Examples).Where(e => e.StartsWith("kim ", StringComparison.Ordinal)),
            example => Takes(example, Arguments(example["kim ".Length..])));

    private static void Takes(string what, string arguments)
    {
        var parsed = Kim.Parse(CommandLineParser.SplitCommandLine(arguments).ToList());
        Assert.True(parsed.Errors.Count == 0, $"{what}: {string.Join(" ", parsed.Errors.Select(e => e.Message))}");
    }

    private static IEnumerable<string> Pages()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "KimCaseManagement.sln")))
            root = root.Parent!;
        return Directory.EnumerateFiles(root.FullName, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(root.FullName, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(root.FullName, "samples"), "README.md", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What follows <c>kim</c> in the shell blocks of a page, up to a comment, a pipe or a redirection; lines joined by a backslash are one.</summary>
    private static IEnumerable<string> CommandLines(string page)
    {
        var inShell = false;
        foreach (var raw in File.ReadAllText(page).ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
                inShell = !inShell && line is "```bash" or "```sh" or "```console";
            else if (inShell && WaysToCallIt.FirstOrDefault(way => line.StartsWith(way, StringComparison.Ordinal)) is { } way)
                yield return Arguments(line[way.Length..]);
        }
    }

    private static string Arguments(string line) => line.Split([" #", " | ", " > ", " 2> ", " && "], StringSplitOptions.None)[0];

    private static IEnumerable<Command> Verbs(Command command) => command.Subcommands.SelectMany(Verbs).Prepend(command);
}
