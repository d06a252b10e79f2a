using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Api;

/// <summary>Where cases are kept and steps are taken: one database beneath a web application, or grains on many machines.</summary>
public interface ICaseDesk
{
    /// <summary>Takes a step, or refuses it. A step id that was answered before gets its first answer again.</summary>
    /// <exception cref="DeskUnavailableException">Nobody can say now whether it was taken; the same step id may be sent again.</exception>
    Task<StepAnswer> TakeAsync(CaseId id, StepAttempt attempt, CancellationToken cancellation);

    /// <summary>The case as it stands; null where there is none.</summary>
    /// <exception cref="DeskUnavailableException">The case can't be read now.</exception>
    Task<CaseDocument?> ReadAsync(CaseId id, CancellationToken cancellation);

    /// <summary>Cases in the order of their ids.</summary>
    Task<IReadOnlyList<CaseRow>> ListAsync(CaseQuery query, CancellationToken cancellation);
}

/// <summary>A step as it comes from outside.</summary>
/// <param name="Id">Names this attempt; sent again after a lost answer.</param>
/// <param name="Step">Code of the step.</param>
/// <param name="Data">Its fields, one JSON object.</param>
/// <param name="By">Who takes it.</param>
/// <param name="ExpectedVersion">The version that the sender saw; null: any.</param>
public sealed record StepAttempt(StepId Id, string Step, JsonElement Data, ActorId By, int? ExpectedVersion);

/// <summary>What became of a step: accepted where nothing stands in the way.</summary>
/// <param name="Version">Version of the case after the step, or the one on which it was refused.</param>
/// <param name="Phase">Code of the phase; null where the case is not opened.</param>
/// <param name="Refusals">Everything that stands in the way.</param>
public sealed record StepAnswer(int Version, string? Phase, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>True where the step was taken.</summary>
    public bool IsAccepted => Refusals.Count == 0;
}

/// <summary>A case in the JSON of the library, residence left out.</summary>
/// <remarks>As text and not as a state, so that a gateway hands on what a grain has written and doesn't read it.</remarks>
public sealed record CaseDocument(int Version, string Json);

/// <summary>One thing that stands in the way, in words that can be stored and sent.</summary>
public sealed record Refusal(string Code, string? Field, IReadOnlyList<string> LiftedBy, string German, string English)
{
    /// <summary>A blocker in words.</summary>
    public static Refusal Of(Blocker blocker) => new(
        blocker.Code,
        blocker.Field,
        [.. blocker.LiftedBy.Select(step => step.Code())],
        blocker.Text(TextCatalogue.BuiltIn, LanguageTag.German).Text,
        blocker.Text(TextCatalogue.BuiltIn, LanguageTag.English).Text);
}

/// <summary>What a list of cases shows.</summary>
public sealed record CaseRow(string Case, string Office, string Phase, int Version, LocalDate? DueOn);

/// <summary>Which cases: of an office, in a phase, due by a day; after an id, so many.</summary>
public sealed record CaseQuery(OfficeCode Office, CasePhase Phase, LocalDate? DueBy, string After, int Limit)
{
    /// <summary>More are not given at once.</summary>
    public const int MostAtOnce = 500;
}

/// <summary>A case can't be reached now; the same request may be sent again.</summary>
public sealed class DeskUnavailableException(string message, Exception inner) : Exception(message, inner);
