#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace KimCaseManagement.Reporting.Counting;

/// <summary>Rows by what a period makes of them.</summary>
internal enum RowKind
{
    /// <summary>Opened before the period, and open when it ends.</summary>
    Open,

    /// <summary>Opened before the period and closed in it.</summary>
    Closed,

    /// <summary>Opened in the period, and open when it ends.</summary>
    Opened,

    /// <summary>Opened in the period and closed in it.</summary>
    OpenedAndClosed,
}

/// <summary>Hands out the rows that a period concerns, block by block, by what it makes of them.</summary>
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
        ServedOfSeveralOfHousehold = new(RowsOfHouseholds);
    }

    /// <summary>The rows served of persons with several of them; looked for once for all reports.</summary>
    internal Lazy<(List<int> Starts, List<int> Rows)> ServedOfSeveral { get; }

    /// <summary>The rows served of households with several of them, in the same way.</summary>
    internal Lazy<(List<int> Starts, List<int> Rows)> ServedOfSeveralOfHousehold { get; }

    /// <summary>The first row that was opened in the period.</summary>
    internal int FirstOpened { get; }

    /// <summary>The first row that was opened after the period.</summary>
    internal int End { get; }

    /// <summary>No case is open for more days up to the period's end, or up to its closing before that.</summary>
    internal int LongestDuration => End == 0 ? 0 : _to - _data.Opened[0];

    internal bool IsServed(int row) => row < End && _data.Closed[row] >= _from;

    /// <summary>True where a row is served and its household is known.</summary>
    internal bool IsServedOfHousehold(int row) => _data.HouseholdOfRow.Length > 0 && _data.HouseholdOfRow[row] > 0 && IsServed(row);

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

    /// <summary>By row, up to <see cref="End"/>: the number of the household, <see cref="CaseRegister.Never"/> where the row isn't served or its household isn't known.</summary>
    internal int[] HouseholdsServed()
    {
        var households = new int[End];
        for (var row = 0; row < End; row++)
            households[row] = IsServedOfHousehold(row) ? _data.HouseholdOfRow[row] - 1 : CaseRegister.Never;
        return households;
    }

    private (List<int> Starts, List<int> Rows) RowsOfHouseholds()
    {
        var (starts, rows) = (new List<int> { 0 }, new List<int>());
        if (_data.HouseholdOfRow.Length == 0)
            return (starts, rows);

        // Numbers of households are as few as days, so that rows go by household as they go by day; those that count in none come last.
        var households = HouseholdsServed();
        var inOrder = DayOrder.RowsByDay(households, CaseRegister.Never);
        for (int start = 0, end; start < End && households[inOrder[start]] != CaseRegister.Never; start = end)
        {
            for (end = start + 1; end < End && households[inOrder[end]] == households[inOrder[start]];)
                end++;
            if (end - start < 2)
                continue;
            for (var i = start; i < end; i++)
                rows.Add(inOrder[i]);
            starts.Add(rows.Count);
        }

        return (starts, rows);
    }

    /// <summary>What is done with rows of a kind, a block of them at most.</summary>
    internal delegate void Block(RowKind kind, ReadOnlySpan<int> rows);

    /// <summary>Visits the rows served; of several parts each visits other ones, and about as many.</summary>
    internal void VisitServed(Block visit, int part = 0, int parts = 1)
    {
        var (open, closed) = (new int[BlockSize], new int[BlockSize]);
        for (var start = part * BlockSize; start < End; start += parts * BlockSize)
        {
            var end = Math.Min(start + BlockSize, End);
            var opened = Math.Min(Math.Max(FirstOpened, start), end);
            Visit(start, opened, RowKind.Open, RowKind.Closed);
            Visit(opened, end, RowKind.Opened, RowKind.OpenedAndClosed);
        }

        void Visit(int first, int end, RowKind kindOfOpen, RowKind kindOfClosed)
        {
            var (countOfOpen, countOfClosed) = Choose(first, end, open, closed);
            if (countOfOpen > 0)
                visit(kindOfOpen, open.AsSpan(0, countOfOpen));
            if (countOfClosed > 0)
                visit(kindOfClosed, closed.AsSpan(0, countOfClosed));
        }
    }

    /// <summary>Puts the rows of a range that are served where they belong: those open when the period ends, and those closed in it.</summary>
    private (int Open, int Closed) Choose(int row, int end, int[] open, int[] closed)
    {
        var (countOfOpen, countOfClosed) = (0, 0);
        var days = _data.Closed;
        var (from, to) = (_from, _to);
#if NET8_0_OR_GREATER
        for (; row + Vector256<int>.Count <= end; row += Vector256<int>.Count)
        {
            var eight = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(days), (nuint)row);
            var isServed = Vector256.GreaterThanOrEqual(eight, Vector256.Create(from)).ExtractMostSignificantBits();
            if (isServed == 0)
                continue;
            var isOpen = Vector256.GreaterThanOrEqual(eight, Vector256.Create(to)).ExtractMostSignificantBits();
            for (; isServed != 0; isServed &= isServed - 1)
                Put(row + BitOperations.TrailingZeroCount(isServed), (int)(isOpen >> BitOperations.TrailingZeroCount(isServed)) & 1);
        }
#endif
        for (; row < end; row++)
        {
            if (days[row] >= from)
                Put(row, days[row] >= to ? 1 : 0);
        }

        return (countOfOpen, countOfClosed);

        // Into both lists, of which one keeps it: there is no branch that nobody can foresee.
        void Put(int served, int isOpen)
        {
            open[countOfOpen] = served;
            countOfOpen += isOpen;
            closed[countOfClosed] = served;
            countOfClosed += 1 - isOpen;
        }
    }
}
