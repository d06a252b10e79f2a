using NodaTime;

namespace KimCaseManagement.Residence;

/// <summary>One entry of a person's residence history (Eintrag zum Aufenthalt): which status, from when to when, how it became known, when it was written down.</summary>
/// <remarks>Belongs to the provider that recorded it and doesn't leave it by default; it never appears in <see cref="ToString"/>.</remarks>
public sealed class ResidenceRecord : IEquatable<ResidenceRecord>
{
    /// <summary>Makes an entry.</summary>
    /// <param name="status">A code of <see cref="ResidenceStatuses"/>.</param>
    /// <param name="evidence">How it became known.</param>
    /// <param name="recordedAt">When it was written down.</param>
    /// <param name="validFrom">The first day of validity; null where it isn't known.</param>
    /// <param name="validTo">The last day of validity, included; null where it is open or not known.</param>
    /// <param name="legalBasis">The paragraph on the card where it is narrower than that of the list; null otherwise.</param>
    /// <exception cref="ArgumentException">The list has no such status, or <paramref name="validTo"/> lies before <paramref name="validFrom"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="evidence"/> is not specified.</exception>
    public ResidenceRecord(ResidenceStatusCode status, ResidenceEvidence evidence, Instant recordedAt, LocalDate? validFrom = null, LocalDate? validTo = null, string? legalBasis = null)
    {
        Status = ResidenceStatuses.Find(status) ?? throw new ArgumentException($"The list of residence statuses has no '{status}'; ResidenceStatuses.All names those it has.", nameof(status));
        _ = evidence.Code();
        if (validFrom is { } first && validTo is { } last && last < first)
            throw new ArgumentException("A residence record can't end before it begins: validTo must not lie before validFrom.", nameof(validTo));
        Evidence = evidence;
        RecordedAt = recordedAt;
        ValidFrom = validFrom;
        ValidTo = validTo;
        LegalBasis = legalBasis ?? Status.LegalBasis;
    }

    /// <summary>The status.</summary>
    public ResidenceStatus Status { get; }

    /// <summary>How it became known.</summary>
    public ResidenceEvidence Evidence { get; }

    /// <summary>When it was written down.</summary>
    public Instant RecordedAt { get; }

    /// <summary>The first day of validity; null where it isn't known.</summary>
    public LocalDate? ValidFrom { get; }

    /// <summary>The last day of validity, included; null where it is open or not known.</summary>
    public LocalDate? ValidTo { get; }

    /// <summary>The paragraph it rests on; null where there is none.</summary>
    public string? LegalBasis { get; }

    /// <inheritdoc/>
    public bool Equals(ResidenceRecord? other) =>
        other is not null && Status.Code == other.Status.Code && Evidence == other.Evidence && RecordedAt == other.RecordedAt
        && ValidFrom == other.ValidFrom && ValidTo == other.ValidTo && LegalBasis == other.LegalBasis;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResidenceRecord);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Status.Code.GetHashCode() * 31) + RecordedAt.GetHashCode());

    /// <summary>The name of the type and nothing of the person, so that no log can give a status away.</summary>
    public override string ToString() => nameof(ResidenceRecord);
}
