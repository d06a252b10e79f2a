namespace KimCaseManagement.Topics;

/// <summary>One line of the tree: where a topic stands and what became of it.</summary>
internal sealed class TopicRow(TopicCode code, TopicCode? broader, string since, string? until = null, TopicCode? replacedBy = null, IReadOnlyList<TopicCode>? splitInto = null)
{
    internal TopicCode Code { get; } = code;

    internal TopicCode? Broader { get; } = broader;

    internal string Since { get; } = since;

    internal string? Until { get; } = until;

    internal TopicCode? ReplacedBy { get; } = replacedBy;

    internal IReadOnlyList<TopicCode> SplitInto { get; } = splitInto ?? [];

    /// <summary>The same topic as an earlier release knew it: without what happened to it later.</summary>
    internal TopicRow BeforeDeprecation() => new(Code, Broader, Since);
}
