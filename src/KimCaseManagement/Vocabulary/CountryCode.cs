namespace KimCaseManagement.Vocabulary;

/// <summary>A country by its ISO 3166-1 alpha-2 code (Herkunftsland), such as <c>ER</c> or <c>UA</c>.</summary>
/// <remarks>Serves statistics only; nothing that decides on help takes it. The 249 official codes are accepted, and <c>XK</c> (Kosovo),
/// which the standard leaves to its users. The default value is not valid: <see cref="IsDefault"/> is true. Source: ISO 3166-1.</remarks>
public readonly record struct CountryCode : IComparable<CountryCode>
{
    private const string Official =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL " +
        "BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV " +
        "CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD " +
        "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM " +
        "IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK " +
        "LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW " +
        "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR " +
        "PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS " +
        "ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY " +
        "UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    private static readonly HashSet<string> Known = new(Official.Split(' ').Concat(["XK"]), StringComparer.Ordinal);

    private readonly string? _value;

    private CountryCode(string value) => _value = value;

    /// <summary>Two capital letters; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names no country.</summary>
    public bool IsDefault => _value is null;

    /// <summary>All codes in alphabetical order.</summary>
    public static IReadOnlyList<CountryCode> All { get; } = Known.OrderBy(c => c, StringComparer.Ordinal).Select(c => new CountryCode(c)).ToList().AsReadOnly();

    /// <summary>Makes one of text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not one of <see cref="All"/>.</exception>
    public static CountryCode From(string value) =>
        TryFrom(value, out var result) ? result : throw new ArgumentException($"'{value}' is not an ISO 3166-1 alpha-2 country code; two capital letters such as 'ER' are expected.", nameof(value));

    /// <summary>Makes one of text from outside; false where it is not one of <see cref="All"/>. Case matters.</summary>
    public static bool TryFrom(string? value, out CountryCode result)
    {
        result = value is not null && Known.Contains(value) ? new CountryCode(value) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(CountryCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by code.</summary>
    public static bool operator <(CountryCode left, CountryCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by code.</summary>
    public static bool operator >(CountryCode left, CountryCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by code.</summary>
    public static bool operator <=(CountryCode left, CountryCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by code.</summary>
    public static bool operator >=(CountryCode left, CountryCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
