using System.Globalization;
using System.Text.Json;
using KimCaseManagement.Cases;

namespace Kim.Cluster.Drive;

/// <summary>A made-up case: the steps that it takes one after another, the same for the same number.</summary>
internal sealed class CaseStory
{
    private static readonly string[] Languages = ["ar", "uk", "tr", "ro", "fa", "ku"];
    private static readonly string[] Topics = ["RES-PASS", "LNG-INTEG", "WRK-SEARCH", "HOU-SEARCH", "CHI-KITA", "BEN-APPLY", "DEB-COUNSEL"];
    private static readonly string[] Sexes = ["f", "m"];

    private readonly List<(StepKind Step, string Data)> _steps;

    internal CaseStory(long number, StateSize size)
    {
        var office = size.OfficeOf(number);
        Id = $"case-{number:D8}";
        By = $"{office}-cm-{number / size.Offices % 4}";
        _steps =
        [
            Step(StepKind.RegisterInquiry, new { office, person = $"p-{number:D8}", provider = office[..3] + "-provider", language = Languages[number % Languages.Length] }),
            Step(StepKind.StartClarification, new { case_manager = By }),
            Step(StepKind.RecordPerson, new { birth_year = 1950 + (int)(number * 7 % 55), sex = Sexes[number % 2], country_of_origin = "SY" }),
            Step(StepKind.GiveInformation),
            Step(StepKind.GiveConsent, new { kind = "participation" }),
            Step(StepKind.RecordEligibility, new { decision = "eligible" }),
            Step(StepKind.AcceptCase),
            Step(StepKind.RecordNeed, new { topic = Topics[number % Topics.Length] }),
            Step(StepKind.RecordContact, new { channel = "office", minutes = 45 }),
            Step(StepKind.CompleteAssessment),
            Step(StepKind.SetGoal, new { goal = "g1" }),
            Step(StepKind.AddPlanStep, new { plan_step = "s1", goal = "g1" }),
            Step(StepKind.AgreePlan, new { client_agreed = true }),
            Step(StepKind.RecordProgress, new { progress = "started" }),
            Step(StepKind.RecordContact, new { channel = "phone", minutes = 15 }),
            Step(StepKind.StartMonitoring),
            Step(StepKind.HoldReview),
            Step(StepKind.StartEvaluation),
            Step(StepKind.JudgeGoal, new { attainment = "reached", goal = "g1" }),
            Step(StepKind.Close, new { reason = "goals-achieved" }),
        ];
    }

    internal string Id { get; }

    internal string By { get; }

    /// <summary>How many steps it has from inquiry to closure.</summary>
    internal int Length => _steps.Count;

    /// <summary>The step that follows so many; null after the last.</summary>
    internal (string Code, string Data)? After(int steps) => steps < _steps.Count ? (_steps[steps].Step.Code(), _steps[steps].Data) : null;

    private static (StepKind Step, string Data) Step(StepKind step, object? data = null) => (step, data is null ? "{}" : JsonSerializer.Serialize(data));
}

/// <summary>How large the state is.</summary>
/// <remarks>North Rhine-Westphalia has 54 counties and cities of KIM; 300 offices and 200,000 cases are a round guess of a full installation.</remarks>
internal sealed record StateSize(int Municipalities = 54, int Offices = 300)
{
    /// <summary>The office of a case; offices are spread evenly over the municipalities.</summary>
    internal string OfficeOf(long number)
    {
        var office = number % Offices;
        return string.Create(CultureInfo.InvariantCulture, $"m{(office % Municipalities) + 1:D2}-office-{(office / Municipalities) + 1}");
    }

    /// <summary>All municipalities.</summary>
    internal IEnumerable<string> Codes() => Enumerable.Range(1, Municipalities).Select(number => $"m{number:D2}");
}
