using System.Runtime.InteropServices;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>What a part of a report knows of persons, so that each is counted once over all parts: columns, a row for each person, in the ordinal order of pseudonyms.</summary>
/// <remarks>Households are kept in the same way, where they are asked for. Most persons have one case, and many are seen in the same cells: such a set of cells is kept once. So a person takes 16 bytes and the pseudonym's, however many cells there are.</remarks>
internal sealed class AccumulatedPersons
{
    private readonly byte[] _texts;
    private readonly int[] _textEnds;
    private readonly int[] _ends;
    private readonly int[] _setOfEntry;
    private readonly int[] _seen;
    private readonly int[] _setEnds;
    private readonly int[] _cells;
    private readonly (CodeColumn First, CodeColumn Second) _offices;

    private AccumulatedPersons(byte[] texts, int[] textEnds, int[] ends, int[] setOfEntry, int[] seen, int[] setEnds, int[] cells, (CodeColumn First, CodeColumn Second) offices)
    {
        _texts = texts;
        _textEnds = textEnds;
        _ends = ends;
        _setOfEntry = setOfEntry;
        _seen = seen;
        _setEnds = setEnds;
        _cells = cells;
        _offices = offices;
    }

    internal int Count => _ends.Length;

    /// <summary>What a register knows of its persons.</summary>
    /// <param name="part">The cases.</param>
    /// <param name="index">The cells that a row belongs to.</param>
    /// <param name="scan">What the period makes of the rows.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="numbers">By cell of the index its number.</param>
    /// <param name="withOffices">Whether offices are asked for.</param>
    internal static AccumulatedPersons Of(CaseRegister part, CellIndex index, PeriodScan scan, int cells, int[] numbers, bool withOffices)
    {
        var data = part.Data;
        var offices = data.Codes[(int)Dimension.Office]!;
        var person = new SeenPerson(cells);
        return Of(data.PersonOfRow.AsSpan(0, scan.End), part.Persons, person, row =>
        {
            var isServed = scan.IsServed(row);
            foreach (var place in index.CellsOf(row))
                person.See(numbers[place], SeenPerson.Seen(data.Opened[row], isServed));
            if (withOffices && isServed)
                person.ServedBy(offices.Texts[offices[row]]);
        });
    }

    /// <summary>What a register knows of the households served.</summary>
    /// <inheritdoc cref="Of(CaseRegister, CellIndex, PeriodScan, int, int[], bool)"/>
    internal static AccumulatedPersons OfHouseholds(CaseRegister part, CellIndex index, PeriodScan scan, int cells, int[] numbers)
    {
        var household = new SeenPerson(cells);
        return Of(scan.HouseholdsServed(), part.Households, household, row =>
        {
            foreach (var place in index.CellsOf(row))
                household.See(numbers[place], SeenPerson.JustServed);
        });
    }

    /// <summary>The persons or households of rows.</summary>
    /// <param name="numberOfRow">By row the number of its person or household; <see cref="CaseRegister.Never"/> where it has none.</param>
    /// <param name="keys">The pseudonyms by number.</param>
    /// <param name="one">What is known of one of them.</param>
    /// <param name="see">Adds what a row says of it.</param>
    private static AccumulatedPersons Of(ReadOnlySpan<int> numberOfRow, TextIndex keys, SeenPerson one, Action<int> see)
    {
        // Their numbers are as few as days, so that rows go by person as they go by day.
        var rows = DayOrder.RowsByDay(numberOfRow, CaseRegister.Never);
        var starts = new List<(int Number, int Start)>();
        for (var i = 0; i < rows.Length && numberOfRow[rows[i]] != CaseRegister.Never; i++)
        {
            if (i == 0 || numberOfRow[rows[i]] != numberOfRow[rows[i - 1]])
                starts.Add((numberOfRow[rows[i]], i));
        }

        starts.Sort((left, right) => Compare(keys.BytesOf(left.Number), keys.BytesOf(right.Number)));
        var builder = new Builder();
        foreach (var (number, start) in starts)
        {
            one.Begin();
            for (var i = start; i < rows.Length && numberOfRow[rows[i]] == number; i++)
                see(rows[i]);
            builder.Add(keys.BytesOf(number), one);
        }

        return builder.Build();
    }

    /// <summary>The persons of several parts, each once.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cells">How many cells there are.</param>
    internal static AccumulatedPersons Of(IReadOnlyList<NumberedPersons> parts, int cells)
    {
        var (persons, builder) = (new PersonsInOrder(parts, cells), new Builder());
        while (persons.MoveNext())
            builder.Add(persons.Key, persons.Person);
        return builder.Build();
    }

    /// <summary>The pseudonym in UTF-8.</summary>
    internal ReadOnlySpan<byte> KeyOf(int person) => Slice(_texts, _textEnds, person);

    /// <summary>Adds what is known of a person.</summary>
    /// <param name="person">The place of the person.</param>
    /// <param name="to">To what.</param>
    /// <param name="numbers">By the number of a cell here its number there.</param>
    internal void AddTo(SeenPerson to, int person, int[] numbers)
    {
        for (var entry = person == 0 ? 0 : _ends[person - 1]; entry < _ends[person]; entry++)
        {
            foreach (var cell in Slice(_cells, _setEnds, _setOfEntry[entry]))
                to.See(numbers[cell], _seen[entry]);
        }

        to.ServedBy(OfficeOf(_offices.First, person));
        to.ServedBy(OfficeOf(_offices.Second, person));
    }

    /// <summary>Compares pseudonyms in UTF-8 as strings are compared ordinally.</summary>
    /// <remarks>The two orders differ in one thing: characters beyond the first 65,536 stand before the last 8192 of those, as a string has two surrogates for each.</remarks>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
                return Rank(left[i]) - Rank(right[i]);
        }

        return left.Length - right.Length;

        static int Rank(byte first) => first is 0xEE or 0xEF ? first + 0x10 : first;
    }

    private static string? OfficeOf(CodeColumn offices, int person) => offices.Texts.Count > 1 && offices[person] is var number and > 0 ? offices.Texts[number] : null;

    private static ReadOnlySpan<T> Slice<T>(T[] all, int[] ends, int place)
    {
        var start = place == 0 ? 0 : ends[place - 1];
        return all.AsSpan(start, ends[place] - start);
    }

    /// <summary>Takes persons one after another, in ordinal order.</summary>
    internal sealed class Builder
    {
        // A set is text of numbers to the index; one that is too large for a text is kept as several.
        private const int MostCellsOfSet = 10_000;

        private readonly TextIndex _sets = new();
        private readonly List<int> _textEnds = [];
        private readonly List<int> _ends = [];
        private readonly List<int> _setOfEntry = [];
        private readonly List<int> _seen = [];
        private readonly (CodeColumn First, CodeColumn Second) _offices = (new CodeColumn(), new CodeColumn());
        private byte[] _texts = new byte[1024];
        private int[] _set = new int[16];
        private int _textEnd;
        private int _officeRows = 16;

        /// <summary>Adds a person.</summary>
        /// <param name="key">The pseudonym in UTF-8.</param>
        /// <param name="person">Where the person was seen.</param>
        /// <exception cref="FormatException">The pseudonym doesn't come after that of the person before.</exception>
        internal void Add(ReadOnlySpan<byte> key, SeenPerson person)
        {
            var number = _ends.Count;
            if (number > 0 && Compare(_texts.AsSpan(0, _textEnd).Slice(number == 1 ? 0 : _textEnds[number - 2]), key) >= 0)
                throw new FormatException("Each person stands once, in ordinal order.");
            if (_textEnd + key.Length > _texts.Length)
                Array.Resize(ref _texts, Math.Max(checked(_textEnd + key.Length), (int)Math.Min(2L * _texts.Length, 0x7FFFFFC7)));
            key.CopyTo(_texts.AsSpan(_textEnd));
            _textEnds.Add(_textEnd += key.Length);
            var cells = person.CellsBySeen();
            for (var start = 0; start < cells.Length;)
            {
                var end = start;
                while (end < cells.Length && end - start < MostCellsOfSet && cells[end] >> 32 == cells[start] >> 32)
                    end++;
                AddEntry(cells.Slice(start, end - start));
                start = end;
            }

            _ends.Add(_setOfEntry.Count);
            if (person.FirstOffice is not null)
                SetOffices(number, person);
        }

        internal AccumulatedPersons Build()
        {
            Array.Resize(ref _texts, _textEnd);
            _offices.First.Reserve(_offices.First.Texts.Count > 1 ? _ends.Count : 0);
            _offices.Second.Reserve(_offices.First.Texts.Count > 1 ? _ends.Count : 0);
            var ends = new int[_sets.Count];
            var end = 0;
            for (var set = 0; set < ends.Length; set++)
                ends[set] = end += _sets.BytesOf(set).Length / sizeof(int);
            var cells = new int[end];
            for (var set = 0; set < ends.Length; set++)
                _sets.BytesOf(set).CopyTo(MemoryMarshal.AsBytes(cells.AsSpan(set == 0 ? 0 : ends[set - 1])));
            return new AccumulatedPersons(_texts, [.. _textEnds], [.. _ends], [.. _setOfEntry], [.. _seen], ends, cells, _offices);
        }

        private void AddEntry(ReadOnlySpan<long> cells)
        {
            if (_set.Length < cells.Length)
                _set = new int[2 * cells.Length];
            for (var i = 0; i < cells.Length; i++)
                _set[i] = (int)cells[i];
            _setOfEntry.Add(_sets.Add(MemoryMarshal.AsBytes(_set.AsSpan(0, cells.Length)), out _));
            _seen.Add((int)(cells[0] >> 32));
        }

        private void SetOffices(int person, SeenPerson served)
        {
            while (_officeRows <= person)
                _officeRows *= 2;
            foreach (var (column, office) in (ReadOnlySpan<(CodeColumn, string?)>)[(_offices.First, served.FirstOffice), (_offices.Second, served.SecondOffice)])
            {
                column.Reserve(_officeRows);
                column.Set(person, column.NumberOf(office));
            }
        }
    }
}
