using KimCaseManagement.Topics;

namespace KimCaseManagement.Reporting.Protection;

/// <summary>The range of every withheld count, by applying what links the figures until nothing changes any more.</summary>
/// <remarks>Knows what is printed and the rules; knows neither the true figures nor how they were protected.</remarks>
internal sealed class RangeFinder
{
    private const long Unbounded = long.MaxValue / 8;
    private const int MostRounds = 200;

    private readonly PublishedReport _published;
    private readonly Dictionary<string, int> _rowOfKey = new(StringComparer.Ordinal);
    private readonly ILookup<(int Total, int Dimension), int> _members;
    private readonly Measure[] _measures;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly List<Relation> _relations = [];
    private readonly List<int>[] _relationsOf;

    internal RangeFinder(PublishedReport published)
    {
        _published = published;
        _measures = [.. published.Request.Measures.Where(m => m.IsCount())];
        var rows = published.Rows;
        for (var row = 0; row < rows.Count; row++)
            _rowOfKey.Add(ReportCell.KeyOf(rows[row].Groups), row);
        var parts = from row in Enumerable.Range(0, rows.Count) from d in Enumerable.Range(0, published.Request.Dimensions.Count) where rows[row].Groups[d] is not null select (Row: row, Dimension: d);
        _members = parts.ToLookup(part => (RowOf(part.Row, part.Dimension, null), part.Dimension), part => part.Row);
        _low = new long[rows.Count * _measures.Length];
        _high = new long[_low.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var m = 0; m < _measures.Length; m++)
            {
                var printed = rows[row].Values[PlaceOf(_measures[m])];
                _low[(row * _measures.Length) + m] = printed ?? 1;
                _high[(row * _measures.Length) + m] = printed ?? Unbounded;
            }
        }

        for (var row = 0; row < rows.Count; row++)
            Relate(row);
        _relationsOf = new List<int>[_low.Length];
        for (var r = 0; r < _relations.Count; r++)
        {
            foreach (var (figure, _) in _relations[r].Terms)
                (_relationsOf[figure] ??= []).Add(r);
        }

        Narrow();
    }

    /// <summary>Sums of figures that are never below a number, or always equal to it.</summary>
    internal IReadOnlyList<Relation> Relations => _relations;

    /// <summary>The number of a figure; -1 where the measure is no count that was asked for.</summary>
    internal int FigureOf(int row, Measure measure) => row >= 0 && Array.IndexOf(_measures, measure) is var m and >= 0 ? (row * _measures.Length) + m : -1;

    /// <summary>The least and the greatest value that the figure can have; null where nothing bounds it.</summary>
    internal (long Least, long? Most) RangeOf(int row, Measure measure)
    {
        var figure = FigureOf(row, measure);
        return (_low[figure], _high[figure] >= Unbounded ? null : _high[figure]);
    }

    private int PlaceOf(Measure measure)
    {
        var place = 0;
        while (_published.Request.Measures[place] != measure)
            place++;
        return place;
    }

    private void Narrow()
    {
        var waiting = new Queue<int>(Enumerable.Range(0, _relations.Count));
        var isWaiting = Enumerable.Repeat(true, _relations.Count).ToArray();
        for (var steps = (long)MostRounds * (_relations.Count + 1); waiting.Count > 0 && steps > 0; steps--)
        {
            var number = waiting.Dequeue();
            isWaiting[number] = false;
            foreach (var figure in Apply(_relations[number]))
            {
                foreach (var other in _relationsOf[figure])
                {
                    if (isWaiting[other])
                        continue;
                    isWaiting[other] = true;
                    waiting.Enqueue(other);
                }
            }
        }
    }

    private List<int> Apply(Relation relation)
    {
        var changed = new List<int>();
        foreach (var sign in relation.IsEquality ? (int[])[1, -1] : [1])
        {
            // The sum of the others at its greatest says how small this term may be.
            var (greatest, unbounded) = (0L, 0);
            foreach (var (figure, factor) in relation.Terms)
            {
                if (sign * factor < 0 || _high[figure] < Unbounded)
                    greatest += sign * factor * (sign * factor > 0 ? _high[figure] : _low[figure]);
                else
                    unbounded++;
            }

            foreach (var (figure, factor) in relation.Terms)
            {
                var own = sign * factor;
                var isUnbounded = own > 0 && _high[figure] >= Unbounded;
                if (unbounded > (isUnbounded ? 1 : 0))
                    continue;
                var rest = (sign * relation.AtLeast) - (greatest - (isUnbounded ? 0 : own * (own > 0 ? _high[figure] : _low[figure])));
                if (own > 0 && CeilingOf(rest, own) is var low && low > _low[figure])
                {
                    _low[figure] = low;
                    changed.Add(figure);
                }
                else if (own < 0 && FloorOf(-rest, -own) is var high && high < _high[figure])
                {
                    _high[figure] = high;
                    changed.Add(figure);
                }
            }
        }

        return changed;
    }

    private static long FloorOf(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private static long CeilingOf(long value, long by) => -FloorOf(-value, by);

    private void Relate(int row)
    {
        Add(true, 0, (row, Measure.OpenAtStart, 1), (row, Measure.Opened, 1), (row, Measure.Served, -1));
        Add(true, 0, (row, Measure.Closed, 1), (row, Measure.OpenAtEnd, 1), (row, Measure.Served, -1));
        Add(true, 0, (row, Measure.OpenAtStart, 1), (row, Measure.Opened, 1), (row, Measure.Closed, -1), (row, Measure.OpenAtEnd, -1));
        foreach (var part in (Measure[])[Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.PersonsServed, Measure.PersonsNew, Measure.HouseholdsServed])
            Add(false, 0, (row, Measure.Served, 1), (row, part, -1));
        Add(false, 0, (row, Measure.Opened, 1), (row, Measure.PersonsNew, -1));
        Add(false, 0, (row, Measure.PersonsServed, 1), (row, Measure.PersonsNew, -1));
        Add(false, 0, (row, Measure.PersonsEver, 1), (row, Measure.PersonsServed, -1));
        Add(false, 0, (row, Measure.PersonsEver, 1), (row, Measure.PersonsNew, -1));
        if (FigureOf(row, Measure.OpenAtStart) is var start and >= 0 && _low[start] > 0)
            Add(false, 1, (row, Measure.PersonsServed, 1), (row, Measure.PersonsNew, -1));
        var groups = _published.Rows[row].Groups;
        for (var d = 0; d < groups.Count; d++)
        {
            if (groups[d] is not null)
                continue;
            if (_published.Request.Dimensions[d] == Dimension.Topic)
                RelateTopics(row, d);
            else
                RelateParts(row, d);
        }
    }

    private void RelateParts(int total, int d)
    {
        var isOfPerson = _published.Request.Dimensions[d] is Dimension.Sex or Dimension.AgeGroup or Dimension.Country;
        var parts = _members[(total, d)].ToList();
        foreach (var measure in _measures)
        {
            var isOfDistinct = measure.IsOfDistinct();
            Add(!isOfDistinct || (isOfPerson && measure.Unit() == MeasureUnit.Persons && AddUp(parts, total, measure)), 0, [.. parts.Select(p => (p, measure, 1)), (total, measure, -1)]);
            foreach (var part in parts.Where(_ => isOfDistinct))
                Add(false, 0, (total, measure, 1), (part, measure, -1));
        }
    }

    /// <summary>Persons add up where their values do; rows of one person that disagree show where everything is printed.</summary>
    private bool AddUp(List<int> parts, int total, Measure measure)
    {
        var all = parts.Select(p => FigureOf(p, measure)).Append(FigureOf(total, measure)).ToList();
        return all.Any(f => _low[f] != _high[f]) || all.Take(parts.Count).Sum(f => _low[f]) == _low[all[parts.Count]];
    }

    private void RelateTopics(int total, int d)
    {
        var members = _members[(total, d)].ToList();
        string? Above(int row) => TopicCode.TryFrom(_published.Rows[row].Groups[d]!, out var topic) ? _published.Taxonomy.Find(topic)?.Broader?.Value : null;
        var tops = members.Where(m => Above(m) is null).ToList();
        var unknown = tops.Where(t => _published.Rows[t].Groups[d] == Dimensions.Unknown).DefaultIfEmpty(-1).First();
        foreach (var measure in _measures)
        {
            foreach (var member in members)
            {
                var above = Above(member) is { } code ? RowOf(member, d, code) : total;
                Add(false, 0, (above, measure, 1), (member, measure, -1));
                if (measure is Measure.PersonsServed or Measure.PersonsNew or Measure.HouseholdsServed && (measure == Measure.PersonsNew ? Measure.Opened : Measure.Served) is var cases)
                    Add(false, 0, (above, cases, 1), (member, cases, -1), (above, measure, -1), (member, measure, 1));
            }

            Add(false, 0, [.. tops.Select(t => (t, measure, 1)), (total, measure, -1)]);
            foreach (var top in tops.Where(t => unknown >= 0 && t != unknown && !measure.IsOfDistinct()))
                Add(false, 0, (total, measure, 1), (top, measure, -1), (unknown, measure, -1));
        }
    }

    private int RowOf(int row, int d, string? code) => _rowOfKey.TryGetValue(ReportCell.KeyOf(_published.Rows[row].Groups.Select((g, i) => i == d ? code : g)), out var other) ? other : -1;

    private void Add(bool isEquality, long atLeast, params (int Row, Measure Measure, int Factor)[] terms)
    {
        // A row that is left out is zeros; a measure that wasn't asked for makes the relation say nothing.
        if (Array.Exists(terms, t => Array.IndexOf(_measures, t.Measure) < 0))
            return;
        var known = terms.Where(t => t.Row >= 0).Select(t => (FigureOf(t.Row, t.Measure), t.Factor)).ToArray();
        if (Array.Exists(known, t => _low[t.Item1] != _high[t.Item1]))
            _relations.Add(new Relation(isEquality, known, atLeast));
    }

    /// <summary>A sum of figures, each times a factor.</summary>
    internal sealed record Relation(bool IsEquality, (int Figure, int Factor)[] Terms, long AtLeast);
}

/// <summary>Checks certificates by addition.</summary>
internal static class CertificateCheck
{
    /// <summary>How many values of withheld counts certificates show to be possible: those of each figure that moves in any of the tables that they go through.</summary>
    /// <exception cref="InvalidOperationException">A certificate changes something printed or by more than one, or breaks a sum or an identity.</exception>
    internal static Dictionary<(int Row, Measure Measure), int> ShownValues(PublishedReport published, RangeFinder reader)
    {
        var ranges = new Dictionary<(int, Measure), (long Low, long High)>();
        foreach (var steps in published.Certificates.SelectMany(c => new[] { c.Up, c.Down }))
        {
            var moved = new Dictionary<(int, Measure), long>();
            foreach (var step in steps)
            {
                Check(published, reader, step);
                foreach (var (row, measure, change) in step.Changes)
                {
                    var figure = (row, measure);
                    moved.TryGetValue(figure, out var distance);
                    moved[figure] = distance += step.Times * change;
                    ranges.TryGetValue(figure, out var range);
                    ranges[figure] = (Math.Min(range.Low, distance), Math.Max(range.High, distance));
                }
            }
        }

        // Every chain begins with the truth and goes one by one, so it passes through every whole number between.
        return ranges.ToDictionary(r => r.Key, r => (int)Math.Min(int.MaxValue, r.Value.High - r.Value.Low + 1));
    }

    private static void Check(PublishedReport published, RangeFinder reader, CertificateStep step)
    {
        var changes = new Dictionary<int, int>();
        foreach (var (row, measure, change) in step.Changes)
        {
            if (change is not (1 or -1))
                throw new InvalidOperationException($"A certificate changes {measure} of row {row} by {change}; steps go one by one.");
            if (published.Request.Measures.ToList().IndexOf(measure) is var place and >= 0 && !published.Rows[row].IsWithheld(place))
                throw new InvalidOperationException($"A certificate changes {measure} of row {row}, which is printed.");
            if (reader.FigureOf(row, measure) is var figure and >= 0)
                changes.Add(figure, change);
        }

        foreach (var relation in reader.Relations)
        {
            if (relation.IsEquality && relation.Terms.Sum(t => changes.TryGetValue(t.Figure, out var change) ? t.Factor * change : 0) != 0)
                throw new InvalidOperationException($"A certificate breaks the sum of figures {string.Join(", ", relation.Terms)}.");
        }
    }
}

/// <summary>Shows that a withheld count has enough possible values: steps up and down from the true table, each of which leaves everything printed as it is.</summary>
internal sealed record SuppressionCertificate(int Row, Measure Measure, IReadOnlyList<CertificateStep> Up, IReadOnlyList<CertificateStep> Down);

/// <summary>Changes of withheld figures, made several times one after another.</summary>
internal sealed record CertificateStep(IReadOnlyList<(int Row, Measure Measure, int Change)> Changes, long Times);
