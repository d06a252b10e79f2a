using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Fills a <see cref="CaseRegister"/> case by case, in any order.</summary>
/// <remarks>Not safe to use from several threads at once.</remarks>
[Mutable("A builder: it is filled, gives the register, and is done with.")]
public sealed class CaseRegisterBuilder
{
    private readonly TopicTaxonomy _taxonomy;
    private readonly TopicCoding _topics;
    private readonly Dictionary<TopicCode, ushort[]> _topicGroups;
    private readonly TextIndex _cases = new();
    private readonly TextIndex _persons = new();
    private readonly List<PersonTraits> _traits = [];
    private readonly SortedSet<string> _contradictions = new(StringComparer.Ordinal);
    private readonly CaseRegister.Columns _columns = new();
    private int _topicEnd;
    private bool _isBuilt;

    /// <summary>Begins an empty register.</summary>
    /// <param name="taxonomy">The taxonomy of the cases' topics; the library's own where none is given.</param>
    /// <param name="topics">Whether topics of old records are mapped to today's codes, which they are unless said otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public CaseRegisterBuilder(TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        _ = topics.Code();
        _topics = topics;
        _taxonomy = taxonomy ?? TopicTaxonomy.Core;
        _topicGroups = TopicAxis.GroupsByTopic(_taxonomy, topics);
    }

    /// <summary>How many cases have been added.</summary>
    public CaseCount Count => new(_cases.Count);

    /// <summary>True where the case was added already.</summary>
    public bool Contains(CaseId caseId) => _cases.Find(caseId.Value) >= 0;

    /// <summary>Adds a case.</summary>
    /// <exception cref="ArgumentException">A case with the same id was added already, or the taxonomy doesn't have one of the topics.</exception>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public void Add(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (_isBuilt)
            throw new InvalidOperationException("The register is built; begin another builder for further cases.");
        foreach (var topic in facts.Topics)
        {
            if (!_topicGroups.ContainsKey(topic))
                throw new ArgumentException($"The case {facts.CaseId} has the topic '{topic}', which the taxonomy doesn't have.", nameof(facts));
        }

        var row = _cases.Add(facts.CaseId.Value, out var isNew);
        if (!isNew)
            throw new ArgumentException($"There is a case {facts.CaseId} already; every case is added once.", nameof(facts));
        Reserve(row);
        _columns.PersonOfRow[row] = _persons.Add(facts.Person.Value, out var isNewPerson);
        _columns.Opened[row] = Days.ToNumber(facts.OpenedOn);
        _columns.Closed[row] = facts.ClosedOn is { } closed ? Days.ToNumber(closed) : CaseRegister.Never;
        _columns.BirthYear[row] = (short)(facts.BirthYear ?? CaseRegister.NoBirthYear);
        Set(Dimension.Office, row, facts.Office.Value);
        Set(Dimension.Language, row, facts.FirstContactLanguage?.Value);
        Set(Dimension.Sex, row, facts.Sex == Sex.Unspecified ? null : facts.Sex.Code());
        Set(Dimension.Country, row, facts.CountryOfOrigin?.Value);
        Set(Dimension.ResidenceStatusAtOpening, row, facts.ResidenceStatusAtOpening?.Value);
        Set(Dimension.ResidenceStatus, row, facts.ResidenceStatus?.Value);
        Set(Dimension.GermanLevel, row, facts.GermanLevel == GermanLevel.Unspecified ? null : facts.GermanLevel.Code());
        Set((Dimension)CaseRegister.GermanLevelAtOpening, row, facts.GermanLevelAtOpening == GermanLevel.Unspecified ? null : facts.GermanLevelAtOpening.Code());
        Set(Dimension.ClosureReason, row, facts.ClosureReason);
        Set(Dimension.Phase, row, facts.Phase);
        Set(Dimension.ReferredBy, row, facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code());
        AddTopics(facts.Topics);
        _columns.TopicStarts[row + 1] = _topicEnd;
        NoteTraits(_columns.PersonOfRow[row], isNewPerson, facts);
    }

    /// <summary>Persons whose cases say different things about sex, year of birth or country, in the order of their keys: a warning, since these belong to the person.</summary>
    /// <remarks>A case that leaves a value out contradicts nothing.</remarks>
    public IReadOnlyList<PersonKey> PersonsThatDisagree => [.. _contradictions.Select(PersonKey.From)];

    /// <summary>Ends filling and gives the register.</summary>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public CaseRegister Build()
    {
        if (_isBuilt)
            throw new InvalidOperationException("The register is built already.");
        _isBuilt = true;
        var count = _cases.Count;

        // Rows go by the day of opening: what a period needs lies together, and a report stops where the period ends.
        var oldRowOf = DayOrder.RowsByDay(_columns.Opened.AsSpan(0, count), CaseRegister.Never);
        var rowOfCase = new int[count];
        for (var row = 0; row < count; row++)
            rowOfCase[oldRowOf[row]] = row;
        Reorder(oldRowOf);
        var (starts, rows) = RowsOfSeveral();
        _columns.IsFirstOfPerson = new byte[count];
        _columns.IsFirstOfPerson.AsSpan().Fill(1);
        for (var person = 0; person < starts.Length - 1; person++)
        {
            for (var i = starts[person]; i < starts[person + 1]; i++)
                _columns.IsFirstOfPerson[rows[i]] = (byte)(_columns.Opened[rows[i]] == _columns.Opened[rows[starts[person]]] ? 1 : 0);
        }

        return new CaseRegister(_taxonomy, _topics, _columns, _cases, _persons, rowOfCase, starts, rows);
    }

    /// <summary>The rows of persons who have several.</summary>
    private (int[] Starts, int[] Rows) RowsOfSeveral()
    {
        var counts = new int[_persons.Count];
        foreach (var person in _columns.PersonOfRow)
            counts[person]++;
        var starts = new List<int> { 0 };
        var next = counts;
        for (var person = 0; person < counts.Length; person++)
        {
            var count = counts[person];
            next[person] = count < 2 ? -1 : starts[starts.Count - 1];
            if (count >= 2)
                starts.Add(starts[starts.Count - 1] + count);
        }

        var rows = new int[starts[starts.Count - 1]];
        for (var row = 0; row < _columns.PersonOfRow.Length; row++)
        {
            if (next[_columns.PersonOfRow[row]] >= 0)
                rows[next[_columns.PersonOfRow[row]]++] = row;
        }

        return ([.. starts], rows);
    }

    private void Reorder(int[] oldRowOf)
    {
        var groups = new ushort[_topicEnd];
        var topicStarts = new int[oldRowOf.Length + 1];
        for (var row = 0; row < oldRowOf.Length; row++)
        {
            var from = _columns.TopicStarts[oldRowOf[row]];
            var length = _columns.TopicStarts[oldRowOf[row] + 1] - from;
            Array.Copy(_columns.TopicGroups, from, groups, topicStarts[row], length);
            topicStarts[row + 1] = topicStarts[row] + length;
        }

        _columns.TopicGroups = groups;
        _columns.TopicStarts = topicStarts;
        _columns.Opened = Array.ConvertAll(oldRowOf, old => _columns.Opened[old]);
        _columns.Closed = Array.ConvertAll(oldRowOf, old => _columns.Closed[old]);
        _columns.PersonOfRow = Array.ConvertAll(oldRowOf, old => _columns.PersonOfRow[old]);
        _columns.BirthYear = Array.ConvertAll(oldRowOf, old => _columns.BirthYear[old]);
        foreach (var column in _columns.Codes)
            column?.Reorder(oldRowOf);
    }

    private void AddTopics(IReadOnlyList<TopicCode> topics)
    {
        var first = _topicEnd;
        for (var i = 0; i < topics.Count; i++)
        {
            foreach (var group in _topicGroups[topics[i]])
                AddTopicGroup(first, group);
        }

        if (topics.Count == 0)
            AddTopicGroup(first, TopicAxis.UnknownGroup);
    }

    private void AddTopicGroup(int first, ushort group)
    {
        if (Array.IndexOf(_columns.TopicGroups, group, first, _topicEnd - first) >= 0)
            return;
        if (_topicEnd == _columns.TopicGroups.Length)
            Array.Resize(ref _columns.TopicGroups, _topicEnd * 2);
        _columns.TopicGroups[_topicEnd++] = group;
    }

    private void Reserve(int row)
    {
        if (row < _columns.PersonOfRow.Length)
            return;
        var larger = row * 2;
        Array.Resize(ref _columns.PersonOfRow, larger);
        Array.Resize(ref _columns.Opened, larger);
        Array.Resize(ref _columns.Closed, larger);
        Array.Resize(ref _columns.BirthYear, larger);
        Array.Resize(ref _columns.TopicStarts, larger + 1);
    }

    private void Set(Dimension dimension, int row, string? text)
    {
        var column = _columns.Codes[(int)dimension]!;
        column.Set(row, column.NumberOf(text));
    }

    private void NoteTraits(int person, bool isNew, CaseFacts facts)
    {
        var traits = new PersonTraits(facts.Sex, (short)(facts.BirthYear ?? CaseRegister.NoBirthYear), facts.CountryOfOrigin ?? default);
        if (isNew)
            _traits.Add(traits);
        else if (!_traits[person].TryUnite(traits, out var united))
            _contradictions.Add(facts.Person.Value);
        else
            _traits[person] = united;
    }

    /// <summary>What belongs to the person, as far as the cases so far have said it.</summary>
    private readonly record struct PersonTraits(Sex Sex, short BirthYear, CountryCode Country)
    {
        internal bool TryUnite(PersonTraits other, out PersonTraits united)
        {
            united = new PersonTraits(Sex == Sex.Unspecified ? other.Sex : Sex, BirthYear == CaseRegister.NoBirthYear ? other.BirthYear : BirthYear, Country.IsDefault ? other.Country : Country);
            return (other.Sex == Sex.Unspecified || other.Sex == united.Sex) && (other.BirthYear == CaseRegister.NoBirthYear || other.BirthYear == united.BirthYear) && (other.Country.IsDefault || other.Country == united.Country);
        }
    }
}
