using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KimCaseManagement.Tests.Docs;

/// <summary>A program of the docs, compiled as a fresh console project would compile it and run in this process.</summary>
/// <remarks>Blocks that continue one another are one program: their using directives come first, then their statements, then their types.</remarks>
internal sealed class DocProgram
{
    /// <summary>What <c>dotnet new console</c> imports without being asked.</summary>
    internal const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    internal static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly CSharpParseOptions Language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private readonly IReadOnlyList<CodeBlock> _blocks;
    private readonly DocProgram? _before;
    private string? _printed;

    private DocProgram(IReadOnlyList<CodeBlock> blocks, DocProgram? before, CodeBlock? output) => (_blocks, _before, Output) = (blocks, before, output);

    /// <summary>The block of the page that shows what the last block of the program prints; null where the page shows nothing.</summary>
    internal CodeBlock? Output { get; }

    /// <summary>The programs of a page: each block alone, or after all that it continues.</summary>
    internal static IReadOnlyList<DocProgram> In(string page)
    {
        var blocks = CodeBlock.In(page);
        var programs = new List<DocProgram>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Language != "csharp" || blocks[i].QuotedFile is not null)
                continue;
            var before = blocks[i].Is("continued") ? programs.LastOrDefault() ?? throw new InvalidDataException($"{blocks[i]}: there is no program before it to continue.") : null;
            var output = i + 1 < blocks.Count && blocks[i + 1].Language == "text" && blocks[i + 1].Is("output") ? blocks[i + 1] : null;
            programs.Add(new DocProgram([.. before?._blocks ?? [], blocks[i]], before, output));
        }

        return programs;
    }

    /// <summary>Runs the program in a folder and gives what its last block printed.</summary>
    internal string PrintedByLastBlock(string workingFolder)
    {
        _printed ??= Run(workingFolder);
        return _before is null ? _printed : _printed[(_before._printed ??= _before.Run(workingFolder)).Length..];
    }

    private string Run(string workingFolder)
    {
        var assembly = Compile();
        var context = new AssemblyLoadContext("docs", isCollectible: true);
        var (output, folder, errors) = (Console.Out, Environment.CurrentDirectory, Console.Error);
        using var printed = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(printed);
            Console.SetError(printed);
            Environment.CurrentDirectory = workingFolder;
            var main = context.LoadFromStream(assembly).EntryPoint!;
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
            if (result is Task task)
                task.GetAwaiter().GetResult();
        }
        catch (TargetInvocationException failure)
        {
            throw new InvalidOperationException($"{this} failed after printing:\n{printed}", failure.InnerException);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
            Environment.CurrentDirectory = folder;
            context.Unload();
        }

        return printed.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public override string ToString() => _blocks[^1].ToString();

    internal CSharpCompilation Compilation() => CSharpCompilation.Create(
        "DocProgram",
        [CSharpSyntaxTree.ParseText(ImplicitUsings, Language), CSharpSyntaxTree.ParseText(Source(), Language)],
        References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private MemoryStream Compile()
    {
        var assembly = new MemoryStream();
        var emitted = Compilation().Emit(assembly);
        var problems = emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701" && d.Id != "CS1702").ToList();
        Assert.True(problems.Count == 0, $"{this}: {string.Join("\n", problems)}\n{Source()}");
        assembly.Position = 0;
        return assembly;
    }

    private string Source()
    {
        var units = _blocks.Select(block => CSharpSyntaxTree.ParseText(block.Text, Language).GetCompilationUnitRoot()).ToList();
        var source = new StringBuilder();
        foreach (var text in units.SelectMany(u => u.Usings).Select(u => u.ToString()).Distinct())
            source.AppendLine(text);
        foreach (var statement in units.SelectMany(u => u.Members.OfType<GlobalStatementSyntax>()))
            source.Append(statement.ToFullString());
        foreach (var type in units.SelectMany(u => u.Members.Where(m => m is not GlobalStatementSyntax)))
            source.Append(type.ToFullString());
        return source.ToString();
    }
}
