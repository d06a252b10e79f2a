using KimCaseManagement.Eligibility;

public sealed class Client
{
    public string Duldung { get; set; } = "";
}

public static class Mapping
{
    // error KIM003: 'Mapping.ToFacts' decides on help and reaches 'Client.Duldung', which looks like status data, by this way: Mapping.ToFacts → Client.Duldung
    public static EligibilityFacts ToFacts(Client client) =>
        EligibilityFacts.None.With(EligibilityFact.ImmigrationHistory, client.Duldung != "");
}
