using Kim.Api;

namespace Kim.Cluster.Grains;

/// <summary>One case: its state in memory, its steps one after another.</summary>
internal interface ICaseGrain : IGrainWithStringKey
{
    Task<AnswerMessage> Take(StepMessage step);

    /// <summary>The case as JSON, residence left out; null where it is not opened.</summary>
    Task<CaseMessage?> Read();
}

/// <summary>A step on its way between machines.</summary>
[GenerateSerializer]
internal sealed record StepMessage([property: Id(0)] string Id, [property: Id(1)] string Step, [property: Id(2)] string Data, [property: Id(3)] string By, [property: Id(4)] int? ExpectedVersion);

/// <summary>An answer on its way between machines.</summary>
[GenerateSerializer]
internal sealed record AnswerMessage([property: Id(0)] int Version, [property: Id(1)] string? Phase, [property: Id(2)] RefusalMessage[] Refusals)
{
    internal static AnswerMessage Of(StepAnswer answer) =>
        new(answer.Version, answer.Phase, [.. answer.Refusals.Select(r => new RefusalMessage(r.Code, r.Field, [.. r.LiftedBy], r.German, r.English))]);

    internal StepAnswer ToAnswer() => new(Version, Phase, [.. Refusals.Select(r => new Refusal(r.Code, r.Field, r.LiftedBy, r.German, r.English))]);
}

/// <summary>A refusal on its way between machines.</summary>
[GenerateSerializer]
internal sealed record RefusalMessage([property: Id(0)] string Code, [property: Id(1)] string? Field, [property: Id(2)] string[] LiftedBy, [property: Id(3)] string German, [property: Id(4)] string English);

/// <summary>A case on its way between machines.</summary>
[GenerateSerializer]
internal sealed record CaseMessage([property: Id(0)] int Version, [property: Id(1)] string Json);
