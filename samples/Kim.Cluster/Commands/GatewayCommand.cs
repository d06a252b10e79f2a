using System.CommandLine;
using System.Net;
using Kim.Cluster.Silo;

namespace Kim.Cluster.Commands;

/// <summary><c>gateway</c>: the JSON API.</summary>
internal static class GatewayCommand
{
    internal static Command Create()
    {
        var (cluster, redis, postgres, attended) = (Shared.Cluster(), Shared.Redis(), Shared.Postgres(), Shared.Attended());
        var url = new Option<string>("--url") { Description = "Where it listens: http://127.0.0.1:PORT or http://unix:/PATH.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var only = new Option<string?>("--only") { Description = "The gateway port of the one silo to speak with, such as 127.0.0.1:30000; all unless given." };
        var command = new Command("gateway", "Runs a gateway, the JSON API of the cluster.") { url, cluster, redis, postgres, only, attended };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = GatewayHost.Build(
                parsed.GetRequiredValue(url),
                parsed.GetRequiredValue(cluster),
                parsed.GetRequiredValue(redis),
                parsed.GetRequiredValue(postgres),
                parsed.GetValue(only) is { } silo ? IPEndPoint.Parse(silo) : null);
            await app.StartAsync(cancellation);
            Console.WriteLine($"ready {app.Urls.First()}");
            await Shared.WaitAsync(parsed.GetValue(attended), cancellation);
            await app.StopAsync(CancellationToken.None);
        });
        return command;
    }
}
