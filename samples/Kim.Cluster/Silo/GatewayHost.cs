using System.Net;
using Kim.Api;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Kim.Cluster.Silo;

/// <summary>The door to the cluster: the JSON API that the web sample has, too.</summary>
internal static class GatewayHost
{
    /// <summary>Who acts. The gateway stands behind a provider's own front, which knows its people and has checked who this is.</summary>
    internal const string ActorHeader = "Kim-Actor";

    /// <param name="url">Where it listens; <c>http://127.0.0.1:0</c> takes any free port.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="redis">Who knows which silos live.</param>
    /// <param name="postgres">The store, for lists.</param>
    /// <param name="only">The one silo to speak with; null: all that live.</param>
    internal static WebApplication Build(string url, string cluster, string redis, string postgres, IPEndPoint? only)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        builder.Services
            .AddSingleton(_ => Database.Open(postgres))
            .AddSingleton<Diary>()
            .AddSingleton<ICaseDesk, ClusterDesk>();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => SiloHost.Name(options, cluster));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = SiloHost.ResponseTimeout);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            client.UseConnectionRetryFilter((_, _) => Task.FromResult(true));
            if (only is not null)
                client.UseStaticClustering(only);
            else
                client.UseRedisClustering(options => options.ConfigurationOptions = SiloHost.Redis(redis));
        });
        var app = builder.Build();
        app.MapCaseApi(CaseLifecycle.Standard, TimeProvider.System, http => ActorId.TryFrom(http.Request.Headers[ActorHeader], out var actor) ? actor : default);
        app.MapGet("/cluster", SilosAsync);
        return app;
    }

    /// <summary>Which silos live and how many grains each holds.</summary>
    private static async Task<IResult> SilosAsync(IGrainFactory grains)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var silos = (await management.GetHosts(onlyActive: true)).Keys.Order().ToArray();
        var statistics = await management.GetRuntimeStatistics(silos);
        return Results.Json(silos.Select((silo, i) => new { silo = silo.Endpoint.ToString(), cases = statistics[i].ActivationCount }));
    }
}
