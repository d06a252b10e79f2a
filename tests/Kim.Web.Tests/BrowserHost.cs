using Kim.Web.Accounts;
using Microsoft.Playwright;

namespace Kim.Web.Tests;

/// <summary>The application and a browser beside it, started when a test first asks for them.</summary>
public sealed class BrowserHost : IAsyncLifetime, IDisposable
{
    private readonly SampleHost _host = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pictures are kept to be looked at; null: they are not.</summary>
    private static string? Pictures => Environment.GetEnvironmentVariable("KIM_WEB_PICTURES");

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Machine.Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    public void Dispose() => _host.Dispose();

    internal async Task<IPage> NewPageAsync(bool withScript = true, bool phone = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = _host.Address,
            JavaScriptEnabled = withScript,
            Locale = "de-DE",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    internal async Task<IPage> LogInAsync(string name)
    {
        var page = await NewPageAsync();
        await page.GotoAsync("/login");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(DevelopmentAccounts.KnownPassword);
        await page.Locator("main button.main").ClickAsync();
        await IsLoggedInAsync(page);
        return page;
    }

    /// <summary>Waits for what only the pages of somebody logged in have; the address may have changed before anybody could wait for it.</summary>
    internal static Task IsLoggedInAsync(IPage page) => page.Locator("form[action='/logout']").WaitForAsync();

    internal static async Task ShowAsync(IPage page, string name)
    {
        if (Pictures is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>The page on paper as PDF.</summary>
    internal static Task<byte[]> PrintAsync(IPage page, string name) =>
        page.PdfAsync(new() { Format = PaperFormat.A4, PreferCSSPageSize = true, Path = Pictures is { } folder ? Path.Combine(folder, name + ".pdf") : null });
}
