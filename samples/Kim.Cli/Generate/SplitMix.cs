namespace Kim.Cli.Generate;

/// <summary>SplitMix64: a small random source whose numbers are the same on every machine and in every version of the framework.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A source of its own for one item of a stream, whatever was drawn for the others.</summary>
    internal static SplitMix For(ulong seed, ulong item)
    {
        var mixed = new SplitMix(seed ^ (item * 0xD1342543DE82EF95));
        return new SplitMix(mixed.Next());
    }

    internal ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>.</summary>
    internal int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A fraction from 0 to below 1.</summary>
    internal double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    internal bool Chance(double probability) => Fraction() < probability;

    /// <summary>A waiting time with the given mean: many short ones, few long ones.</summary>
    internal int Exponential(double mean) => (int)(-mean * Math.Log(1.0 - Fraction()));
}
