using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kim.Cli.Csv;

/// <summary>Turns codes in bytes into values, each different text once: files repeat the same few codes in millions of rows.</summary>
internal sealed class CodeReader<T>(CodeReader<T>.Parser parser)
{
    private const int PlaceBits = 14;
    private const int Places = 1 << PlaceBits;
    private const int MostKept = Places / 2;

    private readonly Known?[] _known = new Known?[Places];
    private int _count;

    /// <summary>Reads a value of text; false where the text is not a code.</summary>
    internal delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);

    internal bool TryRead(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        var key = KeyOf(text);
        var place = (int)((key * 0x9E3779B97F4A7C15UL) >> (64 - PlaceBits));
        var known = _known[place];
        while (known is not null && !known.Is(key, text))
        {
            place = (place + 1) & (Places - 1);
            known = _known[place];
        }

        if (known is null)
        {
            known = new Known(key, text.ToArray(), parser(Encoding.UTF8.GetString(text), out var parsed), parsed);
            if (_count < MostKept)
                (_known[place], _count) = (known, _count + 1);
        }

        value = known.Value;
        return known.IsCode;
    }

    /// <summary>Both ends of the text. With its length that is all there is to a text of eight bytes at most, as most codes are.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> text) => text.Length switch
    {
        >= sizeof(uint) => ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]),
        >= sizeof(ushort) => ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(text) << 32) | BinaryPrimitives.ReadUInt16LittleEndian(text[^sizeof(ushort)..]),
        1 => text[0],
        _ => 0,
    };

    private sealed record Known(ulong Key, byte[] Text, bool IsCode, T? Value)
    {
        // Beside the key, so that mostly no second object is looked at.
        private readonly int _length = Text.Length;

        internal bool Is(ulong key, ReadOnlySpan<byte> text) => Key == key && _length == text.Length && (text.Length <= 2 * sizeof(uint) || text.SequenceEqual(Text));
    }
}
