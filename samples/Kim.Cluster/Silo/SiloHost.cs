using System.Net;
using Kim.Cluster.Grains;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Placement;
using StackExchange.Redis;

namespace Kim.Cluster.Silo;

/// <summary>A silo: a process that holds cases.</summary>
internal static class SiloHost
{
    internal static IHost Build(SiloSettings settings, CaseLifecycle lifecycle)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton(lifecycle)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => Database.Open(settings.Postgres))
            .AddSingleton<CaseStore>()
            .AddSingleton<Diary>()
            .AddPlacementFilter<NewestDefinitionStrategy, NewestDefinitionFilter>(ServiceLifetime.Singleton);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster => Name(cluster, settings.Cluster))
            .Configure<SiloOptions>(options => options.SiloName = NewestDefinitionAttribute.SiloName(lifecycle))
            .Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = settings.Address;
                endpoints.SiloPort = settings.SiloPort;
                endpoints.GatewayPort = settings.GatewayPort;
                endpoints.SiloListeningEndpoint = new IPEndPoint(settings.Address, settings.ListenPort);
                endpoints.GatewayListeningEndpoint = new IPEndPoint(settings.Address, settings.GatewayPort);
            })
            .Configure<ClusterMembershipOptions>(membership =>
            {
                // A silo that is gone is given up after about three seconds. In a network with longer breaks: longer.
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 3;
            })
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout)
            .UseRedisClustering(redis => redis.ConfigurationOptions = Redis(settings.Redis))
            .UseRedisReminderService(redis => redis.ConfigurationOptions = Redis(settings.Redis)));
        return builder.Build();
    }

    /// <summary>A call that isn't answered within this time is sent again by the gateway.</summary>
    internal static TimeSpan ResponseTimeout { get; } = TimeSpan.FromSeconds(3);

    internal static void Name(ClusterOptions cluster, string name) => (cluster.ClusterId, cluster.ServiceId) = (name, name);

    /// <summary>Waits for a server that is away instead of giving up: it may be restarted.</summary>
    internal static ConfigurationOptions Redis(string server)
    {
        var options = ConfigurationOptions.Parse(server);
        options.AbortOnConnectFail = false;
        return options;
    }
}
