using System.Diagnostics;

namespace Kim.Cluster.Drive;

/// <summary>How long things took, in steps of about five per cent, so that millions need no memory. Safe to use from many threads at once.</summary>
internal sealed class Latencies
{
    private const double Growth = 1.05;
    private readonly long[] _counts = new long[400];

    internal long Count => _counts.Sum();

    internal void Add(long startedAt)
    {
        var microseconds = Math.Max(1, Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds);
        Interlocked.Increment(ref _counts[Math.Min(_counts.Length - 1, (int)Math.Log(microseconds, Growth))]);
    }

    /// <summary>The time within which this share was done, 0 to 1; zero where there is nothing.</summary>
    internal TimeSpan Quantile(double share)
    {
        var rest = (long)Math.Ceiling(Count * share);
        for (var i = 0; i < _counts.Length && rest > 0; i++)
        {
            rest -= _counts[i];
            if (rest <= 0)
                return TimeSpan.FromMicroseconds(Math.Pow(Growth, i + 1));
        }

        return TimeSpan.Zero;
    }
}
