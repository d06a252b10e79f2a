using System.CommandLine;
using Kim.Cluster.Local;
using Spectre.Console;

namespace Kim.Cluster.Commands;

/// <summary><c>up</c>: a small cluster on this machine.</summary>
internal static class UpCommand
{
    internal static Command Create()
    {
        var silos = new Option<int>("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 2 };
        var folder = new Option<string>("--folder") { Description = "Where Garnet and PostgreSQL keep their data; found again at the next start.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "kim-cluster") };
        var redis = new Option<string?>("--redis") { Description = "A Redis that runs already, as host:port; otherwise Garnet is started." };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL that runs already; otherwise one is started from Debian's programs." };
        var url = new Option<string>("--url") { Description = "Where the JSON API listens.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var command = new Command("up", "Starts a small cluster on 127.0.0.1: Garnet, PostgreSQL, silos and the JSON API. Ctrl+C ends it.") { silos, folder, redis, postgres, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            await using var cluster = await LocalCluster.StartStoresAsync(path, parsed.GetValue(redis), parsed.GetValue(postgres));
            AnsiConsole.MarkupLineInterpolated($"Cluster members    {cluster.Redis}{(cluster.OwnGarnet is null ? "" : " (Garnet)")}");
            AnsiConsole.MarkupLineInterpolated($"Store              {cluster.Postgres}");
            for (var i = 0; i < parsed.GetValue(silos); i++)
            {
                var address = await cluster.AddSiloAsync();
                AnsiConsole.MarkupLineInterpolated($"Silo               process {cluster.Silos[i].Id}, gateways at {address}");
            }

            var api = await cluster.AddGatewayAsync(url: parsed.GetRequiredValue(url));
            AnsiConsole.MarkupLineInterpolated($"JSON API           {api}/api/cases");
            AnsiConsole.MarkupLine("[grey]Now, in another terminal: dotnet run --project samples/Kim.Cluster -- drive. Ctrl+C ends the cluster; its data stay.[/]");
            await Shared.WaitAsync(attended: false, cancellation);
        });
        return command;
    }
}
