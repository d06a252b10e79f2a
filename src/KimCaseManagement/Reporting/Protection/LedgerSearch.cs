namespace KimCaseManagement.Reporting.Protection;

/// <summary>Another register that could have been: how many more or fewer people there are of each kind, and what that changes in the counts.</summary>
internal sealed class LedgerWorld((int Kind, int Change)[] people, (int Count, int Change)[] changes, long price)
{
    /// <summary>The register as it is.</summary>
    internal static LedgerWorld Truth { get; } = new([], [], 0);

    internal (int Kind, int Change)[] People { get; } = people;

    /// <summary>By count that changes: by how much.</summary>
    internal (int Count, int Change)[] Changes { get; } = changes;

    /// <summary>What it cost to withhold what wasn't yet.</summary>
    internal long Price { get; } = price;
}

/// <summary>Looks for another register in which a count has a certain other value, while everything printed stays as it is.</summary>
/// <remarks>
/// <para>One person more or less of a kind, or one of another kind: whichever step leaves least wrong is taken, until nothing is. What stays wrong for long weighs more and more, so the search leaves every dead end. A count of the
/// new table that changes has to be withheld, which has a price; printed counts that change, and counts that would vanish, are wrong.</para>
/// <para>No chance is involved. The search ends after a number of steps: it may overlook a register, but takes no wrong one for right.</para>
/// </remarks>
internal sealed class LedgerSearch
{
    /// <summary>Of the cheapest first steps of a pair, and of other ones: how many are tried with every second step.</summary>
    private const int FirstsTried = 16;

    /// <summary>How many kinds of people are tried instead of one.</summary>
    private const int NearTried = 30;

    /// <summary>Up to how many kinds of people all are tried as second steps.</summary>
    private const int FewKinds = 500;

    /// <summary>How many counts that cost something are tried to be left as they are.</summary>
    private const int CountsSpared = 8;

    private const int WeightAtFirst = 30;
    private const int WeightMore = 15;

    private readonly LedgerModel _model;
    private readonly List<int>[] _kindsOf;
    private readonly int[] _common;
    private readonly (int Other, int[] Counts, int[] Differences)[]?[] _near;
    private readonly long[] _prices;

    // The register that the search has come to, and what it costs if a count is greater or less by one.
    private readonly int[] _people;
    private readonly int[] _changes;
    private readonly int[] _weights;
    private readonly long[] _costOfMore;
    private readonly long[] _costOfLess;
    private readonly List<int> _touched = [];
    private readonly bool[] _isTouched;
    private ulong _mark;

    private readonly HashSet<ulong> _seen = [];
    private readonly List<(long Cost, int Kind, int Sign)> _firsts = [];
    private (long Cost, int Kind, int Sign, int Other) _best;
    private int _count;
    private int _wanted;
    private bool _isFree;
    private ulong _turn;

    internal LedgerSearch(LedgerModel model)
    {
        _model = model;
        _kindsOf = [.. model.Truth.Select(_ => new List<int>())];
        for (var kind = 0; kind < model.Kinds.Count; kind++)
        {
            foreach (var count in model.Kinds[kind].Counts)
                _kindsOf[count].Add(kind);
        }

        _prices = [.. model.Truth.Select((_, count) => model.Figures[count].Where(model.New.Holds).Sum(model.PriceOf))];
        _common = [.. Enumerable.Range(0, model.Kinds.Count).Where(kind => model.Kinds[kind].People > 0 || model.Kinds[kind].Cases.Count == 1 || model.Kinds.Count <= FewKinds)];
        _people = [.. model.Kinds.Select(k => k.People)];
        _changes = new int[model.Truth.Length];
        _weights = new int[model.Truth.Length];
        _costOfMore = new long[model.Truth.Length];
        _costOfLess = new long[model.Truth.Length];
        _near = new (int, int[], int[])[model.Kinds.Count][];
        _isTouched = new bool[model.Truth.Length];
    }

    /// <summary>A register in which the count is greater by so much; null where none was found.</summary>
    /// <param name="count">A withheld count.</param>
    /// <param name="wanted">The change.</param>
    /// <param name="start">Where to begin; null for the true register.</param>
    /// <param name="steps">After how many steps to end.</param>
    /// <param name="isFree">Has withholding no price?</param>
    internal LedgerWorld? Find(int count, int wanted, LedgerWorld? start, int steps, bool isFree)
    {
        (_count, _wanted, _isFree, _mark) = (count, wanted, isFree, 0);
        _seen.Clear();
        for (var f = 0; f < _weights.Length; f++)
        {
            _weights[f] = WeightAtFirst;
            _isTouched[f] = false;
            _changes[f] = 0;
            Weigh(f);
        }

        _touched.Clear();
        Touch(count);
        for (var kind = 0; kind < _people.Length; kind++)
            _people[kind] = _model.Kinds[kind].People;
        foreach (var (kind, change) in start?.People ?? [])
            Lay(kind, change);

        LedgerWorld? best = null;
        var least = long.MaxValue;
        for (var step = 0; step < steps; step++)
        {
            _seen.Add(_mark);
            if (HardestToMend() is var wrong and >= 0)
            {
                if (!TryMend(wrong, isOnlyForLess: false))
                    break;
                continue;
            }

            var price = _touched.Sum(f => PriceOf(f, _changes[f]));
            if (price < least)
                (best, least) = (World(price), price);
            if (price == 0 || !_touched.Where(f => PriceOf(f, _changes[f]) > 0).OrderByDescending(f => PriceOf(f, _changes[f])).ThenBy(f => f).Take(CountsSpared).ToList().Exists(f => TryMend(f, isOnlyForLess: true)))
                break;
        }

        return best;
    }

    /// <summary>A register that differs from the true one as two others do together, the second one forwards or backwards; null where there can't be one, or more would have to be withheld.</summary>
    internal LedgerWorld? Sum(LedgerWorld first, LedgerWorld second, int sign)
    {
        static (int, int)[] Add((int Number, int Change)[] a, (int Number, int Change)[] b, int sign)
        {
            var sums = a.ToDictionary(c => c.Number, c => c.Change);
            foreach (var (number, change) in b)
                sums[number] = (sums.TryGetValue(number, out var sum) ? sum : 0) + (sign * change);
            return [.. sums.Where(s => s.Value != 0).OrderBy(s => s.Key).Select(s => (s.Key, s.Value))];
        }

        var people = Add(first.People, second.People, sign);
        if (Array.Exists(people, p => _model.Kinds[p.Item1].People + p.Item2 < 0))
            return null;
        (_count, _isFree) = (0, false);
        var changes = Add(first.Changes, second.Changes, sign);
        return Array.Exists(changes, c => WrongOf(c.Item1, c.Item2) > 0 || PriceOf(c.Item1, c.Item2) > 0) ? null : new LedgerWorld(people, changes, 0);
    }

    private LedgerWorld World(long price) => new(
        [.. Enumerable.Range(0, _people.Length).Where(kind => _people[kind] != _model.Kinds[kind].People).Select(kind => (kind, _people[kind] - _model.Kinds[kind].People))],
        [.. _touched.Where(f => _changes[f] != 0).OrderBy(f => f).Select(f => (f, _changes[f]))],
        price);

    /// <summary>The count that is wrong and that fewest kinds of people are counted in; -1 where none is wrong.</summary>
    private int HardestToMend()
    {
        var hardest = -1;
        foreach (var count in _touched)
        {
            if (WrongOf(count, _changes[count]) > 0 && (hardest < 0 || _kindsOf[count].Count < _kindsOf[hardest].Count || (_kindsOf[count].Count == _kindsOf[hardest].Count && count < hardest)))
                hardest = count;
        }

        return hardest;
    }

    /// <summary>Takes the step that leaves least wrong among those that bring the count nearer to what it has to be.</summary>
    private bool TryMend(int count, bool isOnlyForLess)
    {
        _best = (isOnlyForLess ? 0 : long.MaxValue, -1, 0, -1);
        _firsts.Clear();
        foreach (var sign in (int[])[1, -1])
        {
            if (CostOf(count, _changes[count] + sign) >= CostOf(count, _changes[count]) && Math.Sign(_changes[count]) != -sign)
                continue;
            foreach (var kind in _kindsOf[count])
            {
                if (sign < 0 && _people[kind] == 0)
                    continue;
                var cost = CostOfStep(kind, sign);
                _firsts.Add((cost, kind, sign));
                Consider(cost, kind, sign, -1);
                foreach (var (other, counts, differences) in NearOf(kind))
                {
                    if (sign < 0 || _people[other] > 0)
                        Consider(CostOf(counts, differences, -sign), kind, sign, other);
                }
            }
        }

        if (_best.Cost >= 0 && !isOnlyForLess)
            ConsiderAnyPairs();
        if (_best.Kind < 0)
            return false;
        if (_best.Cost >= 0)
        {
            foreach (var wrong in _touched)
            {
                if (WrongOf(wrong, _changes[wrong]) > 0)
                {
                    _weights[wrong] += WeightMore;
                    Weigh(wrong);
                }
            }
        }

        Lay(_best.Kind, _best.Sign);
        if (_best.Other >= 0)
            Lay(_best.Other, -_best.Sign);
        return true;
    }

    private void Consider(long cost, int kind, int sign, int other)
    {
        if (cost < _best.Cost && !_seen.Contains(unchecked(_mark + MarkOf(kind, sign) + (other < 0 ? 0 : MarkOf(other, -sign)))))
            _best = (cost, kind, sign, other);
    }

    /// <summary>The cheapest first steps, and some others by turns, each with every second one that is common: somebody with one case, or with those of somebody real.</summary>
    private void ConsiderAnyPairs()
    {
        _firsts.Sort();
        for (var i = FirstsTried / 2; i < FirstsTried && i < _firsts.Count; i++)
        {
            _turn = unchecked((_turn * 6364136223846793005UL) + 1442695040888963407UL);
            var other = i + (int)((_turn >> 33) % (ulong)(_firsts.Count - i));
            (_firsts[i], _firsts[other]) = (_firsts[other], _firsts[i]);
        }

        foreach (var (cost, kind, sign) in _firsts.Take(FirstsTried))
        {
            var mark = _mark;
            Lay(kind, sign);
            _mark = mark;
            foreach (var other in _common)
            {
                if (other != kind && (sign < 0 || _people[other] > 0))
                    Consider(cost + CostOfStep(other, -sign), kind, sign, other);
            }

            Lay(kind, -sign);
            _mark = mark;
        }
    }

    /// <summary>Kinds that differ least from one, and in which counts they are how much oftener.</summary>
    private (int Other, int[] Counts, int[] Differences)[] NearOf(int kind)
    {
        if (_near[kind] is { } known)
            return known;
        var own = new int[_changes.Length];
        var size = Enter(kind, 1);
        var distances = new List<(int Distance, int Other)>();
        foreach (var other in Array.BinarySearch(_common, kind) >= 0 ? Enumerable.Range(0, _people.Length) : _common)
        {
            var (counts, times) = (_model.Kinds[other].Counts, _model.Kinds[other].Times);
            var distance = size;
            for (var i = 0; i < counts.Length; i++)
                distance += Math.Abs(times[i] - own[counts[i]]) - own[counts[i]];
            if (other != kind)
                distances.Add((distance, other));
        }

        distances.Sort();
        return _near[kind] = [.. distances.Take(NearTried).Select(d =>
        {
            Enter(d.Other, -1);
            int[] counts = [.. _model.Kinds[kind].Counts.Union(_model.Kinds[d.Other].Counts).Where(c => own[c] != 0)];
            int[] differences = [.. counts.Select(c => -own[c])];
            Enter(d.Other, 1);
            return (d.Other, counts, differences);
        })];

        int Enter(int number, int sign)
        {
            var (counts, times) = (_model.Kinds[number].Counts, _model.Kinds[number].Times);
            for (var i = 0; i < counts.Length; i++)
                own[counts[i]] += sign * times[i];
            return times.Sum();
        }
    }

    private long CostOfStep(int kind, int sign) => CostOf(_model.Kinds[kind].Counts, _model.Kinds[kind].Times, sign);

    private long CostOf(int[] counts, int[] times, int sign)
    {
        var cost = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            var (count, change) = (counts[i], sign * times[i]);
            cost += change == 1 ? _costOfMore[count] : change == -1 ? _costOfLess[count] : CostOf(count, _changes[count] + change) - CostOf(count, _changes[count]);
        }

        return cost;
    }

    private void Lay(int kind, int change)
    {
        var (counts, times) = (_model.Kinds[kind].Counts, _model.Kinds[kind].Times);
        _people[kind] += change;
        _mark += MarkOf(kind, change);
        for (var i = 0; i < counts.Length; i++)
        {
            _changes[counts[i]] += change * times[i];
            Touch(counts[i]);
            Weigh(counts[i]);
        }
    }

    private void Touch(int count)
    {
        if (_isTouched[count])
            return;
        _isTouched[count] = true;
        _touched.Add(count);
    }

    private void Weigh(int count)
    {
        var now = CostOf(count, _changes[count]);
        _costOfMore[count] = CostOf(count, _changes[count] + 1) - now;
        _costOfLess[count] = CostOf(count, _changes[count] - 1) - now;
    }

    private long CostOf(int count, int change) => (_weights[count] * WrongOf(count, change)) + PriceOf(count, change);

    private long WrongOf(int count, int change)
    {
        if (_model.States[count] == FigureState.Printed)
            return Math.Abs(change);
        return count == _count ? Math.Abs(_wanted - change) : Math.Max(0, _model.Least[count] - _model.Truth[count] - change);
    }

    /// <summary>What has to be withheld besides, where the count changes: itself, and the count on which a quantile rests that says that it can't be so small.</summary>
    private long PriceOf(int count, int change)
    {
        if (change == 0 || _isFree)
            return 0;
        var price = _model.States[count] == FigureState.Candidate ? _prices[count] : 0;
        foreach (var (rest, least) in _model.LeastWhilePrinted[count])
            price += _model.Truth[count] + change < least && _model.States[rest] == FigureState.Candidate ? _prices[rest] : 0;
        return price;
    }

    /// <summary>By what changes the mark tells registers apart, in whatever order they came about.</summary>
    private static ulong MarkOf(int kind, int change)
    {
        unchecked
        {
            var mark = (ulong)(kind + 1) * 0x9E3779B97F4A7C15UL;
            mark = (mark ^ (mark >> 29)) * 0xBF58476D1CE4E5B9UL;
            return (ulong)change * (mark ^ (mark >> 32));
        }
    }
}
