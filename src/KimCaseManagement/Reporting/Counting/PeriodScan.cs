#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace KimCaseManagement.Reporting.Counting;

/// <summary>Rows by what a period makes of them.</summary>
internal enum RowKind
{
    /// <summary>Opened before the period and not closed before it.</summary>
    OpenAtStart,

    /// <summary>Opened in the period.</summary>
    Opened,

    /// <summary>Closed before the period.</summary>
    Past,
}

/// <summary>Hands out the rows that a period concerns, block by block, each with a bit that says whether it was closed in the period.</summary>
/// <remarks>Rows stand in the order of opening, so those opened in the period lie together, and of those before them only the days of closing are looked at.</remarks>
internal sealed class PeriodScan
{
    internal const int BlockSize = 4096;

    private readonly CaseRegister _register;
    private readonly CaseRegister.Columns _data;
    private readonly int _from;
    private readonly int _to;

    internal PeriodScan(CaseRegister register, ReportingPeriod period)
    {
        _register = register;
        _data = register.Data;
        _from = Days.ToNumber(period.From);
        _to = Days.ToNumber(period.To);
        FirstOpened = register.FirstRowFrom(_from);
        End = register.FirstRowFrom(_to);
        ServedOfSeveral = new(() => RowsOfSeveral(IsServed));
    }

    /// <summary>The rows served of persons with several of them; looked for once for all reports.</summary>
    internal Lazy<(List<int> Starts, List<int> Rows)> ServedOfSeveral { get; }

    /// <summary>The first row that was opened in the period.</summary>
    internal int FirstOpened { get; }

    /// <summary>The first row that was opened after the period.</summary>
    internal int End { get; }

    internal bool IsServed(int row) => row < End && _data.Closed[row] >= _from;

    internal bool IsClosed(int row) => _data.Closed[row] >= _from && _data.Closed[row] < _to;

    /// <summary>The rows that satisfy a condition of persons who have several such rows, one person after the other; each person's begin at one of the starts, with one more start for the end.</summary>
    internal (List<int> Starts, List<int> Rows) RowsOfSeveral(Func<int, bool> counts)
    {
        var (starts, rows) = (new List<int> { 0 }, new List<int>());
        for (var person = 0; person < _register.SeveralStarts.Length - 1; person++)
        {
            var first = rows.Count;
            for (var i = _register.SeveralStarts[person]; i < _register.SeveralStarts[person + 1]; i++)
            {
                if (counts(_register.SeveralRows[i]))
                    rows.Add(_register.SeveralRows[i]);
            }

            if (rows.Count - first >= 2)
                starts.Add(rows.Count);
            else
                rows.RemoveRange(first, rows.Count - first);
        }

        return (starts, rows);
    }

    /// <summary>Visits the rows served.</summary>
    internal void VisitServed(Block visit)
    {
        Visit(RowKind.OpenAtStart, 0, End, visit);
        Visit(RowKind.Opened, 0, End, visit);
    }

    /// <summary>What is done with a block: the rows, and beside each 1 where it was closed in the period.</summary>
    internal delegate void Block(ReadOnlySpan<int> rows, ReadOnlySpan<int> closed);

    /// <summary>Visits the rows of a kind within a range of rows.</summary>
    internal void Visit(RowKind kind, int first, int end, Block visit)
    {
        var rows = new int[BlockSize];
        var closed = new int[BlockSize];
        first = Math.Max(first, kind == RowKind.Opened ? FirstOpened : 0);
        end = Math.Min(end, kind == RowKind.Opened ? End : FirstOpened);
        for (var start = first; start < end; start += BlockSize)
        {
            var count = Choose(kind, start, Math.Min(start + BlockSize, end), rows);
            for (var i = 0; i < count; i++)
                closed[i] = _data.Closed[rows[i]] < _to ? 1 : 0;
            if (count > 0)
                visit(rows.AsSpan(0, count), closed.AsSpan(0, count));
        }
    }

    private int Choose(RowKind kind, int start, int end, int[] rows)
    {
        var count = 0;
        if (kind == RowKind.Opened)
        {
            for (var row = start; row < end; row++)
                rows[count++] = row;
            return count;
        }

        var days = _data.Closed;
        var isPast = kind == RowKind.Past;
#if NET8_0_OR_GREATER
        var bound = Vector256.Create(_from);
        for (; start + Vector256<int>.Count <= end; start += Vector256<int>.Count)
        {
            var passed = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(days), (nuint)start), bound).ExtractMostSignificantBits();
            for (var bits = isPast ? passed ^ 0xFF : passed; bits != 0; bits &= bits - 1)
                rows[count++] = start + BitOperations.TrailingZeroCount(bits);
        }
#endif
        for (; start < end; start++)
        {
            rows[count] = start;
            count += days[start] >= _from != isPast ? 1 : 0;
        }

        return count;
    }
}
