using static KimCaseManagement.Residence.ResidenceChange;

namespace KimCaseManagement.Residence;

/// <summary>What a step from one status to another means for the security of a stay (Veränderungsmatrix).</summary>
/// <remarks>
/// <para>Compared by group. Three codes are an exception, because the group alone would mislead: § 104c to § 25a or § 25b is a gain; the certificate of § 81(4) AufenthG keeps
/// the old title, so arriving at it is a change; the certificate of § 81(3) sentence 2 leaves a tolerated person where they were.</para>
/// <para>Source: this project's own judgement, to be argued with; a case manager may override it with a reason (<see cref="ResidenceOutcome.Overridden"/>).</para>
/// </remarks>
public static class ResidenceMatrix
{
    // Rows and columns in the order of the groups' numbers, NoStatus to German.
    private static readonly ResidenceChange[][] Groups =
    [
        /* NO_STATUS    */ [Same, Gain, Gain, Gain, Gain, Gain, Gain, Gain, Gain, Gain],
        /* TOLERATED    */ [Loss, Same, Change, Gain, Gain, Gain, Gain, Gain, Gain, Gain],
        /* ASYLUM       */ [Loss, Loss, Same, Change, Change, Gain, Gain, Gain, Gain, Gain],
        /* FICTION      */ [Loss, Loss, Change, Same, Change, Gain, Gain, Gain, Gain, Gain],
        /* VISA         */ [Loss, Loss, Change, Change, Same, Gain, Gain, Gain, Gain, Gain],
        /* TITLE_TEMP   */ [Loss, Loss, Loss, Change, Loss, Same, Gain, Change, Gain, Gain],
        /* TITLE_PERM   */ [Loss, Loss, Loss, Loss, Loss, Loss, Same, Change, Change, Gain],
        /* EU_FREE      */ [Loss, Loss, Loss, Loss, Loss, Change, Change, Same, Gain, Gain],
        /* EU_FREE_PERM */ [Loss, Loss, Loss, Loss, Loss, Loss, Change, Loss, Same, Gain],
        /* GERMAN       */ [NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, Same],
    ];

    /// <summary>Compares two groups.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the two is not a member of <see cref="ResidenceStatusGroups.All"/>.</exception>
    public static ResidenceChange Compare(ResidenceStatusGroup from, ResidenceStatusGroup to)
    {
        _ = from.Code();
        _ = to.Code();
        return from == ResidenceStatusGroup.Unknown || to == ResidenceStatusGroup.Unknown ? NotAssessable : Groups[(int)from - 1][(int)to - 1];
    }

    /// <summary>Compares two statuses: by group, with the exceptions that the remarks of the type name.</summary>
    public static ResidenceChange Compare(ResidenceStatus from, ResidenceStatus to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var byGroup = Compare(from.Group, to.Group);
        if (byGroup is NotAssessable or NotApplicable || from.Code == to.Code)
            return byGroup;
        return (from.Code.Value, to.Code.Value) switch
        {
            ("AE_104C", "AE_25A" or "AE_25B") => Gain,
            (_, "FIK_4") => Change,
            (_, "FIK_3_2") when from.Group == ResidenceStatusGroup.Tolerated => Same,
            _ => byGroup,
        };
    }
}
