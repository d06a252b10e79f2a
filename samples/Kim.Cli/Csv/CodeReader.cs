using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Kim.Cli.Csv;

/// <summary>Turns codes in bytes into values, each different text once: files repeat the same few codes in millions of rows.</summary>
internal sealed class CodeReader<T>(CodeReader<T>.Parser parser)
{
    private const int Places = 1 << 14;
    private const int MostKept = Places / 2;

    private readonly Known?[] _known = new Known?[Places];
    private int _count;

    /// <summary>Reads a value of text; false where the text is not a code.</summary>
    internal delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);

    internal bool TryRead(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        var place = PlaceOf(text);
        var known = _known[place];
        while (known is not null && !text.SequenceEqual(known.Text))
        {
            place = (place + 1) & (Places - 1);
            known = _known[place];
        }

        if (known is null)
        {
            known = new Known(text.ToArray(), parser(Encoding.UTF8.GetString(text), out var parsed), parsed);
            if (_count < MostKept)
                (_known[place], _count) = (known, _count + 1);
        }

        value = known.Value;
        return known.IsCode;
    }

    /// <summary>By the length and both ends, which is enough for codes.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = (ulong)text.Length;
            if (text.Length >= sizeof(ulong))
            {
                hash ^= MemoryMarshal.Read<ulong>(text) * 0x9E3779B97F4A7C15UL;
                hash ^= MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]) * 0xC2B2AE3D27D4EB4FUL;
            }
            else
            {
                foreach (var b in text)
                    hash = (hash << 8) | b;
                hash *= 0x9E3779B97F4A7C15UL;
            }

            return (int)((hash ^ (hash >> 29)) >> 35) & (Places - 1);
        }
    }

    private sealed record Known(byte[] Text, bool IsCode, T? Value);
}
