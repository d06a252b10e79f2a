using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Kim.Web.Accounts;
using Microsoft.Playwright;

namespace Kim.Web.Tests;

/// <summary>The application in Debian's Chromium, as people meet it.</summary>
public sealed partial class BrowserTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData("ar", true)]
    [InlineData("ar", false)]
    [InlineData("de", true)]
    [InlineData("de", false)]
    public async Task A_client_asks_in_their_own_words(string language, bool withScript)
    {
        var page = await browser.NewPageAsync(withScript, phone: true);
        await page.GotoAsync("/help");
        await page.Locator($"a[hreflang={language}]").ClickAsync();
        Assert.Equal(language == "ar" ? "rtl" : "ltr", await page.Locator("html").GetAttributeAsync("dir"));
        foreach (var word in language == "ar" ? new[] { "جواز سفر", "سكن", "ديون" } : ["Reisepass", "Wohnung", "Schulden"])
        {
            await page.Locator("#words").FillAsync(word);
            if (!withScript)
                await page.Locator("button[name=search]").ClickAsync();
            // The script says when it has found something; without it the next page has the words that were sent.
            await page.Locator(withScript ? "#found[aria-busy=false]" : $"#words[value='{word}']").WaitForAsync();
            await page.Locator("#found input:not(:checked)").First.CheckAsync();
        }

        await page.Locator("button[formaction$=questions]").ClickAsync();
        foreach (var question in await page.Locator("fieldset.question").AllAsync())
            await question.Locator("input").First.CheckAsync();
        await page.Locator("[name='Form.Answers[other_case_management]'][value=no]").CheckAsync();
        await page.Locator("form.card button.main").ClickAsync();
        await page.Locator(".answer.good").WaitForAsync();
        await page.Locator("button[name=office]").First.ClickAsync();
        Assert.Matches(Number(), await page.Locator(".slip strong").InnerTextAsync());
        if (withScript)
            await BrowserHost.ShowAsync(page, $"enquiry-{language}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_case_manager_works_a_case_from_inquiry_to_closure()
    {
        var page = await browser.LogInAsync("awo-horsthausen-1");
        await page.GotoAsync("/cases/new");
        await page.Locator("#f-language").SelectOptionAsync("tr");
        await page.Locator("form.form button.main").ClickAsync();
        async Task Take(string step, params (string Field, string Value)[] data)
        {
            await page.Locator($"a[href$='/{step}']").First.ClickAsync();
            foreach (var (field, value) in data)
            {
                var input = page.Locator("#f-" + field);
                if (await input.EvaluateAsync<string>("e => e.tagName") == "SELECT")
                    await input.SelectOptionAsync(value);
                else
                    await input.FillAsync(value);
            }

            await page.Locator("form.form button.main").ClickAsync();
            await page.Locator("[role=status]").WaitForAsync();
        }

        await Take("start-clarification", ("case_manager", "awo-horsthausen/1"));
        await Take("record-eligibility", ("decision", "eligible"));
        await Take("give-information");
        await Take("give-consent", ("kind", "participation"));
        await Take("accept-case");
        await Take("record-need", ("topic", "RES-PASS"));
        await page.Locator(".minutes label").Nth(3).ClickAsync();
        await page.Locator("button[value=phone]").ClickAsync();
        await page.Locator("[role=status]").WaitForAsync();
        await Take("complete-assessment");
        await Take("set-goal", ("goal", "passport"));
        await Take("add-plan-step", ("plan_step", "embassy"), ("goal", "passport"));
        await Take("agree-plan", ("client_agreed", "true"));
        await Take("record-progress", ("progress", "started"), ("plan_step", "embassy"));
        await Take("start-monitoring");
        await Take("hold-review");
        await Take("start-evaluation");
        await Take("judge-goal", ("attainment", "reached"), ("goal", "passport"));
        await Take("close", ("reason", "goals-achieved"), ("residence", "not-stated"));
        Assert.Equal("Abgeschlossen", await page.Locator(".box.here text").TextContentAsync());
        Assert.Equal(1, await page.GetByText("1 Kontakte, 45 Minuten").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_editors_see_each_other_and_lose_nothing()
    {
        var (first, second) = (await browser.LogInAsync("drk-eickel-1"), await browser.LogInAsync("drk-eickel-2"));
        await first.GotoAsync("/cases/new");
        await first.Locator("form.form button.main").ClickAsync();
        await first.WaitForURLAsync(CaseAddress());
        var path = new Uri(first.Url).AbsolutePath;
        await second.GotoAsync($"{path}/record-contact");
        await first.GotoAsync($"{path}/record-contact");
        await first.Locator("#f-minutes").FillAsync("10");
        await first.Locator("form.form button.main").ClickAsync();
        await first.Locator("[role=status]").WaitForAsync();
        await second.Locator("#f-minutes").FillAsync("20");
        await second.Locator("form.form button.main").ClickAsync();
        await second.Locator("section.warning[role=alert]").WaitForAsync();
        Assert.Equal("20", await second.Locator("#f-minutes").InputValueAsync());
        await BrowserHost.ShowAsync(second, "conflict");
        await second.Locator("form.form button.main").ClickAsync();
        await second.GetByText("2 Kontakte, 30 Minuten").WaitForAsync();
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Fact]
    public async Task A_case_is_handed_over_and_accepted()
    {
        var page = await browser.LogInAsync("caritas-mitte-1");
        await page.GotoAsync("/cases/herne-0001/offer-handover");
        await page.Locator("#f-case_manager").SelectOptionAsync("caritas-mitte/2");
        await page.Locator("form.form button.main").ClickAsync();
        await page.Locator(".offer").WaitForAsync();
        var receiver = await browser.LogInAsync("caritas-mitte-2");
        await receiver.GotoAsync("/cases");
        await receiver.GetByRole(AriaRole.Link, new() { Name = "Selam T." }).First.ClickAsync();
        await receiver.Locator(".offer a.main").ClickAsync();
        await receiver.Locator("form.form button.main").ClickAsync();
        await receiver.Locator("[role=status]").WaitForAsync();
        Assert.Contains("caritas-mitte/2", await receiver.Locator(".title").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
        await receiver.Context.CloseAsync();
    }

    [Fact]
    public async Task The_city_sees_protected_figures_only()
    {
        var page = await browser.LogInAsync("rat");
        await page.GotoAsync("/city?Period=2023-Q1&By=language&By=sex");
        var cells = await page.Locator("td.number").AllInnerTextsAsync();
        Assert.Contains(".", cells);
        Assert.DoesNotContain(cells, cell => cell is "1" or "2");
        await page.GotoAsync("/city?Period=start&By=office&Compare=true");
        await BrowserHost.ShowAsync(page, "city-light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await BrowserHost.ShowAsync(page, "city-dark");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("city-print", "Period=start&By=office")]
    [InlineData("city-print-compared", "Period=2024-Q1&By=office&Compare=true")]
    public async Task The_report_on_paper_has_two_sheets_and_nothing_is_cut_off(string name, string choice)
    {
        var page = await browser.LogInAsync("rat");
        foreach (var (language, other) in new[] { ("de", "en"), ("en", "de") })
        {
            await page.GotoAsync($"/city?{choice}&Print=true");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            var paper = await BrowserHost.PrintAsync(page, $"{name}-{language}");
            Assert.Equal(2, Sheets().Count(Encoding.Latin1.GetString(paper)));
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            // As wide as the paper between its margins.
            await page.SetViewportSizeAsync(703, 1032);
            Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"));
            await BrowserHost.ShowAsync(page, $"{name}-{language}");
            await page.EmulateMediaAsync(new() { Media = Media.Null });
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync("/published");
            await page.Locator(".who button.quiet").First.ClickAsync();
            await page.Locator($"html[lang={other}]").WaitForAsync();
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Login_and_forbidden_pages_say_what_is_so()
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/cases");
        Assert.Contains("/login?to=%2Fcases", page.Url, StringComparison.Ordinal);
        await page.Locator("#name").FillAsync("caritas-mitte-1");
        await page.Locator("#password").FillAsync("wrong");
        await page.Locator("main button.main").ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
        await page.Locator("#password").FillAsync(DevelopmentAccounts.KnownPassword);
        await page.Locator("main button.main").ClickAsync();
        await BrowserHost.IsLoggedInAsync(page);
        Assert.EndsWith("/cases", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/audit");
        Assert.Equal("Das ist nicht für Ihre Rolle", await page.Locator("h1").InnerTextAsync());
        await page.Context.CloseAsync();
    }

    /// <summary>Axe finds nothing, in both languages, by day and by night.</summary>
    [Theory]
    [InlineData("", "/", "/login", "/published", "/no-such-page")]
    [InlineData("caritas-mitte-1", "/cases", "/office", "/cases/new", "/cases/herne-0002", "/cases/herne-0001", "/cases/herne-0001/record-contact", "/cases/herne-0001/set-goal", "/city")]
    [InlineData("koordination", "/coordination", "/city?By=office&Compare=true", "/city?Period=2024-Q1&By=office&Compare=true&Print=true", "/import")]
    [InlineData("revision", "/audit")]
    public async Task Every_page_can_be_used_by_everybody(string name, params string[] pages)
    {
        var page = name.Length == 0 ? await browser.NewPageAsync() : await browser.LogInAsync(name);
        foreach (var (language, other) in new[] { ("de", "en"), ("en", "de") })
        {
            foreach (var path in pages)
            {
                await page.GotoAsync(path);
                await AssertUsableAsync(page, path is "/cases" or "/cases/herne-0001" or "/coordination" or "/" ? path : null);
            }

            await page.GotoAsync("/published");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await page.Locator(".who button.quiet").First.ClickAsync();
            await page.Locator($"html[lang={other}]").WaitForAsync();
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("/help/ar")]
    [InlineData("/help/de-simple")]
    [InlineData("/help/ti")]
    public async Task Every_page_for_clients_can_be_used_by_everybody(string path)
    {
        var page = await browser.NewPageAsync(phone: true);
        await page.GotoAsync(path);
        await AssertUsableAsync(page);
        if (path != "/help")
        {
            await page.Locator("button[formaction$=questions]").ClickAsync();
            await AssertUsableAsync(page);
            await page.Locator("form.card button.main").ClickAsync();
            await page.Locator(".answer").WaitForAsync();
            await AssertUsableAsync(page);
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task No_page_breaks_its_own_security_policy()
    {
        var page = await browser.LogInAsync("koordination");
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add(message.Type == "error" ? message.Text : "");
        foreach (var path in new[] { "/", "/help/ar", "/city", "/coordination", "/published", "/api/try" })
            await page.GotoAsync(path);
        Assert.DoesNotContain(problems, problem => problem.Contains("Content Security Policy", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    /// <summary>The page by day and by night.</summary>
    private static async Task AssertUsableAsync(IPage page, string? pictureOf = null)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var result = await page.RunAxe();
            Assert.True(result.Violations.Length == 0, $"{page.Url}, {scheme}: " + string.Join("; ", result.Violations.Select(v => $"{v.Id}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")));
            if (pictureOf is not null)
                await BrowserHost.ShowAsync(page, $"{(pictureOf == "/" ? "home" : pictureOf[1..].Replace('/', '-'))}-{await page.Locator("html").GetAttributeAsync("lang")}-{scheme}");
        }
    }

    [GeneratedRegex("/Type /Page\\b")]
    private static partial Regex Sheets();

    [GeneratedRegex("^kim-[2-9a-z]{10}$")]
    private static partial Regex Number();

    [GeneratedRegex("/cases/kim-[2-9a-z]{10}$")]
    private static partial Regex CaseAddress();
}
