// Sums up test results: dotnet run eng/Closing.cs -- FOLDER CHECKS-PASSED CHECKS-FAILED
// Counts every UnitTestResult of every .trx file in the folder by its outcome (the files' own counters leave skipped tests out), adds the other checks,
// prints "N passed, N failed" last, and answers 0 only where at least one test ran and none failed or was skipped.
using System.Globalization;
using System.Xml.Linq;

var files = Directory.Exists(args[0]) ? Directory.GetFiles(args[0], "*.trx", SearchOption.AllDirectories) : [];
var outcomes = files
    .SelectMany(file => XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
    .Select(result => (Outcome: (string?)result.Attribute("outcome"), Name: (string?)result.Attribute("testName")))
    .ToList();
foreach (var (outcome, name) in outcomes.Where(o => o.Outcome != "Passed"))
    Console.WriteLine($"{outcome}: {name}");
var ran = outcomes.Count(o => o.Outcome == "Passed");
var skipped = outcomes.Count(o => o.Outcome == "NotExecuted");
var passed = ran + int.Parse(args[1], CultureInfo.InvariantCulture);
var failed = outcomes.Count - ran - skipped + int.Parse(args[2], CultureInfo.InvariantCulture);
Console.WriteLine(skipped == 0 ? $"{passed} passed, {failed} failed" : $"{passed} passed, {failed} failed, {skipped} skipped");
return ran > 0 && failed == 0 && skipped == 0 ? 0 : 1;
