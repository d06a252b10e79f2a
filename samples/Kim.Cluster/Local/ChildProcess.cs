using System.Diagnostics;

namespace Kim.Cluster.Local;

/// <summary>A process that this one started and ends itself, by its id.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastLines = new();

    private ChildProcess(Process process, string? readyMark)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Note(e.Data, readyMark);
        _process.ErrorDataReceived += (_, e) => Note(e.Data, null);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal int Id => _process.Id;

    internal bool HasEnded => _process.HasExited;

    /// <summary>Starts a program without a shell.</summary>
    /// <param name="readyMark">What a line of its output begins with once it is ready.</param>
    /// <param name="command">Program and arguments.</param>
    internal static ChildProcess Start(string? readyMark, params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return new ChildProcess(Process.Start(start)!, readyMark);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its last lines.</exception>
    internal static async Task RunAsync(params IReadOnlyList<string> command)
    {
        using var child = Start(null, command);
        await child.EndAsync();
    }

    /// <summary>Closes its input and waits until it has ended by itself.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its last lines.</exception>
    internal async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', _process.StartInfo.ArgumentList.Prepend(_process.StartInfo.FileName))}' failed: {LastLines}");
    }

    /// <summary>Waits for the line that says it is ready, and gives what follows the mark.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    internal async Task<string> ReadyAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended) == ended && !_ready.Task.IsCompleted)
            throw new InvalidOperationException($"'{_process.StartInfo.FileName}' ended before it was ready: {LastLines}");
        return await _ready.Task;
    }

    /// <summary>Ends it at once, as a power cut does (SIGKILL), with the processes that it started.</summary>
    internal void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private string LastLines
    {
        get
        {
            lock (_lastLines)
                return string.Join('\n', _lastLines);
        }
    }

    private void Note(string? line, string? readyMark)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 40)
                _lastLines.Dequeue();
        }

        if (readyMark is not null && line.StartsWith(readyMark, StringComparison.Ordinal))
            _ready.TrySetResult(line[readyMark.Length..].Trim());
    }
}
