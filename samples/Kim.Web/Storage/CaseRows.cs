using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Reporting;
using KimCaseManagement.Serialization;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Web.Storage;

/// <summary>Between the library's values and the rows of the database; nothing is decided here.</summary>
internal static class CaseRows
{
    internal const string Between = "|";

    /// <summary>The rows that go with one event.</summary>
    internal static IEnumerable<object> Of(CaseEvent happened)
    {
        var (id, version) = (happened.Case.Value, happened.Version);
        yield return new EventRow { CaseId = id, Version = version, StepId = happened.Id.IsDefault ? null : happened.Id.Value, At = happened.At, Json = CaseStore.Json(writer => CaseJson.Write(writer, happened)) };
        yield return new OutboxRow { CaseId = id, Version = version, Event = happened.Name, At = happened.At, NotBefore = happened.At };
        if (happened.Step is RecordContact contact)
            yield return new ContactRow { CaseId = id, Version = version, On = happened.On, Minutes = contact.Minutes };
    }

    internal static void Fill(CaseRow row, CaseState state, CasePolicy policy)
    {
        row.Version = state.Version;
        row.Phase = state.Phase;
        row.IsOpen = state.Phase.IsOpen();
        row.Office = state.Office.Value;
        row.Provider = state.Provider.Value;
        row.CaseManager = state.CaseManager.Value;
        row.Person = state.Person.Value;
        row.Language = state.FirstContactLanguage.Value;
        row.Topics = string.Join(Between, state.Topics);
        row.RegisteredOn = state.RegisteredOn;
        row.AcceptedOn = state.AcceptedOn;
        row.PhaseSince = state.PhaseSince;
        row.Priority = state.Priority;
        var due = DueItem.In(state, policy, state.PhaseSince).FirstOrDefault(item => item.Kind != DueKind.Deletion);
        row.DueOn = due?.DueOn;
        row.SortOn = due?.DueOn ?? LocalDate.MaxIsoValue;
        row.DueKind = due?.Kind ?? DueKind.Unspecified;
        row.DueSubject = due?.Subject;
        row.OfferedOffice = state.PendingHandover is not { } offer ? null : offer.Office.IsDefault ? state.Office.Value : offer.Office.Value;
    }

    internal static IEnumerable<FindingRow> Findings(CaseState state) => state.Findings.Select((finding, number) => new FindingRow
    {
        CaseId = state.Id.Value,
        Version = number,
        Office = state.Office.Value,
        On = finding.On,
        Topic = finding.Topic.Value,
        Gap = finding.Gap.Code(),
        Body = finding.Body,
    });

    internal static IEnumerable<FactRow> Facts(CaseState state) => CaseProjection.FactsOf(state).Select(facts => Row(facts, state.Id, origin: ""));

    internal static FactRow Row(CaseFacts facts, CaseId id, string origin) => new()
    {
        Origin = origin,
        Id = facts.CaseId.Value,
        CaseId = id.Value,
        Person = facts.Person.Value,
        Office = facts.Office.Value,
        OpenedOn = facts.OpenedOn,
        ClosedOn = facts.ClosedOn,
        ClosureReason = facts.ClosureReason,
        Phase = facts.Phase,
        Topics = string.Join(Between, facts.Topics),
        Language = facts.FirstContactLanguage?.Value,
        BirthYear = facts.BirthYear,
        Sex = facts.Sex == Sex.Unspecified ? null : facts.Sex.Code(),
        Country = facts.CountryOfOrigin?.Value,
        GermanLevelAtOpening = facts.GermanLevelAtOpening == GermanLevel.Unspecified ? null : facts.GermanLevelAtOpening.Code(),
        GermanLevel = facts.GermanLevel == GermanLevel.Unspecified ? null : facts.GermanLevel.Code(),
        ReferredBy = facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code(),
    };

    internal static CaseFacts Facts(FactRow row) => new(
        CaseId.From(row.Id),
        PersonKey.From(row.Person),
        OfficeCode.From(row.Office),
        row.OpenedOn,
        row.ClosedOn,
        row.ClosureReason,
        row.Phase,
        Topics(row.Topics),
        row.Language is null ? null : LanguageTag.From(row.Language),
        row.BirthYear,
        Sexes.TryParse(row.Sex, out var sex) ? sex : Sex.Unspecified,
        row.Country is null ? null : CountryCode.From(row.Country),
        germanLevelAtOpening: GermanLevels.TryParse(row.GermanLevelAtOpening, out var first) ? first : GermanLevel.Unspecified,
        germanLevel: GermanLevels.TryParse(row.GermanLevel, out var level) ? level : GermanLevel.Unspecified,
        referredBy: ReferralSources.TryParse(row.ReferredBy, out var source) ? source : ReferralSource.Unspecified);

    internal static IReadOnlyList<TopicCode> Topics(string codes) => [.. codes.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(TopicCode.From)];
}
