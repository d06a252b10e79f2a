using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>The days that a report is about (Berichtszeitraum): from a local date on, up to the day before another one.</summary>
/// <remarks>Half-open: <see cref="From"/> belongs to it, <see cref="To"/> doesn't; a period up to 1 July ends with 30 June, and the next one begins on 1 July without a gap. It has at least one day.</remarks>
public sealed record ReportingPeriod
{
    /// <summary>Makes a period of its first day and the day after its last one.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public ReportingPeriod(LocalDate from, LocalDate to)
    {
        if (to <= from)
            throw new ArgumentException($"A period needs at least one day: 'to' ({to.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}) has to lie after 'from' ({from.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}); the last day is the one before 'to'.", nameof(to));
        From = from;
        To = to;
    }

    /// <summary>The first day of the period.</summary>
    public LocalDate From { get; }

    /// <summary>The day after the last day of the period.</summary>
    public LocalDate To { get; }

    /// <summary>A calendar year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not between 1 and 9998.</exception>
    public static ReportingPeriod Year(int year) => Months(year, 1, 12);

    /// <summary>Half a calendar year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not between 1 and 9998, or the half not 1 or 2.</exception>
    public static ReportingPeriod HalfYear(int year, int half) => Months(year, CheckPart(half, 2, nameof(half)) * 6 - 5, 6);

    /// <summary>A quarter of a calendar year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not between 1 and 9998, or the quarter not between 1 and 4.</exception>
    public static ReportingPeriod Quarter(int year, int quarter) => Months(year, CheckPart(quarter, 4, nameof(quarter)) * 3 - 2, 3);

    /// <summary>A calendar month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not between 1 and 9998, or the month not between 1 and 12.</exception>
    public static ReportingPeriod Month(int year, int month) => Months(year, CheckPart(month, 12, nameof(month)), 1);

    /// <summary>Reads a short form: <c>2024</c>, <c>2024-H1</c>, <c>2024-Q2</c> or <c>2024-06</c>; false for any other text.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ReportingPeriod? period)
    {
        period = null;
        if (text is null || text.Length is not (4 or 7))
            return false;
        var year = NumberAt(text, 0, 4);
        if (year is < 1 or > 9998)
            return false;
        if (text.Length == 4)
        {
            period = Year(year);
            return true;
        }

        var last = NumberAt(text, 6, 1);
        if (text[4] != '-' || last < 0)
            return false;
        period = text[5] switch
        {
            'H' when last is 1 or 2 => HalfYear(year, last),
            'Q' when last is >= 1 and <= 4 => Quarter(year, last),
            '0' when last >= 1 => Month(year, last),
            '1' when last <= 2 => Month(year, 10 + last),
            _ => null,
        };
        return period is not null;
    }

    /// <summary>True where the day belongs to the period.</summary>
    public bool Contains(LocalDate day) => From <= day && day < To;

    /// <summary>Both days as ISO 8601 dates with an ellipsis of two dots, the second one excluded: <c>[2024-04-01..2024-07-01)</c>.</summary>
    public override string ToString() => $"[{LocalDatePattern.Iso.Format(From)}..{LocalDatePattern.Iso.Format(To)})";

    private static ReportingPeriod Months(int year, int first, int count)
    {
        if (year is < 1 or > 9998)
            throw new ArgumentOutOfRangeException(nameof(year), year, "A year between 1 and 9998 is expected.");
        var from = new LocalDate(year, first, 1);
        return new ReportingPeriod(from, from.PlusMonths(count));
    }

    /// <summary>The number that digits make; -1 where something else stands among them.</summary>
    private static int NumberAt(string text, int start, int length)
    {
        var number = 0;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '0' or > '9')
                return -1;
            number = (number * 10) + (text[i] - '0');
        }

        return number;
    }

    private static int CheckPart(int part, int last, string name) =>
        part >= 1 && part <= last ? part : throw new ArgumentOutOfRangeException(name, part, $"A number between 1 and {last} is expected.");
}
