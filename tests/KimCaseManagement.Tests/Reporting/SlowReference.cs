using Google.OrTools.Sat;
using KimCaseManagement.Reporting;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Secondary suppression that asks a solver for every withheld count: which fewest further figures have to be withheld, so that it can have K values?</summary>
internal sealed class SlowReference
{
    private const int Furthest = 25;

    private readonly Attacker _attacker;
    private readonly long[] _truth;
    private readonly int _k;
    private readonly bool[] _withheld;

    /// <param name="attacker">What a reader knows.</param>
    /// <param name="truth">The true figures.</param>
    /// <param name="k">The least number of values that every withheld count can have.</param>
    internal SlowReference(Attacker attacker, Func<string, Measure, long> truth, int k)
    {
        _attacker = attacker;
        _k = k;
        _truth = [.. attacker.Figures.Select(f => truth(f.Cell, f.Measure))];
        _withheld = [.. attacker.Figures.Select((f, i) => attacker.IsAsked(i) && f.Measure != Measure.ContactMinutes && _truth[i] >= 1 && _truth[i] < k)];
    }

    /// <summary>How many counts are withheld in the end; null where the solver gives no answer in time.</summary>
    internal int? Run()
    {
        var safe = new bool[_truth.Length];
        while (Enumerable.Range(0, _truth.Length).FirstOrDefault(f => _withheld[f] && !safe[f], -1) is var target and >= 0)
        {
            if (!Protect(target, safe))
                return null;
        }

        return Enumerable.Range(0, _truth.Length).Count(f => _withheld[f] && _attacker.Figures[f].Measure != Measure.ContactMinutes);
    }

    private bool Protect(int target, bool[] safe)
    {
        var model = new CpModel();
        var further = _truth.Select((value, f) => _withheld[f] || !_attacker.IsAsked(f) || value == 0 ? null : model.NewBoolVar("")).ToArray();
        IntVar[] Table() => [.. _truth.Select((value, f) =>
        {
            var isFixed = _attacker.IsAsked(f) && value == 0;
            var variable = model.NewIntVar(isFixed ? 0 : Math.Max(_attacker.Least[f], value - Furthest), isFixed ? 0 : value + Furthest, "");
            if (further[f] is { } withheld)
            {
                model.Add(variable - value <= Furthest * withheld);
                model.Add(value - variable <= Furthest * withheld);
            }

            return variable;
        })];
        var (high, low) = (Table(), Table());
        _attacker.AddConditions(model, high);
        _attacker.AddConditions(model, low);
        model.Add(high[target] - low[target] >= _k - 1);
        model.Minimize(LinearExpr.Sum(further.OfType<BoolVar>()));
        var solver = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:20,random_seed:1" };
        if (solver.Solve(model) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
            return false;
        for (var f = 0; f < _truth.Length; f++)
        {
            if (further[f] is { } withheld && solver.BooleanValue(withheld))
                _withheld[f] = true;
            if (_withheld[f] && solver.Value(high[f]) - solver.Value(low[f]) >= _k - 1)
                safe[f] = true;
        }

        return safe[target];
    }
}
