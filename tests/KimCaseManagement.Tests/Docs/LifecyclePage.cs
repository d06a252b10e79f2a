using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using static KimCaseManagement.Tests.Docs.MarkdownWriter;

namespace KimCaseManagement.Tests.Docs;

/// <summary>The page of the lifecycle: picture, steps, guards, reasons, from the definition that runs.</summary>
internal static class LifecyclePage
{
    internal static string Text()
    {
        var lifecycle = CaseLifecycle.Standard;
        return new MarkdownWriter("The lifecycle of a case (Fallverlauf)")
            .Paragraph($"Definition {lifecycle.DefinitionVersion}. Steps that stay in their phase, and the two that end a case from wherever it is open (withdraw consent, abort), are left out of the picture; the table has them.")
            .Fenced("mermaid", LifecycleDiagram.Mermaid(lifecycle, TextCatalogue.BuiltIn, LanguageTag.English))
            .Heading(2, "Phases")
            .Table(["code", "Deutsch", "English", "final"], CasePhases.All.Select(p => new[] { Code(p.Code()), In("phase." + p.Code(), LanguageTag.German), In("phase." + p.Code(), LanguageTag.English), p.IsFinal() ? "yes" : "" }))
            .Heading(2, "Steps")
            .Paragraph("A field in brackets may be left out. `=` means that the case stays in its phase.")
            .Table(
                ["code", "Deutsch", "from", "to", "guards", "data"],
                lifecycle.Steps.Select(s => new[]
                {
                    Code(s.Kind.Code()),
                    In("step." + s.Kind.Code(), LanguageTag.German),
                    string.Join(", ", s.From.Select(p => p.Code())),
                    s.From.SequenceEqual(s.To) ? "=" : string.Join(", ", s.To.Select(p => p.Code())),
                    string.Join(", ", s.Guards.Select(g => Code(g.Code))),
                    string.Join(", ", s.Fields.Select(f => f.IsRequired ? f.Name : $"({f.Name})")),
                }))
            .Heading(2, "Guards")
            .Paragraph("A guard refuses under its own code. Every refusal lists all of them that are not met.")
            .Table(
                ["code", "meaning", "refusal", "remedy", "lifted by", "source"],
                lifecycle.Steps.SelectMany(s => s.Guards).DistinctBy(g => g.Code).OrderBy(g => g.Code, StringComparer.Ordinal).Select(g => new[]
                {
                    Code(g.Code), In("guard." + g.Code, LanguageTag.English), In("refusal." + g.Code, LanguageTag.English), In("remedy." + g.Code, LanguageTag.English),
                    string.Join(", ", g.LiftedBy.Select(s => Code(s.Code())).Concat(g.Field is null ? [] : [$"field {Code(g.Field)}"])), g.Source?.Code ?? "",
                }))
            .Heading(2, "Closure reasons")
            .Table(["code", "Deutsch", "English"], ClosureReason.Core.Select(r => new[] { Code(r.Value), In("closure-reason." + r, LanguageTag.German), In("closure-reason." + r, LanguageTag.English) }))
            .Heading(2, "Reasons for not taking somebody on")
            .Table(["code", "Deutsch", "English"], DeclineReason.Core.Select(r => new[] { Code(r.Value), In("decline-reason." + r, LanguageTag.German), In("decline-reason." + r, LanguageTag.English) }))
            .ToString();
    }

    private static string In(string code, LanguageTag language) => TextCatalogue.BuiltIn.For(code, language).Text;
}
