using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace Kim.Api;

/// <summary>The JSON API over a desk: a step is sent with an <c>Idempotency-Key</c> and may be sent again; a case has an <c>ETag</c>, its version; refusals are problem details.</summary>
public static class CaseEndpoints
{
    private const string MediaType = "application/json";

    /// <summary>Adds the routes below <c>/api</c>.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="lifecycle">For the description of the lifecycle and the next steps.</param>
    /// <param name="clock">For the day of the next steps.</param>
    /// <param name="actorOf">Who sends a request; the default value where nobody says so.</param>
    public static RouteGroupBuilder MapCaseApi(this IEndpointRouteBuilder routes, CaseLifecycle lifecycle, TimeProvider clock, Func<HttpContext, ActorId> actorOf)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/lifecycle", () => Json(writer => LifecycleJson.Write(writer, lifecycle, TextCatalogue.BuiltIn)));
        api.MapGet("/cases", ListAsync);
        api.MapGet("/cases/{id}", (string id, ICaseDesk desk, HttpContext http) => OfCaseAsync(id, desk, http, AsItIs));
        api.MapGet("/cases/{id}/next-steps", (string id, ICaseDesk desk, HttpContext http) => OfCaseAsync(id, desk, http, document =>
        {
            using var json = JsonDocument.Parse(document.Json);
            var next = lifecycle.NextSteps(CaseJson.ReadState(json.RootElement, lifecycle), CaseLifecycle.DayOf(NodaTime.Instant.FromDateTimeOffset(clock.GetUtcNow())));
            return Json(writer => WriteNextSteps(writer, next));
        }));
        api.MapPost("/cases", ([FromBody] JsonElement data, ICaseDesk desk, HttpContext http) => OpenAsync(data, lifecycle, actorOf(http), desk, http));
        api.MapPost("/cases/{id}/steps", (string id, [FromBody] StepBody body, ICaseDesk desk, HttpContext http) => TakeAsync(id, body, lifecycle, actorOf(http), desk, http));
        return api;
    }

    /// <summary>Opens a case under an id made of the sender and the key, so that sending again opens nothing twice.</summary>
    private static Task<IResult> OpenAsync(JsonElement data, CaseLifecycle lifecycle, ActorId by, ICaseDesk desk, HttpContext http)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{by}/{http.Request.Headers["Idempotency-Key"]}"));
        var id = "c-" + Convert.ToHexStringLower(hash.AsSpan(0, 10));
        return TakeAsync(id, new StepBody(StepKind.RegisterInquiry.Code(), data), lifecycle, by, desk, http, () => Results.Created($"/api/cases/{id}", null));
    }

    private static async Task<IResult> TakeAsync(string id, StepBody body, CaseLifecycle lifecycle, ActorId by, ICaseDesk desk, HttpContext http, Func<IResult>? accepted = null)
    {
        if (!CaseId.TryFrom(id, out var caseId))
            return Wrong("wrong-id", "The id of the case has the wrong shape.");
        if (!StepId.TryFrom(http.Request.Headers["Idempotency-Key"], out var stepId))
            return Wrong("no-idempotency-key", "Send an Idempotency-Key of 1 to 200 characters: the same key twice acts once.");
        if (body.Step is null || by.IsDefault)
            return Wrong("incomplete", "It takes 'step' in the body, and who takes it.");
        int? expected = null;
        if (http.Request.Headers.IfMatch is [{ } match])
            expected = int.TryParse(match.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
        var data = body.Data.ValueKind == JsonValueKind.Object ? body.Data : JsonDocument.Parse("{}").RootElement;
        var reading = lifecycle.Read(body.Step, CaseJson.ReadData(data));
        if (reading.Step is null)
            return Refused([.. reading.Problems.Select(Refusal.Of)], StatusCodes.Status422UnprocessableEntity);
        return await GuardedAsync(async () =>
        {
            var answer = await desk.TakeAsync(caseId, new StepAttempt(stepId, body.Step, data, by, expected), http.RequestAborted);
            Tag(http, answer.Version);
            if (!answer.IsAccepted)
                return Refused(answer.Refusals, answer.Refusals.Any(refusal => refusal.Code == "version-conflict") ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict);
            if (accepted is not null)
                return accepted();
            // RFC 7240: who doesn't want to see the case after each step says so.
            return http.Request.Headers["Prefer"] == "return=minimal" ? Results.NoContent() : await OfCaseAsync(id, desk, http, AsItIs);
        });
    }

    private static Task<IResult> ListAsync(string? office, string? phase, string? dueBy, string? after, int? limit, ICaseDesk desk, HttpContext http) => GuardedAsync(async () =>
    {
        OfficeCode officeCode = default;
        CasePhase inPhase = default;
        if ((office is not null && !OfficeCode.TryFrom(office, out officeCode)) || (phase is not null && !CasePhases.TryParse(phase, out inPhase)))
            return Wrong("unknown-code", "'office' or 'phase' is not a code.");
        NodaTime.LocalDate? due = null;
        if (dueBy is not null)
        {
            if (LocalDatePattern.Iso.Parse(dueBy) is not { Success: true } day)
                return Wrong("wrong-day", "'dueBy' is a day such as 2026-11-30.");
            due = day.Value;
        }

        var query = new CaseQuery(officeCode, inPhase, due, after ?? "", Math.Clamp(limit ?? 50, 1, CaseQuery.MostAtOnce));
        var rows = await desk.ListAsync(query, http.RequestAborted);
        return Results.Json(rows.Select(row => new { @case = row.Case, version = row.Version, phase = row.Phase, office = row.Office, dueOn = row.DueOn is { } on ? LocalDatePattern.Iso.Format(on) : null }));
    });

    private static Task<IResult> OfCaseAsync(string id, ICaseDesk desk, HttpContext http, Func<CaseDocument, IResult> show) => GuardedAsync(async () =>
    {
        if (!CaseId.TryFrom(id, out var caseId))
            return Wrong("wrong-id", "The id of the case has the wrong shape.");
        if (await desk.ReadAsync(caseId, http.RequestAborted) is not { } document)
            return Problem(StatusCodes.Status404NotFound, "no-such-case", "There is no such case.");
        Tag(http, document.Version);
        return show(document);
    });

    private static async Task<IResult> GuardedAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (DeskUnavailableException unavailable)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, "unavailable", "The case can't be reached now; send the same request again. " + unavailable.Message);
        }
    }

    /// <summary>422 where it can't be read as a step, 412 where the case is no longer what the sender saw, 409 where the case stands in the way; the first reason is the type, all stand under <c>problems</c>.</summary>
    private static IResult Refused(IReadOnlyList<Refusal> refusals, int status) => Results.Problem(
        statusCode: status,
        type: "urn:kim:" + refusals[0].Code,
        title: "The step is refused.",
        detail: string.Join(' ', refusals.Select(refusal => refusal.English)),
        extensions: new Dictionary<string, object?>
        {
            ["problems"] = refusals.Select(r => new { code = r.Code, field = r.Field, text = r.English, text_de = r.German, lifted_by = r.LiftedBy }),
        });

    private static void WriteNextSteps(Utf8JsonWriter writer, NextSteps steps)
    {
        writer.WriteStartArray();
        foreach (var step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Kind.Code());
            writer.WriteBoolean("permitted", step.IsPermitted);
            writer.WriteString("to", step.To?.Code());
            writer.WriteStartArray("problems");
            foreach (var blocker in step.Blockers.Select(Refusal.Of))
                JsonSerializer.Serialize(writer, new { code = blocker.Code, field = blocker.Field, text = blocker.English, text_de = blocker.German, lifted_by = blocker.LiftedBy });
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IResult AsItIs(CaseDocument document) => Results.Text(document.Json, MediaType);

    private static IResult Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Results.Bytes(buffer.ToArray(), MediaType);
    }

    private static IResult Wrong(string code, string what) => Problem(StatusCodes.Status400BadRequest, code, what);

    private static IResult Problem(int status, string code, string what) => Results.Problem(statusCode: status, type: "urn:kim:" + code, title: code, detail: what);

    private static void Tag(HttpContext http, int version) => http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The body of a step.</summary>
    internal sealed record StepBody(string? Step, JsonElement Data);
}
