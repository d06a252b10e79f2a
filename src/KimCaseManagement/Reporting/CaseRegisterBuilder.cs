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
    private const int FetchedAtOnce = 32;

    private readonly CaseRows _rows;
    private readonly TextIndex _cases = new();
    private readonly TextIndex _persons = new();
    private bool _isBuilt;

    /// <summary>Begins an empty register.</summary>
    /// <param name="taxonomy">The taxonomy of the cases' topics; the library's own where none is given.</param>
    /// <param name="topics">Whether topics of old records are mapped to today's codes, which they are unless said otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public CaseRegisterBuilder(TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        _ = topics.Code();
        _rows = new CaseRows(new TopicTree(taxonomy ?? TopicTaxonomy.Core, topics));
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
        if (!TryAdd(_cases.Encode(facts.CaseId.Value), _persons.Encode(facts.Person.Value), facts.OpenedOn, facts.ClosedOn, facts.BirthYear, _rows.CodesOf(facts), facts.Household is { } household ? _rows.Households.Encode(household.Value) : default))
            throw new ArgumentException($"There is a case {facts.CaseId} already; every case is added once.", nameof(facts));
    }

    /// <summary>Numbers a code, so that a host that reads millions of rows looks at each different text once.</summary>
    /// <param name="dimension">What the code says; one of those that a register keeps.</param>
    /// <param name="code">The code, as <see cref="CaseFacts"/> takes it.</param>
    /// <returns>The code for <see cref="TryAdd(ReadOnlySpan{byte}, ReadOnlySpan{byte}, LocalDate, LocalDate?, int?, ReadOnlySpan{NumberedCode}, ReadOnlySpan{byte})"/> of this builder, and no other.</returns>
    /// <exception cref="ArgumentException">The dimension is worked out from others, or the code is none of it.</exception>
    public NumberedCode Number(Dimension dimension, string code) => _rows.Number(dimension, code);

    /// <summary>Adds a case from texts as they stand in a file, without making objects of them. False where a case with the same id was added already.</summary>
    /// <param name="caseId">The id of the case in UTF-8, of the shape that <see cref="CaseId"/> has.</param>
    /// <param name="person">The pseudonym of the person in UTF-8, of the shape that <see cref="PersonKey"/> has.</param>
    /// <param name="openedOn">The first local day on which the case is open.</param>
    /// <param name="closedOn">The local day on which it was closed; null while it is open.</param>
    /// <param name="birthYear">Year of birth, 0 to 9999; null where not known.</param>
    /// <param name="codes">The codes of the case in any order: one of the office, any number of topics, at most one of each other dimension.</param>
    /// <param name="household">The pseudonym of the household in UTF-8, of the shape that <see cref="HouseholdKey"/> has; empty where it isn't known.</param>
    /// <exception cref="ArgumentException">An id is not of the right shape, the case was closed before it was opened, the year is out of range, or the office is missing.</exception>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public bool TryAdd(ReadOnlySpan<byte> caseId, ReadOnlySpan<byte> person, LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes, ReadOnlySpan<byte> household = default)
    {
        ThrowIfBuilt();
        CaseRows.Check(caseId, person, openedOn, closedOn, birthYear, codes, household);
        _cases.Add(caseId, out var isNew);
        if (!isNew)
            return false;
        var row = _rows.Add(openedOn, closedOn, birthYear, codes, household);
        _rows.Columns.PersonOfRow[row] = _persons.Add(person, out _);
        return true;
    }

    /// <summary>Adds all cases of some parts. False where a case of one of them is there already; of this builder nothing can be made then.</summary>
    /// <param name="parts">The parts; room is made for all of them once, so it's best to give them together.</param>
    /// <exception cref="ArgumentException">A part has topics of another taxonomy, or counts them by other codes.</exception>
    /// <exception cref="InvalidOperationException">The register is built already, or a part before had a case that was there.</exception>
    public bool TryAdd(params CaseRegisterPart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ThrowIfBuilt();
        if (Array.Exists(parts, p => p.Rows.Topics.Taxonomy != _rows.Topics.Taxonomy || p.Rows.Topics.Coding != _rows.Topics.Coding))
            throw new ArgumentException("The cases of a part have topics of the builder's taxonomy and count by the same codes.", nameof(parts));

        var first = _rows.Count;
        _rows.Reserve(first + parts.Sum(p => p.Rows.Count));

        // Whoever reads parts at once has several threads for this as well.
        Parallel.Invoke(() => _isBuilt = !TryAddCases(parts), () => AddPersons(parts, first), () => Array.ForEach(parts, part => _rows.Add(part.Rows)));
        return !_isBuilt;
    }

    /// <summary>Ends filling and gives the register.</summary>
    /// <exception cref="InvalidOperationException">The register is built already.</exception>
    public CaseRegister Build()
    {
        ThrowIfBuilt();
        _isBuilt = true;
        var count = _cases.Count;

        // Rows go by the day of opening: what a period needs lies together, and a report stops where the period ends.
        var oldRowOf = DayOrder.RowsByDay(_rows.Columns.Opened.AsSpan(0, count), CaseRegister.Never);
        var (columns, rowOfCase, starts, rows) = (_rows.Columns, new int[count], Array.Empty<int>(), Array.Empty<int>());
        Parallel.Invoke(() => _rows.Reorder(oldRowOf), ReorderPersons);
        columns.IsFirstOfPerson = new byte[count];
        columns.IsFirstOfPerson.AsSpan().Fill(1);
        for (var person = 0; person < starts.Length - 1; person++)
        {
            for (var i = starts[person]; i < starts[person + 1]; i++)
                columns.IsFirstOfPerson[rows[i]] = (byte)(columns.Opened[rows[i]] == columns.Opened[rows[starts[person]]] ? 1 : 0);
        }

        return new CaseRegister(_rows.Topics, columns, _cases, _persons, _rows.Households, rowOfCase, starts, rows);

        void ReorderPersons()
        {
            for (var row = 0; row < count; row++)
                rowOfCase[oldRowOf[row]] = row;
            columns.PersonOfRow = CaseRows.InOrder(columns.PersonOfRow, oldRowOf);
            (starts, rows) = RowsOfSeveral();
        }
    }

    /// <summary>The rows of persons who have several.</summary>
    private (int[] Starts, int[] Rows) RowsOfSeveral()
    {
        var counts = new int[_persons.Count];
        foreach (var person in _rows.Columns.PersonOfRow)
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
        for (var row = 0; row < _rows.Columns.PersonOfRow.Length; row++)
        {
            if (next[_rows.Columns.PersonOfRow[row]] >= 0)
                rows[next[_rows.Columns.PersonOfRow[row]]++] = row;
        }

        return ([.. starts], rows);
    }

    private bool TryAddCases(CaseRegisterPart[] parts)
    {
        _cases.Reserve(parts.Sum(p => p.Rows.Count));
        foreach (var part in parts)
        {
            var start = _cases.TakeOver(part.Cases);
            for (var row = 0; row < part.Rows.Count; row++)
            {
                if (row % FetchedAtOnce == 0)
                    _cases.Fetch(part.CaseHashes.Slice(row, Math.Min(FetchedAtOnce, part.Rows.Count - row)));
                _cases.AddAt(start + part.Cases.StartOf(row), part.CaseHashes[row], out var isNew);
                if (!isNew)
                    return false;
            }
        }

        return true;
    }

    private void AddPersons(CaseRegisterPart[] parts, int first)
    {
        _persons.Reserve(parts.Sum(p => p.Rows.Count));
        var personOfRow = _rows.Columns.PersonOfRow;
        foreach (var part in parts)
        {
            var start = _persons.TakeOver(part.Persons);
            for (var row = 0; row < part.Rows.Count; row++)
            {
                if (row % FetchedAtOnce == 0)
                    _persons.Fetch(part.PersonHashes.Slice(row, Math.Min(FetchedAtOnce, part.Rows.Count - row)));
                personOfRow[first++] = _persons.AddAt(start + part.Persons.StartOf(row), part.PersonHashes[row], out _);
            }
        }
    }

    private void ThrowIfBuilt()
    {
        if (_isBuilt)
            throw new InvalidOperationException("The register is built, or a part had a case that was there already; begin another builder.");
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
