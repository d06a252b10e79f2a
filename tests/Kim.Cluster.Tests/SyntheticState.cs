using System.Globalization;
using Kim.Cli.Generate;
using Kim.Cluster.Reports;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cluster.Tests;

/// <summary>Facts of a made-up state, the same for the same size, made while they are read. Persons are known in several municipalities under the same key, so that they must be counted once.</summary>
internal sealed class SyntheticState(int municipalities, int casesEach) : IFactSource
{
    private const int Offices = 6;

    private static readonly LocalDate From = new(2020, 1, 1);
    private static readonly LocalDate To = new(2026, 1, 1);

    public Task<IReadOnlyList<string>> MunicipalitiesAsync(CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Range(1, municipalities).Select(number => string.Create(CultureInfo.InvariantCulture, $"m{number:D2}"))]);

    /// <summary>Providers that have offices in every municipality.</summary>
    public async Task<OfficeDirectory> OfficesAsync(CancellationToken cancellation = default) =>
        (await MunicipalitiesAsync(cancellation)).SelectMany(municipality => Enumerable.Range(1, Offices).Select(office => (Municipality: municipality, Office: office)))
            .Aggregate(OfficeDirectory.Empty, (all, one) => all.With(OfficeCode.From(OfficeOf(one.Municipality, one.Office)), ProviderCode.From($"provider-{one.Office % 4}"), MunicipalityCode.From(one.Municipality)));

    private static string OfficeOf(string municipality, int office) => string.Create(CultureInfo.InvariantCulture, $"{municipality}-office-{office}");

    public async IAsyncEnumerable<CaseFacts> ReadAsync(string municipality, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.Yield();
        var city = new SyntheticCity(casesEach, ulong.Parse(municipality[1..], CultureInfo.InvariantCulture), [.. Enumerable.Range(1, Offices).Select(office => OfficeOf(municipality, office))], 0, From, To);
        foreach (var one in city.Cases())
        {
            yield return new CaseFacts(
                CaseId.From($"{municipality}-{one.CaseId}"),
                PersonKey.From(one.PersonId),
                OfficeCode.From(one.Office),
                one.OpenedOn,
                one.ClosedOn,
                one.ClosureReason,
                one.Phase,
                one.Topics.Select(TopicCode.From),
                one.Language is { } language ? LanguageTag.From(language) : null,
                one.BirthYear,
                Sexes.TryParse(one.Sex, out var sex) ? sex : Sex.Unspecified,
                one.Country is { } country ? CountryCode.From(country) : null,
                referredBy: ReferralSources.TryParse(one.ReferredBy, out var source) ? source : ReferralSource.Unspecified);
        }
    }
}
