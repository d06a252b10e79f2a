using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kim.Web.Storage;
using Kim.Web.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kim.Web.Outbox;

/// <summary>Where messages go, from the configuration section <c>Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    public List<Webhook> To { get; } = [];
}

internal sealed class Webhook
{
    public string Url { get; set; } = "";

    /// <summary>What signs the messages: <c>X-Kim-Signature: sha256=…</c> is the HMAC of the body.</summary>
    public string Secret { get; set; } = "";
}

/// <summary>Sends what the outbox holds: in order, at least once, again later where a receiver does not answer. A message says which case and what happened, and nothing about the person.</summary>
internal sealed partial class Webhooks(IServiceScopeFactory scopes, IHttpClientFactory clients, IOptions<WebhookOptions> options, WriteGate gate, CityClock clock, ILogger<Webhooks> log) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Duration LongestWait = Duration.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (options.Value.To.Count > 0 && await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SendAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Interrupted(log, problem);
            }
        }
    }

    /// <summary>Sends what is due once.</summary>
    internal async Task<int> SendAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<KimContext>();
        var now = clock.Now;
        var due = await database.Outbox.Where(o => o.SentAt == null && o.NotBefore <= now).OrderBy(o => o.Number).Take(AtOnce).ToListAsync(cancel);
        foreach (var message in due)
        {
            message.Attempts++;
            if (await SendAsync(message, cancel))
                message.SentAt = clock.Now;
            else
                message.NotBefore = now + Duration.Min(Duration.FromSeconds(Math.Pow(2, Math.Min(message.Attempts, 20))), LongestWait);
        }

        using var turn = await gate.EnterAsync(cancel);
        await database.SaveChangesAsync(cancel);
        return due.Count(message => message.SentAt is not null);
    }

    /// <summary>The body of a message.</summary>
    internal static string Body(OutboxRow message) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["number"] = message.Number,
        ["case"] = message.CaseId,
        ["version"] = message.Version,
        ["event"] = message.Event,
        ["at"] = InstantPattern.ExtendedIso.Format(message.At),
    });

    internal static string Signature(string body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private async Task<bool> SendAsync(OutboxRow message, CancellationToken cancel)
    {
        var body = Body(message);
        foreach (var webhook in options.Value.To)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Kim-Signature", Signature(body, webhook.Secret));
            request.Headers.Add("X-Kim-Message", message.Number.ToString(CultureInfo.InvariantCulture));
            try
            {
                using var answer = await clients.CreateClient(nameof(Webhooks)).SendAsync(request, cancel);
                if (!answer.IsSuccessStatusCode)
                    return false;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        return true;
    }

    [LoggerMessage(LogLevel.Error, "Messages could not be sent; they stay in the outbox.")]
    private static partial void Interrupted(ILogger log, Exception problem);
}
