using Google.OrTools.Sat;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Somebody who has the publication and the rules: which tables are possible, and with a solver, which values can a withheld count have?</summary>
/// <remarks>Written from the rules alone, without the code that chose what to withhold.</remarks>
internal sealed class Attacker
{
    private readonly PublishedReport _published;
    private readonly Dictionary<(string Cell, Measure Measure), long?> _figures = [];
    private readonly List<Condition> _conditions = [];
    private CpModel? _model;
    private Dictionary<(string Cell, Measure Measure), IntVar>? _variables;

    internal Attacker(PublishedReport published)
    {
        _published = published;
        foreach (var row in published.Rows)
        {
            for (var m = 0; m < published.Request.Measures.Count; m++)
            {
                if (IsAttacked(published.Request.Measures[m]))
                    _figures.Add((KeyOf(row.Groups), published.Request.Measures[m]), row.Values[m]);
            }
        }

        foreach (var row in published.Rows)
            Constrain(row);
    }

    internal IEnumerable<(string Cell, Measure Measure)> Withheld => _figures.Where(f => f.Value is null).Select(f => f.Key);

    internal static string KeyOf(IEnumerable<string?> groups) => string.Join("|", groups.Select(g => g ?? "*"));

    /// <summary>Is this a table that the publication allows? The first condition that it breaks; null for none.</summary>
    internal string? Objection(Func<string, Measure, long> table)
    {
        foreach (var (figure, published) in _figures)
        {
            var value = table(figure.Cell, figure.Measure);
            if (published is { } known ? value != known : value < 1)
                return $"{figure.Cell} {figure.Measure} = {value}, published {published}";
        }

        foreach (var condition in _conditions)
        {
            var sum = condition.Terms.Sum(t => _figures.ContainsKey((t.Cell, t.Measure)) ? t.Factor * table(t.Cell, t.Measure) : 0);
            if (sum < 0 || (condition.IsEquality && sum != 0))
                return $"{string.Join(" ", condition.Terms)} = {sum}";
        }

        return null;
    }

    /// <summary>How many values from <paramref name="first"/> to <paramref name="last"/> the figure can have for all that the publication says; a solver looks for a table with each.</summary>
    internal int PossibleValues((string Cell, Measure Measure) figure, long first, long last, int enough)
    {
        Build();
        var possible = 0;
        var domain = _model!.Model.Variables[_variables![figure].Index].Domain;
        long[] before = [.. domain];
        for (var value = Math.Max(1, first); value <= last && possible < enough; value++)
        {
            domain.Clear();
            domain.AddRange([value, value]);
            var status = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:20" }.Solve(_model);
            Assert.NotEqual(CpSolverStatus.Unknown, status);
            possible += status is CpSolverStatus.Feasible or CpSolverStatus.Optimal ? 1 : 0;
        }

        domain.Clear();
        domain.AddRange(before);
        return possible;
    }

    private void Build()
    {
        if (_model is not null)
            return;
        _model = new CpModel();
        _variables = Withheld.ToDictionary(f => f, _ => _model.NewIntVar(1, 500, ""));
        foreach (var condition in _conditions)
        {
            var sum = LinearExpr.Sum(condition.Terms.Where(t => _figures.ContainsKey((t.Cell, t.Measure))).Select(t =>
                _figures[(t.Cell, t.Measure)] is { } known ? LinearExpr.Constant(t.Factor * known) : LinearExpr.Term(_variables[(t.Cell, t.Measure)], t.Factor)));
            if (condition.IsEquality)
                _model.Add(sum == 0);
            else
                _model.Add(sum >= 0);
        }
    }

    /// <summary>The sum of the terms is not negative, or nought where it is an equality. Cells that are left out are noughts.</summary>
    private sealed record Condition(bool IsEquality, List<(long Factor, string Cell, Measure Measure)> Terms);

    private void Add(bool isEquality, IEnumerable<(string Cell, Measure Measure)> plus, IEnumerable<(string Cell, Measure Measure)> minus) =>
        _conditions.Add(new Condition(isEquality, [.. plus.Select(t => (1L, t.Cell, t.Measure)), .. minus.Select(t => (-1L, t.Cell, t.Measure))]));

    private static bool IsAttacked(Measure measure) => measure.Unit() is MeasureUnit.Cases or MeasureUnit.Persons or MeasureUnit.Contacts;

    private void Constrain(ReportRow row)
    {
        var cell = KeyOf(row.Groups);
        var has = _published.Request.Measures.ToHashSet();
        var counts = has.Where(IsAttacked).ToList();
        Identity(has, cell, [Measure.OpenAtStart, Measure.Opened], [Measure.Served]);
        Identity(has, cell, [Measure.Closed, Measure.OpenAtEnd], [Measure.Served]);
        Identity(has, cell, [Measure.OpenAtStart, Measure.Opened], [Measure.Closed, Measure.OpenAtEnd]);
        foreach (var (less, more) in new[]
        {
            (Measure.OpenAtStart, Measure.Served), (Measure.Opened, Measure.Served), (Measure.Closed, Measure.Served), (Measure.OpenAtEnd, Measure.Served), (Measure.PersonsServed, Measure.Served),
            (Measure.PersonsNew, Measure.Opened), (Measure.PersonsNew, Measure.PersonsServed), (Measure.PersonsServed, Measure.PersonsEver), (Measure.PersonsNew, Measure.Served), (Measure.PersonsNew, Measure.PersonsEver),
        })
        {
            if (has.Contains(less) && has.Contains(more))
                Add(false, [(cell, more)], [(cell, less)]);
        }

        for (var d = 0; d < row.Groups.Count; d++)
        {
            var dimension = _published.Request.Dimensions[d];
            if (row.Groups[d] is null)
            {
                var members = _published.Rows.Where(r => r.Groups[d] is not null && r.Groups.Where((g, i) => i != d).SequenceEqual(row.Groups.Where((g, i) => i != d))).ToList();
                if (dimension == Dimension.Topic)
                    ConstrainTopics(cell, members, d, counts);
                else
                    ConstrainSums(cell, members, dimension, counts);
            }
        }
    }

    private void Identity(HashSet<Measure> has, string cell, Measure[] left, Measure[] right)
    {
        if (left.All(has.Contains) && right.All(has.Contains))
            Add(true, left.Select(m => (cell, m)), right.Select(m => (cell, m)));
    }

    private void ConstrainSums(string total, List<ReportRow> members, Dimension dimension, List<Measure> counts)
    {
        foreach (var measure in counts)
        {
            var all = members.Select(r => (KeyOf(r.Groups), measure)).ToList();
            if (measure.Unit() != MeasureUnit.Persons)
            {
                Add(true, all, [(total, measure)]);
                continue;
            }

            // One person may be in several groups.
            Add(KnowsPersonsAddUpOver.Contains(dimension), all, [(total, measure)]);
            foreach (var member in all)
                Add(false, [(total, measure)], [member]);
        }
    }

    /// <summary>Dimensions of which the attacker knows that every person is in one group only.</summary>
    internal HashSet<Dimension> KnowsPersonsAddUpOver { get; init; } = [Dimension.Sex, Dimension.AgeGroup];

    private void ConstrainTopics(string total, List<ReportRow> members, int d, List<Measure> counts)
    {
        foreach (var measure in counts)
        {
            foreach (var member in members)
            {
                var code = member.Groups[d]!;
                var parent = code == "unknown" ? null : TopicTaxonomy.Core.Find(TopicCode.From(code))!.Broader;
                Add(false, [(parent is { } above ? KeyOf(member.Groups.Select((g, i) => i == d ? above.Value : g)) : total, measure)], [(KeyOf(member.Groups), measure)]);
            }

            var tops = members.Where(m => m.Groups[d] == "unknown" || TopicTaxonomy.Core.Find(TopicCode.From(m.Groups[d]!))!.Broader is null).ToList();
            Add(false, tops.Select(t => (KeyOf(t.Groups), measure)), [(total, measure)]);
            if (measure.Unit() == MeasureUnit.Persons || tops.FirstOrDefault(t => t.Groups[d] == "unknown") is not { } unknown)
                continue;
            foreach (var top in tops.Where(t => t != unknown))
                Add(false, [(total, measure)], [(KeyOf(top.Groups), measure), (KeyOf(unknown.Groups), measure)]);
        }
    }
}
