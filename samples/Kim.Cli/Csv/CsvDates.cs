using NodaTime;

namespace Kim.Cli.Csv;

/// <summary>Dates as they may stand in files: <c>yyyy-MM-dd</c>, and <c>dd.MM.yyyy</c> as a German spreadsheet writes it.</summary>
internal static class CsvDates
{
    internal const string Expected = "yyyy-MM-dd or dd.MM.yyyy is expected";

    internal static bool TryParse(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 10)
            return false;
        int year, month, day;
        if (text[4] == '-' && text[7] == '-')
            (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        else if (text[2] == '.' && text[5] == '.')
            (year, month, day) = (Number(text[6..]), Number(text[3..5]), Number(text[..2]));
        else
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new LocalDate(year, month, day);
        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
