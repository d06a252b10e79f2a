using System.Text.RegularExpressions;

namespace Mutants;

/// <summary>A change to one place of the source, as Stryker's log tells it.</summary>
internal sealed record Mutant(int Id, string File, string Original, string Mutated, string Mutator);

internal static partial class StrykerLog
{
    internal static List<Mutant> Read(string path)
    {
        var mutants = new List<Mutant>();
        var file = "";
        foreach (Match entry in Entry().Matches(File.ReadAllText(path)))
        {
            if (entry.Groups["file"].Success)
                file = entry.Groups["file"].Value;
            else
                mutants.Add(new Mutant(int.Parse(entry.Groups["id"].Value), file, entry.Groups["original"].Value, entry.Groups["mutated"].Value, entry.Groups["mutator"].Value));
        }

        return mutants;
    }

    /// <summary>An emptied block says nothing where something inside it is changed, too: Stryker leaves it out, and so do we.</summary>
    internal static bool IsEmptiedBlockAround(this Mutant block, Mutant? next) =>
        block.Mutator == "Block" && next is { Mutator: not "Block" } && next.File == block.File && block.Original.Contains(next.Original, StringComparison.Ordinal);

    [GeneratedRegex("""\[DBG\] (?:Mutating "(?<file>[^"\n]+)"|Mutant (?<id>\d+) created "(?<original>(?:(?!\n\d{4}-\d\d-).)*?)" -> "(?<mutated>(?:(?!\n\d{4}-\d\d-).)*?)" using "Stryker\.Core\.Mutators\.(?<mutator>\w+?)Mutator")""", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
