using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kim.Worker;

/// <summary>Looks into the inbox every few seconds: a watched folder on a network drive loses events, a look does not.</summary>
internal sealed partial class Watcher(Inbox inbox, TimeProvider clock, ILogger<Watcher> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                inbox.WorkThrough();
            }
            catch (IOException failure)
            {
                // A file that is still being written, a drive that is away: the next look will do.
                LogNextTime(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}; tried again at the next look")]
    private partial void LogNextTime(string problem);
}
