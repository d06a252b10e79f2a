using System.Globalization;

namespace KimCaseManagement.Reporting.Protection;

/// <summary>Kinds of people that are like each other: one can easily be taken for the other.</summary>
internal static class LedgerNeighbours
{
    /// <summary>Pairs of kinds that differ in one respect: where or when one of the cases was, in what belongs to the person, or in a case that the other one hasn't. Of each kind those that least is counted otherwise for.</summary>
    internal static List<(int Kind, int Other)> Of(IReadOnlyList<LedgerModel.Kind> kinds, int counts, int most)
    {
        var alike = Enumerable.Range(0, kinds.Count).SelectMany(kind => Respects(kinds[kind]).Distinct().Select(respect => (kind, respect)))
            .GroupBy(k => k.respect, k => k.kind, StringComparer.Ordinal).Select(g => g.ToArray()).ToList();
        var candidates = kinds.Select(_ => new SortedSet<int>()).ToArray();
        foreach (var group in alike)
        {
            foreach (var kind in group)
                candidates[kind].UnionWith(group);
        }

        var own = new int[counts];
        var pairs = new SortedSet<(int, int)>();
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            Enter(kinds[kind], 1);
            foreach (var (_, other) in candidates[kind].Where(other => other != kind).Select(other => (Distance: Distance(kinds[kind], kinds[other]), Other: other)).OrderBy(d => d).Take(most))
                pairs.Add((Math.Min(kind, other), Math.Max(kind, other)));
            Enter(kinds[kind], -1);
        }

        return [.. pairs];

        void Enter(LedgerModel.Kind kind, int sign)
        {
            for (var i = 0; i < kind.Counts.Length; i++)
                own[kind.Counts[i]] += sign * kind.Times[i];
        }

        int Distance(LedgerModel.Kind kind, LedgerModel.Kind other)
        {
            var distance = kind.Times.Sum();
            for (var i = 0; i < other.Counts.Length; i++)
                distance += Math.Abs(other.Times[i] - own[other.Counts[i]]) - own[other.Counts[i]];
            return distance;
        }
    }

    /// <summary>What kinds have in common that differ in one respect.</summary>
    private static IEnumerable<string> Respects(LedgerModel.Kind kind)
    {
        var cases = kind.Cases.ConvertAll(c => (Place: c.Leaf.ToString(CultureInfo.InvariantCulture), Time: $"{c.Opened}.{c.Closed}"));
        yield return Key(cases.Select(c => ("", c.Time)));
        yield return Key(cases);
        for (var i = 0; i < cases.Count; i++)
        {
            yield return Key(cases.Select((c, j) => i == j ? ("", c.Time) : c));
            yield return Key(cases.Select((c, j) => i == j ? (c.Place, "") : c));
            if (cases.Count > 1)
                yield return Key(cases.Where((_, j) => i != j));
        }

        static string Key(IEnumerable<(string Place, string Time)> cases) => string.Join(" ", cases.Select(c => $"{c.Place}@{c.Time}").OrderBy(c => c, StringComparer.Ordinal));
    }
}
