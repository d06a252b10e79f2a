namespace KimCaseManagement.Vocabulary;

/// <summary>Who showed the person the way to the office (Zugangsweg).</summary>
/// <remarks>Referral sources named by Herne and by the survey tables on recognition counselling; the rest is this project's own list. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ReferralSource
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>Came of their own accord (Selbstmelder/-in).</summary>
    Self = 1,

    /// <summary>Relatives, friends or acquaintances (Angehörige, Bekannte).</summary>
    Relatives = 2,

    /// <summary>Volunteers, clubs, migrant organisations (Ehrenamt, Vereine).</summary>
    Volunteers = 3,

    /// <summary>Jobcentre (Jobcenter).</summary>
    Jobcenter = 4,

    /// <summary>Employment agency (Agentur für Arbeit).</summary>
    EmploymentAgency = 5,

    /// <summary>Youth welfare office (Jugendamt).</summary>
    YouthOffice = 6,

    /// <summary>School (Schule).</summary>
    School = 7,

    /// <summary>Childcare (Kita).</summary>
    Childcare = 8,

    /// <summary>Immigration authority (Ausländerbehörde).</summary>
    ImmigrationAuthority = 9,

    /// <summary>Social welfare office (Sozialamt).</summary>
    SocialOffice = 10,

    /// <summary>Another authority (andere Behörde).</summary>
    OtherAuthority = 11,

    /// <summary>Another counselling service (andere Beratungsstelle).</summary>
    OtherCounselling = 12,

    /// <summary>Doctor, hospital, health service (Gesundheitswesen).</summary>
    HealthService = 13,

    /// <summary>Refugee accommodation (Unterkunft).</summary>
    Accommodation = 14,

    /// <summary>Police (Polizei).</summary>
    Police = 15,

    /// <summary>Another way (Sonstiges).</summary>
    Other = 16,
}

/// <summary>The codes of <see cref="ReferralSource"/>, as they stand in files.</summary>
public static class ReferralSources
{
    private static readonly CodeTable<ReferralSource> Table = CodeTable<ReferralSource>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ReferralSource> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ReferralSource value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ReferralSource value) => Table.TryParse(code, out value);
}
