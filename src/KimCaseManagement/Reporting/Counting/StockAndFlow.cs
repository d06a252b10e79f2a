namespace KimCaseManagement.Reporting.Counting;

/// <summary>The cases of a period by cell: three counts, of which the others follow.</summary>
/// <param name="openAtStart">By cell the cases open at the start.</param>
/// <param name="opened">By cell the cases opened.</param>
/// <param name="closed">By cell the cases closed.</param>
internal sealed class StockAndFlow(int[] openAtStart, int[] opened, int[] closed)
{
    /// <summary>True of the measures that are counted here.</summary>
    internal static bool Has(Measure measure) => measure is >= Measure.OpenAtStart and <= Measure.Served;

    /// <summary>The figure of a measure; cells that were numbered after the cases were counted have none.</summary>
    internal int Of(Measure measure, int cell) => cell >= openAtStart.Length ? 0 : measure switch
    {
        Measure.OpenAtStart => openAtStart[cell],
        Measure.Opened => opened[cell],
        Measure.Closed => closed[cell],
        Measure.OpenAtEnd => openAtStart[cell] + opened[cell] - closed[cell],
        Measure.Served => openAtStart[cell] + opened[cell],
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "This is no measure of stock and flow."),
    };

    /// <summary>Marks the cells in which the figure of a measure is not zero.</summary>
    internal void MarkIn(Measure measure, Span<bool> cells)
    {
        switch (measure)
        {
            case Measure.OpenAtStart or Measure.Opened or Measure.Closed:
                var counts = measure == Measure.OpenAtStart ? openAtStart : measure == Measure.Opened ? opened : closed;
                for (var cell = 0; cell < counts.Length && cell < cells.Length; cell++)
                    cells[cell] |= counts[cell] != 0;
                break;
            default:
                for (var cell = 0; cell < openAtStart.Length && cell < cells.Length; cell++)
                    cells[cell] |= Of(measure, cell) != 0;
                break;
        }
    }
}
