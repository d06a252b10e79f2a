using System.Text;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Contacts are added up by case, in whatever order and form they come.</summary>
public sealed class ContactTallyTests
{
    private static readonly LocalDate First = RegisterGen.Period.From;

    [Fact]
    public void A_tally_knows_how_far_its_contacts_reach_in_the_period_or_not()
    {
        var register = RegisterGen.Register([new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), new LocalDate(2020, 1, 1))]);
        ContactTally Of(params LocalDate[] days) => RegisterGen.Tally(register, RegisterGen.Period, days.Select(day => ("c", day, (int?)null)));
        var (early, late) = (new LocalDate(2021, 5, 6), new LocalDate(2026, 7, 8));
        Assert.Equal((null, null), (Of().FirstOn, Of().LastOn));
        Assert.Equal((early, early), (Of(early).FirstOn, Of(early).LastOn));
        Assert.Equal((early, late), (Of(RegisterGen.Period.From, late, early).FirstOn, Of(RegisterGen.Period.From, late, early).LastOn));
        var elsewhere = RegisterGen.Tally(register, RegisterGen.Period, [("another case", early, null)]);
        Assert.Equal((null, null), (elsewhere.FirstOn, elsewhere.LastOn));
        foreach (var (left, right) in new[] { (Of(early), Of(late)), (Of(late), Of(early)), (Of(early, late), Of()), (Of(), Of(early, late)) })
        {
            left.Add(right);
            Assert.Equal((early, late), (left.FirstOn, left.LastOn));
        }
    }

    [Fact]
    public void Contacts_on_days_of_the_period_count_and_others_do_not()
    {
        var tally = new ContactTally(Register(1), RegisterGen.Period);
        foreach (var day in new[] { First.PlusDays(-1), First, RegisterGen.Period.To.PlusDays(-1), RegisterGen.Period.To })
            Assert.True(tally.TryAdd(CaseId.From("c0"), day, 10));
        Assert.Equal((2, 20), Total(tally));
        Assert.Equal(RegisterGen.Period, tally.Period);
    }

    [Fact]
    public void A_contact_of_a_case_that_the_register_does_not_have_is_told_and_counts_nothing()
    {
        var tally = new ContactTally(Register(2), RegisterGen.Period);
        Assert.False(tally.TryAdd(CaseId.From("other"), First, 10));
        Assert.False(tally.TryAdd(Utf8("other"), First, 10));
        Assert.False(tally.TryAdd(CaseId.From("other"), First.PlusDays(-1), 10));
        Assert.Equal((0, 0), Total(tally));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1440, 1440)]
    public void A_contact_has_up_to_1440_minutes_or_nobody_knows_how_many(int? minutes, long expected)
    {
        var tally = new ContactTally(Register(1), RegisterGen.Period);
        Assert.True(tally.TryAdd(CaseId.From("c0"), First, minutes));
        Assert.True(tally.TryAdd(Utf8("c0"), First, minutes));
        Assert.Equal((2, 2 * expected), Total(tally));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1441)]
    public void Other_minutes_are_refused(int minutes)
    {
        var tally = new ContactTally(Register(1), RegisterGen.Period);
        foreach (var refusal in new[] { Assert.Throws<ArgumentOutOfRangeException>(() => tally.TryAdd(CaseId.From("c0"), First, minutes)), Assert.Throws<ArgumentOutOfRangeException>(() => tally.TryAdd(Utf8("c0"), First, minutes)) })
            Assert.StartsWith("A contact has 0 to 1440 minutes.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), Total(tally));
    }

    [Theory]
    [InlineData("0 0 1 2 2 3")]
    [InlineData("3 2 1 0")]
    [InlineData("3 0 3 0")]
    [InlineData("1 x 1 x x 0 1")]
    [InlineData("x 0")]
    [InlineData("2 3 x 3 0")]
    public void Contacts_in_any_order_belong_to_the_cases_that_they_name(string order)
    {
        // Cases are opened in the opposite order of their numbers, so that no case stands in the row of its number.
        var register = Register(4);
        var (bytes, ids) = (new ContactTally(register, RegisterGen.Period), new ContactTally(register, RegisterGen.Period));
        var minutes = 0;
        var expected = new SortedDictionary<string, (int, long)>(StringComparer.Ordinal);
        foreach (var number in order.Split(' '))
        {
            minutes++;
            Assert.Equal(number != "x", bytes.TryAdd(Utf8("c" + number), First, minutes));
            Assert.Equal(number != "x", ids.TryAdd(CaseId.From("c" + number), First, minutes));
            if (number != "x")
                expected["o" + number] = expected.TryGetValue("o" + number, out var sum) ? (sum.Item1 + 1, sum.Item2 + minutes) : (1, minutes);
        }

        Assert.Equal(expected, ByOffice(bytes));
        Assert.Equal(expected, ByOffice(ids));
    }

    [Fact]
    public void Tallies_of_the_same_register_and_period_add_up()
    {
        var register = Register(3);
        var (one, other) = (new ContactTally(register, RegisterGen.Period), new ContactTally(register, RegisterGen.Period));
        one.TryAdd(CaseId.From("c0"), First, 5);
        one.TryAdd(CaseId.From("c2"), First, 7);
        other.TryAdd(CaseId.From("c0"), First, 11);
        other.TryAdd(CaseId.From("c0"), First, null);
        other.TryAdd(CaseId.From("c1"), First, 13);
        one.Add(other);
        Assert.Equal(new SortedDictionary<string, (int, long)> { ["o0"] = (3, 16), ["o1"] = (1, 13), ["o2"] = (1, 7) }, ByOffice(one));
        Assert.Equal((3, 24), Total(other));
    }

    [Fact]
    public void A_tally_of_another_register_or_period_is_refused()
    {
        var register = Register(1);
        var tally = new ContactTally(register, RegisterGen.Period);
        foreach (var other in new[] { new ContactTally(Register(1), RegisterGen.Period), new ContactTally(register, ReportingPeriod.Year(2024)) })
            Assert.StartsWith("The contacts were tallied for another register or period.", Assert.Throws<ArgumentException>(() => tally.Add(other)).Message, StringComparison.Ordinal);
        tally.Add(new ContactTally(register, ReportingPeriod.Quarter(2024, 2)));
    }

    private static CaseRegister Register(int count) =>
        RegisterGen.Register(Enumerable.Range(0, count).Select(i => new CaseFacts(CaseId.From($"c{i}"), PersonKey.From("p"), OfficeCode.From($"o{i}"), First.PlusDays(-i))));

    private static (long Contacts, long Minutes) Total(ContactTally tally)
    {
        var total = Report.Count(tally.Register, new ReportRequest(RegisterGen.Period, null, [Measure.Contacts, Measure.ContactMinutes]), tally).Total;
        return (total.Contacts.Value, total.ContactMinutes);
    }

    private static SortedDictionary<string, (int, long)> ByOffice(ContactTally tally)
    {
        var report = Report.Count(tally.Register, new ReportRequest(RegisterGen.Period, [Dimension.Office], [Measure.Contacts, Measure.ContactMinutes]), tally);
        return new SortedDictionary<string, (int, long)>(report.Cells.Skip(1).ToDictionary(c => c.Groups[0]!, c => ((int)c.Contacts.Value, c.ContactMinutes)), StringComparer.Ordinal);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
