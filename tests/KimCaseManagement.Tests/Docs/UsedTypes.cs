using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The types of the packages that a program uses, said by name or not: what it makes, calls, gets and hands on.</summary>
internal static class UsedTypes
{
    internal static IEnumerable<string> In(CSharpCompilation compilation) => compilation.SyntaxTrees.SelectMany(tree => In(compilation.GetSemanticModel(tree))).Distinct();

    private static IEnumerable<string> In(SemanticModel model)
    {
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            // Of a program that doesn't compile as a whole (a window's types are not there), what is ours still has a meaning.
            var symbol = model.GetSymbolInfo(node);
            foreach (var used in new[] { symbol.Symbol }.Concat(symbol.CandidateSymbols).SelectMany(TypesOf).Concat(Flat(model.GetTypeInfo(node).Type)))
            {
                if (used.ContainingAssembly?.Name.StartsWith("KimCaseManagement", StringComparison.Ordinal) == true)
                    yield return used.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None));
            }
        }
    }

    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol? symbol) => symbol switch
    {
        ITypeSymbol type => Flat(type),
        IMethodSymbol method => Flat(method.ContainingType).Concat(Flat(method.ReturnType)).Concat(method.Parameters.SelectMany(p => Flat(p.Type))),
        IPropertySymbol property => Flat(property.ContainingType).Concat(Flat(property.Type)),
        IFieldSymbol field => Flat(field.ContainingType).Concat(Flat(field.Type)),
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> Flat(ITypeSymbol? type) => type switch
    {
        null => [],
        IArrayTypeSymbol array => Flat(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.TypeArguments.SelectMany(Flat).Append(generic),
        _ => [type],
    };
}
