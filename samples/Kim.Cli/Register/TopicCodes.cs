using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;

namespace Kim.Cli.Register;

/// <summary>The topics that a register may name. One that is deprecated and counted as another is warned of.</summary>
/// <param name="taxonomy">The topics, a city's own ones included.</param>
/// <param name="coding">By which codes the report counts.</param>
internal sealed class TopicCodes(TopicTaxonomy taxonomy, TopicCoding coding)
{
    internal TopicTaxonomy Taxonomy => taxonomy;

    /// <summary>A register to be filled, whose topics count by the codes asked for.</summary>
    internal CaseRegisterBuilder NewRegister() => new(taxonomy, coding);

    /// <summary>The same for a part of a register.</summary>
    internal CaseRegisterPart NewPart() => new(taxonomy, coding);

    /// <summary>What happened besides cases being open, its topics counted by the codes asked for.</summary>
    internal OccurrenceRegister NewOccurrences(IEnumerable<CaseOccurrence> occurrences) => new(occurrences, taxonomy, coding);

    /// <summary>True where the taxonomy has the code.</summary>
    /// <param name="code">The code of a record.</param>
    /// <param name="place">Where it stands, for the warning.</param>
    /// <param name="warn">Takes the warning.</param>
    internal bool IsKnown(TopicCode code, string place, Action<string> warn)
    {
        if (taxonomy.Find(code) is null)
            return false;
        if (coding == TopicCoding.Today && taxonomy.CountedToday(code) is var today && today != code)
            warn($"{place}: '{code}' is deprecated; counted as '{today}'");
        return true;
    }
}
