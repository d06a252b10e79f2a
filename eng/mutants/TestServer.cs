using System.Diagnostics;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Mutants;

/// <summary>Runs single test cases inside one process that stays alive, with a mutant switched on or none, as it is told line by line.</summary>
/// <remarks>
/// <code>
/// run MUTANT TEST    passed|failed MILLISECONDS
/// cover TEST         mutants reached/mutants reached while something static was made
/// found              the same for what was reached while the tests were looked for
/// </code>
/// </remarks>
internal static class TestServer
{
    internal static void Serve(string assembly, IReadOnlyList<string> namespaces, int? mutant)
    {
        var (answers, library) = (Console.Out, new MutatedLibrary());
        Console.SetOut(TextWriter.Null);

        // Data of tests are made while the tests are looked for, and much of the library with them.
        library.Activate(mutant ?? MutatedLibrary.None, coverage: mutant is null);
        var tests = Assembly.Load(assembly);
        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(tests));
        using var executor = framework.GetExecutor(tests.GetName());
        var cases = new List<ITestCase>();
        foreach (var type in tests.GetTypes().Where(t => namespaces.Any(n => t.FullName!.StartsWith(n, StringComparison.Ordinal)) && !t.FullName!.Contains('+', StringComparison.Ordinal)))
        {
            using var sink = new Sink();
            discoverer.Find(type.FullName!, false, sink, new Options());
            sink.Over.WaitOne();
            cases.AddRange(sink.Cases);
        }

        cases = [.. cases.OrderBy(c => c.UniqueID, StringComparer.Ordinal)];
        foreach (var test in cases)
            answers.WriteLine(test.DisplayName.ReplaceLineEndings(" ").Replace('\t', ' '));
        answers.WriteLine();
        var found = mutant is null ? library.Coverage() : "/";
        while (Console.ReadLine()?.Split(' ') is { } words)
        {
            if (words[0] == "found")
            {
                answers.WriteLine(found);
                continue;
            }

            var test = cases[int.Parse(words[^1])];
            library.Activate(words[0] == "run" ? int.Parse(words[1]) : MutatedLibrary.None, coverage: words[0] == "cover");
            var watch = Stopwatch.StartNew();
            using var sink = new Sink();
            executor.RunTests([test], sink, new Options());
            sink.Over.WaitOne();
            answers.WriteLine(words[0] == "run" ? $"{(sink.Failed ? "failed" : "passed")} {watch.ElapsedMilliseconds}" : library.Coverage());
        }
    }

    private sealed class Sink : IMessageSink, IDisposable
    {
        internal List<ITestCase> Cases { get; } = [];

        internal bool Failed { get; private set; }

        internal ManualResetEvent Over { get; } = new(false);

        public void Dispose() => Over.Dispose();

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage found)
                Cases.Add(found.TestCase);
            Failed |= message is IFailureInformation;
            if (message is IDiscoveryCompleteMessage or ITestAssemblyFinished)
                Over.Set();
            return !Failed;
        }
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = new() { ["xunit.execution.DisableParallelization"] = true, ["xunit.execution.SynchronousMessageReporting"] = true };

        public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out var value) && value is TValue known ? known : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
