using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting.Protection;

/// <summary>What a reader knows about the figures of a report before seeing them: which cells are sums of which, what can't be larger than what.</summary>
/// <remarks>
/// <para>Figures are numbered as <c>measure * Cells + cell</c>. Only counts and the sum of minutes take part.</para>
/// <para>An office has one municipality and one provider, so the rows of an office with these and without them count the same cases: they are one cell here, that with all of them.</para>
/// </remarks>
internal sealed class ProtectionModel
{
    internal const int OpenAtStart = 0;
    internal const int Opened = 1;
    internal const int Closed = 2;
    internal const int OpenAtEnd = 3;
    internal const int Served = 4;
    internal const int PersonsServed = 5;
    internal const int PersonsEver = 6;
    internal const int PersonsNew = 7;
    internal const int HouseholdsServed = 8;
    internal const int Contacts = 9;
    internal const int Minutes = 10;

    /// <summary>Nobody has more minutes in a contact than a day has.</summary>
    internal const int MostMinutes = 1440;

    /// <summary>Measures by their number here.</summary>
    internal static readonly Measure[] Numbered =
        [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served, Measure.PersonsServed, Measure.PersonsEver, Measure.PersonsNew,
            Measure.HouseholdsServed, Measure.Contacts, Measure.ContactMinutes];

    /// <summary>Persons and households: the first is never larger than the second, in one cell.</summary>
    private static readonly (int Less, int More)[] BoundsOfAll = [(PersonsServed, Served), (PersonsNew, Opened), (PersonsNew, PersonsServed), (PersonsServed, PersonsEver), (HouseholdsServed, Served)];

    /// <summary>The same over several groups: in how many further groups persons are counted.</summary>
    internal static readonly (int Less, int More)[] BoundsOfOverlaps = [(PersonsNew, PersonsServed), (PersonsServed, PersonsEver), (PersonsNew, PersonsEver)];

    private static readonly (int Less, int More, int Factor)[] BoundsOfDifferencesOfAll = [(PersonsServed, Served, 1), (PersonsNew, Opened, 1), (HouseholdsServed, Served, 1), (Minutes, Contacts, MostMinutes)];

    private readonly int[] _coordinates;
    private readonly long[] _strides;
    private readonly Dictionary<long, int> _cellOfKey;
    private readonly int[] _totalLine;
    private readonly int[]?[] _lines;
    private readonly int _office;
    private readonly int[] _aboveOffice;

    /// <param name="report">The true figures.</param>
    /// <param name="takesPart">Which of the measures asked for are to be protected.</param>
    /// <param name="alone">A count that is linked with no other measure; it takes the place of contacts, and no other measure takes part.</param>
    internal ProtectionModel(Report report, Func<Measure, bool> takesPart, Measure? alone = null)
    {
        Dimensions = report.Request.Dimensions.Count;
        var dimensions = report.Request.Dimensions;
        _office = dimensions.ToList().IndexOf(Dimension.Office);
        _aboveOffice = _office < 0 ? [] : [.. Enumerable.Range(0, Dimensions).Where(d => dimensions[d].IsOfOffice())];
        var groups = Enumerable.Range(0, Dimensions).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var coordinates = report.Cells.Select(cell => CoordinatesOf(cell.Groups, groups)).ToList();
        GroupCounts = [.. groups.Select(g => g.Count + 1)];
        _strides = new long[Dimensions];
        var stride = 1L;
        for (var d = 0; d < Dimensions; d++)
        {
            _strides[d] = stride;
            stride *= GroupCounts[d];
        }

        var keys = coordinates.ConvertAll(KeyOf);
        CompleteOffices(coordinates);
        CellOfRow = new int[keys.Count];
        _cellOfKey = new Dictionary<long, int>(keys.Count);
        RowsOfCell = FindCells(coordinates, keys);
        Cells = RowsOfCell.Count;
        _coordinates = [.. RowsOfCell.SelectMany(rows => coordinates[rows[0]])];
        Topic = -1;
        for (var d = 0; d < Dimensions; d++)
        {
            if (dimensions[d] == Dimension.Topic)
                Topic = d;
            else
                Partitions |= 1 << d;
        }

        Truth = new long[Numbered.Length * Cells];
        // A quantile that is withheld says that it rests on few cases, so the count that it rests on is protected along with it.
        var printed = report.Request.Measures.Select(m => m.IsQuantile() ? m.Base() : m).Where(takesPart).ToList();
        IsPublishedMeasure = [.. Numbered.Select(m => alone is null ? printed.Contains(m) : m == Measure.Contacts)];
        IsKnownMeasure = [.. Enumerable.Range(0, Numbered.Length).Select(IsKnown)];
        for (var m = 0; m < Numbered.Length; m++)
        {
            // Persons and households that no measure asks for bind nothing, and parts of a report that were merged don't know them.
            if ((alone is not null && m != Contacts) || (IsOfDistinct(m) && report.Request.Measures.All(asked => asked.Unit() != Numbered[m].Unit())))
                continue;
            for (var cell = 0; cell < Cells; cell++)
                Truth[At(m, cell)] = report.Cells[RowsOfCell[cell][0]].Value(alone ?? Numbered[m])!.Value;
        }

        Least = new long[Truth.Length];
        foreach (var (_, measure, row, least) in LeastByQuantiles(report))
        {
            var figure = At(Array.IndexOf(Numbered, measure), CellOfRow[row]);
            Least[figure] = Math.Max(Least[figure], least);
        }

        (TopicParents, UnknownTopic) = Topic < 0 ? ([], -1) : TopicTree(report.Taxonomy, groups[Topic]);
        TopicChildren = new List<int>[TopicParents.Length];
        for (var t = 0; t < TopicParents.Length; t++)
            TopicChildren[t] = [];
        for (var t = 1; t < TopicParents.Length; t++)
            TopicChildren[TopicParents[t]].Add(t);
        _totalLine = new int[Cells * Dimensions];
        _lines = new int[Cells * Dimensions][];
        for (var cell = 0; cell < Cells; cell++)
        {
            for (var d = 0; d < Dimensions; d++)
                _totalLine[(cell * Dimensions) + d] = LookUp(cell, d, 0);
        }

        AdditiveForPersons = FindAdditiveForPersons(dimensions);
        AreHouseholdsOfPersons = FindHouseholdsOfPersons();
        Bounds = AreHouseholdsOfPersons ? [.. BoundsOfAll, (HouseholdsServed, PersonsServed)] : BoundsOfAll;
        BoundsOfDifferences = AreHouseholdsOfPersons ? [.. BoundsOfDifferencesOfAll, (HouseholdsServed, PersonsServed, 1)] : BoundsOfDifferencesOfAll;
    }

    internal int Cells { get; }

    /// <summary>The number of a figure.</summary>
    internal int At(int measure, int cell) => (measure * Cells) + cell;

    /// <summary>By row of the report: its cell.</summary>
    internal int[] CellOfRow { get; }

    /// <summary>By cell: the rows of the report that are it.</summary>
    internal IReadOnlyList<List<int>> RowsOfCell { get; }

    internal int Dimensions { get; }

    /// <summary>For each dimension the number of its groups, the total (0) included.</summary>
    internal int[] GroupCounts { get; }

    /// <summary>Bit d: the groups of dimension d of cases add up to the total.</summary>
    internal int Partitions { get; }

    /// <summary>Bit d: the groups of dimension d of persons add up too, because the value belongs to the person.</summary>
    internal int AdditiveForPersons { get; }

    /// <summary>True where both are counted and nowhere more households than persons, as if everybody had one household only: a reader may rely on it.</summary>
    internal bool AreHouseholdsOfPersons { get; }

    /// <summary>The first is never larger than the second, in one cell.</summary>
    internal (int Less, int More)[] Bounds { get; }

    /// <summary>What is in a topic but not in a narrower one: the first is at most so many times the second.</summary>
    internal (int Less, int More, int Factor)[] BoundsOfDifferences { get; }

    /// <summary>The dimension of topics; -1 where there is none.</summary>
    internal int Topic { get; }

    /// <summary>By topic: the one above it, 0 (the total) for a top topic.</summary>
    internal int[] TopicParents { get; }

    internal List<int>[] TopicChildren { get; }

    /// <summary>The group of cases without a topic; -1 where it doesn't occur.</summary>
    internal int UnknownTopic { get; }

    internal long[] Truth { get; }

    internal bool[] IsPublishedMeasure { get; }

    /// <summary>Measures that are published, or are the difference of two that are.</summary>
    internal bool[] IsKnownMeasure { get; }

    /// <summary>Measures whose bounds bind the published ones. A hidden number of new persons, of all persons ever, or of households can be whatever fits.</summary>
    internal bool IsBound(int measure) => measure switch
    {
        PersonsServed => IsPublishedMeasure[PersonsServed] || IsPublishedMeasure[PersonsEver] || IsPublishedMeasure[PersonsNew],
        PersonsEver or PersonsNew or HouseholdsServed => IsPublishedMeasure[measure],
        _ => true,
    };

    /// <summary>By figure: a number that it can't be below, for what the published durations say.</summary>
    internal long[] Least { get; }

    /// <summary>True of persons and households, which are counted once in every group that they belong to.</summary>
    internal static bool IsOfDistinct(int measure) => measure is PersonsServed or PersonsEver or PersonsNew or HouseholdsServed;

    /// <summary>Which dimensions' groups add up for a measure, as bits. People of one household differ in everything.</summary>
    internal int AdditiveFor(int measure) => measure == HouseholdsServed ? 0 : IsOfDistinct(measure) ? AdditiveForPersons : Partitions;

    /// <summary>Which dimensions' totals move along with a measure and with whatever a bound draws in, as bits.</summary>
    internal int MovedTotals(int measure) => measure == HouseholdsServed && AreHouseholdsOfPersons ? AdditiveForPersons : AdditiveFor(measure);

    internal int Coordinate(int cell, int dimension) => _coordinates[(cell * Dimensions) + dimension];

    /// <summary>The cell with another group in one dimension, an office with its municipality and provider; -1 where it doesn't occur, which means zeros.</summary>
    internal int Move(int cell, int dimension, int group)
    {
        var total = TotalOver(cell, dimension);
        foreach (var above in dimension == _office ? _aboveOffice : [])
            total = total < 0 ? total : TotalOver(total, above);
        return total >= 0 ? LineOf(total, dimension)[group] : LookUp(cell, dimension, group);
    }

    /// <summary>The cell with the totals over any of the dimensions, each cell once; empty where one of them doesn't occur.</summary>
    internal int[] Above(int cell, IEnumerable<int> dimensions)
    {
        var keys = new List<long> { KeyOf(cell) };
        foreach (var d in dimensions)
            keys.AddRange(keys.ConvertAll(key => key - (Coordinate(cell, d) * _strides[d])));
        var cells = keys.ConvertAll(key => _cellOfKey.TryGetValue(key, out var above) ? above : -1);
        return cells.Contains(-1) ? [] : [.. cells.Distinct()];
    }

    /// <summary>By group: the cell of which this is the total over the dimension; -1 where it doesn't occur.</summary>
    internal int[] LineOf(int total, int dimension)
    {
        if (_lines[(total * Dimensions) + dimension] is { } known)
            return known;
        var line = new int[GroupCounts[dimension]];
        for (var group = 0; group < line.Length; group++)
            line[group] = LookUp(total, dimension, group);
        return _lines[(total * Dimensions) + dimension] = line;
    }

    /// <summary>The total over one dimension.</summary>
    internal int TotalOver(int cell, int dimension) => _totalLine[(cell * Dimensions) + dimension];

    /// <summary>What printed quantiles say about counts: who stayed for longer than the period lasts was there at its start, a case closed on the day on which it was opened was opened in the period, and half of the cases have at least the median of contacts.</summary>
    internal static IEnumerable<(Measure Quantile, Measure Measure, int Cell, long Least)> LeastByQuantiles(Report report)
    {
        var days = Period.DaysBetween(report.Request.Period.From, report.Request.Period.To);
        foreach (var measure in report.Request.Measures.Where(m => m.IsQuantile()))
        {
            var percent = measure is Measure.DurationMedian or Measure.OpenDurationMedian or Measure.ContactsMedian ? 50 : 90;
            for (var cell = 0; cell < report.Cells.Count; cell++)
            {
                if (report.Cells[cell].Value(measure) is not { } quantile)
                    continue;
                var cases = report.Cells[cell].Value(measure.Base())!.Value;
                var rank = ((percent * cases) + 99) / 100;
                var isOpen = measure is Measure.OpenDurationMedian or Measure.OpenDurationP90;
                if (measure.NeedsContacts())
                    yield return (measure, Measure.Contacts, cell, (cases - rank + 1) * quantile);
                else if (isOpen ? quantile > days : quantile >= days)
                    yield return (measure, Measure.OpenAtStart, cell, cases - rank + 1);
                else if (isOpen || quantile == 0)
                    yield return (measure, Measure.Opened, cell, rank);
            }
        }
    }

    private bool IsKnown(int measure) => IsPublishedMeasure[measure] || measure switch
    {
        OpenAtStart => IsPublishedMeasure[Served] && IsPublishedMeasure[Opened],
        Opened => IsPublishedMeasure[Served] && IsPublishedMeasure[OpenAtStart],
        Closed => IsPublishedMeasure[Served] && IsPublishedMeasure[OpenAtEnd],
        OpenAtEnd => IsPublishedMeasure[Served] && IsPublishedMeasure[Closed],
        Served => (IsPublishedMeasure[OpenAtStart] && IsPublishedMeasure[Opened]) || (IsPublishedMeasure[Closed] && IsPublishedMeasure[OpenAtEnd]),
        _ => false,
    };

    private int LookUp(int cell, int dimension, int group) =>
        _cellOfKey.TryGetValue(KeyOf(cell) + ((group - Coordinate(cell, dimension)) * _strides[dimension]), out var other) ? other : -1;

    private long KeyOf(int cell)
    {
        var key = 0L;
        for (var d = 0; d < Dimensions; d++)
            key += Coordinate(cell, d) * _strides[d];
        return key;
    }

    private long KeyOf(int[] coordinates)
    {
        var key = 0L;
        for (var d = 0; d < Dimensions; d++)
            key += coordinates[d] * _strides[d];
        return key;
    }

    /// <summary>The numbers of a row's groups, new ones where they are new; 0 for the total.</summary>
    private static int[] CoordinatesOf(IReadOnlyList<string?> row, Dictionary<string, int>[] groups)
    {
        var coordinates = new int[groups.Length];
        for (var d = 0; d < groups.Length; d++)
        {
            if (row[d] is not { } code)
                continue;
            if (!groups[d].TryGetValue(code, out coordinates[d]))
                groups[d].Add(code, coordinates[d] = groups[d].Count + 1);
        }

        return coordinates;
    }

    /// <summary>Puts the municipality and the provider into every row of an office.</summary>
    private void CompleteOffices(List<int[]> coordinates)
    {
        foreach (var d in _aboveOffice)
        {
            var ofOffice = new int[GroupCounts[_office]];
            foreach (var row in coordinates.Where(row => row[_office] > 0 && row[d] > 0))
                ofOffice[row[_office]] = row[d];
            foreach (var row in coordinates.Where(row => row[_office] > 0))
                row[d] = ofOffice[row[_office]];
        }
    }

    /// <summary>Numbers the cells in the order of the rows; rows with the same groups are one.</summary>
    private List<List<int>> FindCells(List<int[]> coordinates, List<long> keys)
    {
        var cells = new List<List<int>>();
        for (var row = 0; row < keys.Count; row++)
        {
            var key = KeyOf(coordinates[row]);
            if (!_cellOfKey.TryGetValue(key, out var cell))
            {
                _cellOfKey.Add(key, cell = cells.Count);
                cells.Add([]);
            }

            cells[cell].Add(row);
            CellOfRow[row] = cell;
            _cellOfKey[keys[row]] = cell;
        }

        return cells;
    }

    private static (int[] Parents, int Unknown) TopicTree(TopicTaxonomy taxonomy, Dictionary<string, int> groups)
    {
        var parents = new int[groups.Count + 1];
        foreach (var group in groups)
        {
            if (group.Key != Reporting.Dimensions.Unknown && taxonomy.Find(TopicCode.From(group.Key))?.Broader is { } broader && groups.TryGetValue(broader.Value, out var parent))
                parents[group.Value] = parent;
        }

        return (parents, groups.TryGetValue(Reporting.Dimensions.Unknown, out var unknown) ? unknown : -1);
    }

    /// <summary>The household belongs to the case, so that a person may have several. Where no figure shows it, a reader may take it that nobody has.</summary>
    private bool FindHouseholdsOfPersons()
    {
        if (!IsPublishedMeasure[HouseholdsServed] || !IsBound(PersonsServed))
            return false;
        long Outside(int measure, int cell, int above) => Truth[At(measure, above)] - Truth[At(measure, cell)];
        for (var cell = 0; cell < Cells; cell++)
        {
            if (Truth[At(HouseholdsServed, cell)] > Truth[At(PersonsServed, cell)])
                return false;
            if (IsPublishedMeasure[PersonsServed] && Topic >= 0 && Coordinate(cell, Topic) is var topic and not 0 && Move(cell, Topic, TopicParents[topic]) is var above and >= 0 && Outside(HouseholdsServed, cell, above) > Outside(PersonsServed, cell, above))
                return false;
        }

        return true;
    }

    /// <summary>Sex, age and country belong to the person. Where the register agrees with that, a reader may rely on it.</summary>
    private int FindAdditiveForPersons(IReadOnlyList<Dimension> dimensions)
    {
        var additive = 0;
        for (var d = 0; d < Dimensions; d++)
        {
            if (dimensions[d] is not (Dimension.Sex or Dimension.AgeGroup or Dimension.Country))
                continue;
            var isAdditive = true;
            for (var m = PersonsServed; m <= PersonsNew && isAdditive; m++)
            {
                if (!IsPublishedMeasure[m])
                    continue;
                var sums = new long[Cells];
                for (var cell = 0; cell < Cells; cell++)
                {
                    if (Coordinate(cell, d) != 0 && TotalOver(cell, d) is var total and >= 0)
                        sums[total] += Truth[At(m, cell)];
                }

                for (var cell = 0; cell < Cells && isAdditive; cell++)
                    isAdditive = Coordinate(cell, d) != 0 || sums[cell] == Truth[At(m, cell)];
            }

            if (isAdditive)
                additive |= 1 << d;
        }

        return additive;
    }
}
