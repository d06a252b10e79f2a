namespace Kim.Cli.Eligibility;

/// <summary>Fields of CSV as RFC 4180 has them.</summary>
internal static class CsvText
{
    internal static string Quoted(string field) =>
        field.AsSpan().IndexOfAny("\",;\r\n") >= 0 ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : field;
}
