namespace KimCaseManagement.Reporting.Protection;

/// <summary>A table that could be the true one: it begins with the truth, moves lead on to others, and it knows what a reader takes for certain about any of them.</summary>
/// <param name="model">The cells of the report, and which sums and bounds hold in it.</param>
/// <param name="k">The least number of values that every withheld count can have.</param>
/// <param name="withheld">By figure whether it is withheld, as it stands while the choice is made.</param>
internal sealed class PossibleTable(ProtectionModel model, int k, bool[] withheld)
{
    private readonly ProtectionModel _model = model;
    private readonly int _k = k;
    private readonly bool[] _withheld = withheld;
    private readonly int _cells = model.Cells;
    private readonly long[] _now = (long[])model.Truth.Clone();

    /// <summary>The value that a figure has in this table.</summary>
    internal long this[int figure] => _now[figure];

    internal bool IsWithheld(int figure) => _withheld[figure];

    /// <summary>Makes a move so many times; less than nought takes it back.</summary>
    internal void Make(CellMove move, long times)
    {
        foreach (var (figure, change) in move.Changes)
            _now[figure] += change * times;
    }

    internal void Make(MoveChain chain) => chain.Steps.ForEach(step => Make(step.Move, step.Times));

    internal void TakeBack(MoveChain chain) => chain.Steps.ForEach(step => Make(step.Move, -step.Times));

    /// <summary>Would every bound hold after the move? If not, what else would have to move.</summary>
    internal bool Allows(CellMove move, out Offence offence)
    {
        offence = Offence.None;
        Make(move, 1);
        var isAllowed = true;
        foreach (var (figure, _) in move.Changes)
        {
            if (!Holds(figure, out offence))
            {
                isAllowed = false;
                break;
            }
        }

        Make(move, -1);
        return isAllowed;
    }

    private bool Holds(int figure, out Offence offence)
    {
        offence = Offence.None;
        var (measure, cell) = (figure / _cells, figure % _cells);
        if (_now[figure] < Least(figure))
            return false;
        if (measure is ProtectionModel.Minutes or ProtectionModel.Contacts)
        {
            return _now[_model.At(ProtectionModel.Minutes, cell)] <= ProtectionModel.MostMinutes * _now[_model.At(ProtectionModel.Contacts, cell)]
                && (_model.Topic < 0 || !_model.IsKnownMeasure[measure] || (TopicsHold(measure, cell, out offence) && DifferencesHold(measure, cell, out offence)));
        }

        if (!_model.IsBound(measure))
            return true;
        foreach (var (less, more) in _model.Bounds)
        {
            if ((measure == less || measure == more) && _model.IsBound(less) && _model.IsBound(more) && _now[_model.At(less, cell)] > _now[_model.At(more, cell)])
            {
                // The count of persons or households that doesn't move yet has to move along.
                offence = new Offence([], measure, measure == less ? more : less);
                return false;
            }
        }

        // Whoever has a case open at the start isn't new.
        if (measure is ProtectionModel.OpenAtStart or ProtectionModel.PersonsServed or ProtectionModel.PersonsNew && _model.IsBound(ProtectionModel.PersonsNew)
            && _now[_model.At(ProtectionModel.OpenAtStart, cell)] > 0 && _now[_model.At(ProtectionModel.PersonsServed, cell)] <= _now[_model.At(ProtectionModel.PersonsNew, cell)])
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
    internal long Least(int figure)
    {
        var (measure, cell) = (figure / _cells, figure % _cells);
        if (measure == ProtectionModel.Minutes || !_model.IsPublishedMeasure[measure])
            return _model.Least[figure];
        // Minutes are printed only where they rest on K cases, which have K contacts.
        if (measure == ProtectionModel.Contacts && _model.IsPublishedMeasure[ProtectionModel.Minutes] && !_withheld[_model.At(ProtectionModel.Minutes, cell)])
            return Math.Max(Math.Min(_k, _model.Truth[figure]), _model.Least[figure]);
        return Math.Max(1, _model.Least[figure]);
    }

    private bool TopicsHold(int measure, int cell, out Offence offence)
    {
        offence = Offence.None;
        var topic = _model.Coordinate(cell, _model.Topic);
        var value = _now[_model.At(measure, cell)];
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

    private long ValueAt(int measure, int cell, int topic) => _model.Move(cell, _model.Topic, topic) is var other and >= 0 ? _now[_model.At(measure, other)] : 0;

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
            if (!isTopic && (Overlap(measure, totalCell, d, out var largest) < 0 || largest > _now[_model.At(measure, totalCell)]))
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
        var sum = -_now[_model.At(measure, totalCell)];
        largest = 0;
        var line = _model.LineOf(totalCell, dimension);
        for (var group = 1; group < line.Length; group++)
        {
            if (line[group] is var member and >= 0 && (dimension != _model.Topic || _model.TopicParents[group] == 0))
            {
                sum += _now[_model.At(measure, member)];
                largest = Math.Max(largest, _now[_model.At(measure, member)]);
            }
        }

        return sum;
    }
}

/// <summary>What would have to move along, so that a bound holds: another topic, or a count of persons or households together with a measure.</summary>
internal readonly record struct Offence(int[] Topics, int Measure, int Other)
{
    internal static Offence None { get; } = new([], -1, -1);
}
