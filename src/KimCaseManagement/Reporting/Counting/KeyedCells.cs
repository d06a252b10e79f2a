namespace KimCaseManagement.Reporting.Counting;

/// <summary>Cells by the codes of their groups, such as they come out of merging.</summary>
internal sealed class KeyedCells(IReadOnlyList<(IReadOnlyList<string?> Groups, IReadOnlyDictionary<Measure, long> Figures, long CasesWithContacts)> cells) : Cells
{
    internal override int Count => cells.Count;

    internal override string? Group(int cell, int dimension) => cells[cell].Groups[dimension];

    internal override bool IsInnermost(int cell) => cells[cell].Groups.All(g => g is not null);

    internal override long Figure(int cell, Measure measure) =>
        cells[cell].Figures.TryGetValue(measure, out var figure) ? figure : throw new InvalidOperationException($"The measure '{measure.Code()}' was not counted for this report; ask for it.");

    internal override long CasesWithContacts(int cell) => cells[cell].CasesWithContacts;
}
