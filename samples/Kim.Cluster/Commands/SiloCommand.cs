using System.CommandLine;
using System.Net;
using Kim.Cluster.Grains;
using Kim.Cluster.Silo;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Kim.Cluster.Commands;

/// <summary><c>silo</c>: a process that holds cases.</summary>
internal static class SiloCommand
{
    internal static Command Create()
    {
        var (cluster, redis, postgres, attended) = (Shared.Cluster(), Shared.Redis(), Shared.Postgres(), Shared.Attended());
        var address = new Option<string>("--address") { Description = "Address at which others find it.", DefaultValueFactory = _ => "127.0.0.1" };
        var siloPort = new Option<int>("--silo-port") { Description = "Port for other silos.", DefaultValueFactory = _ => 11111 };
        var gatewayPort = new Option<int>("--gateway-port") { Description = "Port for gateways.", DefaultValueFactory = _ => 30000 };
        var listenPort = new Option<int?>("--listen-port") { Description = "Port on which it listens for silos, where something stands before --silo-port." };
        var command = new Command("silo", "Runs a silo, a process that holds cases.") { cluster, redis, postgres, address, siloPort, gatewayPort, listenPort, attended };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = new SiloSettings(
                parsed.GetRequiredValue(cluster),
                parsed.GetRequiredValue(redis),
                parsed.GetRequiredValue(postgres),
                IPAddress.Parse(parsed.GetRequiredValue(address)),
                parsed.GetValue(siloPort),
                parsed.GetValue(gatewayPort),
                parsed.GetValue(listenPort) ?? parsed.GetValue(siloPort));
            using var host = SiloHost.Build(settings, CaseLifecycle.Standard);
            await Database.CreateTablesAsync(host.Services.GetRequiredService<NpgsqlDataSource>());
            await host.StartAsync(cancellation);
            Console.WriteLine("ready");

            // Reminders are kept by the server that knows the silos; where that was lost, they begin anew here.
            foreach (var municipality in await host.Services.GetRequiredService<Diary>().MunicipalitiesAsync())
                host.Services.GetRequiredService<IGrainFactory>().GetGrain<IDiaryGrain>(municipality).Begin().Ignore();

            // A silo that the others gave up ends itself; then this process ends, too, and whoever watches it starts another.
            var stopped = new TaskCompletionSource();
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopped.SetResult);
            await Task.WhenAny(Shared.WaitAsync(parsed.GetValue(attended), cancellation), stopped.Task);
            await host.StopAsync(CancellationToken.None);
        });
        return command;
    }
}
