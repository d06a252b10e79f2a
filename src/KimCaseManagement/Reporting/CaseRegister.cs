using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>All cases of a city as columns of day numbers and small codes (Fallregister): what reports are counted from.</summary>
/// <remarks>
/// <para>At most 64 bytes a case with three topics, see <see cref="BytesPerCase"/>, and beside them the texts of the ids. Reports over it don't depend on the order in which cases came.</para>
/// <para>Immutable once built and safe to read from many threads at once.</para>
/// </remarks>
public sealed class CaseRegister
{
    /// <summary>The day number of what is not closed: later than any day.</summary>
    internal const int Never = int.MaxValue;

    internal const short NoBirthYear = -1;

    internal CaseRegister(TopicTree topics, Columns columns, TextIndex cases, TextIndex persons, TextIndex households, int[] rowOfCase, int[] severalStarts, int[] severalRows)
    {
        TopicTree = topics;
        Data = columns;
        Cases = cases;
        Persons = persons;
        Households = households;
        RowOfCase = rowOfCase;
        SeveralStarts = severalStarts;
        SeveralRows = severalRows;
        Proof = new(() => new StockProof(this));
        Closings = new(() => new ClosingOrder(Data));
    }

    /// <summary>How many cases there are.</summary>
    public CaseCount CaseCount => new(RowOfCase.Length);

    /// <summary>How many distinct persons there are.</summary>
    public PersonCount PersonCount => new(Persons.Count);

    /// <summary>How many distinct households there are, as far as cases say theirs.</summary>
    public HouseholdCount HouseholdCount => new(Households.Count);

    /// <summary>How many distinct offices there are.</summary>
    public int OfficeCount => Data.Codes[(int)Dimension.Office]!.Texts.Count - 1;

    /// <summary>The taxonomy that the topics of the cases belong to.</summary>
    public TopicTaxonomy Taxonomy => TopicTree.Taxonomy;

    /// <summary>By which codes the topics of the cases count.</summary>
    public TopicCoding Topics => TopicTree.Coding;

    /// <summary>The first day on which a case was opened; null where there is no case.</summary>
    public LocalDate? FirstOpenedOn => RowOfCase.Length == 0 ? null : Days.ToDate(Data.Opened[0]);

    /// <summary>The last day on which a case was opened or closed; null where there is no case.</summary>
    public LocalDate? LastChangedOn
    {
        get
        {
            if (RowOfCase.Length == 0)
                return null;
            var last = Data.Opened[Data.Opened.Length - 1];
            foreach (var day in Data.Closed)
                last = day != Never && day > last ? day : last;
            return Days.ToDate(last);
        }
    }

    /// <summary>Persons whose cases say different things about sex, year of birth or country, in the order of their keys: a warning, since these belong to the person.</summary>
    /// <remarks>A case that leaves a value out contradicts nothing. Each time it is read, all persons with several cases are looked at.</remarks>
    public IReadOnlyList<PersonKey> PersonsThatDisagree
    {
        get
        {
            var contradictions = new SortedSet<string>(StringComparer.Ordinal);
            for (var person = 0; person < SeveralStarts.Length - 1; person++)
            {
                var cases = SeveralRows.AsSpan(SeveralStarts[person], SeveralStarts[person + 1] - SeveralStarts[person]);
                if (!PersonTraits.Agree(Data, cases))
                    contradictions.Add(Persons.TextOf(Data.PersonOfRow[cases[0]]));
            }

            return [.. contradictions.Select(PersonKey.From)];
        }
    }

    /// <summary>What a case takes in the columns, in bytes: days, codes, topics, person, place in the order, and the household where any case says its own. The texts of ids come on top.</summary>
    public double BytesPerCase => RowOfCase.Length == 0 ? 0 : (double)Bytes / RowOfCase.Length;

    /// <summary>What every report is checked against.</summary>
    internal Lazy<StockProof> Proof { get; }

    /// <summary>The closed cases in the order of closing; made where it is needed.</summary>
    internal Lazy<ClosingOrder> Closings { get; }

    internal TopicTree TopicTree { get; }

    internal Columns Data { get; }

    internal TextIndex Cases { get; }

    internal TextIndex Persons { get; }

    internal TextIndex Households { get; }

    /// <summary>By the number of a case in <see cref="Cases"/>: its row.</summary>
    internal int[] RowOfCase { get; }

    /// <summary>Where the rows of each person with several cases begin in <see cref="SeveralRows"/>; one more for the end.</summary>
    internal int[] SeveralStarts { get; }

    /// <summary>The rows of the persons with several cases, person by person, each person's in the order of opening.</summary>
    internal int[] SeveralRows { get; }

    private long Bytes =>
        (4L * (Data.Opened.Length + Data.Closed.Length + Data.TopicStarts.Length + RowOfCase.Length + Data.PersonOfRow.Length + Data.HouseholdOfRow.Length + SeveralStarts.Length + SeveralRows.Length))
        + (2L * (Data.BirthYear.Length + Data.TopicTerms.Length)) + Data.IsFirstOfPerson.Length
        + Data.Codes.Sum(c => (long)(c?.Width ?? 0) * RowOfCase.Length);

    /// <summary>The first row that was opened on a day or later; the number of rows where there is none.</summary>
    internal int FirstRowFrom(int day) => DayOrder.CountBefore(Data.Opened, day);

    /// <summary>The columns, by row. Rows stand in the order of opening, so that the cases opened before a day are the first ones.</summary>
    internal sealed class Columns
    {
        internal int[] Opened = new int[16];
        internal int[] Closed = new int[16];
        internal short[] BirthYear = new short[16];

        /// <summary>The number of the person.</summary>
        internal int[] PersonOfRow = new int[16];

        /// <summary>One more than the number of the household, 0 where it isn't known; empty where no case says its household.</summary>
        internal int[] HouseholdOfRow = [];

        /// <summary>By row: where its topics begin in <see cref="TopicTerms"/>; one more for the end.</summary>
        internal int[] TopicStarts = new int[17];

        /// <summary>The topics of a row, so that the terms of a topic and of all below it add up to the rows that belong to it: the group of each topic, or that of rows without a topic,
        /// and with a minus the group where the way up from a topic meets those of the row's earlier ones, since the row would count there and above once more.</summary>
        internal short[] TopicTerms = new short[16];

        /// <summary>1 where the row was opened on the day on which its person's first one was.</summary>
        internal byte[] IsFirstOfPerson = [];

        /// <summary>By the number of the dimension; null for those that are no column of codes.</summary>
        internal readonly CodeColumn?[] Codes = CreateCodes();

        private static CodeColumn?[] CreateCodes()
        {
            var codes = new CodeColumn?[Dimensions.All.Max(d => (int)d) + 1];
            foreach (var dimension in Dimensions.All)
                codes[(int)dimension] = dimension.IsColumn() ? new CodeColumn() : null;
            return codes;
        }
    }
}

/// <summary>Days as numbers.</summary>
internal static class Days
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    internal static int ToNumber(LocalDate date)
    {
        if (date.Calendar != CalendarSystem.Iso)
            return Period.DaysBetween(Epoch, date.WithCalendar(CalendarSystem.Iso));

        // Years begin with March, so that the day that leap years add is the last one.
        var year = date.Month > 2 ? date.Year : date.Year - 1;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (date.Month > 2 ? date.Month - 3 : date.Month + 9)) + 2) / 5) + date.Day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    internal static LocalDate ToDate(int number) => Epoch.PlusDays(number);
}
