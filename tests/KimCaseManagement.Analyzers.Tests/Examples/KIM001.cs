using KimCaseManagement.Eligibility;
using KimCaseManagement.Residence;
using KimCaseManagement.Vocabulary;

public sealed class Person
{
    public ResidenceStatusCode Paper { get; set; }
}

public static class TownRules
{
    // error KIM001: 'stable-stay' decides on help and reaches residence data in 'Person.Paper', by this way: stable-stay → Person.Paper
    public static EligibilityRule StableStay(Person person) => new EligibilityRule(
        "stable-stay",
        EligibilityCondition.Where(f => f.Is(EligibilityFact.SeveralBodies) && person.Paper.Value == "NE", EligibilityFact.SeveralBodies),
        Sources.OwnDesign,
        EligibilityOffer.ShortCounselling);
}
