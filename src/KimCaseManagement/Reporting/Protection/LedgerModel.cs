using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting.Protection;

/// <summary>What is known of a figure outside the house.</summary>
internal enum FigureState : byte
{
    /// <summary>It is printed, or it is zero, and stays as it is.</summary>
    Printed = 0,

    /// <summary>It belongs to the new table and may still be withheld.</summary>
    Candidate = 1,

    /// <summary>It is withheld.</summary>
    Withheld = 2,
}

/// <summary>Several tables over one register, and what becomes of all their figures when somebody with one case is counted elsewhere or at other times.</summary>
/// <remarks>
/// <para>A <em>leaf</em> is a combination of groups in all dimensions of all tables. A <em>timeline</em> says between which begins and ends of periods a case was opened and closed. Somebody with one case is a leaf
/// and a timeline; the figures of all tables follow. People with several cases stay as they are.</para>
/// <para>Figure 0 stands for every cell that is left out, which is zero.</para>
/// </remarks>
internal sealed class LedgerModel
{
    /// <summary>The measures that are linked with each other through cases and people.</summary>
    internal static readonly Measure[] Linked =
        [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed, Measure.PersonsEver, Measure.PersonsNew];

    private readonly CaseRegister _register;
    private readonly List<Table> _tables = [];
    private readonly List<Dimension> _dimensions;
    private readonly int[] _boundaries;
    private readonly int _timelines;
    private readonly List<int[]> _leaves = [];
    private readonly Dictionary<string, int> _leafOfKey = new(StringComparer.Ordinal);
    private readonly List<string[][]>[] _groups;
    private readonly Dictionary<(int, int), (int Table, int Measure, int Change)[]> _differences = [];
    private readonly Dictionary<(int, int), int[]> _cells = [];
    private readonly Dictionary<(int, int), int[]> _finest = [];
    private readonly Dictionary<int, List<(int, int)>> _exchanges = [];
    private readonly Dictionary<string, List<int>>[] _lines;
    private readonly int[] _newCells;
    private List<int>[]? _leavesOfFigure;

    /// <param name="register">The cases as they are known now.</param>
    /// <param name="publications">What was published before.</param>
    /// <param name="report">The new table.</param>
    internal LedgerModel(CaseRegister register, IEnumerable<PublishedReport> publications, Report report)
    {
        _register = register;
        var figures = 1;
        foreach (var publication in publications)
            Add(new Table(register, publication.Request, publication, ref figures));
        Add(new Table(register, report.Request, null, ref figures));
        New = _tables[_tables.Count - 1];
        _newCells = [.. report.Cells.Select(cell => New.Find([.. cell.Groups]))];
        Truth = new long[figures];
        Least = new long[figures];
        States = new FigureState[figures];
        foreach (var table in _tables)
            Fill(table);
        _dimensions = [.. _tables.SelectMany(t => t.Request.Dimensions).Distinct().OrderBy(d => d)];
        _boundaries = [.. _tables.SelectMany(t => (int[])[t.From, t.To]).Distinct().OrderBy(day => day)];
        _timelines = _boundaries.Length * (_boundaries.Length + 1);
        _groups = [.. _dimensions.Select(_ => new List<string[][]>())];
        var people = ReadPeople();
        People = new int[_leaves.Count * _timelines];
        foreach (var place in people)
            People[place]++;
        _lines = [.. _dimensions.Select((_, d) => LinesAlong(d))];
    }

    /// <summary>By figure: its true value.</summary>
    internal long[] Truth { get; }

    /// <summary>By figure: a number that it can't be below.</summary>
    internal long[] Least { get; }

    internal FigureState[] States { get; }

    /// <summary>By leaf and timeline: how many people have their only case there.</summary>
    internal int[] People { get; }

    /// <summary>The new table.</summary>
    internal Table New { get; }

    /// <summary>True where nothing was published before.</summary>
    internal bool IsAlone => _tables.Count == 1;

    internal bool HasCandidates => Array.IndexOf(States, FigureState.Candidate) >= 0;

    /// <summary>Is the figure of the new table withheld?</summary>
    internal bool IsWithheldNow(Measure measure, int cell) => Array.IndexOf(New.Measures, measure) is var m and >= 0 && _newCells[cell] is var own and >= 0 && States[New.FigureOf(m, own)] == FigureState.Withheld;

    internal int PlaceOf(int leaf, int timeline) => (leaf * _timelines) + timeline;

    internal int FigureOf(int table, int measure, int cell) => cell < 0 ? 0 : _tables[table].FigureOf(measure, cell);

    /// <summary>The cells of a table that somebody in a leaf is counted in; -1 for one that is left out.</summary>
    internal int[] CellsOf(int leaf, int table)
    {
        if (!_cells.TryGetValue((leaf, table), out var cells))
            _cells.Add((leaf, table), cells = FindCells(leaf, table, withTotals: true));
        return cells;
    }

    /// <summary>Those of them that are no totals.</summary>
    internal int[] FinestCellsOf(int leaf, int table)
    {
        if (!_finest.TryGetValue((leaf, table), out var cells))
            _finest.Add((leaf, table), cells = FindCells(leaf, table, withTotals: false));
        return cells;
    }

    /// <summary>Is a dimension one of those of a table?</summary>
    internal bool Has(int table, int dimension) => dimension < 0 || _tables[table].Request.Dimensions.Contains(_dimensions[dimension]);

    /// <summary>Do groups of the dimension overlap?</summary>
    internal bool IsTopic(int dimension) => dimension >= 0 && _dimensions[dimension] == Dimension.Topic;

    /// <summary>The number of dimensions of all tables together.</summary>
    internal int Dimensions => _dimensions.Count;

    internal IReadOnlyList<int> LeavesUnder(int figure)
    {
        if (_leavesOfFigure is null)
        {
            _leavesOfFigure = new List<int>[Truth.Length];
            for (var leaf = 0; leaf < _leaves.Count; leaf++)
            {
                for (var t = 0; t < _tables.Count; t++)
                {
                    foreach (var cell in CellsOf(leaf, t).Where(c => c >= 0))
                    {
                        for (var m = 0; m < _tables[t].Measures.Length; m++)
                            (_leavesOfFigure[FigureOf(t, m, cell)] ??= []).Add(leaf);
                    }
                }
            }
        }

        return _leavesOfFigure[figure] ?? [];
    }

    /// <summary>Pairs of timelines, -1 for nobody, such that a person with the second one instead of the first changes the figure by one in this direction; small changes first.</summary>
    internal IReadOnlyList<(int From, int To)> ExchangesThatChange(int figure, int direction)
    {
        var table = _tables.FindIndex(t => figure >= t.First && figure < t.First + (t.Measures.Length * t.Cells));
        var measure = (figure - _tables[table].First) / _tables[table].Cells;
        var key = ((((table * Linked.Length) + measure) * 2) + (direction > 0 ? 1 : 0));
        if (_exchanges.TryGetValue(key, out var known))
            return known;
        var all = new List<(int From, int To)>();
        for (var from = -1; from < _timelines; from++)
        {
            for (var to = -1; to < _timelines; to++)
            {
                if (from != to && IsTimeline(from) && IsTimeline(to) && Array.Exists(Difference(from, to), d => d.Table == table && d.Measure == measure && d.Change == direction))
                    all.Add((from, to));
            }
        }

        var common = new int[_timelines];
        for (var place = 0; place < People.Length; place++)
            common[place % _timelines] += People[place];
        int Rarity((int From, int To) e) => (e.From >= 0 && common[e.From] == 0 ? 1 : 0) + (e.To >= 0 && common[e.To] == 0 ? 1 : 0);
        all = [.. all.OrderBy(Rarity).ThenBy(e => Difference(e.From, e.To).Length)];
        _exchanges.Add(key, all);
        return all;
    }

    /// <summary>What changes in a cell of each table when somebody has another timeline.</summary>
    internal (int Table, int Measure, int Change)[] Difference(int from, int to)
    {
        if (!_differences.TryGetValue((from, to), out var difference))
        {
            var list = new List<(int, int, int)>();
            for (var t = 0; t < _tables.Count; t++)
            {
                for (var m = 0; m < _tables[t].Measures.Length; m++)
                {
                    if (Count(_tables[t], _tables[t].Measures[m], to) - Count(_tables[t], _tables[t].Measures[m], from) is var change and not 0)
                        list.Add((t, m, change));
                }
            }

            _differences.Add((from, to), difference = [.. list]);
        }

        return difference;
    }

    /// <summary>Leaves that differ in one dimension only.</summary>
    internal IEnumerable<(int Leaf, int Dimension)> Neighbours(int leaf)
    {
        for (var d = 0; d < _dimensions.Count; d++)
        {
            foreach (var other in _lines[d][KeyOf(_leaves[leaf], d)])
            {
                if (other != leaf)
                    yield return (other, d);
            }
        }
    }

    /// <summary>The leaf that is the first but for one dimension, in which it is the second; -1 where nobody is there.</summary>
    internal int Opposite(int first, int second, int dimension)
    {
        var leaf = (int[])_leaves[first].Clone();
        leaf[dimension] = _leaves[second][dimension];
        return _leafOfKey.TryGetValue(KeyOf(leaf, -1), out var found) ? found : -1;
    }

    /// <summary>Was the figure printed before, in another table of the same days?</summary>
    internal bool IsKnownBefore(int figure)
    {
        var table = _tables.Find(t => figure >= t.First && figure < t.First + (t.Measures.Length * t.Cells))!;
        var (measure, cell) = ((figure - table.First) / table.Cells, (figure - table.First) % table.Cells);
        foreach (var other in _tables)
        {
            var place = Array.IndexOf(other.Measures, table.Measures[measure]);
            if (other == table || other.Request.Period != table.Request.Period || place < 0)
                continue;
            var groups = table.GroupsOf(cell);
            if (groups.Keys.Any(d => !other.Request.Dimensions.Contains(d)))
                continue;
            if (other.Find([.. other.Request.Dimensions.Select(d => groups.TryGetValue(d, out var code) ? code : null)]) is var same and >= 0 && States[other.FigureOf(place, same)] == FigureState.Printed)
                return true;
        }

        return false;
    }

    private void Add(Table table) => _tables.Add(table);

    private void Fill(Table table)
    {
        for (var m = 0; m < table.Measures.Length; m++)
        {
            for (var cell = 0; cell < table.Cells; cell++)
            {
                var figure = table.FigureOf(m, cell);
                Truth[figure] = table.Truth.Cells[cell].Value(table.Measures[m])!.Value;
                Least[figure] = 1;
                States[figure] = Truth[figure] == 0 ? FigureState.Printed : table.Published is null ? FigureState.Candidate : table.IsWithheldBefore(m, cell) ? FigureState.Withheld : FigureState.Printed;
            }
        }

        foreach (var (measure, cell, least) in ProtectionModel.LeastByDurations(table.Truth, table.Request.Measures))
        {
            if (Array.IndexOf(table.Measures, measure) is var m and >= 0)
                Least[table.FigureOf(m, cell)] = Math.Max(Least[table.FigureOf(m, cell)], least);
        }
    }

    /// <summary>The place of each person with one case, by leaf and timeline; all leaves that occur are known afterwards.</summary>
    private List<int> ReadPeople()
    {
        var places = new List<int>();
        var numbers = _dimensions.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        foreach (var (rows, isOnly) in PersonRows())
        {
            foreach (var row in rows)
            {
                var leaf = new int[_dimensions.Count];
                for (var d = 0; d < leaf.Length; d++)
                {
                    var groups = _tables.Select(t => t.Request.Dimensions.Contains(_dimensions[d]) ? RowGroups.Of(_register, t.Request, _dimensions[d], row) : []).ToArray();
                    var key = string.Join("\u0001", groups.Select(g => string.Join("\u0002", g)));
                    if (!numbers[d].TryGetValue(key, out leaf[d]))
                    {
                        numbers[d].Add(key, leaf[d] = _groups[d].Count);
                        _groups[d].Add(groups);
                    }
                }

                if (!_leafOfKey.TryGetValue(KeyOf(leaf, -1), out var number))
                {
                    _leafOfKey.Add(KeyOf(leaf, -1), number = _leaves.Count);
                    _leaves.Add(leaf);
                }

                if (isOnly && Slot(_register.Data.Opened[row]) is var opened && opened < _boundaries.Length)
                    places.Add(PlaceOf(number, (opened * (_boundaries.Length + 1)) + Slot(_register.Data.Closed[row])));
            }
        }

        return places;
    }

    private IEnumerable<(IEnumerable<int> Rows, bool IsOnly)> PersonRows()
    {
        var starts = _register.PersonStarts;
        for (var person = 0; person < starts.Length - 1; person++)
            yield return (Enumerable.Range(starts[person], starts[person + 1] - starts[person]), starts[person + 1] - starts[person] == 1);
    }

    /// <summary>How many begins and ends of periods lie on the day or before.</summary>
    private int Slot(int day)
    {
        var slot = 0;
        while (slot < _boundaries.Length && _boundaries[slot] <= day)
            slot++;
        return slot;
    }

    private bool IsTimeline(int timeline) => timeline < 0 || timeline / (_boundaries.Length + 1) <= timeline % (_boundaries.Length + 1);

    private int Count(Table table, Measure measure, int timeline)
    {
        if (timeline < 0)
            return 0;
        var (opened, closed) = (timeline / (_boundaries.Length + 1), timeline % (_boundaries.Length + 1));
        var (from, to) = (Array.IndexOf(_boundaries, table.From), Array.IndexOf(_boundaries, table.To));
        var (isEver, isOld) = (opened <= to, opened <= from);
        var isServed = isEver && closed > from;
        return measure switch
        {
            Measure.OpenAtStart => isServed && isOld,
            Measure.Opened or Measure.PersonsNew => isServed && !isOld,
            Measure.Closed => isServed && closed <= to,
            Measure.OpenAtEnd => isServed && closed > to,
            Measure.PersonsEver => isEver,
            _ => isServed,
        } ? 1 : 0;
    }

    private int[] FindCells(int leaf, int table, bool withTotals)
    {
        var request = _tables[table].Request;
        List<string?[]> all = [new string?[request.Dimensions.Count]];
        for (var d = 0; d < request.Dimensions.Count; d++)
        {
            var place = _dimensions.IndexOf(request.Dimensions[d]);
            var codes = _groups[place][_leaves[leaf][place]][table];
            all = [.. all.SelectMany(groups => (withTotals ? codes.Cast<string?>().Prepend(null) : codes).Select(code =>
            {
                var more = (string?[])groups.Clone();
                more[d] = code;
                return more;
            }))];
        }

        return [.. all.Select(_tables[table].Find)];
    }

    private Dictionary<string, List<int>> LinesAlong(int dimension)
    {
        var lines = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var leaf = 0; leaf < _leaves.Count; leaf++)
        {
            var key = KeyOf(_leaves[leaf], dimension);
            if (!lines.TryGetValue(key, out var line))
                lines.Add(key, line = []);
            line.Add(leaf);
        }

        return lines;
    }

    private static string KeyOf(int[] leaf, int without) => string.Join(" ", leaf.Select((group, d) => d == without ? -1 : group));

    /// <summary>One publication, or the new table.</summary>
    internal sealed class Table
    {
        private readonly Dictionary<string, int> _cellOfKey = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ReportRow> _rows = new(StringComparer.Ordinal);

        internal Table(CaseRegister register, ReportRequest request, PublishedReport? published, ref int figures)
        {
            Request = request;
            Published = published;
            From = Days.ToNumber(request.Period.From);
            To = Days.ToNumber(request.Period.To);
            var hasDurations = published is null && request.Measures.Any(m => m is Measure.DurationMedian or Measure.DurationP90);
            Measures = [.. Linked.Where(m => request.Measures.Contains(m) || (m == Measure.Closed && hasDurations))];
            Truth = Report.Count(register, new ReportRequest(request.Period, request.Dimensions, request.Measures.Where(m => !m.NeedsContacts()).Append(Measure.PersonsEver).Distinct(), request.AgeGroups));
            Cells = Truth.Cells.Count;
            for (var cell = 0; cell < Cells; cell++)
                _cellOfKey.Add(ReportCell.KeyOf(Truth.Cells[cell].Groups), cell);
            foreach (var row in published?.Rows ?? [])
                _rows.Add(ReportCell.KeyOf(row.Groups), row);
            First = figures;
            figures += Measures.Length * Cells;
        }

        internal ReportRequest Request { get; }

        internal PublishedReport? Published { get; }

        internal Report Truth { get; }

        internal Measure[] Measures { get; }

        internal int From { get; }

        internal int To { get; }

        internal int Cells { get; }

        internal int First { get; }

        internal int FigureOf(int measure, int cell) => First + (measure * Cells) + cell;

        internal int Find(string?[] groups) => _cellOfKey.TryGetValue(ReportCell.KeyOf(groups), out var cell) ? cell : -1;

        internal bool IsWithheldBefore(int measure, int cell) =>
            _rows.TryGetValue(ReportCell.KeyOf(Truth.Cells[cell].Groups), out var row) && Request.Measures.ToList().IndexOf(Measures[measure]) is var place and >= 0 && row.IsWithheld(place);

        internal Dictionary<Dimension, string> GroupsOf(int cell)
        {
            var groups = new Dictionary<Dimension, string>();
            for (var d = 0; d < Request.Dimensions.Count; d++)
            {
                if (Truth.Cells[cell].Groups[d] is { } code)
                    groups.Add(Request.Dimensions[d], code);
            }

            return groups;
        }
    }
}

/// <summary>The groups that a row of the register belongs to in a dimension.</summary>
internal static class RowGroups
{
    internal static string[] Of(CaseRegister register, ReportRequest request, Dimension dimension, int row)
    {
        var data = register.Data;
        if (dimension == Dimension.AgeGroup)
            return [data.BirthYear[row] == CaseRegister.NoBirthYear ? Dimensions.Unknown : request.AgeGroups.Codes[request.AgeGroups.IndexOf(data.BirthYear[row], request.Period.From.Year)]];
        if (dimension != Dimension.Topic)
            return [data.Codes[(int)dimension]!.Texts[data.Codes[(int)dimension]![row]]];
        var topics = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = data.TopicStarts[row]; i < data.TopicStarts[row + 1]; i++)
        {
            var topic = register.Taxonomy.All[data.Topics[i]].Code;
            topics.Add(topic.Value);
            foreach (var above in register.Taxonomy.Ancestors(topic))
                topics.Add(above.Value);
        }

        return topics.Count == 0 ? [Dimensions.Unknown] : [.. topics];
    }
}
