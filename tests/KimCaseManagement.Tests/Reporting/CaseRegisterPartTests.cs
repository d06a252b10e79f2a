using System.Globalization;
using System.Text;
using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Parts of a register that are read apart are the register that is read in one go.</summary>
public sealed class CaseRegisterPartTests
{
    private static readonly ReportRequest[] Requests = [.. Dimensions.All.Select(d => new ReportRequest(RegisterGen.Period, [d], offices: RegisterGen.Directory))];

    [Fact]
    public void Parts_together_are_the_register_of_all_their_cases() =>
        Gen.Select(RegisterGen.Cases, Gen.Int[1, 3], Gen.Int[0, 1000]).Sample((cases, count, shift) =>
        {
            var parts = Enumerable.Range(0, count).Select(_ => new CaseRegisterPart()).ToArray();
            var builder = new CaseRegisterBuilder();
            for (var i = 0; i < cases.Count; i++)
                Add(parts[(i * shift / 7) % count], cases[i]);
            foreach (var facts in cases)
                builder.Add(facts);
            var joined = CaseRegisterBuilder.Of(parts)!;
            Assert.Equal(builder.PersonsThatDisagree, joined.PersonsThatDisagree);
            Assert.Equal(builder.Count, joined.Count);
            var (register, other) = (builder.Build(), joined.Build());
            Assert.Equal((register.CaseCount, register.PersonCount, register.OfficeCount), (other.CaseCount, other.PersonCount, other.OfficeCount));
            Assert.Equal(Report.CountAll(register, Requests).Select(Csv), Report.CountAll(other, Requests).Select(Csv));
        }, iter: 100);

    [Fact]
    public void Cases_may_still_be_added_to_joined_parts()
    {
        var part = new CaseRegisterPart();
        Add(part, Facts("first"));
        var builder = CaseRegisterBuilder.Of([part])!;
        Assert.Throws<ArgumentException>(() => builder.Add(Facts("first")));
        builder.Add(Facts("second"));
        Assert.Equal(2, builder.Build().CaseCount.Value);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    public void A_case_that_is_there_twice_makes_no_register(int first, int second)
    {
        var parts = new[] { new CaseRegisterPart(), new CaseRegisterPart() };
        Add(parts[first], Facts("c"));
        Add(parts[1], Facts("d"));
        Add(parts[second], Facts("c"));
        Assert.Null(CaseRegisterBuilder.Of(parts));
    }

    [Fact]
    public void Parts_have_topics_of_one_taxonomy_counted_in_one_way()
    {
        Assert.Throws<ArgumentException>(() => CaseRegisterBuilder.Of([]));
        Assert.Throws<ArgumentException>(() => CaseRegisterBuilder.Of([new CaseRegisterPart(), new CaseRegisterPart(topics: TopicCoding.AtTheTime)]));
        Assert.Throws<ArgumentException>(() => CaseRegisterBuilder.Of([new CaseRegisterPart(), new CaseRegisterPart(TopicTaxonomy.Core.Extend([]).Taxonomy)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaseRegisterPart(topics: TopicCoding.Unspecified));
    }

    [Fact]
    public void The_offices_of_each_part_are_numbered_by_itself()
    {
        var parts = new[] { new CaseRegisterPart(), new CaseRegisterPart() };
        for (var i = 0; i < 200; i++)
        {
            Add(parts[0], Facts($"a{i}", $"o{i}"));
            Add(parts[1], Facts($"b{i}", $"o{399 - i}"));
        }

        var report = Report.Count(CaseRegisterBuilder.Of(parts)!.Build(), new ReportRequest(RegisterGen.Period, [Dimension.Office]));
        Assert.Equal(401, report.Cells.Count);
        Assert.Equal(1, report.Find("o399")!.Served.Value);
    }

    [Theory]
    [InlineData("", "p", 0, 1990, "case id")]
    [InlineData("c", " p", 0, 1990, "pseudonym")]
    [InlineData("c", "p", -1, 1990, "closed")]
    [InlineData("c", "p", 0, 10_000, "year of birth")]
    public void A_part_refuses_what_a_register_refuses(string caseId, string person, int daysOpen, int birthYear, string expected)
    {
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        var day = new LocalDate(2024, 4, 1);
        var toPart = Assert.Throws<ArgumentException>(() => part.Add(Utf8(caseId), Utf8(person), day, day.PlusDays(daysOpen), birthYear, [part.Number(Dimension.Office, "o")]));
        var toRegister = Assert.Throws<ArgumentException>(() => builder.TryAdd(Utf8(caseId), Utf8(person), day, day.PlusDays(daysOpen), birthYear, [builder.Number(Dimension.Office, "o")]));
        Assert.Contains(expected, toPart.Message, StringComparison.Ordinal);
        Assert.Equal(toRegister.Message, toPart.Message);
        Assert.Contains("office", Assert.Throws<ArgumentException>(() => part.Add(Utf8("c"), Utf8("p"), day, null, null, [])).Message, StringComparison.Ordinal);
        Assert.Equal(0, CaseRegisterBuilder.Of([part])!.Build().CaseCount.Value);
    }

    [Theory]
    [InlineData(Dimension.Topic, "NO-SUCH")]
    [InlineData(Dimension.AgeGroup, "0-11")]
    [InlineData(Dimension.Sex, "female")]
    public void What_is_no_code_has_no_number(Dimension dimension, string code) => Assert.Throws<ArgumentException>(() => new CaseRegisterPart().Number(dimension, code));

    private static CaseFacts Facts(string caseId, string office = "o") => new(CaseId.From(caseId), PersonKey.From("p"), OfficeCode.From(office), RegisterGen.Period.From);

    private static void Add(CaseRegisterPart part, CaseFacts facts)
    {
        var codes = new List<NumberedCode>();
        Take(Dimension.Office, facts.Office.Value);
        Take(Dimension.Language, facts.FirstContactLanguage?.Value);
        Take(Dimension.Sex, facts.Sex == Sex.Unspecified ? null : facts.Sex.Code());
        Take(Dimension.Country, facts.CountryOfOrigin?.Value);
        Take(Dimension.ResidenceStatusAtOpening, facts.ResidenceStatusAtOpening?.Value);
        Take(Dimension.ResidenceStatus, facts.ResidenceStatus?.Value);
        Take(Dimension.GermanLevelAtOpening, facts.GermanLevelAtOpening == GermanLevel.Unspecified ? null : facts.GermanLevelAtOpening.Code());
        Take(Dimension.GermanLevel, facts.GermanLevel == GermanLevel.Unspecified ? null : facts.GermanLevel.Code());
        Take(Dimension.ClosureReason, facts.ClosureReason);
        Take(Dimension.Phase, facts.Phase);
        Take(Dimension.ReferredBy, facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code());
        foreach (var topic in facts.Topics)
            Take(Dimension.Topic, topic.Value);
        part.Add(Utf8(facts.CaseId.Value), Utf8(facts.Person.Value), facts.OpenedOn, facts.ClosedOn, facts.BirthYear, codes.ToArray());

        void Take(Dimension dimension, string? code)
        {
            if (code is not null)
                codes.Add(part.Number(dimension, code));
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Csv(Report report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        report.ExportUnprotected(new ReportTexts(LanguageTag.English)).WriteCsv(text);
        return text.ToString();
    }
}
