using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What only the host can know when a step is decided (Angaben des Wirts), because it lies outside the one case.</summary>
public sealed class HostFacts
{
    /// <summary>States what the host knows.</summary>
    /// <param name="hasOtherOpenCase">Whether the person has another open case of case management at the same provider.</param>
    /// <param name="hasCapacity">Whether there is capacity for one more case; null: the host does not say.</param>
    /// <param name="roles">The roles of the acting person, as the policy names them; null: none.</param>
    public HostFacts(bool hasOtherOpenCase = false, bool? hasCapacity = null, IEnumerable<string>? roles = null)
    {
        Roles = roles is null ? EquatableList<string>.Empty : EquatableList<string>.CopyOf(roles);
        HasOtherOpenCase = hasOtherOpenCase;
        HasCapacity = hasCapacity;
    }

    /// <summary>The host says nothing.</summary>
    public static HostFacts None { get; } = new();

    /// <summary>Whether the person has another open case of case management at the same provider.</summary>
    public bool HasOtherOpenCase { get; }

    /// <summary>Whether there is capacity for one more case; null: the host does not say.</summary>
    public bool? HasCapacity { get; }

    /// <summary>The roles of the acting person.</summary>
    public IReadOnlyList<string> Roles { get; }
}
