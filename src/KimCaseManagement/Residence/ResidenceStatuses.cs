using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Residence;

/// <summary>The list of residence titles and statuses (Statusliste), as they may stand in a register.</summary>
/// <remarks>An outcome and a figure of statistics, never a condition of help. "Not stated" and "without papers" are ordinary values. Immutable; safe to use from many threads at once.</remarks>
public static class ResidenceStatuses
{
    private static readonly IReadOnlyList<ResidenceStatus> List = Load();
    private static readonly Dictionary<ResidenceStatusCode, ResidenceStatus> ByCode = List.ToDictionary(s => s.Code);

    /// <summary>All statuses, in the order of the list.</summary>
    public static IReadOnlyList<ResidenceStatus> All => List;

    /// <summary>The status with this code; null where the list has none.</summary>
    public static ResidenceStatus? Find(ResidenceStatusCode code) => ByCode.TryGetValue(code, out var status) ? status : null;

    /// <summary>The status whose code is this text; null where the list has none. Case matters.</summary>
    public static ResidenceStatus? Find(string? code) => ResidenceStatusCode.TryFrom(code, out var parsed) ? Find(parsed) : null;

    private static System.Collections.ObjectModel.ReadOnlyCollection<ResidenceStatus> Load()
    {
        var all = new List<ResidenceStatus>();
        foreach (var row in EmbeddedTable.Read("Residence/Data/statuses.tsv", "code", "group", "legal_basis", "title", "not_grantable_since", "note"))
        {
            if (!ResidenceStatusGroups.TryParse(row[1], out var group) || !ResidenceTitleKinds.TryParse(row[3], out var title))
                throw new InvalidDataException($"Residence/Data/statuses.tsv: the group or the title of {row[0]} is unknown.");
            all.Add(new ResidenceStatus(
                ResidenceStatusCode.From(row[0]),
                group,
                row[2] is "-" or "" ? null : row[2],
                title,
                row[4].Length == 0 ? null : Day(row[4]),
                row[5].Length == 0 ? null : row[5]));
        }

        return all.AsReadOnly();
    }

    /// <summary>A day as the list has it, yyyy-MM-dd. To make NodaTime's pattern would take longer than to read the list, and whoever reads a register waits for it.</summary>
    private static LocalDate Day(string text) => new(Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));

    private static int Number(string text, int start, int length)
    {
        var number = 0;
        for (var i = start; i < start + length; i++)
            number = (number * 10) + (text[i] - '0');
        return number;
    }
}
