using System.Collections;

namespace KimCaseManagement.Eligibility;

/// <summary>Some of the facts, in the order in which they are best asked (Menge von Angaben).</summary>
/// <remarks>A small value; the default value is empty.</remarks>
public readonly struct EligibilityFactSet : IReadOnlyList<EligibilityFact>, IEquatable<EligibilityFactSet>
{
    internal EligibilityFactSet(uint mask) => Mask = mask;

    internal uint Mask { get; }

    /// <summary>How many there are.</summary>
    public int Count => Bits.Count(Mask);

    /// <summary>The fact at a place, beginning with 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is negative or not below <see cref="Count"/>.</exception>
    public EligibilityFact this[int index] => (EligibilityFact)Bits.IndexOf(Mask, index);

    /// <summary>True where the fact is among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public bool Contains(EligibilityFact fact) => (Mask & EligibilityFactList.Bit(fact)) != 0;

    /// <inheritdoc/>
    public bool Equals(EligibilityFactSet other) => Mask == other.Mask;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EligibilityFactSet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Mask;

    /// <summary>Equal sets.</summary>
    public static bool operator ==(EligibilityFactSet left, EligibilityFactSet right) => left.Equals(right);

    /// <summary>Different sets.</summary>
    public static bool operator !=(EligibilityFactSet left, EligibilityFactSet right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<EligibilityFact> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The codes, separated by commas.</summary>
    public override string ToString() => string.Join(", ", ListOf(Mask).Select(f => f.Code()));

    internal static IReadOnlyList<EligibilityFact> ListOf(uint mask) => [.. new EligibilityFactSet(mask)];
}

/// <summary>Counting and finding bits, also where the framework has no intrinsics for it.</summary>
internal static class Bits
{
    internal static int Count(ulong bits)
    {
#if NETSTANDARD2_0
        bits -= (bits >> 1) & 0x5555555555555555;
        bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
        bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return (int)(unchecked(bits * 0x0101010101010101) >> 56);
#else
        return System.Numerics.BitOperations.PopCount(bits);
#endif
    }

    /// <summary>The place of the lowest bit that is set; the bits must not be 0.</summary>
    internal static int Lowest(ulong bits)
    {
#if NETSTANDARD2_0
        return Count((bits & unchecked(0 - bits)) - 1);
#else
        return System.Numerics.BitOperations.TrailingZeroCount(bits);
#endif
    }

    /// <summary>The place of the set bit with this number, beginning with 0.</summary>
    internal static int IndexOf(uint bits, int number)
    {
        if (number < 0 || number >= Count(bits))
            throw new ArgumentOutOfRangeException(nameof(number), number, $"A place from 0 to {Count(bits) - 1} is expected.");
        for (; number > 0; number--)
            bits &= bits - 1;
        return Lowest(bits);
    }
}
