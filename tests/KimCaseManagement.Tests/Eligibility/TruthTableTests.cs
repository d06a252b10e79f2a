using KimCaseManagement.Eligibility;
using static KimCaseManagement.Eligibility.TruthValue;

namespace KimCaseManagement.Tests.Eligibility;

/// <summary>The three-valued logic, every cell of its tables written out.</summary>
public sealed class TruthTableTests
{
    [Theory]
    [InlineData(Yes, No)]
    [InlineData(No, Yes)]
    [InlineData(Unknown, Unknown)]
    public void Not_has_this_table(TruthValue value, TruthValue expected) => Assert.Equal(expected, value.Not());

    [Theory]
    [InlineData(Yes, Yes, Yes)]
    [InlineData(Yes, Unknown, Unknown)]
    [InlineData(Yes, No, No)]
    [InlineData(Unknown, Yes, Unknown)]
    [InlineData(Unknown, Unknown, Unknown)]
    [InlineData(Unknown, No, No)]
    [InlineData(No, Yes, No)]
    [InlineData(No, Unknown, No)]
    [InlineData(No, No, No)]
    public void And_has_this_table(TruthValue left, TruthValue right, TruthValue expected) => Assert.Equal(expected, left.And(right));

    [Theory]
    [InlineData(Yes, Yes, Yes)]
    [InlineData(Yes, Unknown, Yes)]
    [InlineData(Yes, No, Yes)]
    [InlineData(Unknown, Yes, Yes)]
    [InlineData(Unknown, Unknown, Unknown)]
    [InlineData(Unknown, No, Unknown)]
    [InlineData(No, Yes, Yes)]
    [InlineData(No, Unknown, Unknown)]
    [InlineData(No, No, No)]
    public void Or_has_this_table(TruthValue left, TruthValue right, TruthValue expected) => Assert.Equal(expected, left.Or(right));

    [Theory]
    [InlineData(0, "", Yes)]
    [InlineData(1, "", No)]
    [InlineData(2, "YYY", Yes)]
    [InlineData(2, "YYU", Yes)]
    [InlineData(2, "YYN", Yes)]
    [InlineData(2, "YUU", Unknown)]
    [InlineData(2, "YUN", Unknown)]
    [InlineData(2, "YNN", No)]
    [InlineData(2, "UUU", Unknown)]
    [InlineData(2, "UUN", Unknown)]
    [InlineData(2, "UNN", No)]
    [InlineData(2, "NNN", No)]
    [InlineData(3, "YYU", Unknown)]
    [InlineData(3, "YYN", No)]
    [InlineData(3, "YYY", Yes)]
    public void At_least_has_this_table(int count, string values, TruthValue expected) =>
        Assert.Equal(expected, TruthValues.AtLeast(count, values.Select(c => c switch { 'Y' => Yes, 'N' => No, _ => Unknown })));

    [Fact]
    public void At_least_doesn_t_depend_on_the_order_and_agrees_with_and_and_or()
    {
        foreach (var a in TruthValues.All)
        {
            foreach (var b in TruthValues.All)
            {
                Assert.Equal(a.And(b), TruthValues.AtLeast(2, [a, b]));
                Assert.Equal(a.Or(b), TruthValues.AtLeast(1, [a, b]));
                foreach (var c in TruthValues.All)
                    Assert.Equal(TruthValues.AtLeast(2, [a, b, c]), TruthValues.AtLeast(2, [c, a, b]));
            }
        }
    }

    [Fact]
    public void De_Morgan_holds_for_all_three_values()
    {
        foreach (var a in TruthValues.All)
        {
            foreach (var b in TruthValues.All)
                Assert.Equal(a.And(b).Not(), a.Not().Or(b.Not()));
        }
    }
}
