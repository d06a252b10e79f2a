using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kim.Cli;

/// <summary>JSON for programs: letters as they are, the same bytes on every machine.</summary>
internal static class Json
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes one document, indented, with a line end.</summary>
    internal static void WriteDocument(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, indented: true, write);

    /// <summary>Writes one document on one line.</summary>
    internal static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, indented: false, write);

    private static void Write(TextWriter output, bool indented, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, Indented = indented, NewLine = "\n" }))
            write(writer);
        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
