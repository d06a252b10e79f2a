using System.Globalization;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>How ages are grouped (Altersgruppen): <c>0-11</c>, <c>12-17</c>, <c>18-26</c>, <c>27-34</c>, <c>35-44</c>, <c>45-54</c>, <c>55-64</c>, <c>65+</c> unless a host groups otherwise.</summary>
/// <remarks>The age is that at the begin of the period by calendar year, <c>year(from) − birth year</c>. Somebody born after that year belongs to the first group.</remarks>
public sealed record AgeGroups
{
    private readonly EquatableList<int> _lowerBounds;

    private AgeGroups(EquatableList<int> lowerBounds) => _lowerBounds = lowerBounds;

    /// <summary>The groups of the KIM reports; 27 is the border between youth and adult migration services.</summary>
    public static AgeGroups Default { get; } = FromLowerBounds(0, 12, 18, 27, 35, 45, 55, 65);

    /// <summary>The lowest age of each group, the first being 0.</summary>
    public IReadOnlyList<int> LowerBounds => _lowerBounds;

    /// <summary>The codes of the groups in their order.</summary>
    public IReadOnlyList<string> Codes => [.. Enumerable.Range(0, _lowerBounds.Count).Select(CodeAt)];

    /// <summary>Makes groups of the lowest age of each.</summary>
    /// <exception cref="ArgumentException">The first bound is not 0, a bound is not greater than the one before, or one is greater than 150.</exception>
    public static AgeGroups FromLowerBounds(params int[] lowerBounds)
    {
        ArgumentNullException.ThrowIfNull(lowerBounds);
        var rising = lowerBounds.Length > 0 && lowerBounds[0] == 0 && lowerBounds[lowerBounds.Length - 1] <= 150;
        for (var i = 1; i < lowerBounds.Length; i++)
            rising &= lowerBounds[i] > lowerBounds[i - 1];
        if (!rising)
            throw new ArgumentException("The lowest ages of the groups must begin with 0, rise, and end at 150 at most: 0, 18, 27, 65 would do.", nameof(lowerBounds));
        return new AgeGroups(EquatableList<int>.CopyOf(lowerBounds));
    }

    /// <summary>The number of the group, beginning with 0, of somebody born in <paramref name="birthYear"/> in a period that begins in <paramref name="year"/>.</summary>
    internal int IndexOf(int birthYear, int year)
    {
        var age = year - birthYear;
        var index = _lowerBounds.Count - 1;
        while (index > 0 && _lowerBounds[index] > age)
            index--;
        return index;
    }

    private string CodeAt(int index)
    {
        var low = _lowerBounds[index].ToString(CultureInfo.InvariantCulture);
        if (index == _lowerBounds.Count - 1)
            return low + "+";
        return low + "-" + (_lowerBounds[index + 1] - 1).ToString(CultureInfo.InvariantCulture);
    }
}
