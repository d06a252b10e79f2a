using System.Data.Common;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cluster.Reports;

/// <summary>Where facts come from, municipality by municipality, row by row: the store, or the history.</summary>
internal interface IFactSource
{
    /// <summary>The municipalities that have facts, in ordinal order.</summary>
    Task<IReadOnlyList<string>> MunicipalitiesAsync(CancellationToken cancellation = default);

    /// <summary>Where each office lies that has facts, and who runs it, as far as that is known.</summary>
    Task<OfficeDirectory> OfficesAsync(CancellationToken cancellation = default);

    /// <summary>The facts of one; only one row of them is in memory at a time.</summary>
    IAsyncEnumerable<CaseFacts> ReadAsync(string municipality, CancellationToken cancellation = default);
}

/// <summary>A row of facts, the same in the store and in the history.</summary>
internal static class FactRow
{
    internal const string Columns = "row_id, person, office, opened_on, closed_on, closure_reason, phase, topics, language, birth_year, sex, country, referred_by";

    internal static CaseFacts Read(DbDataReader row) => new(
        CaseId.From(row.GetString(0)),
        PersonKey.From(row.GetString(1)),
        OfficeCode.From(row.GetString(2)),
        LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(3)),
        row.IsDBNull(4) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(4)),
        Text(row, 5),
        Text(row, 6),
        row.GetString(7).Split('|', StringSplitOptions.RemoveEmptyEntries).Select(TopicCode.From),
        Text(row, 8) is { } language ? LanguageTag.From(language) : null,
        row.IsDBNull(9) ? null : row.GetInt32(9),
        Sexes.TryParse(Text(row, 10), out var sex) ? sex : Sex.Unspecified,
        Text(row, 11) is { } country ? CountryCode.From(country) : null,
        referredBy: ReferralSources.TryParse(Text(row, 12), out var source) ? source : ReferralSource.Unspecified);

    /// <summary>The values in the order of the columns; days as <see cref="DateOnly"/>, null where there is none.</summary>
    internal static object?[] Write(CaseFacts facts) =>
    [
        facts.CaseId.Value,
        facts.Person.Value,
        facts.Office.Value,
        facts.OpenedOn.ToDateOnly(),
        facts.ClosedOn?.ToDateOnly(),
        facts.ClosureReason,
        facts.Phase,
        string.Join('|', facts.Topics),
        facts.FirstContactLanguage?.Value,
        facts.BirthYear,
        facts.Sex == Sex.Unspecified ? null : facts.Sex.Code(),
        facts.CountryOfOrigin?.Value,
        facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code(),
    ];

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
