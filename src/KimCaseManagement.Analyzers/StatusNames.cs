using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KimCaseManagement.Analyzers;

/// <summary>Names that look like status data: a built-in list, which a project lengthens or shortens.</summary>
/// <remarks>
/// In <c>.editorconfig</c>: <c>kim_status_names = Karte, OldStatus</c> adds, <c>kim_status_names_excluded = Gender</c> takes away. The same in an additional file <c>KimStatusNames.txt</c>,
/// a name a line, with a minus before one that is taken away. A name is recognised as part of a longer one (<c>LastNationality2</c>); with <c>=</c> before it only as a whole word.
/// </remarks>
internal sealed class StatusNames
{
    internal const string File = "KimStatusNames.txt";

    private static readonly string[] BuiltIn =
    [
        "ResidenceStatus", "ResidenceTitle", "ResidencePermit", "ResidenceRecord", "ResidenceHistory", "Residency", "ImmigrationStatus", "MigrationStatus", "LegalStatus", "VisaStatus", "VisaType", "RefugeeStatus", "AsylumStatus", "Toleration",
        "Aufenthaltsstatus", "Aufenthaltstitel", "Aufenthaltserlaubnis", "Aufenthaltsgestattung", "Aufenthaltsrecht", "Bleiberecht", "Duldung", "Geduldet", "Fiktionsbescheinigung", "Niederlassungserlaubnis", "Asylstatus", "Schutzstatus", "Flüchtlingsstatus",
        "Nationality", "Nationalität", "Citizenship", "Staatsangehörigkeit", "Staatsbürgerschaft", "CountryOfOrigin", "CountryOfBirth", "BirthCountry", "Herkunftsland", "Geburtsland",
        "LengthOfStay", "DurationOfStay", "Aufenthaltsdauer", "YearsInGermany", "DateOfEntry", "EntryDate", "ArrivalDate", "Einreisedatum", "InDeutschlandSeit",
        "Gender", "Geschlecht", "=Sex", "Religion", "Konfession",
    ];

    private readonly List<(string Name, bool WholeWord)> _names;

    private StatusNames(List<(string Name, bool WholeWord)> names) => _names = names;

    internal static StatusNames For(AnalyzerOptions options, SyntaxTree tree, CancellationToken cancellation)
    {
        var (added, removed) = (new List<string>(BuiltIn), new List<string>());
        var settings = options.AnalyzerConfigOptionsProvider.GetOptions(tree);
        if (settings.TryGetValue("kim_status_names", out var more))
            added.AddRange(Split(more));
        if (settings.TryGetValue("kim_status_names_excluded", out var fewer))
            removed.AddRange(Split(fewer));
        foreach (var file in options.AdditionalFiles.Where(f => f.Path.EndsWith(File, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var line in file.GetText(cancellation)?.Lines.Select(l => l.ToString().Trim()) ?? [])
            {
                if (line.StartsWith("-", StringComparison.Ordinal))
                    removed.Add(line.Substring(1).Trim());
                else if (line.Length > 0 && line[0] != '#')
                    added.Add(line);
            }
        }

        var gone = new HashSet<string>(removed.Select(r => Fold(r.TrimStart('='))), StringComparer.Ordinal);
        return new StatusNames([.. added.Select(a => (Name: Fold(a.TrimStart('=')), WholeWord: a[0] == '=')).Where(a => a.Name.Length > 0 && !gone.Contains(a.Name)).Distinct()]);
    }

    internal bool LooksLikeStatusData(string name)
    {
        var folded = Fold(name);
        HashSet<string>? words = null;
        foreach (var (known, wholeWord) in _names)
        {
            if (!wholeWord ? folded.Contains(known) : folded.Contains(known) && (words ??= Words(name)).Contains(known))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Split(string setting) => setting.Split(',', ';').Select(n => n.Trim()).Where(n => n.Length > 0);

    private static HashSet<string> Words(string name)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                spaced.Append('_');
            spaced.Append(name[i]);
        }

        return new HashSet<string>(spaced.ToString().Split('_').Select(Fold), StringComparer.Ordinal);
    }

    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetter(c))
            {
                folded.Append(char.ToLowerInvariant(c) switch
                {
                    'ä' => "ae",
                    'ö' => "oe",
                    'ü' => "ue",
                    'ß' => "ss",
                    var other => other.ToString(),
                });
            }
        }

        return folded.ToString();
    }
}
