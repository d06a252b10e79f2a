using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Testing;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Testing;

public sealed class BuilderTests
{
    private static readonly EligibilityRuleSet Kim = EligibilityProgramme.KimNrw.Latest;

    public static TheoryData<EligibilityVerdict> Verdicts => [.. EligibilityVerdicts.All];

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void An_enquiry_leads_to_the_verdict_and_no_answer_can_be_left_out(EligibilityVerdict verdict)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var facts = TestEnquiry.For(Kim, verdict, seed);
            Assert.Equal(verdict, Kim.Decide(facts).Verdict);
            Assert.All(
                EligibilityFactList.All.Where(f => facts.StateOf(f) == FactState.Known),
                fact => Assert.NotEqual(verdict, Kim.Decide(facts.WithUnknown(fact)).Verdict));
            Assert.Equal(facts, TestEnquiry.For(Kim, verdict, seed));
        }
    }

    [Fact]
    public void A_register_has_so_many_cases_like_this_and_so_many_like_that()
    {
        var register = TestRegister.Empty
            .With(12, c => c.Opened(new LocalDate(2024, 4, 2)))
            .With(2, c => c.At(OfficeCode.From("wanne")).Opened(new LocalDate(2024, 5, 6)).Closed(new LocalDate(2024, 6, 1), ClosureReason.GoalsAchieved).OfPerson(PersonKey.From("p")))
            .With(3, c => c.About(TopicCode.From("RES-PASS")).Of(Sex.Female, 1990, LanguageTag.From("ti"), CountryCode.From("ER")))
            .With(0, c => c);
        var total = Report.Count(register.Build(), new ReportRequest(ReportingPeriod.Quarter(2024, 2))).Total;
        Assert.Equal(14, total.Opened.Value);
        Assert.Equal(2, total.Closed.Value);
        Assert.Equal(16, total.PersonsServed.Value);
        Assert.Equal(17, register.Cases.Count);
        var last = register.Cases[16];
        Assert.Equal(("case-17", "person-17", Sex.Female, 1990), (last.CaseId.Value, last.Person.Value, last.Sex, last.BirthYear));
        Assert.Equal([TopicCode.From("RES-PASS")], last.Topics);
        Assert.Throws<ArgumentOutOfRangeException>(() => register.With(-1, c => c));
    }
}
