namespace KimCaseManagement.Reporting;

/// <summary>The codes that the facts of a case may have where they are not a type of their own.</summary>
public static class FactCodes
{
    /// <summary>Codes of closure reasons (Abschlussgründe).</summary>
    public static IReadOnlyList<string> ClosureReasons { get; } =
    [
        "counselling-completed", "goals-achieved", "goals-partly-achieved", "transferred-to-regular-service", "handed-to-other-case-management", "client-ended", "consent-withdrawn",
        "contact-lost", "moved-away", "left-germany", "deported", "deceased", "not-manageable", "duplicate", "other",
    ];

    /// <summary>Codes of phases (Phasen).</summary>
    public static IReadOnlyList<string> Phases { get; } =
    [
        "inquiry", "clarification", "short-counselling", "waiting-list", "assessment", "planning", "linking", "monitoring", "evaluation", "paused", "follow-up", "closed", "declined",
    ];

    /// <summary>Codes of residence statuses (Aufenthaltsstatus).</summary>
    public static IReadOnlyList<string> ResidenceStatuses { get; } =
        [.. Residence.ResidenceStatuses.All.Select(status => status.Code.Value)];
}
