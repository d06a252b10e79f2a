using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kim.Web.Accounts;
using Kim.Web.Api;
using Kim.Web.CaseWork;
using Kim.Web.City;
using Kim.Web.Import;
using Kim.Web.Outbox;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using Kim.Web.Words;
using KimCaseManagement;
using Microsoft.Extensions.WebEncoders;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

// Kim.Web [--demo]: SQLite beside the application, PostgreSQL with ConnectionStrings:Postgres, memory with --demo. Listens on 127.0.0.1 only.
var isDemo = args.Contains("--demo");
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = [.. args.Where(a => a != "--demo")],
    EnvironmentName = isDemo ? Environments.Development : null,
});
builder.AddStorage(isDemo);
builder.AddAccounts();
builder.AddSafety(isDemo);
builder.Services
    .AddKimCaseManagement(kim => kim.Texts = WebTexts.Catalogue)
    .AddSingleton(TimeProvider.System)
    .AddSingleton<CityClock>()
    .AddScoped<HerneStory>()
    .AddScoped<Speech>()
    .AddScoped<CaseAccess>()
    .AddScoped<CityReports>()
    .AddSingleton<RegisterCache>()
    .AddScoped<RegisterImport>()
    .AddScoped<StepForm>()
    .AddSingleton<LifecycleWays>()
    .AddHttpContextAccessor();
// Folders are the concepts of the application; a page stands beside the code that serves it.
builder.Services.AddRazorPages(pages => pages.RootDirectory = "/");
// Arabic stays Arabic in the page's source; what means something in HTML is encoded all the same.
builder.Services.Configure<WebEncoderOptions>(html => html.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));

builder.Services.AddProblemDetails().Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
builder.Services.AddOpenApi();
builder.Services.AddHttpClient(nameof(Webhooks), client => client.Timeout = TimeSpan.FromSeconds(10));
builder.Services.Configure<WebhookOptions>(options => builder.Configuration.Bind("Webhooks", options.To));
builder.Services.AddSingleton<Webhooks>().AddHostedService(provider => provider.GetRequiredService<Webhooks>());
builder.Services.AddOpenTelemetry()
    .ConfigureResource(resource => resource.AddService("kim-web"))
    .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation())
    .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());

var app = builder.Build();
await app.PrepareAsync();

app.UseSafetyHeaders();
// Programs get problem details, people get a page.
app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler().UseStatusCodePages());
app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.UseExceptionHandler("/status/500").UseStatusCodePagesWithReExecute("/status/{0}"));
app.UseStaticFiles();
app.UseRouting();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapRazorPages();
app.MapAccounts();
app.MapCity();
app.MapApi();
app.MapOpenApi();
app.MapTryPage();
app.MapPrometheusScrapingEndpoint("/metrics").RequireHost("127.0.0.1", "localhost");
app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });

await app.RunAsync();
