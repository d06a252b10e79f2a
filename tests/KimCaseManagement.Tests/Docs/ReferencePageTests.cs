using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Docs;

/// <summary>Generated pages say what the code says.</summary>
public sealed class ReferencePageTests
{
    private static readonly IReadOnlyDictionary<string, string> Expected = ReferencePages.All();

    public static TheoryData<string> Paths => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_generated_page_is_current(string path) => Repository.HoldCurrent(path, Expected[path]);

    [Fact]
    public void The_picture_of_the_lifecycle_in_the_README_is_the_one_of_the_definition_that_runs()
    {
        var drawn = LifecycleDiagram.Mermaid(CaseLifecycle.Standard, TextCatalogue.BuiltIn, LanguageTag.English).Trim();
        foreach (var picture in CodeBlock.In("README.md").Where(b => b.Language == "mermaid"))
        {
            if (Repository.Rewriting)
                picture.Replace(drawn);
            else
                Assert.Equal(drawn, picture.Text.Trim());
        }
    }

    [Fact]
    public void No_page_of_the_reference_is_left_over_from_code_that_is_gone()
    {
        const string mark = "<!-- Generated from the code";
        var left = Repository.Pages.Where(p => !Expected.ContainsKey(p) && Repository.Read(p).StartsWith(mark, StringComparison.Ordinal));
        Assert.Empty(left);
    }
}
