using KimCaseManagement.Topics;
using NodaTime;

namespace KimCaseManagement.Cases.Steps;

/// <summary>Sets a goal of the client (Ziel).</summary>
public sealed class SetGoal : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<SetGoal>(
        StepKind.SetGoal,
        "goal-set",
        v => new SetGoal(v.Text("goal"), v.Code<TopicCode>("topic", TopicCode.TryFrom), v.Code<GoalKind>("goal_kind", GoalKinds.TryParse), v.DateOrNull("target_on"), v.TextOrNull("start_value"), v.TextOrNull("target_value"), v.On),
        StepField.Id<SetGoal>("goal", true, s => s.Goal),
        StepField.Topic<SetGoal>("topic", false, s => s.Topic.IsDefault ? null : s.Topic.Value),
        StepField.Member<SetGoal, GoalKind>("goal_kind", false, GoalKinds.All, GoalKinds.Code, s => s.GoalKind),
        StepField.Date<SetGoal>("target_on", false, s => s.TargetOn),
        StepField.Text<SetGoal>("start_value", false, s => s.StartValue),
        StepField.Text<SetGoal>("target_value", false, s => s.TargetValue));

    /// <summary>Makes the step.</summary>
    /// <param name="goal">Id of the goal, chosen by the caller, new in the case.</param>
    /// <param name="topic">What it is about.</param>
    /// <param name="goalKind">Which typical goal it is, so that its outcome can be counted.</param>
    /// <param name="targetOn">Day by which it is to be reached.</param>
    /// <param name="startValue">Where the client starts, such as A2.</param>
    /// <param name="targetValue">What is to be reached, such as B1.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public SetGoal(string goal, TopicCode topic = default, GoalKind goalKind = GoalKind.Unspecified, LocalDate? targetOn = null, string? startValue = null, string? targetValue = null, LocalDate? on = null)
        : base(StepKind.SetGoal, on)
    {
        Goal = Given.Id(goal, nameof(goal));
        Topic = topic;
        GoalKind = Given.Optional(goalKind, GoalKinds.All, nameof(goalKind));
        TargetOn = targetOn;
        StartValue = startValue is null ? null : Given.Text(startValue, nameof(startValue));
        TargetValue = targetValue is null ? null : Given.Text(targetValue, nameof(targetValue));
    }

    /// <summary>Id of the goal, chosen by the caller, new in the case.</summary>
    public string Goal { get; }

    /// <summary>What it is about.</summary>
    public TopicCode Topic { get; }

    /// <summary>Which typical goal it is, so that its outcome can be counted.</summary>
    public GoalKind GoalKind { get; }

    /// <summary>Day by which it is to be reached.</summary>
    public LocalDate? TargetOn { get; }

    /// <summary>Where the client starts, such as A2.</summary>
    public string? StartValue { get; }

    /// <summary>What is to be reached, such as B1.</summary>
    public string? TargetValue { get; }
}

/// <summary>Adds a step to the plan (Schritt, Maßnahme).</summary>
public sealed class AddPlanStep : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<AddPlanStep>(
        StepKind.AddPlanStep,
        "plan-step-added",
        v => new AddPlanStep(v.Text("plan_step"), v.TextOrNull("goal"), v.TextOrNull("body"), v.DateOrNull("due_on"), v.On),
        StepField.Id<AddPlanStep>("plan_step", true, s => s.PlanStep),
        StepField.Id<AddPlanStep>("goal", false, s => s.Goal),
        StepField.Id<AddPlanStep>("body", false, s => s.Body),
        StepField.Date<AddPlanStep>("due_on", false, s => s.DueOn));

    /// <summary>Makes the step.</summary>
    /// <param name="planStep">Id of the step, chosen by the caller, new in the case.</param>
    /// <param name="goal">The goal that it serves.</param>
    /// <param name="body">The external body that is responsible; not given: the office or the client. Needs a release from confidentiality.</param>
    /// <param name="dueOn">Day by which it is to be done.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public AddPlanStep(string planStep, string? goal = null, string? body = null, LocalDate? dueOn = null, LocalDate? on = null)
        : base(StepKind.AddPlanStep, on)
    {
        PlanStep = Given.Id(planStep, nameof(planStep));
        Goal = goal is null ? null : Given.Id(goal, nameof(goal));
        Body = body is null ? null : Given.Id(body, nameof(body));
        DueOn = dueOn;
    }

    /// <summary>Id of the step, chosen by the caller, new in the case.</summary>
    public string PlanStep { get; }

    /// <summary>The goal that it serves.</summary>
    public string? Goal { get; }

    /// <summary>The external body that is responsible; not given: the office or the client. Needs a release from confidentiality.</summary>
    public string? Body { get; }

    /// <summary>Day by which it is to be done.</summary>
    public LocalDate? DueOn { get; }
}

/// <summary>Agrees the plan with the client (Plan vereinbaren).</summary>
public sealed class AgreePlan : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<AgreePlan>(
        StepKind.AgreePlan,
        "plan-agreed",
        v => new AgreePlan(v.Bool("client_agreed"), v.DateOrNull("review_on"), v.On),
        StepField.Bool<AgreePlan>("client_agreed", true, s => s.ClientAgreed),
        StepField.Date<AgreePlan>("review_on", false, s => s.ReviewOn));

    /// <summary>Makes the step.</summary>
    /// <param name="clientAgreed">Whether the client agreed.</param>
    /// <param name="reviewOn">Day of the next review; not given: by policy.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public AgreePlan(bool clientAgreed, LocalDate? reviewOn = null, LocalDate? on = null)
        : base(StepKind.AgreePlan, on)
    {
        ClientAgreed = clientAgreed;
        ReviewOn = reviewOn;
    }

    /// <summary>Whether the client agreed.</summary>
    public bool ClientAgreed { get; }

    /// <summary>Day of the next review; not given: by policy.</summary>
    public LocalDate? ReviewOn { get; }
}

/// <summary>Records what became of a step of the plan (Stand eines Schritts).</summary>
public sealed class RecordProgress : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RecordProgress>(
        StepKind.RecordProgress,
        "progress-recorded",
        v => new RecordProgress(v.Code<StepProgress>("progress", StepProgresses.TryParse), v.TextOrNull("plan_step"), v.On),
        StepField.Member<RecordProgress, StepProgress>("progress", true, StepProgresses.All, StepProgresses.Code, s => s.Progress),
        StepField.Id<RecordProgress>("plan_step", false, s => s.PlanStep));

    /// <summary>Makes the step.</summary>
    /// <param name="progress">What became of it.</param>
    /// <param name="planStep">Which step; not given: the first for which it is possible.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public RecordProgress(StepProgress progress, string? planStep = null, LocalDate? on = null)
        : base(StepKind.RecordProgress, on)
    {
        Progress = Given.Required(progress, StepProgresses.All, nameof(progress));
        PlanStep = planStep is null ? null : Given.Id(planStep, nameof(planStep));
    }

    /// <summary>What became of it.</summary>
    public StepProgress Progress { get; }

    /// <summary>Which step; not given: the first for which it is possible.</summary>
    public string? PlanStep { get; }
}

/// <summary>Begins to review regularly (Monitoring beginnen).</summary>
public sealed class StartMonitoring : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<StartMonitoring>(
        StepKind.StartMonitoring,
        "monitoring-started",
        v => new StartMonitoring(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public StartMonitoring(LocalDate? on = null)
        : base(StepKind.StartMonitoring, on)
    {
    }
}

/// <summary>Holds a review (Überprüfung) with the client.</summary>
public sealed class HoldReview : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<HoldReview>(
        StepKind.HoldReview,
        "review-held",
        v => new HoldReview(v.DateOrNull("review_on"), v.On),
        StepField.Date<HoldReview>("review_on", false, s => s.ReviewOn));

    /// <summary>Makes the step.</summary>
    /// <param name="reviewOn">Day of the next review; not given: by policy.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public HoldReview(LocalDate? reviewOn = null, LocalDate? on = null)
        : base(StepKind.HoldReview, on)
    {
        ReviewOn = reviewOn;
    }

    /// <summary>Day of the next review; not given: by policy.</summary>
    public LocalDate? ReviewOn { get; }
}

/// <summary>Goes back to planning (Plan anpassen); what was agreed is kept as a version.</summary>
public sealed class RevisePlan : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<RevisePlan>(
        StepKind.RevisePlan,
        "plan-revised",
        v => new RevisePlan(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public RevisePlan(LocalDate? on = null)
        : base(StepKind.RevisePlan, on)
    {
    }
}

/// <summary>Begins the evaluation with the client (Evaluation beginnen).</summary>
public sealed class StartEvaluation : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<StartEvaluation>(
        StepKind.StartEvaluation,
        "evaluation-started",
        v => new StartEvaluation(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public StartEvaluation(LocalDate? on = null)
        : base(StepKind.StartEvaluation, on)
    {
    }
}

/// <summary>Judges with the client how far a goal was reached (Zielerreichung).</summary>
public sealed class JudgeGoal : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<JudgeGoal>(
        StepKind.JudgeGoal,
        "goal-judged",
        v => new JudgeGoal(v.Code<GoalAttainment>("attainment", GoalAttainments.TryParse), v.TextOrNull("goal"), v.TextOrNull("end_value"), v.On),
        StepField.Member<JudgeGoal, GoalAttainment>("attainment", true, GoalAttainments.All, GoalAttainments.Code, s => s.Attainment),
        StepField.Id<JudgeGoal>("goal", false, s => s.Goal),
        StepField.Text<JudgeGoal>("end_value", false, s => s.EndValue));

    /// <summary>Makes the step.</summary>
    /// <param name="attainment">How far.</param>
    /// <param name="goal">Which goal; not given: every goal that is not judged yet.</param>
    /// <param name="endValue">What was reached, such as B1.</param>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    /// <exception cref="ArgumentException">A value is missing or has another shape than its parameter asks for.</exception>
    public JudgeGoal(GoalAttainment attainment, string? goal = null, string? endValue = null, LocalDate? on = null)
        : base(StepKind.JudgeGoal, on)
    {
        Attainment = Given.Required(attainment, GoalAttainments.All, nameof(attainment));
        Goal = goal is null ? null : Given.Id(goal, nameof(goal));
        EndValue = endValue is null ? null : Given.Text(endValue, nameof(endValue));
    }

    /// <summary>How far.</summary>
    public GoalAttainment Attainment { get; }

    /// <summary>Which goal; not given: every goal that is not judged yet.</summary>
    public string? Goal { get; }

    /// <summary>What was reached, such as B1.</summary>
    public string? EndValue { get; }
}

/// <summary>Goes on with what is not reached yet (Weiterführen).</summary>
public sealed class Continue : CaseStep
{
    internal static readonly StepShape Shape = StepShape.Of<Continue>(
        StepKind.Continue,
        "case-continued",
        v => new Continue(v.On));

    /// <summary>Makes the step.</summary>
    /// <param name="on">The day on which it happened, Europe/Berlin; null: the day on which it is recorded.</param>
    public Continue(LocalDate? on = null)
        : base(StepKind.Continue, on)
    {
    }
}
