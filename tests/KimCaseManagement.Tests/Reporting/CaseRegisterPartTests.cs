using System.Globalization;
using System.Text;
using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Parts of a register that are read apart are the register that is read in one go.</summary>
public sealed class CaseRegisterPartTests
{
    private static readonly ReportRequest[] Requests = [.. Dimensions.All.Select(d => new ReportRequest(RegisterGen.Period, [d], [.. Measures.OfCases, Measure.HouseholdsServed], offices: RegisterGen.Directory))];

    [Fact]
    public void Parts_together_are_the_register_of_all_their_cases() =>
        Gen.Select(RegisterGen.Cases, Gen.Int[1, 3], Gen.Int[0, 1000]).Sample((cases, count, shift) =>
        {
            var parts = Enumerable.Range(0, count).Select(_ => new CaseRegisterPart()).ToArray();
            var builder = new CaseRegisterBuilder();
            for (var i = 0; i < cases.Count; i++)
                parts[(i * shift / 7) % count].Add(cases[i]);
            foreach (var facts in cases)
                builder.Add(facts);
            var joined = Join(parts)!;
            Assert.Equal(builder.Count, joined.Count);
            var (register, other) = (builder.Build(), joined.Build());
            Assert.Equal(register.PersonsThatDisagree, other.PersonsThatDisagree);
            Assert.Equal((register.CaseCount, register.PersonCount, register.HouseholdCount, register.OfficeCount), (other.CaseCount, other.PersonCount, other.HouseholdCount, other.OfficeCount));
            Assert.Equal(cases.Select(c => c.Household).OfType<HouseholdKey>().Distinct().Count(), register.HouseholdCount.Value);
            Assert.Equal(Report.CountAll(register, Requests).Select(Csv), Report.CountAll(other, Requests).Select(Csv));
        }, iter: Iterations.Of(100, 6));

    [Fact]
    public void Cases_may_still_be_added_to_joined_parts()
    {
        var part = new CaseRegisterPart();
        part.Add(Facts("first"));
        var builder = Join(part)!;
        Assert.Throws<ArgumentException>(() => builder.Add(Facts("first")));
        builder.Add(Facts("second"));
        Assert.Equal(2, builder.Build().CaseCount.Value);
    }

    [Fact]
    public void A_part_and_a_builder_that_took_it_grow_on_apart()
    {
        var part = new CaseRegisterPart();
        part.Add(Facts("first"));
        var builder = Join(part)!;
        part.Add(Facts("of the part"));
        builder.Add(Facts("of the builder"));
        var other = Join(part)!;
        Assert.False(builder.Contains(CaseId.From("of the part")));
        Assert.False(other.Contains(CaseId.From("of the builder")));
        foreach (var known in new[] { builder.Contains(CaseId.From("first")), builder.Contains(CaseId.From("of the builder")), other.Contains(CaseId.From("first")), other.Contains(CaseId.From("of the part")) })
            Assert.True(known);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    public void A_case_that_is_there_twice_makes_no_register(int first, int second)
    {
        var parts = new[] { new CaseRegisterPart(), new CaseRegisterPart() };
        parts[first].Add(Facts("c"));
        parts[1].Add(Facts("d"));
        parts[second].Add(Facts("c"));
        Assert.Null(Join(parts));
    }

    [Fact]
    public void Nothing_is_made_of_a_builder_that_a_case_came_to_twice()
    {
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        part.Add(Facts("c"));
        Assert.True(builder.TryAdd(part));
        Assert.False(builder.TryAdd(part));
        Assert.Contains("there already", Assert.Throws<InvalidOperationException>(() => builder.Build()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.TryAdd(new CaseRegisterPart()));
    }

    [Fact]
    public void Parts_have_topics_of_one_taxonomy_counted_in_one_way()
    {
        Assert.Throws<ArgumentException>(() => new CaseRegisterBuilder().TryAdd(new CaseRegisterPart(topics: TopicCoding.AtTheTime)));
        Assert.Throws<ArgumentException>(() => new CaseRegisterBuilder().TryAdd(new CaseRegisterPart(TopicTaxonomy.Core.Extend([]).Taxonomy)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaseRegisterPart(topics: TopicCoding.Unspecified));
    }

    [Fact]
    public void The_offices_of_each_part_are_numbered_by_itself()
    {
        var parts = new[] { new CaseRegisterPart(), new CaseRegisterPart() };
        for (var i = 0; i < 200; i++)
        {
            parts[0].Add(Facts($"a{i}", $"o{i}"));
            parts[1].Add(Facts($"b{i}", $"o{399 - i}"));
        }

        var report = Report.Count(Join(parts)!.Build(), new ReportRequest(RegisterGen.Period, [Dimension.Office]));
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
        Assert.Equal(0, Join(part)!.Build().CaseCount.Value);
    }

    [Fact]
    public void A_household_has_the_shape_of_a_pseudonym_and_may_be_unknown()
    {
        var (part, builder) = (new CaseRegisterPart(), new CaseRegisterBuilder());
        Assert.Contains("household", Assert.Throws<ArgumentException>(() => part.Add(Utf8("c"), Utf8("p"), RegisterGen.Period.From, null, null, [part.Number(Dimension.Office, "o")], Utf8("h "))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.TryAdd(Utf8("c"), Utf8("p"), RegisterGen.Period.From, null, null, [builder.Number(Dimension.Office, "o")], Utf8("h ")));
        Assert.Throws<ArgumentException>(() => new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), RegisterGen.Period.From, household: default(HouseholdKey)));
        foreach (var (id, household) in new[] { ("c", ""), ("d", "h"), ("e", "") })
            Assert.True(builder.TryAdd(Utf8(id), Utf8("p"), RegisterGen.Period.From, null, null, [builder.Number(Dimension.Office, "o")], Utf8(household)));
        Assert.Equal(1, builder.Build().HouseholdCount.Value);
    }

    [Fact]
    public void Households_take_four_bytes_a_case_and_nothing_where_no_case_says_its_own()
    {
        CaseRegister Register(int cases, int withHousehold)
        {
            var builder = new CaseRegisterBuilder();
            for (var i = 0; i < cases; i++)
                builder.Add(new CaseFacts(CaseId.From($"c{i}"), PersonKey.From($"p{i}"), OfficeCode.From("o"), RegisterGen.Period.From, household: i < withHousehold ? HouseholdKey.From($"h{i / 3}") : null));
            return builder.Build();
        }

        Assert.Equal(Register(100, 1).BytesPerCase, Register(100, 0).BytesPerCase + 4);
        Assert.Equal(Register(100, 100).BytesPerCase, Register(100, 0).BytesPerCase + 4);
        Assert.Equal(34, Register(100, 100).HouseholdCount.Value);
    }

    [Theory]
    [InlineData(Dimension.Topic, "NO-SUCH")]
    [InlineData(Dimension.AgeGroup, "0-11")]
    [InlineData(Dimension.Sex, "female")]
    public void What_is_no_code_has_no_number(Dimension dimension, string code) => Assert.Throws<ArgumentException>(() => new CaseRegisterPart().Number(dimension, code));

    private static CaseFacts Facts(string caseId, string office = "o") => new(CaseId.From(caseId), PersonKey.From("p"), OfficeCode.From(office), RegisterGen.Period.From);

    /// <summary>The builder that all parts were added to; null where a case was there twice.</summary>
    private static CaseRegisterBuilder? Join(params CaseRegisterPart[] parts)
    {
        var builder = new CaseRegisterBuilder();
        return builder.TryAdd(parts) ? builder : null;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Csv(Report report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        report.ExportUnprotected(new ReportTexts(LanguageTag.English)).WriteCsv(text);
        return text.ToString();
    }
}
