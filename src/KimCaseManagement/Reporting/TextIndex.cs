using System.Text;

namespace KimCaseManagement.Reporting;

/// <summary>Numbers distinct texts 0, 1, 2, … in the order in which they come, kept as UTF-8 in large blocks: about a quarter of the memory of a dictionary of strings.</summary>
internal sealed class TextIndex
{
    private const int BlockBits = 20;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<byte[]> _blocks = [];
    private long[] _starts = new long[16];
    private ulong[] _buckets = new ulong[32];
    private byte[] _scratch = new byte[256];
    private long _end;

    internal int Count { get; private set; }

    /// <summary>The number of a text, a new one where it is new.</summary>
    internal int Add(ReadOnlySpan<byte> text, out bool isNew)
    {
        var bucket = Bucket(text, out var found, out var entry);
        isNew = found < 0;
        if (!isNew)
            return found;
        var number = Count++;
        _buckets[bucket] = entry | (uint)(number + 1);
        Store(number, text);
        if (Count * 2 > _buckets.Length)
            Grow();
        return number;
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, out bool)"/>
    internal int Add(string text, out bool isNew) => Add(Encode(text), out isNew);

    /// <summary>The number of a text; -1 where it isn't there.</summary>
    internal int Find(ReadOnlySpan<byte> text)
    {
        Bucket(text, out var found, out _);
        return found;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    internal int Find(string text) => Find(Encode(text));

    internal string TextOf(int number)
    {
        var bytes = BytesOf(number);
#if NETSTANDARD2_0
        return Encoding.UTF8.GetString(bytes.ToArray());
#else
        return Encoding.UTF8.GetString(bytes);
#endif
    }

    /// <summary>The UTF-8 of a text, without a copy.</summary>
    internal ReadOnlySpan<byte> BytesOf(int number)
    {
        var start = _starts[number];
        var offset = (int)(start & (BlockSize - 1));
        var block = _blocks[(int)(start >> BlockBits)];
        return block.AsSpan(offset + 2, block[offset] | (block[offset + 1] << 8));
    }

    /// <summary>The UTF-8 of a text; valid until the next one.</summary>
    internal ReadOnlySpan<byte> Encode(string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_scratch.Length < longest)
            _scratch = new byte[longest];
        return _scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, 0, text.Length, _scratch, 0));
    }

    private int Bucket(ReadOnlySpan<byte> text, out int found, out ulong entry)
    {
        // A bucket holds the number and one, and above it the hash, so that texts with other hashes are not looked at.
        var mask = _buckets.Length - 1;
        var hash = Hash(text);
        for (var bucket = (int)hash & mask; ; bucket = (bucket + 1) & mask)
        {
            entry = _buckets[bucket];
            found = (int)(uint)entry - 1;
            if (found < 0)
            {
                entry = (ulong)hash << 32;
                return bucket;
            }

            if ((uint)(entry >> 32) == hash && BytesOf(found).SequenceEqual(text))
                return bucket;
        }
    }

    private void Store(int number, ReadOnlySpan<byte> text)
    {
        // An id has 200 characters at most, so that a text never needs more than a block.
        if (_end + text.Length + 2 > (long)_blocks.Count << BlockBits)
        {
            _end = (long)_blocks.Count << BlockBits;
            _blocks.Add(new byte[BlockSize]);
        }

        if (number == _starts.Length)
            Array.Resize(ref _starts, number * 2);
        _starts[number] = _end;
        var block = _blocks[_blocks.Count - 1];
        var offset = (int)(_end & (BlockSize - 1));
        block[offset] = (byte)text.Length;
        block[offset + 1] = (byte)(text.Length >> 8);
        text.CopyTo(block.AsSpan(offset + 2));
        _end += text.Length + 2;
    }

    private void Grow()
    {
        var larger = new ulong[_buckets.Length * 2];
        var mask = larger.Length - 1;
        foreach (var entry in _buckets)
        {
            if (entry == 0)
                continue;
            var bucket = (int)(entry >> 32) & mask;
            while (larger[bucket] != 0)
                bucket = (bucket + 1) & mask;
            larger[bucket] = entry;
        }

        _buckets = larger;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            while (text.Length >= 8)
            {
                hash = (hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15UL;
                hash ^= hash >> 32;
                text = text.Slice(8);
            }

            foreach (var b in text)
                hash = (hash ^ b) * 0x9E3779B97F4A7C15UL;
            return (uint)(hash ^ (hash >> 29) ^ (hash >> 47));
        }
    }
}
