using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kim.Web.Accounts;

namespace Kim.Web.Tests;

/// <summary>Somebody with a browser that knows no JavaScript: cookies, pages, forms.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public void Dispose() => _client.Dispose();

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    internal Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    internal async Task<string> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    internal async Task LogInAsync(string name, string password = DevelopmentAccounts.KnownPassword)
    {
        using var answer = await FillAsync("/login", "/login", ("name", name), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Opens a page and posts its form: hidden fields as they stand there, the given ones beside or instead.</summary>
    internal async Task<HttpResponseMessage> FillAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await _client.GetStringAsync(new Uri(page, UriKind.Relative));
        var form = Forms().Matches(html).Select(m => m.Value).FirstOrDefault(f => f.Contains($"action=\"{WebUtility.HtmlEncode(action)}\"", StringComparison.Ordinal))
            ?? Forms().Matches(html).Select(m => m.Value).Last();
        var hidden = HiddenFields().Matches(form).Select(m => (Name: WebUtility.HtmlDecode(m.Groups[1].Value), Value: WebUtility.HtmlDecode(m.Groups[2].Value)));
        return await PostAsync(action, [.. hidden.Where(h => !fields.Any(f => f.Name == h.Name)), .. fields]);
    }

    internal Task<HttpResponseMessage> PostAsync(string action, params (string Name, string Value)[] fields) =>
        _client.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Calls the API as the program of Caritas.</summary>
    internal async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string? json = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("Authorization", "Bearer key-for-trying-out-only-00000000");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await _client.SendAsync(request);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input(?: type=\"hidden\")? name=\"([^\"]*)\"(?: type=\"hidden\")? value=\"([^\"]*)\"")]
    private static partial Regex HiddenFields();
}
