using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What may be asked for, over which days, in which groups; a refusal names what is wrong and what would be right.</summary>
public sealed class ReportRequestTests
{
    private static readonly CaseRegister Nobody = RegisterGen.Register([]);

    [Fact]
    public void Each_dimension_and_measure_is_given_once_and_is_one()
    {
        var measures = string.Join(", ", Measures.All);
        AssertRefused($"Unspecified is not one of {measures}.", () => new ReportRequest(RegisterGen.Period, null, [Measure.Unspecified]));
        AssertRefused($"99 is not one of {measures}.", () => new ReportRequest(RegisterGen.Period, null, [Measure.Served, (Measure)99]));
        AssertRefused("Served is given twice; once is right.", () => new ReportRequest(RegisterGen.Period, null, [Measure.Served, Measure.Opened, Measure.Served]));
        AssertRefused($"Unspecified is not one of {string.Join(", ", Dimensions.All)}.", () => new ReportRequest(RegisterGen.Period, [Dimension.Unspecified]));
        AssertRefused("Office is given twice; once is right.", () => new ReportRequest(RegisterGen.Period, [Dimension.Office, Dimension.Office]));
        AssertRefused($"Served is not one of {string.Join(", ", Measures.OfOccurrences)}.", () => new ReportRequest(RegisterGen.Period, null, [Measure.Declined, Measure.Served]));
        AssertRefused($"Phase is not one of {string.Join(", ", Dimensions.OfOccurrences)}.", () => new ReportRequest(RegisterGen.Period, [Dimension.Phase], [Measure.Declined]));
        AssertRefused($"DeclineReason is not one of {string.Join(", ", Dimensions.All)}.", () => new ReportRequest(RegisterGen.Period, [Dimension.DeclineReason], [Measure.Served]));
    }

    [Theory]
    [InlineData(Dimension.DeclineReason, Measure.Declined, Measure.Waiting, "The dimension 'decline_reason' belongs to the measure 'declined' alone.")]
    [InlineData(Dimension.ReferralResult, Measure.Referrals, Measure.Declined, "The dimension 'referral_result' belongs to the measure 'referrals' alone.")]
    [InlineData(Dimension.GoalAttainment, Measure.GoalsJudged, Measure.Declined, "The dimension 'goal_attainment' belongs to the measure 'goals_judged' alone.")]
    [InlineData(Dimension.GapKind, Measure.StructuralFindings, Measure.Declined, "The dimension 'gap_kind' belongs to the measure 'structural_findings' alone.")]
    public void What_came_of_something_is_asked_for_with_its_measure_alone(Dimension dimension, Measure own, Measure other, string expected)
    {
        Assert.Equal([own], new ReportRequest(RegisterGen.Period, [Dimension.Office, dimension], [own]).Measures);
        AssertRefused(expected, () => new ReportRequest(RegisterGen.Period, [dimension], [other]));
        AssertRefused(expected, () => new ReportRequest(RegisterGen.Period, [dimension], [own, other]));
    }

    [Fact]
    public void A_request_that_names_nothing_asks_for_all_of_cases_in_the_groups_of_the_reports()
    {
        var request = new ReportRequest(RegisterGen.Period);
        Assert.Equal(Measures.OfCases, request.Measures);
        Assert.Empty(request.Dimensions);
        Assert.Equal((AgeGroups.Default, null, OfficeDirectory.Empty, TopicCoding.Today), (request.AgeGroups, request.AsKnownAt, request.Offices, request.Topics));
        Assert.Equal(request, new ReportRequest(RegisterGen.Period, [], []));
        Assert.NotEqual(request, new ReportRequest(RegisterGen.Period, asKnownAt: Instant.FromUnixTimeSeconds(0)));
        Assert.Equal(RegisterGen.Directory, new ReportRequest(RegisterGen.Period, [Dimension.Office, Dimension.Provider], offices: RegisterGen.Directory).Offices);
        Assert.Equal(RegisterGen.Directory, new ReportRequest(RegisterGen.Period, [Dimension.Municipality], offices: RegisterGen.Directory).Offices);
        Assert.Same(OfficeDirectory.Empty, new ReportRequest(RegisterGen.Period, [Dimension.Office, Dimension.Sex], offices: RegisterGen.Directory).Offices);
    }

    [Fact]
    public void Cases_and_what_happened_are_counted_over_their_own_registers()
    {
        ReportRequest ofCases = new(RegisterGen.Period), ofOccurrences = new(RegisterGen.Period, null, [Measure.Waiting]);
        AssertRefused("The measure 'open_at_start' is one of cases; count it over a register of cases.", () => Report.CountOccurrences(new OccurrenceRegister([]), ofCases));
        AssertRefused("The measure 'waiting' is one of what happened; count it over an OccurrenceRegister.", () => Report.Count(Nobody, ofOccurrences));
        AssertRefused("The measure 'waiting' is one of what happened; count it over an OccurrenceRegister.", () => Report.CountAll(Nobody, [ofCases, ofOccurrences]));
        Assert.Equal(0, Report.CountOccurrences(new OccurrenceRegister([]), ofOccurrences).Total.Value(Measure.Waiting));
    }

    [Fact]
    public void Reports_that_are_counted_together_have_one_period_and_the_contacts_of_it()
    {
        ReportRequest quarter = new(RegisterGen.Period), year = new(ReportingPeriod.Year(2024));
        AssertRefused("At least one report has to be asked for.", () => Report.CountAll(Nobody, []));
        AssertRefused("Reports that are counted together have one period; [2024-01-01..2025-01-01) is not [2024-04-01..2024-07-01).", () => Report.CountAll(Nobody, [quarter, quarter, year]));
        Assert.StartsWith("At least one thread has to count.", Assert.Throws<ArgumentOutOfRangeException>(() => Report.CountAll(Nobody, [quarter], threads: 0)).Message, StringComparison.Ordinal);
        Assert.Single(Report.CountAll(Nobody, [quarter], threads: 1));
        AssertRefused("The measure 'contact_minutes' needs the contacts of the period.", () => Report.CountAll(Nobody, [quarter, new ReportRequest(RegisterGen.Period, null, [Measure.Served, Measure.ContactMinutes])]));
        AssertRefused("The contacts were tallied for another register or period.", () => Report.Count(Nobody, quarter, new ContactTally(Nobody, ReportingPeriod.Year(2024))));
        AssertRefused("The contacts were tallied for another register or period.", () => Report.Count(Nobody, quarter, new ContactTally(RegisterGen.Register([]), RegisterGen.Period)));
    }

    [Theory]
    [InlineData("0+", 0)]
    [InlineData("0-149 150+", 0, 150)]
    [InlineData("0-0 1-1 2+", 0, 1, 2)]
    [InlineData("0-17 18-26 27-64 65+", 0, 18, 27, 65)]
    public void Age_groups_are_named_by_their_ages(string expected, params int[] bounds)
    {
        var groups = AgeGroups.FromLowerBounds(bounds);
        Assert.Equal(expected, string.Join(" ", groups.Codes));
        Assert.Equal(bounds, groups.LowerBounds);
        Assert.Equal(groups, AgeGroups.FromLowerBounds(bounds));
        Assert.NotEqual(groups, AgeGroups.Default);
    }

    [Theory]
    [InlineData]
    [InlineData(1)]
    [InlineData(0, 0)]
    [InlineData(0, 18, 18)]
    [InlineData(0, 18, 17, 65)]
    [InlineData(0, 151)]
    [InlineData(-1, 18)]
    public void Bounds_that_make_no_age_groups_are_refused(params int[] bounds) =>
        AssertRefused("The lowest ages of the groups must begin with 0, rise, and end at 150 at most: 0, 18, 27, 65 would do.", () => AgeGroups.FromLowerBounds(bounds));

    [Theory]
    [InlineData(2024, "0-17")]
    [InlineData(2030, "0-17")]
    [InlineData(2007, "0-17")]
    [InlineData(2006, "18-149")]
    [InlineData(1875, "18-149")]
    [InlineData(1874, "150+")]
    [InlineData(0, "150+")]
    public void Somebody_belongs_to_the_group_of_the_age_by_calendar_year(int birthYear, string expected)
    {
        var facts = new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), RegisterGen.Period.From, birthYear: birthYear);
        var report = Report.Count(RegisterGen.Register([facts]), new ReportRequest(RegisterGen.Period, [Dimension.AgeGroup], ageGroups: AgeGroups.FromLowerBounds(0, 18, 150)));
        Assert.Equal([null, expected], report.Cells.Select(c => c.Groups[0]));
    }

    [Fact]
    public void A_period_is_made_of_a_year_or_a_part_of_it()
    {
        Assert.Equal("[0001-01-01..0002-01-01)", ReportingPeriod.Year(1).ToString());
        Assert.Equal("[9998-01-01..9999-01-01)", ReportingPeriod.Year(9998).ToString());
        Assert.Equal("[2024-07-01..2025-01-01)", ReportingPeriod.HalfYear(2024, 2).ToString());
        Assert.Equal("[2024-10-01..2025-01-01)", ReportingPeriod.Quarter(2024, 4).ToString());
        Assert.Equal("[2024-01-01..2024-02-01)", ReportingPeriod.Month(2024, 1).ToString());
        Assert.Equal("[2024-12-01..2025-01-01)", ReportingPeriod.Month(2024, 12).ToString());
        foreach (var year in new[] { 0, -1, 9999 })
            AssertRefused("A year between 1 and 9998 is expected.", () => ReportingPeriod.Year(year));
        foreach (var part in new[] { 0, 3 })
            AssertRefused("A number between 1 and 2 is expected.", () => ReportingPeriod.HalfYear(2024, part));
        foreach (var part in new[] { 0, 5 })
            AssertRefused("A number between 1 and 4 is expected.", () => ReportingPeriod.Quarter(2024, part));
        foreach (var part in new[] { 0, 13 })
            AssertRefused("A number between 1 and 12 is expected.", () => ReportingPeriod.Month(2024, part));
        Assert.Equal(("half", "quarter", "month", "year"), (NameOf(() => ReportingPeriod.HalfYear(2024, 0)), NameOf(() => ReportingPeriod.Quarter(2024, 0)), NameOf(() => ReportingPeriod.Month(2024, 0)), NameOf(() => ReportingPeriod.Month(0, 1))));

        static string? NameOf(Func<object?> make) => Assert.Throws<ArgumentOutOfRangeException>(make).ParamName;
    }

    [Fact]
    public void A_period_holds_its_first_day_and_not_the_day_after_its_last()
    {
        var day = new LocalDate(2024, 2, 29);
        var period = new ReportingPeriod(day, day.PlusDays(1));
        Assert.Equal((false, true, false), (period.Contains(day.PlusDays(-1)), period.Contains(day), period.Contains(day.PlusDays(1))));
        foreach (var to in new[] { day, day.PlusDays(-1) })
            AssertRefused($"A period needs at least one day: 'to' ({(to == day ? "2024-02-29" : "2024-02-28")}) has to lie after 'from' (2024-02-29); the last day is the one before 'to'.", () => new ReportingPeriod(day, to));
    }

    [Theory]
    [InlineData("0001", true)]
    [InlineData("9998-Q4", true)]
    [InlineData("2024-Q1", true)]
    [InlineData("2024-H1", true)]
    [InlineData("2024-01", true)]
    [InlineData("2024-09", true)]
    [InlineData("2024-10", true)]
    [InlineData("2024-H0", false)]
    [InlineData("2024-20", false)]
    [InlineData("2024-q1", false)]
    [InlineData("2024-Q:", false)]
    [InlineData("2024-Q/", false)]
    [InlineData("202:", false)]
    [InlineData("/024", false)]
    [InlineData("20244", false)]
    [InlineData("2024-Q11", false)]
    [InlineData("0000-Q1", false)]
    [InlineData("9999-Q1", false)]
    public void Short_forms_are_read_to_the_letter(string text, bool isPeriod)
    {
        Assert.Equal(isPeriod, ReportingPeriod.TryParse(text, out var period));
        Assert.Equal(isPeriod, period is not null);
    }

    [Fact]
    public void Shares_rest_on_counts_of_one_kind_and_say_their_base()
    {
        Assert.Equal((147, 580, 25.3m), (Share.Of(new CaseCount(147), new CaseCount(580)).Part, Share.Of(new PersonCount(147), new PersonCount(580)).Base, Share.Of(new ContactCount(147), new ContactCount(580)).Percent));
        Assert.Equal("0 of 0", Share.Of(new CaseCount(0), new CaseCount(0)).ToString());
        Assert.Equal("25.3 % (147 of 580)", Share.Of(new PersonCount(147), new PersonCount(580)).ToString());
        Assert.Equal((100m, 0m, null), (Share.Of(new CaseCount(5), new CaseCount(5)).Percent, Share.Of(new CaseCount(0), new CaseCount(5)).Percent, Share.Of(new CaseCount(0), new CaseCount(0)).Percent));
        AssertRefused("3 is no part of 2.", () => Share.Of(new CaseCount(3), new CaseCount(2)));
        AssertRefused("-1 is no part of 2.", () => Share.Of(new PersonCount(-1), new PersonCount(2)));
        AssertRefused("3 is no part of 2.", () => Share.Of(new ContactCount(3), new ContactCount(2)));
        Assert.Equal((2.01m, 0.01m, 0m, null), (Share.PerPerson(new ContactCount(201), new PersonCount(100)), Share.PerPerson(new ContactCount(1), new PersonCount(200)), Share.PerPerson(new ContactCount(1), new PersonCount(201)), Share.PerPerson(new ContactCount(1), new PersonCount(0))));
        Assert.Equal((3.34m, 0.13m, null), (Share.PerCase(new ContactCount(334), new CaseCount(100)), Share.PerCase(new ContactCount(1), new CaseCount(8)), Share.PerCase(new ContactCount(1), new CaseCount(0))));
        Assert.Equal((-100m, 100m, 50m, 150m), (Share.Change(-5, -10), Share.Change(-5, 0), Share.Change(2, 3), Share.Change(2, 5)));
    }

    [Fact]
    public void An_office_stands_in_the_directory_once_in_ordinal_order()
    {
        var offices = new[] { "c", "a", "B", "d" }.Aggregate(OfficeDirectory.Empty, (all, office) => all.With(OfficeCode.From(office), ProviderCode.From($"p-{office.ToLowerInvariant()}"), office == "d" ? null : MunicipalityCode.From($"m-{office.ToLowerInvariant()}")));
        Assert.Equal(["B", "a", "c", "d"], offices.Offices.Select(o => o.Value));
        Assert.Equal(("p-a", "m-a", "p-d", null), (offices.ProviderOf(OfficeCode.From("a"))?.Value, offices.MunicipalityOf(OfficeCode.From("a"))?.Value, offices.ProviderOf(OfficeCode.From("d"))?.Value, offices.MunicipalityOf(OfficeCode.From("d"))?.Value));
        Assert.Equal((null, null), (offices.ProviderOf(OfficeCode.From("b")), offices.MunicipalityOf(OfficeCode.From("b"))));
        AssertRefused("An office needs a code.", () => offices.With(default));
        foreach (var office in new[] { "B", "c", "d" })
            AssertRefused($"The office '{office}' stands in the directory already; it has one provider and one municipality.", () => offices.With(OfficeCode.From(office)));
    }

    [Fact]
    public void Where_a_provider_is_called_unknown_it_is_in_the_group_of_unknown_values()
    {
        var directory = OfficeDirectory.Empty.With(OfficeCode.From("mitte"), ProviderCode.From("unknown")).With(OfficeCode.From("wanne"), ProviderCode.From("caritas"));
        var cases = new[] { "mitte", "wanne", "eickel" }.Select((office, i) => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From("p"), OfficeCode.From(office), RegisterGen.Period.From));
        var report = Report.Count(RegisterGen.Register(cases), new ReportRequest(RegisterGen.Period, [Dimension.Provider], offices: directory));
        Assert.Equal([(null, 3), ("caritas", 1), ("unknown", 2)], report.Cells.Select(c => (c.Groups[0], c.Served.Value)));
    }

    [Fact]
    public void Codes_and_numbers_of_dimensions_and_measures_are_kept_for_ever()
    {
        Assert.Equal(
            "1 office, 22 provider, 21 municipality, 2 topic, 3 language, 4 sex, 5 age_group, 6 country, 7 residence_status_at_opening, 8 residence_status, 9 german_level, 10 closure_reason, 11 phase, 12 referred_by, 13 german_outcome, 14 residence_outcome, 15 duration_class, 16 german_level_at_opening",
            string.Join(", ", Dimensions.All.Select(d => $"{(int)d} {d.Code()}")));
        Assert.Equal(
            "1 office, 22 provider, 21 municipality, 2 topic, 3 language, 4 sex, 5 age_group, 6 country, 12 referred_by, 17 decline_reason, 18 referral_result, 19 goal_attainment, 20 gap_kind",
            string.Join(", ", Dimensions.OfOccurrences.Select(d => $"{(int)d} {d.Code()}")));
        Assert.Equal([Dimension.Topic], Dimensions.All.Where(d => !d.IsPartition()));
        Assert.Equal(
            "1 open_at_start, 2 opened, 3 closed, 4 open_at_end, 5 served, 6 persons_served, 7 persons_ever, 8 persons_new, 9 contacts, 10 contact_minutes, 11 duration_median, 12 duration_p90, 13 persons_in_several_offices, 14 open_duration_median, 15 open_duration_p90, 16 contacts_median, 17 contacts_p90, 27 households_served",
            string.Join(", ", Measures.All.Select(m => $"{(int)m} {m.Code()}")));
        Assert.Equal(
            "18 reopened, 19 handed_over_in, 20 handed_over_out, 21 waiting, 22 declined, 23 short_counselling, 24 referrals, 25 goals_judged, 26 structural_findings",
            string.Join(", ", Measures.OfOccurrences.Select(m => $"{(int)m} {m.Code()}")));
        Assert.Equal(["today", "at-the-time"], TopicCodings.All.Select(TopicCodings.Code));
        Assert.All(Measures.All.Concat(Measures.OfOccurrences), m => Assert.True(Measures.TryParse(m.Code(), out var read) && read == m));
        Assert.All(Dimensions.All.Concat(Dimensions.OfOccurrences), d => Assert.True(Dimensions.TryParse(d.Code(), out var read) && read == d));
    }

    [Fact]
    public void Each_measure_has_a_unit_and_a_base()
    {
        Assert.Equal(
            "Cases Cases Cases Cases Cases Persons Persons Persons Contacts Minutes Days Days Persons Days Days Contacts Contacts Households",
            string.Join(" ", Measures.All.Select(m => m.Unit())));
        Assert.Equal("Cases Cases Cases Inquiries Inquiries Inquiries Referrals Goals Findings", string.Join(" ", Measures.OfOccurrences.Select(m => m.Unit())));
        Assert.Equal(
            "ContactMinutes>Contacts DurationMedian>Closed DurationP90>Closed OpenDurationMedian>OpenAtEnd OpenDurationP90>OpenAtEnd ContactsMedian>Served ContactsP90>Served",
            string.Join(" ", Measures.All.Concat(Measures.OfOccurrences).Where(m => m.Base() != m).Select(m => $"{m}>{m.Base()}")));
        Assert.Equal([Measure.Contacts, Measure.ContactMinutes, Measure.ContactsMedian, Measure.ContactsP90], Measures.All.Where(m => m.NeedsContacts()));
        Assert.Equal(12, Measures.Standard.Count);
        Assert.Equal(Measures.Standard.Where(m => m is not (Measure.Contacts or Measure.ContactMinutes)), Measures.OfCases);
        foreach (var other in new[] { Measure.Unspecified, (Measure)28 })
        {
            AssertRefused("This is not a measure.", () => other.Unit());
            AssertRefused("This is not a measure.", () => other.Base());
        }
    }

    private static void AssertRefused(string message, Func<object?> make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
