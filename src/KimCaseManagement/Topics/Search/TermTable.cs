using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>All stems of the index, each with a number: a hash table over one array of letters.</summary>
internal sealed class TermTable
{
    private char[] _letters = new char[1 << 17];
    private int[] _starts = new int[1 << 14];
    private int[] _slots = new int[1 << 15];
    private int _used;

    internal int Count { get; private set; }

    internal char[] Letters => _letters;

    internal int Start(int term) => _starts[term];

    internal int Length(int term) => _starts[term + 1] - _starts[term];

    /// <summary>The number of a stem, -1 where there is none.</summary>
    [MethodImpl(Jit.AtOnce)]
    internal int Find(char[] word, int start, int length)
    {
        var mask = _slots.Length - 1;
        for (var slot = Hash(word, start, length) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (Equal(_slots[slot] - 1, word, start, length))
                return _slots[slot] - 1;
        }

        return -1;
    }

    [MethodImpl(Jit.AtOnce)]
    internal int FindOrAdd(char[] word, int start, int length)
    {
        var found = Find(word, start, length);
        if (found >= 0)
            return found;
        if (Count * 2 >= _slots.Length)
            Grow();
        if (_used + length > _letters.Length)
            Array.Resize(ref _letters, _letters.Length * 2);
        if (Count + 2 > _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        Array.Copy(word, start, _letters, _used, length);
        _used += length;
        _starts[Count + 1] = _used;
        Insert(Count);
        return Count++;
    }

    [MethodImpl(Jit.AtOnce)]
    internal static int Hash(char[] word, int start, int length)
    {
        var hash = 2166136261u;
        for (var i = start; i < start + length; i++)
            hash = unchecked((hash ^ word[i]) * 16777619u);
        return unchecked((int)((hash ^ (hash >> 15)) & 0x7FFFFFFF));
    }

    private void Insert(int term)
    {
        var mask = _slots.Length - 1;
        var slot = Hash(_letters, _starts[term], Length(term)) & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        _slots[slot] = term + 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var term = 0; term < Count; term++)
            Insert(term);
    }

    [MethodImpl(Jit.AtOnce)]
    private bool Equal(int term, char[] word, int start, int length)
    {
        if (Length(term) != length)
            return false;
        var own = _starts[term];
        for (var i = 0; i < length; i++)
        {
            if (_letters[own + i] != word[start + i])
                return false;
        }

        return true;
    }
}
