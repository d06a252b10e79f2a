// Sums up test results: dotnet run eng/Closing.cs -- FOLDER
// Counts every UnitTestResult of every .trx file in the folder by its outcome (the files' own counters leave skipped tests out),
// prints "N passed, N failed" last, and answers 0 only where at least one test ran and none failed or was skipped.
using System.Xml.Linq;

var outcomes = Directory.EnumerateFiles(args[0], "*.trx", SearchOption.AllDirectories)
    .SelectMany(file => XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
    .Select(result => (Outcome: (string?)result.Attribute("outcome"), Name: (string?)result.Attribute("testName")))
    .ToList();
var passed = outcomes.Count(o => o.Outcome == "Passed");
var skipped = outcomes.Count(o => o.Outcome == "NotExecuted");
var failed = outcomes.Count - passed - skipped;
foreach (var (outcome, name) in outcomes.Where(o => o.Outcome != "Passed"))
    Console.WriteLine($"{outcome}: {name}");
Console.WriteLine(skipped == 0 ? $"{passed} passed, {failed} failed" : $"{passed} passed, {failed} failed, {skipped} skipped");
return passed > 0 && failed == 0 && skipped == 0 ? 0 : 1;
