using Kim.Cli.Csv;

namespace Kim.Cli.Register;

/// <summary>The columns of a case register, in one place for every host that reads one.</summary>
internal static class RegisterColumns
{
    internal static CsvColumn[] OfCases { get; } =
    [
        new("case_id", true), new("person_id", true), new("office", true), new("opened_on", true), new("closed_on"), new("closure_reason"), new("phase"), new("topics"),
        new("first_contact_language"), new("birth_year"), new("sex"), new("country_of_origin"), new("residence_status_at_opening"), new("residence_status"),
        new("german_level_at_opening"), new("german_level"), new("referred_by"), new("household_id"),
    ];
}
