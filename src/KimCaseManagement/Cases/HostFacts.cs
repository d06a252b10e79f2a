namespace KimCaseManagement.Cases;

/// <summary>What only the host can know when a step is decided (Angaben des Wirts), because it lies outside the one case.</summary>
public sealed class HostFacts
{
    /// <summary>States what the host knows.</summary>
    /// <param name="hasOtherOpenCase">Whether the person has another open case of case management at the same provider.</param>
    /// <param name="hasCapacity">Whether there is capacity for one more case; null: the host does not say.</param>
    public HostFacts(bool hasOtherOpenCase = false, bool? hasCapacity = null)
    {
        HasOtherOpenCase = hasOtherOpenCase;
        HasCapacity = hasCapacity;
    }

    /// <summary>The host says nothing.</summary>
    public static HostFacts None { get; } = new();

    /// <summary>Whether the person has another open case of case management at the same provider.</summary>
    public bool HasOtherOpenCase { get; }

    /// <summary>Whether there is capacity for one more case; null: the host does not say.</summary>
    public bool? HasCapacity { get; }
}
