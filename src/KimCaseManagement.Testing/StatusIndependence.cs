using KimCaseManagement.Eligibility;

namespace KimCaseManagement.Testing;

/// <summary>Shows by generated people that no decision on help moves when status data move (Statusunabhängigkeit).</summary>
/// <remarks>It is a test, not a proof: it moves every status field of every generated person through all its values, and all status fields at once. Deterministic for a seed.</remarks>
public static class StatusIndependence
{
    /// <summary>Checks a host's rule set together with its mapping to the facts.</summary>
    /// <typeparam name="TPerson">The host's own type.</typeparam>
    /// <param name="rules">The rule set that decides.</param>
    /// <param name="map">The host's mapping from a person to the facts.</param>
    /// <param name="people">How people are made.</param>
    /// <exception cref="ArgumentException">No field with status data is described.</exception>
    public static StatusIndependenceResult<TPerson> Check<TPerson>(EligibilityRuleSet rules, Func<TPerson, EligibilityFacts> map, GeneratedPeople<TPerson> people)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(map);
        return Check(person => rules.Decide(map(person)), people);
    }

    /// <summary>Checks the whole way from a person to a decision, whatever stands between.</summary>
    /// <typeparam name="TPerson">The host's own type.</typeparam>
    /// <param name="decide">The host's way from a person to a decision.</param>
    /// <param name="people">How people are made.</param>
    /// <exception cref="ArgumentException">No field with status data is described.</exception>
    public static StatusIndependenceResult<TPerson> Check<TPerson>(Func<TPerson, EligibilityDecision> decide, GeneratedPeople<TPerson> people)
    {
        ArgumentNullException.ThrowIfNull(decide);
        ArgumentNullException.ThrowIfNull(people);
        if (!Enumerable.Range(0, people.FieldCount).Any(people.IsStatus))
            throw new ArgumentException("No field is described as status data: add one with WithStatus, or there is nothing to move.", nameof(people));
        return new Run<TPerson>(decide, people).Check();
    }

    private sealed class Run<TPerson>(Func<TPerson, EligibilityDecision> decide, GeneratedPeople<TPerson> people)
    {
        private readonly SplitMix _random = new(people.Seed);
        private long _decisions;

        internal StatusIndependenceResult<TPerson> Check()
        {
            for (var i = 0; i < people.Count; i++)
            {
                var first = Random();
                var decision = Decide(first);
                foreach (var second in Moved(first))
                {
                    if (Differ(decision, Decide(second)))
                    {
                        var (one, other) = Shrink(first, second);
                        return new StatusIndependenceResult<TPerson>(i + 1, _decisions, new StatusDependence<TPerson>(people.Make(one), people.Make(other), Decide(one), Decide(other), Differences(one, other)));
                    }
                }
            }

            return new StatusIndependenceResult<TPerson>(people.Count, _decisions, null);
        }

        /// <summary>The same person with each status field through all its values, then with all of them moved at once.</summary>
        private IEnumerable<int[]> Moved(int[] person)
        {
            for (var field = 0; field < people.FieldCount; field++)
            {
                if (!people.IsStatus(field))
                    continue;
                for (var value = 0; value < people.ValueCount(field); value++)
                {
                    if (value != person[field])
                        yield return With(person, field, value);
                }
            }

            var all = (int[])person.Clone();
            for (var field = 0; field < people.FieldCount; field++)
            {
                if (people.IsStatus(field))
                    all[field] = _random.Next(people.ValueCount(field));
            }

            yield return all;
        }

        /// <summary>The smallest pair: as few differences as possible, then every field as near to its first value as possible.</summary>
        private (int[] First, int[] Second) Shrink(int[] first, int[] second)
        {
            for (var again = true; again;)
            {
                again = false;
                for (var field = 0; field < people.FieldCount; field++)
                {
                    if (first[field] != second[field] && StillDiffer(first, With(second, field, first[field])))
                        (second, again) = (With(second, field, first[field]), true);
                    for (var value = 0; value < Math.Max(first[field], second[field]); value++)
                    {
                        if (first[field] == second[field])
                        {
                            if (StillDiffer(With(first, field, value), With(second, field, value)))
                                (first, second, again) = (With(first, field, value), With(second, field, value), true);
                        }
                        else if (value < first[field] && StillDiffer(With(first, field, value), second))
                        {
                            (first, again) = (With(first, field, value), true);
                        }
                        else if (value < second[field] && StillDiffer(first, With(second, field, value)))
                        {
                            (second, again) = (With(second, field, value), true);
                        }
                    }
                }
            }

            return (first, second);
        }

        private bool StillDiffer(int[] first, int[] second) => Differ(Decide(first), Decide(second));

        private List<StatusDifference> Differences(int[] first, int[] second) =>
            [.. Enumerable.Range(0, people.FieldCount).Where(f => first[f] != second[f]).Select(f => new StatusDifference(people.NameOf(f), people.ValueName(f, first[f]), people.ValueName(f, second[f])))];

        private EligibilityDecision Decide(int[] person)
        {
            _decisions++;
            return decide(people.Make(person));
        }

        // Facts that move are a dependence too: the next rule may read them.
        private static bool Differ(EligibilityDecision first, EligibilityDecision second) =>
            first.Verdict != second.Verdict || first.Offer != second.Offer || first.Facts != second.Facts
            || (!ReferenceEquals(first.RuleSet, second.RuleSet) && first.RuleSet?.ToString() != second.RuleSet?.ToString());

        private int[] Random()
        {
            var values = new int[people.FieldCount];
            for (var i = 0; i < values.Length; i++)
                values[i] = _random.Next(people.ValueCount(i));
            return values;
        }

        private static int[] With(int[] person, int field, int value)
        {
            var copy = (int[])person.Clone();
            copy[field] = value;
            return copy;
        }
    }
}
