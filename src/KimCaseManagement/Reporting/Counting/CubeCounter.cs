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

    private StockAndFlow _cases = new([], [], []);
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
        foreach (var measure in _request.Measures.Where(m => !StockAndFlow.Has(m)))
            Column(measure);
        return new CountedCells(_index, _request.Measures, _cases, Column, () =>
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
        var counts = new CaseCounts[parts][];
        Run(parts, part =>
        {
            var own = Array.ConvertAll(counters, c => new CaseCounts(c._register.Data, c._index, c._request.Measures.Any(IsOfDurations) ? CellValues.Countable(c._index, scan.LongestDuration) : null));
            scan.VisitServed(
                (kind, rows) =>
                {
                    foreach (var count in own)
                        count.Add(kind, rows);
                },
                part,
                parts);
            counts[part] = own;
        });
        for (var c = 0; c < counters.Length; c++)
        {
            foreach (var other in counts.Skip(1))
                counts[0][c].Add(other[c]);
            counters[c]._cases = counts[0][c].StockAndFlow();
            if (counts[0][c].Durations?.Quantiles() is { } durations)
                (counters[c]._columns[Measure.DurationMedian], counters[c]._columns[Measure.DurationP90]) = durations;
        }
    }

    private static bool IsOfDurations(Measure measure) => measure is Measure.DurationMedian or Measure.DurationP90;

    private static void Run(int parts, Action<int> count)
    {
        if (parts == 1)
            count(0);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, count);
    }

    private void CountCasesOneByOne()
    {
        var counts = Enumerable.Range(0, 3).Select(_ => new int[_index.Count]).ToArray();
        for (var row = 0; row < _scan.End; row++)
        {
            if (!_scan.IsServed(row))
                continue;
            foreach (var cell in _index.CellsOf(row))
            {
                for (var i = 0; i < counts.Length && cell >= counts[i].Length; i++)
                    Array.Resize(ref counts[i], 2 * cell);
                counts[row < _scan.FirstOpened ? 0 : 1][cell]++;
                counts[2][cell] += _scan.IsClosed(row) ? 1 : 0;
            }
        }

        _cases = new StockAndFlow(counts[0], counts[1], counts[2]);
    }

    /// <summary>The figures of a measure, but of stock and flow, by cell of the index. Computed once, safe from many threads.</summary>
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
            case Measure.PersonsServed or Measure.PersonsEver or Measure.PersonsNew or Measure.PersonsInSeveralOffices or Measure.HouseholdsServed:
                _columns[measure] = Distinct(measure);
                break;
            case Measure.Contacts or Measure.ContactMinutes:
                (_columns[Measure.Contacts], _columns[Measure.ContactMinutes], _casesWithContacts) = Contacts();
                break;
            case Measure.ContactsMedian or Measure.ContactsP90:
                (_columns[Measure.ContactsMedian], _columns[Measure.ContactsP90]) = Quantiles(true, true, _contacts is { Contacts.Length: > 0 } ? _contacts.Contacts.Max() : 0, row => _contacts?.Contacts[row] ?? 0);
                break;
            case Measure.DurationMedian or Measure.DurationP90:
                (_columns[Measure.DurationMedian], _columns[Measure.DurationP90]) = Quantiles(true, false, _scan.LongestDuration, row => _register.Data.Closed[row] - _register.Data.Opened[row]);
                break;
            case Measure.OpenDurationMedian or Measure.OpenDurationP90:
                var to = Days.ToNumber(_request.Period.To);
                (_columns[Measure.OpenDurationMedian], _columns[Measure.OpenDurationP90]) = Quantiles(false, true, _scan.LongestDuration, row => to - _register.Data.Opened[row]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(measure), measure, "This is not a measure.");
        }
    }

    /// <summary>Distinct persons or households: the rows that count, less those of persons or households that have another one in the cell.</summary>
    private long[] Distinct(Measure measure)
    {
        var counts = measure switch
        {
            Measure.PersonsServed => Served(),
            Measure.PersonsInSeveralOffices => new int[_index.Count],
            _ => Rows(measure),
        };
        var (starts, rows) = measure switch
        {
            Measure.PersonsServed or Measure.PersonsInSeveralOffices => _scan.ServedOfSeveral.Value,
            Measure.HouseholdsServed => _scan.ServedOfSeveralOfHousehold.Value,
            _ => _scan.RowsOfSeveral(row => Counts(measure, row)),
        };
        var last = new int[_index.Count];
        for (var one = 1; one < starts.Count; one++)
        {
            if (measure == Measure.PersonsInSeveralOffices && !AreOfSeveralOffices(rows, starts[one - 1], starts[one]))
                continue;
            for (var i = starts[one - 1]; i < starts[one]; i++)
            {
                foreach (var cell in _index.CellsOf(rows[i]))
                {
                    var isAgain = last[cell] == one;
                    last[cell] = one;
                    if (measure == Measure.PersonsInSeveralOffices)
                        counts[cell] += isAgain ? 0 : 1;
                    else
                        counts[cell] -= isAgain ? 1 : 0;
                }
            }
        }

        return Array.ConvertAll(counts, c => (long)c);
    }

    private int[] Served()
    {
        var served = new int[_index.Count];
        for (var cell = 0; cell < served.Length; cell++)
            served[cell] = _cases.Of(Measure.Served, cell);
        return served;
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

    /// <summary>True where a row lets its person or household count.</summary>
    private bool Counts(Measure measure, int row) => measure switch
    {
        Measure.PersonsEver => row < _scan.End,
        Measure.PersonsNew => row >= _scan.FirstOpened && row < _scan.End && _register.Data.IsFirstOfPerson[row] != 0,
        Measure.HouseholdsServed => _scan.IsServedOfHousehold(row),
        _ => _scan.IsServed(row),
    };

    /// <summary>The number of rows that let their persons or households count, by cell.</summary>
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

        var counted = new CellCounts(_index, 1);
        var rows = new int[PeriodScan.BlockSize];
        for (var start = measure == Measure.PersonsNew ? _scan.FirstOpened : 0; start < _scan.End; start += rows.Length)
        {
            var count = 0;
            for (var row = start; row < Math.Min(start + rows.Length, _scan.End); row++)
            {
                rows[count] = row;
                count += Counts(measure, row) ? 1 : 0;
            }

            counted.Add(rows.AsSpan(0, count));
        }

        counted.Complete();
        return counted.Counts;
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
    private (long[] Median, long[] P90) Quantiles(bool closed, bool open, int largest, Func<int, int> valueOf)
    {
        var values = new CellValues(_index, largest);
        var valuesOfRows = new int[PeriodScan.BlockSize];
        _scan.VisitServed((kind, rows) =>
        {
            if (!(kind is RowKind.Closed or RowKind.OpenedAndClosed ? closed : open))
                return;
            for (var i = 0; i < rows.Length; i++)
                valuesOfRows[i] = valueOf(rows[i]);
            values.Add(rows, valuesOfRows.AsSpan(0, rows.Length));
        });
        return values.Quantiles();
    }
}
