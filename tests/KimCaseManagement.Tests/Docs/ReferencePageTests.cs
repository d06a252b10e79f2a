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
    public void No_page_of_the_reference_is_left_over_from_code_that_is_gone()
    {
        const string mark = "<!-- Generated from the code";
        var left = Repository.Pages.Where(p => !Expected.ContainsKey(p) && Repository.Read(p).StartsWith(mark, StringComparison.Ordinal));
        Assert.Empty(left);
    }
}
