using Kim.Web.Storage;
using Kim.Web.Words;
using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.CaseWork;

/// <summary>One choice of a field.</summary>
internal sealed record Choice(string Value, string Text, string? Group = null);

/// <summary>One field as the page draws it.</summary>
/// <param name="Field">What the library says about it.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Choices">What can be chosen; empty where anything can be written.</param>
/// <param name="Values">What stands in it.</param>
/// <param name="Problem">What is wrong with that; null where nothing is.</param>
internal sealed record FormField(StepField Field, string Label, IReadOnlyList<Choice> Choices, IReadOnlyList<string> Values, string? Problem)
{
    internal string Value => Values.Count > 0 ? Values[0] : "";
}

/// <summary>Draws and reads the form of any step from what the library says about its data. Nobody draws one by hand, and a new field of the library is here the next day.</summary>
internal sealed class StepForm(CasePolicy policy, TextCatalogue texts, TopicTaxonomy taxonomy, Speech say, KimContext database)
{
    private const string Prefix = "f.";

    /// <summary>The fields of a step for a case, with what was typed and what is wrong with it.</summary>
    internal async Task<IReadOnlyList<FormField>> FieldsAsync(LifecycleStep step, CaseState state, IFormCollection? typed, IReadOnlyList<Blocker> problems, CancellationToken cancel)
    {
        var fields = new List<FormField>();
        foreach (var field in Shown(step))
        {
            var problem = problems.FirstOrDefault(b => b.Field == field.Name);
            var choices = await ChoicesAsync(step.Kind, field, state, cancel);
            fields.Add(new FormField(field, say["field." + field.Name], choices, [.. typed?[Prefix + field.Name].OfType<string>() ?? []], problem?.Text(texts, say.Language).Text));
        }

        return fields;
    }

    /// <summary>What was typed, as data of the step; an empty field counts as not given.</summary>
    internal async Task<StepData> ReadAsync(LifecycleStep step, IFormCollection typed, CancellationToken cancel)
    {
        var data = StepData.Empty;
        foreach (var field in step.Fields)
        {
            var values = typed[Prefix + field.Name].OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0).ToList();
            if (values.Count > 0)
                data = With(data, field, values);
        }

        return step.Kind == StepKind.OfferHandover && typed[Prefix + "case_manager"] is [{ } receiver] ? await WithOfficeAsync(data, receiver, cancel) : data;
    }

    /// <summary>Office and provider of a handover follow from who is to take the case.</summary>
    private static IEnumerable<StepField> Shown(LifecycleStep step) =>
        step.Kind == StepKind.OfferHandover ? step.Fields.Where(f => f.Name is not ("office" or "provider")) : step.Fields;

    private static StepData With(StepData data, StepField field, List<string> values) => field.Type switch
    {
        StepFieldType.Bool when values[0] is "true" or "false" => data.With(field.Name, values[0] == "true"),
        StepFieldType.Number when long.TryParse(values[0], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) => data.With(field.Name, number),
        StepFieldType.Codes => data.With(field.Name, values),
        _ => data.With(field.Name, values[0]),
    };

    private async Task<StepData> WithOfficeAsync(StepData data, string receiver, CancellationToken cancel)
    {
        var office = await database.Users.Where(u => u.Actor == receiver).Join(database.Offices, u => u.Office, o => o.Code, (_, o) => o).SingleOrDefaultAsync(cancel);
        return office is null ? data : data.With("office", office.Code).With("provider", office.Provider);
    }

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(StepKind step, StepField field, CaseState state, CancellationToken cancel)
    {
        switch (field.Name)
        {
            case "topic" or "topics":
                return [.. field.Values(policy).Select(TopicCode.From).Select(code => new Choice(code.Value, field.ValueText(code.Value, policy, texts, say.Language), GroupOf(code)))];
            case "goal" when step is not StepKind.SetGoal:
                return [.. state.Goals.Select(goal => new Choice(goal.Id, goal.Id))];
            case "plan_step" when step is not StepKind.AddPlanStep:
                return [.. state.PlanSteps.Select(plan => new Choice(plan.Id, plan.Id))];
            case "referral" when step is not StepKind.OfferReferral:
                return [.. state.Referrals.Select(referral => new Choice(referral.Id, $"{referral.Id}: {referral.Body}"))];
            case "body" when step is StepKind.WithdrawRelease:
                return [.. state.Releases.Select(release => new Choice(release.Body, release.Body))];
            case "language":
                return [.. TopicTaxonomy.Languages.Select(language => new Choice(language.Value, say["language-name." + language])).OrderBy(c => c.Text, StringComparer.Ordinal)];
            case "case_manager":
                return await CaseManagersAsync(cancel);
            case "office":
                return [.. (await database.Offices.AsNoTracking().OrderBy(o => o.Code).ToListAsync(cancel)).Select(o => new Choice(o.Code, o.Name))];
            default:
                return [.. field.Values(policy).Select(value => new Choice(value, field.ValueText(value, policy, texts, say.Language)))];
        }
    }

    private string GroupOf(TopicCode code) => taxonomy.Find(taxonomy.Ancestors(code) is [.., var top] ? top : code)!.Label(say.Language).Text;

    private async Task<IReadOnlyList<Choice>> CaseManagersAsync(CancellationToken cancel)
    {
        var managers = await database.Users.AsNoTracking().Join(database.Offices, u => u.Office, o => o.Code, (u, o) => new { u.Actor, o.Name }).OrderBy(m => m.Actor).ToListAsync(cancel);
        return [.. managers.Select(manager => new Choice(manager.Actor, manager.Actor, manager.Name))];
    }
}
