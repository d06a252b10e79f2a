using System.Net;
using Kim.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kim.Web.Tests;

/// <summary>The register of an older system comes into the reports.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly SampleHost _host = new(tellsStory: false);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_register_is_checked_first_and_taken_in_whole_or_not_at_all()
    {
        using var coordinator = _host.Visit();
        await coordinator.LogInAsync("koordination");
        Assert.Contains("3: opened_on:", await ImportAsync(coordinator, "case_id,person_id,office,opened_on\na,p,mitte,2023-01-02\nb,q,mitte,yesterday\n", "false"), StringComparison.Ordinal);
        Assert.Equal(0, await ImportedAsync());
        Assert.Contains("Gespeichert wurde nichts", await ImportAsync(coordinator, "case_id,person_id,office,opened_on\na,p,mitte,2023-01-02\n", "true"), StringComparison.Ordinal);
        Assert.Equal(0, await ImportedAsync());
        await ImportAsync(coordinator, "case_id,person_id,office,opened_on\na,p,mitte,2023-01-02\nb,q,mitte,2023-01-03\n", "false");
        await ImportAsync(coordinator, "case_id,person_id,office,opened_on\na,p,mitte,2023-01-02\nb,q,mitte,2023-01-03\n", "false");
        Assert.Equal(2, await ImportedAsync());
    }

    [Fact]
    public async Task Households_are_left_out_and_the_page_says_so()
    {
        using var coordinator = _host.Visit();
        await coordinator.LogInAsync("koordination");
        Assert.DoesNotContain("household_id", await ImportAsync(coordinator, "case_id,person_id,office,opened_on\na,p,mitte,2023-01-02\n", "true"), StringComparison.Ordinal);
        Assert.Contains("kennt, blieben weg: household_id", await ImportAsync(coordinator, "case_id,person_id,office,opened_on,household_id\na,p,mitte,2023-01-02,h\n", "true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_may_have_all_columns_and_each_wrong_one_is_named()
    {
        const string Header = "case_id;person_id;office;opened_on;closed_on;closure_reason;phase;topics;first_contact_language;birth_year;sex;country_of_origin;residence_status_at_opening;residence_status;german_level_at_opening;german_level;referred_by;shoe_size\n";
        using var coordinator = _host.Visit();
        await coordinator.LogInAsync("koordination");
        var wrong = await ImportAsync(coordinator, Header + ";;a b;2023-13-01;soon;no-such-reason;nowhere;NO-TOPIC;x;99;z;Eritrea;NO_STATUS;NO_STATUS;C3;C3;nobody;42\n", "true", "full");
        foreach (var column in Header.Split(';')[..^1])
            Assert.Contains($"2: {column}:", wrong, StringComparison.Ordinal);
        var right = await ImportAsync(coordinator, Header + "a;p;mitte;02.01.2023;2023-09-01;goals-achieved;closed;RES-PASS|HOU-SEARCH;ti;1990;f;ER;DUL_60A;DUL_60A;none;A2;jobcenter;42\n", "false", "full");
        Assert.Contains("shoe_size", right, StringComparison.Ordinal);
        Assert.Contains("Aufenthaltsstatus wurde geprüft", right, StringComparison.Ordinal);
        await using var scope = _host.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<KimContext>().Facts.SingleAsync(f => f.Origin == "full");
        Assert.Equal(("full/a", "goals-achieved", "closed", "RES-PASS|HOU-SEARCH", "ti", 1990, "f", "ER", "none", "A2", "jobcenter"), (row.Id, row.ClosureReason, row.Phase, row.Topics, row.Language, row.BirthYear, row.Sex, row.Country, row.GermanLevelAtOpening, row.GermanLevel, row.ReferredBy));
    }

    private static async Task<string> ImportAsync(Visitor visitor, string csv, string isTrial, string origin = "old")
    {
        var page = await visitor.PageAsync("/import");
        var token = System.Text.RegularExpressions.Regex.Matches(page, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Last().Groups[1].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(origin), "Origin" }, { new StringContent(isTrial), "IsTrial" }, { new StringContent(csv), "Register", "register.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/import", UriKind.Relative)) { Content = form };
        using var answer = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> ImportedAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KimContext>().Facts.CountAsync(f => f.Origin == "old");
    }
}
