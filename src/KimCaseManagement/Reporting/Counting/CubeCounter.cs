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

    private Counted Finish()
    {
        var wanted = _request.Measures.Select(Column).ToList();
        return new Counted(this, _index.InOrder(cell => cell == 0 || wanted.Exists(w => cell < w.Length && w[cell] is not (0 or Cells.None))));
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
                (_columns[Measure.ContactsMedian], _columns[Measure.ContactsP90]) = Quantiles(_scan.IsServed, row => _contacts?.Contacts[row] ?? 0);
                break;
            case Measure.DurationMedian or Measure.DurationP90:
                (_columns[Measure.DurationMedian], _columns[Measure.DurationP90]) = Quantiles(row => _scan.IsServed(row) && _scan.IsClosed(row), row => _register.Data.Closed[row] - _register.Data.Opened[row]);
                break;
            case Measure.OpenDurationMedian or Measure.OpenDurationP90:
                var to = Days.ToNumber(_request.Period.To);
                (_columns[Measure.OpenDurationMedian], _columns[Measure.OpenDurationP90]) = Quantiles(row => row < _scan.End && _register.Data.Closed[row] >= to, row => to - _register.Data.Opened[row]);
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
        var lastPerson = new int[_index.Count];
        var (starts, rows) = (_register.PersonStarts, _register.PersonRows);
        var several = new List<int>();
        for (var person = 0; person < starts.Length - 1; person++)
        {
            if (starts[person + 1] - starts[person] < 2)
                continue;
            several.Clear();
            for (var i = starts[person]; i < starts[person + 1]; i++)
            {
                if (Counts(measure, rows[i]))
                    several.Add(rows[i]);
            }

            if (several.Count < 2 || (measure == Measure.PersonsInSeveralOffices && !AreOfSeveralOffices(several)))
                continue;
            foreach (var row in several)
            {
                foreach (var cell in _index.CellsOf(row))
                {
                    var isAgain = lastPerson[cell] == person + 1;
                    lastPerson[cell] = person + 1;
                    if (measure == Measure.PersonsInSeveralOffices)
                        counts[cell] += isAgain ? 0 : 1;
                    else
                        counts[cell] -= isAgain ? 1 : 0;
                }
            }
        }

        return Array.ConvertAll(counts, c => (long)c);
    }

    private bool AreOfSeveralOffices(List<int> rows)
    {
        var offices = _register.Data.Codes[(int)Dimension.Office]!;
        return rows.Exists(row => offices[row] != offices[rows[0]]);
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

    /// <summary>Median and 90th percentile of a value over the rows that have one.</summary>
    private (long[] Median, long[] P90) Quantiles(Func<int, bool> isOne, Func<int, int> valueOf)
    {
        var values = new CellValues();
        for (var row = 0; row < _scan.End; row++)
        {
            if (isOne(row))
                values.Add(_index.CellsOf(row), valueOf(row));
        }

        return values.Quantiles(_index.Count);
    }

    /// <summary>The cells that a report shows.</summary>
    private sealed class Counted(CubeCounter counter, int[] cells) : Cells
    {
        internal override int Count => cells.Length;

        internal override string? Group(int cell, int dimension) => counter._index.Axes[dimension].Groups[counter._index.GroupOf(cells[cell], dimension)];

        internal override long Figure(int cell, Measure measure) => At(counter.Column(measure), cells[cell], measure.IsQuantile() ? None : 0);

        internal override long CasesWithContacts(int cell)
        {
            counter.Column(Measure.Contacts);
            return At(counter._casesWithContacts!, cells[cell], 0);
        }

        /// <summary>Combinations that were numbered after a measure was counted are none of its own.</summary>
        private static long At(long[] column, int cell, long none) => cell < column.Length ? column[cell] : none;
    }
}
