using System.Threading.Channels;
using Kim.Web.Storage;
using Kim.Web.Story;

namespace Kim.Web.Safety;

/// <summary>Writes down who looked at what. Whoever waits for it knows that it stands in the database; many that come at once are written together.</summary>
/// <remarks>Steps are not logged here but in the transaction of the step itself.</remarks>
internal sealed class AuditLog(IServiceScopeFactory scopes, CityClock clock, WriteGate gate) : BackgroundService
{
    private const int AtOnce = 500;

    private readonly Channel<(AuditRow Row, TaskCompletionSource Done)> _waiting = Channel.CreateBounded<(AuditRow, TaskCompletionSource)>(10_000);

    internal async Task WriteAsync(string by, string action, string subject, string outcome, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((new AuditRow { At = clock.Now, By = by, Action = action, Subject = subject, Outcome = outcome }, done), cancel);
        await done.Task.WaitAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<(AuditRow Row, TaskCompletionSource Done)>();
            while (batch.Count < AtOnce && _waiting.Reader.TryRead(out var one))
                batch.Add(one);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<KimContext>();
                using var turn = await gate.EnterAsync(stoppingToken);
                await using var transaction = await database.Database.BeginTransactionAsync(stoppingToken);
                await database.InsertAsync(batch.Select(one => one.Row), stoppingToken);
                await transaction.CommitAsync(stoppingToken);
                batch.ForEach(one => one.Done.SetResult());
            }
            catch (Exception problem)
            {
                // Whoever waits gets to know: what can't be logged is not shown.
                batch.ForEach(one => one.Done.TrySetException(problem));
            }
        }
    }
}
