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
    /// </remarks>
    public static IReadOnlyList<CaseFacts> FactsOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = new List<CaseFacts>();
        foreach (var episode in state.Episodes)
        {
            if (episode.AcceptedOn is { } accepted)
                rows.Add(Row(state, rows.Count, accepted, episode.EndedOn, episode.ClosureReason.Value, CasePhase.Closed));
        }

        if (state.AcceptedOn is { } running && !state.Phase.IsFinal())
            rows.Add(Row(state, rows.Count, running, null, null, state.Phase));
        return rows;
    }

    private static CaseFacts Row(CaseState state, int earlier, LocalDate openedOn, LocalDate? closedOn, string? closureReason, CasePhase phase) => new(
        earlier == 0 ? state.Id : CaseId.From($"{state.Id}#{earlier + 1}"),
        state.Person.IsDefault ? PersonKey.From($"case:{state.Id}") : state.Person,
        state.Office,
        openedOn,
        closedOn,
        closureReason,
        phase.Code(),
        state.NeedTopics(closedOn),
        state.FirstContactLanguage.IsDefault ? null : state.FirstContactLanguage,
        state.BirthYear,
        state.Sex,
        state.CountryOfOrigin.IsDefault ? null : state.CountryOfOrigin,
        referredBy: state.ReferredBy);
}
