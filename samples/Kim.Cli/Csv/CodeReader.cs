using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kim.Cli.Csv;

/// <summary>Turns codes in bytes into values, each different text once: files repeat the same few codes in millions of rows.</summary>
internal sealed class CodeReader<T>(CodeReader<T>.Parser parser)
{
    private const int MostKept = 10_000;

    private readonly Dictionary<byte[], (bool IsCode, T? Value)> _known = new(Utf8Comparer.Instance);

    /// <summary>Reads a value of text; false where the text is not a code.</summary>
    internal delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);

    internal bool TryRead(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        var known = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!known.TryGetValue(text, out var entry))
        {
            entry = parser(Encoding.UTF8.GetString(text), out var parsed) ? (true, parsed) : (false, default);
            if (_known.Count < MostKept)
                known[text] = entry;
        }

        value = entry.Value;
        return entry.IsCode;
    }
}

/// <summary>Compares texts in UTF-8, looked up without a copy.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    internal static readonly Utf8Comparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    /// <summary>Of the length and both ends, which is enough for codes.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        ulong first = 0, last = 0;
        if (alternate.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(alternate);
            last = BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]);
        }
        else
        {
            foreach (var b in alternate)
                first = (first << 8) | b;
        }

        unchecked
        {
            var hash = ((first * 0x9E3779B97F4A7C15UL) ^ (last * 0xC2B2AE3D27D4EB4FUL)) + (ulong)alternate.Length;
            return (int)(hash ^ (hash >> 32));
        }
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
