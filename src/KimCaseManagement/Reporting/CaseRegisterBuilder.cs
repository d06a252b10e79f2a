using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>Fills a <see cref="CaseRegister"/> case by case, in any order.</summary>
/// <remarks>Not safe to use from several threads at once.</remarks>
[Mutable("A builder: it is filled, gives the register, and is done with.")]
public sealed class CaseRegisterBuilder
{
    private readonly TopicTree _topics;
    private readonly TextIndex _cases = new();
    private readonly TextIndex _persons = new();
    private readonly List<PersonTraits> _traits = [];
    private readonly SortedSet<string> _contradictions = new(StringComparer.Ordinal);
    private readonly CaseRegister.Columns _columns = new();
    private readonly List<NumberedCode> _codes = [];
    private NumberedCode[] _codesOfFacts = [];
    private int[] _topicsOfRow = new int[16];
    private int _topicEnd;
    private bool _isBuilt;

    /// <summary>Begins an empty register.</summary>
    /// <param name="taxonomy">The taxonomy of the cases' topics; the library's own where none is given.</param>
    /// <param name="topics">Whether topics of old records are mapped to today's codes, which they are unless said otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public CaseRegisterBuilder(TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        _ = topics.Code();
        _topics = new TopicTree(taxonomy ?? TopicTaxonomy.Core, topics);
    }

    /// <summary>How many cases have been added.</summary>
    public CaseCount Count => new(_cases.Count);

    /// <summary>Persons whose cases say different things about sex, year of birth or country, in the order of their keys: a warning, since these belong to the person.</summary>
    /// <remarks>A case that leaves a value out contradicts nothing.</remarks>
    public IReadOnlyList<PersonKey> PersonsThatDisagree => [.. _contradictions.Select(PersonKey.From)];

    /// <summary>True where the case was added already.</summary>
    public bool Contains(CaseId caseId) => _cases.Find(caseId.Value) >= 0;

    /// <summary>Adds a case.</summary>
    /// <exception cref="ArgumentException">A case with the same id was added already, or the taxonomy doesn't have one of the topics.</exception>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public void Add(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _codes.Clear();
        Add(Dimension.Office, facts.Office.Value);
        Add(Dimension.Language, facts.FirstContactLanguage?.Value);
        Add(Dimension.Sex, facts.Sex == Sex.Unspecified ? null : facts.Sex.Code());
        Add(Dimension.Country, facts.CountryOfOrigin?.Value);
        Add(Dimension.ResidenceStatusAtOpening, facts.ResidenceStatusAtOpening?.Value);
        Add(Dimension.ResidenceStatus, facts.ResidenceStatus?.Value);
        Add(Dimension.GermanLevelAtOpening, facts.GermanLevelAtOpening == GermanLevel.Unspecified ? null : facts.GermanLevelAtOpening.Code());
        Add(Dimension.GermanLevel, facts.GermanLevel == GermanLevel.Unspecified ? null : facts.GermanLevel.Code());
        Add(Dimension.ClosureReason, facts.ClosureReason);
        Add(Dimension.Phase, facts.Phase);
        Add(Dimension.ReferredBy, facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code());
        foreach (var topic in facts.Topics)
        {
            _codes.Add(_topics.TryFind(topic, out var group)
                ? new NumberedCode(Dimension.Topic, group)
                : throw new ArgumentException($"The case {facts.CaseId} has the topic '{topic}', which the taxonomy doesn't have.", nameof(facts)));
        }

        if (_codesOfFacts.Length < _codes.Count)
            _codesOfFacts = new NumberedCode[2 * _codes.Count];
        _codes.CopyTo(_codesOfFacts);
        if (!TryAdd(_cases.Encode(facts.CaseId.Value), facts.Person.Value, facts.OpenedOn, facts.ClosedOn, facts.BirthYear, _codesOfFacts.AsSpan(0, _codes.Count)))
            throw new ArgumentException($"There is a case {facts.CaseId} already; every case is added once.", nameof(facts));
    }

    /// <summary>Numbers a code, so that a host that reads millions of rows looks at each different text once.</summary>
    /// <param name="dimension">What the code says; one of those that a register keeps.</param>
    /// <param name="code">The code, as <see cref="CaseFacts"/> takes it.</param>
    /// <returns>The code for <see cref="TryAdd(ReadOnlySpan{byte}, ReadOnlySpan{byte}, LocalDate, LocalDate?, int?, ReadOnlySpan{NumberedCode})"/> of this builder, and no other.</returns>
    /// <exception cref="ArgumentException">The dimension is worked out from others, or the code is none of it.</exception>
    public NumberedCode Number(Dimension dimension, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (dimension == Dimension.Topic && TopicCode.TryFrom(code, out var topic) && _topics.TryFind(topic, out var group))
            return new NumberedCode(dimension, group);
        if (dimension == Dimension.Topic || !dimension.IsColumn() || !IsCode(dimension, code))
            throw new ArgumentException($"'{code}' is no code of '{dimension.Code()}' that a register keeps.", nameof(code));
        return new NumberedCode(dimension, _columns.Codes[(int)dimension]!.NumberOf(code));
    }

    /// <summary>Adds a case from texts as they stand in a file, without making objects of them. False where a case with the same id was added already.</summary>
    /// <param name="caseId">The id of the case in UTF-8, of the shape that <see cref="CaseId"/> has.</param>
    /// <param name="person">The pseudonym of the person in UTF-8, of the shape that <see cref="PersonKey"/> has.</param>
    /// <param name="openedOn">The first local day on which the case is open.</param>
    /// <param name="closedOn">The local day on which it was closed; null while it is open.</param>
    /// <param name="birthYear">Year of birth, 0 to 9999; null where not known.</param>
    /// <param name="codes">The codes of the case in any order: one of the office, any number of topics, at most one of each other dimension.</param>
    /// <exception cref="ArgumentException">An id is not of the right shape, the case was closed before it was opened, the year is out of range, or the office is missing.</exception>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public bool TryAdd(ReadOnlySpan<byte> caseId, ReadOnlySpan<byte> person, LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes)
    {
        if (_isBuilt)
            throw new InvalidOperationException("The register is built; begin another builder for further cases.");
        if (!TextCode.IsId(caseId))
            throw new ArgumentException("The case id has 1 to 200 characters, without control characters and without white space at either end.", nameof(caseId));
        if (!TextCode.IsId(person))
            throw new ArgumentException("The pseudonym has 1 to 200 characters, without control characters and without white space at either end.", nameof(person));
        if (closedOn < openedOn)
            throw new ArgumentException("A case can't be closed before the day on which it was opened.", nameof(closedOn));
        if (birthYear is < 0 or > 9999)
            throw new ArgumentException($"The year of birth {birthYear} is not between 0 and 9999.", nameof(birthYear));
        if (!HasOffice(codes))
            throw new ArgumentException("Every case has an office.", nameof(codes));
        var row = _cases.Add(caseId, out var isNew);
        if (!isNew)
            return false;
        Reserve(row);
        var number = _persons.Add(person, out var isNewPerson);
        _columns.PersonOfRow[row] = number;
        _columns.Opened[row] = Days.ToNumber(openedOn);
        _columns.Closed[row] = closedOn is { } closed ? Days.ToNumber(closed) : CaseRegister.Never;
        _columns.BirthYear[row] = (short)(birthYear ?? CaseRegister.NoBirthYear);
        var (topics, sex, country) = (0, 0, 0);
        foreach (var code in codes)
        {
            switch (code.Dimension)
            {
                case Dimension.Topic:
                    AddTopic(code.Number, ref topics);
                    continue;
                case Dimension.Sex:
                    sex = code.Number;
                    break;
                case Dimension.Country:
                    country = code.Number;
                    break;
            }

            _columns.Codes[(int)code.Dimension]!.Set(row, code.Number);
        }

        if (topics == 0)
            AddTopic(Axis.Unknown, ref topics);
        _columns.TopicStarts[row + 1] = _topicEnd;
        NoteTraits(number, isNewPerson, new PersonTraits(sex, _columns.BirthYear[row], country));
        return true;
    }

    /// <summary>Adds all cases of another builder with the same taxonomy, such as one that was filled on another thread. False, with nothing to be used of this builder, where a case is in both.</summary>
    /// <exception cref="ArgumentException">The other builder has another taxonomy.</exception>
    /// <exception cref="InvalidOperationException">One of the registers is built already.</exception>
    public bool TryAppend(CaseRegisterBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_isBuilt || other._isBuilt)
            throw new InvalidOperationException("The register is built; begin another builder for further cases.");
        if (other._topics.Taxonomy != _topics.Taxonomy)
            throw new ArgumentException("The cases of both have topics of one taxonomy.", nameof(other));
        var columns = Dimensions.All.Where(d => d.IsColumn()).Select(d => (Own: _columns.Codes[(int)d]!, Other: other._columns.Codes[(int)d]!)).ToList();
        var numbers = columns.ConvertAll(c => c.Other.Texts.Select((text, i) => i == 0 ? 0 : c.Own.NumberOf(text)).ToArray());
        var (sexes, countries) = (numbers[columns.FindIndex(c => c.Own == _columns.Codes[(int)Dimension.Sex])], numbers[columns.FindIndex(c => c.Own == _columns.Codes[(int)Dimension.Country])]);
        foreach (var contradiction in other._contradictions)
            _contradictions.Add(contradiction);
        var persons = new int[other._persons.Count];
        for (var person = 0; person < persons.Length; person++)
        {
            persons[person] = _persons.Add(other._persons.BytesOf(person), out var isNew);
            var traits = other._traits[person];
            NoteTraits(persons[person], isNew, new PersonTraits(sexes[traits.Sex], traits.BirthYear, countries[traits.Country]));
        }

        for (var row = 0; row < other._cases.Count; row++)
        {
            var place = _cases.Add(other._cases.BytesOf(row), out var isNew);
            if (!isNew)
                return false;
            Reserve(place);
            _columns.PersonOfRow[place] = persons[other._columns.PersonOfRow[row]];
            _columns.Opened[place] = other._columns.Opened[row];
            _columns.Closed[place] = other._columns.Closed[row];
            _columns.BirthYear[place] = other._columns.BirthYear[row];
            for (var c = 0; c < columns.Count; c++)
            {
                if (columns[c].Other[row] is var number and > 0)
                    columns[c].Own.Set(place, numbers[c][number]);
            }

            for (var i = other._columns.TopicStarts[row]; i < other._columns.TopicStarts[row + 1]; i++)
                AddTopicTerm(other._columns.TopicTerms[i]);

            _columns.TopicStarts[place + 1] = _topicEnd;
        }

        return true;
    }

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

        return new CaseRegister(_topics, _columns, _cases, _persons, rowOfCase, starts, rows);
    }

    private static bool HasOffice(ReadOnlySpan<NumberedCode> codes)
    {
        foreach (var code in codes)
        {
            if (code.Dimension == Dimension.Office && code.Number > 0)
                return true;
        }

        return false;
    }

    private static bool IsCode(Dimension dimension, string code) => dimension switch
    {
        Dimension.Office => OfficeCode.TryFrom(code, out _),
        Dimension.Language => LanguageTag.TryFrom(code, out _),
        Dimension.Sex => Sexes.TryParse(code, out _),
        Dimension.Country => CountryCode.TryFrom(code, out _),
        Dimension.ResidenceStatus or Dimension.ResidenceStatusAtOpening => Residence.ResidenceStatusCode.TryFrom(code, out _),
        Dimension.GermanLevel or Dimension.GermanLevelAtOpening => GermanLevels.TryParse(code, out _),
        Dimension.ReferredBy => ReferralSources.TryParse(code, out _),
        _ => code.Length > 0,
    };

    private void Add(Dimension dimension, string? code)
    {
        if (!string.IsNullOrEmpty(code))
            _codes.Add(new NumberedCode(dimension, _columns.Codes[(int)dimension]!.NumberOf(code)));
    }

    private bool TryAdd(ReadOnlySpan<byte> caseId, string person, LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes) =>
        TryAdd(caseId, _persons.Encode(person), openedOn, closedOn, birthYear, codes);

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
        var terms = new short[_topicEnd];
        var topicStarts = new int[oldRowOf.Length + 1];
        for (var row = 0; row < oldRowOf.Length; row++)
        {
            var from = _columns.TopicStarts[oldRowOf[row]];
            var length = _columns.TopicStarts[oldRowOf[row] + 1] - from;
            Array.Copy(_columns.TopicTerms, from, terms, topicStarts[row], length);
            topicStarts[row + 1] = topicStarts[row] + length;
        }

        _columns.TopicTerms = terms;
        _columns.TopicStarts = topicStarts;
        _columns.Opened = InOrder(_columns.Opened, oldRowOf);
        _columns.Closed = InOrder(_columns.Closed, oldRowOf);
        _columns.PersonOfRow = InOrder(_columns.PersonOfRow, oldRowOf);
        _columns.BirthYear = InOrder(_columns.BirthYear, oldRowOf);
        foreach (var column in _columns.Codes)
            column?.Reorder(oldRowOf);
    }

    private static T[] InOrder<T>(T[] column, int[] oldRowOf)
    {
        var ordered = new T[oldRowOf.Length];
        for (var row = 0; row < ordered.Length; row++)
            ordered[row] = column[oldRowOf[row]];
        return ordered;
    }

    /// <summary>Adds a topic of the row that is being added.</summary>
    /// <param name="group">The group of the topic.</param>
    /// <param name="count">How many groups the row has so far; they stand in <see cref="_topicsOfRow"/>.</param>
    private void AddTopic(int group, ref int count)
    {
        var met = _topics.Climb(group, ref _topicsOfRow, ref count);
        if (met == group)
            return;
        AddTopicTerm((short)group);
        if (met > 0)
            AddTopicTerm((short)-met);
    }

    private void AddTopicTerm(short term)
    {
        if (_topicEnd == _columns.TopicTerms.Length)
            Array.Resize(ref _columns.TopicTerms, _topicEnd * 2);
        _columns.TopicTerms[_topicEnd++] = term;
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
        foreach (var column in _columns.Codes)
            column?.Reserve(larger);
    }

    private void NoteTraits(int person, bool isNew, PersonTraits traits)
    {
        if (isNew)
            _traits.Add(traits);
        else if (!_traits[person].TryUnite(traits, out var united))
            _contradictions.Add(_persons.TextOf(person));
        else
            _traits[person] = united;
    }

    /// <summary>What belongs to the person, by number, as far as the cases so far have said it.</summary>
    private readonly record struct PersonTraits(int Sex, short BirthYear, int Country)
    {
        internal bool TryUnite(PersonTraits other, out PersonTraits united)
        {
            united = new PersonTraits(Sex == 0 ? other.Sex : Sex, BirthYear == CaseRegister.NoBirthYear ? other.BirthYear : BirthYear, Country == 0 ? other.Country : Country);
            return (other.Sex == 0 || other.Sex == united.Sex) && (other.BirthYear == CaseRegister.NoBirthYear || other.BirthYear == united.BirthYear) && (other.Country == 0 || other.Country == united.Country);
        }
    }
}

/// <summary>A code that a <see cref="CaseRegisterBuilder"/> has numbered. The default value is none.</summary>
public readonly record struct NumberedCode
{
    internal NumberedCode(Dimension dimension, int number)
    {
        Dimension = dimension;
        Number = number;
    }

    /// <summary>What the code says.</summary>
    public Dimension Dimension { get; }

    internal int Number { get; }
}
