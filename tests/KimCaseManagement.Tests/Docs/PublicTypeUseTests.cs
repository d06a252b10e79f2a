using System.Reflection;
using System.Text.RegularExpressions;
using KimCaseManagement.Testing;
using KimCaseManagement.Texts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KimCaseManagement.Tests.Docs;

/// <summary>Nothing is public that nobody is shown to need: a sample, the README, the tutorial or a how-to uses every public type or names it.</summary>
public sealed class PublicTypeUseTests
{
    private static readonly string[] Showing = ["README.md", "samples/", "docs/tutorial/", "docs/how-to/"];

    [Fact]
    public void Every_public_type_is_used_by_a_sample_or_a_how_to()
    {
        var pages = Repository.Pages.Where(page => Showing.Any(place => page.StartsWith(place, StringComparison.Ordinal))).ToList();
        var used = Samples().Concat(pages.SelectMany(DocProgram.In).Select(program => program.Compilation())).SelectMany(UsedTypes.In).ToHashSet(StringComparer.Ordinal);
        var named = pages.SelectMany(page => Regex.Matches(Repository.Read(page), @"\w+").Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
        var exported = new[] { typeof(TextCatalogue), typeof(TestCase) }.SelectMany(t => t.Assembly.GetExportedTypes()).ToList();
        Assert.True(used.Count > 100, "The samples were not found.");

        // An error is used by whoever gets it; the class with a closed set's codes is shown where the set is.
        bool IsShown(Type type) => used.Contains(type.FullName!.Split('`')[0]) || named.Contains(type.Name.Split('`')[0]);
        var unused = exported
            .Where(type => !typeof(Exception).IsAssignableFrom(type) && !IsShown(type) && !(CodesOf(type) is { } set && IsShown(set)))
            .Select(type => type.FullName)
            .ToList();
        Assert.True(unused.Count == 0, $"Make internal, or show how to use it: {string.Join(", ", unused)}");
    }

    /// <summary>The closed set whose codes a class gives; null where it is not such a class.</summary>
    private static Type? CodesOf(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type.GetMethod("Code", BindingFlags.Static | BindingFlags.Public)?.GetParameters() is [{ ParameterType: { IsEnum: true } set }] ? set : null;

    /// <summary>Each sample as one program; what it needs beside the library may be missing.</summary>
    private static IEnumerable<CSharpCompilation> Samples() => Directory.EnumerateDirectories(Repository.In("samples")).Select(sample => CSharpCompilation.Create(
        Path.GetFileName(sample),
        Directory.EnumerateFiles(sample, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)))
            .Append(CSharpSyntaxTree.ParseText(DocProgram.ImplicitUsings)),
        DocProgram.References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication)));
}
