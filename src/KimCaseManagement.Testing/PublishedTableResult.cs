namespace KimCaseManagement.Testing;

/// <summary>What readers of a table can work out (Ergebnis der Prüfung).</summary>
public sealed class PublishedTableResult
{
    private readonly List<PublishedTableFinding> _findings;

    internal PublishedTableResult(List<PublishedTableFinding> findings) => _findings = findings;

    /// <summary>True where nothing was found.</summary>
    public bool Holds => _findings.Count == 0;

    /// <summary>Every count that is known too well, in the order of the rows.</summary>
    public IReadOnlyList<PublishedTableFinding> Findings => _findings.AsReadOnly();

    /// <summary>Throws where something was found: the one line that a test needs.</summary>
    /// <exception cref="DisclosureException">A count is known too well; the message names each.</exception>
    public void EnsureHolds()
    {
        if (!Holds)
            throw new DisclosureException(ToString());
    }

    /// <summary>What was found, a line each.</summary>
    public override string ToString() => Holds ? "Nothing was found." : string.Join("\n", _findings);
}

/// <summary>A count that readers know too well (Befund).</summary>
public sealed class PublishedTableFinding
{
    internal PublishedTableFinding(string row, string description)
    {
        Row = row;
        Description = description;
    }

    /// <summary>The row, by its groups.</summary>
    public string Row { get; }

    /// <summary>What readers know, in a sentence.</summary>
    public string Description { get; }

    /// <summary>The description.</summary>
    public override string ToString() => Description;
}

/// <summary>A table that is to be published discloses what it should withhold.</summary>
public sealed class DisclosureException : Exception
{
    internal DisclosureException(string message)
        : base(message)
    {
    }
}
