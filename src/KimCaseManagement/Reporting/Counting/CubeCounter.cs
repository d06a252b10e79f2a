namespace KimCaseManagement.Reporting.Counting;

/// <summary>Counts the cells of one report over a register. Cases are counted in one pass shared with other reports of the same period; what else is asked for follows when it is looked at first.</summary>
internal sealed class CubeCounter
{
    private readonly CaseRegister _register;
    private readonly ReportRequest _request;
    private readonly ContactTally? _contacts;
    private readonly PeriodScan _scan;
    private readonly CellIndex _index;
    private readonly object _lock = new();
    private readonly Dictionary<Measure, long[]> _columns = [];

    // Two counts a cell: of the rows that stay open, and of those closed in the period.
    private int[] _openAtStart = [];
    private int[] _opened = [];
    private long[]? _casesWithContacts;

    private CubeCounter(CaseRegister register, ReportRequest request, ContactTally? contacts, PeriodScan scan)
    {
        _register = register;
        _request = request;
        _contacts = contacts;
        _scan = scan;
        _index = new CellIndex([.. request.Dimensions.Select(d => Axis.Of(register, request, d))]);
    }

    /// <summary>Counts reports of one period.</summary>
    internal static List<Cells> Count(CaseRegister register, IReadOnlyList<ReportRequest> requests, ContactTally? contacts, int threads)
    {
        var scan = new PeriodScan(register, requests[0].Period);
        var counters = requests.Select(r => new CubeCounter(register, r, contacts, scan)).ToList();
        CountCases(scan, [.. counters.Where(c => c._index.IsDense)], threads);
        foreach (var counter in counters.Where(c => !c._index.IsDense))
            counter.CountCasesOneByOne();
        return counters.ConvertAll<Cells>(c => c.Finish());
    }

    private CountedCells Finish()
    {
        foreach (var measure in _request.Measures)
            Column(measure);
        return new CountedCells(_index, _request.Measures, Column, () =>
        {
            Column(Measure.Contacts);
            return _casesWithContacts!;
        });
    }

    private static void CountCases(PeriodScan scan, CubeCounter[] counters, int threads)
    {
        if (counters.Length == 0)
            return;
        var parts = Math.Max(1, Math.Min(threads, scan.End / PeriodScan.BlockSize));
        var tables = new CaseTables[parts][];
        Run(parts, part =>
        {
            var own = Array.ConvertAll(counters, c => new CaseTables(c._index));
            var (first, end) = ((int)((long)scan.End * part / parts), (int)((long)scan.End * (part + 1) / parts));
            scan.Visit(RowKind.OpenAtStart, first, end, (rows, closed) =>
            {
                foreach (var table in own)
                    table.Add(table.OpenAtStart, rows, closed);
            });
            scan.Visit(RowKind.Opened, first, end, (rows, closed) =>
            {
                foreach (var table in own)
                    table.Add(table.Opened, rows, closed);
            });
            tables[part] = own;
        });
        for (var c = 0; c < counters.Length; c++)
        {
            foreach (var other in tables.Skip(1))
            {
                Sum(tables[0][c].OpenAtStart, other[c].OpenAtStart);
                Sum(tables[0][c].Opened, other[c].Opened);
            }

            (counters[c]._openAtStart, counters[c]._opened) = (tables[0][c].OpenAtStart, tables[0][c].Opened);
            Marginals.Fill(counters[c]._index, counters[c]._openAtStart, 2);
            Marginals.Fill(counters[c]._index, counters[c]._opened, 2);
        }
    }

    private static void Run(int parts, Action<int> count)
    {
        if (parts == 1)
            count(0);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, count);
    }

    private static void Sum(int[] sums, int[] others)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] += others[i];
    }

    private void CountCasesOneByOne()
    {
        for (var row = 0; row < _scan.End; row++)
        {
            if (!_scan.IsServed(row))
                continue;
            var closed = _scan.IsClosed(row) ? 1 : 0;
            foreach (var cell in _index.CellsOf(row))
            {
                if (2 * cell >= _opened.Length)
                {
                    Array.Resize(ref _opened, Math.Max(64, 4 * cell));
                    Array.Resize(ref _openAtStart, _opened.Length);
                }

                (row < _scan.FirstOpened ? _openAtStart : _opened)[(2 * cell) + closed]++;
            }
        }

        if (_opened.Length == 0)
            (_opened, _openAtStart) = (new int[2], new int[2]);
    }

    /// <summary>The figures of a measure by cell of the index. Computed once, safe from many threads.</summary>
    private long[] Column(Measure measure)
    {
        lock (_lock)
        {
            if (!_columns.TryGetValue(measure, out var column))
            {
                Compute(measure);
                column = _columns[measure];
            }

            return column;
        }
    }

    private void Compute(Measure measure)
    {
        switch (measure)
        {
            case Measure.OpenAtStart or Measure.Opened or Measure.Closed or Measure.OpenAtEnd or Measure.Served:
                var cells = new long[_index.IsDense ? _index.Size : _opened.Length / 2];
                for (var cell = 0; cell < cells.Length; cell++)
                    cells[cell] = Cases(measure, cell);
                _columns[measure] = cells;
                break;
            case Measure.PersonsServed or Measure.PersonsEver or Measure.PersonsNew or Measure.PersonsInSeveralOffices:
                _columns[measure] = Persons(measure);
                break;
            case Measure.Contacts or Measure.ContactMinutes:
                (_columns[Measure.Contacts], _columns[Measure.ContactMinutes], _casesWithContacts) = Contacts();
                break;
            case Measure.ContactsMedian or Measure.ContactsP90:
                (_columns[Measure.ContactsMedian], _columns[Measure.ContactsP90]) = Quantiles(true, true, row => _contacts?.Contacts[row] ?? 0);
                break;
            case Measure.DurationMedian or Measure.DurationP90:
                (_columns[Measure.DurationMedian], _columns[Measure.DurationP90]) = Quantiles(true, false, row => _register.Data.Closed[row] - _register.Data.Opened[row]);
                break;
            case Measure.OpenDurationMedian or Measure.OpenDurationP90:
                var to = Days.ToNumber(_request.Period.To);
                (_columns[Measure.OpenDurationMedian], _columns[Measure.OpenDurationP90]) = Quantiles(false, true, row => to - _register.Data.Opened[row]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(measure), measure, "This is not a measure.");
        }
    }

    private int Cases(Measure measure, int cell) => measure switch
    {
        Measure.OpenAtStart => _openAtStart[2 * cell] + _openAtStart[(2 * cell) + 1],
        Measure.Opened => _opened[2 * cell] + _opened[(2 * cell) + 1],
        Measure.Closed => _openAtStart[(2 * cell) + 1] + _opened[(2 * cell) + 1],
        Measure.OpenAtEnd => _openAtStart[2 * cell] + _opened[2 * cell],
        _ => _openAtStart[2 * cell] + _openAtStart[(2 * cell) + 1] + _opened[2 * cell] + _opened[(2 * cell) + 1],
    };

    /// <summary>Distinct persons: the rows that count, less those of persons who have another one in the cell.</summary>
    private long[] Persons(Measure measure)
    {
        var counts = measure switch
        {
            Measure.PersonsServed => Array.ConvertAll(Column(Measure.Served), c => (int)c),
            Measure.PersonsInSeveralOffices => new int[_index.Count],
            _ => Rows(measure),
        };
        var (starts, rows) = measure is Measure.PersonsServed or Measure.PersonsInSeveralOffices ? _scan.ServedOfSeveral.Value : _scan.RowsOfSeveral(row => Counts(measure, row));
        var lastPerson = new int[_index.Count];
        for (var person = 1; person < starts.Count; person++)
        {
            if (measure == Measure.PersonsInSeveralOffices && !AreOfSeveralOffices(rows, starts[person - 1], starts[person]))
                continue;
            for (var i = starts[person - 1]; i < starts[person]; i++)
            {
                foreach (var cell in _index.CellsOf(rows[i]))
                {
                    var isAgain = lastPerson[cell] == person;
                    lastPerson[cell] = person;
                    if (measure == Measure.PersonsInSeveralOffices)
                        counts[cell] += isAgain ? 0 : 1;
                    else
                        counts[cell] -= isAgain ? 1 : 0;
                }
            }
        }

        return Array.ConvertAll(counts, c => (long)c);
    }

    private bool AreOfSeveralOffices(List<int> rows, int start, int end)
    {
        var offices = _register.Data.Codes[(int)Dimension.Office]!;
        for (var i = start + 1; i < end; i++)
        {
            if (offices[rows[i]] != offices[rows[start]])
                return true;
        }

        return false;
    }

    /// <summary>True where a row lets its person count.</summary>
    private bool Counts(Measure measure, int row) => measure switch
    {
        Measure.PersonsEver => row < _scan.End,
        Measure.PersonsNew => row >= _scan.FirstOpened && row < _scan.End && _register.Data.IsFirstOfPerson[row] != 0,
        _ => _scan.IsServed(row),
    };

    /// <summary>The number of rows that let their persons count, by cell.</summary>
    private int[] Rows(Measure measure)
    {
        if (!_index.IsDense)
        {
            var counts = new int[_index.Count];
            for (var row = 0; row < _scan.End; row++)
            {
                if (!Counts(measure, row))
                    continue;
                foreach (var cell in _index.CellsOf(row))
                {
                    if (cell >= counts.Length)
                        Array.Resize(ref counts, 2 * cell);
                    counts[cell]++;
                }
            }

            Array.Resize(ref counts, _index.Count);
            return counts;
        }

        var tables = new CaseTables(_index);
        if (measure == Measure.PersonsEver)
        {
            _scan.Visit(RowKind.Past, 0, _scan.End, (rows, _) => tables.Add(tables.Opened, rows, default));
        }
        else
        {
            var first = new int[PeriodScan.BlockSize];
            _scan.Visit(RowKind.Opened, 0, _scan.End, (rows, _) =>
            {
                var count = 0;
                foreach (var row in rows)
                {
                    first[count] = row;
                    count += _register.Data.IsFirstOfPerson[row];
                }

                tables.Add(tables.Opened, first.AsSpan(0, count), default);
            });
        }

        Marginals.Fill(_index, tables.Opened, 2);
        var served = measure == Measure.PersonsEver ? Column(Measure.Served) : null;
        var sums = new int[_index.Count];
        for (var cell = 0; cell < sums.Length; cell++)
            sums[cell] = tables.Opened[2 * cell] + (int)(served?[cell] ?? 0);
        return sums;
    }

    private (long[] Contacts, long[] Minutes, long[] Cases) Contacts()
    {
        var (contacts, minutes, cases) = (new long[_index.Count], new long[_index.Count], new long[_index.Count]);
        for (var row = 0; row < (_contacts?.Contacts.Length ?? 0); row++)
        {
            if (_contacts!.Contacts[row] == 0)
                continue;
            foreach (var cell in _index.CellsOf(row))
            {
                if (cell >= contacts.Length)
                {
                    Array.Resize(ref contacts, 2 * cell);
                    Array.Resize(ref minutes, 2 * cell);
                    Array.Resize(ref cases, 2 * cell);
                }

                contacts[cell] += _contacts.Contacts[row];
                minutes[cell] += _contacts.Minutes[row];
                cases[cell]++;
            }
        }

        return (contacts, minutes, cases);
    }

    /// <summary>Median and 90th percentile of a value over the rows served: of those closed in the period, of those open at its end, or of both.</summary>
    private (long[] Median, long[] P90) Quantiles(bool closed, bool open, Func<int, int> valueOf)
    {
        var values = new CellValues();
        _scan.VisitServed((rows, bits) =>
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (bits[i] == 1 ? closed : open)
                    values.Add(_index.CellsOf(rows[i]), valueOf(rows[i]));
            }
        });
        return values.Quantiles(_index.Count);
    }
}
