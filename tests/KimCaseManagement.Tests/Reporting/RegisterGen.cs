using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Random small registers whose days crowd around the edges of a period.</summary>
internal static class RegisterGen
{
    internal static readonly ReportingPeriod Period = ReportingPeriod.Quarter(2024, 2);

    /// <summary>Of one office nothing is known but the municipality, of another nothing but the provider.</summary>
    internal static readonly OfficeDirectory Directory = OfficeDirectory.Empty
        .With(OfficeCode.From("mitte"), ProviderCode.From("caritas"), MunicipalityCode.From("herne"))
        .With(OfficeCode.From("wanne"), ProviderCode.From("caritas"))
        .With(OfficeCode.From("eickel"), municipality: MunicipalityCode.From("herne"))
        .With(OfficeCode.From("closed-long-ago"), ProviderCode.From("drk"), MunicipalityCode.From("herne"));

    private static readonly LocalDate[] Edges = [new(2024, 1, 1), new(2024, 3, 31), new(2024, 4, 1), new(2024, 4, 2), new(2024, 5, 15), new(2024, 6, 30), new(2024, 7, 1), new(2024, 7, 2), new(2025, 2, 1)];

    private static readonly TopicCode[] Topics = [.. new[] { "RES", "RES-PASS", "RES-TITLE", "BEN", "BEN-APPLY", "HOU-SEARCH" }.Select(TopicCode.From)];

    private static readonly Gen<LocalDate> Day = Gen.Select(Among(Edges), Gen.Int[-1, 1]).Select((day, shift) => day.PlusDays(shift));

    private static readonly Gen<CaseFacts> Case =
        from person in Gen.Int[0, 9]
        from office in Among("mitte", "wanne", "eickel")
        from days in Gen.Select(Day, Day)
        from isOpen in Gen.Bool
        from topics in Among(Topics).Array[0, 4]
        from language in Among<LanguageTag?>(null, LanguageTag.From("ti"), LanguageTag.From("uk"))
        from birthYear in Among<int?>(null, 2025, 2012, 1998, 1997, 1959, 1958)
        from sex in Among(Sex.Unspecified, Sex.Female, Sex.Male, Sex.Diverse)
        from country in Among<CountryCode?>(null, CountryCode.From("ER"), CountryCode.From("UA"))
        from status in Among<ResidenceStatusCode?>(null, ResidenceStatusCode.From("DUL_60A"), ResidenceStatusCode.From("AE_25B"))
        from statusAtOpening in Among<ResidenceStatusCode?>(null, ResidenceStatusCode.From("DUL_60A"), ResidenceStatusCode.From("AE_25B"))
        from level in Among(GermanLevel.Unspecified, GermanLevel.None, GermanLevel.B1)
        from levelAtOpening in Among(GermanLevel.Unspecified, GermanLevel.A1, GermanLevel.B1)
        from reason in Among("goals-achieved", "moved-away")
        from phase in Among(null, "linking", "paused")
        from referredBy in Among(ReferralSource.Unspecified, ReferralSource.Jobcenter, ReferralSource.School)
        from household in Among<HouseholdKey?>(null, HouseholdKey.From("h1"), HouseholdKey.From("h2"), HouseholdKey.From("h3"), HouseholdKey.From("\U0001D49C"), HouseholdKey.From("\uE000"))
        let opened = days.Item1 < days.Item2 ? days.Item1 : days.Item2
        let closed = days.Item1 < days.Item2 ? days.Item2 : days.Item1
        select new CaseFacts(
            CaseId.From("x"), PersonKey.From($"p{person}"), OfficeCode.From(office), opened, isOpen ? null : closed, isOpen ? null : reason, phase, topics, language, birthYear, sex, country, statusAtOpening,
            status is null ? ResidenceStatusCode.From("NONE") : status, levelAtOpening, level, referredBy, household);

    internal static readonly Gen<List<CaseFacts>> Cases = Case.List[0, 40].Select(list => list.Select((facts, i) => WithId(facts, $"c{i}")).ToList());

    internal static readonly Gen<List<(string Case, LocalDate On, int? Minutes)>> Contacts =
        Gen.Select(Gen.Int[0, 39], Day, Among<int?>(null, 0, 20, 90)).Select((c, on, minutes) => ($"c{c}", on, minutes)).List[0, 60];

    internal static readonly Gen<Dimension[]> UpToThreeDimensions = Gen.Shuffle(KimCaseManagement.Reporting.Dimensions.All.ToArray(), 0, 3);

    internal static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    internal static CaseRegister Register(IEnumerable<CaseFacts> cases)
    {
        var builder = new CaseRegisterBuilder();
        foreach (var facts in cases)
            builder.Add(facts);
        return builder.Build();
    }

    internal static ContactTally Tally(CaseRegister register, ReportingPeriod period, IEnumerable<(string Case, LocalDate On, int? Minutes)> contacts)
    {
        var tally = new ContactTally(register, period);
        foreach (var (caseId, on, minutes) in contacts)
            tally.TryAdd(CaseId.From(caseId), on, minutes);
        return tally;
    }

    internal static CaseFacts WithId(CaseFacts f, string id) => new(
        CaseId.From(id), f.Person, f.Office, f.OpenedOn, f.ClosedOn, f.ClosureReason, f.Phase, f.Topics, f.FirstContactLanguage, f.BirthYear, f.Sex, f.CountryOfOrigin, f.ResidenceStatusAtOpening,
        f.ResidenceStatus, f.GermanLevelAtOpening, f.GermanLevel, f.ReferredBy, f.Household);
}
