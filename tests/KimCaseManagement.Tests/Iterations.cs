namespace KimCaseManagement.Tests;

/// <summary>How often a law is tried; fewer where <c>KIM_QUICK=1</c> is set, for a quick look and for thousands of mutants.</summary>
internal static class Iterations
{
    private static readonly bool IsQuick = Environment.GetEnvironmentVariable("KIM_QUICK") == "1";

    internal static long Of(long full, long quick = 500) => IsQuick ? Math.Min(full, quick) : full;
}
