using System.Globalization;
using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>What happened besides cases being open (Geschehensregister), to be counted for any period.</summary>
/// <remarks>Holds no ids. Immutable and safe to use from many threads at once. The order of what happened makes no difference.</remarks>
public sealed class OccurrenceRegister
{
    private readonly Dictionary<Measure, CaseRegister> _registers = [];

    /// <summary>Makes a register.</summary>
    /// <param name="occurrences">What happened.</param>
    /// <param name="taxonomy">The taxonomy of the topics; the library's own where none is given.</param>
    /// <param name="topics">Whether topics of old records are mapped to today's codes, which they are unless said otherwise.</param>
    /// <exception cref="ArgumentException">The taxonomy doesn't have one of the topics.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public OccurrenceRegister(IEnumerable<CaseOccurrence> occurrences, TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        ArgumentNullException.ThrowIfNull(occurrences);
        Taxonomy = taxonomy ?? TopicTaxonomy.Core;
        Topics = topics;
        var builders = Measures.OfOccurrences.ToDictionary(m => m, _ => new CaseRegisterBuilder(Taxonomy, topics));
        foreach (var occurrence in occurrences)
        {
            // Each is a row of its own, open from the day on which it happened.
            var builder = builders[occurrence.Measure];
            var number = builder.Count.Value.ToString(CultureInfo.InvariantCulture);
            builder.Add(new CaseFacts(
                CaseId.From(number), PersonKey.From(number), occurrence.Office, occurrence.On, occurrence.Until, occurrence.Result, null, occurrence.Topics, occurrence.Language, occurrence.BirthYear,
                occurrence.Sex, occurrence.CountryOfOrigin, referredBy: occurrence.ReferredBy));
        }

        foreach (var builder in builders)
            _registers.Add(builder.Key, builder.Value.Build());
    }

    internal TopicTaxonomy Taxonomy { get; }

    internal TopicCoding Topics { get; }

    /// <summary>The cells of a report of occurrences: each measure is counted over its own rows.</summary>
    internal Cells Count(ReportRequest request)
    {
        var cells = new Dictionary<string, (IReadOnlyList<string?> Groups, Dictionary<Measure, long> Figures)>(StringComparer.Ordinal);
        foreach (var measure in request.Measures)
        {
            var counts = measure == Measure.Waiting ? Measure.OpenAtEnd : Measure.Opened;
            var report = Report.Count(_registers[measure], new ReportRequest(request.Period, request.Dimensions.Select(d => d.IsResult() ? Dimension.ClosureReason : d), [counts], request.AgeGroups, offices: request.Offices));
            foreach (var cell in report.Cells)
            {
                if (!cells.TryGetValue(cell.Key, out var known))
                    cells.Add(cell.Key, known = (cell.Groups, request.Measures.ToDictionary(m => m, _ => 0L)));
                known.Figures[measure] = cell.Value(counts)!.Value;
            }
        }

        var order = GroupOrder.OfCells(request);
        var all = cells.Values.Select(c => (c.Groups, (IReadOnlyDictionary<Measure, long>)c.Figures, 0L)).ToList();
        all.Sort((left, right) => order(left.Groups, right.Groups));
        return new KeyedCells(all);
    }
}
