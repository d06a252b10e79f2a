using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why somebody was not taken into case management (Grund der Nichtaufnahme).</summary>
/// <remarks>The library's own are in <see cref="Core"/>; a city adds more with <see cref="CasePolicy"/>. Codes are kept for ever. None names residence status: it never decides on help.
/// 1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.</remarks>
public readonly record struct DeclineReason : IComparable<DeclineReason>
{
    private readonly string? _value;

    private DeclineReason(string value) => _value = value;

    /// <summary>Another service suits better and was named (weiterverwiesen).</summary>
    public static DeclineReason ReferredElsewhere { get; } = new("referred-elsewhere");

    /// <summary>The need is not complex; short counselling was enough (Bedarf nicht komplex).</summary>
    public static DeclineReason NeedNotComplex { get; } = new("need-not-complex");

    /// <summary>No consent (keine Einwilligung).</summary>
    public static DeclineReason NoConsent { get; } = new("no-consent");

    /// <summary>Another municipality is responsible (nicht zuständig).</summary>
    public static DeclineReason OutsideTerritory { get; } = new("outside-territory");

    /// <summary>No immigration history (keine Einwanderungsgeschichte).</summary>
    public static DeclineReason NoImmigrationHistory { get; } = new("no-immigration-history");

    /// <summary>Another case management is at work (bereits in anderem Case Management).</summary>
    public static DeclineReason AlreadyInOtherCaseManagement { get; } = new("already-in-other-case-management");

    /// <summary>The person withdrew (zurückgezogen).</summary>
    public static DeclineReason ClientWithdrew { get; } = new("client-withdrew");

    /// <summary>The person could not be reached (nicht erreichbar).</summary>
    public static DeclineReason NotReachable { get; } = new("not-reachable");

    /// <summary>Recorded twice (Dublette).</summary>
    public static DeclineReason Duplicate { get; } = new("duplicate");

    /// <summary>The library's own reasons.</summary>
    public static IReadOnlyList<DeclineReason> Core { get; } = new List<DeclineReason> { ReferredElsewhere, NeedNotComplex, NoConsent, OutsideTerritory, NoImmigrationHistory, AlreadyInOtherCaseManagement, ClientWithdrew, NotReachable, Duplicate }.AsReadOnly();

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text. Whether the policy knows it is another question.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static DeclineReason From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotACode("a reason", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out DeclineReason result)
    {
        result = TextCode.IsCode(value) ? new DeclineReason(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(DeclineReason other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(DeclineReason left, DeclineReason right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(DeclineReason left, DeclineReason right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(DeclineReason left, DeclineReason right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(DeclineReason left, DeclineReason right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
