namespace Kim.Cli.Csv;

/// <summary>A part of a file that is read by itself: whole lines, between two bytes. Lines are counted from the part's begin.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte after the last one.</param>
internal readonly record struct CsvPart(long Start, long End)
{
    private const int LeastBytes = 4 << 20;
    private const int LongestLine = 1 << 20;

    internal static CsvPart Whole => new(0, long.MaxValue);

    internal bool IsWhole => End == long.MaxValue;

    /// <summary>Two halves of a large file, which two processors can read at once; null where it is small or can't be divided. Where the first one has quotes, within which a line may end, what is read of them isn't worth anything.</summary>
    internal static (CsvPart First, CsvPart Second)? Halves(string file)
    {
        if (Environment.ProcessorCount < 2 || !File.Exists(file))
            return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        if (!stream.CanSeek || stream.Length < LeastBytes)
            return null;
        var length = stream.Length;
        var buffer = new byte[LongestLine];

        // Who writes quotes mostly does so from the begin.
        if (buffer.AsSpan(0, stream.Read(buffer)).Contains((byte)'"'))
            return null;
        stream.Position = length / 2;
        var end = buffer.AsSpan(0, stream.Read(buffer)).IndexOf((byte)'\n');
        return end < 0 ? null : (new CsvPart(0, (length / 2) + end + 1), new CsvPart((length / 2) + end + 1, length));
    }
}
