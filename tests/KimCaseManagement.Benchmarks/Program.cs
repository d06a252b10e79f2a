using BenchmarkDotNet.Running;
using KimCaseManagement.Benchmarks;

if (args is ["reporting", .. var options])
    ReportingBenchmarks.Run(options.Length > 0 ? int.Parse(options[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
