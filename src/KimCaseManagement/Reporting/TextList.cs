using System.Text;

namespace KimCaseManagement.Reporting;

/// <summary>Texts by number, 0, 1, 2, … in the order in which they come, kept as UTF-8 in large blocks.</summary>
internal sealed class TextList
{
    private const int BlockBits = 17;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<byte[]> _blocks = [];
    private long[] _starts = new long[16];
    private byte[] _scratch = new byte[256];
    private long _end;

    internal int Count { get; private set; }

    /// <summary>The UTF-8 of a text, without a copy.</summary>
    internal ReadOnlySpan<byte> this[int number] => At(_starts[number]);

    /// <summary>The UTF-8 of the text that begins at a place in the blocks.</summary>
    internal ReadOnlySpan<byte> At(long start)
    {
        var offset = (int)(start & (BlockSize - 1));
        var block = _blocks[(int)(start >> BlockBits)];
        return block.AsSpan(offset + 2, block[offset] | (block[offset + 1] << 8));
    }

    /// <summary>Where a text begins in the blocks.</summary>
    internal long StartOf(int number) => _starts[number];

    internal string TextOf(int number)
    {
        var bytes = this[number];
#if NETSTANDARD2_0
        return Encoding.UTF8.GetString(bytes.ToArray());
#else
        return Encoding.UTF8.GetString(bytes);
#endif
    }

    internal void Add(ReadOnlySpan<byte> text)
    {
        // An id has 200 characters at most, so that a text never needs more than a block.
        if (_end + text.Length + 2 > (long)_blocks.Count << BlockBits)
        {
            _end = (long)_blocks.Count << BlockBits;
            _blocks.Add(new byte[BlockSize]);
        }

        AddAt(_end);
        var block = _blocks[_blocks.Count - 1];
        var offset = (int)(_end & (BlockSize - 1));
        block[offset] = (byte)text.Length;
        block[offset + 1] = (byte)(text.Length >> 8);
        text.CopyTo(block.AsSpan(offset + 2));
        _end += text.Length + 2;
    }

    /// <summary>Takes over the blocks of another list, without a copy; its texts get numbers only by <see cref="AddAt"/>.</summary>
    /// <returns>What is to be added to a place in the other list's blocks.</returns>
    internal long TakeOver(TextList other)
    {
        // The last block of either list stays with it: both may grow on.
        var start = (long)_blocks.Count << BlockBits;
        _blocks.AddRange(other._blocks);
        _end = (long)_blocks.Count << BlockBits;
        return start;
    }

    /// <summary>Gives the next number to a text that stands in the blocks already.</summary>
    internal void AddAt(long start)
    {
        if (Count == _starts.Length)
            Array.Resize(ref _starts, Count * 2);
        _starts[Count++] = start;
    }

    /// <summary>Makes room for so many texts more.</summary>
    internal void Reserve(int more)
    {
        if (Count + more > _starts.Length)
            Array.Resize(ref _starts, Count + more);
    }

    /// <summary>The UTF-8 of a text; valid until the next one.</summary>
    internal ReadOnlySpan<byte> Encode(string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_scratch.Length < longest)
            _scratch = new byte[longest];
        return _scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, 0, text.Length, _scratch, 0));
    }
}
