using System.Text;
using System.Text.Json;

namespace Kim.Cli;

/// <summary>Lines of a file with their numbers, as text that is checked to be UTF-8; blank ones are left out. Streams: one line at a time.</summary>
internal static class Lines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static IEnumerable<(int Number, string Line)> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        var number = 1;
        for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            var start = 0;
            for (int end; start < count && (end = Array.IndexOf(buffer, (byte)'\n', start, count - start)) >= 0; start = end + 1)
            {
                line.Write(buffer, start, end - start);
                if (Decode(file, number, line) is { } text)
                    yield return (number, text);
                number++;
            }

            line.Write(buffer, start, count - start);
        }

        if (line.Length > 0 && Decode(file, number, line) is { } last)
            yield return (number, last);
    }

    /// <summary>What is wrong with JSON, without the position that is given elsewhere.</summary>
    internal static string Short(JsonException broken)
    {
        var message = broken.Message;
        var path = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return path < 0 ? message : message[..path];
    }

    private static string? Decode(string file, int number, MemoryStream line)
    {
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        if (number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        try
        {
            var text = Strict.GetString(bytes);
            line.SetLength(0);
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            throw new WrongInputException($"{file}:{number}: the line is not UTF-8.");
        }
    }
}
