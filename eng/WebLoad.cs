// Load on samples/Kim.Web from a second process: list, case and step pages as case managers ask for them, at a steady rate whether or not answers come.
//   dotnet run eng/WebLoad.cs -- http://127.0.0.1:5080 [requests a second, default 200] [seconds, default 60]
// Beforehand the rate grows from nothing for 20 seconds, as it does in the morning: a .NET program that has just started compiles what is asked for first. Failures count there, times don't.
// Prints how many requests there were, how many failed, and the median, 99th percentile and maximum of the time to the whole answer. Exit code 1 where one failed.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

var address = new Uri(args[0]);
var rate = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
var seconds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 60;
string[] people = ["caritas-mitte-1", "planb-wanne-1", "drk-eickel-1", "awo-horsthausen-1", "stadt-1"];
string[] steps = ["record-contact", "give-consent", "record-finding"];

var desks = new List<(HttpClient Client, string[] Cases)>();
foreach (var person in people)
{
    var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 64 }) { BaseAddress = address };
    var login = await client.GetStringAsync("/login");
    var token = Regex.Matches(login, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Last().Groups[1].Value;
    using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = person, ["password"] = "herne-zum-ausprobieren", ["__RequestVerificationToken"] = token });
    (await client.PostAsync("/login", form)).EnsureSuccessStatusCode();
    var cases = new List<string>();
    for (var page = 1; page <= 10; page++)
        cases.AddRange(Regex.Matches(await client.GetStringAsync($"/office?p={page}"), "href=\"(/cases/[^\"]+)\"").Select(m => m.Groups[1].Value).Where(p => p != "/cases/new"));
    desks.Add((client, [.. cases.Distinct()]));
}

var times = new ConcurrentBag<double>();
var failures = new ConcurrentBag<string>();
const int WarmUp = 20;
var asked = 0;
await AskAllAsync(n => WarmUp * Math.Sqrt(n / (rate * WarmUp / 2.0)), rate * WarmUp / 2);
times.Clear();
var took = await AskAllAsync(n => (double)n / rate, rate * seconds);
var sorted = times.Order().ToArray();
double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Count} requests in {took:0.0} s, {failures.Count} failed; median {At(0.5):0.0} ms, 99th percentile {At(0.99):0.0} ms, maximum {sorted[^1]:0.0} ms"));
foreach (var failure in failures.GroupBy(f => f).OrderByDescending(g => g.Count()).Take(5))
    Console.WriteLine($"{failure.Count()} x {failure.Key}");
return failures.IsEmpty ? 0 : 1;

// Asks so many times, each at its second, and waits for all answers; says how long it took.
async Task<double> AskAllAsync(Func<int, double> secondOf, int count)
{
    var running = new List<Task>(count);
    var clock = Stopwatch.StartNew();
    for (var n = 0; n < count; n++)
    {
        var due = TimeSpan.FromSeconds(secondOf(n));
        if (due > clock.Elapsed)
            await Task.Delay(due - clock.Elapsed);
        running.Add(AskAsync(asked++));
    }

    await Task.WhenAll(running);
    return clock.Elapsed.TotalSeconds;
}

async Task AskAsync(int n)
{
    var (client, cases) = desks[n % desks.Count];
    var one = cases[n * 7919 % cases.Length];
    var path = (n % 5) switch { 0 => "/cases", 1 => $"/office?p={1 + (n % 40)}", 2 or 3 => one, _ => $"{one}/{steps[n % steps.Length]}" };
    var clock = Stopwatch.StartNew();
    try
    {
        using var answer = await client.GetAsync(path);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
            failures.Add($"{(int)answer.StatusCode} {path}");
    }
    catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
    {
        failures.Add(problem.Message);
    }

    times.Add(clock.Elapsed.TotalMilliseconds);
}
