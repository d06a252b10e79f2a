using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>Kinds of data that no decision on help reads (bewusst nicht beachtete Angaben).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum IgnoredData
{
    /// <summary>None of them.</summary>
    Unspecified = 0,

    /// <summary>Title or status of the stay (Aufenthaltsstatus), code <c>residence-status</c>.</summary>
    ResidenceStatus = 1,

    /// <summary>Nationality, country of origin (Staatsangehörigkeit, Herkunft), code <c>nationality</c>.</summary>
    Nationality = 2,

    /// <summary>Length of stay, day of entry (Aufenthaltsdauer, Einreise), code <c>length-of-stay</c>.</summary>
    LengthOfStay = 3,

    /// <summary>Sex or gender (Geschlecht), code <c>sex</c>.</summary>
    Sex = 4,

    /// <summary>Religion (Religion, Konfession), code <c>religion</c>.</summary>
    Religion = 5,
}

/// <summary>Recognises by its name a column or field that decisions on help don't read, so that a host can say so instead of keeping silent.</summary>
/// <remarks>Whether a name is recognised changes no decision: the facts have no place for such data under any name. German and English names are recognised.</remarks>
public static class IgnoredByDesign
{
    private static readonly CodeTable<IgnoredData> Table = CodeTable<IgnoredData>.Kebab();

    // Asked in this order: "residence_since" speaks of time, "residence_status" of status. '=' marks a whole word.
    private static readonly (IgnoredData Data, string[] Words)[] Names =
    [
        (IgnoredData.LengthOfStay,
        [
            "lengthofstay", "durationofstay", "stayduration", "staylength", "aufenthaltsdauer", "aufenthaltszeit", "dauerdesaufenthalts", "verweildauer", "einreise", "eingereist",
            "einwanderungsdatum", "einwanderungsjahr", "zuwanderungsdatum", "zuwanderungsjahr", "zuzug", "arrival", "arrived", "ankunftsdatum", "ankunftsjahr", "ankunftstag", "dateofentry", "entrydate",
            "entryyear", "yearofentry", "enteredgermany", "enteredon", "immigrationdate", "immigrationyear", "dateofimmigration", "immigratedon", "yearsingermany", "monthsingermany", "daysingermany",
            "yearsinthecountry", "yearsincountry", "monthsincountry", "ingermanysince", "indeutschlandseit", "jahreindeutschland", "monateindeutschland", "livedingermany", "residencesince", "residentsince", "aufenthaltseit",
            "residencyyears", "residenceyears", "yearsofresidence", "lengthofresidence", "residencelength", "residenceduration", "durationofresidence", "lebtseit", "hierseit", "heresince", "yearshere", "stayingsince",
            "=stay", "=einreise", "=ankunft", "=seit", "=since",
        ]),
        (IgnoredData.ResidenceStatus,
        [
            "residence", "residency", "aufenthalt", "legalstatus", "immigrationstatus", "migrationstatus", "migrantstatus", "rechtsstatus", "rechtlicherstatus", "statuscode", "duldung", "geduldet", "toleration", "tolerated",
            "asyl", "asylum", "gestattung", "gestattet", "fiktion", "niederlassung", "bleiberecht", "schutzstatus", "protectionstatus", "schutzberechtigt", "subsidiaer", "refugeestatus", "fluechtling", "refugee",
            "permit", "erlaubnis", "visum", "visastatus", "visatype", "ausreisepflicht", "abschieb", "deport", "bluecard", "blauekarte", "chancenkarte", "chancenaufenthalt", "freizuegigkeit", "undocumented", "illegal", "ohnepapiere", "sanspapiers",
            "grenzuebertritt", "settlementstatus", "rightofstay", "righttostay", "leavetoremain", "aufenthg", "paragraf", "paragraph",
            "=status", "=titel", "=title", "=visa", "=azr", "=eat", "=papiere", "=papers", "=ae", "=ne",
        ]),
        (IgnoredData.Nationality,
        [
            "nationalit", "staatsangehoerig", "staatsbuerger", "citizen", "herkunft", "countryofbirth", "birthcountry", "countryoforigin", "origincountry", "homecountry", "heimatland", "geburtsland", "geburtsstaat",
            "passport", "reisepass", "nationalpass", "ethnic", "ethnie", "ethniz", "ethnisch", "placeofbirth", "birthplace", "geburtsort", "staatenlos", "stateless",
            "=nation", "=country", "=land", "=staat", "=origin", "=pass", "=race", "=foreigner", "=auslaender", "=eu", "=nat",
        ]),
        (IgnoredData.Sex, ["gender", "geschlecht", "anrede", "salutation", "sexualit", "=sex", "=geschl", "=mwd", "=wmd", "=female", "=male", "=maennlich", "=weiblich", "=divers", "=frau", "=mann", "=woman", "=man"]),
        (IgnoredData.Religion, ["religi", "konfession", "denomination", "glaube", "bekenntnis", "kirche", "church", "moschee", "mosque", "synagog", "muslim", "islam", "christlich", "christian", "jewish", "juedisch", "=faith", "=creed", "=belief", "=worship"]),
    ];

    /// <summary>All kinds, in their order.</summary>
    public static IReadOnlyList<IgnoredData> All => Table.All;

    /// <summary>The code of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this IgnoredData value) => Table.CodeOf(value);

    /// <summary>The kind with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out IgnoredData value) => Table.TryParse(code, out value);

    /// <summary>What kind of data a name speaks of; <see cref="IgnoredData.Unspecified"/> where it is none of them, or the name of a fact.</summary>
    public static IgnoredData Recognise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (EligibilityFactList.TryParse(name, out _))
            return IgnoredData.Unspecified;
        var words = Words(name);
        var joined = string.Concat(words);
        foreach (var (data, names) in Names)
        {
            foreach (var known in names)
            {
                if (known[0] == '=' ? words.Contains(known.Substring(1)) : joined.Contains(known))
                    return data;
            }
        }

        return IgnoredData.Unspecified;
    }

    /// <summary>The words of a name, in lower case without umlauts: <c>AufenthaltsStatus_2</c> gives aufenthalts, status.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetter(c) || (char.IsUpper(c) && i > 0 && char.IsLower(name[i - 1])))
                End();
            if (char.IsLetter(c))
            {
                word.Append(char.ToLowerInvariant(c) switch
                {
                    'ä' => "ae",
                    'ö' => "oe",
                    'ü' => "ue",
                    'ß' => "ss",
                    var other => other.ToString(),
                });
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
