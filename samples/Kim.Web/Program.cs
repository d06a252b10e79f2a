using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using Kim.Web.Story;
using Kim.Web.Words;
using KimCaseManagement;
using Microsoft.Extensions.WebEncoders;

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
    .AddHttpContextAccessor();
// Folders are the concepts of the application; a page stands beside the code that serves it.
builder.Services.AddRazorPages(pages => pages.RootDirectory = "/");
// Arabic stays Arabic in the page's source; what means something in HTML is encoded all the same.
builder.Services.Configure<WebEncoderOptions>(html => html.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));

var app = builder.Build();
await app.PrepareAsync();

app.UseSafetyHeaders();
app.UseExceptionHandler("/status/500");
app.UseStatusCodePagesWithReExecute("/status/{0}");
app.UseStaticFiles();
app.UseRouting();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapRazorPages();
app.MapAccounts();
app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });

await app.RunAsync();
