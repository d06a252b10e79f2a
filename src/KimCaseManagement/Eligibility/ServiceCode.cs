using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>Code of a neighbouring service (Nachbardienst), such as <c>mbe</c>; a city adds its own.</summary>
/// <remarks>1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-'. Its name stands in the text catalogue under <see cref="TextCode"/>. The default value is not valid: <see cref="IsDefault"/> is true.</remarks>
public readonly record struct ServiceCode : IComparable<ServiceCode>
{
    private readonly string? _value;

    private ServiceCode(string value) => _value = value;

    /// <summary>Federal migration counselling for adult immigrants (Migrationsberatung für erwachsene Zugewanderte, MBE).</summary>
    public static ServiceCode Mbe { get; } = new("mbe");

    /// <summary>Youth migration service (Jugendmigrationsdienst, JMD).</summary>
    public static ServiceCode Jmd { get; } = new("jmd");

    /// <summary>Social counselling of refugees (Soziale Beratung von Flüchtlingen).</summary>
    public static ServiceCode RefugeeCounselling { get; } = new("refugee-counselling");

    /// <summary>Integration agency (Integrationsagentur).</summary>
    public static ServiceCode IntegrationAgency { get; } = new("integration-agency");

    /// <summary>Case management of the jobcentre (Fallmanagement des Jobcenters).</summary>
    public static ServiceCode JobcenterCaseManagement { get; } = new("jobcenter-case-management");

    /// <summary>KIM case management of another municipality; every county and independent city of NRW has one.</summary>
    public static ServiceCode KimElsewhere { get; } = new("kim-elsewhere");

    /// <summary>General social counselling (Allgemeine Sozialberatung).</summary>
    public static ServiceCode GeneralSocialCounselling { get; } = new("general-social-counselling");

    /// <summary>The case management that accompanies the person already.</summary>
    public static ServiceCode PresentCaseManagement { get; } = new("present-case-management");

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>The code of its name in the text catalogue.</summary>
    public string TextCode => "eligibility-service." + Value;

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static ServiceCode From(string value) =>
        TryFrom(value, out var result) ? result : throw Vocabulary.TextCode.NotACode("a service code", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out ServiceCode result)
    {
        result = Vocabulary.TextCode.IsCode(value) ? new ServiceCode(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(ServiceCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(ServiceCode left, ServiceCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(ServiceCode left, ServiceCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(ServiceCode left, ServiceCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(ServiceCode left, ServiceCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
