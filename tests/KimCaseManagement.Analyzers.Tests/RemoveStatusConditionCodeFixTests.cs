using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace KimCaseManagement.Analyzers.Tests;

public sealed class RemoveStatusConditionCodeFixTests
{
    [Theory]
    [InlineData("p.LivesHere && p.Duldung != \"\"", "p.LivesHere")]
    [InlineData("p.Duldung != \"\" || p.LivesHere", "p.LivesHere")]
    [InlineData("p.LivesHere && p.Problems > 2 && !(p.Duldung == \"x\")", "p.LivesHere && p.Problems > 2")]
    public async Task The_operand_that_reads_it_goes_and_the_rest_stays(string expression, string expected) =>
        Assert.Contains($", {expected})", await Fixed(expression), StringComparison.Ordinal);

    [Fact]
    public async Task Where_the_whole_value_is_the_status_nothing_is_offered() =>
        Assert.Null(await Fixed("p.Duldung == \"x\""));

    private static async Task<string?> Fixed(string expression)
    {
        var source = Compiled.Usings + $$"""
            public sealed class Person { public string Duldung = ""; public bool LivesHere; public int Problems; }
            public static class Mapping { public static EligibilityFacts ToFacts(Person p) => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, {{expression}}); }
            """;
        using var workspace = new AdhocWorkspace();
        var compilation = Compiled.Compilation(source[Compiled.Usings.Length..]);
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Host", "Host", LanguageNames.CSharp, compilationOptions: compilation.Options, metadataReferences: compilation.References));
        var document = workspace.AddDocument(project.Id, "Host0.cs", Microsoft.CodeAnalysis.Text.SourceText.From(source));
        var diagnostics = await Compiled.Report((CSharpCompilation)(await document.Project.GetCompilationAsync())!);
        var actions = new List<CodeAction>();
        await new RemoveStatusConditionCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, Assert.Single(diagnostics), (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
            return null;
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)));
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        Assert.Empty(await Compiled.Report((CSharpCompilation)(await changed.Project.GetCompilationAsync())!));
        return (await changed.GetTextAsync()).ToString();
    }
}
