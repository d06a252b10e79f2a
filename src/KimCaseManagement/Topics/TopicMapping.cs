using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>What a topic corresponds to in another classification.</summary>
/// <remarks>Only identifiers are kept, never the other classification's words: those are under its own licence and change at its own pace. Source of the relations: SKOS Reference, section 10.</remarks>
/// <param name="relation">How near the two are.</param>
/// <param name="target">Absolute address (IRI) of the other concept.</param>
/// <param name="source">The other classification, and where its identifiers were read; null where none is named.</param>
public sealed class TopicMapping(TopicMappingRelation relation, string target, Source? source = null)
{
    /// <summary>How near the two are.</summary>
    public TopicMappingRelation Relation { get; } = relation;

    /// <summary>Absolute address (IRI) of the other concept.</summary>
    public string Target { get; } = target;

    /// <summary>The other classification, and where its identifiers were read; null where none is named.</summary>
    public Source? Source { get; } = source;

    /// <summary>Relation and target.</summary>
    public override string ToString() => $"{Relation.Code()} {Target}";
}

/// <summary>How near two concepts of different classifications are. Numbers and codes are kept for ever.</summary>
public enum TopicMappingRelation
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Interchangeable wherever one of them is used.</summary>
    ExactMatch = 1,

    /// <summary>Interchangeable for some purposes.</summary>
    CloseMatch = 2,

    /// <summary>The other concept is wider.</summary>
    BroadMatch = 3,

    /// <summary>The other concept is narrower.</summary>
    NarrowMatch = 4,

    /// <summary>The two are about neighbouring things.</summary>
    RelatedMatch = 5,
}

/// <summary>The codes of <see cref="TopicMappingRelation"/>, as they stand in files.</summary>
internal static class TopicMappingRelations
{
    private static readonly CodeTable<TopicMappingRelation> Table = CodeTable<TopicMappingRelation>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    internal static IReadOnlyList<TopicMappingRelation> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    internal static string Code(this TopicMappingRelation value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    internal static bool TryParse(string? code, out TopicMappingRelation value) => Table.TryParse(code, out value);
}
