namespace KimCaseManagement.Reporting;

/// <summary>One small code a row, 0 where the value is not known; the codes' texts are kept once.</summary>
/// <remarks>One byte a row up to 255 different codes, two up to 65,535, then four.</remarks>
internal sealed class CodeColumn
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [Dimensions.Unknown];

    private byte[]? _bytes = new byte[16];
    private ushort[]? _shorts;
    private int[]? _ints;

    /// <summary>The texts of the codes; the one with the number 0 is that of unknown values.</summary>
    internal IReadOnlyList<string> Texts => _texts;

    internal int this[int row] => _bytes is not null ? _bytes[row] : _shorts is not null ? _shorts[row] : _ints![row];

    /// <summary>Bytes a row.</summary>
    internal int Width => _bytes is not null ? 1 : _shorts is not null ? 2 : 4;

    /// <summary>The number of a code, a new one where it is new; 0 for none.</summary>
    internal int NumberOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        if (!_numbers.TryGetValue(text!, out var number))
        {
            number = _texts.Count;
            _numbers.Add(text!, number);
            _texts.Add(text!);
        }

        return number;
    }

    /// <summary>Makes room for so many rows.</summary>
    internal void Reserve(int rows)
    {
        if (_bytes is not null)
            Array.Resize(ref _bytes, rows);
        else if (_shorts is not null)
            Array.Resize(ref _shorts, rows);
        else
            Array.Resize(ref _ints, rows);
    }

    internal void Set(int row, int number)
    {
        if (number > byte.MaxValue && _bytes is not null)
        {
            _shorts = Array.ConvertAll(_bytes, n => (ushort)n);
            _bytes = null;
        }

        if (number > ushort.MaxValue && _shorts is not null)
        {
            _ints = Array.ConvertAll(_shorts, n => (int)n);
            _shorts = null;
        }

        if (_bytes is not null)
            _bytes[row] = (byte)number;
        else if (_shorts is not null)
            _shorts[row] = (ushort)number;
        else
            _ints![row] = number;
    }

    /// <summary>Takes over the first rows of another column, behind the rows there are. Room has been made for them.</summary>
    internal void Add(CodeColumn other, int first, int more)
    {
        var numbers = other._texts.Select((text, i) => i == 0 ? 0 : NumberOf(text)).ToArray();
        if (_bytes is not null && other._bytes is not null && _texts.Count <= byte.MaxValue + 1)
        {
            for (var row = 0; row < more; row++)
                _bytes[first + row] = (byte)numbers[other._bytes[row]];
            return;
        }

        for (var row = 0; row < more; row++)
            Set(first + row, numbers[other[row]]);
    }

    /// <summary>Adds <c>(number + 1) × factor</c> of each row to what stands at its place.</summary>
    internal void AddTo(Span<int> sums, ReadOnlySpan<int> rows, int factor)
    {
        if (_bytes is { } bytes)
        {
            for (var i = 0; i < rows.Length; i++)
                sums[i] += (bytes[rows[i]] + 1) * factor;
        }
        else if (_shorts is { } shorts)
        {
            for (var i = 0; i < rows.Length; i++)
                sums[i] += (shorts[rows[i]] + 1) * factor;
        }
        else
        {
            for (var i = 0; i < rows.Length; i++)
                sums[i] += (_ints![rows[i]] + 1) * factor;
        }
    }

    /// <summary>Brings the rows into another order, and gives back what was reserved for more.</summary>
    internal void Reorder(int[] oldRowOf)
    {
        if (_bytes is not null)
            _bytes = CaseRows.InOrder(_bytes, oldRowOf);
        else if (_shorts is not null)
            _shorts = CaseRows.InOrder(_shorts, oldRowOf);
        else
            _ints = CaseRows.InOrder(_ints!, oldRowOf);
    }
}
