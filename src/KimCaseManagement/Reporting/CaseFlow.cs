using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>How the stock of an office, or of the city, came about in a period (Bestandsrechnung): what was there, what came and went, what is there in the end. True figures, not for publication.</summary>
/// <remarks>
/// <para><c>AtStart + Opened + Reopened + HandedOverIn − Closed − HandedOverOut = AtEnd</c>. A case is in the stock of the office that had it on the day; reports by office put it where it is now, or where it was closed.</para>
/// <para>In the city, handovers between its offices cancel out.</para>
/// </remarks>
public sealed record CaseFlow
{
    internal CaseFlow(OfficeCode? office, long atStart, long opened, long reopened, long handedOverIn, long closed, long handedOverOut, long atEnd)
    {
        Office = office;
        AtStart = new CaseCount(atStart);
        Opened = new CaseCount(opened);
        Reopened = new CaseCount(reopened);
        HandedOverIn = new CaseCount(handedOverIn);
        Closed = new CaseCount(closed);
        HandedOverOut = new CaseCount(handedOverOut);
        AtEnd = new CaseCount(atEnd);
    }

    /// <summary>The office; null for the city.</summary>
    public OfficeCode? Office { get; }

    /// <summary>Cases that the office had when the period began.</summary>
    public CaseCount AtStart { get; }

    /// <summary>Cases taken into case management for the first time.</summary>
    public CaseCount Opened { get; }

    /// <summary>Cases that had been closed and were taken on again.</summary>
    public CaseCount Reopened { get; }

    /// <summary>Cases taken over from another office.</summary>
    public CaseCount HandedOverIn { get; }

    /// <summary>Cases closed.</summary>
    public CaseCount Closed { get; }

    /// <summary>Cases handed over to another office.</summary>
    public CaseCount HandedOverOut { get; }

    /// <summary>Cases that the office had when the period had ended.</summary>
    public CaseCount AtEnd { get; }

    /// <summary>Does what came and went lead from the one stock to the other?</summary>
    internal bool Closes => AtStart + Opened + Reopened + HandedOverIn == AtEnd + Closed + HandedOverOut;
}
