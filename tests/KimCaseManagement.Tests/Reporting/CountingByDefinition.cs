using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>The counting rules once more, naively: each figure of each cell from its definition, case by case.</summary>
internal sealed class CountingByDefinition(List<CaseFacts> cases, List<(string Case, LocalDate On, int? Minutes)> contacts, ReportRequest request)
{
    private readonly LocalDate _from = request.Period.From;
    private readonly LocalDate _to = request.Period.To;

    /// <summary>Every cell that isn't all zeros, and the grand total, as text.</summary>
    internal SortedDictionary<string, string> Cells()
    {
        // Combinations of groups in which no case is have zeros alone.
        var groups = cases.Select(c => request.Dimensions.Select(d => GroupsOf(c, d).Append("*").ToList()).ToList()).ToList();
        var combinations = groups.SelectMany(g => g.Aggregate(new List<List<string>> { new() }, (all, next) => [.. all.SelectMany(c => next.Select(group => c.Append(group).ToList()))]))
            .Append([.. request.Dimensions.Select(_ => "*")]).GroupBy(c => string.Join("|", c)).Select(c => c.First());
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var combination in combinations)
        {
            var members = cases.Where((_, c) => combination.Select((group, i) => groups[c][i].Contains(group)).All(b => b)).ToList();
            var values = request.Measures.Select(m => Value(m, members)).ToList();
            if (combination.All(g => g == "*") || values.Any(v => v is not (null or 0)))
                cells.Add(string.Join("|", combination), string.Join(" ", values.Select(v => v?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
        }

        return cells;
    }

    private List<string> GroupsOf(CaseFacts c, Dimension dimension)
    {
        if (dimension == Dimension.Topic)
        {
            var all = c.Topics.SelectMany(t => TopicTaxonomy.Core.Ancestors(t).Append(t)).Select(t => t.Value).Distinct().ToList();
            return all.Count == 0 ? ["unknown"] : all;
        }

        var value = dimension switch
        {
            Dimension.Office => c.Office.Value,
            Dimension.Provider => c.Office.Value is "mitte" or "wanne" ? "caritas" : null,
            Dimension.Municipality => c.Office.Value is "mitte" or "eickel" ? "herne" : null,
            Dimension.Language => c.FirstContactLanguage?.Value,
            Dimension.Sex => c.Sex switch { Sex.Female => "f", Sex.Male => "m", Sex.Diverse => "d", _ => null },
            Dimension.AgeGroup => c.BirthYear is { } year ? AgeGroup(_from.Year - year) : null,
            Dimension.Country => c.CountryOfOrigin?.Value,
            Dimension.ResidenceStatusAtOpening => c.ResidenceStatusAtOpening?.Value,
            Dimension.ResidenceStatus => c.ResidenceStatus?.Value,
            Dimension.GermanLevel => c.GermanLevel switch { GermanLevel.Unspecified => null, GermanLevel.None => "none", var level => level.ToString() },
            Dimension.GermanLevelAtOpening => c.GermanLevelAtOpening switch { GermanLevel.Unspecified => null, var level => level.ToString() },
            Dimension.ClosureReason => c.ClosureReason,
            Dimension.Phase => c.Phase,
            Dimension.GermanOutcome => c.GermanLevelAtOpening == GermanLevel.Unspecified || c.GermanLevel == GermanLevel.Unspecified ? "not-assessable" : Math.Sign(c.GermanLevel - c.GermanLevelAtOpening) switch { 1 => "gain", 0 => "same", _ => "loss" },
            Dimension.ResidenceOutcome => (c.ResidenceStatusAtOpening?.Value, c.ResidenceStatus?.Value) switch
            {
                ("DUL_60A", "DUL_60A") or ("AE_25B", "AE_25B") => "same",
                ("DUL_60A", "AE_25B") => "gain",
                ("AE_25B", "DUL_60A") or ("AE_25B", "NONE") or ("DUL_60A", "NONE") => "loss",
                _ => "not-assessable",
            },
            Dimension.DurationClass => Period.DaysBetween(c.OpenedOn, c.ClosedOn is { } closed && closed < _to ? closed : _to) switch { < 30 => "0-29", < 90 => "30-89", < 180 => "90-179", < 365 => "180-364", < 730 => "365-729", _ => "730+" },
            Dimension.ReferredBy => c.ReferredBy switch { ReferralSource.Jobcenter => "jobcenter", ReferralSource.School => "school", _ => null },
            _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
        };
        return [value ?? "unknown"];
    }

    private static string AgeGroup(int age) => age switch
    {
        <= 11 => "0-11",
        <= 17 => "12-17",
        <= 26 => "18-26",
        <= 34 => "27-34",
        <= 44 => "35-44",
        <= 54 => "45-54",
        <= 64 => "55-64",
        _ => "65+",
    };

    private long? Value(Measure measure, List<CaseFacts> members) => measure switch
    {
        Measure.OpenAtStart => members.Count(c => c.OpenedOn < _from && (c.ClosedOn is null || c.ClosedOn >= _from)),
        Measure.Opened => members.Count(c => _from <= c.OpenedOn && c.OpenedOn < _to),
        Measure.Closed => members.Count(IsClosed),
        Measure.OpenAtEnd => members.Count(c => c.OpenedOn < _to && (c.ClosedOn is null || c.ClosedOn >= _to)),
        Measure.Served => members.Count(IsServed),
        Measure.PersonsServed => members.Where(IsServed).Select(c => c.Person).Distinct().Count(),
        Measure.PersonsEver => members.Where(c => c.OpenedOn < _to).Select(c => c.Person).Distinct().Count(),
        Measure.PersonsNew => members.Where(c => _from <= c.OpenedOn && c.OpenedOn < _to && c.OpenedOn == cases.Where(o => o.Person == c.Person).Min(o => o.OpenedOn)).Select(c => c.Person).Distinct().Count(),
        Measure.Contacts => ContactsOf(members).Count(),
        Measure.ContactMinutes => ContactsOf(members).Sum(k => k.Minutes ?? 0),
        Measure.DurationMedian => Quantile(Durations(members), 0.5m),
        Measure.DurationP90 => Quantile(Durations(members), 0.9m),
        Measure.PersonsInSeveralOffices => members.Where(IsServed).Select(c => c.Person).Distinct().Count(p => cases.Where(c => c.Person == p && IsServed(c)).Select(c => c.Office).Distinct().Count() > 1),
        Measure.HouseholdsServed => members.Where(IsServed).Select(c => c.Household).OfType<HouseholdKey>().Distinct().Count(),
        Measure.OpenDurationMedian => Quantile(OpenDurations(members), 0.5m),
        Measure.OpenDurationP90 => Quantile(OpenDurations(members), 0.9m),
        Measure.ContactsMedian => Quantile(ContactsPerCase(members), 0.5m),
        Measure.ContactsP90 => Quantile(ContactsPerCase(members), 0.9m),
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    private bool IsServed(CaseFacts c) => c.OpenedOn < _to && (c.ClosedOn is null || c.ClosedOn >= _from);

    private bool IsClosed(CaseFacts c) => c.ClosedOn is { } closed && _from <= closed && closed < _to;

    private IEnumerable<(string Case, LocalDate On, int? Minutes)> ContactsOf(List<CaseFacts> members)
    {
        var ids = members.Select(c => c.CaseId.Value).ToHashSet();
        return contacts.Where(k => ids.Contains(k.Case) && _from <= k.On && k.On < _to);
    }

    private IEnumerable<long> Durations(List<CaseFacts> members) => members.Where(IsClosed).Select(c => (long)Period.DaysBetween(c.OpenedOn, c.ClosedOn!.Value));

    private IEnumerable<long> OpenDurations(List<CaseFacts> members) => members.Where(c => c.OpenedOn < _to && (c.ClosedOn is null || c.ClosedOn >= _to)).Select(c => (long)Period.DaysBetween(c.OpenedOn, _to));

    private IEnumerable<long> ContactsPerCase(List<CaseFacts> members) => members.Where(IsServed).Select(c => (long)contacts.Count(k => k.Case == c.CaseId.Value && _from <= k.On && k.On < _to));

    private static long? Quantile(IEnumerable<long> numbers, decimal share)
    {
        var all = numbers.ToList();
        return all.Count == 0 ? null : all.Where(n => all.Count(other => other <= n) >= share * all.Count).Min();
    }
}
