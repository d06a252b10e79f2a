namespace KimCaseManagement.Reporting.Counting;

/// <summary>Goes through the persons of several parts in the ordinal order of pseudonyms, what all parts know of one person put together.</summary>
internal sealed class PersonsInOrder
{
    private readonly IReadOnlyList<NumberedPersons> _parts;

    /// <summary>By part, the place of the next person.</summary>
    private readonly int[] _next;

    /// <summary>Parts that have further persons, as a heap: none comes before the one at half its place.</summary>
    private readonly int[] _heap;

    private int _heapCount;
    private (int Part, int Place) _current;

    /// <summary>Begins before the first person.</summary>
    /// <param name="parts">The persons.</param>
    /// <param name="cells">How many cells there are.</param>
    internal PersonsInOrder(IReadOnlyList<NumberedPersons> parts, int cells)
    {
        _parts = parts;
        _next = new int[parts.Count];
        _heap = new int[parts.Count];
        Person = new SeenPerson(cells);
        for (var part = 0; part < parts.Count; part++)
        {
            if (parts[part].Persons.Count > 0)
                _heap[_heapCount++] = part;
        }

        for (var place = (_heapCount / 2) - 1; place >= 0; place--)
            SiftDown(place);
    }

    /// <summary>The person.</summary>
    internal SeenPerson Person { get; }

    /// <summary>The pseudonym in UTF-8.</summary>
    internal ReadOnlySpan<byte> Key => _parts[_current.Part].Persons.KeyOf(_current.Place);

    /// <summary>Goes to the next person; false where there is none.</summary>
    internal bool MoveNext()
    {
        if (_heapCount == 0)
            return false;
        _current = (_heap[0], _next[_heap[0]]);
        Person.Begin();
        do
        {
            var part = _heap[0];
            var (persons, numbers) = _parts[part];
            persons.AddTo(Person, _next[part]++, numbers);
            if (_next[part] == persons.Count)
                _heap[0] = _heap[--_heapCount];
            SiftDown(0);
        }
        while (_heapCount > 0 && KeyOfNext(0).SequenceEqual(Key));

        return true;
    }

    private ReadOnlySpan<byte> KeyOfNext(int place) => _parts[_heap[place]].Persons.KeyOf(_next[_heap[place]]);

    private void SiftDown(int place)
    {
        for (var child = (2 * place) + 1; child < _heapCount; child = (2 * place) + 1)
        {
            if (child + 1 < _heapCount && AccumulatedPersons.Compare(KeyOfNext(child + 1), KeyOfNext(child)) < 0)
                child++;
            if (AccumulatedPersons.Compare(KeyOfNext(place), KeyOfNext(child)) <= 0)
                return;
            (_heap[place], _heap[child]) = (_heap[child], _heap[place]);
            place = child;
        }
    }
}

/// <summary>Persons of a part, and the numbers that its cells have among those of all parts.</summary>
internal readonly record struct NumberedPersons(AccumulatedPersons Persons, int[] Numbers)
{
    /// <summary>The same, where cells got other numbers.</summary>
    internal NumberedPersons Renumbered(int[] numbers) => this with { Numbers = Array.ConvertAll(Numbers, n => numbers[n]) };
}
