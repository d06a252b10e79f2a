namespace KimCaseManagement.Reporting.Protection;

/// <summary>Chooses what to withhold in a new table so that it can be read together with all earlier ones, and no withheld count of any of them has fewer than K possible values.</summary>
/// <remarks>
/// <para>Tables of several periods and breakdowns are linked in too many ways to write down as bounds. So what is sought are other registers that could have been, in which everything printed is the same. Every figure of every
/// table follows by counting, so nobody can exclude one of them by a rule that this class doesn't know.</para>
/// <para>A withheld count with K values among those registers is safe. What changes in one of them has to be withheld in the new table, in the end all of it but the zeros; so a new table can nearly always be published.</para>
/// </remarks>
internal sealed class LedgerSuppressor
{
    private const int Steps = 60;
    private const int StepsAtLast = 600;
    private const int SummandsTried = 24;

    /// <summary>How many values more than needed are looked for: a later table may take some away.</summary>
    private const int Reserve = 2;

    private readonly LedgerModel _model;
    private readonly int _k;
    private readonly CancellationToken _cancellation;
    private readonly LedgerSearch _search;
    private readonly List<LedgerWorld> _worlds = [];

    /// <summary>By count: by how much it is greater in registers found, and in how many.</summary>
    private readonly Dictionary<int, int>[] _values;

    private readonly Queue<int> _open = new();

    internal LedgerSuppressor(LedgerModel model, int k, CancellationToken cancellation)
    {
        _model = model;
        _k = k;
        _cancellation = cancellation;
        _search = new LedgerSearch(model);
        _values = [.. model.Truth.Select(_ => new Dictionary<int, int> { [0] = 1 })];
    }

    /// <summary>Marks in the model what of the new table is withheld; false where nothing could be done that keeps earlier tables safe.</summary>
    /// <param name="givenAway">The withheld count that would be given away; 0 where there is none.</param>
    internal bool Run(out int givenAway)
    {
        givenAway = 0;
        for (var count = 1; count < _values.Length; count++)
        {
            if (_model.IsGivenAway(count, _k))
            {
                givenAway = count;
                return false;
            }

            if (_model.States[count] == FigureState.Withheld || (_model.States[count] == FigureState.Candidate && _model.Truth[count] < _k))
                Withhold(count);
        }

        while (_open.Count > 0)
        {
            var count = _open.Dequeue();
            if (_model.States[count] != FigureState.Withheld || TryCertify(count))
                continue;
            if (!IsOptional(count))
            {
                givenAway = count;
                return false;
            }

            PrintAfterAll(count);
        }

        PrintAgain();
        return true;
    }

    /// <summary>Need the count not be withheld by itself?</summary>
    private bool IsOptional(int count) => _model.Truth[count] >= _k && _model.Figures[count].All(_model.New.Holds);

    private void Withhold(int count)
    {
        _model.States[count] = FigureState.Withheld;
        _open.Enqueue(count);
    }

    /// <summary>Looks for registers with K values of the count, and a few more; what changes in them is withheld.</summary>
    private bool TryCertify(int count)
    {
        while (_values[count].Count < _k + Reserve)
        {
            _cancellation.ThrowIfCancellationRequested();
            var world = SumOfOthers(count) ?? Cheapest(count, Steps, isFree: false) ?? (_values[count].Count < _k ? Cheapest(count, StepsAtLast, isFree: true) : null);
            if (world is null)
                return _values[count].Count >= _k;
            _worlds.Add(world);
            Note([world], 1);
            foreach (var needed in Needed(world).Where(c => _model.States[c] == FigureState.Candidate))
                Withhold(needed);
        }

        return true;
    }

    /// <summary>A register in which the count is by one greater or less than in those found before.</summary>
    private LedgerWorld? Cheapest(int count, int steps, bool isFree)
    {
        LedgerWorld? cheapest = null;
        foreach (var direction in (int[])[1, -1])
        {
            var wanted = direction;
            while (_values[count].ContainsKey(wanted))
                wanted += direction;
            if (_model.Truth[count] + wanted < _model.Least[count] || cheapest?.Price == 0)
                continue;
            var near = _worlds.FindLast(w => Array.IndexOf(w.Changes, (count, wanted - direction)) >= 0);
            if (_search.Find(count, wanted, near, steps, isFree) is { } found && found.Price < (cheapest?.Price ?? long.MaxValue))
                cheapest = found;
        }

        return cheapest;
    }

    /// <summary>What was changed in one of the registers, changed in another one, too, or the other way round.</summary>
    private LedgerWorld? SumOfOthers(int count)
    {
        var moves = _worlds.Where(w => ChangeOf(w, count) != 0).Reverse().Take(SummandsTried).ToList();
        foreach (var start in moves.Prepend(LedgerWorld.Truth))
        {
            foreach (var move in moves)
            {
                foreach (var sign in (int[])[1, -1])
                {
                    if (!_values[count].ContainsKey(ChangeOf(start, count) + (sign * ChangeOf(move, count))) && _search.Sum(start, move, sign) is { } sum)
                        return sum;
                }
            }
        }

        return null;
    }

    private static int ChangeOf(LedgerWorld world, int count) => Array.Find(world.Changes, c => c.Count == count).Change;

    /// <summary>What has to be withheld so that the register could have been: what changes, and counts on which quantiles rest that say that it doesn't.</summary>
    private IEnumerable<int> Needed(LedgerWorld world)
    {
        var changes = world.Changes.ToDictionary(c => c.Count, c => c.Change);
        return changes.Keys.Concat(changes.SelectMany(c => _model.LeastWhilePrinted[c.Key].Where(l => _model.Truth[c.Key] + c.Value < l.Least).Select(l => l.Base)));
    }

    /// <summary>Prints a count that can't have K values, because it follows from what is printed elsewhere within narrow bounds.</summary>
    private void PrintAfterAll(int count)
    {
        var lost = _worlds.Where(w => Needed(w).Contains(count)).ToList();
        _model.States[count] = FigureState.Printed;
        _worlds.RemoveAll(lost.Contains);
        Note(lost, -1);
        foreach (var again in lost.SelectMany(w => w.Changes).Select(c => c.Count).Distinct().Where(c => _values[c].Count < _k))
            _open.Enqueue(again);
    }

    /// <summary>Prints again what no register is needed for that it changes in, the dearest first.</summary>
    private void PrintAgain()
    {
        var needed = _worlds.ToDictionary(w => w, w => new HashSet<int>(Needed(w)));
        var optional = Enumerable.Range(1, _values.Length - 1).Where(c => _model.States[c] == FigureState.Withheld && IsOptional(c));
        foreach (var count in optional.OrderByDescending(c => _model.Figures[c].Max(_model.PriceOf)).ThenBy(c => c).ToList())
        {
            _cancellation.ThrowIfCancellationRequested();
            var lost = _worlds.Where(w => needed[w].Contains(count)).ToList();
            var others = lost.SelectMany(w => w.Changes).Select(c => c.Count).Distinct().Where(c => c != count && _model.States[c] == FigureState.Withheld)
                .Select(c => (Count: c, Enough: Math.Min(_values[c].Count, _k + Reserve))).ToList();
            Note(lost, -1);
            if (others.TrueForAll(c => _values[c.Count].Count >= c.Enough))
            {
                _model.States[count] = FigureState.Printed;
                _worlds.RemoveAll(lost.Contains);
            }
            else
            {
                Note(lost, 1);
            }
        }
    }

    /// <summary>Notes which values counts have in registers, or strikes them out.</summary>
    private void Note(List<LedgerWorld> worlds, int sign)
    {
        foreach (var (count, change) in worlds.SelectMany(w => w.Changes))
        {
            _values[count].TryGetValue(change, out var times);
            if (times + sign == 0)
                _values[count].Remove(change);
            else
                _values[count][change] = times + sign;
        }
    }
}
