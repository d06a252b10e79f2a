namespace KimCaseManagement.Reporting.Counting;

/// <summary>What the measures of a report need beside cases and contacts; nothing else is kept of a part.</summary>
internal sealed class AccumulatedNeeds(IReadOnlyList<Measure> measures)
{
    /// <summary>Who was seen in which cell.</summary>
    internal bool Persons { get; } = measures.Any(m => m.Unit() == MeasureUnit.Persons);

    /// <summary>Which households were served in which cell.</summary>
    internal bool Households { get; } = measures.Contains(Measure.HouseholdsServed);

    /// <summary>In which offices a person is served.</summary>
    internal bool Offices { get; } = measures.Contains(Measure.PersonsInSeveralOffices);

    internal bool Durations { get; } = measures.Contains(Measure.DurationMedian) || measures.Contains(Measure.DurationP90);

    internal bool OpenDurations { get; } = measures.Contains(Measure.OpenDurationMedian) || measures.Contains(Measure.OpenDurationP90);

    internal bool ContactsPerCase { get; } = measures.Contains(Measure.ContactsMedian) || measures.Contains(Measure.ContactsP90);
}
