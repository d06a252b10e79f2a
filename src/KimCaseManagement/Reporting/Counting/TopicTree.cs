using KimCaseManagement.Topics;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>The groups of the dimension topic: the topics of a taxonomy by number, each below another one or at the top.</summary>
internal sealed class TopicTree
{
    private readonly Dictionary<TopicCode, int> _groups = [];
    private readonly int[] _above;

    internal TopicTree(TopicTaxonomy taxonomy, TopicCoding coding)
    {
        Taxonomy = taxonomy;
        Coding = coding;
        var numbers = taxonomy.All.Select((t, i) => (t.Code, i)).ToDictionary(p => p.Code, p => (int)checked((short)(Axis.Unknown + 1 + p.i)));
        _above = [0, 0, .. taxonomy.All.Select(t => t.Broader is { } broader ? numbers[broader] : 0)];
        foreach (var topic in taxonomy.All)
            _groups.Add(topic.Code, numbers[coding == TopicCoding.Today ? taxonomy.CountedToday(topic.Code) : topic.Code]);
        LowestFirst = [.. taxonomy.All.Where(t => t.Broader is not null).OrderByDescending(t => taxonomy.Ancestors(t.Code).Count).Select(t => (numbers[t.Code], numbers[t.Broader!.Value]))];
    }

    internal TopicTaxonomy Taxonomy { get; }

    internal TopicCoding Coding { get; }

    /// <summary>Each group that is below another one, with that one; what is below a group comes before it.</summary>
    internal (int Group, int Above)[] LowestFirst { get; }

    /// <summary>The group that a topic counts in; false where the taxonomy doesn't have it.</summary>
    internal bool TryFind(TopicCode topic, out int group) => _groups.TryGetValue(topic, out group);

    /// <summary>Puts a group and those above it among groups, as far as they aren't there. Gives the first that was there already, 0 where none was.</summary>
    internal int Climb(int group, ref int[] groups, ref int count)
    {
        for (; group > 0 && Array.IndexOf(groups, group, 0, count) < 0; group = _above[group])
        {
            if (count == groups.Length)
                Array.Resize(ref groups, 2 * count);
            groups[count++] = group;
        }

        return group;
    }
}
