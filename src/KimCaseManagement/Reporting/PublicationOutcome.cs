using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>What became of a report that is to be published beside earlier ones: the protected report, or why it can't be published (Veröffentlichung nicht möglich).</summary>
public sealed class PublicationOutcome
{
    internal PublicationOutcome(PublishedReport report) => Report = report;

    internal PublicationOutcome(Reason refusal) => Refusal = refusal;

    /// <summary>What may be published; null where the report is refused.</summary>
    public PublishedReport? Report { get; }

    /// <summary>Why it is refused, and what could be published instead; null where it isn't. The code is <c>report.gives-away</c>: whatever is withheld in the report, an earlier withheld count would be given away.</summary>
    public Reason? Refusal { get; }
}
