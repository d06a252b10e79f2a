using System.Globalization;
using BenchmarkDotNet.Running;
using KimCaseManagement.Benchmarks;

switch (args)
{
    case ["reporting"]:
        ReportingBenchmarks.Run(10_000_000);
        break;
    case ["reporting", var cases]:
        ReportingBenchmarks.Run(int.Parse(cases, CultureInfo.InvariantCulture));
        break;
    case ["report-files", var kim, var folder]:
        ReportFilesBenchmark.Run(kim, folder);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
