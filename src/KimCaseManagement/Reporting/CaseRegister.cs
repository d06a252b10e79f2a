using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>All cases of a city as columns of day numbers and small codes (Fallregister): what reports are counted from.</summary>
/// <remarks>
/// <para>At most 60 bytes a case with three topics and the tally of its contacts, and the texts of the ids. Reports over it don't depend on the order in which cases came.</para>
/// <para>Immutable once built and safe to read from many threads at once.</para>
/// </remarks>
public sealed class CaseRegister
{
    /// <summary>The day number of what is not closed: later than any day.</summary>
    internal const int Never = int.MaxValue;

    internal const short NoBirthYear = -1;

    internal CaseRegister(TopicTaxonomy taxonomy, Columns columns, TextIndex cases, TextIndex persons, int[] rowOfCase, int[] personStarts)
    {
        Taxonomy = taxonomy;
        Data = columns;
        Cases = cases;
        Persons = persons;
        RowOfCase = rowOfCase;
        PersonStarts = personStarts;
    }

    /// <summary>How many cases there are.</summary>
    public CaseCount CaseCount => new(RowOfCase.Length);

    /// <summary>How many distinct persons there are.</summary>
    public PersonCount PersonCount => new(PersonStarts.Length - 1);

    /// <summary>How many distinct offices there are.</summary>
    public int OfficeCount => Data.Codes[(int)Dimension.Office]!.Texts.Count - 1;

    /// <summary>The taxonomy that the topics of the cases belong to.</summary>
    public TopicTaxonomy Taxonomy { get; }

    /// <summary>The first day on which a case was opened; null where there is no case.</summary>
    public LocalDate? FirstOpenedOn => RowOfCase.Length == 0 ? null : Days.ToDate(Data.Opened.Min());

    /// <summary>The last day on which a case was opened or closed; null where there is no case.</summary>
    public LocalDate? LastChangedOn => RowOfCase.Length == 0 ? null : Days.ToDate(Math.Max(Data.Opened.Max(), Data.Closed.Where(d => d != Never).DefaultIfEmpty(int.MinValue).Max()));

    internal Columns Data { get; }

    internal TextIndex Cases { get; }

    internal TextIndex Persons { get; }

    /// <summary>By the number of a case in <see cref="Cases"/>: its row.</summary>
    internal int[] RowOfCase { get; }

    /// <summary>Rows lie person by person: those of person p from here to the next start.</summary>
    internal int[] PersonStarts { get; }

    /// <summary>The columns, by row.</summary>
    internal sealed class Columns
    {
        internal int[] Opened = new int[16];
        internal int[] Closed = new int[16];
        internal short[] BirthYear = new short[16];
        internal int[] TopicStarts = new int[17];
        internal ushort[] Topics = new ushort[16];

        /// <summary>By the number of the dimension; null for topic and age group, which have columns of another kind.</summary>
        internal readonly CodeColumn?[] Codes = CreateCodes();

        private static CodeColumn?[] CreateCodes()
        {
            var codes = new CodeColumn?[Dimensions.All.Count + 1];
            foreach (var dimension in Dimensions.All)
                codes[(int)dimension] = dimension is Dimension.Topic or Dimension.AgeGroup ? null : new CodeColumn();
            return codes;
        }
    }
}

/// <summary>Days as numbers.</summary>
internal static class Days
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    internal static int ToNumber(LocalDate date) => Period.DaysBetween(Epoch, date);

    internal static LocalDate ToDate(int number) => Epoch.PlusDays(number);
}
