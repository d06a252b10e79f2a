using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KimCaseManagement.Tests.Docs;

/// <summary>Whoever calls a public member reads beforehand how it fails.</summary>
/// <remarks>That null is an error is said by the parameter's type.</remarks>
public sealed class DocumentedErrorTests
{
    [Fact]
    public void Every_public_member_that_throws_says_what_and_when()
    {
        var throwing = Directory.EnumerateFiles(Repository.In("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("Analyzers", StringComparison.Ordinal))
            .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
            .Where(member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax && member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().All(IsPublic))
            .Select(member => (Member: member, Errors: Errors(member).Distinct().ToList()))
            .Where(found => found.Errors.Count > 0)
            .ToList();
        Assert.True(throwing.Count > 50, "The sources were not found.");
        var silent = throwing
            .Where(found => found.Member.GetLeadingTrivia().ToFullString() is var doc && !doc.Contains("<inheritdoc", StringComparison.Ordinal) && !found.Errors.All(error => doc.Contains($"<exception cref=\"{error}", StringComparison.Ordinal)))
            .Select(found => $"{found.Member.GetLocation().GetLineSpan()}: {string.Join(", ", found.Errors)}");
        Assert.Empty(silent);
    }

    private static bool IsPublic(MemberDeclarationSyntax member) => member is BaseNamespaceDeclarationSyntax || member.Modifiers.Any(SyntaxKind.PublicKeyword);

    /// <summary>The names of the exceptions that a member makes itself; empty text for one that something else makes.</summary>
    private static IEnumerable<string> Errors(MemberDeclarationSyntax member)
    {
        var thrown = member.DescendantNodes().Select(node => node is ThrowStatementSyntax statement ? statement.Expression : (node as ThrowExpressionSyntax)?.Expression).OfType<ExpressionSyntax>()
            .Select(made => made is ObjectCreationExpressionSyntax { Type: var type } ? type.ToString() : "");
        var checks = member.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression).OfType<MemberAccessExpressionSyntax>()
            .Where(call => call.Name.Identifier.Text.StartsWith("ThrowIf", StringComparison.Ordinal)).Select(call => call.Expression.ToString());
        return thrown.Concat(checks).Where(error => error is not nameof(ArgumentNullException));
    }
}
