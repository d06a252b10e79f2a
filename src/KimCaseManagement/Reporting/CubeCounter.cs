using KimCaseManagement.Topics;

namespace KimCaseManagement.Reporting;

/// <summary>Counts all cells of a report in one pass over the register.</summary>
/// <remarks>Rows lie person by person; a cell remembers the last person that it counted, so distinct persons need no set.</remarks>
internal sealed class CubeCounter
{
    private readonly CaseRegister _register;
    private readonly ReportRequest _request;
    private readonly ContactTally? _contacts;
    private readonly Axis[] _axes;
    private readonly CellSpace _space;
    private readonly bool _wantsDurations;
    private CellFigures[] _figures = new CellFigures[64];
    private Seen[] _seen = new Seen[64];
    private int[] _durationCells = [];
    private int[] _durationDays = [];
    private int _durations;

    internal CubeCounter(CaseRegister register, ReportRequest request, ContactTally? contacts)
    {
        _register = register;
        _request = request;
        _contacts = contacts;
        _axes = [.. request.Dimensions.Select(d => new Axis(register, d, request))];
        _space = new CellSpace([.. _axes.Select(a => a.Groups.Count)]);
        _wantsDurations = request.Measures.Any(m => m is Measure.DurationMedian or Measure.DurationP90);
    }

    internal IReadOnlyList<ReportCell> Count()
    {
        CountRows(Days.ToNumber(_request.Period.From), Days.ToNumber(_request.Period.To));
        Array.Resize(ref _figures, Math.Max(_space.Count, _figures.Length));
        if (_wantsDurations)
            FindQuantiles();
        return Cells();
    }

    private void CountRows(int from, int to)
    {
        var data = _register.Data;
        var starts = _register.PersonStarts;
        for (var person = 0; person < starts.Length - 1; person++)
        {
            var first = Earliest(data.Opened, starts[person], starts[person + 1]);
            for (var row = starts[person]; row < starts[person + 1]; row++)
            {
                var opened = data.Opened[row];
                var closed = data.Closed[row];
                var contacts = _contacts?.Contacts[row] ?? 0;
                if (opened >= to && contacts == 0)
                    continue;
                var isEver = opened < to;
                var isServed = isEver && closed >= from;
                var isOpened = isEver && opened >= from;
                var isClosed = isServed && closed < to;
                var minutes = _contacts?.Minutes[row] ?? 0;
                foreach (var cell in CellsOf(row))
                {
                    if (cell >= _figures.Length)
                        Reserve();
                    ref var figures = ref _figures[cell];
                    ref var seen = ref _seen[cell];
                    if (isServed)
                    {
                        figures.Served++;
                        if (isOpened)
                            figures.Opened++;
                        else
                            figures.OpenAtStart++;
                        if (isClosed)
                            figures.Closed++;
                        else
                            figures.OpenAtEnd++;
                        if (seen.Served != person + 1)
                        {
                            seen.Served = person + 1;
                            figures.PersonsServed++;
                        }

                        if (isOpened && opened == first && seen.New != person + 1)
                        {
                            seen.New = person + 1;
                            figures.PersonsNew++;
                        }

                        if (isClosed && _wantsDurations)
                            AddDuration(cell, closed - opened);
                    }

                    if (isEver && seen.Ever != person + 1)
                    {
                        seen.Ever = person + 1;
                        figures.PersonsEver++;
                    }

                    if (contacts > 0)
                    {
                        figures.CasesWithContacts++;
                        figures.Contacts += contacts;
                        figures.ContactMinutes += minutes;
                    }
                }
            }
        }
    }

    private static int Earliest(int[] opened, int start, int end)
    {
        var earliest = opened[start];
        for (var row = start + 1; row < end; row++)
            earliest = Math.Min(earliest, opened[row]);
        return earliest;
    }

    private ReadOnlySpan<int> CellsOf(int row)
    {
        _space.Begin();
        foreach (var axis in _axes)
            _space.Extend(axis.GroupsOf(row));
        return _space.Current;
    }

    private void Reserve()
    {
        var larger = Math.Max(_space.Count, _figures.Length * 2);
        Array.Resize(ref _figures, larger);
        Array.Resize(ref _seen, larger);
    }

    private void AddDuration(int cell, int days)
    {
        if (_durations == _durationCells.Length)
        {
            var larger = Math.Max(256, _durations * 2);
            Array.Resize(ref _durationCells, larger);
            Array.Resize(ref _durationDays, larger);
        }

        _durationCells[_durations] = cell;
        _durationDays[_durations++] = days;
    }

    /// <summary>Nearest rank: the smallest value with at least the wanted share of the values at or below it.</summary>
    private void FindQuantiles()
    {
        var starts = new int[_figures.Length + 1];
        for (var cell = 0; cell < _figures.Length; cell++)
            starts[cell + 1] = starts[cell] + _figures[cell].Closed;
        var next = (int[])starts.Clone();
        var days = new int[_durations];
        for (var i = 0; i < _durations; i++)
            days[next[_durationCells[i]]++] = _durationDays[i];
        for (var cell = 0; cell < _figures.Length; cell++)
        {
            long count = _figures[cell].Closed;
            if (count == 0)
                continue;
            Array.Sort(days, starts[cell], (int)count);
            _figures[cell].DurationMedian = days[starts[cell] + (int)((count + 1) / 2) - 1];
            _figures[cell].DurationP90 = days[starts[cell] + (int)(((9 * count) + 9) / 10) - 1];
        }
    }

    private List<ReportCell> Cells()
    {
        var ranks = _axes.Select(a => a.RankOfGroup()).ToArray();
        var found = new List<(int[] Ranks, ReportCell Cell)>();
        _space.ForEach((cell, groups) =>
        {
            var made = new ReportCell([.. groups.Select((group, axis) => group == 0 ? null : _axes[axis].Groups[group])], _figures[cell]);
            if (groups.All(g => g == 0) || _request.Measures.Any(m => made.Value(m) is not (null or 0)))
                found.Add(([.. groups.Select((group, axis) => ranks[axis][group])], made));
        });
        found.Sort((left, right) => Compare(left.Ranks, right.Ranks));
        return found.ConvertAll(f => f.Cell);
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return 0;
    }

    /// <summary>Which person was counted last in a cell, by number and one.</summary>
    private struct Seen
    {
        internal int Served;
        internal int Ever;
        internal int New;
    }

    /// <summary>One dimension over the rows: the groups that a row belongs to, the total (0) among them.</summary>
    private sealed class Axis
    {
        private readonly Dimension _dimension;
        private readonly CaseRegister.Columns _data;
        private readonly CodeColumn? _codes;
        private readonly int[][] _above;
        private readonly AgeGroups _ages;
        private readonly int _year;
        private int[] _buffer = [0, 0];

        internal Axis(CaseRegister register, Dimension dimension, ReportRequest request)
        {
            _dimension = dimension;
            _data = register.Data;
            _codes = _data.Codes[(int)dimension];
            _above = dimension == Dimension.Topic ? TopicPaths(register.Taxonomy, request.Topics) : [];
            _ages = request.AgeGroups;
            _year = request.Period.From.Year;
            Groups = ["", .. dimension switch
            {
                Dimension.Topic => [Dimensions.Unknown, .. register.Taxonomy.All.Select(t => t.Code.Value)],
                Dimension.AgeGroup => [Dimensions.Unknown, .. _ages.Codes],
                _ => _codes!.Texts,
            }];
        }

        /// <summary>The codes of the groups by number; 0 is the total, 1 unknown values.</summary>
        internal List<string> Groups { get; }

        internal ReadOnlySpan<int> GroupsOf(int row)
        {
            if (_dimension == Dimension.Topic)
                return TopicsOf(row);
            _buffer[1] = 1 + (_codes is not null ? _codes[row] : _data.BirthYear[row] is var year and not CaseRegister.NoBirthYear ? 1 + _ages.IndexOf(year, _year) : 0);
            return _buffer;
        }

        /// <summary>By the number of a group: its place in the order of the output.</summary>
        internal int[] RankOfGroup()
        {
            IReadOnlyList<string> natural = _dimension switch
            {
                Dimension.Sex => [.. Vocabulary.Sexes.All.Select(Vocabulary.Sexes.Code)],
                Dimension.GermanLevel => [.. Vocabulary.GermanLevels.All.Select(Vocabulary.GermanLevels.Code)],
                Dimension.AgeGroup => _ages.Codes,
                _ => [.. Groups.OrderBy(g => g, StringComparer.Ordinal)],
            };
            var places = natural.Select((code, i) => (code, i)).ToDictionary(p => p.code, p => p.i + 1, StringComparer.Ordinal);
            return [.. Groups.Select((code, i) => i == 0 ? 0 : i == 1 ? int.MaxValue : places[code])];
        }

        private ReadOnlySpan<int> TopicsOf(int row)
        {
            var count = 1;
            for (var i = _data.TopicStarts[row]; i < _data.TopicStarts[row + 1]; i++)
            {
                foreach (var topic in _above[_data.Topics[i]])
                {
                    if (Array.IndexOf(_buffer, topic, 1, count - 1) >= 0)
                        continue;
                    if (count == _buffer.Length)
                        Array.Resize(ref _buffer, count * 2);
                    _buffer[count++] = topic;
                }
            }

            if (count == 1)
                _buffer[count++] = 1;
            return _buffer.AsSpan(0, count);
        }

        /// <summary>By the number of a topic in the taxonomy: the groups of what it counts as and all above that.</summary>
        private static int[][] TopicPaths(TopicTaxonomy taxonomy, TopicCoding coding)
        {
            var numbers = taxonomy.All.Select((t, i) => (t.Code, i)).ToDictionary(p => p.Code, p => p.i + 2);
            return [.. taxonomy.All.Select(t => coding == TopicCoding.Today ? taxonomy.CountedToday(t.Code) : t.Code).Select(code => (int[])[numbers[code], .. taxonomy.Ancestors(code).Select(a => numbers[a])])];
        }
    }
}
