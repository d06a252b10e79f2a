using System.Globalization;
using KimCaseManagement.Reporting.Counting;

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
/// and a timeline; the figures of all tables follow. People with several cases come on top, are not
/// there, or turn out to be several people.</para>
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
    private readonly List<Profile> _profiles;
    private readonly Dictionary<string, int> _profileOfKey = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SortedSet<int>> _profilesOfLeaf = [];
    private readonly List<List<Variant>?> _variants = [];
    private readonly Dictionary<int, List<(int After, int From, int To)>> _otherLeaves = [];
    private readonly ILookup<string, int> _sameFigures;
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
        _sameFigures = _tables.SelectMany(t => Enumerable.Range(t.First, t.Measures.Length * t.Cells).Select(figure => (Figure: figure, Name: t.IdentityOf(figure)))).ToLookup(f => f.Name, f => f.Figure, StringComparer.Ordinal);
        _dimensions = [.. _tables.SelectMany(t => t.Request.Dimensions).Distinct().OrderBy(d => d)];
        _boundaries = [.. _tables.SelectMany(t => (int[])[t.From, t.To]).Distinct().OrderBy(day => day)];
        _timelines = _boundaries.Length * (_boundaries.Length + 1);
        _groups = [.. _dimensions.Select(_ => new List<string[][]>())];
        var leafOfRow = ReadLeaves();
        _lines = [.. _dimensions.Select((_, d) => LinesAlong(d))];
        var people = ReadPeople(leafOfRow);
        _profiles = ReadProfiles(leafOfRow, out var several);
        People = new int[(_leaves.Count * _timelines) + _profiles.Count];
        foreach (var place in people.Concat(several))
            People[place]++;
    }

    /// <summary>By figure: its true value.</summary>
    internal long[] Truth { get; }

    /// <summary>By figure: a number that it can't be below.</summary>
    internal long[] Least { get; }

    /// <summary>Of the new table: a figure can't be below a number as long as the count is printed on which a quantile rests.</summary>
    internal List<(int Figure, int Base, long Least)> LeastWhilePrinted { get; } = [];

    internal FigureState[] States { get; }

    /// <summary>By leaf and timeline: how many people have their only case there; behind them, by profile, how many people have these several cases.</summary>
    internal int[] People { get; }

    /// <summary>The new table.</summary>
    internal Table New { get; }

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

    /// <summary>Do groups hang on when a case was opened or closed? Then somebody is put only where somebody was.</summary>
    internal bool HangOnTime => _dimensions.Exists(d => d is Dimension.ClosureReason or Dimension.Phase or Dimension.DurationClass);

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
        var table = _tables.FindIndex(t => t.Holds(figure));
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
        for (var place = 0; place < _leaves.Count * _timelines; place++)
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

    /// <summary>People with several cases, one of them in a leaf that is counted in the figure.</summary>
    internal IEnumerable<int> ProfilesUnder(int figure) => LeavesUnder(figure).SelectMany(leaf => _profilesOfLeaf.TryGetValue(leaf, out var numbers) ? numbers : []).Distinct();

    internal Profile ProfileAt(int number) => _profiles[number];

    internal int PlaceOfProfile(int number) => (_leaves.Count * _timelines) + number;

    /// <summary>The ways in which one case of such a person could have been opened or closed at another time.</summary>
    internal IReadOnlyList<Variant> VariantsOf(int number) => _variants[number] ??= FindVariants(number);

    /// <summary>Names a figure: measure, groups and period.</summary>
    internal string NameOf(int figure)
    {
        var table = _tables.Find(t => t.Holds(figure))!;
        var groups = table.Truth.Cells[(figure - table.First) % table.Cells].Groups;
        return string.Join(", ", table.Request.Dimensions.Select((d, i) => $"{d.Code()} {groups[i] ?? ReportExport.TotalSign}").Prepend($"{table.Measures[(figure - table.First) / table.Cells].Code()} of {table.Request.Period}"));
    }

    /// <summary>Does the figure count persons?</summary>
    internal bool CountsPersons(int figure) => _tables.Find(t => t.Holds(figure)) is { } table && table.Measures[(figure - table.First) / table.Cells].Unit() == MeasureUnit.Persons;

    /// <summary>The number of leaves.</summary>
    internal int Leaves => _leaves.Count;

    /// <summary>The number of timelines.</summary>
    internal int Timelines => _timelines;

    /// <summary>Such a person with one case in another leaf at the same time, as far as what belongs to the person stays.</summary>
    internal IReadOnlyList<(int After, int From, int To)> OtherLeavesOf(int number)
    {
        if (!_otherLeaves.TryGetValue(number, out var known))
        {
            _otherLeaves.Add(number, known = []);
            var cases = _profiles[number].Cases;
            for (var i = 0; i < cases.Length; i++)
            {
                for (var leaf = 0; leaf < _leaves.Count; leaf++)
                {
                    if (leaf == cases[i].Leaf || !MayBeOnePerson(leaf, cases[i].Leaf))
                        continue;
                    var others = cases.ToList();
                    others[i] = (leaf, cases[i].Timeline, cases[i].IsFirst);
                    known.Add((NumberOf([.. others.OrderBy(c => c)]), cases[i].Leaf, leaf));
                }
            }
        }

        return known;
    }

    /// <summary>May cases in two leaves be those of one person? Not where what belongs to the person differs.</summary>
    internal bool MayBeOnePerson(int first, int second)
    {
        for (var d = 0; d < _dimensions.Count; d++)
        {
            if (_dimensions[d] is Dimension.Sex or Dimension.AgeGroup or Dimension.Country && _leaves[first][d] != _leaves[second][d])
                return false;
        }

        return true;
    }

    /// <summary>Two people with one case each, in these leaves, as one person with both.</summary>
    /// <param name="first">A leaf.</param>
    /// <param name="second">The same or another.</param>
    /// <param name="peopleAt">How many people are at a place.</param>
    internal IEnumerable<int> PeopleTogether(int first, int second, Func<int, int> peopleAt)
    {
        for (var a = 0; a < _timelines; a++)
        {
            if (peopleAt(PlaceOf(first, a)) <= 0)
                continue;
            for (var b = first == second ? a : 0; b < _timelines; b++)
            {
                if (peopleAt(PlaceOf(second, b)) > (first == second && a == b ? 1 : 0))
                    yield return NumberOf(WithFirst([(first, a, false), (second, b, false)]));
            }
        }
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

    /// <summary>Was the figure printed before, in another table or under another name: the stock at the end of a period is that at the start of the next?</summary>
    internal bool IsKnownBefore(int figure)
    {
        var table = _tables.Find(t => t.Holds(figure))!;
        return _sameFigures[table.IdentityOf(figure)].Any(same => same != figure && States[same] == FigureState.Printed);
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

        foreach (var (quantile, measure, cell, least) in ProtectionModel.LeastByQuantiles(table.Truth))
        {
            if (Array.IndexOf(table.Measures, measure) is not (var m and >= 0))
                continue;
            var figure = table.FigureOf(m, cell);
            if (table.Published is null)
                LeastWhilePrinted.Add((figure, table.FigureOf(Array.IndexOf(table.Measures, quantile.Base()), cell), least));
            else if (table.IsPrinted(quantile, cell))
                Least[figure] = Math.Max(Least[figure], least);
        }
    }

    /// <summary>The leaf of each row. Leaves are numbered by their groups, so that the order of the rows doesn't matter.</summary>
    private int[] ReadLeaves()
    {
        var count = _register.RowOfCase.Length;
        var keys = _dimensions.Select(_ => new string[count]).ToArray();
        for (var d = 0; d < _dimensions.Count; d++)
        {
            var known = new SortedDictionary<string, string[][]>(StringComparer.Ordinal);
            for (var row = 0; row < count; row++)
            {
                var groups = _tables.Select(t => t.Request.Dimensions.Contains(_dimensions[d]) ? t.GroupsOfRow(_dimensions[d], row) : []).ToArray();
                var key = string.Join("\u0001", groups.Select(g => string.Join("\u0002", g)));
                keys[d][row] = key;
                known[key] = groups;
            }

            _groups[d].AddRange(known.Values);
            var numbers = known.Keys.Select((key, number) => (key, number)).ToDictionary(k => k.key, k => k.number, StringComparer.Ordinal);
            for (var row = 0; row < count; row++)
                keys[d][row] = numbers[keys[d][row]].ToString("D9", CultureInfo.InvariantCulture);
        }

        var leafOfRow = Enumerable.Range(0, count).Select(row => string.Join(" ", keys.Select(k => k[row]))).ToArray();
        foreach (var key in leafOfRow.Distinct(StringComparer.Ordinal).OrderBy(k => k, StringComparer.Ordinal))
        {
            int[] leaf = [.. key.Split(' ').Where(part => part.Length > 0).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            _leafOfKey.Add(key, _leaves.Count);
            _leaves.Add(leaf);
        }

        return [.. leafOfRow.Select(key => _leafOfKey[key])];
    }

    /// <summary>The place of each person with one case.</summary>
    private List<int> ReadPeople(int[] leafOfRow)
    {
        var hasSeveral = new bool[leafOfRow.Length];
        foreach (var row in _register.SeveralRows)
            hasSeveral[row] = true;
        var places = new List<int>();
        for (var row = 0; row < leafOfRow.Length; row++)
        {
            if (!hasSeveral[row] && TimelineOf(row) is var timeline and >= 0)
                places.Add(PlaceOf(leafOfRow[row], timeline));
        }

        return places;
    }

    /// <summary>The different ways of having several cases, and the place of each person who has.</summary>
    private List<Profile> ReadProfiles(int[] leafOfRow, out List<int> places)
    {
        var found = new SortedDictionary<string, (Profile Profile, int Count)>(StringComparer.Ordinal);
        var starts = _register.SeveralStarts;
        for (var person = 0; person < starts.Length - 1; person++)
        {
            var rows = new ArraySegment<int>(_register.SeveralRows, starts[person], starts[person + 1] - starts[person]).Where(row => TimelineOf(row) >= 0).ToList();
            var cases = rows.Select(row => (Leaf: leafOfRow[row], Timeline: TimelineOf(row), IsFirst: _register.Data.IsFirstOfPerson[row] == 1)).OrderBy(c => c).ToList();
            var key = string.Join(" ", cases);
            found[key] = found.TryGetValue(key, out var known) ? (known.Profile, known.Count + 1) : (ProfileOf(cases), 1);
        }

        var profiles = found.Values.Select(f => f.Profile).ToList();
        places = [.. found.Values.SelectMany((f, number) => Enumerable.Repeat((_leaves.Count * _timelines) + number, f.Count))];
        foreach (var key in found.Keys)
        {
            foreach (var (leaf, _, _) in profiles[_profileOfKey.Count].Cases)
            {
                if (!_profilesOfLeaf.TryGetValue(leaf, out var numbers))
                    _profilesOfLeaf.Add(leaf, numbers = []);
                numbers.Add(_profileOfKey.Count);
            }

            _profileOfKey.Add(key, _profileOfKey.Count);
            _variants.Add(null);
        }

        return profiles;
    }

    private Profile ProfileOf(List<(int Leaf, int Timeline, bool IsFirst)> cases)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var (leaf, timeline, isFirst) in cases)
        {
            foreach (var (table, measure, _) in Difference(-1, timeline))
            {
                var kind = _tables[table].Measures[measure];
                if (kind == Measure.PersonsNew && !isFirst)
                    continue;
                foreach (var cell in CellsOf(leaf, table))
                {
                    var figure = FigureOf(table, measure, cell);
                    counts[figure] = kind.Unit() == MeasureUnit.Persons ? 1 : counts.TryGetValue(figure, out var count) ? count + 1 : 1;
                }
            }
        }

        return new Profile([.. counts.Select(c => (c.Key, c.Value))], [.. cases]);
    }

    /// <summary>The ways in which one case of such a person could have been opened or closed at another time.</summary>
    private List<Variant> FindVariants(int number)
    {
        var profile = _profiles[number];
        var variants = new List<Variant>();
        for (var i = 0; i < profile.Cases.Length; i++)
        {
            for (var timeline = 0; timeline < _timelines; timeline++)
            {
                if (!IsTimeline(timeline) || timeline == profile.Cases[i].Timeline)
                    continue;
                var cases = profile.Cases.ToList();
                cases[i] = (cases[i].Leaf, timeline, false);
                variants.Add(new Variant(number, NumberOf(WithFirst(cases)), profile.Cases[i].Leaf, profile.Cases[i].Timeline, timeline));
            }
        }

        return variants;
    }

    /// <summary>A person's first cases are among those between the first begin or end of a period and the next; which of them isn't known, so it stays with those that were.</summary>
    private List<(int Leaf, int Timeline, bool IsFirst)> WithFirst(List<(int Leaf, int Timeline, bool IsFirst)> cases)
    {
        int Opened((int Leaf, int Timeline, bool IsFirst) c) => c.Timeline / (_boundaries.Length + 1);
        var first = cases.Min(Opened);
        var known = cases.FindIndex(c => Opened(c) == first && c.IsFirst);
        var chosen = known >= 0 ? known : cases.FindIndex(c => Opened(c) == first);
        return [.. cases.Select((c, i) => (c.Leaf, c.Timeline, Opened(c) == first && (c.IsFirst || i == chosen))).OrderBy(c => c)];
    }

    private int NumberOf(List<(int Leaf, int Timeline, bool IsFirst)> cases)
    {
        var key = string.Join(" ", cases);
        if (!_profileOfKey.TryGetValue(key, out var number))
        {
            _profileOfKey.Add(key, number = _profiles.Count);
            _profiles.Add(ProfileOf(cases));
            _variants.Add(null);
        }

        return number;
    }

    /// <summary>Between which begins and ends of periods a row was opened and closed; -1 where it was opened after all of them.</summary>
    private int TimelineOf(int row) => Slot(_register.Data.Opened[row]) is var opened && opened < _boundaries.Length ? (opened * (_boundaries.Length + 1)) + Slot(_register.Data.Closed[row]) : -1;

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

    private static string KeyOf(int[] leaf, int without) => string.Join(" ", leaf.Select((group, d) => (d == without ? 999_999_999 : group).ToString("D9", CultureInfo.InvariantCulture)));

    /// <summary>Several cases of one person: what they count in the figures, and where and when they are.</summary>
    internal sealed record Profile((int Figure, int Count)[] Counts, (int Leaf, int Timeline, bool IsFirst)[] Cases);

    /// <summary>One profile in place of another, because a case in a leaf has another timeline.</summary>
    internal sealed record Variant(int Before, int After, int Leaf, int From, int To);

    /// <summary>One publication, or the new table.</summary>
    internal sealed class Table
    {
        private readonly Dictionary<string, int> _cellOfKey = new(StringComparer.Ordinal);
        private readonly Dictionary<Dimension, Axis> _axes = [];
        private readonly Dictionary<string, ReportRow> _rows = new(StringComparer.Ordinal);

        internal Table(CaseRegister register, ReportRequest request, PublishedReport? published, ref int figures)
        {
            Request = request;
            Published = published;
            From = Days.ToNumber(request.Period.From);
            To = Days.ToNumber(request.Period.To);
            // A new quantile is printed where the count that it rests on is; of an earlier one nothing but what was asked for is known.
            Measures = [.. Linked.Where(m => request.Measures.Any(asked => asked == m || (published is null && asked.IsQuantile() && asked.Base() == m)))];
            Truth = Report.Count(register, new ReportRequest(request.Period, request.Dimensions, request.Measures.Where(m => !m.NeedsContacts()).Append(Measure.PersonsEver).Distinct(), request.AgeGroups));
            Cells = Truth.Cells.Count;
            for (var cell = 0; cell < Cells; cell++)
                _cellOfKey.Add(ReportCell.KeyOf(Truth.Cells[cell].Groups), cell);
            foreach (var dimension in request.Dimensions)
                _axes.Add(dimension, Axis.Of(register, request, dimension));
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

        /// <summary>The groups that a row of the register belongs to in a dimension, the total left out.</summary>
        internal string[] GroupsOfRow(Dimension dimension, int row)
        {
            var axis = _axes[dimension];
            if (axis is not TopicAxis topics)
                return [axis.Groups[axis.GroupOf(row)]!];
            var groups = topics.GroupsOf(row).ToArray();
            return [.. groups.OrderBy(g => g).Select(g => axis.Groups[g]!)];
        }

        internal bool IsWithheldBefore(int measure, int cell) => Find(Measures[measure], cell, out var row, out var place) && row.IsWithheld(place);

        /// <summary>Was there a figure in the publication?</summary>
        internal bool IsPrinted(Measure measure, int cell) => Find(measure, cell, out var row, out var place) && row.Values[place] is not null;

        private bool Find(Measure measure, int cell, out ReportRow row, out int place)
        {
            place = Request.Measures.ToList().IndexOf(measure);
            return _rows.TryGetValue(ReportCell.KeyOf(Truth.Cells[cell].Groups), out row!) && place >= 0;
        }

        internal bool Holds(int figure) => figure >= First && figure < First + (Measures.Length * Cells);

        /// <summary>The same for all figures that are the same number by definition. Age groups are those of a year.</summary>
        internal string IdentityOf(int figure)
        {
            var (measure, cell) = (Measures[(figure - First) / Cells], (figure - First) % Cells);
            var what = measure switch
            {
                Measure.OpenAtStart => $"stock {From}",
                Measure.OpenAtEnd => $"stock {To}",
                Measure.PersonsEver => $"ever {To}",
                _ => $"{measure} {From} {To}",
            };
            var groups = Request.Dimensions.Select((dimension, d) => (Dimension: dimension, Code: Truth.Cells[cell].Groups[d])).Where(g => g.Code is not null).OrderBy(g => g.Dimension)
                .Select(g => g.Dimension == Dimension.AgeGroup ? $"{g.Dimension} {Request.Period.From.Year} {g.Code}" : $"{g.Dimension} {g.Code}");
            return string.Join("\u0001", groups.Prepend(what));
        }
    }
}
