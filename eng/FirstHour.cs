// A new developer's first hour: dotnet run eng/FirstHour.cs -- PACKAGES PAGE...
// Follows each page to the letter, in an empty folder with an empty package folder: makes a console project as the tutorial says, adds the packed packages, puts the page's blocks
// into Program.cs one after another, builds with the SDK, runs, and compares what is printed with what the page shows.
using System.Diagnostics;

string[] ofThisRepository = ["KimCaseManagement", "KimCaseManagement.Testing"];
var packages = Path.GetFullPath(args[0]);
var folder = Directory.CreateTempSubdirectory("kim-first-hour-").FullName;
Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(folder, "packages"));
Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
try
{
    var wrong = 0;
    foreach (var page in args.Skip(1))
    {
        var programs = Programs(File.ReadAllLines(page)).ToList();
        for (var i = 0; i < programs.Count; i++)
        {
            var (source, shown) = programs[i];
            var project = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(page)}-{i + 1}");
            Run(folder, "new", "console", "-o", project);
            Run(project, "new", "nugetconfig");
            Run(project, "nuget", "add", "source", packages, "--name", "kim", "--configfile", "nuget.config");
            foreach (var package in ofThisRepository.Where(p => p == "KimCaseManagement" || source.Contains("using " + p + ";", StringComparison.Ordinal)))
                Run(project, "add", "package", package);
            File.WriteAllText(Path.Combine(project, "Program.cs"), source);
            var printed = Run(project, "run").TrimEnd().ReplaceLineEndings("\n");
            var isRight = printed == shown.TrimEnd();
            Console.WriteLine($"{page}, program {i + 1}: {(isRight ? "as shown" : $"prints\n{printed}\nand shows\n{shown}")}");
            wrong += isRight ? 0 : 1;
        }
    }

    return wrong == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// A block that continues stands below the one before it, its using directives above all.
static IEnumerable<(string Source, string Shown)> Programs(string[] lines)
{
    var (usings, statements, shown) = (new List<string>(), new List<string>(), new List<string>());
    for (var i = 0; i < lines.Length; i++)
    {
        var info = lines[i].TrimStart();
        if (!info.StartsWith("```", StringComparison.Ordinal) || info == "```")
            continue;
        var block = lines.Skip(i + 1).TakeWhile(l => l.Trim() != "```").ToList();
        i += block.Count + 1;
        if (info == "```csharp" && statements.Count > 0)
        {
            yield return (string.Join("\n", usings.Distinct().Concat(statements)), string.Join("\n", shown));
            (usings, statements, shown) = ([], [], []);
        }

        if (info is "```csharp" or "```csharp continued")
        {
            usings.AddRange(block.Where(IsUsing));
            statements.AddRange(block.Where(l => !IsUsing(l)));
        }
        else if (info == "```text output")
        {
            shown.AddRange(block);
        }
    }

    if (statements.Count > 0)
        yield return (string.Join("\n", usings.Distinct().Concat(statements)), string.Join("\n", shown));
}

static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('(', StringComparison.Ordinal);

static string Run(string folder, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
    var printed = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{printed}");
}
