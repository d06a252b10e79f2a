using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kim.Web.Accounts;
using Kim.Web.CaseWork;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Api;

/// <summary>A step as a program sends it.</summary>
/// <param name="Step">Code of the step, such as <c>record-contact</c>.</param>
/// <param name="Data">Its data by name, as <c>/api/lifecycle</c> lists them.</param>
internal sealed record StepRequest(string? Step, JsonObject? Data);

/// <summary>A case in a list.</summary>
internal sealed record ListedCase(string Case, int Version, string Phase, string CaseManager, string? DueOn);

/// <summary>A topic that was found.</summary>
internal sealed record FoundTopic(string Code, string Label, double Score);

/// <summary>The same cases for programs. What is sent is decided by the library, what is refused is refused with its codes.</summary>
internal static class ApiEndpoints
{
    private const int MostCases = 100;
    private const int LongestKey = 100;

    internal static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization(Roles.Program).DisableAntiforgery();
        api.MapGet("/lifecycle", Lifecycle).WithSummary("The lifecycle: phases, steps, their data and guards").Produces<JsonObject>();
        api.MapGet("/topics", Topics).WithSummary("Topics found by words in any language");
        api.MapGet("/cases", ListAsync).WithSummary("Open cases of the program's office, page by page");
        api.MapGet("/cases/{id}", StateAsync).WithSummary("A case as it stands; ETag is its version").Produces<JsonObject>().ProducesProblem(404);
        api.MapGet("/cases/{id}/events", EventsAsync).WithSummary("Everything that happened in a case").Produces<JsonArray>().ProducesProblem(404);
        api.MapGet("/cases/{id}/next-steps", NextAsync).WithSummary("What can be done next, and what stands in the way of the rest").Produces<JsonArray>().ProducesProblem(404);
        api.MapPost("/cases", OpenAsync).WithSummary("Opens a case with the data of register-inquiry; needs an Idempotency-Key").Produces<JsonObject>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/cases/{id}/steps", TakeAsync).WithSummary("Takes a step; needs an Idempotency-Key, heeds If-Match").Produces<JsonObject>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
    }

    private static IResult Lifecycle(CaseLifecycle lifecycle, TextCatalogue texts) => JsonOf(writer => LifecycleJson.Write(writer, lifecycle, texts));

    private static Ok<FoundTopic[]> Topics(string words, TopicTaxonomy taxonomy) =>
        TypedResults.Ok(taxonomy.Search(words).Select(match => new FoundTopic(match.Code.Value, match.Topic.Label(LanguageTag.German).Text, match.Score)).ToArray());

    private static async Task<Ok<ListedCase[]>> ListAsync(string? after, ClaimsPrincipal user, KimContext database, Safety.AuditLog audit, CancellationToken cancel)
    {
        var office = user.Office();
        await audit.WriteAsync(user.Actor().Value, "list.api", office, "done", cancel);
        var rows = await database.Cases.AsNoTracking().Where(c => c.Office == office && c.IsOpen && string.Compare(c.Id, after ?? "") > 0).OrderBy(c => c.Id).Take(MostCases).ToListAsync(cancel);
        return TypedResults.Ok(rows.Select(row => new ListedCase(row.Id, row.Version, row.Phase.Code(), row.CaseManager, row.DueOn is { } due ? NodaTime.Text.LocalDatePattern.Iso.Format(due) : null)).ToArray());
    }

    private static async Task<IResult> StateAsync(string id, HttpContext context, CaseAccess access, CaseStore cases, CancellationToken cancel)
    {
        if (await access.FindAsync(context.User, id, "read.api", cancel) is not { } row)
            return NoSuchCase();
        return ETag(context, row.Version) == context.Request.Headers.IfNoneMatch.ToString() ? Results.StatusCode(StatusCodes.Status304NotModified) : StateOf(await cases.LoadAsync(CaseId.From(id), cancel));
    }

    private static async Task<IResult> EventsAsync(string id, HttpContext context, CaseAccess access, CaseStore cases, CancellationToken cancel)
    {
        if (await access.FindAsync(context.User, id, "read.api", cancel) is null)
            return NoSuchCase();
        var history = await cases.HistoryAsync(CaseId.From(id), cancel);
        return JsonOf(writer =>
        {
            writer.WriteStartArray();
            foreach (var happened in history)
                CaseJson.Write(writer, happened);
            writer.WriteEndArray();
        });
    }

    private static async Task<IResult> NextAsync(string id, HttpContext context, CaseAccess access, CaseStore cases, CaseLifecycle lifecycle, CityClock clock, TextCatalogue texts, CancellationToken cancel)
    {
        if (await access.FindAsync(context.User, id, "read.api", cancel) is null)
            return NoSuchCase();
        var state = await cases.LoadAsync(CaseId.From(id), cancel);
        var next = lifecycle.NextSteps(state, clock.Today, await cases.HostFactsAsync(state, cancel: cancel), context.User.Actor());
        ETag(context, state.Version);
        return Results.Ok(next.Select(step => new
        {
            step = step.Kind.Code(),
            permitted = step.IsPermitted,
            to = step.To?.Code(),
            problems = step.Blockers.Select(blocker => Problem(blocker, texts)),
        }));
    }

    private static async Task<IResult> OpenAsync(JsonObject data, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, CaseStore cases, CaseLifecycle lifecycle, TextCatalogue texts, CancellationToken cancel)
    {
        if (Attempted(key) is not { } attempt)
            return NoKey();
        var sent = data.ToJsonString();
        var reading = lifecycle.Read(StepKind.RegisterInquiry.Code(), Data(sent).With("office", context.User.Office()));
        if (reading.Step is null)
            return Refused(reading.Problems, texts, StatusCodes.Status422UnprocessableEntity);
        var id = CaseIds.From(context.User.Actor() + "/" + key);
        var answer = await AnswerAsync(new Attempt(id, reading.Step, context.User.Actor(), attempt), context, cases, texts, cancel);
        return answer ?? Results.Created($"/api/cases/{id}", null);
    }

    private static async Task<IResult> TakeAsync(string id, StepRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, CaseAccess access, CaseStore cases, CaseLifecycle lifecycle, TextCatalogue texts, CancellationToken cancel)
    {
        if (Attempted(key) is not { } attempt)
            return NoKey();
        if (await access.FindAsync(context.User, id, "write.api", cancel) is null)
            return NoSuchCase();
        var reading = lifecycle.Read(request.Step ?? "", Data(request.Data?.ToJsonString() ?? "{}"));
        if (reading.Step is null)
            return Refused(reading.Problems, texts, StatusCodes.Status422UnprocessableEntity);
        var seen = context.Request.Headers.IfMatch.ToString().Trim('"');
        int? version = seen.Length == 0 ? null : int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return await AnswerAsync(new Attempt(CaseId.From(id), reading.Step, context.User.Actor(), attempt, version), context, cases, texts, cancel) ?? StateOf(await cases.LoadAsync(CaseId.From(id), cancel));
    }

    /// <summary>Takes the step; null where it was taken, now or under the same key before.</summary>
    private static async Task<IResult?> AnswerAsync(Attempt attempt, HttpContext context, CaseStore cases, TextCatalogue texts, CancellationToken cancel)
    {
        var decision = await cases.TakeAsync(attempt, cancel);
        if (!decision.IsAccepted)
            return Refused(decision.Blockers, texts, decision.Blockers.Any(b => b.Code == "version-conflict") ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict);
        if (decision.Events.Count == 0 && await IsOtherStepAsync(attempt, cases, cancel))
            return Results.Problem("This Idempotency-Key was used for another step of the case. Use a new key for a new step.", statusCode: StatusCodes.Status422UnprocessableEntity, type: "urn:kim:idempotency-key-reused", title: "idempotency-key-reused");
        ETag(context, decision.State.Version);
        return null;
    }

    private static async Task<bool> IsOtherStepAsync(Attempt attempt, CaseStore cases, CancellationToken cancel)
    {
        var first = (await cases.HistoryAsync(attempt.Case, cancel)).FirstOrDefault(happened => happened.Id == attempt.Id);
        return first is not null && !first.Step.Equals(attempt.Step);
    }

    private static string ETag(HttpContext context, int version)
    {
        var tag = FormattableString.Invariant($"\"{version}\"");
        context.Response.Headers.ETag = tag;
        return tag;
    }

    private static IResult StateOf(CaseState state) => JsonOf(writer => CaseJson.Write(writer, state));

    private static IResult JsonOf(Action<Utf8JsonWriter> write) => Results.Text(CaseStore.Json(write), "application/json");

    private static StepId? Attempted(string? key) => key is { Length: <= LongestKey } && StepId.TryFrom(key, out var id) ? id : null;

    private static StepData Data(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CaseJson.ReadData(document.RootElement);
    }

    private static object Problem(Blocker blocker, TextCatalogue texts) => new
    {
        code = blocker.Code,
        field = blocker.Field,
        text = texts.For(blocker.Reason, LanguageTag.English).Text,
        remedy = texts.For(blocker.Remedy, LanguageTag.English).Text,
        lifted_by = blocker.LiftedBy.Select(step => step.Code()),
    };

    private static IResult Refused(IReadOnlyList<Blocker> blockers, TextCatalogue texts, int status) => Results.Problem(
        string.Join(" ", blockers.Select(blocker => blocker.Text(texts, LanguageTag.English).Text)),
        statusCode: status,
        type: "urn:kim:" + blockers[0].Code,
        title: "The step is refused.",
        extensions: new Dictionary<string, object?> { ["problems"] = blockers.Select(blocker => Problem(blocker, texts)) });

    private static IResult NoSuchCase() => Results.Problem("There is no such case in the program's office.", statusCode: StatusCodes.Status404NotFound, type: "urn:kim:no-such-case", title: "no-such-case");

    private static IResult NoKey() => Results.Problem("Send an Idempotency-Key of 1 to 100 characters: the same key twice acts once.", statusCode: StatusCodes.Status400BadRequest, type: "urn:kim:no-idempotency-key", title: "no-idempotency-key");
}
