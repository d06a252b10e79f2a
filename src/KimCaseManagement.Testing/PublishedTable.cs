namespace KimCaseManagement.Testing;

/// <summary>A table of counts that a host publishes by itself (eigene Tabelle), and what its readers can work out about the counts that it withholds.</summary>
/// <remarks>
/// <para>For tables that the host makes without the library's own protection. Counts have to add up: cases or contacts by groups that don't overlap; not persons, and not topics.
/// A combination of groups that has no row is taken as not published.</para>
/// <para>The reader knows that counts are not negative and that totals are sums: bounds are applied again and again until nothing changes any more, and equations are solved. A finding is certain; a table without one may still
/// be narrowed by means that go further.</para>
/// <para>Immutable: each method gives another value.</para>
/// </remarks>
public sealed class PublishedTable
{
    // So far above every count that sums and differences of some hundred of it overflow nowhere and limit nothing.
    private const long NoLimit = long.MaxValue / 1_000_000;
    private const double Rounding = 1e-9;

    private readonly (string?[] Groups, long? Count)[] _rows;

    private PublishedTable(int dimensions, (string?[] Groups, long? Count)[] rows)
    {
        Dimensions = dimensions;
        _rows = rows;
    }

    /// <summary>How many dimensions the table has.</summary>
    public int Dimensions { get; }

    /// <summary>An empty table.</summary>
    /// <param name="dimensions">By how many dimensions its counts are grouped; 1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is below 1 or above 4.</exception>
    public static PublishedTable By(int dimensions) =>
        dimensions is < 1 or > 4 ? throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "A table has 1 to 4 dimensions.") : new PublishedTable(dimensions, []);

    /// <summary>The table with a row more.</summary>
    /// <param name="count">The count as it is printed; null: withheld.</param>
    /// <param name="groups">The group in each dimension, in their order; null: the total over the dimension.</param>
    /// <exception cref="ArgumentException">There are not as many groups as dimensions, or the table has the row already.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public PublishedTable With(long? count, params string?[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Length != Dimensions)
            throw new ArgumentException($"{Dimensions} groups are expected, one for each dimension; a total is null.", nameof(groups));
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A count is not negative.");
        if (_rows.Any(r => AreSame(r.Groups, groups)))
            throw new ArgumentException($"The table has the row {Name(groups)} already.", nameof(groups));
        return new PublishedTable(Dimensions, [.. _rows, ((string?[])groups.Clone(), count)]);
    }

    /// <summary>Looks at the table as a reader does.</summary>
    /// <param name="k">How many values each withheld count must at least be able to have; also the smallest count above zero that may be printed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 2.</exception>
    public PublishedTableResult Check(int k = 3)
    {
        if (k < 2)
            throw new ArgumentOutOfRangeException(nameof(k), k, "With fewer than two possible values a count is known.");
        var cells = Cells();
        var sums = Sums(cells);
        Narrow(cells, sums);
        foreach (var (cell, value) in Solved(cells, sums))
            (cells[cell].Least, cells[cell].Most) = (value, value);
        Narrow(cells, sums);
        var findings = new List<PublishedTableFinding>();
        foreach (var (groups, count) in _rows)
        {
            var cell = cells.First(c => AreSame(c.Groups, groups));
            if (cell.Least > cell.Most)
                findings.Add(new PublishedTableFinding(Name(groups), $"{Name(groups)} contradicts the sums: no count fits."));
            else if (count is > 0 && count < k)
                findings.Add(new PublishedTableFinding(Name(groups), $"{Name(groups)} is printed as {count}, which is below {k}."));
            else if (count is null && cell.Most - cell.Least + 1 < k)
                findings.Add(new PublishedTableFinding(Name(groups), cell.Least == cell.Most ? $"{Name(groups)} is withheld, and is {cell.Least} as the sums show." : $"{Name(groups)} is withheld, and is {cell.Least} to {cell.Most} as the sums show."));
        }

        return new PublishedTableResult(findings);
    }

    /// <summary>Every combination of the groups that occur, totals included: what is not published is as unknown as what is withheld.</summary>
    private List<Cell> Cells()
    {
        var combinations = new List<string?[]> { Array.Empty<string?>() };
        for (var d = 0; d < Dimensions; d++)
        {
            var groups = _rows.Select(r => r.Groups[d]).Append(null).Distinct().ToList();
            combinations = [.. combinations.SelectMany(c => groups.Select(g => c.Append(g).ToArray()))];
        }

        return [.. combinations.Select(c => new Cell(c, _rows.Where(r => AreSame(r.Groups, c)).Select(r => r.Count).FirstOrDefault()))];
    }

    /// <summary>Each total with its parts, by their places; a dimension without groups has no sum.</summary>
    private List<int[]> Sums(List<Cell> cells)
    {
        var sums = new List<int[]>();
        for (var total = 0; total < cells.Count; total++)
        {
            for (var d = 0; d < Dimensions; d++)
            {
                if (cells[total].Groups[d] is not null)
                    continue;
                var over = d;
                var of = cells[total].Groups;
                var parts = Enumerable.Range(0, cells.Count)
                    .Where(c => cells[c].Groups[over] is not null && Enumerable.Range(0, Dimensions).All(other => other == over || cells[c].Groups[other] == of[other]))
                    .ToList();
                if (parts.Count > 0)
                    sums.Add([total, .. parts]);
            }
        }

        return sums;
    }

    private static void Narrow(List<Cell> cells, List<int[]> sums)
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var sum in sums)
            {
                var total = cells[sum[0]];
                var parts = sum.Skip(1).Select(p => cells[p]).ToList();
                again |= total.Narrow(parts.Sum(p => p.Least), parts.Sum(p => p.Most));
                foreach (var part in parts)
                {
                    var others = parts.Where(p => p != part).ToList();
                    again |= part.Narrow(total.Least - others.Sum(p => p.Most), total.Most - others.Sum(p => p.Least));
                }

                if (cells.Any(c => c.Least > c.Most))
                    return;
            }
        }
    }

    /// <summary>Counts that the equations determine together, though none alone does (elimination, as at school).</summary>
    private static IEnumerable<(int Cell, long Value)> Solved(List<Cell> cells, List<int[]> sums)
    {
        var open = Enumerable.Range(0, cells.Count).Where(c => cells[c].Least != cells[c].Most).ToList();
        var rows = sums.Select(sum =>
        {
            var row = new double[open.Count + 1];
            for (var i = 0; i < sum.Length; i++)
            {
                var sign = i == 0 ? 1 : -1;
                if (open.IndexOf(sum[i]) is var column and >= 0)
                    row[column] += sign;
                else
                    row[open.Count] -= sign * cells[sum[i]].Least;
            }

            return row;
        }).ToArray();
        var done = 0;
        for (var column = 0; column < open.Count && done < rows.Length; column++)
        {
            var pivot = Enumerable.Range(done, rows.Length - done).OrderByDescending(r => Math.Abs(rows[r][column])).First();
            if (Math.Abs(rows[pivot][column]) < Rounding)
                continue;
            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            rows[done] = [.. rows[done].Select(v => v / rows[done][column])];
            for (var other = 0; other < rows.Length; other++)
            {
                var factor = rows[other][column];
                if (other != done && Math.Abs(factor) > Rounding)
                    rows[other] = [.. rows[other].Zip(rows[done], (a, b) => a - (factor * b))];
            }

            done++;
        }

        foreach (var row in rows)
        {
            var columns = Enumerable.Range(0, open.Count).Where(c => Math.Abs(row[c]) > Rounding).ToList();
            if (columns.Count == 1)
                yield return (open[columns[0]], (long)Math.Round(row[open.Count] / row[columns[0]]));
        }
    }

    // Not the method of spans, which for netstandard2.0 falls over a null.
    private static bool AreSame(string?[] left, string?[] right) => Enumerable.SequenceEqual(left, right);

    private static string Name(string?[] groups) => "(" + string.Join(", ", groups.Select(g => g ?? "total")) + ")";

    private sealed class Cell(string?[] groups, long? printed)
    {
        internal string?[] Groups { get; } = groups;

        internal long Least { get; set; } = printed ?? 0;

        internal long Most { get; set; } = printed ?? NoLimit;

        internal bool Narrow(long least, long most)
        {
            var before = (Least, Most);
            Least = Math.Max(Least, least);
            Most = Math.Min(Most, most);
            return (Least, Most) != before;
        }
    }
}
