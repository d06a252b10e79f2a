namespace KimCaseManagement.Testing;

/// <summary>SplitMix64: small, and the same on every machine and framework.</summary>
internal sealed class SplitMix(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    internal int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }
}
