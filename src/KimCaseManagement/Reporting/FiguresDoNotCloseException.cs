using System.Globalization;

namespace KimCaseManagement.Reporting;

/// <summary>The stock at the end of a period is not the stock at its start with what came and went (Bestandsrechnung): the figures are wrong and are not handed out.</summary>
/// <remarks>Stocks are counted a second time, from all openings and closings before a day. This exception means a defect of the library; please report it with the register's first rows made anonymous.</remarks>
public sealed class FiguresDoNotCloseException : Exception
{
    internal FiguresDoNotCloseException(ReportingPeriod period, string? office, ReportCell cell, long stockAtStart, long stockAtEnd)
        : base(string.Format(
            CultureInfo.InvariantCulture,
            "The figures of {0} in {1} don't close: {2} at the start + {3} opened − {4} closed should be {5} at the end; by openings and closings before the days there are {6} at the start and {7} at the end.",
            office is null ? "the city" : $"the office '{office}'", period, cell.OpenAtStart, cell.Opened, cell.Closed, cell.OpenAtEnd, stockAtStart, stockAtEnd))
    {
        Period = period;
        Office = office;
    }

    internal FiguresDoNotCloseException(ReportingPeriod period, CaseFlow flow)
        : base(string.Format(
            CultureInfo.InvariantCulture,
            "The figures of {0} in {1} don't close: {2} at the start + {3} opened + {4} reopened + {5} handed over in − {6} closed − {7} handed over out should be {8} at the end.",
            flow.Office is null ? "the city" : $"the office '{flow.Office}'", period, flow.AtStart, flow.Opened, flow.Reopened, flow.HandedOverIn, flow.Closed, flow.HandedOverOut, flow.AtEnd))
    {
        Period = period;
        Office = flow.Office?.Value;
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The office whose figures don't close; null for the city.</summary>
    public string? Office { get; }
}
