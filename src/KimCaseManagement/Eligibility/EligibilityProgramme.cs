using KimCaseManagement.Vocabulary;
using NodaTime;
using static KimCaseManagement.Eligibility.EligibilityCondition;

namespace KimCaseManagement.Eligibility;

/// <summary>A programme that gives help (Förderprogramm), with its rules in all their versions.</summary>
/// <remarks>Immutable and safe to use from many threads at once.</remarks>
public sealed class EligibilityProgramme
{
    private EligibilityProgramme(string code, params EligibilityRuleSet[] versions)
    {
        Code = code;
        Versions = Array.AsReadOnly(versions);
    }

    /// <summary>Kommunales Integrationsmanagement NRW, building block 2: case management.</summary>
    /// <remarks>The rules say nothing of residence status, nationality, length of stay, age, origin, sex or religion, and can't: the facts have no place for them.</remarks>
    public static EligibilityProgramme KimNrw { get; } = new("kim-nrw", KimNrw2022());

    /// <summary>The programmes that the library knows.</summary>
    public static IReadOnlyList<EligibilityProgramme> All { get; } = Array.AsReadOnly([KimNrw]);

    /// <summary>The code, such as <c>kim-nrw</c>.</summary>
    public string Code { get; }

    /// <summary>All versions of its rules, the oldest first.</summary>
    public IReadOnlyList<EligibilityRuleSet> Versions { get; }

    /// <summary>The newest rules.</summary>
    public EligibilityRuleSet Latest => Versions[Versions.Count - 1];

    /// <summary>The rules that were valid on a day; null where there were none.</summary>
    public EligibilityRuleSet? RulesOn(LocalDate day) => Versions.LastOrDefault(v => day >= v.ValidFrom && (v.ValidTo is not { } last || day <= last));

    /// <summary>The programme with this code; null where there is none.</summary>
    public static EligibilityProgramme? Find(string? code) => All.FirstOrDefault(p => p.Code == code);

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    private static EligibilityRuleSet KimNrw2022()
    {
        // The directive's act is in force since this day (TIntG).
        var inForce = new LocalDate(2022, 1, 1);
        var signsOfComplexity = new[]
        {
            Number(EligibilityFact.ProblemAreas, atLeast: 3),
            Yes(EligibilityFact.SeveralBodies),
            Yes(EligibilityFact.UsualHelpFails),
            Yes(EligibilityFact.OwnResourcesInsufficient),
        };
        EligibilityRule Rule(string code, EligibilityCondition condition, Source source, EligibilityOffer whenNotMet, ServiceCode nextPlace = default, bool mayBeWaived = true, bool mayBeTightened = false) =>
            new(code, condition, source, whenNotMet, nextPlace, inForce, null, "kim-nrw", mayBeWaived, mayBeTightened);

        return new EligibilityRuleSet(
            "kim-nrw",
            "2022.1",
            inForce,
            null,
            [
                Rule("link-to-municipality", Yes(EligibilityFact.MunicipalLink), Sources.MinistryKim, EligibilityOffer.Referral, ServiceCode.KimElsewhere),
                Rule("immigration-history", Yes(EligibilityFact.ImmigrationHistory), Sources.TIntG4, EligibilityOffer.Referral, ServiceCode.GeneralSocialCounselling),
                Rule("no-other-case-management", Not(Yes(EligibilityFact.OtherCaseManagement)), Sources.NoDoubleStructures, EligibilityOffer.Referral, ServiceCode.PresentCaseManagement),
                Rule("complex-need", AtLeast(2, signsOfComplexity), Sources.CaseManagementCriteria, EligibilityOffer.ShortCounselling, mayBeTightened: true),
                Rule("wish-to-take-part", Yes(EligibilityFact.WishToTakePart), Sources.Herne, EligibilityOffer.ShortCounselling, mayBeWaived: false),
            ],
            [
                new ServiceSuggestion(ServiceCode.Mbe, EligibilityCondition.All(Yes(EligibilityFact.ImmigrationHistory), Number(EligibilityFact.Age, 27)), Sources.Mbe),
                new ServiceSuggestion(ServiceCode.Jmd, EligibilityCondition.All(Yes(EligibilityFact.ImmigrationHistory), Number(EligibilityFact.Age, 12, 26)), Sources.Jmd),
                new ServiceSuggestion(ServiceCode.RefugeeCounselling, Yes(EligibilityFact.WantsCounsellingOnFlight), Sources.NeighbouringServices),
                new ServiceSuggestion(ServiceCode.IntegrationAgency, Yes(EligibilityFact.WantsNeighbourhoodContacts), Sources.NeighbouringServices),
                new ServiceSuggestion(ServiceCode.JobcenterCaseManagement, Yes(EligibilityFact.WantsWork), Sources.NeighbouringServices),
            ]);
    }
}
