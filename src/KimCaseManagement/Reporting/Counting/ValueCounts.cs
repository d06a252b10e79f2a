namespace KimCaseManagement.Reporting.Counting;

/// <summary>How often each value occurs: days, or contacts of a case. Filled in rising order of values, never changed afterwards.</summary>
internal sealed class ValueCounts
{
    // A value, and how often it occurs; and so on.
    private int[] _flat = [];
    private int _end;

    /// <summary>The values, each with its count behind it.</summary>
    internal ReadOnlySpan<int> Flat => _flat.AsSpan(0, _end);

    /// <summary>Adds a value as often as it occurs.</summary>
    /// <exception cref="FormatException">The value is below one that was added before.</exception>
    internal void Add(int value, int count)
    {
        if (_end > 0 && _flat[_end - 2] >= value)
        {
            if (_flat[_end - 2] > value)
                throw new FormatException("Values stand in rising order.");
            _flat[_end - 1] = checked(_flat[_end - 1] + count);
            return;
        }

        if (_end == _flat.Length)
            Array.Resize(ref _flat, Math.Max(2, 2 * _end));
        _flat[_end++] = value;
        _flat[_end++] = count;
    }

    internal ValueCounts With(ValueCounts other)
    {
        if (_end == 0 || other._end == 0)
            return _end == 0 ? other : this;
        var sum = new ValueCounts { _flat = new int[_end + other._end] };
        for (int own = 0, its = 0; own < _end || its < other._end;)
        {
            var isOwn = its == other._end || (own < _end && _flat[own] <= other._flat[its]);
            var (from, place) = isOwn ? (this, own) : (other, its);
            sum.Add(from._flat[place], from._flat[place + 1]);
            (own, its) = isOwn ? (own + 2, its) : (own, its + 2);
        }

        return sum.Trimmed();
    }

    /// <summary>Gives back what was reserved for more.</summary>
    internal ValueCounts Trimmed()
    {
        Array.Resize(ref _flat, _end);
        return this;
    }

    /// <summary>Nearest rank: the smallest value with at least the wanted share of the values at or below it.</summary>
    internal long Quantile(int percent)
    {
        var count = 0L;
        for (var i = 1; i < _end; i += 2)
            count += _flat[i];
        var rank = ((count * percent) + 99) / 100;
        for (var i = 0; i < _end; i += 2)
        {
            rank -= _flat[i + 1];
            if (rank <= 0)
                return _flat[i];
        }

        return Cells.None;
    }
}
