using Kim.Cluster.Local;

namespace Kim.Cluster.Tests;

/// <summary>A test that needs PostgreSQL's programs and Garnet. Where they are missing it is left out and says why; never in CI, which installs them.</summary>
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = Needs.Missing;
}

/// <inheritdoc cref="ClusterFactAttribute"/>
internal sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = Needs.Missing;
}

internal static class Needs
{
    /// <summary>What is missing on this machine; null where nothing is.</summary>
    internal static string? Missing { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" ? null
        : LocalPostgres.Programs() is null ? "PostgreSQL is not installed (on Debian: apt-get install postgresql), so nothing of the cluster that stores cases is tested."
        : LocalGarnet.Program() is null ? "Garnet is not there (dotnet tool restore), so nothing of the cluster is tested."
        : null;
}
