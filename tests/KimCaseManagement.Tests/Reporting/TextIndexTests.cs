using System.Text;
using KimCaseManagement.Reporting;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Ids are numbered in the order in which they come, however many and however long they are.</summary>
public sealed class TextIndexTests
{
    [Fact]
    public void Texts_of_all_lengths_over_several_blocks_keep_their_numbers()
    {
        // Some 600,000 bytes, where a block holds 131,072; the longest take four bytes a character.
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(i => i + new string((char)('a' + (i % 26)), i % 190)), .. Enumerable.Range(0, 200).Select(i => i + string.Concat(Enumerable.Repeat("\U0001F600", 98)))];
        var index = new TextIndex();
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(-1, index.Find(texts[i]));
            Assert.Equal(i, index.Add(Encoding.UTF8.GetBytes(texts[i]), out var isNew));
            Assert.True(isNew);
        }

        Assert.Equal(texts.Length, index.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(i, index.Add(Encoding.UTF8.GetBytes(texts[i]), out var isNew));
            Assert.False(isNew);
            Assert.Equal((i, texts[i]), (index.Find(texts[i]), index.TextOf(i)));
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_text_that_just_fits_into_a_block_or_just_does_not_is_kept_whole(int first)
    {
        // With its length before it, each of the others takes eight bytes, of which a block is a multiple.
        var list = new TextList();
        list.Add(new byte[first]);
        for (var i = 0; i < 16_400; i++)
            list.Add(Encoding.UTF8.GetBytes($"{i:000000}"));
        Assert.Equal(first, list[0].Length);
        Assert.All(Enumerable.Range(0, 16_400), i => Assert.Equal($"{i:000000}", list.TextOf(i + 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void Lists_that_were_filled_apart_come_together_and_grow_on(int reserved)
    {
        var (one, other, index) = (new TextList(), new TextList(), new TextIndex());
        for (var i = 0; i < 900; i++)
        {
            one.Add(Encoding.UTF8.GetBytes($"one {i} " + new string('x', 190)));
            other.Add(Encoding.UTF8.GetBytes($"{(i % 2 == 0 ? "one" : "other")} {i} " + new string('x', 190)));
        }

        Assert.Equal(0, index.Add("first"u8, out _));
        index.Reserve(reserved);
        var numbers = new List<int>();
        foreach (var list in new[] { one, other })
        {
            var start = index.TakeOver(list);
            for (var i = 0; i < list.Count; i++)
                numbers.Add(index.AddAt(start + list.StartOf(i), TextIndex.Hash(list[i]), out _));
        }

        Assert.Equal(1 + 900 + 450, index.Count);
        Assert.Equal(Enumerable.Range(1, 900), numbers.Take(900));
        for (var i = 0; i < 900; i++)
            Assert.Equal(other.TextOf(i), index.TextOf(numbers[900 + i]));
        Assert.Equal(index.Count - 1, index.Add("last"u8, out _) - 1);
        one.Add("grown"u8);
        Assert.Equal(("first", "last", "grown"), (index.TextOf(0), index.TextOf(index.Count - 1), one.TextOf(900)));
    }
}
