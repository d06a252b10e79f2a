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
    private readonly ProtectionModel _model;
    private readonly int _k;
    private readonly int _cells;
    private readonly PossibleTable _table;
    private readonly MoveSearch _moves;
    private readonly bool[] _withheld;
    private readonly bool[] _certified;
    private readonly Queue<int> _open = new();
    private readonly List<Certificate> _certificates = [];
    private readonly List<List<int>> _covered = [];
    private readonly List<List<int>> _changed = [];

    internal CellSuppressor(ProtectionModel model, int k)
    {
        _model = model;
        _k = k;
        _cells = model.Cells;
        _withheld = new bool[model.Truth.Length];
        _certified = new bool[model.Truth.Length];
        _table = new PossibleTable(model, k, _withheld);
        _moves = new MoveSearch(model, _table);
    }

    /// <summary>Is the figure of a row of the report withheld?</summary>
    internal bool IsWithheld(Measure measure, int row) => Array.IndexOf(ProtectionModel.Numbered, measure) is var number and >= 0 && _withheld[_model.At(number, _model.CellOfRow[row])];

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
                if (_model.Truth[_model.At(m, cell)] is var value && value >= 1 && value < _k)
                    Withhold(_model.At(m, cell));
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
                if (_model.Truth[_model.At(m, cell)] > 0 || _withheld[_model.At(m, cell)])
                {
                    _withheld[_model.At(m, cell)] = true;
                    _certified[_model.At(m, cell)] = true;
                }
            }
        }
    }

    /// <summary>Minutes need a wider range than counts to hide anything.</summary>
    private long WidthNeeded(int figure) => figure / _cells == ProtectionModel.Minutes ? Math.Max(_k - 1, _model.Truth[figure] / 5) : _k - 1;

    private bool TryCertify(int figure)
    {
        var needed = WidthNeeded(figure);
        var up = new MoveChain(+1);
        var down = new MoveChain(-1);
        while (up.Width + down.Width < needed)
        {
            var rest = needed - up.Width - down.Width;
            var better = up;
            var move = up.IsAtItsEnd ? null : _moves.Find(figure, up, MoveSearch.Never);
            up.IsAtItsEnd |= move is null;
            if (!down.IsAtItsEnd && move?.Cost != 0)
            {
                var other = _moves.Find(figure, down, move?.Cost ?? MoveSearch.Never);
                down.IsAtItsEnd |= move is null && other is null;
                (better, move) = other is null ? (up, move) : (down, other);
            }

            if (move is null)
                return false;
            _table.Make(better);
            var times = 0L;
            while (times < rest && (times == 0 || _table.Allows(move, out _)))
            {
                _table.Make(move, 1);
                times++;
            }

            _table.Make(move, -times);
            _table.TakeBack(better);
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

    private void Certify(int figure, MoveChain up, MoveChain down)
    {
        _certificates.Add(new Certificate(figure, up.Steps, down.Steps));
        _certified[figure] = true;
        var ranges = new Dictionary<int, (long Low, long High)>();
        foreach (var chain in (MoveChain[])[up, down])
        {
            var sums = new Dictionary<int, long>();
            foreach (var (move, times) in chain.Steps)
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
}
