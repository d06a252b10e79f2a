using System.Text;
using KimCaseManagement.Topics;

namespace KimCaseManagement.Tests.Topics;

/// <summary>What somebody asks, in which language, and the topics that are right.</summary>
internal sealed record Query(string Language, string Words, IReadOnlyList<string> Expected, string Kind)
{
    /// <summary>The place of the first right topic among the matches, from 0; -1 where there is none. For nonsense 0 where nothing was found.</summary>
    internal int Place()
    {
        var matches = TopicTaxonomy.Core.Search(Words, 3);
        if (Kind == "nonsense")
            return matches.Count == 0 ? 0 : -1;
        for (var place = 0; place < matches.Count; place++)
        {
            if (Expected.Contains(matches[place].Code.Value))
                return place;
        }

        return -1;
    }
}

/// <summary>The queries by which the search is measured (queries.tsv): written as clients would, not copied from the terms.</summary>
internal static class QuerySet
{
    internal static IReadOnlyList<Query> All { get; } = Read();

    /// <summary>How many of them there are, and for how many a right topic is the first, or among the first three.</summary>
    internal static (int Count, double First, double FirstThree) Figures(Func<Query, bool> which)
    {
        var places = All.Where(which).Select(q => q.Place()).ToList();
        return (places.Count, places.Count(p => p == 0) / (double)places.Count, places.Count(p => p >= 0) / (double)places.Count);
    }

    private static List<Query> Read()
    {
        using var reader = new StreamReader(typeof(QuerySet).Assembly.GetManifestResourceStream("queries.tsv")!, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n').Skip(1).Where(l => l.Length > 0).Select(line => line.Split('\t')).Select(f => new Query(f[0], f[1], f[2].Split('|', StringSplitOptions.RemoveEmptyEntries), f[3]))];
    }
}
