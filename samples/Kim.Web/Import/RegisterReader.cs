using Kim.Cli.Csv;
using Kim.Cli.Register;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace Kim.Web.Import;

/// <summary>What a register told beside its cases.</summary>
/// <param name="UnknownColumns">Columns that nobody knows here; they are left out.</param>
/// <param name="HasResidence">Whether there are columns about residence; they are checked and left out.</param>
/// <param name="Deprecated">Topics that are deprecated, with the code that counts today.</param>
internal sealed record RegisterRemarks(IReadOnlyList<string> UnknownColumns, bool HasResidence, IReadOnlyDictionary<TopicCode, TopicCode> Deprecated);

/// <summary>Reads a case register as existing systems export it, all columns; every error with its line.</summary>
internal static class RegisterReader
{
    private const int Residence = 12;

    /// <summary>Nothing here counts households, so their pseudonyms aren't kept.</summary>
    private const int Household = 17;

    /// <summary>The names of the columns, the needed ones first.</summary>
    internal static IEnumerable<string> ColumnNames => RegisterColumns.OfCases.Where((_, place) => place != Household).Select(column => column.Name);

    /// <summary>Reads the rows.</summary>
    /// <param name="file">The register.</param>
    /// <param name="origin">The name of the older system; it stands before each id, so that two systems may use the same ones.</param>
    /// <param name="taxonomy">The topics that a case may have.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static (IReadOnlyList<CaseFacts> Cases, RegisterRemarks Remarks) Read(string file, string origin, TopicTaxonomy taxonomy, InputProblems problems)
    {
        using var table = CsvTable.Open(file, problems, RegisterColumns.OfCases);
        var deprecated = new Dictionary<TopicCode, TopicCode>();
        var rows = new RegisterRows<(Dimension Dimension, string Code)>(table, (dimension, code) => (dimension, code), topic => IsTopic(topic, taxonomy, deprecated));
        var cases = new List<CaseFacts>();
        var ids = new HashSet<CaseId>();
        while (table.Read())
        {
            if (!rows.Read())
                continue;
            if (!CaseId.TryFrom($"{origin}/{table.Text(0)}", out var id))
                table.WrongValue(0, "is too long", "1 to 140 characters are expected");
            else if (!ids.Add(id))
                rows.IsThereAlready();
            else
                cases.Add(Facts(id, PersonKey.From(table.Text(1)), rows));
        }

        IEnumerable<string> leftOut = table.Has(Household) ? [RegisterColumns.OfCases[Household].Name] : [];
        return (cases, new RegisterRemarks([.. table.UnknownColumns, .. leftOut], table.Has(Residence) || table.Has(Residence + 1), deprecated));
    }

    private static bool IsTopic(TopicCode topic, TopicTaxonomy taxonomy, Dictionary<TopicCode, TopicCode> deprecated)
    {
        if (taxonomy.Find(topic) is null)
            return false;
        if (taxonomy.CountedToday(topic) is var today && today != topic)
            deprecated[topic] = today;
        return true;
    }

    /// <summary>What the row says of a case, the residence left out.</summary>
    private static CaseFacts Facts(CaseId id, PersonKey person, RegisterRows<(Dimension Dimension, string Code)> rows)
    {
        var codes = rows.Codes.ToArray().ToLookup(c => c.Dimension, c => c.Code);
        _ = Sexes.TryParse(Code(Dimension.Sex), out var sex);
        _ = GermanLevels.TryParse(Code(Dimension.GermanLevelAtOpening), out var levelAtOpening);
        _ = GermanLevels.TryParse(Code(Dimension.GermanLevel), out var level);
        _ = ReferralSources.TryParse(Code(Dimension.ReferredBy), out var referredBy);
        return new CaseFacts(
            id, person, OfficeCode.From(Code(Dimension.Office)!), rows.OpenedOn, rows.ClosedOn, Code(Dimension.ClosureReason), Code(Dimension.Phase), codes[Dimension.Topic].Select(TopicCode.From),
            LanguageTag.TryFrom(Code(Dimension.Language), out var language) ? language : null, rows.BirthYear, sex, CountryCode.TryFrom(Code(Dimension.Country), out var country) ? country : null,
            germanLevelAtOpening: levelAtOpening, germanLevel: level, referredBy: referredBy);

        string? Code(Dimension dimension) => codes[dimension].FirstOrDefault();
    }
}
