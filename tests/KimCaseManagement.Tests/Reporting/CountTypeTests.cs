using KimCaseManagement.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What may not be added doesn't compile.</summary>
public sealed class CountTypeTests
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            string[] types = [nameof(CaseCount), nameof(PersonCount), nameof(ContactCount), nameof(HouseholdCount), nameof(RelativeCount)];
            var pairs = new TheoryData<string, string>();
            foreach (var left in types)
            {
                foreach (var right in types.Where(right => right != left))
                    pairs.Add(left, right);
            }

            pairs.Add(nameof(PersonCount), nameof(PersonCount));
            pairs.Add(nameof(HouseholdCount), nameof(HouseholdCount));
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Different_counts_and_distinct_ones_cannot_be_added(string left, string right) => Assert.Contains("CS0019", Errors(left, right));

    [Theory]
    [InlineData(nameof(CaseCount))]
    [InlineData(nameof(ContactCount))]
    public void Counts_of_one_kind_can_be_added(string type) => Assert.Empty(Errors(type, type));

    private static List<string> Errors(string left, string right)
    {
        var source = $"class C {{ object M(KimCaseManagement.Reporting.{left} a, KimCaseManagement.Reporting.{right} b) => a + b; }}";
        var compilation = CSharpCompilation.Create("counts", [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
    }
}
