using Kim.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Kim.Worker --Folder=DIR [--Once=true]: everything happens below one folder; nothing is sent anywhere.
var builder = Host.CreateApplicationBuilder(args);
builder.Services
    .AddSingleton(new WorkFolders(builder.Configuration["Folder"] ?? "kim-worker"))
    .AddSingleton(TimeProvider.System)
    .AddSingleton<RegisterStore>()
    .AddSingleton<Publisher>()
    .AddSingleton<Inbox>();
if (builder.Configuration["Once"] == "true")
{
    using var host = builder.Build();
    host.Services.GetRequiredService<Inbox>().WorkThrough();
    return;
}

builder.Services.AddHostedService<Watcher>();
await builder.Build().RunAsync();
