using KimCaseManagement.Reporting;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Codes of a register take as few bytes as their number allows, and say the same in each width.</summary>
public sealed class CodeColumnTests
{
    [Theory]
    [InlineData(255, 1)]
    [InlineData(256, 2)]
    [InlineData(65_535, 2)]
    [InlineData(65_536, 4)]
    public void A_code_takes_one_byte_up_to_255_of_them_two_up_to_65535_then_four(int number, int bytes)
    {
        var column = new CodeColumn();
        column.Set(0, 7);
        Assert.Equal(1, column.Width);
        column.Set(2, number);
        column.Set(3, 9);
        Assert.Equal((bytes, 7, 0, number, 9), (column.Width, column[0], column[1], column[2], column[3]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void In_each_width_codes_are_added_up_brought_into_order_and_given_room(int number)
    {
        var column = new CodeColumn();
        column.Set(0, 1);
        column.Set(1, number);
        int[] sums = [1000, 2000, 3000], rows = [1, 2, 0];
        column.AddTo(sums, rows, 5);
        Assert.Equal([1000 + ((number + 1) * 5), 2005, 3010], sums);
        column.Reserve(100);
        column.Set(99, 2);
        Assert.Equal((1, number, 0, 2), (column[0], column[1], column[50], column[99]));
        column.Reorder([99, 1, 0, 1]);
        Assert.Equal((2, number, 1, number), (column[0], column[1], column[2], column[3]));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(200, 200)]
    [InlineData(300, 2)]
    [InlineData(2, 300)]
    [InlineData(300, 300)]
    public void Another_column_is_taken_over_by_what_its_codes_say(int own, int others)
    {
        var (column, other) = (Filled("a", own), Filled("b", others));
        other.Reserve(others + 2);
        other.Set(others, other.NumberOf("a0"));
        column.Reserve(own + others + 2);
        column.Add(other, own, others + 2);
        Assert.Equal(
            [.. Enumerable.Range(0, own).Select(i => $"a{i}"), .. Enumerable.Range(0, others).Select(i => $"b{i}"), "a0", "unknown"],
            Enumerable.Range(0, own + others + 2).Select(row => column.Texts[column[row]]));
        Assert.Equal(own + others + 1, column.Texts.Count);

        static CodeColumn Filled(string prefix, int count)
        {
            var filled = new CodeColumn();
            filled.Reserve(count);
            for (var i = 0; i < count; i++)
                filled.Set(i, filled.NumberOf($"{prefix}{i}"));
            return filled;
        }
    }

    [Fact]
    public void A_code_has_one_number_and_no_code_has_none()
    {
        var column = new CodeColumn();
        Assert.Equal((1, 2, 1, 0, 0), (column.NumberOf("x"), column.NumberOf("X"), column.NumberOf("x"), column.NumberOf(""), column.NumberOf(null)));
        Assert.Equal(["unknown", "x", "X"], column.Texts);
    }
}
