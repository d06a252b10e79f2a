using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>The true figures of one group of cases.</summary>
public sealed class ReportCell
{
    private readonly EquatableList<string?> _groups;
    private readonly CellFigures _figures;

    internal ReportCell(string?[] ownedGroups, CellFigures figures)
    {
        _groups = new EquatableList<string?>(ownedGroups);
        _figures = figures;
    }

    /// <summary>For each dimension of the report the code of the group; null for the total over it.</summary>
    public IReadOnlyList<string?> Groups => _groups;

    /// <inheritdoc cref="Measure.OpenAtStart"/>
    public CaseCount OpenAtStart => new(_figures.OpenAtStart);

    /// <inheritdoc cref="Measure.Opened"/>
    public CaseCount Opened => new(_figures.Opened);

    /// <inheritdoc cref="Measure.Closed"/>
    public CaseCount Closed => new(_figures.Closed);

    /// <inheritdoc cref="Measure.OpenAtEnd"/>
    public CaseCount OpenAtEnd => new(_figures.OpenAtEnd);

    /// <inheritdoc cref="Measure.Served"/>
    public CaseCount Served => new(_figures.Served);

    /// <inheritdoc cref="Measure.PersonsServed"/>
    public PersonCount PersonsServed => new(_figures.PersonsServed);

    /// <inheritdoc cref="Measure.PersonsEver"/>
    public PersonCount PersonsEver => new(_figures.PersonsEver);

    /// <inheritdoc cref="Measure.PersonsNew"/>
    public PersonCount PersonsNew => new(_figures.PersonsNew);

    /// <inheritdoc cref="Measure.Contacts"/>
    public ContactCount Contacts => new(_figures.Contacts);

    /// <inheritdoc cref="Measure.ContactMinutes"/>
    public long ContactMinutes => _figures.ContactMinutes;

    /// <inheritdoc cref="Measure.DurationMedian"/>
    public int? DurationMedian => _figures.Closed == 0 ? null : _figures.DurationMedian;

    /// <inheritdoc cref="Measure.DurationP90"/>
    public int? DurationP90 => _figures.Closed == 0 ? null : _figures.DurationP90;

    internal string Key => KeyOf(_groups);

    /// <summary>How many cases the contacts of the cell belong to, at most; protection rests on it.</summary>
    internal long CasesWithContacts => _figures.CasesWithContacts;

    /// <summary>The figure of a measure, whatever it counts; null where there is none. For exporters; calculations use the typed counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="measure"/> is not a measure.</exception>
    public long? Value(Measure measure) => measure switch
    {
        Measure.OpenAtStart => _figures.OpenAtStart,
        Measure.Opened => _figures.Opened,
        Measure.Closed => _figures.Closed,
        Measure.OpenAtEnd => _figures.OpenAtEnd,
        Measure.Served => _figures.Served,
        Measure.PersonsServed => _figures.PersonsServed,
        Measure.PersonsEver => _figures.PersonsEver,
        Measure.PersonsNew => _figures.PersonsNew,
        Measure.Contacts => _figures.Contacts,
        Measure.ContactMinutes => _figures.ContactMinutes,
        Measure.DurationMedian => DurationMedian,
        Measure.DurationP90 => DurationP90,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "This is not a measure."),
    };

    internal static string KeyOf(IEnumerable<string?> groups) => string.Join("\u0001", groups.Select(g => g ?? "\u0002"));
}

/// <summary>What is counted in one cell.</summary>
internal struct CellFigures
{
    internal int OpenAtStart;
    internal int Opened;
    internal int Closed;
    internal int OpenAtEnd;
    internal int Served;
    internal int PersonsServed;
    internal int PersonsEver;
    internal int PersonsNew;
    internal int CasesWithContacts;
    internal int DurationMedian;
    internal int DurationP90;
    internal long Contacts;
    internal long ContactMinutes;
}
