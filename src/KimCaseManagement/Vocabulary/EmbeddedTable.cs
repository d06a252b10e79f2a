using System.Text;

namespace KimCaseManagement.Vocabulary;

/// <summary>Reads the library's own data files: tab-separated, a header line, no quoting. They are checked by tests, so a fault here is a bug.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of <c>ROOM/Data/NAME</c> without the header, one array a line.</summary>
    internal static List<string[]> Read(string resource, params string[] columns)
    {
        using var reader = new StreamReader(
            typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidDataException($"The resource {resource} is not in the assembly."),
            Encoding.UTF8);
        if (reader.ReadLine() != string.Join("\t", columns))
            throw new InvalidDataException($"{resource}:1: the header must be {string.Join(", ", columns)}.");
        var rows = new List<string[]>();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var fields = text.Split('\t');
            if (fields.Length != columns.Length)
                throw new InvalidDataException($"{resource}:{line}: {columns.Length} fields are expected, {fields.Length} found.");
            rows.Add(fields);
        }

        return rows;
    }
}
