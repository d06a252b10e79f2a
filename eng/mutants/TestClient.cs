using System.Diagnostics;

namespace Mutants;

/// <summary>The other end of a <see cref="TestServer"/> in a process of its own, which may be lost at any time.</summary>
internal sealed class TestClient : IDisposable
{
    private const int LongestStart = 60_000;

    private readonly string namespaces;
    private Process process = null!;
    private readonly int slowest;
    private Dictionary<int, int> limits = [];

    internal TestClient(string namespaces, int slowest)
    {
        (this.namespaces, this.slowest) = (namespaces, slowest);
        Restart();
    }

    internal List<string> Names { get; private set; } = [];

    internal bool TimedOut { get; private set; }

    internal bool Ended { get; private set; }

    /// <summary>A test may take five times as long as in a new process without a mutant, and five seconds.</summary>
    internal void LimitsAre(Dictionary<int, int> times) => limits = times.ToDictionary(t => t.Key, t => (t.Value * 5) + 5_000);

    internal (bool Passed, int Milliseconds) Run(int mutant, int test)
    {
        if (Ended)
            Restart();
        if (Ask($"run {mutant} {test}", limits.GetValueOrDefault(test, slowest))?.Split(' ') is [var result, var milliseconds])
            return (result == "passed", int.Parse(milliseconds));
        Ended = true;
        return (false, 0);
    }

    /// <summary>The mutants that the test reaches, and those of them that it reaches while something static is made.</summary>
    internal (int[] Reached, int[] Made) Cover(int test) => Ids($"cover {test}");

    /// <summary>The mutants that are reached while the tests are looked for.</summary>
    internal int[] Found() => Ids("found").Reached;

    private (int[] Reached, int[] Made) Ids(string question)
    {
        int[][] ids = [.. Ask(question, Timeout.Infinite)!.Split('/').Select(list => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())];
        return (ids[0], ids[1]);
    }

    /// <summary>Begins a new process without a mutant, which notes what is reached.</summary>
    internal void Restart() => Names = Start(null) ?? throw new InvalidOperationException("The tests can't be found, even without a mutant; do they run with dotnet test?");

    /// <summary>Begins a new process in which the mutant is there from the begin. False where the tests can't be found with it, or are others.</summary>
    internal bool TryRestart(int mutant) => Start(mutant) is { } names && names.SequenceEqual(Names);

    private List<string>? Start(int? mutant)
    {
        Dispose();
        (TimedOut, Ended) = (false, false);
        var here = Path.Combine(AppContext.BaseDirectory, "KimCaseManagement.Tests");
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", "--depsfile", here + ".deps.json", "--runtimeconfig", here + ".runtimeconfig.json", typeof(TestClient).Assembly.Location, "serve", namespaces, .. mutant is null ? Array.Empty<string>() : [$"{mutant}"]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // What a mutant gathers without end, ends here.
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x40000000" },
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var names = new List<string>();
        while (true)
        {
            var line = process.StandardOutput.ReadLineAsync();
            if (!line.Wait(LongestStart) || line.Result is not { } name)
                return null;
            if (name.Length == 0)
                return names;
            names.Add(name);
        }
    }

    public void Dispose()
    {
        if (process is null)
            return;
        process.Kill();
        process.Dispose();
    }

    private string? Ask(string question, int limit)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLineAsync();
        TimedOut = !answer.Wait(limit);
        return TimedOut ? null : answer.Result;
    }
}
