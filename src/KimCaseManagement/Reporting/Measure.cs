using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>A figure of a report (Kennzahl). A case has the first day on which it is open, <c>o</c>, and the day on which it was closed, <c>c</c>; the period runs from <c>from</c> to the day before <c>to</c>.</summary>
/// <remarks>Every measure is defined in docs/explanation/counting-rules.md with unit, base and what happens at the edges. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Measure
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Cases open when the period begins (Anfangsbestand): <c>o &lt; from</c> and not closed before <c>from</c>. Unit: cases.</summary>
    OpenAtStart = 1,

    /// <summary>Cases opened in the period (Zugänge): <c>from ≤ o &lt; to</c>. Unit: cases.</summary>
    Opened = 2,

    /// <summary>Cases closed in the period (Abgänge): <c>from ≤ c &lt; to</c>. Unit: cases.</summary>
    Closed = 3,

    /// <summary>Cases open when the period has ended (Endbestand): <c>o &lt; to</c> and not closed before <c>to</c>. Unit: cases.</summary>
    OpenAtEnd = 4,

    /// <summary>Cases open on at least one day of the period (betreute Fälle): <c>o &lt; to</c> and not closed before <c>from</c>. Unit: cases.</summary>
    Served = 5,

    /// <summary>Distinct persons of the cases served (betreute Personen). Unit: persons; one who came to two offices counts once in the city and once in each office.</summary>
    PersonsServed = 6,

    /// <summary>Distinct persons who ever had a case opened before the period's end (bisher erreichte Personen): <c>o &lt; to</c>. Unit: persons.</summary>
    PersonsEver = 7,

    /// <summary>Distinct persons whose earliest case over the whole register was opened in the period (neue Personen). Unit: persons; a person is new only once in a city.</summary>
    PersonsNew = 8,

    /// <summary>Contacts on days of the period (Beratungskontakte). Unit: contacts.</summary>
    Contacts = 9,

    /// <summary>Minutes of the contacts of the period (Beratungsminuten). Unit: minutes; a contact without a length adds nothing.</summary>
    ContactMinutes = 10,

    /// <summary>Median of the days from <c>o</c> to <c>c</c> of the cases closed in the period (Dauer, Median). Unit: days; same day = 0; nearest rank, none where no case was closed.</summary>
    DurationMedian = 11,

    /// <summary>90th percentile of the days from <c>o</c> to <c>c</c> of the cases closed in the period (Dauer, 90. Perzentil). Unit: days; nearest rank, none where no case was closed.</summary>
    DurationP90 = 12,

    /// <summary>Distinct persons of the cases served who are served in more than one office in the period (Personen in mehreren Büros). Unit: persons; in the group of one office, those of them who are served in another one, too.</summary>
    PersonsInSeveralOffices = 13,

    /// <summary>Median of the days from <c>o</c> to <c>to</c> of the cases open at the end (Dauer laufender Fälle, Median). Unit: days; nearest rank, none where no case is open.</summary>
    OpenDurationMedian = 14,

    /// <summary>90th percentile of the days from <c>o</c> to <c>to</c> of the cases open at the end (Dauer laufender Fälle, 90. Perzentil). Unit: days; nearest rank, none where no case is open.</summary>
    OpenDurationP90 = 15,

    /// <summary>Median of the contacts of the period per case served (Kontakte je Fall, Median). Unit: contacts; a case without contacts has 0; nearest rank, none where no case was served.</summary>
    ContactsMedian = 16,

    /// <summary>90th percentile of the contacts of the period per case served (Kontakte je Fall, 90. Perzentil). Unit: contacts; nearest rank, none where no case was served.</summary>
    ContactsP90 = 17,

    /// <summary>Cases that had been closed and were taken into case management again in the period (Wiederaufnahmen). Unit: cases; the day is that of the new acceptance. They are among <see cref="Opened"/>, too.</summary>
    Reopened = 18,

    /// <summary>Cases that an office took over from another one in the period (Übernahmen). Unit: cases; the day is that on which the handover was accepted. In the city as many as <see cref="HandedOverOut"/>.</summary>
    HandedOverIn = 19,

    /// <summary>Cases that an office handed over to another one in the period (Übergaben). Unit: cases; the day is that on which the handover was accepted. In the city as many as <see cref="HandedOverIn"/>.</summary>
    HandedOverOut = 20,

    /// <summary>Who is on the waiting list when the period has ended (Wartende am Ende): put on it before <c>to</c> and not off it before <c>to</c>. Unit: inquiries.</summary>
    Waiting = 21,

    /// <summary>Who was not taken into case management in the period (Nichtaufnahmen), by <see cref="Dimension.DeclineReason"/>. Unit: inquiries.</summary>
    Declined = 22,

    /// <summary>Short counselling in the period (Kurzberatungen); no case of case management. Unit: inquiries.</summary>
    ShortCounselling = 23,

    /// <summary>Referrals to other bodies that were offered in the period (Weiterleitungen), by <see cref="Dimension.ReferralResult"/>, which is how they stand now. Unit: referrals.</summary>
    Referrals = 24,

    /// <summary>Goals that were judged with the client in the period (beurteilte Ziele), by <see cref="Dimension.GoalAttainment"/>. Unit: goals; each counts once, by its last judgement.</summary>
    GoalsJudged = 25,

    /// <summary>Structural findings of the period (strukturelle Befunde), by <see cref="Dimension.GapKind"/>. Unit: findings.</summary>
    StructuralFindings = 26,

    /// <summary>Distinct households of the cases served (betreute Haushalte). Unit: households; one with cases in two offices counts once in the city and once in each office. A case whose household isn't known counts in none, so the figure is a lower bound.</summary>
    HouseholdsServed = 27,
}

/// <summary>What a measure counts (Zähleinheit).</summary>
public enum MeasureUnit
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Cases (Fälle).</summary>
    Cases = 1,

    /// <summary>Distinct persons (Personen).</summary>
    Persons = 2,

    /// <summary>Contacts (Kontakte).</summary>
    Contacts = 3,

    /// <summary>Minutes (Minuten).</summary>
    Minutes = 4,

    /// <summary>Days (Tage).</summary>
    Days = 5,

    /// <summary>Inquiries, before anybody knows whether they become cases (Anfragen).</summary>
    Inquiries = 6,

    /// <summary>Referrals to other bodies (Weiterleitungen).</summary>
    Referrals = 7,

    /// <summary>Goals of clients (Ziele).</summary>
    Goals = 8,

    /// <summary>Structural findings (strukturelle Befunde).</summary>
    Findings = 9,

    /// <summary>Distinct households (Haushalte).</summary>
    Households = 10,
}

/// <summary>The codes of <see cref="Measure"/>, as they stand in files, and what each counts.</summary>
public static class Measures
{
    private static readonly CodeTable<Measure> Table = new(
    [
        (Measure.OpenAtStart, "open_at_start"), (Measure.Opened, "opened"), (Measure.Closed, "closed"), (Measure.OpenAtEnd, "open_at_end"), (Measure.Served, "served"),
        (Measure.PersonsServed, "persons_served"), (Measure.PersonsEver, "persons_ever"), (Measure.PersonsNew, "persons_new"),
        (Measure.Contacts, "contacts"), (Measure.ContactMinutes, "contact_minutes"), (Measure.DurationMedian, "duration_median"), (Measure.DurationP90, "duration_p90"),
        (Measure.PersonsInSeveralOffices, "persons_in_several_offices"), (Measure.OpenDurationMedian, "open_duration_median"), (Measure.OpenDurationP90, "open_duration_p90"),
        (Measure.ContactsMedian, "contacts_median"), (Measure.ContactsP90, "contacts_p90"),
        (Measure.Reopened, "reopened"), (Measure.HandedOverIn, "handed_over_in"), (Measure.HandedOverOut, "handed_over_out"), (Measure.Waiting, "waiting"), (Measure.Declined, "declined"),
        (Measure.ShortCounselling, "short_counselling"), (Measure.Referrals, "referrals"), (Measure.GoalsJudged, "goals_judged"), (Measure.StructuralFindings, "structural_findings"),
        (Measure.HouseholdsServed, "households_served"),
    ]);

    /// <summary>All measures of a register of cases in their order.</summary>
    public static IReadOnlyList<Measure> All { get; } = Table.All.Where(m => !m.IsOfOccurrences()).ToList().AsReadOnly();

    /// <summary>All measures of what happens besides cases being open (<see cref="OccurrenceRegister"/>) in their order. A report has measures of <see cref="All"/> or of these, not of both.</summary>
    public static IReadOnlyList<Measure> OfOccurrences { get; } = Table.All.Where(m => m.IsOfOccurrences()).ToList().AsReadOnly();

    /// <summary>The measures of every report that names none: those whose figures are linked with each other, and which protection therefore treats together. Every other measure comes when it is named and is a family of its own,
    /// but for <see cref="Measure.HouseholdsServed"/>, which is protected together with these.</summary>
    public static IReadOnlyList<Measure> Standard { get; } = Table.All.Where(m => m <= Measure.DurationP90).ToList().AsReadOnly();

    /// <summary>The measures of <see cref="Standard"/> that need no contacts.</summary>
    public static IReadOnlyList<Measure> OfCases { get; } = Standard.Where(m => !m.NeedsContacts()).ToList().AsReadOnly();

    /// <summary>The code of a measure.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/> or <see cref="OfOccurrences"/>.</exception>
    public static string Code(this Measure value) => Table.CodeOf(value);

    /// <summary>The measure with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Measure value) => Table.TryParse(code, out value);

    /// <summary>What the measure counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/> or <see cref="OfOccurrences"/>.</exception>
    public static MeasureUnit Unit(this Measure value) => value switch
    {
        Measure.OpenAtStart or Measure.Opened or Measure.Closed or Measure.OpenAtEnd or Measure.Served => MeasureUnit.Cases,
        Measure.PersonsServed or Measure.PersonsEver or Measure.PersonsNew or Measure.PersonsInSeveralOffices => MeasureUnit.Persons,
        Measure.Reopened or Measure.HandedOverIn or Measure.HandedOverOut => MeasureUnit.Cases,
        Measure.Waiting or Measure.Declined or Measure.ShortCounselling => MeasureUnit.Inquiries,
        Measure.HouseholdsServed => MeasureUnit.Households,
        Measure.Referrals => MeasureUnit.Referrals,
        Measure.GoalsJudged => MeasureUnit.Goals,
        Measure.StructuralFindings => MeasureUnit.Findings,
        Measure.Contacts or Measure.ContactsMedian or Measure.ContactsP90 => MeasureUnit.Contacts,
        Measure.ContactMinutes => MeasureUnit.Minutes,
        Measure.DurationMedian or Measure.DurationP90 or Measure.OpenDurationMedian or Measure.OpenDurationP90 => MeasureUnit.Days,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "This is not a measure."),
    };

    /// <summary>True where the measure is computed from contacts.</summary>
    public static bool NeedsContacts(this Measure value) => value is Measure.Contacts or Measure.ContactMinutes or Measure.ContactsMedian or Measure.ContactsP90;

    /// <summary>True where the measure counts what happened, as opposed to cases, persons and contacts of a register.</summary>
    internal static bool IsOfOccurrences(this Measure value) => value is >= Measure.Reopened and <= Measure.StructuralFindings;

    /// <summary>True where the measure counts persons or households: each once, in every group that it belongs to, so that groups don't add up.</summary>
    internal static bool IsOfDistinct(this Measure value) => value.Unit() is MeasureUnit.Persons or MeasureUnit.Households;

    /// <summary>True where the measure is a number of cases, persons, households or contacts, as opposed to a sum or quantile.</summary>
    internal static bool IsCount(this Measure value) => value.Base() == value;

    /// <summary>True where the measure is a quantile, which a group may not have.</summary>
    internal static bool IsQuantile(this Measure value) => value.Base() != value && value != Measure.ContactMinutes;

    /// <summary>The count that a sum or quantile rests on, with which it is protected; for a count itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/> or <see cref="OfOccurrences"/>.</exception>
    public static Measure Base(this Measure value) => value switch
    {
        Measure.DurationMedian or Measure.DurationP90 => Measure.Closed,
        Measure.OpenDurationMedian or Measure.OpenDurationP90 => Measure.OpenAtEnd,
        Measure.ContactsMedian or Measure.ContactsP90 => Measure.Served,
        Measure.ContactMinutes => Measure.Contacts,
        _ when Table.All.Contains(value) => value,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "This is not a measure."),
    };
}
