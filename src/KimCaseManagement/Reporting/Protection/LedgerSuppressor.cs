namespace KimCaseManagement.Reporting.Protection;

/// <summary>Chooses what to withhold in a new table so that it can be read together with all earlier ones, and no withheld count of any of them has fewer than K possible values.</summary>
/// <remarks>
/// <para>Tables of several periods and breakdowns are linked in too many ways to write down as bounds. So a move here is a change of the register itself: somebody with one case is counted in another group, or
/// opened or closed it at another time, or is not there, or comes on top. Every figure of every table follows by counting; what is printed already must not change.</para>
/// <para>The other values that a withheld count can have are therefore those of registers that could have been. Whoever knows more rules than this class can't exclude one of them.</para>
/// </remarks>
internal sealed class LedgerSuppressor
{
    private const long Never = long.MaxValue / 4;
    private const int ExchangesTried = 30;
    private const int OriginsTried = 8;
    private const int PartnersTried = 60;
    private const int CornersTried = 8;
    private const int ProfilesTried = 200;

    private readonly LedgerModel _model;
    private readonly int _k;
    private readonly long[] _now;
    private readonly List<int> _people;
    private readonly bool[] _certified;
    private readonly int[] _changes;
    private readonly List<int> _changed = [];
    private readonly SortedDictionary<int, int> _moved = [];
    private readonly Queue<int> _open = new();
    private readonly LedgerSearch _search;
    private readonly ILookup<int, (int Base, long Least)> _leastWhilePrinted;

    internal LedgerSuppressor(LedgerModel model, int k)
    {
        _model = model;
        _k = k;
        _now = (long[])model.Truth.Clone();
        _people = [.. model.People];
        _certified = new bool[_now.Length];
        _changes = new int[_now.Length];
        _search = new LedgerSearch(model);
        _leastWhilePrinted = model.LeastWhilePrinted.ToLookup(l => l.Figure, l => (l.Base, l.Least));
    }

    /// <summary>The withheld count that would be given away; 0 where there is none.</summary>
    internal int GivenAway { get; private set; }

    /// <summary>Marks in the model what of the new table is withheld; false where nothing could be done that keeps earlier tables safe.</summary>
    internal bool Run()
    {
        for (var figure = 0; figure < _now.Length; figure++)
        {
            if (_model.States[figure] == FigureState.Withheld || (_model.States[figure] == FigureState.Candidate && _model.Truth[figure] < _k))
                Withhold(figure);
        }

        while (_open.Count > 0)
        {
            var figure = _open.Dequeue();
            if (!_certified[figure] && !TryCertify(figure))
            {
                GivenAway = figure;
                return false;
            }
        }

        return true;
    }

    private void Withhold(int figure)
    {
        _model.States[figure] = FigureState.Withheld;
        _open.Enqueue(figure);
    }

    private bool TryCertify(int figure)
    {
        // What was printed before under the same name is known; withholding it now is a matter of form.
        if (_model.IsKnownBefore(figure))
            return true;
        Chain[] chains = [new(+1), new(-1)];
        while (chains[0].Width + chains[1].Width < _k - 1)
        {
            LedgerMove? move = null;
            Chain? longer = null;
            foreach (var chain in chains)
            {
                Step(chain.Moves, 1);
                if (Search(figure, chain.Direction, move?.Cost ?? Never) is { } found)
                    (move, longer) = (found, chain);
                Step(chain.Moves, -1);
            }

            if (move is null)
                return TryCertifyThoroughly(figure, chains);
            Step(longer!.Moves, 1);
            do
            {
                longer.Moves.Add(move);
                Step([move], 1);
            }
            while (chains[0].Width + chains[1].Width < _k - 1 && CostOf(move.Changes, move.People, Never) < Never);
            Step(longer.Moves, -1);
            WithholdChanged(longer.Moves);
        }

        Certify(chains, []);
        return true;
    }

    /// <summary>Looks for single registers with the values that the chains didn't reach, nearest values first.</summary>
    private bool TryCertifyThoroughly(int figure, Chain[] chains)
    {
        var others = new List<LedgerMove>();
        var values = new HashSet<int> { 0 };
        foreach (var chain in chains)
        {
            var sum = 0;
            foreach (var move in chain.Moves)
                values.Add(sum += move.Changes.Where(c => c.Figure == figure).Sum(c => c.Change));
        }

        for (var distance = 1; distance <= 2 * _k; distance++)
        {
            foreach (var value in (int[])[distance, -distance])
            {
                if (values.Contains(value) || _search.Find(figure, value) is not { } found)
                    continue;
                values.Add(value);
                others.Add(found);
                WithholdChanged([found]);
                if (values.Count >= _k)
                {
                    Certify(chains, others);
                    return true;
                }
            }
        }

        return false;
    }

    private void WithholdChanged(List<LedgerMove> moves)
    {
        var sums = new Dictionary<int, long>();
        foreach (var (changed, change) in moves.SelectMany(m => m.Changes))
        {
            if (_model.States[changed] == FigureState.Candidate)
                Withhold(changed);
            sums[changed] = (sums.TryGetValue(changed, out var sum) ? sum : 0) + change;
            foreach (var (count, least) in _leastWhilePrinted[changed])
            {
                if (_model.Truth[changed] + sums[changed] < least && _model.States[count] == FigureState.Candidate)
                    Withhold(count);
            }
        }
    }

    private void Certify(Chain[] chains, List<LedgerMove> others)
    {
        var values = new Dictionary<int, HashSet<long>>();
        foreach (var chain in chains)
        {
            var sums = new Dictionary<int, long>();
            foreach (var (figure, change) in chain.Moves.SelectMany(m => m.Changes))
            {
                sums.TryGetValue(figure, out var sum);
                sums[figure] = sum += change;
                if (!values.TryGetValue(figure, out var known))
                    values.Add(figure, known = [0]);
                known.Add(sum);
            }
        }

        foreach (var (figure, change) in others.SelectMany(m => m.Changes))
        {
            if (!values.TryGetValue(figure, out var known))
                values.Add(figure, known = [0]);
            known.Add(change);
        }

        foreach (var figure in values)
            _certified[figure.Key] |= figure.Value.Count >= _k;
    }

    private void Step(List<LedgerMove> moves, int direction)
    {
        foreach (var move in moves)
        {
            foreach (var (figure, change) in move.Changes)
                _now[figure] += direction * change;
            foreach (var (place, change) in move.People)
            {
                while (place >= _people.Count)
                    _people.Add(0);
                _people[place] += direction * change;
            }
        }
    }

    private LedgerMove? Search(int figure, int direction, long limit)
    {
        LedgerMove? best = null;
        var leaves = _model.LeavesUnder(figure);
        foreach (var (from, to) in _model.ExchangesThatChange(figure, direction).Take(ExchangesTried))
        {
            bool IsThere(int leaf, int timeline) => timeline < 0 || _people[_model.PlaceOf(leaf, timeline)] > 0;
            var origins = leaves.Where(leaf => IsThere(leaf, from)).Select(leaf => (Leaf: leaf, Cost: LeastCost(leaf, from, to))).Where(o => o.Cost < Never)
                .OrderBy(o => o.Cost).ThenBy(o => o.Leaf).Take(OriginsTried).ToList();
            foreach (var (a, aCost) in origins)
            {
                if (aCost >= (best?.Cost ?? limit))
                    break;
                Consider([(a, from, to)]);
                var near = _model.Neighbours(a).Where(n => IsThere(n.Leaf, to)).Select(n => (n.Leaf, n.Dimension, Cost: FinestCost(n.Leaf, to, from, n.Dimension))).Where(n => n.Cost < Never)
                    .OrderBy(n => n.Cost).ThenBy(n => n.Leaf).ToList();
                foreach (var (b, _, bCost) in near.Take(PartnersTried))
                {
                    if (aCost + bCost >= (best?.Cost ?? limit))
                        break;
                    Consider([(a, from, to), (b, to, from)]);
                }

                foreach (var c in near.Take(CornersTried))
                {
                    foreach (var d in near.Where(n => n.Dimension > c.Dimension).Take(CornersTried))
                    {
                        if (_model.Opposite(c.Leaf, d.Leaf, d.Dimension) is var opposite and >= 0 && IsThere(opposite, from))
                            Consider([(a, from, to), (opposite, from, to), (c.Leaf, to, from), (d.Leaf, to, from)]);
                    }
                }

                if (best?.Cost == 0)
                    return best;
            }
        }

        foreach (var number in _model.ProfilesUnder(figure).Take(ProfilesTried))
        {
            if (best?.Cost == 0)
                break;
            ConsiderProfile(number);
            foreach (var variant in _model.VariantsOf(number))
                ConsiderVariant(variant);
        }

        return best;

        void ConsiderProfile(int number)
        {
            // Another one like this, or one less; and the same person's cases as those of several people, or the other way round.
            foreach (var sign in (int[])[1, -1])
            {
                LayProfile(number, sign);
                Weigh();
                LayProfile(number, sign);
                foreach (var (leaf, timeline, _) in _model.ProfileAt(number).Cases)
                {
                    if (sign > 0)
                        Lay(leaf, timeline, -1);
                    else
                        Lay(leaf, -1, timeline);
                    Count(_model.PlaceOf(leaf, timeline), -sign);
                }

                Weigh();
            }
        }

        void ConsiderVariant(LedgerModel.Variant variant)
        {
            LayProfile(variant.Before, -1);
            LayProfile(variant.After, 1);
            var isAlong = Math.Sign(_changes[figure]) == direction;
            Weigh();
            if (!isAlong)
                return;
            var near = _model.Neighbours(variant.Leaf).Where(n => _people[_model.PlaceOf(n.Leaf, variant.To)] > 0).Select(n => (n.Leaf, Cost: FinestCost(n.Leaf, variant.To, variant.From, n.Dimension)));
            foreach (var (leaf, _) in near.Where(n => n.Cost < Never).OrderBy(n => n.Cost).ThenBy(n => n.Leaf).Take(CornersTried))
            {
                LayProfile(variant.Before, -1);
                LayProfile(variant.After, 1);
                Consider([(leaf, variant.To, variant.From)]);
            }
        }

        void LayProfile(int number, int sign)
        {
            Count(_model.PlaceOfProfile(number), sign);
            foreach (var (f, count) in _model.ProfileAt(number).Counts)
                Change(f, sign * count);
        }

        void Consider((int Leaf, int From, int To)[] exchanges)
        {
            foreach (var (leaf, from, to) in exchanges)
            {
                Lay(leaf, from, to);
                if (from >= 0)
                    Count(_model.PlaceOf(leaf, from), -1);
                if (to >= 0)
                    Count(_model.PlaceOf(leaf, to), 1);
            }

            Weigh();
        }

        void Weigh()
        {
            if (Math.Sign(_changes[figure]) == direction)
            {
                var changes = _changed.Where(f => _changes[f] != 0).Distinct().Select(f => (f, _changes[f])).ToArray();
                var people = _moved.Select(p => (p.Key, p.Value)).ToArray();
                if (CostOf(changes, people, best?.Cost ?? limit) is var cost && cost < (best?.Cost ?? limit))
                    best = new LedgerMove(changes, people, cost);
            }

            foreach (var f in _changed)
                _changes[f] = 0;
            _changed.Clear();
            _moved.Clear();
        }
    }

    private void Lay(int leaf, int from, int to)
    {
        foreach (var (table, measure, change) in _model.Difference(from, to))
        {
            foreach (var cell in _model.CellsOf(leaf, table))
            {
                Change(_model.FigureOf(table, measure, cell), change);
            }
        }
    }

    private void Change(int figure, int change)
    {
        _changed.Add(figure);
        _changes[figure] += change;
    }

    private void Count(int place, int change) => _moved[place] = _moved.TryGetValue(place, out var moved) ? moved + change : change;

    /// <summary>What it costs in further withheld counts; never where something printed would change, a count would vanish, or nobody is there to be moved.</summary>
    private long CostOf((int Figure, int Change)[] changes, (int Place, int Change)[] people, long limit)
    {
        var cost = 0L;
        foreach (var (figure, change) in changes)
        {
            if ((cost += CostOf(figure, change)) >= limit)
                return Never;
        }

        foreach (var (place, change) in people)
        {
            var before = place < _people.Count ? _people[place] : 0;
            if (before + change < 0 || (change > 0 && _model.HangOnTime && (place >= _model.People.Length || _model.People[place] == 0)))
                return Never;
        }

        return cost;
    }

    private long CostOf(int figure, int change) => _model.States[figure] switch
    {
        FigureState.Printed => Never,
        _ when _now[figure] + change < _model.Least[figure] => Never,
        FigureState.Candidate => 1000 + Math.Min(_model.Truth[figure], 49) + CostOfBases(figure, change),
        _ => CostOfBases(figure, change),
    };

    /// <summary>What it costs that a printed quantile would say that the figure is not so small: the count on which it rests is withheld, and the quantile with it.</summary>
    private long CostOfBases(int figure, int change)
    {
        var cost = 0L;
        foreach (var (count, least) in _leastWhilePrinted[figure])
            cost += _now[figure] + change < least && _model.States[count] == FigureState.Candidate ? 1000 : 0;
        return cost;
    }

    /// <summary>What the exchange costs whatever the dimension is along which a partner makes good.</summary>
    private long LeastCost(int leaf, int from, int to) => _model.Dimensions == 0 ? 0 : Enumerable.Range(0, _model.Dimensions).Min(d => FinestCost(leaf, from, to, d));

    /// <summary>What the exchange costs in the cells of single groups that no partner along the dimension can make good.</summary>
    private long FinestCost(int leaf, int from, int to, int dimension)
    {
        if (_model.IsTopic(dimension))
            return 0;
        var cost = 0L;
        foreach (var (table, measure, change) in _model.Difference(from, to))
        {
            if (!_model.Has(table, dimension))
                continue;
            foreach (var cell in _model.FinestCellsOf(leaf, table))
            {
                if ((cost += CostOf(_model.FigureOf(table, measure, cell), change)) >= Never)
                    return Never;
            }
        }

        return cost;
    }

    private sealed class Chain(int direction)
    {
        internal int Direction { get; } = direction;

        internal List<LedgerMove> Moves { get; } = [];

        internal long Width => Moves.Count;
    }
}

/// <summary>How many people are where, and what that changes in all tables; what it costs.</summary>
internal sealed record LedgerMove((int Figure, int Change)[] Changes, (int Place, int Change)[] People, long Cost);
