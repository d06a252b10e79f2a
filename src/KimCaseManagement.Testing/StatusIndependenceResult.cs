using KimCaseManagement.Eligibility;

namespace KimCaseManagement.Testing;

/// <summary>What a check found (Ergebnis der Prüfung).</summary>
/// <typeparam name="TPerson">The host's own type.</typeparam>
public sealed class StatusIndependenceResult<TPerson>
{
    internal StatusIndependenceResult(int people, long decisions, StatusDependence<TPerson>? dependence)
    {
        People = people;
        Decisions = decisions;
        Dependence = dependence;
    }

    /// <summary>How many people were generated.</summary>
    public int People { get; }

    /// <summary>How many decisions were made on them.</summary>
    public long Decisions { get; }

    /// <summary>True where no decision moved.</summary>
    public bool Holds => Dependence is null;

    /// <summary>The smallest pair of people that are decided on differently; null where there is none.</summary>
    public StatusDependence<TPerson>? Dependence { get; }

    /// <summary>Throws where a decision moved: the one line that a test needs.</summary>
    /// <exception cref="StatusDependenceException">Two people who differ only in status data are decided on differently.</exception>
    public void EnsureHolds()
    {
        if (Dependence is not null)
            throw new StatusDependenceException(Dependence.ToString());
    }

    /// <summary>What was found, in a sentence.</summary>
    public override string ToString() => Dependence?.ToString() ?? $"No decision on {People} people moved when their status data moved ({Decisions} decisions).";
}

/// <summary>Two people who differ only in status data and are decided on differently (Abhängigkeit).</summary>
/// <typeparam name="TPerson">The host's own type.</typeparam>
public sealed class StatusDependence<TPerson>
{
    private readonly List<StatusDifference> _differences;

    internal StatusDependence(TPerson first, TPerson second, EligibilityDecision firstDecision, EligibilityDecision secondDecision, List<StatusDifference> differences)
    {
        First = first;
        Second = second;
        FirstDecision = firstDecision;
        SecondDecision = secondDecision;
        _differences = differences;
    }

    /// <summary>One of the two.</summary>
    public TPerson First { get; }

    /// <summary>The other one.</summary>
    public TPerson Second { get; }

    /// <summary>What was decided on the one.</summary>
    public EligibilityDecision FirstDecision { get; }

    /// <summary>What was decided on the other.</summary>
    public EligibilityDecision SecondDecision { get; }

    /// <summary>In what they differ; as few fields as were found.</summary>
    public IReadOnlyList<StatusDifference> Differences => _differences.AsReadOnly();

    /// <summary>The finding in words.</summary>
    public override string ToString() =>
        $"Help depends on status data: two people who differ only in {string.Join(" and ", _differences)} are decided on differently. "
        + $"{FirstDecision} on the facts '{FirstDecision.Facts}' against {SecondDecision} on the facts '{SecondDecision.Facts}'.";
}

/// <summary>A field in which two people differ.</summary>
public sealed class StatusDifference
{
    internal StatusDifference(string field, string first, string second)
    {
        Field = field;
        First = first;
        Second = second;
    }

    /// <summary>The field's name.</summary>
    public string Field { get; }

    /// <summary>Its value for the one.</summary>
    public string First { get; }

    /// <summary>Its value for the other.</summary>
    public string Second { get; }

    /// <summary>Field and values.</summary>
    public override string ToString() => $"{Field} ('{First}', '{Second}')";
}

/// <summary>A decision on help depends on status data.</summary>
public sealed class StatusDependenceException : Exception
{
    internal StatusDependenceException(string message)
        : base(message)
    {
    }
}
