using System.Globalization;
using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>What a report may know of a case (Fallprojektion): the only place where reporting looks at the state of cases.</summary>
public static class CaseProjection
{
    /// <summary>Codes of closure reasons (Abschlussgründe) that the library knows.</summary>
    internal static IReadOnlyList<string> ClosureReasons { get; } = [.. ClosureReason.Core.Select(reason => reason.Value)];

    /// <summary>Codes of phases (Phasen).</summary>
    internal static IReadOnlyList<string> Phases { get; } = [.. CasePhases.All.Select(phase => phase.Code())];

    /// <summary>One row of facts for each time that the case was taken into case management; none where it never was.</summary>
    /// <remarks>
    /// <para>A row opens on the day of the acceptance (Aufnahme) and closes on the day of the closure (Abschluss). A case that was closed, reopened and closed again
    /// gives two rows, each in its own time; from the second on the id of the row is the case's id followed by <c>#2</c>, <c>#3</c> and so on.</para>
    /// <para>The topics of a row are those of the needs that were recorded up to its end. Where nobody knows the person, the case stands for one person of its own.</para>
    /// <para>Residence and German at the opening are what was known to have begun by then, failing that what became known first; at the end what had begun last. An erased case gives the same rows as before.</para>
    /// <para>A row that has closed belongs to the office that closed it, a running one to the office that has the case.</para>
    /// </remarks>
    public static IReadOnlyList<CaseFacts> FactsOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = new List<CaseFacts>();
        foreach (var episode in state.Episodes)
        {
            if (episode.AcceptedOn is { } accepted)
                rows.Add(Row(state, rows.Count, accepted, episode.EndedOn, episode.ClosureReason.Value, CasePhase.Closed, episode.Office));
        }

        if (state.AcceptedOn is { } running && !state.Phase.IsFinal())
            rows.Add(Row(state, rows.Count, running, null, null, state.Phase, state.Office));
        return rows;
    }

    private static CaseFacts Row(CaseState state, int earlier, LocalDate openedOn, LocalDate? closedOn, string? closureReason, CasePhase phase, OfficeCode office)
    {
        var residence = state.ResidenceStatuses(openedOn, closedOn);
        var german = state.GermanLevels(openedOn, closedOn);
        return new(
            earlier == 0 ? state.Id : CaseId.From(Derived("", state.Id, "#" + (earlier + 1).ToString(CultureInfo.InvariantCulture))),
            state.Person.IsDefault ? PersonKey.From(Derived("case:", state.Id, "")) : state.Person,
            office,
            openedOn,
            closedOn,
            closureReason,
            phase.Code(),
            state.NeedTopics(closedOn),
            state.FirstContactLanguage.IsDefault ? null : state.FirstContactLanguage,
            state.BirthYear,
            state.Sex,
            state.CountryOfOrigin.IsDefault ? null : state.CountryOfOrigin,
            residence.AtOpening,
            residence.Last,
            german.AtOpening,
            german.Last,
            state.ReferredBy);
    }

    /// <summary>An id made of another. Where it would be too long, a checksum stands for the middle.</summary>
    private static string Derived(string before, CaseId id, string after)
    {
        if (before.Length + id.Value.Length + after.Length <= TextCode.MaxIdLength)
            return before + id.Value + after;
        var sum = 14695981039346656037UL;
        foreach (var c in id.Value)
            sum = unchecked((sum ^ c) * 1099511628211UL);
        return before + id.Value.Substring(0, 100) + "~" + sum.ToString("x16", CultureInfo.InvariantCulture) + after;
    }
}
