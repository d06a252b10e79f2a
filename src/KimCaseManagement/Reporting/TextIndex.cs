namespace KimCaseManagement.Reporting;

/// <summary>Numbers distinct texts 0, 1, 2, … in the order in which they come: about a quarter of the memory of a dictionary of strings.</summary>
internal sealed class TextIndex
{
    private readonly TextList _texts = new();
    private ulong[] _buckets = new ulong[32];

    internal int Count => _texts.Count;

    /// <summary>The number of a text, a new one where it is new.</summary>
    internal int Add(ReadOnlySpan<byte> text, out bool isNew)
    {
        var number = NumberOf(text, Hash(text), out isNew);
        if (isNew)
            _texts.Add(text);
        return number;
    }

    /// <summary>Takes over the blocks of a list, see <see cref="TextList.TakeOver"/>.</summary>
    internal long TakeOver(TextList texts) => _texts.TakeOver(texts);

    /// <summary>The number of a text that stands in blocks that were taken over, and whose <see cref="Hash"/> is known; a new one where it is new.</summary>
    internal int AddAt(long start, uint hash, out bool isNew)
    {
        var number = NumberOf(_texts.At(start), hash, out isNew);
        if (isNew)
            _texts.AddAt(start);
        return number;
    }

    /// <summary>The number of a text; -1 where it isn't there.</summary>
    internal int Find(ReadOnlySpan<byte> text)
    {
        Bucket(text, Hash(text), out var found);
        return found;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    internal int Find(string text) => Find(Encode(text));

    /// <summary>The UTF-8 of a text, without a copy.</summary>
    internal ReadOnlySpan<byte> BytesOf(int number) => _texts[number];

    /// <inheritdoc cref="TextList.TextOf"/>
    internal string TextOf(int number) => _texts.TextOf(number);

    /// <inheritdoc cref="TextList.Encode"/>
    internal ReadOnlySpan<byte> Encode(string text) => _texts.Encode(text);

    /// <summary>Makes room for so many texts more, so that it isn't made step by step.</summary>
    internal void Reserve(int more)
    {
        _texts.Reserve(more);
        var buckets = _buckets.Length;
        while ((Count + more) * 2L > buckets)
            buckets *= 2;
        if (buckets > _buckets.Length)
            Resize(buckets);
    }

    /// <summary>Looks at the buckets of texts that come next. Memory brings them side by side then; looked up one after another, each would be waited for.</summary>
    internal void Fetch(ReadOnlySpan<uint> hashes)
    {
        foreach (var hash in hashes)
            _ = Volatile.Read(ref _buckets[(int)hash & (_buckets.Length - 1)]);
    }

    internal static uint Hash(ReadOnlySpan<byte> text)
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

    /// <summary>The number of a text. Where it is new it gets the next number, with which it is to be added to the texts.</summary>
    private int NumberOf(ReadOnlySpan<byte> text, uint hash, out bool isNew)
    {
        if ((Count + 1) * 2 > _buckets.Length)
            Resize(_buckets.Length * 2);
        var bucket = Bucket(text, hash, out var found);
        isNew = found < 0;
        if (!isNew)
            return found;
        _buckets[bucket] = ((ulong)hash << 32) | (uint)(Count + 1);
        return Count;
    }

    /// <summary>The bucket of a text, or the empty one where it would stand.</summary>
    private int Bucket(ReadOnlySpan<byte> text, uint hash, out int found)
    {
        // A bucket holds the number and one, and above it the hash, so that texts with other hashes are not looked at.
        var mask = _buckets.Length - 1;
        for (var bucket = (int)hash & mask; ; bucket = (bucket + 1) & mask)
        {
            var entry = _buckets[bucket];
            found = (int)(uint)entry - 1;
            if (found < 0 || ((uint)(entry >> 32) == hash && _texts[found].SequenceEqual(text)))
                return bucket;
        }
    }

    private void Resize(int size)
    {
        // Written before it is read: memory that is read first is handed out twice, as a page of zeros and then as one to write to.
        var larger = new ulong[size];
        Array.Clear(larger, 0, size);
        var mask = size - 1;
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
}
