using System.Text;
using System.Text.Json;

namespace Kim.Cli;

/// <summary>Lines of a file with their numbers, as text that is checked to be UTF-8. Streams: one line at a time.</summary>
internal static class Lines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines that are not blank.</summary>
    internal static IEnumerable<(int Number, string Line)> Read(string file) => ReadAll(file).Where(line => !string.IsNullOrWhiteSpace(line.Line));

    /// <summary>The same with blank lines; <c>-</c> reads standard input. What ends a line is no part of it.</summary>
    internal static IEnumerable<(int Number, string Line)> ReadAll(string file)
    {
        using var stream = file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        var number = 1;
        for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            var start = 0;
            for (int end; start < count && (end = Array.IndexOf(buffer, (byte)'\n', start, count - start)) >= 0; start = end + 1)
            {
                line.Write(buffer, start, end - start);
                yield return (number, Decode(file, number, line));
                number++;
            }

            line.Write(buffer, start, count - start);
        }

        if (line.Length > 0)
            yield return (number, Decode(file, number, line));
    }

    /// <summary>What is wrong with JSON, without the position that is given elsewhere.</summary>
    internal static string Short(JsonException broken)
    {
        var message = broken.Message;
        var path = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return path < 0 ? message : message[..path];
    }

    private static string Decode(string file, int number, MemoryStream line)
    {
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        if (number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        try
        {
            var text = Strict.GetString(bytes);
            line.SetLength(0);
            return text.EndsWith('\r') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new WrongInputException($"{file}:{number}: encoding: the line is not UTF-8; save the file as UTF-8.");
        }
    }
}
