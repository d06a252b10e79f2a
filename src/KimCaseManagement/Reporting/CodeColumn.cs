namespace KimCaseManagement.Reporting;

/// <summary>One small code a row, 0 where the value is not known; the codes' texts are kept once.</summary>
internal sealed class CodeColumn
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [Dimensions.Unknown];

    // Two bytes a row until a register has more than 65,535 different codes.
    private ushort[] _narrow = new ushort[16];
    private int[]? _wide;

    /// <summary>The texts of the codes; the one with the number 0 is that of unknown values.</summary>
    internal IReadOnlyList<string> Texts => _texts;

    internal int this[int row] => _wide is null ? _narrow[row] : _wide[row];

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

    internal void Set(int row, int number)
    {
        if (_wide is null && number > ushort.MaxValue)
            _wide = Array.ConvertAll(_narrow, n => (int)n);
        if (_wide is not null)
        {
            if (row >= _wide.Length)
                Array.Resize(ref _wide, row * 2);
            _wide[row] = number;
        }
        else
        {
            if (row >= _narrow.Length)
                Array.Resize(ref _narrow, row * 2);
            _narrow[row] = (ushort)number;
        }
    }

    /// <summary>Brings the rows into another order, and gives back what was reserved for more.</summary>
    internal void Reorder(int[] oldRowOf)
    {
        _narrow = _wide is null ? Array.ConvertAll(oldRowOf, old => _narrow[old]) : [];
        if (_wide is not null)
            _wide = Array.ConvertAll(oldRowOf, old => _wide[old]);
    }
}
