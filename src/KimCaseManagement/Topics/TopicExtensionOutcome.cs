using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>What became of a city's extension: the extended taxonomy, or all that is wrong with the lines.</summary>
public sealed class TopicExtensionOutcome
{
    internal TopicExtensionOutcome(TopicTaxonomy? taxonomy, IReadOnlyList<TopicExtensionProblem> problems)
    {
        Taxonomy = taxonomy;
        Problems = problems;
    }

    /// <summary>The core taxonomy with the city's topics; null where there are problems.</summary>
    public TopicTaxonomy? Taxonomy { get; }

    /// <summary>Everything that is wrong, in the order of the lines; empty where the extension holds.</summary>
    public IReadOnlyList<TopicExtensionProblem> Problems { get; }
}

/// <summary>A fault of a line of a city's extension.</summary>
public sealed class TopicExtensionProblem
{
    internal TopicExtensionProblem(int row, string field, Reason reason)
    {
        Row = row;
        Field = field;
        Reason = reason;
    }

    /// <summary>Number of the line among those given, from 0.</summary>
    public int Row { get; }

    /// <summary>The field that is wrong: <c>code</c>, <c>action</c>, <c>broader</c>, <c>language</c>, <c>label</c>, <c>synonyms</c>, <c>search</c>, <c>scope</c> or <c>replaced_by</c>.</summary>
    public string Field { get; }

    /// <summary>What is wrong and what would be right; <c>TextCatalogue</c> has the text.</summary>
    public Reason Reason { get; }

    /// <summary>Line, field and code of the reason.</summary>
    public override string ToString() => FormattableString.Invariant($"{Row}: {Field}: {Reason.Code}");
}
