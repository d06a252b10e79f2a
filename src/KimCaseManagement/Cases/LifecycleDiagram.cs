using System.Text;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>The lifecycle as a picture, drawn from the definition that runs.</summary>
/// <remarks>Steps inside a phase are left out, and so are those that end a case from wherever it is open: they would hide the way. The table has them.</remarks>
public static class LifecycleDiagram
{
    private static readonly HashSet<StepKind> FromAnywhere = [StepKind.WithdrawConsent, StepKind.Abort];

    /// <summary>A state diagram in Mermaid.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string Mermaid(CaseLifecycle lifecycle, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        ArgumentNullException.ThrowIfNull(catalogue);
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var phase in CasePhases.All)
            text.Append("    ").Append(Name(phase)).Append(" : ").Append(Label(catalogue, "phase." + phase.Code(), language)).Append('\n');
        foreach (var (from, to, steps) in Edges(lifecycle))
            text.Append("    ").Append(from == CasePhase.Unspecified ? "[*]" : Name(from)).Append(" --> ").Append(Name(to)).Append(" : ").Append(Labels(catalogue, steps, language, " / ")).Append('\n');
        foreach (var phase in CasePhases.All.Where(p => p.IsFinal()))
            text.Append("    ").Append(Name(phase)).Append(" --> [*]\n");
        return text.ToString();
    }

    /// <summary>A graph in DOT, for Graphviz.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string Dot(CaseLifecycle lifecycle, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        ArgumentNullException.ThrowIfNull(catalogue);
        var text = new StringBuilder("digraph lifecycle {\n    rankdir=LR;\n    node [shape=box, style=rounded];\n    start [shape=point];\n");
        foreach (var phase in CasePhases.All)
            text.Append("    ").Append(Name(phase)).Append(" [label=\"").Append(Label(catalogue, "phase." + phase.Code(), language)).Append('"').Append(phase.IsFinal() ? ", peripheries=2" : "").Append("];\n");
        foreach (var (from, to, steps) in Edges(lifecycle))
            text.Append("    ").Append(from == CasePhase.Unspecified ? "start" : Name(from)).Append(" -> ").Append(Name(to)).Append(" [label=\"").Append(Labels(catalogue, steps, language, "\\n")).Append("\"];\n");
        return text.Append("}\n").ToString();
    }

    private static IEnumerable<(CasePhase From, CasePhase To, IReadOnlyList<StepKind> Steps)> Edges(CaseLifecycle lifecycle) =>
        lifecycle.Definition.Transitions
            .Where(t => t.From != t.To && !FromAnywhere.Contains(t.Step))
            .GroupBy(t => (From: LifecycleDefinition.PhaseOf(t.From), To: LifecycleDefinition.PhaseOf(t.To)))
            .OrderBy(g => g.Key.From).ThenBy(g => g.Key.To)
            .Select(g => (g.Key.From, g.Key.To, (IReadOnlyList<StepKind>)[.. g.Select(t => t.Step).Distinct().OrderBy(s => s)]));

    private static string Name(CasePhase phase) => phase.Code().Replace('-', '_');

    private static string Label(TextCatalogue catalogue, string code, LanguageTag language) => catalogue.For(code, language).Text;

    private static string Labels(TextCatalogue catalogue, IReadOnlyList<StepKind> steps, LanguageTag language, string separator) =>
        string.Join(separator, steps.Select(s => Label(catalogue, "step." + s.Code(), language)));
}
