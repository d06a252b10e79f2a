namespace Kim.Web.Storage;

/// <summary>Lets one writer at a time to SQLite, which has one lock for the whole file; waiting here is fair and costs nothing. PostgreSQL needs no gate.</summary>
internal sealed class WriteGate(bool isClosed) : IDisposable
{
    private readonly SemaphoreSlim? _one = isClosed ? new(1) : null;

    public void Dispose() => _one?.Dispose();

    /// <summary>Waits for the turn; disposing what it returns ends it.</summary>
    internal async Task<IDisposable?> EnterAsync(CancellationToken cancel)
    {
        if (_one is null)
            return null;
        await _one.WaitAsync(cancel);
        return new Turn(_one);
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
