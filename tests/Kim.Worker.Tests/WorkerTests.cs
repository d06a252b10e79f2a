using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Kim.Worker.Tests;

/// <summary>The service takes registers in whole or not at all, and may be stopped anywhere.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Register = """
        case_id,person_id,office,opened_on,closed_on,closure_reason,topics
        c1,p1,mitte,2024-05-02,2024-05-30,goals-achieved,RES-PASS
        c2,p2,mitte,2024-05-06,,,LNG|WRK-SEARCH
        c3,p2,wanne,2024-06-03,,,

        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("kim-worker-");
    private readonly WorkFolders _folders;

    public WorkerTests() => _folders = new WorkFolders(_root.FullName);

    [Fact]
    public void A_register_is_stored_and_the_month_that_is_over_is_published()
    {
        Drop("2024-06.csv", Register);
        Run();
        Assert.Equal(["2024-06.csv"], Names(_folders.Done));
        var report = Assert.Single(Names(_folders.Reports));
        Assert.Equal("2024-05.import-1.md", report);
        var lines = File.ReadAllLines(Path.Combine(_folders.Reports, report));
        var mitte = Assert.Single(lines, l => l.Contains("mitte", StringComparison.Ordinal));
        // Two cases in May are fewer than three: withheld.
        Assert.Equal(".", mitte.Split('|', StringSplitOptions.TrimEntries)[3]);
    }

    [Fact]
    public void A_register_with_one_wrong_row_changes_nothing_and_says_what_is_wrong()
    {
        Drop("a.csv", Register);
        Run();
        Drop("b.csv", Register + "c4,p4,wanne,31.02.2024,,,RES-PASS|NO-SUCH\nc1,p1,mitte,2024-05-02,2024-05-30,,\nc1,p1,mitte,2024-05-02,,,\n");
        Run();
        Assert.Equal(3, Store().Load().CaseCount.Value);
        Assert.Equal(["b.csv", "b.csv.errors.txt"], Names(_folders.Refused));
        var errors = File.ReadAllLines(Path.Combine(_folders.Refused, "b.csv.errors.txt"));
        Assert.Contains(errors, e => e.Contains("b.csv:5: opened_on: '31.02.2024'", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("b.csv:5: topics: 'NO-SUCH'", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("b.csv:6: closure_reason: '' is empty though closed_on is given", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("b.csv:7: case_id: 'c1' is there already", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_register_replaces_the_one_before_and_is_published_beside_the_old_report()
    {
        Drop("a.csv", Register);
        Run();
        Drop("b.csv", Register + "c4,p4,wanne,2024-05-07,,,\n");
        Run();
        Assert.Equal(4, Store().Load().CaseCount.Value);
        Assert.Equal(["2024-05.import-1.md", "2024-05.import-2.md"], Names(_folders.Reports));
    }

    [Fact]
    public void Stopped_after_storing_and_before_moving_the_file_is_only_moved_and_the_report_is_made()
    {
        Drop("a.csv", Register);
        Run();
        var report = Path.Combine(_folders.Reports, "2024-05.import-1.md");
        var published = File.ReadAllText(report);
        File.Move(Path.Combine(_folders.Done, "a.csv"), Path.Combine(_folders.Inbox, "a.csv"));
        File.Delete(report);
        File.WriteAllText(report + ".part", "half a rep");
        Run();
        Assert.Equal(1, Store().Version);
        Assert.Equal(["a.csv"], Names(_folders.Done));
        Assert.Equal(["2024-05.import-1.md"], Names(_folders.Reports));
        Assert.Equal(published, File.ReadAllText(report));
    }

    [Fact]
    public void Stopped_while_storing_nothing_of_the_file_is_stored()
    {
        Drop("a.csv", Register);
        Run();
        Assert.Throws<InvalidOperationException>(() => Store().Replace("other", "b.csv", new FailingList(Store().Load().CaseCount.Value)));
        Assert.Equal(3, Store().Load().CaseCount.Value);
        Assert.Equal(1, Store().Version);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private void Drop(string name, string content) => File.WriteAllText(Path.Combine(_folders.Inbox, name), content);

    /// <summary>A new service each time, as after a restart, on 10 June 2024.</summary>
    private void Run()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 6, 10, 8, 0, 0, TimeSpan.Zero));
        var store = Store();
        new Inbox(_folders, store, new Publisher(_folders, store, clock), NullLogger<Inbox>.Instance).WorkThrough();
    }

    private RegisterStore Store() => new(_folders);

    /// <summary>Breaks off in the middle, as a power cut does.</summary>
    private sealed class FailingList(long count) : List<KimCaseManagement.Reporting.CaseFacts>, IReadOnlyList<KimCaseManagement.Reporting.CaseFacts>
    {
        IEnumerator<KimCaseManagement.Reporting.CaseFacts> IEnumerable<KimCaseManagement.Reporting.CaseFacts>.GetEnumerator()
        {
            for (var i = 0; i < count; i++)
                yield return new KimCaseManagement.Reporting.CaseFacts(KimCaseManagement.Vocabulary.CaseId.From($"n{i}"), KimCaseManagement.Vocabulary.PersonKey.From("p"), KimCaseManagement.Vocabulary.OfficeCode.From("o"), new NodaTime.LocalDate(2024, 1, 1));
            throw new InvalidOperationException("stopped");
        }
    }
}
