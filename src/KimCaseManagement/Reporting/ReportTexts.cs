using System.Globalization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Reporting;

/// <summary>Words for the codes of reports, in the language of a reader.</summary>
/// <remarks>Immutable and safe to use from many threads at once.</remarks>
public sealed class ReportTexts
{
    private readonly LanguageTag _language;
    private readonly TextCatalogue _catalogue;
    private readonly TopicTaxonomy _taxonomy;

    /// <summary>Words in a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="catalogue">The texts; the library's own where not given.</param>
    /// <param name="taxonomy">The names of topics; the library's own where not given.</param>
    public ReportTexts(LanguageTag language, TextCatalogue? catalogue = null, TopicTaxonomy? taxonomy = null)
    {
        _language = language;
        _catalogue = catalogue ?? TextCatalogue.BuiltIn;
        _taxonomy = taxonomy ?? TopicTaxonomy.Core;
    }

    /// <summary>The heading of a measure.</summary>
    public string Heading(Measure measure) => Text("measure." + measure.Code());

    /// <summary>The heading of a dimension.</summary>
    public string Heading(Dimension dimension) => Text("dimension." + dimension.Code());

    /// <summary>The title of a report, with the first and the last day of its period.</summary>
    public string Title(ReportingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return _catalogue.For(new Reason("report.title", null, ReasonArgument.Date("from", period.From), ReasonArgument.Date("last", period.To.PlusDays(-1))), _language).Text;
    }

    /// <summary>What a reader has to know to read the figures rightly, sentence by sentence.</summary>
    public IReadOnlyList<string> Notes(ReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var notes = new List<string>();
        if (request.Dimensions.Contains(Dimension.Topic))
            notes.Add(Text("report.topics-overlap"));
        if (request.Dimensions.Contains(Dimension.Topic) && request.Topics == TopicCoding.AtTheTime)
            notes.Add(Text("report.topics-at-the-time"));
        if (request.Dimensions.Contains(Dimension.Office) && request.Measures.Any(m => m.Unit() == MeasureUnit.Persons))
            notes.Add(Text("report.persons-overlap"));
        if (request.Dimensions.Any(d => d.IsOfOffice()) && request.Measures.Any(m => m.Unit() == MeasureUnit.Persons))
            notes.Add(Text("report.persons-overlap-of-places"));
        if (request.Measures.Contains(Measure.HouseholdsServed))
            notes.Add(Text("report.households-overlap"));
        return notes;
    }

    /// <summary>The warning that belongs to true figures.</summary>
    public string UnprotectedWarning => Text("report.unprotected");

    /// <summary>What the sign for withheld figures means.</summary>
    internal string Withheld(int k) => _catalogue.For(new Reason("report.withheld", null, ReasonArgument.Text("sign", ReportExport.WithheldSign), ReasonArgument.Number("k", k)), _language).Text;

    /// <summary>What rounding does to the figures.</summary>
    internal string Rounded(int to) => _catalogue.For(new Reason("report.rounded", null, ReasonArgument.Number("base", to)), _language).Text;

    /// <summary>Which measures had to be withheld altogether, and what helps.</summary>
    internal string GivenUp(IEnumerable<Measure> measures) => _catalogue.For(new Reason("report.given-up", null, ReasonArgument.Text("measures", string.Join(", ", measures.Select(Heading)))), _language).Text;

    /// <summary>Up to when what was recorded counts.</summary>
    internal string AsKnownAt(Instant instant) => _catalogue.For(new Reason("report.as-known-at", null, ReasonArgument.Text("instant", InstantPattern.ExtendedIso.Format(instant))), _language).Text;

    /// <summary>What is said in place of a withheld figure.</summary>
    internal string WithheldWord => Text("report.withheld-word");

    /// <summary>What all measures together are called, as a dimension of figures.</summary>
    internal string MeasureHeading => Text("report.measure");

    /// <summary>The version of the list of topics.</summary>
    internal string TaxonomyVersion => _taxonomy.Version;

    /// <summary>A number with its thousands set apart.</summary>
    internal string Grouped(long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        for (var place = digits.Length - 3; place > 0; place -= 3)
            digits = digits.Insert(place, Text("report.thousands"));
        return digits;
    }

    /// <summary>How many faulty rows were left out.</summary>
    public string RowsLeftOut(long rows) => _catalogue.For(new Reason("report.rows-left-out", null, ReasonArgument.Number("rows", rows)), _language).Text;

    /// <summary>The name of a group. Offices, providers, municipalities and languages have no words here: they are named by their code, unless the catalogue has a text for it, such as <c>office.CODE</c> or <c>language.CODE</c>.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="code">The code of the group; null for the total.</param>
    public string Group(Dimension dimension, string? code)
    {
        if (code is null)
            return Text("report.total");
        if (code == Dimensions.Unknown)
            return Text("report.unknown");
        if (dimension == Dimension.Topic)
            return TopicCode.TryFrom(code, out var topic) && _taxonomy.Find(topic) is { } found ? found.Label(_language).Text : code;
        var key = dimension switch
        {
            Dimension.Sex => "sex.",
            Dimension.Country => "country.",
            Dimension.GermanLevel or Dimension.GermanLevelAtOpening => "german-level.",
            Dimension.GermanOutcome => "german-outcome.",
            Dimension.ResidenceOutcome => "residence-change.",
            Dimension.ClosureReason => "closure-reason.",
            Dimension.Phase => "phase.",
            Dimension.ReferredBy => "referral-source.",
            Dimension.ResidenceStatus or Dimension.ResidenceStatusAtOpening => "residence-status.",
            Dimension.Language => "language.",
            Dimension.Office => "office.",
            Dimension.Provider => "provider.",
            Dimension.Municipality => "municipality.",
            Dimension.DeclineReason => "decline-reason.",
            Dimension.ReferralResult => "referral-progress.",
            Dimension.GoalAttainment => "goal-attainment.",
            Dimension.GapKind => "gap-kind.",
            _ => null,
        };
        return key is not null && _catalogue.Contains(key + code) ? Text(key + code) : code;
    }

    private string Text(string code) => _catalogue.For(code, _language).Text;
}
