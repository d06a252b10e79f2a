using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>Why a case was closed (Abschlussgrund).</summary>
/// <remarks>The library's own are in <see cref="Core"/>; a city adds more with <see cref="CasePolicy"/>. Codes are kept for ever. None names residence status: it never decides on help.
/// 1 to 200 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. The default value is not valid: <see cref="IsDefault"/> is true and <see cref="Value"/> is empty.</remarks>
public readonly record struct ClosureReason : IComparable<ClosureReason>
{
    private readonly string? _value;

    private ClosureReason(string value) => _value = value;

    /// <summary>Short counselling has ended (Kurzberatung beendet); only from short counselling.</summary>
    public static ClosureReason CounsellingCompleted { get; } = new("counselling-completed");

    /// <summary>Goals achieved (Ziele erreicht).</summary>
    public static ClosureReason GoalsAchieved { get; } = new("goals-achieved");

    /// <summary>Goals achieved in part (Ziele teilweise erreicht).</summary>
    public static ClosureReason GoalsPartlyAchieved { get; } = new("goals-partly-achieved");

    /// <summary>Regular services take over (Übergang in Regeldienst).</summary>
    public static ClosureReason TransferredToRegularService { get; } = new("transferred-to-regular-service");

    /// <summary>Another case management takes over: Jobcenter, MBE, JMD, youth welfare (Übergabe an anderes Case Management).</summary>
    public static ClosureReason HandedToOtherCaseManagement { get; } = new("handed-to-other-case-management");

    /// <summary>Ended as the client wishes (auf Wunsch beendet).</summary>
    public static ClosureReason ClientEnded { get; } = new("client-ended");

    /// <summary>Consent withdrawn (Einwilligung widerrufen).</summary>
    public static ClosureReason ConsentWithdrawn { get; } = new("consent-withdrawn");

    /// <summary>Contact lost (Kontakt abgebrochen).</summary>
    public static ClosureReason ContactLost { get; } = new("contact-lost");

    /// <summary>Moved away (Wegzug).</summary>
    public static ClosureReason MovedAway { get; } = new("moved-away");

    /// <summary>Left Germany, returned (Ausreise, Rückkehr).</summary>
    public static ClosureReason LeftGermany { get; } = new("left-germany");

    /// <summary>Deported (Abschiebung).</summary>
    public static ClosureReason Deported { get; } = new("deported");

    /// <summary>Deceased (verstorben).</summary>
    public static ClosureReason Deceased { get; } = new("deceased");

    /// <summary>Can professionally not be continued (fachlich nicht weiterführbar).</summary>
    public static ClosureReason NotManageable { get; } = new("not-manageable");

    /// <summary>Recorded twice (Dublette).</summary>
    public static ClosureReason Duplicate { get; } = new("duplicate");

    /// <summary>Another reason (Sonstiges).</summary>
    public static ClosureReason Other { get; } = new("other");

    /// <summary>The library's own reasons.</summary>
    public static IReadOnlyList<ClosureReason> Core { get; } = new List<ClosureReason> { CounsellingCompleted, GoalsAchieved, GoalsPartlyAchieved, TransferredToRegularService, HandedToOtherCaseManagement, ClientEnded, ConsentWithdrawn, ContactLost, MovedAway, LeftGermany, Deported, Deceased, NotManageable, Duplicate, Other }.AsReadOnly();

    /// <summary>The text of it; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one of text. Whether the policy knows it is another question.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> doesn't have the shape that the remarks of the type give.</exception>
    public static ClosureReason From(string value) => TryFrom(value, out var result) ? result : throw TextCode.NotACode("a reason", value, nameof(value));

    /// <summary>Makes one of text from outside; false where the text doesn't have the shape that the remarks of the type give.</summary>
    public static bool TryFrom(string? value, out ClosureReason result)
    {
        result = TextCode.IsCode(value) ? new ClosureReason(value!) : default;
        return !result.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(ClosureReason other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <(ClosureReason left, ClosureReason right) => left.CompareTo(right) < 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >(ClosureReason left, ClosureReason right) => left.CompareTo(right) > 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator <=(ClosureReason left, ClosureReason right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by ordinal.</summary>
    public static bool operator >=(ClosureReason left, ClosureReason right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
