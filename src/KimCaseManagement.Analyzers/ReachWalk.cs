using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KimCaseManagement.Analyzers;

/// <summary>Follows a piece of code through everything that it reads and calls in its compilation, and tells where it meets status data.</summary>
/// <remarks>Calls of interfaces and overridable members are followed into every implementation of the compilation; fields and locals into what is assigned to them.</remarks>
internal sealed class ReachWalk(Compilation compilation, Guarded guarded, StatusNames names, CancellationToken cancellation)
{
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private List<INamedTypeSymbol>? _types;

    /// <summary>Everything reached from one root, each once by the first way that leads there.</summary>
    internal IEnumerable<Reach> From(IOperation root) => Walk(root, root, null, ImmutableArray<string>.Empty, isRoot: true);

    private IEnumerable<Reach> Walk(IOperation start, IOperation body, Location? entry, ImmutableArray<string> way, bool isRoot)
    {
        foreach (var operation in Descendants(start, isRoot))
        {
            cancellation.ThrowIfCancellationRequested();
            var at = entry ?? operation.Syntax.GetLocation();
            // The hardest finding says it all: of Residence (KIM001) before marked (KIM002) before named (KIM003).
            if (Symbols(operation).Select(s => (Symbol: s, Descriptor: Judge(s))).Where(f => f.Descriptor is not null).OrderBy(f => f.Descriptor!.Id, StringComparer.Ordinal).FirstOrDefault() is { Descriptor: { } descriptor })
            {
                var name = Display(Symbols(operation).First());
                if (!IsPartOfReported(operation))
                    yield return new Reach(descriptor, name, at, operation.Syntax.GetLocation(), way.Add(name));
                continue;
            }

            foreach (var (next, name) in Next(operation, body))
            {
                foreach (var reach in Walk(next, next, at, name is null ? way : way.Add(name), isRoot: false))
                    yield return reach;
            }
        }
    }

    /// <summary>The operation and those in it, without the roots that are nested in it: they report themselves.</summary>
    private IEnumerable<IOperation> Descendants(IOperation start, bool isRoot)
    {
        var pending = new Stack<IOperation>();
        pending.Push(start);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (isRoot && operation is IDelegateCreationOperation creation && guarded.IsRoot(creation))
                continue;
            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
                pending.Push(child);
        }
    }

    /// <summary>True where the receiver is reported already: in <c>person.Status.Code</c> the host's own member says it best.</summary>
    private bool IsPartOfReported(IOperation operation)
    {
        var receiver = operation switch
        {
            IMemberReferenceOperation member => member.Instance,
            IInvocationOperation call => call.Instance,
            IConversionOperation conversion => conversion.Operand,
            _ => null,
        };
        return receiver is not null && Symbols(receiver).Any(s => Judge(s) is not null);
    }

    private static IEnumerable<ISymbol> Symbols(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                yield return call.TargetMethod;
                break;
            case IMemberReferenceOperation member:
                yield return member.Member;
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                yield return constructor;
                break;
            case IParameterReferenceOperation parameter:
                yield return parameter.Parameter;
                break;
            case ILocalReferenceOperation local:
                yield return local.Local;
                break;
            case ITypeOfOperation typeOf:
                yield return typeOf.TypeOperand;
                break;
            case IIsTypeOperation isType:
                yield return isType.TypeOperand;
                break;
            case IDeclarationPatternOperation { MatchedType: { } matched }:
                yield return matched;
                break;
            case ITypePatternOperation pattern:
                yield return pattern.MatchedType;
                break;
        }

        // The data itself, under whatever name it comes; a whole person that has a status among other things is not status data.
        if (operation.Type is { } type)
        {
            foreach (var part in Parts(type))
                yield return part;
        }
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        yield return type;
        if (type is IArrayTypeSymbol array)
        {
            foreach (var part in Parts(array.ElementType))
                yield return part;
        }
        else if (type is INamedTypeSymbol { IsGenericType: true } named)
        {
            foreach (var part in named.TypeArguments.SelectMany(Parts))
                yield return part;
        }
    }

    private DiagnosticDescriptor? Judge(ISymbol symbol)
    {
        if (Guarded.IsOfResidence(symbol) || (symbol is not ITypeSymbol && symbol.ContainingType is { } type && Guarded.IsOfResidence(type)))
            return StatusIndependenceAnalyzer.ReachesResidence;
        if (guarded.IsStatusData(symbol))
            return StatusIndependenceAnalyzer.ReachesMarked;
        return symbol.Name.Length > 0 && !guarded.IsOfEligibility(symbol.ContainingType ?? symbol) && !guarded.IsOfEligibility(symbol) && names.LooksLikeStatusData(symbol.Name)
            ? StatusIndependenceAnalyzer.ReachesName
            : null;
    }

    /// <summary>Where the way goes on: bodies of called members, what was assigned to fields and captured locals.</summary>
    private IEnumerable<(IOperation Body, string? Name)> Next(IOperation operation, IOperation body)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return Bodies(call.TargetMethod);
            case IMethodReferenceOperation method:
                return Bodies(method.Method);
            case IPropertyReferenceOperation property:
                return Bodies(property.Property.GetMethod).Concat(Initializers(property.Property));
            case IFieldReferenceOperation field:
                return Initializers(field.Field);
            case IObjectCreationOperation { Constructor: { } constructor }:
                return Bodies(constructor);
            case IBinaryOperation { OperatorMethod: { } binary }:
                return Bodies(binary);
            case IUnaryOperation { OperatorMethod: { } unary }:
                return Bodies(unary);
            case IConversionOperation { OperatorMethod: { } conversion }:
                return Bodies(conversion);
            case ILocalReferenceOperation local when !body.Syntax.FullSpan.Contains(DeclarationOf(local.Local)?.Span ?? body.Syntax.Span):
                return Assigned(local.Local);
            default:
                return [];
        }
    }

    private static SyntaxNode? DeclarationOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private IEnumerable<(IOperation, string?)> Bodies(IMethodSymbol? method)
    {
        if (method is null)
            yield break;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        foreach (var candidate in Implementations(method).Prepend(method))
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, compilation.Assembly) || !_visited.Add(candidate))
                continue;
            foreach (var reference in candidate.DeclaringSyntaxReferences)
            {
                if (OperationOf(reference.GetSyntax(cancellation)) is { } body)
                    yield return (body, Display(candidate));
            }
        }
    }

    private IEnumerable<IMethodSymbol> Implementations(IMethodSymbol method)
    {
        if (method.ContainingType is not { } declaring || !(declaring.TypeKind == TypeKind.Interface || method.IsAbstract || method.IsVirtual || method.IsOverride))
            yield break;
        foreach (var type in _types ??= [.. TypesOf(compilation.Assembly.GlobalNamespace)])
        {
            if (declaring.TypeKind == TypeKind.Interface)
            {
                foreach (var contract in type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, declaring)))
                {
                    foreach (var member in contract.GetMembers(method.Name).OfType<IMethodSymbol>().Where(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method)))
                    {
                        if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                            yield return implementation.OriginalDefinition;
                    }
                }
            }
            else
            {
                foreach (var member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                {
                    for (var overridden = member.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                    {
                        if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                            yield return member;
                    }
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var nested in TypesOf(member))
                yield return nested;
        }
    }

    private IEnumerable<(IOperation, string?)> Initializers(ISymbol symbol)
    {
        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly) || symbol is IFieldSymbol { IsConst: true } || !_visited.Add(symbol))
            yield break;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } initializer } => initializer,
                PropertyDeclarationSyntax { Initializer.Value: { } initializer } => initializer,
                _ => null,
            };
            if (value is not null && OperationOf(value) is { } operation)
                yield return (operation, Display(symbol));
        }
    }

    /// <summary>What is assigned to a local of the method around a lambda.</summary>
    private IEnumerable<(IOperation, string?)> Assigned(ILocalSymbol local)
    {
        if (!_visited.Add(local) || DeclarationOf(local) is not { } declaration)
            yield break;
        if (declaration is VariableDeclaratorSyntax { Initializer.Value: { } initializer } && OperationOf(initializer) is { } value)
            yield return (value, local.Name);
        var around = declaration.AncestorsAndSelf().FirstOrDefault(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax);
        var model = Model(declaration.SyntaxTree);
        foreach (var assignment in around?.DescendantNodes().OfType<AssignmentExpressionSyntax>() ?? [])
        {
            if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellation).Symbol, local) && OperationOf(assignment.Right) is { } assigned)
                yield return (assigned, local.Name);
        }
    }

    private IOperation? OperationOf(SyntaxNode node)
    {
        var model = Model(node.SyntaxTree);
        return node switch
        {
            PropertyDeclarationSyntax { ExpressionBody: { } arrow } => model.GetOperation(arrow, cancellation),
            AccessorDeclarationSyntax accessor => Any(model, accessor.Body, accessor.ExpressionBody),
            ArrowExpressionClauseSyntax arrow => model.GetOperation(arrow, cancellation),
            LocalFunctionStatementSyntax function => Any(model, function.Body, function.ExpressionBody),
            _ => model.GetOperation(node, cancellation),
        };
    }

    private IOperation? Any(SemanticModel model, params SyntaxNode?[] nodes) =>
        nodes.Select(n => n is null ? null : model.GetOperation(n, cancellation)).FirstOrDefault(o => o is not null);

#pragma warning disable RS1030 // The way leads through other trees than the one that is being analysed; only the compilation has their models.
    private SemanticModel Model(SyntaxTree tree) => compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    private static string Display(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } property } => Display(property),
        ILocalSymbol or IParameterSymbol or ITypeSymbol => symbol.Name,
        { ContainingType: { } type } => type.Name + "." + symbol.Name,
        _ => symbol.Name,
    };
}
