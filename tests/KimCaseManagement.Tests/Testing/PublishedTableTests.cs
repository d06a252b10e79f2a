using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Testing;
using KimCaseManagement.Tests.Reporting;

namespace KimCaseManagement.Tests.Testing;

public sealed class PublishedTableTests
{
    [Fact]
    public void A_withheld_count_beside_its_total_is_no_secret()
    {
        var result = PublishedTable.By(1).With(12, [null]).With(10, "mitte").With(null, "wanne").Check();
        Assert.Equal(["(wanne) is withheld, and is 2 as the sums show."], result.Findings.Select(f => f.Description));
        Assert.Contains("(wanne)", Assert.Throws<DisclosureException>(result.EnsureHolds).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_withheld_counts_hide_one_another_where_their_sum_leaves_room()
    {
        PublishedTable.By(1).With(30, [null]).With(20, "mitte").With(null, "wanne").With(null, "eickel").Check().EnsureHolds();
        var narrow = PublishedTable.By(1).With(21, [null]).With(20, "mitte").With(null, "wanne").With(null, "eickel").Check();
        Assert.Equal(["(wanne) is withheld, and is 0 to 1 as the sums show.", "(eickel) is withheld, and is 0 to 1 as the sums show."], narrow.Findings.Select(f => f.ToString()));
    }

    [Fact]
    public void What_only_several_sums_together_show_is_found()
    {
        // Two blocks of withheld counts, and one count between them: rows a and b less columns x and y are what is left of it.
        var table = PublishedTable.By(2);
        foreach (var (row, column, count) in new (string, string, long?)[]
        {
            ("a", "x", null), ("a", "y", null), ("a", "z", null), ("a", "w", 0),
            ("b", "x", null), ("b", "y", null), ("b", "z", 0), ("b", "w", 0),
            ("c", "x", 0), ("c", "y", 0), ("c", "z", null), ("c", "w", null),
            ("d", "x", 0), ("d", "y", 0), ("d", "z", null), ("d", "w", null),
        })
        {
            table = table.With(count, row, column);
        }

        foreach (var row in new[] { "a", "b", "c", "d" })
            table = table.With(row == "a" ? 45 : 40, row, null);
        foreach (var column in new[] { "x", "y", "z", "w" })
            table = table.With(column == "z" ? 45 : 40, null, column);
        Assert.Equal(["(a, z) is withheld, and is 5 as the sums show."], table.With(165, null, null).Check().Findings.Select(f => f.Description));
    }

    [Fact]
    public void A_small_count_that_is_printed_and_a_table_that_contradicts_itself_are_found()
    {
        Assert.Equal(["(mitte) is printed as 2, which is below 3."], PublishedTable.By(1).With(2, "mitte").With(0, "wanne").Check().Findings.Select(f => f.Description));
        Assert.Contains("contradicts", PublishedTable.By(1).With(5, [null]).With(6, "mitte").Check().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_library_publishes_passes() =>
        RegisterGen.Cases.Sample(cases =>
        {
            var published = PublishedReport.Protect(Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Office, Dimension.Sex], [Measure.Opened])));
            var table = published.Rows.Aggregate(PublishedTable.By(2), (t, row) => t.With(row.IsWithheld(0) ? null : row.Values[0], [.. row.Groups]));
            var result = table.Check();
            Assert.True(result.Holds, result.ToString());
        }, iter: 200);

    [Fact]
    public void Wrong_tables_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PublishedTable.By(0));
        Assert.Throws<ArgumentException>(() => PublishedTable.By(2).With(5, "mitte"));
        Assert.Throws<ArgumentException>(() => PublishedTable.By(1).With(5, "mitte").With(6, "mitte"));
        Assert.Throws<ArgumentOutOfRangeException>(() => PublishedTable.By(1).With(-1, "mitte"));
        Assert.Throws<ArgumentOutOfRangeException>(() => PublishedTable.By(1).Check(1));
    }
}
