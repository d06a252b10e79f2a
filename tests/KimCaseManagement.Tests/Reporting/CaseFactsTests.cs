using System.Text;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>What facts about a case, or about what happened, may say; a refusal names what is wrong.</summary>
public sealed class CaseFactsTests
{
    private static readonly LocalDate Day = new(2024, 4, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9998)]
    [InlineData(9999)]
    [InlineData(null)]
    public void A_year_of_birth_lies_between_0_and_9999_or_is_not_known(int? year)
    {
        Assert.Equal(year, Facts(birthYear: year).BirthYear);
        Assert.Equal(year, Occurrence(birthYear: year).BirthYear);
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        part.Add(Utf8("c"), Utf8("p"), Day, null, year, [part.Number(Dimension.Office, "o")]);
        Assert.True(builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, year, [builder.Number(Dimension.Office, "o")]));
        var group = year switch { null => "unknown", 0 or 1 => "65+", _ => "0-11" };
        Assert.Equal(1, Report.Count(builder.Build(), new ReportRequest(RegisterGen.Period, [Dimension.AgeGroup])).Find(group)!.Served.Value);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void Another_year_of_birth_is_refused(int year)
    {
        AssertRefused($"The year of birth {year} of the case c is not between 0 and 9999.", () => Facts(birthYear: year));
        AssertRefused($"The year of birth {year} is not between 0 and 9999.", () => Occurrence(birthYear: year));
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        AssertRefused($"The year of birth {year} is not between 0 and 9999.", () => part.Add(Utf8("c"), Utf8("p"), Day, null, year, [part.Number(Dimension.Office, "o")]));
        AssertRefused($"The year of birth {year} is not between 0 and 9999.", () => builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, year, [builder.Number(Dimension.Office, "o")]));
    }

    [Fact]
    public void What_ends_ends_on_the_day_of_its_begin_or_later()
    {
        Assert.Equal(Day, Facts(closedOn: Day).ClosedOn);
        Assert.Equal(Day, Occurrence(until: Day).Until);
        var before = Day.PlusDays(-1);
        AssertRefused("The case c can't be closed before the day on which it was opened.", () => Facts(closedOn: before));
        AssertRefused("It can't end before the day on which it began.", () => Occurrence(until: before));
        var part = new CaseRegisterPart();
        part.Add(Utf8("c"), Utf8("p"), Day, Day, null, [part.Number(Dimension.Office, "o")]);
        AssertRefused("A case can't be closed before the day on which it was opened.", () => part.Add(Utf8("d"), Utf8("p"), Day, before, null, [part.Number(Dimension.Office, "o")]));
    }

    [Fact]
    public void Facts_say_which_case_whose_and_of_which_office()
    {
        AssertRefused("The case id must be given.", () => new CaseFacts(default, PersonKey.From("p"), OfficeCode.From("o"), Day));
        AssertRefused("The person must be given, by a pseudonym that is the same in all of the person's cases.", () => new CaseFacts(CaseId.From("c"), default, OfficeCode.From("o"), Day));
        AssertRefused("The office must be given.", () => new CaseFacts(CaseId.From("c"), PersonKey.From("p"), default, Day));
        AssertRefused("The household must be given by a pseudonym that is the same in all of its cases, or left out.", () => new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), Day, household: default(HouseholdKey)));
    }

    [Fact]
    public void Facts_name_no_person_in_a_log()
    {
        Assert.Equal("CaseFacts c", Facts(birthYear: 1990).ToString());
        Assert.Equal("CaseOccurrence declined", Occurrence(birthYear: 1990).ToString());
    }

    [Fact]
    public void What_happened_has_a_measure_of_its_own_and_an_office()
    {
        AssertRefused("Served doesn't count what happened; one of Reopened, HandedOverIn, HandedOverOut, Waiting, Declined, ShortCounselling, Referrals, GoalsJudged, StructuralFindings would be right.", () => new CaseOccurrence(Measure.Served, Day, OfficeCode.From("o")));
        AssertRefused("The office must be given.", () => new CaseOccurrence(Measure.Declined, Day, default));
    }

    [Fact]
    public void A_register_names_what_it_can_not_take()
    {
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        builder.Add(Facts());
        AssertRefused("There is a case c already; every case is added once.", () => builder.Add(Facts()));
        var unknown = new CaseFacts(CaseId.From("d"), PersonKey.From("p"), OfficeCode.From("o"), Day, topics: [TopicCode.From("NO-SUCH")]);
        AssertRefused("The case d has the topic 'NO-SUCH', which the taxonomy doesn't have.", () => builder.Add(unknown));
        AssertRefused("The case d has the topic 'NO-SUCH', which the taxonomy doesn't have.", () => part.Add(unknown));
        AssertRefused("The cases of a part have topics of the builder's taxonomy and count by the same codes.", () => builder.TryAdd(new CaseRegisterPart(topics: TopicCoding.AtTheTime)));
        AssertRefused("The pseudonym of a household has 1 to 200 characters, without control characters and without white space at either end.", () => part.Add(Utf8("d"), Utf8("p"), Day, null, null, [part.Number(Dimension.Office, "o")], Utf8(" h")));
        Assert.Equal(new CaseCount(1), builder.Count);
    }

    [Fact]
    public void A_case_without_an_office_is_refused_whatever_else_it_says()
    {
        var builder = new CaseRegisterBuilder();
        AssertRefused("Every case has an office.", () => builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, null, [builder.Number(Dimension.Sex, "f"), builder.Number(Dimension.Topic, "RES"), default]));
        Assert.True(builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, null, [builder.Number(Dimension.Sex, "f"), builder.Number(Dimension.Office, "o")]));
    }

    [Fact]
    public void To_a_built_register_nothing_is_added()
    {
        var builder = new CaseRegisterBuilder();
        var office = builder.Number(Dimension.Office, "o");
        builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Add(Facts()));
        Assert.Throws<InvalidOperationException>(() => builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, null, [office]));
    }

    [Theory]
    [InlineData(Dimension.Topic, "RES-PASS")]
    [InlineData(Dimension.Office, "mitte")]
    [InlineData(Dimension.Language, "ti")]
    [InlineData(Dimension.Sex, "d")]
    [InlineData(Dimension.Country, "ER")]
    [InlineData(Dimension.ResidenceStatus, "DUL_60A")]
    [InlineData(Dimension.ResidenceStatusAtOpening, "AE_25B")]
    [InlineData(Dimension.GermanLevel, "B1")]
    [InlineData(Dimension.GermanLevelAtOpening, "none")]
    [InlineData(Dimension.ClosureReason, "moved-away")]
    [InlineData(Dimension.Phase, "x")]
    [InlineData(Dimension.ReferredBy, "school")]
    public void A_numbered_code_counts_as_the_code(Dimension dimension, string code)
    {
        var builder = new CaseRegisterBuilder();
        var office = builder.Number(Dimension.Office, "o");
        Assert.True(builder.TryAdd(Utf8("c"), Utf8("p"), Day, null, null, dimension == Dimension.Office ? [builder.Number(dimension, code)] : [office, builder.Number(dimension, code)]));
        Assert.True(builder.TryAdd(Utf8("d"), Utf8("p"), Day, null, null, [office]));
        Assert.Equal(1, Report.Count(builder.Build(), new ReportRequest(RegisterGen.Period, [dimension])).Find(code)!.Served.Value);
    }

    [Theory]
    [InlineData(Dimension.Topic, "NO-SUCH", "'NO-SUCH' is no code of 'topic' that a register keeps.")]
    [InlineData(Dimension.Topic, "", "'' is no code of 'topic' that a register keeps.")]
    [InlineData(Dimension.AgeGroup, "0-11", "'0-11' is no code of 'age_group' that a register keeps.")]
    [InlineData(Dimension.Provider, "caritas", "'caritas' is no code of 'provider' that a register keeps.")]
    [InlineData(Dimension.Office, " o", "' o' is no code of 'office' that a register keeps.")]
    [InlineData(Dimension.Language, "", "'' is no code of 'language' that a register keeps.")]
    [InlineData(Dimension.Sex, "female", "'female' is no code of 'sex' that a register keeps.")]
    [InlineData(Dimension.Country, "Eritrea", "'Eritrea' is no code of 'country' that a register keeps.")]
    [InlineData(Dimension.ResidenceStatus, "", "'' is no code of 'residence_status' that a register keeps.")]
    [InlineData(Dimension.GermanLevel, "B9", "'B9' is no code of 'german_level' that a register keeps.")]
    [InlineData(Dimension.Phase, "", "'' is no code of 'phase' that a register keeps.")]
    [InlineData(Dimension.ClosureReason, "", "'' is no code of 'closure_reason' that a register keeps.")]
    [InlineData(Dimension.ReferredBy, "nobody", "'nobody' is no code of 'referred_by' that a register keeps.")]
    [InlineData(Dimension.DeclineReason, "need-not-complex", "'need-not-complex' is no code of 'decline_reason' that a register keeps.")]
    public void A_code_that_a_register_does_not_keep_is_named(Dimension dimension, string code, string expected)
    {
        AssertRefused(expected, () => new CaseRegisterBuilder().Number(dimension, code));
        AssertRefused(expected, () => new CaseRegisterPart().Number(dimension, code));
    }

    private static CaseFacts Facts(LocalDate? closedOn = null, int? birthYear = null) => new(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), Day, closedOn, birthYear: birthYear);

    private static CaseOccurrence Occurrence(LocalDate? until = null, int? birthYear = null) => new(Measure.Declined, Day, OfficeCode.From("o"), until, birthYear: birthYear);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The runtime puts the parameter's name behind the message.</summary>
    private static void AssertRefused(string message, Func<object?> make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static void AssertRefused(string message, Action act) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
