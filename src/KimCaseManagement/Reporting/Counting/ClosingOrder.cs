namespace KimCaseManagement.Reporting.Counting;

/// <summary>The closed cases of a register in the order of closing, which is not that of its rows.</summary>
internal sealed class ClosingOrder
{
    internal ClosingOrder(CaseRegister.Columns data)
    {
        var (opened, closed) = (data.Opened, data.Closed);
        Rows = Array.FindAll(DayOrder.RowsByDay(closed, CaseRegister.Never), row => closed[row] != CaseRegister.Never);
        Days = Array.ConvertAll(Rows, row => closed[row]);
        Durations = Array.ConvertAll(Rows, row => closed[row] - opened[row]);
    }

    internal int[] Rows { get; }

    /// <summary>The days of closing.</summary>
    internal int[] Days { get; }

    /// <summary>The days from opening to closing.</summary>
    internal int[] Durations { get; }
}
