namespace KimCaseManagement.Reporting.Counting;

/// <summary>Gathers in which cells one person was seen, from cases or from several parts; one person after another.</summary>
/// <remarks>What was seen is one number: the day of the earliest opening in the cell, times two, plus one where the person is served there in the period.</remarks>
internal sealed class SeenPerson
{
    /// <summary>What is seen of a household, whose days don't matter.</summary>
    internal const int JustServed = 1;

    private const int Nowhere = int.MinValue;

    private readonly int[] _seen;
    private readonly int[] _cells;
    private readonly long[] _bySeen;
    private int _count;

    /// <summary>Begins with nobody.</summary>
    /// <param name="cells">How many cells there are.</param>
    internal SeenPerson(int cells)
    {
        _seen = new int[cells];
        _seen.AsSpan().Fill(Nowhere);
        _cells = new int[cells];
        _bySeen = new long[cells];
        Begin();
    }

    /// <summary>The day of the earliest opening, over all cells.</summary>
    internal int FirstDay { get; private set; }

    /// <summary>Offices that serve the person in the period, if they are asked for: the first in ordinal order.</summary>
    internal string? FirstOffice { get; private set; }

    /// <summary>And the second; it matters only whether there are several.</summary>
    internal string? SecondOffice { get; private set; }

    /// <summary>The cells in which the person was seen.</summary>
    internal ReadOnlySpan<int> Cells => _cells.AsSpan(0, _count);

    /// <summary>Begins another person.</summary>
    internal void Begin()
    {
        foreach (var cell in Cells)
            _seen[cell] = Nowhere;
        (_count, FirstDay, FirstOffice, SecondOffice) = (0, int.MaxValue, null, null);
    }

    internal static int Seen(int openedOn, bool isServed) => (openedOn << 1) | (isServed ? 1 : 0);

    internal int FirstDayIn(int cell) => _seen[cell] >> 1;

    internal bool IsServedIn(int cell) => (_seen[cell] & 1) != 0;

    internal void See(int cell, int seen)
    {
        var known = _seen[cell];
        if (known == Nowhere)
            _cells[_count++] = cell;
        _seen[cell] = known == Nowhere ? seen : Seen(Math.Min(known >> 1, seen >> 1), ((known | seen) & 1) != 0);
        FirstDay = Math.Min(FirstDay, seen >> 1);
    }

    internal void ServedBy(string? office)
    {
        if (office is null || office == FirstOffice || office == SecondOffice)
            return;
        if (FirstOffice is null || string.CompareOrdinal(office, FirstOffice) < 0)
            (FirstOffice, SecondOffice) = (office, FirstOffice);
        else if (SecondOffice is null || string.CompareOrdinal(office, SecondOffice) < 0)
            SecondOffice = office;
    }

    /// <summary>The cells in rising order.</summary>
    internal ReadOnlySpan<int> CellsInOrder()
    {
        Array.Sort(_cells, 0, _count);
        return Cells;
    }

    /// <summary>The cells in which the same was seen lie beside each other, in rising order: above what was seen, below the cell.</summary>
    internal ReadOnlySpan<long> CellsBySeen()
    {
        for (var i = 0; i < _count; i++)
            _bySeen[i] = ((long)_seen[_cells[i]] << 32) | (uint)_cells[i];
        Array.Sort(_bySeen, 0, _count);
        return _bySeen.AsSpan(0, _count);
    }
}
