using System.CommandLine;

namespace Kim.Cluster.Commands;

/// <summary>What several commands have in common.</summary>
internal static class Shared
{
    internal static Option<string> Cluster() => new("--cluster") { Description = "Name of the cluster.", DefaultValueFactory = _ => "kim" };

    internal static Option<string> Redis() => new("--redis") { Description = "Host and port of the server that speaks the Redis protocol.", DefaultValueFactory = _ => "127.0.0.1:6379" };

    internal static Option<string> Postgres() => new("--postgres") { Description = "Connection string of PostgreSQL.", DefaultValueFactory = _ => "Host=127.0.0.1;Username=postgres;Database=postgres" };

    internal static Option<bool> Attended() => new("--attended") { Description = "Ends when its standard input ends, so that no process outlives the one that started it." };

    /// <summary>Ends with the input where somebody attends, otherwise with the signal to end.</summary>
    internal static async Task WaitAsync(bool attended, CancellationToken cancellation)
    {
        try
        {
            if (attended)
                await Console.OpenStandardInput().CopyToAsync(Stream.Null, cancellation);
            else
                await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The signal to end.
        }
    }
}
