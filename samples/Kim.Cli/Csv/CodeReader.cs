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

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
