using System.Collections.Immutable;
using KimCaseManagement.Eligibility;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KimCaseManagement.Analyzers.Tests;

/// <summary>Real compilations of host code against the library, with the analyzer.</summary>
internal static class Compiled
{
    internal const string Usings = "using System; using System.Collections.Generic; using System.Linq; using KimCaseManagement.Eligibility; using KimCaseManagement.Vocabulary; using KimCaseManagement.Residence;\n";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var f && (f.StartsWith("System.", StringComparison.Ordinal) || f is "netstandard.dll" or "mscorlib.dll" or "NodaTime.dll"))
            .Append(typeof(EligibilityFacts).Assembly.Location)
            .Distinct()
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    internal static CSharpCompilation Compilation(params string[] sources) => Plain([.. sources.Select(s => Usings + s)]);

    /// <summary>Sources that bring their using directives themselves.</summary>
    internal static CSharpCompilation Plain(params string[] sources) =>
        CSharpCompilation.Create("Host", sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, path: $"Host{i}.cs")), References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the analyzer reports. The code itself must compile.</summary>
    internal static async Task<IReadOnlyList<Diagnostic>> Report(CSharpCompilation compilation, Dictionary<string, string>? settings = null, string? nameFile = null)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        ImmutableArray<AdditionalText> files = nameFile is null ? [] : [new NameFile(nameFile)];
        var analyzed = compilation.WithAnalyzers([new StatusIndependenceAnalyzer()], new AnalyzerOptions(files, new Settings(settings ?? [])));
        var diagnostics = await analyzed.GetAllDiagnosticsAsync();
        Assert.Empty(diagnostics.Where(d => d.Id == "AD0001"));
        return [.. diagnostics.Where(d => d.Id.StartsWith("KIM", StringComparison.Ordinal)).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    internal static Task<IReadOnlyList<Diagnostic>> Report(params string[] sources) => Report(Compilation(sources));

    private sealed class NameFile(string text) : AdditionalText
    {
        public override string Path => "/host/KimStatusNames.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Settings(Dictionary<string, string> settings) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options(settings);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(Dictionary<string, string> settings) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => settings.TryGetValue(key, out value);
        }
    }
}
