using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>What a report can be broken down by (Gliederungsmerkmal).</summary>
/// <remarks>A missing value is a group of its own, code <c>unknown</c>. Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum Dimension
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Counselling office (Beratungsbüro).</summary>
    Office = 1,

    /// <summary>Topic (Thema). A case counts under each of its topics and, once, under each topic above them, so topics add up to more than the total.</summary>
    Topic = 2,

    /// <summary>Language of the first contact (Sprache des Erstkontakts).</summary>
    Language = 3,

    /// <summary>Sex (Geschlecht).</summary>
    Sex = 4,

    /// <summary>Age group (Altersgruppe): age in years at the period's begin by calendar year, <c>year(from) − birth year</c>.</summary>
    AgeGroup = 5,

    /// <summary>Country of origin (Herkunftsland).</summary>
    Country = 6,

    /// <summary>Residence status at opening (Aufenthaltsstatus bei Fallbeginn); statistics only.</summary>
    ResidenceStatusAtOpening = 7,

    /// <summary>Residence status last known (aktueller Aufenthaltsstatus); statistics only.</summary>
    ResidenceStatus = 8,

    /// <summary>Level of German last known (Deutschniveau).</summary>
    GermanLevel = 9,

    /// <summary>Reason of closing (Abschlussgrund); <c>unknown</c> for what is not closed.</summary>
    ClosureReason = 10,

    /// <summary>Phase of the case (Phase).</summary>
    Phase = 11,

    /// <summary>Who showed the way to the office (Zugangsweg).</summary>
    ReferredBy = 12,

    /// <summary>How the level of German last known compares with that at opening (Wirkung: Deutschniveau): <c>gain</c>, <c>same</c>, <c>loss</c>; <c>not-assessable</c> where one of them is not known.</summary>
    GermanOutcome = 13,

    /// <summary>How the residence status last known compares with that at opening (Wirkung: Aufenthalt), by the matrix of <see cref="Residence.ResidenceMatrix"/>; statistics only.</summary>
    ResidenceOutcome = 14,

    /// <summary>Days from opening to closing, or to the period's end where the case is open then (Dauer in Klassen): <c>0-29</c>, <c>30-89</c>, <c>90-179</c>, <c>180-364</c>, <c>365-729</c>, <c>730+</c>.</summary>
    DurationClass = 15,

    /// <summary>Level of German when the case was opened (Deutschniveau bei Fallbeginn).</summary>
    GermanLevelAtOpening = 16,

    /// <summary>Why somebody was not taken on (Grund der Nichtaufnahme), of <see cref="Measure.Declined"/>.</summary>
    DeclineReason = 17,

    /// <summary>How a referral stands (Stand der Weiterleitung), of <see cref="Measure.Referrals"/>.</summary>
    ReferralResult = 18,

    /// <summary>How far a goal was reached (Zielerreichung), of <see cref="Measure.GoalsJudged"/>.</summary>
    GoalAttainment = 19,

    /// <summary>What kind of gap was found (Art der Versorgungslücke), of <see cref="Measure.StructuralFindings"/>.</summary>
    GapKind = 20,

    /// <summary>Municipality in which the office lies (Kommune: Kreis oder kreisfreie Stadt), by the <see cref="OfficeDirectory"/> of the request.</summary>
    Municipality = 21,

    /// <summary>Provider that runs the office (Träger), by the <see cref="OfficeDirectory"/> of the request.</summary>
    Provider = 22,
}

/// <summary>The codes of <see cref="Dimension"/>, as they stand in files.</summary>
public static class Dimensions
{
    private static readonly CodeTable<Dimension> Table = new(
    [
        (Dimension.Office, "office"), (Dimension.Provider, "provider"), (Dimension.Municipality, "municipality"), (Dimension.Topic, "topic"), (Dimension.Language, "language"), (Dimension.Sex, "sex"), (Dimension.AgeGroup, "age_group"), (Dimension.Country, "country"),
        (Dimension.ResidenceStatusAtOpening, "residence_status_at_opening"), (Dimension.ResidenceStatus, "residence_status"), (Dimension.GermanLevel, "german_level"),
        (Dimension.ClosureReason, "closure_reason"), (Dimension.Phase, "phase"), (Dimension.ReferredBy, "referred_by"),
        (Dimension.GermanOutcome, "german_outcome"), (Dimension.ResidenceOutcome, "residence_outcome"), (Dimension.DurationClass, "duration_class"),
        (Dimension.GermanLevelAtOpening, "german_level_at_opening"),
        (Dimension.DeclineReason, "decline_reason"), (Dimension.ReferralResult, "referral_result"), (Dimension.GoalAttainment, "goal_attainment"), (Dimension.GapKind, "gap_kind"),
    ]);

    /// <summary>The code of the group of missing values.</summary>
    public const string Unknown = "unknown";

    /// <summary>All dimensions of a register of cases in their order.</summary>
    public static IReadOnlyList<Dimension> All { get; } = Table.All.Where(d => !d.IsResult()).ToList().AsReadOnly();

    /// <summary>All dimensions of what happens besides cases being open (<see cref="OccurrenceRegister"/>) in their order; the last four belong to one measure each.</summary>
    public static IReadOnlyList<Dimension> OfOccurrences { get; } =
        Table.All.Where(d => d.IsResult() || d is Dimension.Office or Dimension.Provider or Dimension.Municipality or Dimension.Topic or Dimension.Language or Dimension.Sex or Dimension.AgeGroup or Dimension.Country or Dimension.ReferredBy).ToList().AsReadOnly();

    /// <summary>The code of a dimension.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/> or <see cref="OfOccurrences"/>.</exception>
    public static string Code(this Dimension value) => Table.CodeOf(value);

    /// <summary>The dimension with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out Dimension value) => Table.TryParse(code, out value);

    /// <summary>True where every case belongs to exactly one group, so that the groups of cases add up to the total. Only topics don't.</summary>
    public static bool IsPartition(this Dimension value) => value != Dimension.Topic;

    /// <summary>True where the register keeps the dimension's codes, as opposed to working them out.</summary>
    internal static bool IsColumn(this Dimension value) => !value.IsResult() && !value.IsOfOffice() && value is not (Dimension.Topic or Dimension.AgeGroup or Dimension.GermanOutcome or Dimension.ResidenceOutcome or Dimension.DurationClass);

    /// <summary>True where the office says the group, by the directory of offices.</summary>
    internal static bool IsOfOffice(this Dimension value) => value is Dimension.Municipality or Dimension.Provider;

    /// <summary>True where the dimension is what came of something, and so belongs to one measure of occurrences.</summary>
    internal static bool IsResult(this Dimension value) => value is >= Dimension.DeclineReason and <= Dimension.GapKind;

    /// <summary>The measure that has the dimension to itself.</summary>
    internal static Measure MeasureOf(Dimension result) => result switch
    {
        Dimension.DeclineReason => Measure.Declined,
        Dimension.ReferralResult => Measure.Referrals,
        Dimension.GoalAttainment => Measure.GoalsJudged,
        _ => Measure.StructuralFindings,
    };
}
