using KimCaseManagement.Residence;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Residence;

public sealed class ResidenceTests
{
    private static readonly Instant Noon = Instant.FromUtc(2024, 5, 2, 10, 0);

    public static TheoryData<string, string> Matrix => new()
    {
        { "NO_STATUS", "same gain gain gain gain gain gain gain gain gain" },
        { "TOLERATED", "loss same change gain gain gain gain gain gain gain" },
        { "ASYLUM", "loss loss same change change gain gain gain gain gain" },
        { "FICTION", "loss loss change same change gain gain gain gain gain" },
        { "VISA", "loss loss change change same gain gain gain gain gain" },
        { "TITLE_TEMP", "loss loss loss change loss same gain change gain gain" },
        { "TITLE_PERM", "loss loss loss loss loss loss same change change gain" },
        { "EU_FREE", "loss loss loss loss loss change change same gain gain" },
        { "EU_FREE_PERM", "loss loss loss loss loss loss change loss same gain" },
        { "GERMAN", "not-applicable not-applicable not-applicable not-applicable not-applicable not-applicable not-applicable not-applicable not-applicable same" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Groups_compare_as_the_matrix_says(string from, string row)
    {
        Assert.True(ResidenceStatusGroups.TryParse(from, out var group));
        Assert.Equal(row, string.Join(" ", ResidenceStatusGroups.All.Where(g => g != ResidenceStatusGroup.Unknown).Select(to => ResidenceMatrix.Compare(group, to).Code())));
    }

    [Fact]
    public void Nothing_is_said_where_one_of_the_two_is_unknown()
    {
        foreach (var group in ResidenceStatusGroups.All)
        {
            Assert.Equal(ResidenceChange.NotAssessable, ResidenceMatrix.Compare(group, ResidenceStatusGroup.Unknown));
            Assert.Equal(ResidenceChange.NotAssessable, ResidenceMatrix.Compare(ResidenceStatusGroup.Unknown, group));
        }
    }

    [Theory]
    [InlineData("AE_104C", "AE_25A", "gain")]
    [InlineData("AE_104C", "AE_25B", "gain")]
    [InlineData("AE_104C", "AE_WORK", "same")]
    [InlineData("AE_25A", "AE_104C", "same")]
    [InlineData("DUL_60A", "FIK_3_2", "same")]
    [InlineData("GESTATT", "FIK_3_2", "change")]
    [InlineData("NE", "FIK_4", "change")]
    [InlineData("AE_WORK", "FIK_4", "change")]
    [InlineData("FIK_4", "FIK_4", "same")]
    [InlineData("NOT_STATED", "FIK_4", "not-assessable")]
    [InlineData("DEU", "FIK_4", "not-applicable")]
    [InlineData("DUL_60A", "AE_25_5", "gain")]
    public void Some_codes_are_an_exception(string from, string to, string expected) =>
        Assert.Equal(expected, ResidenceMatrix.Compare(ResidenceStatuses.Find(from)!, ResidenceStatuses.Find(to)!).Code());

    [Fact]
    public void Every_status_has_a_group_a_kind_and_names()
    {
        Assert.Equal(47, ResidenceStatuses.All.Count);
        Assert.Equal(47, ResidenceStatuses.All.Select(s => s.Code).Distinct().Count());
        foreach (var status in ResidenceStatuses.All)
        {
            Assert.Same(status, ResidenceStatuses.Find(status.Code.Value));
            Assert.False(TextCatalogue.BuiltIn.For(status.TextCode, LanguageTag.German).IsFallback);
            Assert.False(TextCatalogue.BuiltIn.For(status.TextCode, LanguageTag.English).IsFallback);
        }
    }

    [Fact]
    public void A_toleration_is_no_title_and_an_association_right_is_only_declared()
    {
        Assert.Equal(ResidenceTitleKind.No, ResidenceStatuses.Find("DUL_60A")!.Title);
        Assert.Equal(ResidenceTitleKind.Declaratory, ResidenceStatuses.Find("AE_ARB")!.Title);
        Assert.Equal(ResidenceTitleKind.Yes, ResidenceStatuses.Find("NE")!.Title);
    }

    [Fact]
    public void The_opportunity_right_is_kept_but_not_newly_granted()
    {
        var opportunity = ResidenceStatuses.Find("AE_104C")!;
        Assert.True(opportunity.IsGrantableOn(new LocalDate(2025, 12, 30)));
        Assert.False(opportunity.IsGrantableOn(new LocalDate(2025, 12, 31)));
        Assert.True(ResidenceStatuses.Find("AE_25B")!.IsGrantableOn(new LocalDate(2030, 1, 1)));
    }

    [Fact]
    public void A_history_compares_its_first_and_last_entry_by_validity()
    {
        var history = ResidenceHistory.Empty
            .Append(new ResidenceRecord(ResidenceStatusCode.From("AE_25_5"), ResidenceEvidence.DocumentSeen, Noon, new LocalDate(2024, 1, 1)))
            .Append(new ResidenceRecord(ResidenceStatusCode.From("DUL_60A"), ResidenceEvidence.ClientTold, Noon, new LocalDate(2015, 1, 1), new LocalDate(2023, 12, 31)));
        var outcome = history.Outcome();
        Assert.Equal(("DUL_60A", "AE_25_5", ResidenceChange.Gain), (outcome.First!.Code.Value, outcome.Last!.Code.Value, outcome.Change));
    }

    [Fact]
    public void A_history_is_told_as_it_was_known_and_time_never_runs_backwards()
    {
        var first = new ResidenceRecord(ResidenceStatusCode.From("GESTATT"), ResidenceEvidence.ClientTold, Noon);
        var second = new ResidenceRecord(ResidenceStatusCode.From("AE_25_1"), ResidenceEvidence.DocumentSeen, Noon + Duration.FromDays(9));
        var history = ResidenceHistory.Empty.Append(first).Append(second);
        Assert.Equal(ResidenceChange.Gain, history.Outcome().Change);
        Assert.Equal(ResidenceHistory.Empty.Append(first), history.AsKnownAt(Noon));
        Assert.Equal(ResidenceChange.Same, history.AsKnownAt(Noon).Outcome().Change);
        Assert.Equal(ResidenceChange.NotAssessable, ResidenceHistory.Empty.Outcome().Change);
        Assert.Throws<ArgumentException>(() => history.Append(first));
    }

    [Fact]
    public void A_case_manager_may_judge_otherwise_but_says_why_and_the_matrix_stays_visible()
    {
        var outcome = ResidenceHistory.Empty.Append(new ResidenceRecord(ResidenceStatusCode.From("DUL_60A"), ResidenceEvidence.ClientTold, Noon)).Outcome();
        var judged = outcome.Overridden(ResidenceChange.Gain, "the card lies ready", ActorId.From("cm-1"));
        Assert.Equal((ResidenceChange.Gain, ResidenceChange.Same, "the card lies ready"), (judged.Change, judged.Computed, judged.OverrideReason));
        Assert.Throws<ArgumentException>(() => outcome.Overridden(ResidenceChange.Gain, " ", ActorId.From("cm-1")));
        Assert.Throws<ArgumentException>(() => outcome.Overridden(ResidenceChange.Gain, "why", default));
    }

    [Fact]
    public void No_status_ever_appears_in_the_text_of_a_record_a_history_or_an_outcome()
    {
        foreach (var status in ResidenceStatuses.All)
        {
            var record = new ResidenceRecord(status.Code, ResidenceEvidence.ClientTold, Noon);
            var history = ResidenceHistory.Empty.Append(record);
            Assert.Equal("ResidenceRecord ResidenceHistory ResidenceOutcome", $"{record} {history} {history.Outcome()}");
        }
    }
}
