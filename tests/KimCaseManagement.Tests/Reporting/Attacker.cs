using Google.OrTools.Sat;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Somebody who has the publication and the rules: which tables are possible, and with a solver, which values can a withheld count have?</summary>
/// <remarks>Written from the rules alone, without the code that chose what to withhold. Measures that were not asked for are unknowns of the same table.</remarks>
internal sealed class Attacker
{
    internal static readonly Measure[] OfCases = [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served];
    private static readonly Measure[] OfPersons = [Measure.PersonsServed, Measure.PersonsEver, Measure.PersonsNew];
    private static readonly Measure[] OfDistinct = [.. OfPersons, Measure.HouseholdsServed];
    private static readonly HashSet<Dimension> BelongsToThePerson = [Dimension.Sex, Dimension.AgeGroup, Dimension.Country];

    private readonly PublishedReport _published;
    private readonly HashSet<Measure> _asked;
    private readonly Dictionary<(string Cell, Measure Measure), int> _numbers = [];
    private readonly List<(string Cell, Measure Measure)> _figures = [];
    private readonly List<long?> _printed = [];
    private readonly List<long> _least = [];
    private readonly List<Condition> _conditions = [];
    private readonly HashSet<Measure> _hasPersons;
    private readonly bool _everybodyHasOneHousehold;

    /// <param name="published">What was published.</param>
    /// <param name="everybodyHasOneHousehold">Whether the reader takes it that nobody has several households, since no figure says otherwise.</param>
    internal Attacker(PublishedReport published, bool everybodyHasOneHousehold = false)
    {
        _published = published;
        _everybodyHasOneHousehold = everybodyHasOneHousehold;
        _asked = [.. published.Request.Measures];
        // Numbers of persons and households that were not asked for can be whatever fits, but for persons served where others are.
        _hasPersons = [.. OfDistinct.Where(m => Asks(m) || (m == Measure.PersonsServed && OfPersons.Any(Asks)))];
        foreach (var row in published.Rows)
        {
            foreach (var measure in OfCases.Concat(_hasPersons).Concat(_asked.Where(m => m.NeedsContacts())))
            {
                var place = published.Request.Measures.ToList().IndexOf(measure);
                _numbers.Add((KeyOf(row.Groups), measure), _figures.Count);
                _figures.Add((KeyOf(row.Groups), measure));
                _printed.Add(place < 0 ? null : row.Values[place]);
                _least.Add(place < 0 || measure == Measure.ContactMinutes ? 0 : 1);
            }
        }

        foreach (var row in published.Rows)
            Constrain(row);
    }

    internal IReadOnlyList<(string Cell, Measure Measure)> Figures => _figures;

    internal IReadOnlyList<Condition> Conditions => _conditions;

    internal IReadOnlyList<long> Least => _least;

    /// <summary>The withheld counts.</summary>
    internal IEnumerable<(string Cell, Measure Measure)> Withheld => _figures.Where((f, i) => _asked.Contains(f.Measure) && _printed[i] is null && f.Measure != Measure.ContactMinutes);

    internal static string KeyOf(IEnumerable<string?> groups) => string.Join("|", groups.Select(g => g ?? "*"));

    internal bool IsPrinted(int figure) => _printed[figure] is not null;

    internal bool IsAsked(int figure) => _asked.Contains(_figures[figure].Measure);

    /// <summary>Is this a table that the publication allows? The first condition that it breaks; null for none.</summary>
    internal string? Objection(Func<string, Measure, long> table)
    {
        var values = new long[_figures.Count];
        for (var f = 0; f < values.Length; f++)
        {
            values[f] = table(_figures[f].Cell, _figures[f].Measure);
            if (_printed[f] is { } known ? values[f] != known : values[f] < _least[f])
                return $"{_figures[f]} = {values[f]}, published {_printed[f]}";
        }

        foreach (var condition in _conditions)
        {
            var sum = 0L;
            for (var i = 0; i < condition.Figures.Length; i++)
                sum += condition.Factors[i] * values[condition.Figures[i]];
            if (sum < condition.AtLeast || (condition.IsEquality && sum != condition.AtLeast))
                return $"{condition.Why}: {string.Join(" ", condition.Figures.Select((f, i) => $"{condition.Factors[i]:+#;-#}*{_figures[f]}={values[f]}"))} is {sum}";
        }

        return null;
    }

    /// <summary>How many values from <paramref name="first"/> to <paramref name="last"/> the figure can have for all that the publication says; a solver looks for a table with each.</summary>
    internal int PossibleValues((string Cell, Measure Measure) figure, long first, long last, int enough)
    {
        var model = new CpModel();
        var variables = Variables(model);
        AddConditions(model, variables);
        var domain = model.Model.Variables[variables[_numbers[figure]].Index].Domain;
        var possible = 0;
        for (var value = Math.Max(1, first); value <= last && possible < enough; value++)
        {
            domain.Clear();
            domain.AddRange([value, value]);
            var status = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:20" }.Solve(model);
            Assert.NotEqual(CpSolverStatus.Unknown, status);
            possible += status is CpSolverStatus.Feasible or CpSolverStatus.Optimal ? 1 : 0;
        }

        return possible;
    }

    /// <summary>A variable for each figure: what is printed is known.</summary>
    internal IntVar[] Variables(CpModel model) => [.. _figures.Select((_, f) => _printed[f] is { } known ? model.NewIntVar(known, known, "") : model.NewIntVar(_least[f], 10_000, ""))];

    internal void AddConditions(CpModel model, IntVar[] variables)
    {
        foreach (var condition in _conditions)
        {
            var sum = LinearExpr.WeightedSum(condition.Figures.Select(f => variables[f]), condition.Factors);
            if (condition.IsEquality)
                model.Add(sum == condition.AtLeast);
            else
                model.Add(sum >= condition.AtLeast);
        }
    }

    /// <summary>A sum that is not below a number, or equal to it.</summary>
    internal sealed record Condition(string Why, bool IsEquality, int[] Figures, long[] Factors, long AtLeast);

    private void Add(string why, bool isEquality, long atLeast, params IEnumerable<(long Factor, string Cell, Measure Measure)> terms)
    {
        if (terms.Any(t => OfDistinct.Contains(t.Measure) && !_hasPersons.Contains(t.Measure)))
            return;

        // Cells that are left out are zeros.
        var known = terms.Where(t => _numbers.ContainsKey((t.Cell, t.Measure))).GroupBy(t => _numbers[(t.Cell, t.Measure)]).Select(g => (g.Key, Factor: g.Sum(t => t.Factor))).Where(t => t.Factor != 0).ToList();
        if (known.Count > 0)
            _conditions.Add(new Condition(why, isEquality, [.. known.Select(t => t.Key)], [.. known.Select(t => t.Factor)], atLeast));
    }

    /// <summary>What was asked for, or follows from it in every cell: there, a cell that is left out is a zero.</summary>
    private bool IsKnown(Measure measure) => _asked.Contains(measure) || measure switch
    {
        Measure.Served => (Asks(Measure.OpenAtStart) && Asks(Measure.Opened)) || (Asks(Measure.Closed) && Asks(Measure.OpenAtEnd)),
        Measure.OpenAtStart => Asks(Measure.Served) && Asks(Measure.Opened),
        Measure.Opened => Asks(Measure.Served) && Asks(Measure.OpenAtStart),
        Measure.Closed => Asks(Measure.Served) && Asks(Measure.OpenAtEnd),
        Measure.OpenAtEnd => Asks(Measure.Served) && Asks(Measure.Closed),
        _ => false,
    };

    private bool Asks(Measure measure) => _asked.Contains(measure);

    private long? Printed(string cell, Measure measure) => _numbers.TryGetValue((cell, measure), out var number) ? _printed[number] : 0;

    private void Constrain(ReportRow row)
    {
        var cell = KeyOf(row.Groups);
        Add("start + opened = served", true, 0, (1, cell, Measure.OpenAtStart), (1, cell, Measure.Opened), (-1, cell, Measure.Served));
        Add("closed + end = served", true, 0, (1, cell, Measure.Closed), (1, cell, Measure.OpenAtEnd), (-1, cell, Measure.Served));
        Add("persons served <= served", false, 0, (1, cell, Measure.Served), (-1, cell, Measure.PersonsServed));
        Add("persons new <= opened", false, 0, (1, cell, Measure.Opened), (-1, cell, Measure.PersonsNew));
        Add("persons new <= persons served", false, 0, (1, cell, Measure.PersonsServed), (-1, cell, Measure.PersonsNew));
        Add("persons served <= persons ever", false, 0, (1, cell, Measure.PersonsEver), (-1, cell, Measure.PersonsServed));
        Add("households <= served", false, 0, (1, cell, Measure.Served), (-1, cell, Measure.HouseholdsServed));
        if (_everybodyHasOneHousehold)
            Add("households <= persons served", false, 0, (1, cell, Measure.PersonsServed), (-1, cell, Measure.HouseholdsServed));
        if (Asks(Measure.OpenAtStart) && Printed(cell, Measure.OpenAtStart) is not 0)
            Add("whoever was there at the start isn't new", false, 1, (1, cell, Measure.PersonsServed), (-1, cell, Measure.PersonsNew));
        if (Asks(Measure.Served) && Printed(cell, Measure.Served) is not 0)
            Add("a case has a person", false, 1, (1, cell, Measure.PersonsServed));
        if (Asks(Measure.Contacts) && Asks(Measure.ContactMinutes))
        {
            Add("a day has 1440 minutes", false, 0, (1440, cell, Measure.Contacts), (-1, cell, Measure.ContactMinutes));
            if (Printed(cell, Measure.ContactMinutes) is > 0)
                Add("minutes rest on K cases", false, _published.K, (1, cell, Measure.Contacts));
        }

        KnowDurations(row, cell);
        for (var d = 0; d < row.Groups.Count; d++)
        {
            if (row.Groups[d] is not null)
                continue;
            var dimension = _published.Request.Dimensions[d];
            var members = _published.Rows.Where(r => r.Groups[d] is not null && r.Groups.Where((g, i) => i != d).SequenceEqual(row.Groups.Where((g, i) => i != d))).ToList();
            if (dimension == Dimension.Topic)
                ConstrainTopics(cell, members, d);
            else
                ConstrainSums(cell, members, dimension);
        }
    }

    /// <summary>Who stayed for longer than the period was there at its start; a case closed on its first day was opened in the period.</summary>
    private void KnowDurations(ReportRow row, string cell)
    {
        var days = Period.DaysBetween(_published.Request.Period.From, _published.Request.Period.To);
        foreach (var (measure, percent) in new[] { (Measure.DurationMedian, 50), (Measure.DurationP90, 90) })
        {
            if (!Asks(measure) || row.Values[_published.Request.Measures.ToList().IndexOf(measure)] is not { } quantile || Printed(cell, Measure.Closed) is not { } closed)
                continue;
            var rank = ((percent * closed) + 99) / 100;
            if (quantile >= days)
                Add("long durations", false, closed - rank + 1, (1, cell, Measure.OpenAtStart));
            if (quantile == 0)
                Add("short durations", false, rank, (1, cell, Measure.Opened));
        }
    }

    private IEnumerable<Measure> Known => OfCases.Concat(OfDistinct).Concat([Measure.Contacts, Measure.ContactMinutes]).Where(IsKnown);

    private void ConstrainSums(string total, List<ReportRow> members, Dimension dimension)
    {
        foreach (var measure in Known)
        {
            var all = members.Select(r => (1L, KeyOf(r.Groups), measure)).ToList();
            if (!OfDistinct.Contains(measure))
            {
                Add("parts = total", true, 0, [.. all, (-1, total, measure)]);
                continue;
            }

            // One person may be in several groups; people of one household differ in everything.
            Add("persons of the parts", measure != Measure.HouseholdsServed && BelongsToThePerson.Contains(dimension), 0, [.. all, (-1, total, measure)]);
            foreach (var member in all)
                Add("part <= total", false, 0, (1, total, measure), (-1, member.Item2, measure));
        }

        Overlaps(total, members);
    }

    /// <summary>Whoever is counted as new in several groups is counted as served in them, and whoever is served in several, as ever there.</summary>
    private void Overlaps(string total, List<ReportRow> members)
    {
        foreach (var (less, more) in new[] { (Measure.PersonsNew, Measure.PersonsServed), (Measure.PersonsServed, Measure.PersonsEver), (Measure.PersonsNew, Measure.PersonsEver) })
        {
            if (IsKnown(less) && IsKnown(more))
                Add("overlap", false, 0, members.SelectMany(r => new[] { (1L, KeyOf(r.Groups), more), (-1L, KeyOf(r.Groups), less) }).Append((-1, total, more)).Append((1, total, less)));
        }
    }

    private void ConstrainTopics(string total, List<ReportRow> members, int d)
    {
        static string? Above(string code) => code == Dimensions.Unknown ? null : TopicTaxonomy.Core.Find(TopicCode.From(code))!.Broader?.Value;
        var tops = members.Where(m => Above(m.Groups[d]!) is null).ToList();
        var unknown = tops.FirstOrDefault(t => t.Groups[d] == Dimensions.Unknown) is { } row ? KeyOf(row.Groups) : "none";
        foreach (var measure in Known)
        {
            foreach (var member in members)
            {
                var above = Above(member.Groups[d]!) is { } code ? KeyOf(member.Groups.Select((g, i) => i == d ? code : g)) : total;
                Add("topic <= parent", false, 0, (1, above, measure), (-1, KeyOf(member.Groups), measure));
                if (measure == Measure.HouseholdsServed && _everybodyHasOneHousehold && IsKnown(Measure.PersonsServed))
                    Add("households outside of a topic", false, 0, (1, above, Measure.PersonsServed), (-1, KeyOf(member.Groups), Measure.PersonsServed), (-1, above, measure), (1, KeyOf(member.Groups), measure));
                if (measure is Measure.PersonsServed or Measure.PersonsNew or Measure.HouseholdsServed or Measure.ContactMinutes)
                {
                    var more = measure switch { Measure.PersonsServed or Measure.HouseholdsServed => Measure.Served, Measure.PersonsNew => Measure.Opened, _ => Measure.Contacts };
                    var factor = more == Measure.Contacts ? 1440 : 1;
                    if (!IsKnown(more))
                        continue;
                    Add("outside of a topic", false, 0, (factor, above, more), (-factor, KeyOf(member.Groups), more), (-1, above, measure), (1, KeyOf(member.Groups), measure));
                    if (above == total && KeyOf(member.Groups) != unknown)
                    {
                        Add("outside of a topic and unknown", false, 0, (factor, above, more), (-factor, KeyOf(member.Groups), more), (-factor, unknown, more), (-1, above, measure), (1, KeyOf(member.Groups), measure),
                            (1, unknown, measure));
                    }
                }
            }

            Add("total <= top topics", false, 0, tops.Select(t => (1L, KeyOf(t.Groups), measure)).Append((-1, total, measure)));
            if (OfDistinct.Contains(measure))
                continue;
            foreach (var top in tops.Where(t => KeyOf(t.Groups) != unknown))
                Add("top topic and unknown", false, 0, (1, total, measure), (-1, KeyOf(top.Groups), measure), (-1, unknown, measure));
        }

        Overlaps(total, tops);
    }
}
