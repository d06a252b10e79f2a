using System.Text;
using System.Text.Json;
using CsCheck;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using Stateless;

namespace KimCaseManagement.Tests.Cases;

/// <summary>The whole space of places, steps and outcomes of guards.</summary>
public sealed class LifecycleTableTests
{
    private static readonly LifecycleDefinition Definition = LifecycleDefinition.Standard;
    private static readonly TransitionTable Table = CaseLifecycle.Standard.Table;
    private static readonly Place[] Places = Enum.GetValues<Place>();

    [Fact]
    public void The_table_answers_as_a_Stateless_machine_does_over_the_whole_space()
    {
        var (place, facts) = (Place.Nowhere, 0u);
        var machine = new StateMachine<Place, StepKind>(() => place, p => place = p, FiringMode.Immediate);
        foreach (var rule in Definition.Transitions)
        {
            var guards = rule.Guards.Select(g => Tuple.Create<Func<bool>, string>(() => (facts & (1u << (int)g.Fact)) != 0, g.Code)).ToArray();
            if (rule.From == rule.To)
                machine.Configure(rule.From).PermitReentryIf(rule.Step, guards);
            else
                machine.Configure(rule.From).PermitIf(rule.Step, rule.To, guards);
        }

        var asked = 0;
        foreach (var from in Places)
        {
            foreach (var step in StepKinds.All)
            {
                foreach (var mask in Combinations(Table.FactsOf(from, step)))
                {
                    (place, facts) = (from, mask);
                    var permitted = machine.CanFire(step, out var unmet);
                    if (permitted)
                        machine.Fire(step);
                    var answer = Table.Ask(from, step, mask);
                    Assert.Equal((permitted, permitted ? place : default), (answer.IsPermitted, answer.To));
                    if (unmet is { Count: > 0 })
                        Assert.Equal(unmet, answer.Blockers.Select(b => b.Code));
                    asked++;
                }
            }
        }

        Assert.Equal(Table.Situations, asked);
    }

    [Fact]
    public void Processors_without_the_instruction_for_it_bring_the_same_bits_side_by_side() =>
        Gen.Select(Gen.Int, Gen.Int).Sample((first, second) =>
        {
            var (facts, mask) = unchecked(((uint)first, (uint)second));
            var chosen = Enumerable.Range(0, 32).Where(bit => (mask & (1u << bit)) != 0).Select((bit, place) => ((facts >> bit) & 1) << place);
            Assert.Equal(unchecked((int)chosen.Aggregate(0u, (bits, bit) => bits | bit)), TransitionTable.ExtractBitByBit(facts, mask));
        });

    [Fact]
    public void Every_refusal_lists_exactly_the_guards_that_are_not_met_whatever_other_facts_hold()
    {
        foreach (var rule in Definition.Transitions)
        {
            var facts = Table.FactsOf(rule.From, rule.Step);
            var irrelevant = ~facts.Aggregate(0u, (mask, fact) => mask | (1u << (int)fact));
            foreach (var mask in Combinations(facts))
            {
                foreach (var noise in new[] { 0u, irrelevant })
                {
                    var answer = Table.Ask(rule.From, rule.Step, mask | noise);
                    var missing = rule.Guards.Where(g => (mask & (1u << (int)g.Fact)) == 0).Select(g => g.Code).ToList();
                    Assert.Equal(missing, answer.Blockers.Select(b => b.Code));
                    Assert.Equal(missing.Count == 0, answer.IsPermitted);
                }
            }
        }
    }

    [Fact]
    public void A_step_that_the_place_does_not_know_is_refused_with_one_reason()
    {
        foreach (var place in Places)
        {
            foreach (var step in StepKinds.All.Where(s => !Definition.Transitions.Any(t => t.From == place && t.Step == s)))
            {
                var blocker = Assert.Single(Table.Ask(place, step, ~0u).Blockers);
                Assert.Contains(blocker.Code, new[] { "not-in-this-phase", "case-not-opened", "case-already-opened" });
            }
        }
    }

    [Fact]
    public void A_step_has_one_transition_from_a_place() =>
        Assert.All(Definition.Transitions.GroupBy(t => (t.From, t.Step)), group => Assert.Single(group));

    [Fact]
    public void From_every_open_place_a_final_phase_can_be_reached_and_every_place_from_the_beginning()
    {
        foreach (var place in Places.Where(p => p != Place.Nowhere && LifecycleDefinition.PhaseOf(p).IsOpen()))
            Assert.Contains(Reachable(place), p => LifecycleDefinition.PhaseOf(p).IsFinal());
        Assert.Equal(Places.Length, Reachable(Place.Nowhere).Count);
    }

    [Fact]
    public void Paused_does_not_nest_and_resumes_only_where_it_was_left()
    {
        foreach (var rule in Definition.Transitions.Where(t => t.Step == StepKind.Pause))
        {
            var resume = Assert.Single(Definition.Transitions, t => t.From == rule.To && t.Step == StepKind.Resume);
            Assert.Equal(rule.From, resume.To);
            Assert.DoesNotContain(Definition.Transitions, t => t.From == rule.To && t.Step == StepKind.Pause);
        }
    }

    [Fact]
    public void Declined_is_final_and_closed_opens_only_by_reopening()
    {
        Assert.DoesNotContain(Definition.Transitions, t => t.From == Place.Declined && t.To != Place.Declined);
        Assert.All(Definition.Transitions.Where(t => t.From == Place.Closed && t.To != Place.Closed), t => Assert.Equal(StepKind.Reopen, t.Step));
    }

    [Fact]
    public void No_reason_guard_or_step_names_residence()
    {
        string[] words = ["residence", "status", "aufenthalt", "duldung", "visa", "permit", "asylum"];
        var codes = ClosureReason.Core.Select(r => r.Value).Concat(DeclineReason.Core.Select(r => r.Value)).Concat(Definition.Guards.Select(g => g.Code));
        Assert.DoesNotContain(codes, code => words.Any(word => code.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Only_steps_that_need_the_consent_gate_lead_into_case_management()
    {
        foreach (var rule in Definition.Transitions.Where(t => !LifecycleDefinition.PhaseOf(t.From).IsCaseManagement() && LifecycleDefinition.PhaseOf(t.To).IsCaseManagement()))
        {
            Assert.Equal(StepKind.AcceptCase, rule.Step);
            Assert.Contains(rule.Guards, g => g.Fact == Fact.ParticipationConsent);
        }
    }

    [Fact]
    public void Table_running_machine_diagrams_and_JSON_come_from_one_definition()
    {
        // A copy in which monitoring can be followed by follow-up at once, and nothing else is changed.
        var changed = new LifecycleDefinition(2, Definition.Guards, [.. Definition.Transitions, new Transition(StepKind.EnterFollowUp, Place.Monitoring, Place.FollowUp, [])]);
        var (standard, other) = (CaseLifecycle.Standard, new CaseLifecycle(CasePolicy.Default, changed));
        Assert.False(standard.Table.Ask(Place.Monitoring, StepKind.EnterFollowUp, 0).IsPermitted);
        Assert.Equal(Place.FollowUp, other.Table.Ask(Place.Monitoring, StepKind.EnterFollowUp, 0).To);
        Assert.DoesNotContain("monitoring --> follow_up", Mermaid(standard), StringComparison.Ordinal);
        Assert.Contains("monitoring --> follow_up", Mermaid(other), StringComparison.Ordinal);
        Assert.Contains("monitoring -> follow_up", LifecycleDiagram.Dot(other, TextCatalogue.BuiltIn, LanguageTag.English), StringComparison.Ordinal);
        Assert.Equal([CasePhase.Evaluation], standard.Steps.Single(s => s.Kind == StepKind.EnterFollowUp).From);
        Assert.Equal([CasePhase.Monitoring, CasePhase.Evaluation], other.Steps.Single(s => s.Kind == StepKind.EnterFollowUp).From);
        Assert.Equal(["evaluation"], From(standard));
        Assert.Equal(["monitoring", "evaluation"], From(other));
        Assert.Equal((1, 2), (standard.DefinitionVersion, other.DefinitionVersion));

        static string Mermaid(CaseLifecycle lifecycle) => LifecycleDiagram.Mermaid(lifecycle, TextCatalogue.BuiltIn, LanguageTag.German);
        static IEnumerable<string?> From(CaseLifecycle lifecycle)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
                LifecycleJson.Write(writer, lifecycle, TextCatalogue.BuiltIn);
            using var document = JsonDocument.Parse(buffer.ToArray());
            var step = document.RootElement.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("code").GetString() == "enter-follow-up");
            return [.. step.GetProperty("from").EnumerateArray().Select(p => p.GetString())];
        }
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void The_pictures_are_as_they_were(string language)
    {
        var tag = LanguageTag.From(language);
        Snapshots.Match(LifecycleDiagram.Mermaid(CaseLifecycle.Standard, TextCatalogue.BuiltIn, tag), "mermaid-" + language);
        Snapshots.Match(LifecycleDiagram.Dot(CaseLifecycle.Standard, TextCatalogue.BuiltIn, tag), "dot-" + language);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void Every_refusal_has_its_words_and_remedy(string language)
    {
        var tag = LanguageTag.From(language);
        var text = new StringBuilder();
        var codes = TextCatalogue.BuiltIn.CodesIn(tag);
        foreach (var code in codes.Where(c => c.StartsWith("refusal.", StringComparison.Ordinal)).Select(c => c["refusal.".Length..]))
            text.Append(code).Append(": ").Append(TextCatalogue.BuiltIn.For("refusal." + code, tag)).Append(" | ").Append(TextCatalogue.BuiltIn.For("remedy." + code, tag)).Append('\n');
        Snapshots.Match(text.ToString(), "refusals-" + language);
        Assert.All(Definition.Guards, g => Assert.Contains("guard." + g.Code, codes));
    }

    [Fact]
    public void Every_code_and_every_field_has_a_text()
    {
        var codes = TextCatalogue.BuiltIn.CodesIn(LanguageTag.German).ToHashSet();
        var needed = CasePhases.All.Select(p => "phase." + p.Code())
            .Concat(StepKinds.All.Select(s => "step." + s.Code()))
            .Concat(ClosureReason.Core.Select(r => "closure-reason." + r))
            .Concat(DeclineReason.Core.Select(r => "decline-reason." + r))
            .Concat(CaseLifecycle.Standard.Steps.SelectMany(s => s.Fields).Select(f => "field." + f.Name))
            .Concat(StepFieldTypes.All.Select(t => "field-type." + t.Code()));
        Assert.Empty(needed.Except(codes));
    }

    private static IEnumerable<uint> Combinations(Fact[] facts)
    {
        for (var combination = 0; combination < 1 << facts.Length; combination++)
            yield return facts.Select((fact, i) => (uint)((combination >> i) & 1) << (int)fact).Aggregate(0u, (mask, bit) => mask | bit);
    }

    private static HashSet<Place> Reachable(Place from)
    {
        var seen = new HashSet<Place> { from };
        var open = new Queue<Place>(seen);
        while (open.TryDequeue(out var place))
        {
            foreach (var next in Definition.Transitions.Where(t => t.From == place).Select(t => t.To))
            {
                if (seen.Add(next))
                    open.Enqueue(next);
            }
        }

        return seen;
    }
}
