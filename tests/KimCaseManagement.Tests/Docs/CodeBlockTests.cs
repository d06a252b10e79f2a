namespace KimCaseManagement.Tests.Docs;

/// <summary>What the docs show is true: programs compile, run and print what stands below them; quotations stand in the file that they name; links lead somewhere.</summary>
/// <remarks>Programs print to the console of the process, so nothing runs beside them.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class CodeBlockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kim-docs-");

    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Fact]
    public void Every_program_of_the_docs_compiles_and_prints_what_the_page_shows()
    {
        // From the end of each page, so that rewriting an output moves nothing that is still to be done.
        var programs = Repository.Pages.SelectMany(page => DocProgram.In(page).Reverse()).ToList();
        Assert.All(programs, program =>
        {
            var printed = program.PrintedByLastBlock(_folder.FullName);
            if (program.Output is { } shown && !Repository.Rewriting)
                Assert.Equal(shown.Text.TrimEnd(), printed.TrimEnd());
            else if (program.Output is { } old)
                old.Replace(printed);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_quotation_stands_in_the_file_that_it_names(string page)
    {
        foreach (var block in CodeBlock.In(page).Where(b => b.QuotedFile is not null))
        {
            Assert.True(File.Exists(Repository.In(block.QuotedFile!)), $"{block} quotes {block.QuotedFile}, which is not there.");
            Assert.True(
                Flat(Repository.Read(block.QuotedFile!)).Contains(Flat(block.Text), StringComparison.Ordinal),
                $"{block} is not (or no longer) in {block.QuotedFile}.");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_is_a_program_or_a_quotation(string page) =>
        Assert.DoesNotContain(CodeBlock.In(page), b => b.QuotedFile is null && b.Language is not ("csharp" or "bash" or "sh" or "text" or "csv" or "json" or "sql" or "ini" or "mermaid"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_within_the_repository_leads_to_a_page_and_a_heading_that_exist(string page)
    {
        foreach (var target in Links.In(Repository.Read(page)))
        {
            var (path, anchor) = target.Split('#', 2) is [var p, var a] ? (p, a) : (target, null);
            var file = path.Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.In(page), "..", path))).Replace('\\', '/');
            Assert.True(File.Exists(Repository.In(file)) || Directory.Exists(Repository.In(file)), $"{page} links to {target}, which is not there.");
            if (anchor is not null && file.EndsWith(".md", StringComparison.Ordinal))
                Assert.True(Links.Anchors(Repository.Read(file)).Contains(anchor), $"{page} links to {target}; {file} has no such heading.");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Without indentation, so that a quotation may be moved to the left.</summary>
    private static string Flat(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)) + "\n";
}

/// <summary>Tests that change what the whole process shares.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
