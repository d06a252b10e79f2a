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
    /// <summary>Of the cheapest first steps of a pair, and of other ones: how many are tried with second steps.</summary>
    private const int FirstsTried = 16;

    /// <summary>How many kinds of people are tried instead of one.</summary>
    private const int NearTried = 30;

    /// <summary>How many counts that cost something are tried to be left as they are.</summary>
    private const int CountsSpared = 8;

    private const int WeightAtFirst = 30;
    private const int WeightMore = 15;

    private readonly LedgerModel _model;
    private readonly long[] _prices;

    /// <summary>First one person more of each kind, then one of a kind in place of one of another that is like it.</summary>
    private readonly Step[] _steps;

    /// <summary>By count: the steps that change it, and by how much.</summary>
    private readonly List<(int Step, int Times)>[] _stepsOf;

    // The register that the search has come to, and by count and change what that change would cost.
    private readonly int[] _people;
    private readonly int[] _changes;
    private readonly int[] _weights;
    private readonly int _most;
    private readonly int[] _costs;
    private readonly List<int> _touched = [];
    private readonly bool[] _isTouched;
    private ulong _mark;

    private readonly HashSet<ulong> _seen = [];
    private readonly List<(int Cost, int Kind, int Sign)> _firsts = [];
    private (int Cost, int Kind, int Sign, int Other) _best;
    private int _count;
    private int _wanted;
    private bool _isFree;
    private ulong _turn;

    internal LedgerSearch(LedgerModel model)
    {
        _model = model;
        var (counts, kinds) = (model.Truth.Length, model.Kinds);
        _prices = [.. model.Truth.Select((_, count) => model.Figures[count].Where(model.New.Holds).Sum(model.PriceOf))];
        _steps = [.. kinds.Select((kind, number) => new Step(number, -1, kind.Counts, kind.Times)), .. LedgerNeighbours.Of(kinds, counts, NearTried).Select(pair => Step.Between(kinds, pair.Kind, pair.Other))];
        _stepsOf = [.. model.Truth.Select(_ => new List<(int, int)>())];
        for (var step = 0; step < _steps.Length; step++)
        {
            for (var i = 0; i < _steps[step].Counts.Length; i++)
                _stepsOf[_steps[step].Counts[i]].Add((step, _steps[step].Times[i]));
        }

        _most = kinds.SelectMany(k => k.Times).DefaultIfEmpty(1).Max();
        _people = [.. kinds.Select(k => k.People)];
        _changes = new int[counts];
        _weights = new int[counts];
        _costs = new int[counts * ((2 * _most) + 1)];
        _isTouched = new bool[counts];
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
            if (WrongOf(count, _changes[count]) > 0 && (hardest < 0 || (_stepsOf[count].Count, count).CompareTo((_stepsOf[hardest].Count, hardest)) < 0))
                hardest = count;
        }

        return hardest;
    }

    /// <summary>Takes the step that leaves least wrong among those that bring the count nearer to what it has to be.</summary>
    private bool TryMend(int count, bool isOnlyForLess)
    {
        _best = (isOnlyForLess ? 0 : int.MaxValue, -1, 0, -1);
        _firsts.Clear();
        foreach (var sign in (int[])[1, -1])
        {
            if (CostOf(count, _changes[count] + sign) >= CostOf(count, _changes[count]) && Math.Sign(_changes[count]) != -sign)
                continue;
            foreach (var (number, times) in _stepsOf[count])
            {
                var step = _steps[number];
                var direction = Math.Sign(times) * sign;
                if (direction > 0 ? step.Other >= 0 && _people[step.Other] == 0 : _people[step.Kind] == 0)
                    continue;
                var cost = CostOf(step, direction);
                Consider(cost, step.Kind, direction, step.Other);
                if (step.Other < 0)
                    _firsts.Add((cost, step.Kind, direction));
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

    private void Consider(int cost, int kind, int sign, int other)
    {
        if (cost < _best.Cost && !_seen.Contains(unchecked(_mark + MarkOf(kind, sign) + (other < 0 ? 0 : MarkOf(other, -sign)))))
            _best = (cost, kind, sign, other);
    }

    /// <summary>The cheapest first steps, and some others by turns, each with every second one that helps where the first one did worst.</summary>
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
            foreach (var (second, _) in HardestToMend() is var wrong and >= 0 ? _stepsOf[wrong] : [])
            {
                if (second < _people.Length && second != kind && (sign < 0 || _people[second] > 0))
                    Consider(cost + CostOf(_steps[second], -sign), kind, sign, second);
            }

            Lay(kind, -sign);
            _mark = mark;
        }
    }

    private int CostOf(Step step, int direction)
    {
        var (counts, times, cost, width) = (step.Counts, step.Times, 0, (2 * _most) + 1);
        for (var i = 0; i < counts.Length; i++)
            cost += _costs[(counts[i] * width) + _most + (direction * times[i])];
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

    /// <summary>Works out what each change of the count would cost now.</summary>
    private void Weigh(int count)
    {
        var (place, now) = ((count * ((2 * _most) + 1)) + _most, CostOf(count, _changes[count]));
        for (var change = -_most; change <= _most; change++)
            _costs[place + change] = (int)(CostOf(count, _changes[count] + change) - now);
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

    /// <summary>One person more of a kind, in place of one of another unless that is -1: which counts change by how much.</summary>
    private sealed class Step(int kind, int other, int[] counts, int[] times)
    {
        internal int Kind { get; } = kind;

        internal int Other { get; } = other;

        internal int[] Counts { get; } = counts;

        internal int[] Times { get; } = times;

        internal static Step Between(IReadOnlyList<LedgerModel.Kind> kinds, int kind, int other)
        {
            var times = new SortedDictionary<int, int>();
            for (var i = 0; i < kinds[kind].Counts.Length; i++)
                times[kinds[kind].Counts[i]] = kinds[kind].Times[i];
            for (var i = 0; i < kinds[other].Counts.Length; i++)
                times[kinds[other].Counts[i]] = (times.TryGetValue(kinds[other].Counts[i], out var own) ? own : 0) - kinds[other].Times[i];
            var changed = times.Where(t => t.Value != 0).ToList();
            return new Step(kind, other, [.. changed.Select(t => t.Key)], [.. changed.Select(t => t.Value)]);
        }
    }
}
