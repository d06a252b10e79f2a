using System.Globalization;
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
    /// <summary>Adds the routes below <c>/api</c>.</summary>
    public static RouteGroupBuilder MapCaseApi(this IEndpointRouteBuilder routes, CaseLifecycle lifecycle, TimeProvider clock)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/lifecycle", () => Json(writer => LifecycleJson.Write(writer, lifecycle, TextCatalogue.BuiltIn)));
        api.MapGet("/cases", ListAsync);
        api.MapGet("/cases/{id}", (string id, ICaseDesk desk, HttpContext http) => OfCaseAsync(id, desk, http, (writer, state) => CaseJson.Write(writer, state)));
        api.MapGet("/cases/{id}/next-steps", (string id, ICaseDesk desk, HttpContext http) => OfCaseAsync(id, desk, http, (writer, state) =>
            WriteNextSteps(writer, lifecycle.NextSteps(state, CaseLifecycle.DayOf(NodaTime.Instant.FromDateTimeOffset(clock.GetUtcNow()))), LanguageOf(http))));
        api.MapPost("/cases/{id}/steps", TakeAsync);
        return api;
    }

    private static async Task<IResult> TakeAsync(string id, [FromBody] StepBody body, ICaseDesk desk, HttpContext http)
    {
        if (!CaseId.TryFrom(id, out var caseId))
            return Wrong("The id of the case has the wrong shape.");
        if (!StepId.TryFrom(http.Request.Headers["Idempotency-Key"], out var stepId))
            return Wrong("The header Idempotency-Key names the attempt, so that it can be sent again; it is missing or has the wrong shape.");
        if (body.Step is null || !ActorId.TryFrom(body.By, out var by))
            return Wrong("The body needs 'step' and 'by'.");
        int? expected = null;
        if (http.Request.Headers.IfMatch is [{ } match])
        {
            if (!int.TryParse(match.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                return Wrong("The header If-Match holds the version of the case that was seen, such as \"3\".");
            expected = version;
        }

        return await GuardedAsync(async () =>
        {
            var data = body.Data.ValueKind == JsonValueKind.Undefined ? JsonDocument.Parse("{}").RootElement : body.Data;
            var answer = await desk.TakeAsync(caseId, new StepAttempt(stepId, body.Step, data, by, expected), http.RequestAborted);
            http.Response.Headers.ETag = Tag(answer.Version);
            return answer.IsAccepted ? Results.Json(new { @case = id, version = answer.Version, phase = answer.Phase }) : Refused(answer, LanguageOf(http));
        });
    }

    private static Task<IResult> ListAsync(string? office, string? phase, string? dueBy, string? after, int? limit, ICaseDesk desk, HttpContext http) => GuardedAsync(async () =>
    {
        OfficeCode officeCode = default;
        CasePhase inPhase = default;
        if ((office is not null && !OfficeCode.TryFrom(office, out officeCode)) || (phase is not null && !CasePhases.TryParse(phase, out inPhase)))
            return Wrong("'office' or 'phase' is not a code.");
        NodaTime.LocalDate? due = null;
        if (dueBy is not null)
        {
            if (LocalDatePattern.Iso.Parse(dueBy) is not { Success: true } day)
                return Wrong("'dueBy' is a day such as 2026-11-30.");
            due = day.Value;
        }

        var query = new CaseQuery(officeCode, inPhase, due, after ?? "", Math.Clamp(limit ?? 50, 1, CaseQuery.MostAtOnce));
        var rows = await desk.ListAsync(query, http.RequestAborted);
        return Results.Json(rows.Select(row => new { @case = row.Case, office = row.Office, phase = row.Phase, version = row.Version, due_on = row.DueOn is { } on ? LocalDatePattern.Iso.Format(on) : null }));
    });

    private static Task<IResult> OfCaseAsync(string id, ICaseDesk desk, HttpContext http, Action<Utf8JsonWriter, CaseState> write) => GuardedAsync(async () =>
    {
        if (!CaseId.TryFrom(id, out var caseId))
            return Wrong("The id of the case has the wrong shape.");
        var state = await desk.ReadAsync(caseId, http.RequestAborted);
        if (state.Version == 0)
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such case.");
        http.Response.Headers.ETag = Tag(state.Version);
        return Json(writer => write(writer, state));
    });

    private static async Task<IResult> GuardedAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (DeskUnavailableException unavailable)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The case can't be reached now; send the same request again.", detail: unavailable.Message);
        }
    }

    private static IResult Refused(StepAnswer answer, LanguageTag language) => Results.Problem(
        statusCode: answer.Refusals.Any(refusal => refusal.Code == "version-conflict") ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status422UnprocessableEntity,
        title: "The step is refused.",
        extensions: new Dictionary<string, object?>
        {
            ["version"] = answer.Version,
            ["blockers"] = answer.Refusals.Select(r => new { code = r.Code, field = r.Field, lifted_by = r.LiftedBy, text = language == LanguageTag.English ? r.English : r.German }),
        });

    private static void WriteNextSteps(Utf8JsonWriter writer, NextSteps steps, LanguageTag language)
    {
        writer.WriteStartArray();
        foreach (var step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Kind.Code());
            writer.WriteString("label", TextCatalogue.BuiltIn.For("step." + step.Kind.Code(), language).Text);
            writer.WriteBoolean("permitted", step.IsPermitted);
            writer.WriteStartArray("blockers");
            foreach (var blocker in step.Blockers)
            {
                writer.WriteStartObject();
                writer.WriteString("code", blocker.Code);
                writer.WriteString("text", blocker.Text(TextCatalogue.BuiltIn, language).Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IResult Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Results.Bytes(buffer.ToArray(), "application/json");
    }

    private static IResult Wrong(string what) => Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: what);

    private static string Tag(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    private static LanguageTag LanguageOf(HttpContext http) =>
        http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? LanguageTag.English : LanguageTag.German;

    /// <summary>The body of a step.</summary>
    private sealed record StepBody(string? Step, JsonElement Data, string? By);
}
