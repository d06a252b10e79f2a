using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KimCaseManagement.Analyzers;

/// <summary>Reports when an eligibility rule, or a mapping to the facts, reaches status data: directly, or through what it calls in the same compilation.</summary>
/// <remarks>
/// Roots are: what is converted to <c>FactPredicate</c>; methods, properties and lambdas that return <c>EligibilityFacts</c>, <c>EligibilityCondition</c>, <c>EligibilityRule</c>, <c>MunicipalRules</c>,
/// <c>EligibilityRuleSet</c> or <c>EligibilityDecision</c>; and what is marked <c>[StatusBlind]</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StatusIndependenceAnalyzer : DiagnosticAnalyzer
{
    internal const string Category = "StatusIndependence";

    private const string Eligibility = "KimCaseManagement.Eligibility.";
    private const string Help = "docs/reference/analyzers/";

    /// <summary>A rule reaches the room Residence.</summary>
    internal static readonly DiagnosticDescriptor ReachesResidence = Describe("KIM001", "An eligibility rule reaches residence data", "'{0}' decides on help and reaches residence data in '{1}', by this way: {2}");

    /// <summary>A rule reaches what the host has marked.</summary>
    internal static readonly DiagnosticDescriptor ReachesMarked = Describe("KIM002", "An eligibility rule reaches marked status data", "'{0}' decides on help and reaches '{1}', which is marked as status data, by this way: {2}");

    /// <summary>A rule reaches a name that looks like status data.</summary>
    internal static readonly DiagnosticDescriptor ReachesName = Describe("KIM003", "An eligibility rule reaches a name that looks like status data", "'{0}' decides on help and reaches '{1}', which looks like status data, by this way: {2}");

    private static readonly string[] GuardedResults = ["EligibilityFacts", "EligibilityCondition", "EligibilityRule", "MunicipalRules", "EligibilityRuleSet", "EligibilityDecision"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(ReachesResidence, ReachesMarked, ReachesName);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Eligibility + "FactPredicate") is not { } predicate || SymbolEqualityComparer.Default.Equals(predicate.ContainingAssembly, start.Compilation.Assembly))
                return;
            var guarded = new Guarded(
                predicate,
                GuardedResults.Select(name => start.Compilation.GetTypeByMetadataName(Eligibility + name)).OfType<ITypeSymbol>().ToImmutableArray(),
                start.Compilation.GetTypeByMetadataName(Eligibility + "StatusDataAttribute"),
                start.Compilation.GetTypeByMetadataName(Eligibility + "StatusBlindAttribute"));
            var reported = new ConcurrentDictionary<(string, Location), bool>();
            start.RegisterOperationAction(c => AnalyzeDelegate(c, guarded, reported), OperationKind.DelegateCreation);
            start.RegisterOperationBlockAction(c => AnalyzeMember(c, guarded, reported));
        });
    }

    private static void AnalyzeDelegate(OperationAnalysisContext context, Guarded guarded, ConcurrentDictionary<(string, Location), bool> reported)
    {
        var creation = (IDelegateCreationOperation)context.Operation;
        if (!guarded.IsRoot(creation))
            return;
        var walk = new ReachWalk(context.Compilation, guarded, StatusNames.For(context.Options, creation.Syntax.SyntaxTree, context.CancellationToken), context.CancellationToken);
        Report(walk.From(creation.Target), RuleName(creation, context.ContainingSymbol), reported, context.ReportDiagnostic);
    }

    private static void AnalyzeMember(OperationBlockAnalysisContext context, Guarded guarded, ConcurrentDictionary<(string, Location), bool> reported)
    {
        if (!guarded.IsRoot(context.OwningSymbol) || context.OperationBlocks.Length == 0)
            return;
        var walk = new ReachWalk(context.Compilation, guarded, StatusNames.For(context.Options, context.OperationBlocks[0].Syntax.SyntaxTree, context.CancellationToken), context.CancellationToken);
        foreach (var block in context.OperationBlocks)
            Report(walk.From(block), NameOf(context.OwningSymbol), reported, context.ReportDiagnostic);
    }

    private static void Report(IEnumerable<Reach> reaches, string rule, ConcurrentDictionary<(string, Location), bool> reported, Action<Diagnostic> report)
    {
        foreach (var reach in reaches)
        {
            if (reported.TryAdd((reach.Descriptor.Id, reach.Entry), true))
                report(Diagnostic.Create(reach.Descriptor, reach.Entry, [reach.Found], rule, reach.What, string.Join(" → ", reach.Way.Prepend(rule))));
        }
    }

    /// <summary>The code of the rule that a condition is written in, or the name of the member it is written in.</summary>
    private static string RuleName(IOperation operation, ISymbol containing)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IObjectCreationOperation { Type.Name: "EligibilityRule" } rule && rule.Arguments.FirstOrDefault(a => a.Parameter?.Name == "code")?.Value.ConstantValue is { HasValue: true, Value: string code })
                return code;
        }

        return NameOf(containing);
    }

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => NameOf(property),
        { ContainingType: { } type } => type.Name + "." + (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "constructor" : symbol.Name),
        _ => symbol.Name,
    };

    private static DiagnosticDescriptor Describe(string id, string title, string message) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Help in integration case management does not depend on residence status, nationality, length of stay, sex or religion. Neither a rule nor the mapping of a host's data to the facts may read them.",
        helpLinkUri: Help + id + ".md");
}

/// <summary>The types of the library that the analyzer knows.</summary>
internal sealed class Guarded(INamedTypeSymbol predicate, ImmutableArray<ITypeSymbol> results, INamedTypeSymbol? statusData, INamedTypeSymbol? statusBlind)
{
    internal bool IsRoot(IDelegateCreationOperation creation) =>
        SymbolEqualityComparer.Default.Equals(creation.Type, predicate)
        || (creation.Target is IAnonymousFunctionOperation lambda && IsGuardedResult(lambda.Symbol.ReturnType));

    internal bool IsRoot(ISymbol member)
    {
        if (member.ContainingType is null)
            return false;
        var result = member switch
        {
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        var declared = member is IMethodSymbol { AssociatedSymbol: { } associated } ? associated : member;
        return (result is not null && IsGuardedResult(result)) || IsMarked(declared, statusBlind) || IsMarked(member.ContainingType, statusBlind);
    }

    internal bool IsStatusData(ISymbol symbol) => IsMarked(symbol, statusData) || (symbol is not ITypeSymbol && symbol.ContainingType is { } type && IsMarked(type, statusData));

    internal static bool IsOfResidence(ISymbol symbol)
    {
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name == "Residence" && space.ContainingNamespace is { Name: "KimCaseManagement", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    /// <summary>True for the library's own room: its names are not the host's data.</summary>
    internal bool IsOfEligibility(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingNamespace, predicate.ContainingNamespace) && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, predicate.ContainingAssembly);

    private bool IsGuardedResult(ITypeSymbol type) =>
        results.Contains(type, SymbolEqualityComparer.Default)
        || (type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && IsGuardedResult(arguments[0]));

    private static bool IsMarked(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
            return false;
        for (var current = symbol; current is not null; current = Overridden(current))
        {
            if (current.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
                return true;
        }

        return symbol is IMethodSymbol { AssociatedSymbol: { } property } && IsMarked(property, attribute);
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };
}

/// <summary>Status data that a root reaches.</summary>
/// <param name="Descriptor">Which diagnostic.</param>
/// <param name="What">The name of what is reached.</param>
/// <param name="Entry">Where the way begins, inside the root.</param>
/// <param name="Found">Where it is reached.</param>
/// <param name="Way">The members on the way, the last one what is reached.</param>
internal sealed record Reach(DiagnosticDescriptor Descriptor, string What, Location Entry, Location Found, ImmutableArray<string> Way);
