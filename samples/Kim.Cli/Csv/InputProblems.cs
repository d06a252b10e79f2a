using System.Text;

namespace Kim.Cli.Csv;

/// <summary>Collects what is wrong with the input, as <c>FILE:LINE: FIELD: what is wrong, with the value; what would be right</c>, up to a maximum.</summary>
/// <param name="maximum">How many problems are kept; what comes after them is only counted.</param>
/// <param name="skipBadRows">True where rows with problems are to be left out instead of stopping everything (<c>--skip-bad-rows</c>).</param>
internal sealed class InputProblems(int maximum = InputProblems.DefaultMaximum, bool skipBadRows = false)
{
    internal const int DefaultMaximum = 100;

    private const int ShownLength = 60;

    private readonly List<string> _lines = [];
    private (string File, long Line) _lastRow;
    private bool _fatal;

    internal bool SkipBadRows { get; } = skipBadRows;

    /// <summary>The problems kept so far.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    /// <summary>How many problems there were, kept or not.</summary>
    internal long Count { get; private set; }

    /// <summary>How many rows had at least one problem.</summary>
    internal long BadRows { get; private set; }

    /// <summary>True where reading on serves nothing: the maximum is reached, and bad rows are not to be skipped.</summary>
    internal bool IsFull => !SkipBadRows && Count >= maximum;

    /// <summary>Notes a problem of one row, or of the header, which is line 1.</summary>
    internal void AddRow(string file, long line, string field, string what, string right)
    {
        if (_lastRow != (file, line))
        {
            _lastRow = (file, line);
            BadRows++;
        }

        Add($"{file}:{line}: {field}: {what}; {right}");
    }

    /// <summary>Notes a problem that leaves no row usable, such as a missing column.</summary>
    internal void AddFatal(string file, long line, string field, string what, string right)
    {
        _fatal = true;
        Add($"{file}:{line}: {field}: {what}; {right}");
    }

    /// <summary>Ends the run where anything is wrong that <c>--skip-bad-rows</c> doesn't excuse.</summary>
    /// <exception cref="WrongInputException">There are problems, or fatal ones where bad rows are skipped.</exception>
    internal void ThrowIfAny()
    {
        if (_fatal || (Count > 0 && !SkipBadRows))
            throw new WrongInputException(Report());
    }

    /// <summary>The lines to print: the problems, and a last line where not all of them are among these.</summary>
    internal IReadOnlyList<string> Report() =>
        IsFull ? [.. _lines, $"stopped after {Count} errors; --max-errors N shows more"]
        : Count > _lines.Count ? [.. _lines, $"and {Count - _lines.Count} more errors; --max-errors N shows more"]
        : _lines;

    /// <summary>A value as it may stand in a message: on one line, not too long.</summary>
    internal static string Show(ReadOnlySpan<byte> value) => Show(Encoding.UTF8.GetString(value[..Math.Min(value.Length, 4 * ShownLength)]));

    /// <inheritdoc cref="Show(ReadOnlySpan{byte})"/>
    internal static string Show(string value)
    {
        var text = new StringBuilder("'");
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length > ShownLength)
            {
                text.Append('…');
                break;
            }

            if (Rune.IsControl(rune))
                text.Append(@"\u").Append(rune.Value.ToString("x4", null));
            else
                text.Append(rune.ToString());
        }

        return text.Append('\'').ToString();
    }

    private void Add(string line)
    {
        Count++;
        if (_lines.Count < maximum)
            _lines.Add(line);
    }
}
