namespace KimCaseManagement.Reporting.Counting;

/// <summary>The stock of each office and of the city on any day, from all openings and closings before it: another way than the one in which reports are counted.</summary>
internal sealed class StockProof
{
    private const int MostKept = 1 << 22;

    private readonly CaseRegister _register;
    private readonly CodeColumn _offices;
    private readonly int _firstDay;
    private readonly int _days;
    private readonly int[]? _open;

    internal StockProof(CaseRegister register)
    {
        _register = register;
        _offices = register.Data.Codes[(int)Dimension.Office]!;
        if (register.FirstOpenedOn is not { } first || register.LastChangedOn is not { } last)
            return;
        _firstDay = Days.ToNumber(first);
        _days = Days.ToNumber(last) - _firstDay + 1;
        var width = _offices.Texts.Count;
        if ((long)_days * width > MostKept)
            return;

        // By day and office: how many were opened before the day and not closed before it.
        _open = new int[(_days + 1) * width];
        var (opened, closed) = (register.Data.Opened, register.Data.Closed);
        for (var row = 0; row < opened.Length; row++)
        {
            _open[((opened[row] - _firstDay + 1) * width) + _offices[row]]++;
            if (closed[row] != CaseRegister.Never)
                _open[((closed[row] - _firstDay + 1) * width) + _offices[row]]--;
        }

        for (var i = width; i < _open.Length; i++)
            _open[i] += _open[i - width];
    }

    /// <summary>Checks that stock and flow of the city, and of each office where the report has offices, close.</summary>
    /// <exception cref="FiguresDoNotCloseException">They don't.</exception>
    internal void Check(Report report)
    {
        var request = report.Request;
        if (!request.Measures.Any(m => m <= Measure.Served))
            return;
        var (atStart, atEnd) = (OpenBefore(Days.ToNumber(request.Period.From)), OpenBefore(Days.ToNumber(request.Period.To)));
        var office = request.Dimensions.ToList().IndexOf(Dimension.Office);
        for (var i = 0; i < report.Cells.Count; i++)
        {
            var cell = report.Cells[i];
            if (!cell.IsTotalButOver(office))
                continue;
            var code = office < 0 ? null : cell.Groups[office];
            var number = code is null ? 0 : _offices.NumberOf(code);
            if (cell.OpenAtStart.Value != atStart[number] || cell.OpenAtEnd.Value != atEnd[number] || cell.OpenAtStart + cell.Opened - cell.Closed != cell.OpenAtEnd)
                throw new FiguresDoNotCloseException(request.Period, code, cell, atStart[number], atEnd[number]);
        }
    }

    /// <summary>By the number of an office the cases opened before a day and not closed before it; at 0 those of the city.</summary>
    private long[] OpenBefore(int day)
    {
        var open = new long[_offices.Texts.Count];
        if (_open is not null)
        {
            var first = Math.Min(Math.Max(day - _firstDay, 0), _days) * open.Length;
            for (var i = 0; i < open.Length; i++)
                open[i] = _open[first + i];
        }
        else
        {
            for (var row = 0; row < _register.Data.Opened.Length; row++)
            {
                if (_register.Data.Opened[row] < day)
                    open[_offices[row]]++;
                if (_register.Data.Closed[row] < day)
                    open[_offices[row]]--;
            }
        }

        open[0] = open.Sum();
        return open;
    }
}
