using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Residence;

/// <summary>What became known of a person's residence over time (Aufenthaltsverlauf): entries are appended, never changed.</summary>
/// <remarks>Immutable. Two histories are equal when their entries are. The outcome compares the first and the last entry by validity, as they were known.</remarks>
public sealed class ResidenceHistory : IEquatable<ResidenceHistory>
{
    private readonly EquatableList<ResidenceRecord> _records;

    private ResidenceHistory(EquatableList<ResidenceRecord> records) => _records = records;

    /// <summary>The history of a person of whom nothing is known; that is an ordinary case.</summary>
    public static ResidenceHistory Empty { get; } = new(EquatableList<ResidenceRecord>.Empty);

    /// <summary>The entries in the order in which they were written down.</summary>
    public IReadOnlyList<ResidenceRecord> Records => _records;

    /// <summary>The history with one more entry.</summary>
    /// <exception cref="ArgumentException">The entry was written down before the last one: time never runs backwards.</exception>
    public ResidenceHistory Append(ResidenceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_records.Count > 0 && record.RecordedAt < _records[_records.Count - 1].RecordedAt)
            throw new ArgumentException("A residence record must not be written down before the last one of its history; what was forgotten is appended with its own validity.", nameof(record));
        return new ResidenceHistory(_records.Add(record));
    }

    /// <summary>The history as it was known at an instant, entries of that very instant included.</summary>
    public ResidenceHistory AsKnownAt(Instant instant) => new(new EquatableList<ResidenceRecord>([.. _records.Where(r => r.RecordedAt <= instant)]));

    /// <summary>The first and the last entry compared: not assessable where there is none.</summary>
    /// <remarks>Entries are ordered by their first day of validity; those without one stand where they were written down. A single entry compares with itself.</remarks>
    public ResidenceOutcome Outcome()
    {
        if (_records.Count == 0)
            return new ResidenceOutcome(null, null, ResidenceChange.NotAssessable);
        var (first, last) = (_records[0], _records[0]);
        foreach (var record in _records)
        {
            if (record.ValidFrom is { } from && first.ValidFrom is { } earliest && from < earliest)
                first = record;
            if (record.ValidFrom is not { } start || last.ValidFrom is not { } latest || start >= latest)
                last = record;
        }

        return new ResidenceOutcome(first.Status, last.Status, ResidenceMatrix.Compare(first.Status, last.Status));
    }

    /// <inheritdoc/>
    public bool Equals(ResidenceHistory? other) => other is not null && _records.Equals(other._records);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResidenceHistory);

    /// <inheritdoc/>
    public override int GetHashCode() => _records.GetHashCode();

    /// <summary>The name of the type and nothing of the person.</summary>
    public override string ToString() => nameof(ResidenceHistory);
}
