namespace KimCaseManagement.Reporting;

/// <summary>The codes that the facts of a case may have where they are not a type of their own.</summary>
public static class FactCodes
{
    /// <summary>Codes of closure reasons (Abschlussgründe).</summary>
    public static IReadOnlyList<string> ClosureReasons => CaseProjection.ClosureReasons;

    /// <summary>Codes of phases (Phasen).</summary>
    public static IReadOnlyList<string> Phases => CaseProjection.Phases;

    /// <summary>Codes of residence statuses (Aufenthaltsstatus).</summary>
    public static IReadOnlyList<string> ResidenceStatuses { get; } =
        [.. Residence.ResidenceStatuses.All.Select(status => status.Code.Value)];
}
