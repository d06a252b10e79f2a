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

    private readonly CaseRegister.Columns _data;
    private readonly int _from;
    private readonly int _to;

    internal PeriodScan(CaseRegister register, ReportingPeriod period)
    {
        _data = register.Data;
        _from = Days.ToNumber(period.From);
        _to = Days.ToNumber(period.To);
        FirstOpened = register.FirstRowFrom(_from);
        End = register.FirstRowFrom(_to);
    }

    /// <summary>The first row that was opened in the period.</summary>
    internal int FirstOpened { get; }

    /// <summary>The first row that was opened after the period.</summary>
    internal int End { get; }

    internal bool IsServed(int row) => row < End && _data.Closed[row] >= _from;

    internal bool IsClosed(int row) => _data.Closed[row] >= _from && _data.Closed[row] < _to;

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
