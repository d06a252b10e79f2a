using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>The true figures of one group of cases.</summary>
public sealed class ReportCell
{
    private readonly Cells _cells;
    private readonly int _cell;
    private readonly int _dimensions;

    internal ReportCell(Cells cells, int cell, int dimensions)
    {
        _cells = cells;
        _cell = cell;
        _dimensions = dimensions;
    }

    /// <summary>For each dimension of the report the code of the group; null for the total over it.</summary>
    public IReadOnlyList<string?> Groups => new EquatableList<string?>([.. Enumerable.Range(0, _dimensions).Select(d => _cells.Group(_cell, d))]);

    /// <summary>True where the cell is a total over every dimension but the one at this place.</summary>
    internal bool IsTotalButOver(int dimension)
    {
        for (var d = 0; d < _dimensions; d++)
        {
            if (d != dimension && _cells.Group(_cell, d) is not null)
                return false;
        }

        return true;
    }

    /// <summary>True where the cell is no total over a dimension.</summary>
    internal bool IsInnermost => _cells.IsInnermost(_cell);

    /// <inheritdoc cref="Measure.OpenAtStart"/>
    public CaseCount OpenAtStart => new(_cells.Figure(_cell, Measure.OpenAtStart));

    /// <inheritdoc cref="Measure.Opened"/>
    public CaseCount Opened => new(_cells.Figure(_cell, Measure.Opened));

    /// <inheritdoc cref="Measure.Closed"/>
    public CaseCount Closed => new(_cells.Figure(_cell, Measure.Closed));

    /// <inheritdoc cref="Measure.OpenAtEnd"/>
    public CaseCount OpenAtEnd => new(_cells.Figure(_cell, Measure.OpenAtEnd));

    /// <inheritdoc cref="Measure.Served"/>
    public CaseCount Served => new(_cells.Figure(_cell, Measure.Served));

    /// <inheritdoc cref="Measure.PersonsServed"/>
    public PersonCount PersonsServed => new(_cells.Figure(_cell, Measure.PersonsServed));

    /// <inheritdoc cref="Measure.PersonsEver"/>
    public PersonCount PersonsEver => new(_cells.Figure(_cell, Measure.PersonsEver));

    /// <inheritdoc cref="Measure.PersonsNew"/>
    public PersonCount PersonsNew => new(_cells.Figure(_cell, Measure.PersonsNew));

    /// <inheritdoc cref="Measure.HouseholdsServed"/>
    public HouseholdCount HouseholdsServed => new(_cells.Figure(_cell, Measure.HouseholdsServed));

    /// <inheritdoc cref="Measure.Contacts"/>
    public ContactCount Contacts => new(_cells.Figure(_cell, Measure.Contacts));

    /// <inheritdoc cref="Measure.ContactMinutes"/>
    public long ContactMinutes => _cells.Figure(_cell, Measure.ContactMinutes);

    /// <inheritdoc cref="Measure.DurationMedian"/>
    public int? DurationMedian => (int?)Value(Measure.DurationMedian);

    /// <inheritdoc cref="Measure.DurationP90"/>
    public int? DurationP90 => (int?)Value(Measure.DurationP90);

    internal string Key => KeyOf(Groups);

    /// <summary>How many cases the contacts of the cell belong to, at most; protection rests on it.</summary>
    internal long CasesWithContacts => _cells.CasesWithContacts(_cell);

    /// <summary>The figure of a measure, whatever it counts; null where there is none. For exporters; calculations use the typed counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="measure"/> is not a measure.</exception>
    public long? Value(Measure measure) => _cells.Figure(_cell, measure) is var figure and not Cells.None ? figure : null;

    /// <summary>The groups that a key was made of.</summary>
    internal static IReadOnlyList<string?> GroupsOf(string key, int dimensions) => dimensions == 0 ? [] : [.. key.Split('\u0001').Select(g => g == "\u0002" ? null : g)];

    internal static string KeyOf(IEnumerable<string?> groups) => string.Join("\u0001", groups.Select(g => g ?? "\u0002"));
}
