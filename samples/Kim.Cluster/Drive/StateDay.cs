using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Kim.Cluster.Silo;

namespace Kim.Cluster.Drive;

/// <summary>A day of a state: counsellors open a case, read it, and take its next step, many at once, over the JSON API.</summary>
/// <remarks>Each step has an id made of case and version: whoever gets no answer sends it again, and two who take the same step get the same answer.</remarks>
internal sealed class StateDay(HttpClient api, StateSize size, long cases)
{
    private const int MostTries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private long _refused;
    private long _again;
    private long _given;

    internal Latencies Reads { get; } = new();

    internal Latencies Steps { get; } = new();

    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>How often a request was sent again, because there was no answer.</summary>
    internal long SentAgain => Interlocked.Read(ref _again);

    /// <summary>Steps by municipality.</summary>
    internal ConcurrentDictionary<string, int> ByMunicipality { get; } = new(StringComparer.Ordinal);

    /// <summary>Works through so many steps, so many counsellors at once.</summary>
    internal Task RunAsync(int steps, int counsellors, int seed, CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, counsellors).Select(async counsellor =>
    {
        var random = new Random(seed + counsellor);
        while (Interlocked.Increment(ref _given) <= steps && !cancellation.IsCancellationRequested)
            await TakeNextStepAsync(new CaseStory(random.NextInt64(cases), size), cancellation);
    }));

    private async Task TakeNextStepAsync(CaseStory story, CancellationToken cancellation)
    {
        var version = await ReadAsync(story, cancellation);
        if (story.After(version) is not var (code, data))
            return;
        var started = Stopwatch.GetTimestamp();
        using var answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"api/cases/{story.Id}/steps") { Content = new StringContent($$"""{"step":"{{code}}","data":{{data}}}""", Encoding.UTF8, "application/json") };
                request.Headers.Add("Prefer", "return=minimal");
                request.Headers.Add(GatewayHost.ActorHeader, story.By);
                request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"{story.Id}-{version}"));
                return request;
            },
            cancellation);
        Steps.Add(started);
        if (!answer.IsSuccessStatusCode)
            Interlocked.Increment(ref _refused);
        ByMunicipality.AddOrUpdate(story.By[..3], 1, (_, number) => number + 1);
    }

    /// <summary>The version of the case; 0 where it is not opened.</summary>
    private async Task<int> ReadAsync(CaseStory story, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"api/cases/{story.Id}"), cancellation);
        Reads.Add(started);
        return answer.Headers.ETag is { } tag ? int.Parse(tag.Tag.Trim('"'), CultureInfo.InvariantCulture) : 0;
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var message = request();
                var answer = await api.SendAsync(message, cancellation);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || tries == MostTries)
                    return answer;
                answer.Dispose();
            }
            catch (HttpRequestException) when (tries < MostTries)
            {
                // No answer: the same again.
            }

            Interlocked.Increment(ref _again);
            await Task.Delay(Pause, cancellation);
        }
    }
}
