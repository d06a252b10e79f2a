namespace KimCaseManagement.Testing;

/// <summary>What a store was found to keep and to break (Ergebnis der Speicherprüfung).</summary>
public sealed class StoreContractResult
{
    private readonly List<StoreViolation> _violations;

    internal StoreContractResult(List<StoreViolation> violations) => _violations = violations;

    /// <summary>True where every law is kept.</summary>
    public bool Holds => _violations.Count == 0;

    /// <summary>Every law that is broken, with how it shows.</summary>
    public IReadOnlyList<StoreViolation> Violations => _violations.AsReadOnly();

    /// <summary>Throws where a law is broken: the one line that a test needs.</summary>
    /// <exception cref="StoreContractException">A law is broken; the message names each.</exception>
    public void EnsureHolds()
    {
        if (!Holds)
            throw new StoreContractException(ToString());
    }

    /// <summary>What was found, a line each.</summary>
    public override string ToString() => Holds ? "The store keeps every law." : string.Join("\n", _violations);
}

/// <summary>A law that a store breaks (Verstoß).</summary>
public sealed class StoreViolation
{
    internal StoreViolation(StoreLaw law, string description)
    {
        Law = law;
        Description = description;
    }

    /// <summary>The law.</summary>
    public StoreLaw Law { get; }

    /// <summary>How it shows, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Law and description.</summary>
    public override string ToString() => $"{Law}: {Description}";
}

/// <summary>A store of cases breaks a law that every store must keep.</summary>
public sealed class StoreContractException : Exception
{
    internal StoreContractException(string message)
        : base(message)
    {
    }
}
