using KimCaseManagement.Eligibility;

public sealed class Client
{
    [StatusData]
    public int Card { get; set; }

    public bool LivesHere { get; set; }
}

public static class Mapping
{
    // error KIM002: 'Mapping.ToFacts' decides on help and reaches 'Client.Card', which is marked as status data, by this way: Mapping.ToFacts → Client.Card
    public static EligibilityFacts ToFacts(Client client) =>
        EligibilityFacts.None.With(EligibilityFact.MunicipalLink, client.LivesHere && client.Card != 0);
}
