using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Kim.Cluster.Silo;

namespace Kim.Cluster.Tests;

/// <summary>A client that does as the README says: without an answer it sends the same again, with the same step id.</summary>
internal sealed class Client(string gateway, ConcurrentQueue<Told>? answers = null) : IDisposable
{
    private const string BySocket = "http://unix:";
    private readonly HttpClient _http = new(Handler(gateway)) { BaseAddress = new Uri(gateway.StartsWith(BySocket, StringComparison.Ordinal) ? "http://gateway" : gateway), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>What the API answered to each step id.</summary>
    internal ConcurrentQueue<Told> Answers { get; } = answers ?? [];

    /// <summary>The longest time in which nobody got an answer.</summary>
    internal TimeSpan LongestSilence { get; private set; }

    /// <summary>Why the last request had no answer; null before the first such.</summary>
    internal string? LastDoubt { get; private set; }

    private long? _lastAnswer;

    /// <summary>Sends a step until it has an answer.</summary>
    /// <param name="patience">How long it is sent again; null: as long as it takes.</param>
    /// <returns>The answer; null where patience ended before.</returns>
    internal async Task<Told?> TakeAsync(string caseId, string stepId, string step, string by, string data = "{}", int? expectedVersion = null, TimeSpan? patience = null)
    {
        for (var began = Stopwatch.GetTimestamp(); patience is null || Stopwatch.GetElapsedTime(began) < patience; await Task.Delay(100))
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"api/cases/{caseId}/steps") { Content = new StringContent($$"""{"step":"{{step}}","data":{{data}}}""", Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", stepId);
                request.Headers.Add("Prefer", "return=minimal");
                request.Headers.Add(GatewayHost.ActorHeader, by);
                if (expectedVersion is { } version)
                    request.Headers.Add("If-Match", $"\"{version.ToString(CultureInfo.InvariantCulture)}\"");
                using var response = await _http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    LastDoubt = await response.Content.ReadAsStringAsync();
                    continue;
                }

                Assert.True(response.Headers.ETag is not null, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
                var told = new Told(caseId, stepId, response.IsSuccessStatusCode, VersionOf(response), response.IsSuccessStatusCode ? "" : await ProblemsAsync(response));
                Note(told);
                return told;
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
            {
                // The same again.
                LastDoubt = unanswered.Message;
            }
        }

        return null;
    }

    /// <summary>The version of a case; null where it can't be read.</summary>
    internal async Task<int?> VersionAsync(string caseId)
    {
        using var response = await _http.GetAsync(new Uri($"api/cases/{caseId}", UriKind.Relative));
        return response.Headers.ETag is null ? null : VersionOf(response);
    }

    private static int VersionOf(HttpResponseMessage response) => int.Parse(response.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture);

    private static async Task<string> ProblemsAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return string.Join(',', body.RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A gateway is at a port, or at a socket in the file system.</summary>
    private static SocketsHttpHandler Handler(string gateway)
    {
        var handler = new SocketsHttpHandler();
        if (gateway.StartsWith(BySocket, StringComparison.Ordinal))
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(gateway[BySocket.Length..]), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return handler;
    }

    private void Note(Told told)
    {
        Answers.Enqueue(told);
        lock (Answers)
        {
            var silence = _lastAnswer is { } last ? Stopwatch.GetElapsedTime(last) : TimeSpan.Zero;
            _lastAnswer = Stopwatch.GetTimestamp();
            LongestSilence = silence > LongestSilence ? silence : LongestSilence;
        }
    }
}

/// <summary>What a client was told: a step is taken and made this version, or is refused on this version.</summary>
internal sealed record Told(string Case, string StepId, bool IsAccepted, int Version, string Blockers);
