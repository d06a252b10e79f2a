namespace KimCaseManagement.Reporting.Protection;

/// <summary>Looks for the cheapest move by which a figure changes.</summary>
internal sealed class MoveSearch
{
    /// <summary>The cost of what can't be done.</summary>
    internal const long Never = long.MaxValue / 4;

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
    private readonly PossibleTable _table;
    private readonly int _cells;
    private readonly Dictionary<int, CubeSlices> _slices = [];

    // The move that is being made: which cells change, and by how much.
    private readonly int[] _signs;
    private readonly List<int> _corners = [];
    private int _tries;

    internal MoveSearch(ProtectionModel model, PossibleTable table)
    {
        _model = model;
        _table = table;
        _cells = model.Cells;
        _signs = new int[_cells];
    }

    /// <summary>The cheapest move found that changes the figure by one in the chain's direction and can be made after the chain; null where none costs less than the limit.</summary>
    internal CellMove? Find(int figure, MoveChain chain, long limit)
    {
        var (measure, cell) = (figure / _cells, figure % _cells);
        _table.Make(chain);
        CellMove? best = null;
        _tries = CostOf(figure, chain.Direction) < Never ? 0 : MostTries;
        foreach (var vector in VectorsOf(measure, chain.Direction))
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

        _table.TakeBack(chain);
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
        var free = CubeSlices.DimensionsIn(mask).Where(d => _model.Coordinate(cell, d) == 0).ToList();
        var origins = Cheapest(free.Count == 0 ? [cell] : slices.Below(cell, free), vector, 1, OriginsTried);
        foreach (var (a, aCost) in origins)
        {
            var ups = slices.Above(a);
            if (aCost >= bound())
                break;
            if (ups.Length == 0)
                continue;
            var lines = CubeSlices.DimensionsIn(mask).Select(d => Cheapest(Line(a, d), vector, -1, PartnersTried)).ToList();
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
    private IEnumerable<(int[] Positive, int[] Negative)> Rectangles(int a, int mask, List<List<(int Cell, long Cost)>> lines, CubeSlices slices, Func<long> bound)
    {
        var dimensions = CubeSlices.DimensionsIn(mask).ToList();
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
            var more = CostOf(_model.At(Math.Abs(v) - 1, cell), sign * Math.Sign(v));
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
        if (_table[figure] + sign < _table.Least(figure))
            return Never;
        if (_table.IsWithheld(figure) || !_model.IsPublishedMeasure[figure / _cells])
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
                    changes.Add((_model.At(Math.Abs(v) - 1, cell), _signs[cell] * Math.Sign(v)));
            }
        }

        Clear();
        var move = new CellMove(changes, cost);
        if (_table.Allows(move, out var offence))
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

    private CubeSlices SlicesOf(int mask)
    {
        if (!_slices.TryGetValue(mask, out var slices))
            _slices.Add(mask, slices = new CubeSlices(_model, mask));
        return slices;
    }
}
