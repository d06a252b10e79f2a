namespace KimCaseManagement.Topics;

/// <summary>What became of each code of an older release (Umschlüsselung): the way from old records to today's figures.</summary>
/// <remarks>A report counts either by the code of the time, or mapped to today with this. A split is never mapped automatically: a person has to choose.</remarks>
public sealed class TopicMigration
{
    private TopicMigration(string from, string to, IReadOnlyList<TopicMigrationStep> steps, IReadOnlyList<TopicCode> added, IReadOnlyList<string> problems)
    {
        From = from;
        To = to;
        Steps = steps;
        Added = added;
        Problems = problems;
    }

    /// <summary>The older release.</summary>
    public string From { get; }

    /// <summary>The newer release.</summary>
    public string To { get; }

    /// <summary>One step for each code of the older release, in its order.</summary>
    public IReadOnlyList<TopicMigrationStep> Steps { get; }

    /// <summary>Codes that the older release doesn't have.</summary>
    public IReadOnlyList<TopicCode> Added { get; }

    /// <summary>What breaks the promise of the taxonomy, in English for the people who make a release: a code that is gone, came back, or leads nowhere.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>True where every code of the older release is accounted for.</summary>
    public bool IsTotal => Problems.Count == 0;

    /// <summary>Compares two releases.</summary>
    public static TopicMigration Between(TopicTaxonomy older, TopicTaxonomy newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var steps = new List<TopicMigrationStep>();
        var problems = new List<string>();
        foreach (var topic in older.All)
        {
            if (newer.Find(topic.Code) is not { } today)
            {
                problems.Add($"{topic.Code} is missing: a code is deprecated, never removed.");
                continue;
            }

            if (topic.IsDeprecated && !today.IsDeprecated)
                problems.Add($"{topic.Code} came back: a deprecated code is never used again.");
            if (!Leads(newer, today, problems))
                continue;
            steps.Add(new TopicMigrationStep(topic.Code, newer.Current(topic.Code), today.SplitInto));
        }

        return new TopicMigration(older.Version, newer.Version, steps, [.. newer.All.Select(t => t.Code).Where(c => older.Find(c) is null)], problems);
    }

    private static bool Leads(TopicTaxonomy newer, Topic topic, List<string> problems)
    {
        if (topic.ReplacedBy is not null && topic.SplitInto.Count > 0)
            problems.Add($"{topic.Code} is both replaced and split.");
        if (!topic.IsDeprecated && (topic.ReplacedBy is not null || topic.SplitInto.Count > 0))
            problems.Add($"{topic.Code} has a successor but is in use.");
        var passed = new HashSet<TopicCode>();
        for (var next = topic; ;)
        {
            if (!passed.Add(next.Code))
            {
                problems.Add($"{topic.Code} is replaced in a circle.");
                return false;
            }

            foreach (var part in next.SplitInto)
            {
                if (newer.Find(part) is null)
                    problems.Add($"{next.Code} is split into {part}, which doesn't exist.");
            }

            if (next.ReplacedBy is not { } successor)
                return true;
            if (newer.Find(successor) is not { } found)
            {
                problems.Add($"{next.Code} is replaced by {successor}, which doesn't exist.");
                return false;
            }

            next = found;
        }
    }
}

/// <summary>What became of one code.</summary>
public sealed class TopicMigrationStep
{
    internal TopicMigrationStep(TopicCode code, TopicCode? current, IReadOnlyList<TopicCode> choices)
    {
        Code = code;
        Current = current;
        Choices = choices;
    }

    /// <summary>The code of the older release.</summary>
    public TopicCode Code { get; }

    /// <summary>What it is in the newer one: itself or its successor; null where a person has to choose or nothing stands for it.</summary>
    public TopicCode? Current { get; }

    /// <summary>What it was split into; empty otherwise.</summary>
    public IReadOnlyList<TopicCode> Choices { get; }

    /// <summary>Old and new code.</summary>
    public override string ToString() => $"{Code} → {(Current is { } current ? current.Value : Choices.Count > 0 ? string.Join(" or ", Choices) : "nothing")}";
}
