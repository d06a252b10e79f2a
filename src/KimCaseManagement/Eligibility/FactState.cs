namespace KimCaseManagement.Eligibility;

/// <summary>How much is known of a fact (Kenntnisstand).</summary>
public enum FactState
{
    /// <summary>Not known (yet); it can be asked.</summary>
    Unknown = 0,

    /// <summary>Known.</summary>
    Known = 1,

    /// <summary>The person doesn't want to say. Never asked again, and never held against them.</summary>
    Refused = 2,
}
