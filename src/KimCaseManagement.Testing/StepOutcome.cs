using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Testing;

/// <summary>What came of a step that a test tried (Ausgang), and what the test demands of it.</summary>
/// <remarks>Every demand gives the outcome back, so that several stand in one line.</remarks>
public sealed class StepOutcome
{
    private readonly TestCase _before;
    private readonly CaseStep _step;

    internal StepOutcome(TestCase before, CaseStep step, CaseDecision decision, TestCase after)
    {
        _before = before;
        _step = step;
        Decision = decision;
        Case = after;
    }

    /// <summary>The library's decision.</summary>
    public CaseDecision Decision { get; }

    /// <summary>The case after the step, a day later; as it was where the step was refused.</summary>
    public TestCase Case { get; }

    /// <summary>Demands that the step was taken.</summary>
    /// <exception cref="ScenarioException">It was refused.</exception>
    public StepOutcome ThenAccepted() => Decision.IsAccepted ? this : throw Wrong("accepted");

    /// <summary>Demands that the step was taken and that exactly this happened; nothing named: that it was a repetition, and nothing happened again.</summary>
    /// <param name="eventNames">Names of events, such as <c>case-accepted</c>, in their order.</param>
    /// <exception cref="ScenarioException">Something else happened, or the step was refused.</exception>
    public StepOutcome ThenHappened(params string[] eventNames)
    {
        ArgumentNullException.ThrowIfNull(eventNames);
        return ThenAccepted().Decision.Events.Select(e => e.Name).SequenceEqual(eventNames) ? this : throw Wrong(eventNames.Length == 0 ? "a repetition" : string.Join(", ", eventNames));
    }

    /// <summary>Demands that the step was taken and led to a phase.</summary>
    /// <exception cref="ScenarioException">It led elsewhere, or was refused.</exception>
    public StepOutcome ThenIn(CasePhase phase) => ThenAccepted().Decision.State.Phase == phase ? this : throw Wrong("the phase " + phase.Code());

    /// <summary>Demands that the step was refused for exactly these reasons, in any order, and changed nothing.</summary>
    /// <param name="blockerCodes">Codes of blockers, such as <c>participation-consent</c>.</param>
    /// <exception cref="ArgumentException">No reason is named: a refusal always has one.</exception>
    /// <exception cref="ScenarioException">The reasons are others, or the step was taken.</exception>
    public StepOutcome ThenRefused(params string[] blockerCodes)
    {
        ArgumentNullException.ThrowIfNull(blockerCodes);
        if (blockerCodes.Length == 0)
            throw new ArgumentException("Name the reasons: a refusal always has at least one.", nameof(blockerCodes));
        var codes = Decision.Blockers.Select(b => b.Code).OrderBy(c => c, StringComparer.Ordinal);
        return !Decision.IsAccepted && codes.SequenceEqual(blockerCodes.OrderBy(c => c, StringComparer.Ordinal)) ? this : throw Wrong("refused: " + string.Join(", ", blockerCodes));
    }

    /// <summary>What was tried and what came of it.</summary>
    public override string ToString() => $"'{_step}' on {_before}: {Found()}";

    private ScenarioException Wrong(string expected) => new($"'{_step}' on {_before} on {_before.Today:uuuu-MM-dd}: expected was {expected}, found was {Found()}");

    private string Found() => Decision switch
    {
        { IsAccepted: false } => "refused: " + string.Join(", ", Decision.Blockers.Select(b => $"{b.Code} ({TextCatalogue.BuiltIn.For(b.Reason, LanguageTag.English).Text.TrimEnd('.')})")) + ".",
        { Events.Count: 0 } => "a repetition.",
        _ => $"{string.Join(", ", Decision.Events)}, now in {Decision.State.Phase.Code()}.",
    };
}

/// <summary>A case went another way than a test demands.</summary>
public sealed class ScenarioException : Exception
{
    internal ScenarioException(string message)
        : base(message)
    {
    }
}
