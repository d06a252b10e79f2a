namespace KimCaseManagement.Reporting.Protection;

/// <summary>Looks for another register in which a figure has a certain other value while everything printed stays as it is, where the usual moves don't reach.</summary>
/// <remarks>
/// <para>Begins with the true register and mends what is wrong, one person after the other: the figure that has not its value yet, a printed one that has changed, a withheld one that has vanished. Of all registers looked at
/// so far, the one in which least is wrong is mended first; among equals, the one in which less has to be withheld.</para>
/// <para>No chance is involved. The search ends after a number of registers: it may overlook one, but takes no wrong one for right.</para>
/// </remarks>
internal sealed class LedgerSearch
{
    private const int MostMended = 150;
    private const int MendingsKept = 16;
    private const int ProfilesTried = 60;
    private const int PairsTried = 300;
    private const int WrongOnce = 4000;
    private const int Longer = 400;

    private readonly LedgerModel _model;
    private readonly int[] _changes;
    private readonly List<int> _changed = [];
    private readonly Dictionary<int, int> _moved = [];
    private readonly SortedSet<Attempt> _waiting = new(Comparer<Attempt>.Create((a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : a.Number.CompareTo(b.Number)));
    private readonly HashSet<ulong> _seen = [];
    private int _figure;
    private int _wanted;
    private int _attempts;
    private long _wrong;
    private long _cost;
    private ulong _mark;

    internal LedgerSearch(LedgerModel model)
    {
        _model = model;
        _changes = new int[model.Truth.Length];
    }

    /// <summary>What becomes of people and figures in a register in which the figure is greater by so much; null where none was found.</summary>
    internal LedgerMove? Find(int figure, int change)
    {
        if (_model.Truth[figure] + change < _model.Least[figure])
            return null;
        (_figure, _wanted, _attempts) = (figure, change, 0);
        _waiting.Clear();
        _seen.Clear();
        Forget();
        var attempt = new Attempt(null, default, 0, 0, 0);
        for (var mended = 0; mended < MostMended && attempt is not null; mended++)
        {
            for (var made = attempt; made.Before is not null; made = made.Before)
                Lay(made.Step, 1);
            if (_wrong == 0)
                return new LedgerMove([.. _changed.Distinct().Where(f => _changes[f] != 0).Select(f => (f, _changes[f]))], [.. _moved.Where(p => p.Value != 0).OrderBy(p => p.Key).Select(p => (p.Key, p.Value))], _cost);
            Mend(attempt);
            Forget();
            attempt = _waiting.Min;
            if (attempt is not null)
                _waiting.Remove(attempt);
        }

        return null;
    }

    private void Forget()
    {
        foreach (var figure in _changed)
            _changes[figure] = 0;
        _changed.Clear();
        _moved.Clear();
        (_wrong, _cost, _mark) = (Math.Abs(_wanted), 0, 0);
    }

    private void Mend(Attempt attempt)
    {
        var (figure, direction) = HardestToMend();
        var before = _changes[figure];
        var marks = _changed.Count;
        var mendings = new List<(long Wrong, long Cost, Step Step)>();
        foreach (var step in StepsThatMayChange(figure, direction))
        {
            Lay(step, 1);
            if (Math.Sign(_changes[figure] - before) == direction && IsPossible(step) && _seen.Add(_mark))
                mendings.Add((_wrong, _cost, step));
            Lay(step, -1);
            _changed.RemoveRange(marks, _changed.Count - marks);
        }

        foreach (var (wrong, cost, step) in mendings.OrderBy(m => m.Wrong).ThenBy(m => m.Cost).Take(MendingsKept))
            _waiting.Add(new Attempt(attempt, step, attempt.Length + 1, (wrong * WrongOnce) + cost + (Longer * attempt.Length), ++_attempts));
    }

    /// <summary>The figure that is wrong and has fewest ways of becoming right, and which way it has to go; the figure in question when all others are right.</summary>
    private (int Figure, int Direction) HardestToMend()
    {
        var hardest = _figure;
        foreach (var figure in _changed)
        {
            if (figure != _figure && WrongOf(figure, _changes[figure]) > 0
                && (hardest == _figure || _model.LeavesUnder(figure).Count is var leaves && _model.LeavesUnder(hardest).Count is var fewest && (leaves < fewest || (leaves == fewest && figure < hardest))))
                hardest = figure;
        }

        if (hardest == _figure)
            return (_figure, Math.Sign(_wanted - _changes[_figure]));
        return (hardest, _model.States[hardest] == FigureState.Printed ? -Math.Sign(_changes[hardest]) : 1);
    }

    private IEnumerable<Step> StepsThatMayChange(int figure, int direction)
    {
        var leaves = _model.LeavesUnder(figure);
        var isUnder = new bool[_model.Leaves];
        foreach (var leaf in leaves)
            isUnder[leaf] = true;
        foreach (var leaf in leaves)
        {
            foreach (var (from, to) in _model.ExchangesThatChange(figure, direction))
            {
                if (from < 0 || PeopleAt(_model.PlaceOf(leaf, from)) > 0)
                    yield return new Step(StepKind.Exchange, leaf, from, to);
            }

            for (var other = 0; other < isUnder.Length; other++)
            {
                if (isUnder[other])
                    continue;
                var (giving, taking) = direction > 0 ? (other, leaf) : (leaf, other);
                for (var timeline = 0; timeline < _model.Timelines; timeline++)
                {
                    if (PeopleAt(_model.PlaceOf(giving, timeline)) > 0)
                        yield return new Step(StepKind.Move, giving, taking, timeline);
                }
            }
        }

        foreach (var number in _model.ProfilesUnder(figure).Take(ProfilesTried))
        {
            yield return new Step(StepKind.Whole, number, 1, 0);
            yield return new Step(StepKind.Parts, number, 1, 0);
        }

        foreach (var number in ProfilesThatAre())
        {
            var cases = _model.ProfileAt(number).Cases;
            if (Array.Exists(cases, c => isUnder[c.Leaf]))
            {
                yield return new Step(StepKind.Whole, number, -1, 0);
                yield return new Step(StepKind.Parts, number, -1, 0);
            }

            foreach (var variant in _model.VariantsOf(number))
            {
                if (isUnder[variant.Leaf])
                    yield return new Step(StepKind.Replace, number, variant.After, 0);
            }

            foreach (var (after, from, to) in _model.OtherLeavesOf(number))
            {
                if (isUnder[from] != isUnder[to])
                    yield return new Step(StepKind.Replace, number, after, 0);
            }
        }

        if (direction > 0 || !_model.CountsPersons(figure))
            yield break;
        var pairs = 0;
        foreach (var first in leaves)
        {
            foreach (var second in leaves)
            {
                if (second < first || !_model.MayBeOnePerson(first, second))
                    continue;
                foreach (var number in _model.PeopleTogether(first, second, PeopleAt))
                {
                    if (++pairs > PairsTried)
                        yield break;
                    yield return new Step(StepKind.Parts, number, 1, 0);
                }
            }
        }
    }

    /// <summary>Ways of having several cases that somebody has now.</summary>
    private List<int> ProfilesThatAre()
    {
        var first = _model.PlaceOfProfile(0);
        var numbers = Enumerable.Range(0, _model.People.Length - first);
        return [.. numbers.Concat(_moved.Keys.Where(place => place >= _model.People.Length).Select(place => place - first).OrderBy(n => n)).Where(n => PeopleAt(_model.PlaceOfProfile(n)) > 0)];
    }

    private int PeopleAt(int place) => (place < _model.People.Length ? _model.People[place] : 0) + (_moved.TryGetValue(place, out var moved) ? moved : 0);

    private bool IsPossible(Step step)
    {
        // Nobody is in a cell that is left out.
        if (_changes[0] != 0)
            return false;
        foreach (var place in PlacesOf(step))
        {
            if (PeopleAt(place) < 0 || (_model.HangOnTime && (place >= _model.People.Length || _model.People[place] == 0) && _moved[place] > 0))
                return false;
        }

        return true;
    }

    private IEnumerable<int> PlacesOf(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Exchange:
                if (step.Second >= 0)
                    yield return _model.PlaceOf(step.First, step.Second);
                if (step.Third >= 0)
                    yield return _model.PlaceOf(step.First, step.Third);
                break;
            case StepKind.Move:
                yield return _model.PlaceOf(step.First, step.Third);
                yield return _model.PlaceOf(step.Second, step.Third);
                break;
            case StepKind.Replace:
                yield return _model.PlaceOfProfile(step.First);
                yield return _model.PlaceOfProfile(step.Second);
                break;
            default:
                yield return _model.PlaceOfProfile(step.First);
                if (step.Kind == StepKind.Whole)
                    break;
                foreach (var (leaf, timeline, _) in _model.ProfileAt(step.First).Cases)
                    yield return _model.PlaceOf(leaf, timeline);
                break;
        }
    }

    private void Lay(Step step, int sign)
    {
        switch (step.Kind)
        {
            case StepKind.Exchange:
                LayExchange(step.First, step.Second, step.Third, sign);
                break;
            case StepKind.Move:
                LayExchange(step.First, step.Third, -1, sign);
                LayExchange(step.Second, -1, step.Third, sign);
                break;
            case StepKind.Replace:
                LayProfile(step.First, -sign);
                LayProfile(step.Second, sign);
                break;
            default:
                LayProfile(step.First, sign * step.Second);
                if (step.Kind == StepKind.Whole)
                    break;
                foreach (var (leaf, timeline, _) in _model.ProfileAt(step.First).Cases)
                    LayExchange(leaf, timeline, -1, sign * step.Second);
                break;
        }
    }

    private void LayExchange(int leaf, int from, int to, int sign)
    {
        if (from >= 0)
            Move(_model.PlaceOf(leaf, from), -sign);
        if (to >= 0)
            Move(_model.PlaceOf(leaf, to), sign);
        foreach (var (table, measure, change) in _model.Difference(from, to))
        {
            foreach (var cell in _model.CellsOf(leaf, table))
                Change(_model.FigureOf(table, measure, cell), sign * change);
        }
    }

    private void LayProfile(int number, int sign)
    {
        Move(_model.PlaceOfProfile(number), sign);
        foreach (var (figure, count) in _model.ProfileAt(number).Counts)
            Change(figure, sign * count);
    }

    private void Move(int place, int change)
    {
        _moved[place] = (_moved.TryGetValue(place, out var moved) ? moved : 0) + change;
        unchecked
        {
            // By what changes the mark tells registers apart, in whatever order they came about.
            var mark = (ulong)(place + 1) * 0x9E3779B97F4A7C15UL;
            mark = (mark ^ (mark >> 29)) * 0xBF58476D1CE4E5B9UL;
            _mark += (ulong)change * (mark ^ (mark >> 32));
        }
    }

    private void Change(int figure, int change)
    {
        var before = _changes[figure];
        _changed.Add(figure);
        _changes[figure] = before + change;
        _wrong += WrongOf(figure, before + change) - WrongOf(figure, before);
        if (_model.States[figure] == FigureState.Candidate && before == 0 != (before + change == 0))
            _cost += (before == 0 ? 1 : -1) * (1000 + Math.Min(_model.Truth[figure], 49));
    }

    private long WrongOf(int figure, int change)
    {
        if (figure == _figure)
            return Math.Abs(_wanted - change);
        return _model.States[figure] == FigureState.Printed ? Math.Abs(change) : Math.Max(0, _model.Least[figure] - (_model.Truth[figure] + change));
    }

    private enum StepKind : byte
    {
        /// <summary>In a leaf somebody has another timeline; -1 for nobody.</summary>
        Exchange,

        /// <summary>Somebody is in another leaf at the same time.</summary>
        Move,

        /// <summary>One more, or one less, with these several cases.</summary>
        Whole,

        /// <summary>The cases of several people are those of one, or the other way round.</summary>
        Parts,

        /// <summary>Somebody with several cases has them otherwise.</summary>
        Replace,
    }

    private readonly record struct Step(StepKind Kind, int First, int Second, int Third);

    private sealed record Attempt(Attempt? Before, Step Step, int Length, long Score, int Number);
}
