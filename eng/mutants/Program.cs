using System.Globalization;
using Mutants;

// measure LOG RESULTS FILES NAMESPACES SLOWEST [METHODS]: tries every mutant of the files (parts of paths), without calls of the methods, against the tests of the namespaces
// that take no more than so many milliseconds; lists are separated by commas.
// Started without words of its own by itself as "serve NAMESPACES [MUTANT]".
const string Tests = "KimCaseManagement.Tests";
const string Left = "left";
if (args[0] == "serve")
{
    TestServer.Serve(Tests, args[1].Split(','), args.Length > 2 ? int.Parse(args[2]) : null);
    return;
}

var (log, results, files, slowest, ignored) = (args[1], args[2], args[3].Split(','), int.Parse(args[5]), args.Length > 6 ? args[6].Split(',') : []);
var members = new MutatedLibrary().Members();
var all = StrykerLog.Read(log);
var room = all.Where((m, i) => files.Any(f => m.File.Contains(f, StringComparison.Ordinal)) && members.ContainsKey(m.Id)
    && !ignored.Any(method => m.Original.StartsWith(method + "(", StringComparison.Ordinal)) && !m.IsEmptiedBlockAround(all.ElementAtOrDefault(i + 1))).ToList();
Console.WriteLine($"{room.Count} mutants of {all.Count}, {members.Count} of them compiled");
var known = new Dictionary<int, string>();
foreach (var cells in File.Exists(results) ? File.ReadLines(results).Select(l => l.Split('\t')) : [])
    known[int.Parse(cells[0])] = cells[1];

using var client = new TestClient(args[4], (10 * slowest) + 5000);
var cold = new Dictionary<int, int>();
for (var test = 0; test < client.Names.Count; test++)
{
    var (passed, milliseconds) = client.Run(MutatedLibrary.None, test);
    if (passed)
        cold[test] = milliseconds;
    else if (client.TimedOut)
        Console.WriteLine($"left out, as it takes too long: {client.Names[test]}");
    else
        Console.WriteLine($"left out, as it fails without any mutant: {client.Names[test]}");
}

client.LimitsAre(cold);
var warm = cold.Keys.ToDictionary(test => test, test => client.Run(MutatedLibrary.None, test) is (true, var milliseconds) ? milliseconds : int.MaxValue);
var chosen = cold.Keys.Where(test => warm[test] <= slowest).OrderBy(test => warm[test]).ToList();
foreach (var slow in cold.Keys.Except(chosen))
    Console.WriteLine($"left out: {client.Names[slow]}, {warm[slow]} ms");
var (covering, whenMade) = (new Dictionary<int, HashSet<int>>(), new HashSet<int>());
client.Restart();
whenMade.UnionWith(client.Found());
foreach (var test in chosen)
{
    var (reached, made) = client.Cover(test);
    whenMade.UnionWith(made);
    foreach (var mutant in reached)
        (covering.TryGetValue(mutant, out var tests) ? tests : covering[mutant] = []).Add(test);
}

Console.WriteLine($"{chosen.Count} of {client.Names.Count} tests, {chosen.Sum(test => warm[test])} ms; {covering.Count} mutants are reached");

using var output = new StreamWriter(results, append: true) { AutoFlush = true };
// In a process that is warm, what is made once is made already, without the mutant: who survives there is tried again in a new process, first those that are made once.
// Then in mixed order, so that a measurement cut short is a sample.
var left = room.Where(m => known.GetValueOrDefault(m.Id) == Left).ToList();
foreach (var mutant in room.Where(m => !known.ContainsKey(m.Id)))
{
    var tests = covering.GetValueOrDefault(mutant.Id, []);
    if (tests.Count == 0 && !whenMade.Contains(mutant.Id))
        Write(mutant, "no-coverage", "");
    else if ((whenMade.Contains(mutant.Id) && tests.Count <= 1) || Killer(mutant.Id, [.. chosen.Where(tests.Contains)], fresh: false) is not { } killer)
    {
        left.Add(mutant);
        Write(mutant, Left, "");
    }
    else
        Write(mutant, killer.How, killer.Test);
}

Console.WriteLine($"{known.Count} known, {left.Count} of them left for a process of their own");
foreach (var mutant in left.OrderByDescending(m => whenMade.Contains(m.Id)).ThenBy(m => (uint)m.Id * 2654435761u))
{
    (string How, string Test)? killer = ("killed", "while the tests are looked for");
    if (client.TryRestart(mutant.Id))
        killer = Killer(mutant.Id, [.. chosen.OrderByDescending(covering.GetValueOrDefault(mutant.Id, []).Contains)], fresh: true);
    else
        client.Restart();
    Write(mutant, killer?.How ?? "survived", killer?.Test ?? "");
}

var counts = room.CountBy(m => known[m.Id]).ToDictionary();
int Count(string status) => counts.GetValueOrDefault(status);
var score = 100.0 * (Count("killed") + Count("timeout")) / room.Count;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}: {score:0.0} %"));

// What a test notices with the mutant, it must not notice without it: else an earlier mutant left something behind in the process, and the mutant is tried again in a new one.
// So is one that ran out of time: it may be the machine that was slow.
(string How, string Test)? Killer(int mutant, IReadOnlyList<int> tests, bool fresh)
{
    for (var again = false; ; again = true)
    {
        var killer = tests.Cast<int?>().FirstOrDefault(test => client.Run(mutant, test!.Value) is not { Passed: true });
        if (killer is not { } test)
            return null;
        if (client.TimedOut ? again : client.Ended || fresh || client.Run(MutatedLibrary.None, test).Passed)
            return (client.TimedOut ? "timeout" : "killed", client.Names[test]);
        client.Restart();
        if (again)
            return ("killed", client.Names[test]);
    }
}

void Write(Mutant mutant, string status, string test)
{
    known[mutant.Id] = status;
    output.WriteLine(string.Join('\t', new[] { mutant.Id.ToString(CultureInfo.InvariantCulture), status, mutant.File[(mutant.File.LastIndexOf("/KimCaseManagement/", StringComparison.Ordinal) + 19)..], members[mutant.Id], mutant.Mutator, mutant.Original, mutant.Mutated, test }
        .Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' '))));
}
