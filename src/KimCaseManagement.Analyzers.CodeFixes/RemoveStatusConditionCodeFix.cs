using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KimCaseManagement.Analyzers;

/// <summary>Takes the part that reads status data out of a condition with <c>&amp;&amp;</c> or <c>||</c>, and leaves the rest.</summary>
/// <remarks>Offered only where that part stands as an operand; elsewhere only a person can say what the rule is to mean without it.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveStatusConditionCodeFix))]
[Shared]
public sealed class RemoveStatusConditionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("KIM001", "KIM002", "KIM003");

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (OperandAround(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is not { Parent: BinaryExpressionSyntax whole } operand)
                continue;
            var rest = whole.Left == operand ? whole.Right : whole.Left;
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Remove the condition that reads status data",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(whole, rest.WithTriviaFrom(whole)))),
                    equivalenceKey: nameof(RemoveStatusConditionCodeFix)),
                diagnostic);
        }
    }

    /// <summary>The nearest operand of <c>&amp;&amp;</c> or <c>||</c> that the node is, or is part of, within its own lambda or statement.</summary>
    private static ExpressionSyntax? OperandAround(SyntaxNode? node)
    {
        for (; node is not null and not (StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax); node = node.Parent)
        {
            if (node is ExpressionSyntax expression && node.Parent is BinaryExpressionSyntax parent && (parent.IsKind(SyntaxKind.LogicalAndExpression) || parent.IsKind(SyntaxKind.LogicalOrExpression)))
                return expression;
        }

        return null;
    }
}
