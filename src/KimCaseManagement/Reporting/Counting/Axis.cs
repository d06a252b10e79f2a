using System.Globalization;
using KimCaseManagement.Residence;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting.Counting;

/// <summary>One dimension over the rows of a register: numbered groups, 0 the total, 1 unknown values.</summary>
internal abstract class Axis
{
    /// <summary>The number of the group of rows whose value is not known.</summary>
    internal const int Unknown = 1;

    private readonly Lazy<int[]> _groupsInOrder;

    private protected Axis(Dimension dimension, IEnumerable<string> codes, AgeGroups? ages = null)
    {
        Dimension = dimension;
        Groups = [null, Dimensions.Unknown, .. codes];
        _groupsInOrder = new(() => InOrder(ages ?? AgeGroups.Default));
    }

    internal Dimension Dimension { get; }

    /// <summary>The codes of the groups by number; null for the total.</summary>
    internal string?[] Groups { get; }

    /// <summary>Group numbers in the order of the output: the total, closed sets in their natural order, other codes in ordinal order, unknown values last.</summary>
    internal int[] GroupsInOrder => _groupsInOrder.Value;

    internal static Axis Of(CaseRegister register, ReportRequest request, Dimension dimension)
    {
        var codes = register.Data.Codes;
        return dimension switch
        {
            Dimension.Topic => new TopicAxis(register),
            Dimension.AgeGroup => new AgeAxis(register.Data.BirthYear, request),
            Dimension.GermanOutcome => new PairAxis(dimension, codes[(int)Dimension.GermanLevelAtOpening]!, codes[(int)Dimension.GermanLevel]!, Outcomes.All, Outcomes.OfGerman),
            Dimension.ResidenceOutcome => new PairAxis(dimension, codes[(int)Dimension.ResidenceStatusAtOpening]!, codes[(int)Dimension.ResidenceStatus]!, Outcomes.AllOfResidence, Outcomes.OfResidence),
            Dimension.DurationClass => new DurationAxis(register.Data, request),
            Dimension.Municipality or Dimension.Provider => new OfficeAxis(dimension, codes[(int)Dimension.Office]!, request.Offices),
            _ => new CodeAxis(dimension, codes[(int)dimension]!),
        };
    }

    /// <summary>The group of a row, for dimensions in which every row has one.</summary>
    internal abstract int GroupOf(int row);

    /// <summary>Adds the group of each row, times a factor, to what stands at its place.</summary>
    internal virtual void AddTo(Span<int> sums, ReadOnlySpan<int> rows, int factor)
    {
        for (var i = 0; i < rows.Length; i++)
            sums[i] += GroupOf(rows[i]) * factor;
    }

    private int[] InOrder(AgeGroups ages)
    {
        var natural = GroupOrder.Natural(Dimension, ages)?.ToList();
        var numbers = Enumerable.Range(2, Groups.Length - 2);
        return [0, .. natural is null ? numbers.OrderBy(n => Groups[n], StringComparer.Ordinal) : numbers.OrderBy(n => natural.IndexOf(Groups[n]!)), Unknown];
    }
}

/// <summary>A dimension that is a column of codes.</summary>
internal sealed class CodeAxis(Dimension dimension, CodeColumn column) : Axis(dimension, column.Texts.Skip(1))
{
    internal override int GroupOf(int row) => column[row] + 1;

    internal override void AddTo(Span<int> sums, ReadOnlySpan<int> rows, int factor) => column.AddTo(sums, rows, factor);
}

/// <summary>What the directory of offices says about the office of a row.</summary>
internal sealed class OfficeAxis : Axis
{
    private readonly CodeColumn _offices;
    private readonly int[] _groupOfOffice;

    internal OfficeAxis(Dimension dimension, CodeColumn offices, OfficeDirectory directory)
        : base(dimension, directory.CodesOf(dimension).Values.Where(code => code != Dimensions.Unknown).Distinct(StringComparer.Ordinal))
    {
        _offices = offices;
        var codes = directory.CodesOf(dimension);
        _groupOfOffice = [.. offices.Texts.Select(office => codes.TryGetValue(office, out var code) ? Array.IndexOf(Groups, code) : Unknown)];
    }

    internal override int GroupOf(int row) => _groupOfOffice[_offices[row]];
}

/// <summary>Age groups: by the year of birth and the year in which the period begins.</summary>
internal sealed class AgeAxis : Axis
{
    private readonly short[] _birthYears;
    private readonly int[] _groupOfYear;

    internal AgeAxis(short[] birthYears, ReportRequest request)
        : base(Dimension.AgeGroup, request.AgeGroups.Codes, request.AgeGroups)
    {
        _birthYears = birthYears;
        _groupOfYear = [Unknown, .. Enumerable.Range(0, 10_000).Select(year => 2 + request.AgeGroups.IndexOf(year, request.Period.From.Year))];
    }

    internal override int GroupOf(int row) => _groupOfYear[_birthYears[row] - CaseRegister.NoBirthYear];

    internal int GroupOfYear(int birthYear) => _groupOfYear[birthYear - CaseRegister.NoBirthYear];

    internal override void AddTo(Span<int> sums, ReadOnlySpan<int> rows, int factor)
    {
        for (var i = 0; i < rows.Length; i++)
            sums[i] += _groupOfYear[_birthYears[rows[i]] - CaseRegister.NoBirthYear] * factor;
    }
}

/// <summary>Years of birth, of which age groups can be made for any period.</summary>
internal sealed class BirthYearAxis(short[] birthYears, int firstYear, int lastYear) : Axis(Dimension.AgeGroup, Enumerable.Range(firstYear, lastYear - firstYear + 1).Select(y => y.ToString(CultureInfo.InvariantCulture)))
{
    internal BirthYearAxis(short[] birthYears)
        : this(birthYears, birthYears.Where(y => y != CaseRegister.NoBirthYear).DefaultIfEmpty<short>(0).Min(), birthYears.Where(y => y != CaseRegister.NoBirthYear).DefaultIfEmpty<short>(0).Max())
    {
    }

    internal override int GroupOf(int row) => birthYears[row] == CaseRegister.NoBirthYear ? Unknown : birthYears[row] - firstYear + 2;

    /// <summary>The year of a group; null for the total and unknown years.</summary>
    internal int? YearOf(int group) => group <= Unknown ? null : group - 2 + firstYear;
}

/// <summary>What two columns of codes say together: how a value at the opening compares with the last one.</summary>
internal sealed class PairAxis : Axis
{
    private readonly CodeColumn _first;
    private readonly CodeColumn _last;
    private readonly int[] _groupOfPair;

    internal PairAxis(Dimension dimension, CodeColumn first, CodeColumn last, IReadOnlyList<string> outcomes, Func<string, string, string> outcomeOf)
        : base(dimension, outcomes)
    {
        _first = first;
        _last = last;
        _groupOfPair = [.. first.Texts.SelectMany((f, i) => last.Texts.Select((l, j) => Array.IndexOf(Groups, i == 0 || j == 0 ? Outcomes.NotAssessable : outcomeOf(f, l))))];
    }

    internal override int GroupOf(int row) => _groupOfPair[(_first[row] * _last.Texts.Count) + _last[row]];
}

/// <summary>Classes of duration: from opening to closing, or to the period's end where the case is open then.</summary>
internal sealed class DurationAxis(CaseRegister.Columns data, ReportRequest request) : Axis(Dimension.DurationClass, DurationClasses.Codes)
{
    private readonly int _to = Days.ToNumber(request.Period.To);

    internal override int GroupOf(int row) => 2 + DurationClasses.IndexOf(Math.Min(data.Closed[row], _to) - data.Opened[row]);
}

/// <summary>Topics: a row belongs to each of its topics and, once, to each topic above them.</summary>
internal sealed class TopicAxis(CaseRegister register) : Axis(Dimension.Topic, register.Taxonomy.All.Select(t => t.Code.Value))
{
    /// <summary>Puts the groups of a row, each once, behind those that are there; gives how many there are then.</summary>
    internal int GroupsOf(int row, ref int[] groups, int count)
    {
        for (var t = register.Data.TopicStarts[row]; t < register.Data.TopicStarts[row + 1]; t++)
        {
            if (register.Data.TopicTerms[t] is var term and > 0)
                register.TopicTree.Climb(term, ref groups, ref count);
        }

        return count;
    }

    /// <summary>Counts the terms of each row, where groups are so many places apart; with <see cref="RollUp"/> that counts each row once in each of its groups.</summary>
    internal void Count(int[] table, ReadOnlySpan<int> places, ReadOnlySpan<int> rows, int stride)
    {
        var (starts, terms) = (register.Data.TopicStarts, register.Data.TopicTerms);

        // The first term of a row is a topic. Nothing has to be decided for it, so that the memory of many rows is fetched at once.
        for (var i = 0; i < rows.Length; i++)
            table[places[i] + (stride * terms[starts[rows[i]]])]++;
        for (var i = 0; i < rows.Length; i++)
        {
            var cells = table.AsSpan(places[i]);
            var end = starts[rows[i] + 1];
            for (var t = starts[rows[i]] + 1; t < end; t++)
            {
                // All ones for what is taken off, without a branch that nobody can foresee.
                int term = terms[t];
                var sign = term >> 31;
                cells[stride * ((term ^ sign) - sign)] += 1 + (2 * sign);
            }
        }
    }

    /// <summary>Adds up what is below each topic, in a table in which groups are so many places apart.</summary>
    internal void RollUp(int[] table, int stride)
    {
        for (var first = 0; first < table.Length; first += stride * Groups.Length)
        {
            foreach (var (group, above) in register.TopicTree.LowestFirst)
                CellCounts.AddTo(table.AsSpan(first + (above * stride), stride), table.AsSpan(first + (group * stride), stride));
        }
    }

    /// <inheritdoc/>
    internal override int GroupOf(int row) => throw new InvalidOperationException("A row belongs to several topics.");
}

/// <summary>Codes of outcomes (Wirkungen), and how they come about.</summary>
internal static class Outcomes
{
    internal static readonly string NotAssessable = ResidenceChange.NotAssessable.Code();

    /// <summary>Gain, the same, loss, not assessable.</summary>
    internal static readonly IReadOnlyList<string> All = [ResidenceChange.Gain.Code(), ResidenceChange.Same.Code(), ResidenceChange.Loss.Code(), NotAssessable];

    /// <summary>Of the residence a change may also be neither gain nor loss, or no question.</summary>
    internal static readonly IReadOnlyList<string> AllOfResidence =
        [ResidenceChange.Gain.Code(), ResidenceChange.Same.Code(), ResidenceChange.Change.Code(), ResidenceChange.Loss.Code(), NotAssessable, ResidenceChange.NotApplicable.Code()];

    internal static string OfGerman(string first, string last) =>
        !GermanLevels.TryParse(first, out var from) || !GermanLevels.TryParse(last, out var to) ? NotAssessable
        : to > from ? ResidenceChange.Gain.Code()
        : to < from ? ResidenceChange.Loss.Code()
        : ResidenceChange.Same.Code();

    internal static string OfResidence(string first, string last) =>
        Find(first) is { } from && Find(last) is { } to ? ResidenceMatrix.Compare(from, to).Code() : NotAssessable;

    private static ResidenceStatus? Find(string code) => ResidenceStatuses.All.FirstOrDefault(s => s.Code.Value == code);
}

/// <summary>Classes of duration in days.</summary>
internal static class DurationClasses
{
    private static readonly int[] LowerBounds = [0, 30, 90, 180, 365, 730];

    internal static IReadOnlyList<string> Codes { get; } = ["0-29", "30-89", "90-179", "180-364", "365-729", "730+"];

    /// <summary>The number of the class; what is not open yet is in the first.</summary>
    internal static int IndexOf(int days)
    {
        var index = LowerBounds.Length - 1;
        while (index > 0 && LowerBounds[index] > days)
            index--;
        return index;
    }
}
