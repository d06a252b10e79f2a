using System.Globalization;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Vocabulary;

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

/// <summary>Several tables over one register, and all kinds of people by whom the register could differ.</summary>
/// <remarks>
/// <para>A <em>leaf</em> is a combination of groups in all dimensions of all tables. A <em>timeline</em> says between which begins and ends of periods a case was opened and closed. A <em>kind</em> of people is
/// a leaf and a timeline for each of their cases. How many people there are of each kind determines every figure of every table.</para>
/// <para>Zeros are published, so nobody can be of a kind that is counted in a figure that is zero; such kinds are left out.</para>
/// <para>Figures in which the same people are counted, such as the stock at the end of a period and at the start of the next, are one <em>count</em>: whoever has one has all. Count 0 is zero.</para>
/// </remarks>
internal sealed class LedgerModel
{
    /// <summary>The measures that are linked with each other through cases and people.</summary>
    internal static readonly Measure[] Linked =
        [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed, Measure.PersonsEver, Measure.PersonsNew];

    private const int PairsOfLeaves = 12;
    private const int MostReal = 1500;
    private const int MostKinds = 2500;
    private const int MostKindsBroadly = 6000;

    private readonly CaseRegister _register;
    private readonly List<Table> _tables = [];
    private readonly Dimension[] _dimensions;
    private readonly int[] _boundaries;
    private readonly List<int[]> _leaves = [];
    private readonly Dictionary<string, int> _leafOfKey = new(StringComparer.Ordinal);
    private readonly List<string[][]>[] _groups;
    private readonly Dictionary<(int, int), int[]> _cells = [];
    private readonly Dictionary<string, int> _kindOfKey = new(StringComparer.Ordinal);
    private readonly List<Kind> _kinds = [];
    private readonly int _mostKinds;
    private readonly int[] _newCells;
    private readonly long[] _truth;
    private readonly FigureState[] _states;
    private readonly long[] _least;
    private readonly int[] _countOf;
    private readonly List<(int Figure, int Base, long Least)> _leastWhilePrinted = [];

    /// <param name="register">The cases as they are known now.</param>
    /// <param name="publications">What was published before.</param>
    /// <param name="report">The new table.</param>
    /// <param name="isBroad">Are there to be more kinds of people, with several cases that are less like those of anybody? What follows takes longer then.</param>
    internal LedgerModel(CaseRegister register, IEnumerable<PublishedReport> publications, Report report, bool isBroad)
    {
        _register = register;
        _mostKinds = isBroad ? MostKindsBroadly : MostKinds;
        var figures = 1;
        foreach (var publication in publications)
            _tables.Add(new Table(register, publication.Request, publication, ref figures));
        _tables.Add(New = new Table(register, report.Request, null, ref figures));
        _newCells = [.. report.Cells.Select(cell => New.Find([.. cell.Groups]))];
        _truth = new long[figures];
        _least = new long[figures];
        _states = new FigureState[figures];
        foreach (var table in _tables)
            Fill(table);
        _dimensions = [.. _tables.SelectMany(t => t.Request.Dimensions).Distinct().OrderBy(d => d)];
        _boundaries = [.. _tables.SelectMany(t => (int[])[t.From, t.To]).Distinct().OrderBy(day => day)];
        _groups = [.. _dimensions.Select(_ => new List<string[][]>())];
        ReadPeople(ReadLeaves());
        if (!Array.Exists(_dimensions, d => d is Dimension.ClosureReason or Dimension.Phase or Dimension.DurationClass))
            AddOthers(isBroad);
        _countOf = FindCounts();
        foreach (var kind in _kinds)
        {
            var times = kind.Counts.Zip(kind.Times, (figure, t) => (Count: _countOf[figure], Times: t)).Distinct().ToList();
            (kind.Counts, kind.Times) = ([.. times.Select(t => t.Count)], [.. times.Select(t => t.Times)]);
        }

        Figures = Enumerable.Range(0, figures).ToLookup(figure => _countOf[figure]);
        var counts = Enumerable.Range(0, Figures.Count).ToList();
        Truth = [.. counts.Select(c => _truth[Figures[c].First()])];
        Least = [.. counts.Select(c => Figures[c].Max(figure => _least[figure]))];
        States = [.. counts.Select(c => Figures[c].Select(figure => _states[figure]).Distinct().OrderBy(state => state == FigureState.Printed ? 0 : state == FigureState.Withheld ? 1 : 2).First())];
        LeastWhilePrinted = _leastWhilePrinted.ToLookup(l => _countOf[l.Figure], l => (_countOf[l.Base], l.Least));
    }

    /// <summary>By count: its true value.</summary>
    internal long[] Truth { get; }

    /// <summary>By count: a number that it can't be below.</summary>
    internal long[] Least { get; }

    /// <summary>By count of the new table: a number that it can't be below as long as another one is printed, on which a quantile rests.</summary>
    internal ILookup<int, (int Base, long Least)> LeastWhilePrinted { get; }

    /// <summary>By count: what is known of it. Printed is one that is printed anywhere.</summary>
    internal FigureState[] States { get; }

    /// <summary>The kinds of people that there could be.</summary>
    internal IReadOnlyList<Kind> Kinds => _kinds;

    /// <summary>The new table.</summary>
    internal Table New { get; }

    /// <summary>By count: the figures that are it.</summary>
    internal ILookup<int, int> Figures { get; }

    /// <summary>True of what can stand in a ledger: everything but counts that are linked with cases in ways that kinds of people don't say.</summary>
    internal static bool Knows(Measure measure) => !measure.IsCount() || measure.NeedsContacts() || Linked.Contains(measure);

    /// <summary>Is the figure of the new table withheld? A small one is, even where it was printed before.</summary>
    internal bool IsWithheldNow(Measure measure, int cell, int k) =>
        Array.IndexOf(New.Measures, measure) is var m and >= 0 && _newCells[cell] is var own and >= 0 && _countOf[New.FigureOf(m, own)] is var count and > 0 && (States[count] == FigureState.Withheld || Truth[count] < k);

    /// <summary>Was the count printed before, but under another name, so that a figure that has to be withheld would follow from it and the zeros of the new table?</summary>
    internal bool IsGivenAway(int count, int k)
    {
        var names = new HashSet<string>(Figures[count].Where(f => _states[f] == FigureState.Printed).Select(NameOfCount), StringComparer.Ordinal);
        return names.Count > 0 && Figures[count].Any(f => (_states[f] == FigureState.Withheld || (_states[f] == FigureState.Candidate && _truth[f] < k)) && !names.Contains(NameOfCount(f)));
    }

    /// <summary>What it costs to withhold a figure: totals are dearer than single groups, large figures than small ones. An office without its municipality or provider costs what it costs with it.</summary>
    internal long PriceOf(int figure) => New.IsRepeated(figure) ? 0 : (10 * (1 + New.GroupsOf(figure).Count(group => group is null))) + Math.Min(_truth[figure] / 4, 9);

    /// <summary>Says that a count would be given away, and which one.</summary>
    internal Reason GivesAway(int count)
    {
        var figure = Figures[count].First();
        var table = _tables.Find(t => t.Holds(figure))!;
        var groups = table.GroupsOf(figure).Select((group, d) => $"{table.Request.Dimensions[d].Code()} {group ?? ReportExport.TotalSign}").DefaultIfEmpty(ReportExport.TotalSign);
        return new Reason(
            "report.gives-away",
            Sources.OwnDesign,
            ReasonArgument.Term("measure", "measure." + table.MeasureOf(figure).Code()),
            ReasonArgument.Text("period", table.Request.Period.ToString()),
            ReasonArgument.Text("groups", string.Join(", ", groups)));
    }

    private int Slots => _boundaries.Length + 1;

    private string NameOfCount(int figure) => _tables.Find(t => t.Holds(figure))!.IdentityOf(figure);

    private void Fill(Table table)
    {
        for (var figure = table.First; figure < table.First + (table.Measures.Length * table.Cells); figure++)
        {
            var (measure, cell) = (table.MeasureOf(figure), (figure - table.First) % table.Cells);
            _truth[figure] = table.Truth.Cells[cell].Value(measure)!.Value;
            _least[figure] = 1;
            _states[figure] = _truth[figure] == 0 ? FigureState.Printed : table.Published is null ? FigureState.Candidate : table.IsWithheldBefore(measure, cell) ? FigureState.Withheld : FigureState.Printed;
        }

        // What came late since an earlier table, as far as that shows: so many of a withheld count may have come late, too, and a reader may know it.
        foreach (var measure in table.Published is null ? [] : table.Measures)
        {
            var figures = Enumerable.Range(table.FigureOf(Array.IndexOf(table.Measures, measure), 0), table.Cells).ToList();
            var late = figures.Max(f => _states[f] == FigureState.Printed ? _truth[f] - (table.PrintedBefore(measure, (f - table.First) % table.Cells) ?? 0) : 0);
            foreach (var figure in figures.Where(f => late > 0 && _truth[f] > 0))
                _least[figure] = 1 + Math.Min(late, _truth[figure] - 1);
        }

        foreach (var (quantile, measure, cell, least) in ProtectionModel.LeastByQuantiles(table.Truth))
        {
            if (Array.IndexOf(table.Measures, measure) is not (var m and >= 0))
                continue;
            var figure = table.FigureOf(m, cell);
            if (table.Published is null)
                _leastWhilePrinted.Add((figure, table.FigureOf(Array.IndexOf(table.Measures, quantile.Base()), cell), least));
            else if (table.PrintedBefore(quantile, cell) is not null)
                _least[figure] = Math.Max(_least[figure], least);
        }
    }

    /// <summary>The number of the count that each figure is; 0 where it is zero. Figures are parted by what they are, and by every kind of people that is not counted alike in them.</summary>
    private int[] FindCounts()
    {
        int[] numbers = [.. _truth.Select(truth => (int)truth)];
        var next = numbers.Max() + 1;
        foreach (var kind in _kinds)
        {
            var parts = new Dictionary<(int, int), int>();
            for (var i = 0; i < kind.Counts.Length; i++)
            {
                var figure = kind.Counts[i];
                if (!parts.TryGetValue((numbers[figure], kind.Times[i]), out var part))
                    parts.Add((numbers[figure], kind.Times[i]), part = next++);
                numbers[figure] = part;
            }
        }

        var used = numbers.Where(n => n > 0).Distinct().Select((number, place) => (number, place)).ToDictionary(n => n.number, n => n.place + 1);
        return [.. numbers.Select(n => n == 0 ? 0 : used[n])];
    }

    /// <summary>The leaf of each row. Leaves are numbered by their groups, so that the order of the rows doesn't matter.</summary>
    private int[] ReadLeaves()
    {
        var count = _register.RowOfCase.Length;
        var keys = _dimensions.Select(_ => new string[count]).ToArray();
        for (var d = 0; d < _dimensions.Length; d++)
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

    /// <summary>The kinds of the people that there are, the commonest ones; whoever is of another one stays as counted.</summary>
    private void ReadPeople(int[] leafOfRow)
    {
        List<PersonCase> CasesOf(IEnumerable<int> rows) =>
            [.. rows.Where(row => Slot(_register.Data.Opened[row]) < _boundaries.Length).Select(row => new PersonCase(leafOfRow[row], Slot(_register.Data.Opened[row]), Slot(_register.Data.Closed[row]), _register.Data.IsFirstOfPerson[row] == 1))];
        var starts = _register.SeveralStarts;
        var people = Enumerable.Range(0, starts.Length - 1).Select(person => CasesOf(new ArraySegment<int>(_register.SeveralRows, starts[person], starts[person + 1] - starts[person])))
            .Concat(Enumerable.Range(0, leafOfRow.Length).Except(_register.SeveralRows).Select(row => CasesOf([row])));
        foreach (var group in people.Where(p => p.Count > 0).Select(Sorted).GroupBy(KeyOf, StringComparer.Ordinal).OrderBy(g => g.First().Count).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostReal))
            Add(group.First(), group.Count());
    }

    /// <summary>Adds kinds that nobody is of, as far as there is room for them.</summary>
    private void AddOthers(bool isBroad)
    {
        foreach (var cases in Others(isBroad))
        {
            // Far more of them can be thought of than there is room for.
            if (_kinds.Count >= _mostKinds)
                return;
            Add(cases, 0);
        }
    }

    /// <summary>Kinds that nobody is of: one case anywhere and at any time, several ones that differ in one respect from those that somebody has, and two cases of two people as those of one.</summary>
    private IEnumerable<List<PersonCase>> Others(bool isBroad)
    {
        var real = _kinds.ToList();

        // Whoever is counted in few cells changes few of them: with those any change can be put together.
        foreach (var leaf in Enumerable.Range(0, _leaves.Count).OrderBy(leaf => _leaves[leaf].Select((group, d) => _groups[d][group].Sum(codes => codes.Length)).Sum()))
        {
            for (var opened = 0; opened < _boundaries.Length; opened++)
            {
                for (var closed = opened; closed < Slots; closed++)
                    yield return [new PersonCase(leaf, opened, closed, true)];
            }
        }

        var single = (isBroad ? _kinds : real).Where(k => k.Cases.Count == 1).ToList();
        var near = real.Where(k => k.Cases.Count > 1).SelectMany(k => Variants(k.Cases));
        foreach (var cases in near)
            yield return cases;

        // Where people have most in common, some of a pair of leaves stand for all.
        foreach (var pairs in Pairs(single).GroupBy(p => (p.First.Leaf, p.Second.Leaf)))
        {
            foreach (var (first, second, _) in pairs.OrderByDescending(p => p.People).Take(isBroad ? int.MaxValue : PairsOfLeaves))
                yield return WithFirst([first with { IsFirst = false }, second with { IsFirst = false }]);
        }

        foreach (var cases in isBroad ? near.SelectMany(Variants) : [])
            yield return cases;
    }

    private IEnumerable<(PersonCase First, PersonCase Second, int People)> Pairs(List<Kind> single)
    {
        for (var a = 0; a < single.Count; a++)
        {
            for (var b = a; b < single.Count; b++)
            {
                if (MayBeOnePerson(single[a].Cases[0].Leaf, single[b].Cases[0].Leaf))
                    yield return (single[a].Cases[0], single[b].Cases[0], Math.Min(single[a].People, single[b].People));
            }
        }
    }

    private IEnumerable<List<PersonCase>> Variants(List<PersonCase> cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            List<PersonCase> With(PersonCase other) => WithFirst([.. cases.Select((c, j) => i == j ? other with { IsFirst = false } : c)]);
            for (var slot = 0; slot < Slots; slot++)
            {
                if (slot <= cases[i].Closed && slot < _boundaries.Length)
                    yield return With(cases[i] with { Opened = slot });
                if (slot >= cases[i].Opened)
                    yield return With(cases[i] with { Closed = slot });
            }

            for (var leaf = 0; leaf < _leaves.Count; leaf++)
            {
                if (leaf != cases[i].Leaf && MayBeOnePerson(leaf, cases[i].Leaf))
                    yield return [.. cases.Select((c, j) => i == j ? c with { Leaf = leaf } : c)];
            }
        }

        // Somebody else with the same cases.
        for (var d = 0; d < _dimensions.Length; d++)
        {
            for (var group = 0; group < _groups[d].Count && IsOfPerson(_dimensions[d]); group++)
            {
                var leaves = cases.Select(c => _leafOfKey.TryGetValue(KeyOf([.. _leaves[c.Leaf].Select((g, e) => e == d ? group : g)]), out var leaf) ? leaf : -1).ToList();
                if (!leaves.Contains(-1))
                    yield return [.. cases.Select((c, i) => c with { Leaf = leaves[i] })];
            }
        }
    }

    /// <summary>May cases in two leaves be those of one person? Not where what belongs to the person differs.</summary>
    private bool MayBeOnePerson(int first, int second) => !Enumerable.Range(0, _dimensions.Length).Any(d => IsOfPerson(_dimensions[d]) && _leaves[first][d] != _leaves[second][d]);

    private static bool IsOfPerson(Dimension dimension) => dimension is Dimension.Sex or Dimension.AgeGroup or Dimension.Country;

    /// <summary>A person's first cases are among those between the first begin or end of a period and the next; which of them isn't known, so it stays with those that were.</summary>
    private static List<PersonCase> WithFirst(List<PersonCase> cases)
    {
        var opened = cases.Min(c => c.Opened);
        var chosen = cases.FindIndex(c => c.Opened == opened && c.IsFirst) is var known and >= 0 ? known : cases.FindIndex(c => c.Opened == opened);
        return [.. cases.Select((c, i) => c with { IsFirst = c.Opened == opened && (c.IsFirst || i == chosen) })];
    }

    private static List<PersonCase> Sorted(List<PersonCase> cases) => [.. cases.OrderBy(c => c.Leaf).ThenBy(c => c.Opened).ThenBy(c => c.Closed).ThenBy(c => c.IsFirst)];

    private static string KeyOf(IEnumerable<PersonCase> cases) => string.Join(" ", cases.Select(c => $"{c.Leaf}.{c.Opened}.{c.Closed}.{(c.IsFirst ? 1 : 0)}"));

    private static string KeyOf(IEnumerable<int> leaf) => string.Join(" ", leaf.Select(group => group.ToString("D9", CultureInfo.InvariantCulture)));

    private void Add(List<PersonCase> cases, int people)
    {
        var sorted = Sorted(cases);
        var key = KeyOf(sorted);
        if (_kindOfKey.ContainsKey(key))
            return;
        var counts = CountsOf(sorted);
        if (counts.Keys.Any(figure => _truth[figure] == 0))
            return;
        _kindOfKey.Add(key, _kinds.Count);
        _kinds.Add(new Kind(sorted, people, [.. counts.Keys], [.. counts.Values]));
    }

    private SortedDictionary<int, int> CountsOf(List<PersonCase> cases)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var (leaf, opened, closed, isFirst) in cases)
        {
            for (var t = 0; t < _tables.Count; t++)
            {
                for (var m = 0; m < _tables[t].Measures.Length; m++)
                {
                    var measure = _tables[t].Measures[m];
                    if (!IsCounted(_tables[t], measure, opened, closed, isFirst))
                        continue;
                    foreach (var cell in CellsOf(leaf, t))
                    {
                        var figure = cell < 0 ? 0 : _tables[t].FigureOf(m, cell);
                        counts[figure] = counts.TryGetValue(figure, out var count) && measure.Unit() != MeasureUnit.Persons ? count + 1 : 1;
                    }
                }
            }
        }

        return counts;
    }

    /// <summary>How many begins and ends of periods lie on the day or before.</summary>
    private int Slot(int day) => _boundaries.Count(boundary => boundary <= day);

    private bool IsCounted(Table table, Measure measure, int opened, int closed, bool isFirst)
    {
        var (from, to) = (Array.IndexOf(_boundaries, table.From), Array.IndexOf(_boundaries, table.To));
        var (isEver, isOld) = (opened <= to, opened <= from);
        var isServed = isEver && closed > from;
        return measure switch
        {
            Measure.OpenAtStart => isServed && isOld,
            Measure.Opened => isServed && !isOld,
            Measure.PersonsNew => isServed && !isOld && isFirst,
            Measure.Closed => isServed && closed <= to,
            Measure.OpenAtEnd => isServed && closed > to,
            Measure.PersonsEver => isEver,
            _ => isServed,
        };
    }

    /// <summary>The cells of a table that somebody in a leaf is counted in; -1 for one that is left out.</summary>
    private int[] CellsOf(int leaf, int table)
    {
        if (_cells.TryGetValue((leaf, table), out var known))
            return known;
        var request = _tables[table].Request;
        List<string?[]> all = [new string?[request.Dimensions.Count]];
        for (var d = 0; d < request.Dimensions.Count; d++)
        {
            var place = Array.IndexOf(_dimensions, request.Dimensions[d]);
            var codes = _groups[place][_leaves[leaf][place]][table];
            all = [.. all.SelectMany(groups => codes.Cast<string?>().Prepend(null).Select(code => (string?[])[.. groups.Select((group, e) => e == d ? code : group)]))];
        }

        int[] cells = [.. all.Select(_tables[table].Find)];
        _cells.Add((leaf, table), cells);
        return cells;
    }

    /// <summary>A case of somebody: where it is counted, before how many begins and ends of periods it was opened and closed, and whether it is the person's first.</summary>
    internal readonly record struct PersonCase(int Leaf, int Opened, int Closed, bool IsFirst);

    /// <summary>People with the same cases: how many there are, and in which counts each of them is how often.</summary>
    internal sealed class Kind(List<PersonCase> cases, int people, int[] counts, int[] times)
    {
        internal List<PersonCase> Cases { get; } = cases;

        internal int People { get; } = people;

        internal int[] Counts { get; set; } = counts;

        internal int[] Times { get; set; } = times;
    }

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
            Truth = Report.Count(register, new ReportRequest(request.Period, request.Dimensions, request.Measures.Where(m => !m.NeedsContacts()).Append(Measure.PersonsEver).Distinct(), request.AgeGroups, offices: request.Offices));
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

        internal Measure MeasureOf(int figure) => Measures[(figure - First) / Cells];

        internal IReadOnlyList<string?> GroupsOf(int figure) => Truth.Cells[(figure - First) % Cells].Groups;

        internal int Find(string?[] groups) => _cellOfKey.TryGetValue(ReportCell.KeyOf(groups), out var cell) ? cell : -1;

        /// <summary>The groups that a row of the register belongs to in a dimension, the total left out.</summary>
        internal string[] GroupsOfRow(Dimension dimension, int row)
        {
            var axis = _axes[dimension];
            if (axis is not TopicAxis topics)
                return [axis.Groups[axis.GroupOf(row)]!];
            var groups = new int[16];
            var count = topics.GroupsOf(row, ref groups, 0);
            return [.. groups.Take(count).OrderBy(g => g).Select(g => axis.Groups[g]!)];
        }

        internal bool IsWithheldBefore(Measure measure, int cell) => Find(measure, cell, out var row, out var place) && row.IsWithheld(place);

        /// <summary>The figure in the publication; null where there was none.</summary>
        internal long? PrintedBefore(Measure measure, int cell) => Find(measure, cell, out var row, out var place) ? row.Values[place] : null;

        private bool Find(Measure measure, int cell, out ReportRow row, out int place)
        {
            place = Request.Measures.ToList().IndexOf(measure);
            return _rows.TryGetValue(ReportCell.KeyOf(Truth.Cells[cell].Groups), out row!) && place >= 0;
        }

        /// <summary>The offices of a group by the directory; of the group of unknown values those that are in another.</summary>
        private string OfficesOf(Dimension dimension, string code) =>
            string.Join(" ", Request.Offices.CodesOf(dimension).Where(office => code == Reporting.Dimensions.Unknown || office.Value == code).Select(office => office.Key));

        /// <summary>Is the figure that of an office once more, without its municipality or its provider?</summary>
        internal bool IsRepeated(int figure) => GroupsOf(figure) is var groups && IsOfOffice(groups) && Request.Dimensions.Where((d, i) => d.IsOfOffice() && groups[i] is null).Any();

        private bool IsOfOffice(IReadOnlyList<string?> groups) => Request.Dimensions.Where((d, i) => d == Dimension.Office && groups[i] is not null).Any();

        internal bool Holds(int figure) => figure >= First && figure < First + (Measures.Length * Cells);

        /// <summary>The same for all figures that are the same number by definition. Age groups are those of a year, municipalities and providers those of a directory; an office has one of each.</summary>
        internal string IdentityOf(int figure)
        {
            var measure = MeasureOf(figure);
            var what = measure switch
            {
                Measure.OpenAtStart => $"stock {From}",
                Measure.OpenAtEnd => $"stock {To}",
                Measure.PersonsEver => $"ever {To}",
                _ => $"{measure} {From} {To}",
            };
            var codes = GroupsOf(figure);
            var isOfOffice = IsOfOffice(codes);
            var groups = Request.Dimensions.Select((dimension, d) => (Dimension: dimension, Code: codes[d])).Where(g => g.Code is not null && !(isOfOffice && g.Dimension.IsOfOffice())).OrderBy(g => g.Dimension)
                .Select(g => g.Dimension == Dimension.AgeGroup ? $"{g.Dimension} {Request.Period.From.Year} {g.Code}" : g.Dimension.IsOfOffice() ? $"{g.Dimension} {g.Code} {OfficesOf(g.Dimension, g.Code!)}" : $"{g.Dimension} {g.Code}");
            return string.Join("\u0001", groups.Prepend(what));
        }
    }
}
