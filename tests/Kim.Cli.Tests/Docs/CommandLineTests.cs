using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Kim.Cli.Tests.Docs;

/// <summary>Every command line of <c>kim</c> that the docs show runs, on the files that the same page shows; the help's examples are taken.</summary>
[Collection(nameof(InAFolderCollection))]
public sealed class CommandLineTests : IDisposable
{
    /// <summary>What a reader of any page has: a register, enquiries, steps for a log of events.</summary>
    private static readonly (string Name, string Content)[] Given =
    [
        ("register.csv", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "example", "register.csv"))),
        ("enquiries.csv", "enquiry_id,municipal_link,immigration_history,problem_areas\ne1,yes,yes,3\ne2,no,yes,1\n"),
        ("steps.jsonl", """{"case":"a","step":"register-inquiry","at":"2024-04-20T08:00:00Z","by":"cm-1","data":{"office":"mitte"}}""" + "\n"),
    ];

    private static readonly RootCommand Kim = KimCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null));

    private static readonly string[] WaysToCallIt = ["kim ", "dotnet run --project samples/Kim.Cli -c Release -- ", "dotnet run -c Release --project samples/Kim.Cli -- ", "dotnet run --project samples/Kim.Cli -- "];

    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-docs-");

    public CommandLineTests() => Environment.CurrentDirectory = _folder.FullName;

    [Fact]
    public void Every_command_line_of_the_docs_runs()
    {
        var ran = 0;
        foreach (var page in Pages())
        {
            foreach (var (name, content) in Given.Concat(FilesShown(page)))
                File.WriteAllText(name, content);
            Runs(page, "replay steps.jsonl --events events.jsonl");
            foreach (var line in CommandLines(page))
            {
                Runs(page, line);
                ran++;
            }

            foreach (var file in _folder.EnumerateFiles())
                file.Delete();
        }

        Assert.True(ran > 15, "The command lines were not found.");
    }

    [Fact]
    public void Every_example_of_the_help_is_taken() =>
        Assert.All(
            Verbs(Kim).OfType<VerbCommand>().SelectMany(v => v.Examples).Where(e => e.StartsWith("kim ", StringComparison.Ordinal)),
            example => Takes(example, Arguments(example["kim ".Length..])));

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }

    private static void Runs(string page, string arguments)
    {
        var (code, _, errors) = Run([.. CommandLineParser.SplitCommandLine(arguments)]);
        Assert.True(code == ExitCode.Done, $"{page}: kim {arguments}: {errors}");
    }

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

    /// <summary>The blocks of a page that say which file they are, as in <c>csv file=offices.csv</c>.</summary>
    private static IEnumerable<(string Name, string Content)> FilesShown(string page) =>
        Regex.Matches(File.ReadAllText(page).ReplaceLineEndings("\n"), @"(?ms)^```\w+ file=(\S+)\n(.*?)^```$").Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    private static string Arguments(string line) => line.Split([" #", " | ", " > ", " 2> ", " && "], StringSplitOptions.None)[0];

    private static IEnumerable<Command> Verbs(Command command) => command.Subcommands.SelectMany(Verbs).Prepend(command);
}

/// <summary>Tests that change the working folder, which the whole process shares.</summary>
[CollectionDefinition(nameof(InAFolderCollection), DisableParallelization = true)]
public sealed class InAFolderCollection;
