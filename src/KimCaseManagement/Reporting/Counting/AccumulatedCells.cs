using System.Text.Json;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>The sums of a part by cell, in the ordinal order of what the cells are called.</summary>
internal sealed class AccumulatedCells
{
    private readonly string[] _keys;
    private readonly AccumulatedCell[] _cells;

    private AccumulatedCells(string[] keys, AccumulatedCell[] cells)
    {
        _keys = keys;
        _cells = cells;
    }

    internal static AccumulatedCells None { get; } = new([], []);

    internal int Count => _keys.Length;

    internal AccumulatedCell this[int number] => _cells[number];

    internal IReadOnlyList<string?> GroupsOf(int number, ReportRequest request) => ReportCell.GroupsOf(_keys[number], request.Dimensions.Count);

    /// <summary>Counts the cells of a register.</summary>
    /// <param name="index">The cells that a row belongs to.</param>
    /// <param name="data">The rows.</param>
    /// <param name="request">What is counted.</param>
    /// <param name="scan">What the period makes of the rows.</param>
    /// <param name="contacts">The contacts of the period, if any.</param>
    /// <param name="numbers">By cell of the index its number here.</param>
    internal static AccumulatedCells Of(CellIndex index, CaseRegister.Columns data, ReportRequest request, PeriodScan scan, ContactTally? contacts, out int[] numbers)
    {
        var cells = new List<AccumulatedCell>();
        var places = new List<int>();
        var numbersByPlace = new int[index.Count];
        for (var row = 0; row < data.Opened.Length; row++)
        {
            var contactCount = contacts?.Contacts[row] ?? 0;
            if (row >= scan.End && contactCount == 0)
                continue;
            var isServed = scan.IsServed(row);
            foreach (var place in index.CellsOf(row))
            {
                if (place >= numbersByPlace.Length)
                    Array.Resize(ref numbersByPlace, 2 * place);

                // One more than the number, so that 0 is none.
                if (numbersByPlace[place] == 0)
                {
                    cells.Add(new AccumulatedCell());
                    places.Add(place);
                    numbersByPlace[place] = cells.Count;
                }

                var cell = cells[numbersByPlace[place] - 1];
                if (contactCount > 0)
                    cell.AddContacts(contactCount, contacts!.Minutes[row], 1);
                if (isServed)
                    cell.AddCase(row >= scan.FirstOpened, scan.IsClosed(row));
            }
        }

        string[] keys = [.. places.Select(place => ReportCell.KeyOf(Enumerable.Range(0, index.Axes.Length).Select(a => index.Axes[a].Groups[index.GroupOf(place, a)])))];
        int[] inOrder = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, inOrder, StringComparer.Ordinal);
        for (var number = 0; number < inOrder.Length; number++)
            numbersByPlace[places[inOrder[number]]] = number;
        var counted = new AccumulatedCells(keys, [.. inOrder.Select(i => cells[i])]);
        var (needs, to) = (new AccumulatedNeeds(request.Measures), Days.ToNumber(request.Period.To));
        if (needs.Durations)
            Distribute(row => scan.IsClosed(row) ? data.Closed[row] - data.Opened[row] : CaseRegister.Never, cell => cell.Durations);
        if (needs.OpenDurations)
            Distribute(row => scan.IsClosed(row) ? CaseRegister.Never : to - data.Opened[row], cell => cell.OpenDurations);
        if (needs.ContactsPerCase)
            Distribute(row => contacts!.Contacts[row], cell => cell.ContactsPerCase);
        foreach (var cell in counted._cells)
            cell.Trim();
        numbers = numbersByPlace;
        return counted;

        // Rows in the rising order of their values, so that each cell's come in that order.
        void Distribute(Func<int, int> valueOf, Func<AccumulatedCell, ValueCounts> valuesOf)
        {
            var values = new int[scan.End];
            for (var row = 0; row < values.Length; row++)
                values[row] = scan.IsServed(row) ? valueOf(row) : CaseRegister.Never;
            foreach (var row in DayOrder.RowsByDay(values, CaseRegister.Never))
            {
                if (values[row] == CaseRegister.Never)
                    break;
                foreach (var place in index.CellsOf(row))
                    valuesOf(counted._cells[numbersByPlace[place]]).Add(values[row], 1);
            }
        }
    }

    /// <summary>The sums of both.</summary>
    /// <param name="other">The other ones.</param>
    /// <param name="ownNumbers">By the number of a cell here: its number among those of both.</param>
    /// <param name="otherNumbers">By the number of a cell there: its number among those of both.</param>
    internal AccumulatedCells With(AccumulatedCells other, out int[] ownNumbers, out int[] otherNumbers)
    {
        var (keys, cells) = (new List<string>(Count + other.Count), new List<AccumulatedCell>(Count + other.Count));
        (ownNumbers, otherNumbers) = (new int[Count], new int[other.Count]);
        for (int own = 0, its = 0; own < Count || its < other.Count;)
        {
            var order = own == Count ? 1 : its == other.Count ? -1 : string.CompareOrdinal(_keys[own], other._keys[its]);
            cells.Add(order == 0 ? _cells[own].With(other._cells[its]) : order < 0 ? _cells[own] : other._cells[its]);
            keys.Add(order <= 0 ? _keys[own] : other._keys[its]);
            if (order <= 0)
                ownNumbers[own++] = keys.Count - 1;
            if (order >= 0)
                otherNumbers[its++] = keys.Count - 1;
        }

        return new AccumulatedCells([.. keys], [.. cells]);
    }

    internal void Write(Utf8JsonWriter json, ReportRequest request)
    {
        json.WriteStartArray("cells");
        for (var number = 0; number < Count; number++)
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var group in GroupsOf(number, request))
                json.WriteStringValue(group);
            json.WriteEndArray();
            _cells[number].Write(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static AccumulatedCells Read(JsonElement root, ReportRequest request)
    {
        var needs = new AccumulatedNeeds(request.Measures);
        var elements = root.GetProperty("cells").EnumerateArray().ToList();
        string[] keys = [.. elements.Select(cell => ReportCell.KeyOf(cell.GetProperty("groups").EnumerateArray().Select(g => g.GetString())))];
        for (var number = 1; number < keys.Length; number++)
        {
            if (string.CompareOrdinal(keys[number - 1], keys[number]) >= 0)
                throw new FormatException("Each cell stands once, in ordinal order.");
        }

        return new AccumulatedCells(keys, [.. elements.Select(cell => AccumulatedCell.Read(cell, needs))]);
    }
}
