using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>The order of groups in the output: the total, closed sets in their natural order, other codes in ordinal order, unknown values last.</summary>
internal static class GroupOrder
{
    /// <summary>The codes of a dimension in their natural order; null where the order is ordinal.</summary>
    internal static IReadOnlyList<string>? Natural(Dimension dimension, AgeGroups ages) => dimension switch
    {
        Dimension.Sex => [.. Sexes.All.Select(Sexes.Code)],
        Dimension.GermanLevel or Dimension.GermanLevelAtOpening => [.. GermanLevels.All.Select(GermanLevels.Code)],
        Dimension.AgeGroup => ages.Codes,
        Dimension.GermanOutcome => Outcomes.All,
        Dimension.ResidenceOutcome => Outcomes.AllOfResidence,
        Dimension.DurationClass => DurationClasses.Codes,
        Dimension.DeclineReason => CaseProjection.DeclineReasons,
        Dimension.ReferralResult => CaseProjection.ReferralResults,
        Dimension.GoalAttainment => CaseProjection.GoalAttainments,
        Dimension.GapKind => CaseProjection.GapKinds,
        _ => null,
    };

    /// <summary>Compares cells by the groups of one dimension after the other.</summary>
    internal static Comparison<IReadOnlyList<string?>> OfCells(ReportRequest request)
    {
        var natural = request.Dimensions.Select(d => Natural(d, request.AgeGroups)?.Select((code, i) => (code, i)).ToDictionary(p => p.code, p => p.i, StringComparer.Ordinal)).ToArray();
        return (left, right) =>
        {
            for (var d = 0; d < natural.Length; d++)
            {
                var order = Rank(natural[d], left[d]).CompareTo(Rank(natural[d], right[d]));
                if (order == 0)
                    order = string.CompareOrdinal(left[d], right[d]);
                if (order != 0)
                    return order;
            }

            return 0;
        };
    }

    private static int Rank(Dictionary<string, int>? natural, string? code) =>
        code is null ? -1
        : code == Dimensions.Unknown ? int.MaxValue
        : natural is not null && natural.TryGetValue(code, out var place) ? place
        : 0;
}
