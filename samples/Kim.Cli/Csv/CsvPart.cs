namespace Kim.Cli.Csv;

/// <summary>A part of a file that is read by itself: whole lines, between two bytes.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte after the last one.</param>
/// <param name="LinesBefore">How many more lines there are before the part's rows than the header alone.</param>
internal readonly record struct CsvPart(long Start, long End, long LinesBefore)
{
    private const int LeastBytes = 4 << 20;
    private const int ChunkSize = 1 << 20;

    internal static CsvPart Whole => new(0, long.MaxValue, 0);

    internal bool IsWhole => End == long.MaxValue;

    /// <summary>Two halves of a large file, which two processors can read at once; null where it is small, can't be divided, or has quotes in its first half, within which a line may end.</summary>
    internal static (CsvPart First, CsvPart Second)? Halves(string file)
    {
        if (Environment.ProcessorCount < 2 || !File.Exists(file))
            return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        if (!stream.CanSeek || stream.Length < LeastBytes)
            return null;
        var length = stream.Length;
        var buffer = new byte[ChunkSize];
        var (position, lines, returns) = (0L, 0L, 0L);
        while (true)
        {
            var chunk = buffer.AsSpan(0, stream.Read(buffer));
            if (chunk.IsEmpty)
                return null;
            var isLast = position + chunk.Length >= length / 2;
            if (isLast)
            {
                var end = chunk[(int)Math.Max(0, (length / 2) - position)..].IndexOf((byte)'\n');
                if (end < 0)
                    return null;
                chunk = chunk[..(int)(Math.Max(0, (length / 2) - position) + end + 1)];
            }

            var special = chunk.IndexOfAny((byte)'"', (byte)'\r');
            if (special >= 0 && chunk[special..].Contains((byte)'"'))
                return null;
            lines += chunk.Count((byte)'\n');
            returns += special < 0 ? 0 : chunk[special..].Count((byte)'\r');
            position += chunk.Length;
            if (isLast)
                return returns == 0 || returns == lines ? (new CsvPart(0, position, 0), new CsvPart(position, length, lines - 1)) : null;
        }
    }
}
