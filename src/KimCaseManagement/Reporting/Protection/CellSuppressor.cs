namespace KimCaseManagement.Reporting.Protection;

/// <summary>Chooses which counts to withhold, so that every one of them has at least K possible values, each shown by another table that gives the same publication.</summary>
/// <remarks>
/// <para>A <em>move</em> adds one to some withheld figures and takes one from others, so that every published sum, identity and bound stays as it is: as if a case were of another group. A chain of moves,
/// with K different values of a count along it, is the count's certificate; what a move needs besides is withheld too.</para>
/// <para>Moves are tried in order of what they cost in further withheld counts. Where none is found, the whole family of measures is withheld: then every figure could be twice or three times as large.</para>
/// <para>No chance is involved, and the order of the report's cells is fixed, so the same report gives the same publication.</para>
/// </remarks>
internal sealed class CellSuppressor
{
    private const long Never = long.MaxValue / 4;
    private const long OneMore = 1000;
    private const int OriginsTried = 12;
    private const int PartnersTried = 400;
    private const int RepairsTried = 10;
    private const int MostTries = 4000;

    /// <summary>The vectors of case measures that keep the identities: <c>start + opened = served = closed + end</c>.</summary>
    private static readonly int[][] CaseVectors =
    [
        [ProtectionModel.OpenAtStart + 1, -(ProtectionModel.Opened + 1)],
        [ProtectionModel.Closed + 1, -(ProtectionModel.OpenAtEnd + 1)],
        [ProtectionModel.Served + 1, ProtectionModel.OpenAtStart + 1, ProtectionModel.Closed + 1],
        [ProtectionModel.Served + 1, ProtectionModel.OpenAtStart + 1, ProtectionModel.OpenAtEnd + 1],
        [ProtectionModel.Served + 1, ProtectionModel.Opened + 1, ProtectionModel.Closed + 1],
        [ProtectionModel.Served + 1, ProtectionModel.Opened + 1, ProtectionModel.OpenAtEnd + 1],
    ];

    private readonly ProtectionModel _model;
    private readonly int _k;
    private readonly int _cells;
    private readonly long[] _now;
    private readonly bool[] _withheld;
    private readonly bool[] _certified;
    private readonly Queue<int> _open = new();
    private readonly Dictionary<int, Slices> _slices = [];
    private readonly int[] _signs;
    private readonly List<int> _corners = [];
    private readonly List<Certificate> _certificates = [];
    private readonly List<List<int>> _covered = [];
    private readonly List<List<int>> _changed = [];
    private int _tries;

    internal CellSuppressor(ProtectionModel model, int k)
    {
        _model = model;
        _k = k;
        _cells = model.Cells;
        _now = (long[])model.Truth.Clone();
        _withheld = new bool[_now.Length];
        _certified = new bool[_now.Length];
        _signs = new int[_cells];
    }

    /// <summary>Is the figure of a row of the report withheld?</summary>
    internal bool IsWithheld(Measure measure, int row) => Array.IndexOf(ProtectionModel.Numbered, measure) is var number and >= 0 && _withheld[At(number, _model.CellOfRow[row])];

    /// <summary>What shows that withheld counts have K possible values.</summary>
    internal IReadOnlyList<Certificate> Certificates => _certificates;

    /// <summary>The families of measures that had to be withheld altogether.</summary>
    internal List<int> GivenUp { get; } = [];

    /// <summary>Withholds what is small, and what else is needed.</summary>
    /// <param name="alsoPrimary">Figures that have to be withheld for another reason than being small.</param>
    internal void Run(IEnumerable<int> alsoPrimary)
    {
        for (var m = 0; m < ProtectionModel.Minutes; m++)
        {
            for (var cell = 0; cell < _cells && _model.IsPublishedMeasure[m]; cell++)
            {
                if (_model.Truth[At(m, cell)] is var value && value >= 1 && value < _k)
                    Withhold(At(m, cell));
            }
        }

        foreach (var figure in alsoPrimary)
            Withhold(figure);
        var primary = _open.ToList();
        while (_open.Count > 0)
        {
            var figure = _open.Dequeue();
            if (!_certified[figure] && !TryCertify(figure))
                GiveUp(figure / _cells);
        }

        if (!GivenUp.Contains(ProtectionModel.OpenAtStart))
            ShowAgain(primary.Where(f => f / _cells < ProtectionModel.Contacts));
    }

    /// <summary>Shows again what no certificate of a small count needs. Contacts stay as they are, since what is known of them hangs on which minutes are printed.</summary>
    private void ShowAgain(IEnumerable<int> primary)
    {
        var certificatesOf = new Dictionary<int, List<int>>();
        for (var number = 0; number < _certificates.Count; number++)
        {
            foreach (var figure in _covered[number])
            {
                if (!certificatesOf.TryGetValue(figure, out var list))
                    certificatesOf.Add(figure, list = []);
                list.Add(number);
            }
        }

        var needed = new HashSet<int>(primary);
        var waiting = new Queue<int>(needed);
        var kept = new SortedSet<int>();
        while (waiting.Count > 0)
        {
            var choice = certificatesOf[waiting.Dequeue()];
            if (choice.Exists(kept.Contains))
                continue;
            var cheapest = choice.OrderBy(c => _changed[c].Count(f => !needed.Contains(f))).ThenBy(c => c).First();
            kept.Add(cheapest);
            foreach (var figure in _changed[cheapest])
            {
                if (needed.Add(figure))
                    waiting.Enqueue(figure);
            }
        }

        for (var figure = 0; figure < ProtectionModel.Contacts * _cells; figure++)
            _withheld[figure] &= needed.Contains(figure);
        var all = _certificates.ToList();
        _certificates.Clear();
        _certificates.AddRange(all.Where((c, number) => kept.Contains(number) || c.Figure / _cells >= ProtectionModel.Contacts));
    }

    /// <summary>Withholds every count but zeros, because a measure that is linked with them in ways that aren't among the bounds is to be withheld.</summary>
    internal void GiveUpAll()
    {
        GiveUp(ProtectionModel.OpenAtStart);
        _open.Clear();
    }

    private int At(int measure, int cell) => (measure * _cells) + cell;

    private void Withhold(int figure)
    {
        if (_withheld[figure])
            return;
        _withheld[figure] = true;
        _open.Enqueue(figure);
    }

    /// <summary>Withholds every count of a family of measures but the zeros. All conditions are homogeneous, so twice and three times the table are possible as well.</summary>
    private void GiveUp(int measure)
    {
        var family = measure >= ProtectionModel.Contacts ? (int[])[ProtectionModel.Contacts, ProtectionModel.Minutes] : [.. Enumerable.Range(0, ProtectionModel.Contacts)];
        GivenUp.Add(family[0]);
        foreach (var m in family)
        {
            for (var cell = 0; cell < _cells && _model.IsPublishedMeasure[m]; cell++)
            {
                if (_model.Truth[At(m, cell)] > 0 || _withheld[At(m, cell)])
                {
                    _withheld[At(m, cell)] = true;
                    _certified[At(m, cell)] = true;
                }
            }
        }
    }

    /// <summary>Minutes need a wider range than counts to hide anything.</summary>
    private long WidthNeeded(int figure) => figure / _cells == ProtectionModel.Minutes ? Math.Max(_k - 1, _model.Truth[figure] / 5) : _k - 1;

    private bool TryCertify(int figure)
    {
        var needed = WidthNeeded(figure);
        var up = new Path(+1);
        var down = new Path(-1);
        while (up.Width + down.Width < needed)
        {
            var rest = needed - up.Width - down.Width;
            var better = up;
            var move = up.IsAtItsEnd ? null : Search(figure, up, Never);
            up.IsAtItsEnd |= move is null;
            if (!down.IsAtItsEnd && move?.Cost != 0)
            {
                var other = Search(figure, down, move?.Cost ?? Never);
                down.IsAtItsEnd |= move is null && other is null;
                (better, move) = other is null ? (up, move) : (down, other);
            }

            if (move is null)
                return false;
            Apply(better);
            var times = 0L;
            while (times < rest && (times == 0 || IsFeasible(move, out _)))
            {
                foreach (var (f, change) in move.Changes)
                    _now[f] += change;
                times++;
            }

            Restore(better, move, times);
            better.Steps.Add((move, times));
            better.Width += times;
            foreach (var (f, _) in move.Changes)
            {
                if (_model.IsPublishedMeasure[f / _cells])
                    Withhold(f);
            }
        }

        Certify(figure, up, down);
        return true;
    }

    private void Certify(int figure, Path up, Path down)
    {
        _certificates.Add(new Certificate(figure, up.Steps, down.Steps));
        _certified[figure] = true;
        var ranges = new Dictionary<int, (long Low, long High)>();
        foreach (var path in (Path[])[up, down])
        {
            var sums = new Dictionary<int, long>();
            foreach (var (move, times) in path.Steps)
            {
                foreach (var (f, change) in move.Changes)
                {
                    sums.TryGetValue(f, out var sum);
                    sums[f] = sum += change * times;
                    ranges.TryGetValue(f, out var range);
                    ranges[f] = (Math.Min(range.Low, sum), Math.Max(range.High, sum));
                }
            }
        }

        // A chain passes through every whole number between, one by one.
        var covered = ranges.Where(r => r.Value.High - r.Value.Low >= WidthNeeded(r.Key)).Select(r => r.Key).ToList();
        foreach (var f in covered)
            _certified[f] = true;
        _covered.Add(covered);
        _changed.Add([.. ranges.Keys.Where(f => _model.IsPublishedMeasure[f / _cells])]);
    }

    private void Apply(Path path)
    {
        foreach (var (move, times) in path.Steps)
        {
            foreach (var (f, change) in move.Changes)
                _now[f] += change * times;
        }
    }

    private void Restore(Path path, CellMove? last = null, long lastTimes = 0)
    {
        foreach (var (move, times) in path.Steps)
        {
            foreach (var (f, change) in move.Changes)
                _now[f] -= change * times;
        }

        if (last is null)
            return;
        foreach (var (f, change) in last.Changes)
            _now[f] -= change * lastTimes;
    }

    /// <summary>The cheapest move found that changes the figure by one in the path's direction and can be made after the path; null where none costs less than the limit.</summary>
    private CellMove? Search(int figure, Path path, long limit)
    {
        var (measure, cell) = (figure / _cells, figure % _cells);
        Apply(path);
        CellMove? best = null;
        _tries = CostOf(figure, path.Direction) < Never ? 0 : MostTries;
        foreach (var vector in VectorsOf(measure, path.Direction))
        {
            // Persons alone are bound by fewer sums than cases, households by none.
            var additive = vector.Aggregate(0, (all, v) => all | _model.MovedTotals(Math.Abs(v) - 1));
            var masks = additive != _model.Partitions ? (int[])[additive, _model.Partitions] : [_model.Partitions];
            if (_tries >= MostTries)
                break;
            foreach (var (positive, negative) in masks.SelectMany(mask => Candidates(cell, mask, vector, () => Math.Min(limit, best?.Cost ?? Never))))
            {
                best = TryMake(cell, positive, negative, vector, Math.Min(limit, best?.Cost ?? Never)) ?? best;
                if (_tries >= MostTries)
                    break;
            }
        }

        Restore(path);
        return best;
    }

    private static IEnumerable<int[]> VectorsOf(int measure, int direction)
    {
        if (ProtectionModel.IsOfDistinct(measure))
        {
            yield return [direction * (measure + 1)];
            foreach (var vector in CaseVectors)
            {
                if (vector[0] > 0 && vector[0] - 1 == ProtectionModel.Served)
                    yield return [.. vector.Select(v => v * direction), direction * (measure + 1)];
            }

            if (measure == ProtectionModel.HouseholdsServed)
                yield break;
            yield return [direction * (ProtectionModel.Opened + 1), -direction * (ProtectionModel.OpenAtStart + 1), direction * (measure + 1)];
            yield break;
        }

        if (measure >= ProtectionModel.Contacts)
        {
            yield return [direction * (measure + 1)];
            yield break;
        }

        foreach (var vector in CaseVectors)
        {
            foreach (var v in vector)
            {
                if (Math.Abs(v) - 1 == measure)
                    yield return [.. vector.Select(w => w * direction * Math.Sign(v))];
            }
        }
    }

    /// <summary>Pairs of cells of single groups: one case more in the first, one less in the second (none at all where it is empty), together with all their totals; the cell asked for is among those of the first.</summary>
    /// <remarks>First cells that share all groups but one, then such swaps in two dimensions, which leave the totals alone, and only then any.</remarks>
    private IEnumerable<(int[] Positive, int[] Negative)> Candidates(int cell, int mask, int[] vector, Func<long> bound)
    {
        var slices = SlicesOf(mask);
        var free = Bits(mask).Where(d => _model.Coordinate(cell, d) == 0).ToList();
        var origins = Cheapest(free.Count == 0 ? [cell] : slices.Below(cell, free), vector, 1, OriginsTried);
        foreach (var (a, aCost) in origins)
        {
            var ups = slices.Above(a);
            if (aCost >= bound())
                break;
            if (ups.Length == 0)
                continue;
            var lines = Bits(mask).Select(d => Cheapest(Line(a, d), vector, -1, PartnersTried)).ToList();
            foreach (var (b, bCost) in lines.SelectMany(l => l).OrderBy(b => b.Cost))
            {
                if (bCost >= bound())
                    break;
                yield return (ups, slices.Above(b));
            }

            foreach (var rectangle in Rectangles(a, mask, lines, slices, bound))
                yield return rectangle;
            if (bound() > 0)
                yield return (ups, []);
        }

        if (bound() < Never)
            yield break;
        foreach (var (a, _) in origins)
        {
            foreach (var (b, bCost) in Cheapest(slices.Near(a), vector, -1, PartnersTried))
            {
                if (bCost >= bound())
                    break;
                if (a != b)
                    yield return (slices.Above(a), slices.Above(b));
            }
        }
    }

    private List<(int Cell, long Cost)> Cheapest(IEnumerable<int> cells, int[] vector, int sign, int count)
    {
        var all = new List<(int Cell, long Cost)>();
        foreach (var cell in cells)
        {
            if (CostOfCell(cell, vector, sign) is var cost and < Never)
                all.Add((cell, cost));
        }

        all.Sort((left, right) => left.Cost != right.Cost ? left.Cost.CompareTo(right.Cost) : left.Cell.CompareTo(right.Cell));
        if (all.Count > count)
            all.RemoveRange(count, all.Count - count);
        return all;
    }

    /// <summary>The other cells of single groups in one dimension.</summary>
    private IEnumerable<int> Line(int cell, int dimension)
    {
        for (var group = 1; group < _model.GroupCounts[dimension]; group++)
        {
            if (group != _model.Coordinate(cell, dimension) && _model.Move(cell, dimension, group) is var other and >= 0)
                yield return other;
        }
    }

    /// <summary>Two cells gain that differ in two dimensions, the two between them lose: no total over either changes.</summary>
    private IEnumerable<(int[] Positive, int[] Negative)> Rectangles(int a, int mask, List<List<(int Cell, long Cost)>> lines, Slices slices, Func<long> bound)
    {
        var dimensions = Bits(mask).ToList();
        for (var i = 0; i < dimensions.Count; i++)
        {
            for (var j = i + 1; j < dimensions.Count; j++)
            {
                foreach (var (c1, cost1) in lines[i].Take(OriginsTried))
                {
                    foreach (var (c2, cost2) in lines[j].Take(OriginsTried))
                    {
                        if (cost1 + cost2 >= bound())
                            break;
                        var opposite = _model.Move(c1, dimensions[j], _model.Coordinate(c2, dimensions[j]));
                        if (opposite >= 0 && slices.Above(opposite).Length > 0)
                            yield return ([.. slices.Above(a), .. slices.Above(opposite)], [.. slices.Above(c1), .. slices.Above(c2)]);
                    }
                }
            }
        }
    }

    private long CostOfCell(int cell, int[] vector, int sign = 1)
    {
        var cost = 0L;
        foreach (var v in vector)
        {
            var more = CostOf(At(Math.Abs(v) - 1, cell), sign * Math.Sign(v));
            if (more >= Never)
                return Never;
            cost += more;
        }

        return cost;
    }

    /// <summary>What it costs to change a figure by one: nothing where it is withheld or not published at all; never where it can't be changed.</summary>
    private long CostOf(int figure, int sign)
    {
        if (_model.IsPublishedMeasure[figure / _cells] && _model.Truth[figure] == 0 && figure / _cells != ProtectionModel.Minutes)
            return Never;
        if (_now[figure] + sign < Least(figure))
            return Never;
        if (_withheld[figure] || !_model.IsPublishedMeasure[figure / _cells])
            return 0;
        if (_model.Truth[figure] == 0)
            return Never;
        var totals = 0;
        for (var d = 0; d < _model.Dimensions; d++)
            totals += _model.Coordinate(figure % _cells, d) == 0 ? 1 : 0;
        return OneMore + (50 * totals) + Math.Min(_model.Truth[figure], 49);
    }

    /// <summary>Makes a move of the cells and the vector, drawing in further topics and counts of persons or households where a bound demands it; null where it can't be made for less than the bound.</summary>
    private CellMove? TryMake(int target, int[] positive, int[] negative, int[] vector, long bound)
    {
        var repairs = RepairsTried;
        return TryMake(target, positive, negative, [], vector, bound, ref repairs);
    }

    private CellMove? TryMake(int target, int[] positive, int[] negative, int[] topics, int[] vector, long bound, ref int repairs)
    {
        _tries++;
        var cost = Lay(positive, negative, topics, vector, bound);
        if (cost >= bound || _signs[target] != 1)
        {
            Clear();
            return null;
        }

        var changes = new List<(int, int)>();
        foreach (var cell in _corners)
        {
            foreach (var v in vector)
            {
                if (_signs[cell] != 0)
                    changes.Add((At(Math.Abs(v) - 1, cell), _signs[cell] * Math.Sign(v)));
            }
        }

        Clear();
        var move = new CellMove(changes, cost);
        if (IsFeasible(move, out var offence))
            return move;
        CellMove? best = null;
        if (offence.Other >= 0 && ProtectionModel.IsOfDistinct(offence.Other) && !vector.Any(v => Math.Abs(v) - 1 == offence.Other) && --repairs >= 0)
        {
            var along = vector.First(v => Math.Abs(v) - 1 == offence.Measure);
            best = TryMake(target, positive, negative, topics, [.. vector, Math.Sign(along) * (offence.Other + 1)], bound, ref repairs);
        }

        foreach (var topic in offence.Topics)
        {
            if (Array.IndexOf(topics, topic) < 0 && --repairs >= 0 && TryMake(target, positive, negative, [.. topics, topic], vector, best?.Cost ?? bound, ref repairs) is { } made)
                best = made;
        }

        return best;
    }

    private long Lay(int[] positive, int[] negative, int[] topics, int[] vector, long bound)
    {
        _corners.Clear();
        if (!Place(positive, 1, topics) || !Place(negative, -1, topics))
            return Never;
        var cost = 0L;
        foreach (var cell in _corners)
        {
            if (_signs[cell] == 0)
                continue;
            cost += Math.Abs(_signs[cell]) > 1 ? Never : CostOfCell(cell, vector, _signs[cell]);
            if (cost >= bound)
                return Never;
        }

        return cost;
    }

    private bool Place(int[] cells, int sign, int[] topics)
    {
        foreach (var cell in cells)
        {
            Place(cell, sign);
            foreach (var topic in topics)
            {
                var other = _model.Move(cell, _model.Topic, topic);
                if (other < 0)
                    return false;
                Place(other, sign);
            }
        }

        return true;
    }

    private void Place(int cell, int sign)
    {
        _corners.Add(cell);
        _signs[cell] += sign;
        for (var i = _corners.Count - 2; i >= 0; i--)
        {
            if (_corners[i] == cell)
            {
                _corners.RemoveAt(_corners.Count - 1);
                return;
            }
        }
    }

    private void Clear()
    {
        foreach (var cell in _corners)
            _signs[cell] = 0;
        _corners.Clear();
    }

    /// <summary>Would every bound hold after the move? If not, what else would have to move.</summary>
    private bool IsFeasible(CellMove move, out Offence offence)
    {
        offence = Offence.None;
        foreach (var (f, change) in move.Changes)
            _now[f] += change;
        var isFeasible = true;
        foreach (var (f, _) in move.Changes)
        {
            if (!Holds(f, out offence))
            {
                isFeasible = false;
                break;
            }
        }

        foreach (var (f, change) in move.Changes)
            _now[f] -= change;
        return isFeasible;
    }

    private bool Holds(int figure, out Offence offence)
    {
        offence = Offence.None;
        var (measure, cell) = (figure / _cells, figure % _cells);
        if (_now[figure] < Least(figure))
            return false;
        if (measure is ProtectionModel.Minutes or ProtectionModel.Contacts)
        {
            return _now[At(ProtectionModel.Minutes, cell)] <= ProtectionModel.MostMinutes * _now[At(ProtectionModel.Contacts, cell)]
                && (_model.Topic < 0 || !_model.IsKnownMeasure[measure] || (TopicsHold(measure, cell, out offence) && DifferencesHold(measure, cell, out offence)));
        }

        if (!_model.IsBound(measure))
            return true;
        foreach (var (less, more) in _model.Bounds)
        {
            if ((measure == less || measure == more) && _model.IsBound(less) && _model.IsBound(more) && _now[At(less, cell)] > _now[At(more, cell)])
            {
                // The count of persons or households that doesn't move yet has to move along.
                offence = new Offence([], measure, measure == less ? more : less);
                return false;
            }
        }

        // Whoever has a case open at the start isn't new.
        if (measure is ProtectionModel.OpenAtStart or ProtectionModel.PersonsServed or ProtectionModel.PersonsNew && _model.IsBound(ProtectionModel.PersonsNew)
            && _now[At(ProtectionModel.OpenAtStart, cell)] > 0 && _now[At(ProtectionModel.PersonsServed, cell)] <= _now[At(ProtectionModel.PersonsNew, cell)])
        {
            offence = new Offence([], measure, measure == ProtectionModel.PersonsServed ? ProtectionModel.PersonsNew : ProtectionModel.PersonsServed);
            return false;
        }

        if (!_model.IsKnownMeasure[measure])
            return true;
        if (_model.Topic >= 0 && !(TopicsHold(measure, cell, out offence) && DifferencesHold(measure, cell, out offence)))
            return false;
        return !ProtectionModel.IsOfDistinct(measure) || PersonsHold(measure, cell, out offence);
    }

    /// <summary>The least that a reader knows of a figure.</summary>
    private long Least(int figure)
    {
        var (measure, cell) = (figure / _cells, figure % _cells);
        if (measure == ProtectionModel.Minutes || !_model.IsPublishedMeasure[measure])
            return _model.Least[figure];
        // Minutes are printed only where they rest on K cases, which have K contacts.
        if (measure == ProtectionModel.Contacts && _model.IsPublishedMeasure[ProtectionModel.Minutes] && !_withheld[At(ProtectionModel.Minutes, cell)])
            return Math.Max(Math.Min(_k, _model.Truth[figure]), _model.Least[figure]);
        return Math.Max(1, _model.Least[figure]);
    }

    private bool TopicsHold(int measure, int cell, out Offence offence)
    {
        offence = Offence.None;
        var topic = _model.Coordinate(cell, _model.Topic);
        var value = _now[At(measure, cell)];
        if (topic != 0)
        {
            var above = _model.TopicParents[topic];
            if (value > ValueAt(measure, cell, above))
            {
                offence = new Offence([above], -1, -1);
                return false;
            }
        }

        foreach (var below in _model.TopicChildren[topic])
        {
            if (ValueAt(measure, cell, below) > value)
            {
                offence = new Offence([below], -1, -1);
                return false;
            }
        }

        // Every case has a topic or none: top topics and "unknown" reach the total together, and "unknown" is beside each of them.
        if (topic != 0 && _model.TopicParents[topic] != 0)
            return true;
        var total = ValueAt(measure, cell, 0);
        var (sum, unknown, largest) = (0L, 0L, 0L);
        foreach (var top in _model.TopicChildren[0])
        {
            var count = ValueAt(measure, cell, top);
            sum += count;
            if (top == _model.UnknownTopic)
                unknown = count;
            else
                largest = Math.Max(largest, count);
        }

        if (sum < total || (!ProtectionModel.IsOfDistinct(measure) && unknown + largest > total))
        {
            offence = new Offence(topic == 0 ? TopTopicsIn(measure, cell) : [0], -1, -1);
            return false;
        }

        return true;
    }

    /// <summary>Persons and households of a topic that aren't in a narrower one have a case of the one that isn't of the other; no contact outside it has more minutes than a day.</summary>
    private bool DifferencesHold(int measure, int cell, out Offence offence)
    {
        offence = Offence.None;
        foreach (var (less, more, factor) in _model.BoundsOfDifferences)
        {
            if ((measure != less && measure != more) || !_model.IsKnownMeasure[less] || !_model.IsKnownMeasure[more])
                continue;
            var topic = _model.Coordinate(cell, _model.Topic);
            if (topic != 0 && !DifferenceHolds(less, more, factor, cell, _model.TopicParents[topic], topic))
            {
                offence = new Offence([_model.TopicParents[topic]], measure, measure == less ? more : less);
                return false;
            }

            foreach (var below in _model.TopicChildren[topic])
            {
                if (!DifferenceHolds(less, more, factor, cell, topic, below))
                {
                    offence = new Offence([below], measure, measure == less ? more : less);
                    return false;
                }
            }

            // A top topic and "unknown" have no case in common, but they may have persons.
            if (ProtectionModel.IsOfDistinct(more) || _model.UnknownTopic < 0 || (topic != 0 && _model.TopicParents[topic] != 0))
                continue;
            foreach (var top in _model.TopicChildren[0])
            {
                if (top != _model.UnknownTopic && !DifferenceHolds(less, more, factor, cell, 0, top, _model.UnknownTopic))
                {
                    offence = new Offence(topic == 0 ? [top, _model.UnknownTopic] : [0], measure, measure == less ? more : less);
                    return false;
                }
            }
        }

        return true;
    }

    private bool DifferenceHolds(int less, int more, int factor, int cell, int above, int below, int beside = -1)
    {
        long Outside(int measure) => ValueAt(measure, cell, above) - ValueAt(measure, cell, below) - (beside < 0 ? 0 : ValueAt(measure, cell, beside));
        return Outside(less) <= factor * Outside(more);
    }

    /// <summary>The top topics of a cell that have most of the measure: what could follow the total.</summary>
    private int[] TopTopicsIn(int measure, int cell) =>
        [.. _model.TopicChildren[0].Where(t => ValueAt(measure, cell, t) > 0).OrderByDescending(t => ValueAt(measure, cell, t)).ThenBy(t => t).Take(3)];

    private long ValueAt(int measure, int cell, int topic) => _model.Move(cell, _model.Topic, topic) is var other and >= 0 ? _now[At(measure, other)] : 0;

    /// <summary>Over a dimension that doesn't belong to the person: no group has more persons or households than the total, and the groups together not fewer; a person counted in several groups as new is counted in them as served, too.</summary>
    private bool PersonsHold(int measure, int cell, out Offence offence)
    {
        offence = Offence.None;
        var overlapping = _model.Partitions & ~_model.AdditiveFor(measure);
        for (var d = 0; d < _model.Dimensions; d++)
        {
            var isTopic = d == _model.Topic;
            if (!isTopic && (overlapping >> d & 1) == 0)
                continue;
            if (isTopic && _model.Coordinate(cell, d) != 0 && _model.TopicParents[_model.Coordinate(cell, d)] != 0)
                continue;
            var totalCell = _model.TotalOver(cell, d);
            if (totalCell < 0)
                return false;
            if (!isTopic && (Overlap(measure, totalCell, d, out var largest) < 0 || largest > _now[At(measure, totalCell)]))
                return false;
            foreach (var (less, more) in ProtectionModel.BoundsOfOverlaps)
            {
                if ((measure == less || measure == more) && _model.IsPublishedMeasure[less] && _model.IsPublishedMeasure[more] && Overlap(less, totalCell, d, out _) > Overlap(more, totalCell, d, out _))
                {
                    offence = new Offence([], measure, measure == less ? more : less);
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>How much the groups together have more than the total.</summary>
    private long Overlap(int measure, int totalCell, int dimension, out long largest)
    {
        var sum = -_now[At(measure, totalCell)];
        largest = 0;
        var line = _model.LineOf(totalCell, dimension);
        for (var group = 1; group < line.Length; group++)
        {
            if (line[group] is var member and >= 0 && (dimension != _model.Topic || _model.TopicParents[group] == 0))
            {
                sum += _now[At(measure, member)];
                largest = Math.Max(largest, _now[At(measure, member)]);
            }
        }

        return sum;
    }

    private Slices SlicesOf(int mask)
    {
        if (!_slices.TryGetValue(mask, out var slices))
            _slices.Add(mask, slices = new Slices(_model, mask));
        return slices;
    }

    private static IEnumerable<int> Bits(int mask)
    {
        for (var bit = 0; mask >> bit != 0; bit++)
        {
            if ((mask >> bit & 1) != 0)
                yield return bit;
        }
    }

    /// <summary>What would have to move along, so that a bound holds: another topic, or a count of persons or households together with a measure.</summary>
    private readonly record struct Offence(int[] Topics, int Measure, int Other)
    {
        internal static Offence None { get; } = new([], -1, -1);
    }

    private sealed class Path(int direction)
    {
        internal int Direction { get; } = direction;

        internal List<(CellMove Move, long Times)> Steps { get; } = [];

        internal long Width { get; set; }

        internal bool IsAtItsEnd { get; set; }
    }

    /// <summary>The parts of the cube in which sums over some of the dimensions hold: cells of single groups in these, by what they have in the others.</summary>
    private sealed class Slices
    {
        private readonly ProtectionModel _model;
        private readonly int _mask;
        private readonly Dictionary<string, List<int>> _members = new(StringComparer.Ordinal);
        private readonly int[]?[] _above;

        internal Slices(ProtectionModel model, int mask)
        {
            _model = model;
            _mask = mask;
            _above = new int[model.Cells][];
            for (var cell = 0; cell < model.Cells; cell++)
            {
                if (Bits(mask).Any(d => model.Coordinate(cell, d) == 0))
                    continue;
                var key = KeyOf(cell);
                if (!_members.TryGetValue(key, out var members))
                    _members.Add(key, members = []);
                members.Add(cell);
            }
        }

        internal List<int> Near(int cell) => _members.TryGetValue(KeyOf(cell), out var members) ? members : [];

        /// <summary>The cells of single groups that the cell is a total of, or itself.</summary>
        internal IEnumerable<int> Below(int cell, List<int> free) =>
            Near(cell).Where(member => Bits(_mask).All(d => free.Contains(d) || _model.Coordinate(member, d) == _model.Coordinate(cell, d)));

        /// <summary>A cell of single groups with all totals above it; empty where one is missing.</summary>
        internal int[] Above(int cell) => _above[cell] ??= _model.Above(cell, Bits(_mask));

        private string KeyOf(int cell)
        {
            var key = new System.Text.StringBuilder();
            for (var d = 0; d < _model.Dimensions; d++)
            {
                if ((_mask >> d & 1) == 0)
                    key.Append(_model.Coordinate(cell, d)).Append(' ');
            }

            return key.ToString();
        }
    }
}

/// <summary>Figures that change by one each, up or down, and leave everything published as it is.</summary>
internal sealed record CellMove(List<(int Figure, int Change)> Changes, long Cost);

/// <summary>Shows that a withheld count has enough possible values: chains of moves up and down from the true table.</summary>
internal sealed record Certificate(int Figure, List<(CellMove Move, long Times)> Up, List<(CellMove Move, long Times)> Down)
{
    /// <summary>The certificate with rows and measures in place of numbers of figures.</summary>
    /// <param name="model">The cells and rows of the report.</param>
    /// <param name="alone">The measure that stands in the place of contacts; null where none does.</param>
    internal SuppressionCertificate ForReaders(ProtectionModel model, Measure? alone = null)
    {
        var cells = model.Cells;
        Measure MeasureOf(int figure) => alone ?? ProtectionModel.Numbered[figure / cells];
        IReadOnlyList<CertificateStep> Steps(List<(CellMove Move, long Times)> chain) =>
            [.. chain.Select(s => new CertificateStep([.. s.Move.Changes.SelectMany(c => model.RowsOfCell[c.Figure % cells].Select(row => (row, MeasureOf(c.Figure), c.Change)))], s.Times))];
        return new SuppressionCertificate(model.RowsOfCell[Figure % cells][0], MeasureOf(Figure), Steps(Up), Steps(Down));
    }
}
