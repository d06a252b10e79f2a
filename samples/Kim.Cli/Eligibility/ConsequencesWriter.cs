using System.Globalization;
using System.Text.Json;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using Spectre.Console;

namespace Kim.Cli.Eligibility;

/// <summary>Prints what follows from decisions: which would change under other rules, and what became of those who aren't taken on.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="format"><c>table</c>, <c>csv</c>, <c>json</c> or <c>jsonl</c>.</param>
/// <param name="explainer">Explains the decisions of the other rules.</param>
internal sealed class ConsequencesWriter(Terminal terminal, string format, EligibilityExplainer explainer)
{
    internal void Write(WhatIf whatIf)
    {
        terminal.Error.WriteLine(whatIf);
        switch (format)
        {
            case "table":
                var table = NewTable("what-if.enquiry", "what-if.direction", "what-if.before", "what-if.after", "what-if.because");
                foreach (var change in whatIf.Changes)
                    table.AddRow([.. new[] { change.Before.Id, Word("what-if." + change.Direction.Code()), Words(change.Before.Verdict, change.Before.Offer), Words(change.After.Verdict, change.After.Offer), string.Join("\n", Against(change.After).Select(explainer.Text)) }.Select(Markup.Escape)]);
                terminal.Console.Write(table);
                break;
            case "csv":
                terminal.Out.WriteLine("enquiry_id,direction,decision_before,offer_before,decision,offer,reasons");
                foreach (var change in whatIf.Changes)
                    WriteRow(change.Before.Id, change.Direction.Code(), change.Before.Verdict.Code(), change.Before.Offer.Code(), change.After.Verdict.Code(), change.After.Offer.Code(), string.Join("|", Against(change.After).Select(r => r.Code)));
                break;
            case "json":
                Json.WriteDocument(terminal.Out, json =>
                {
                    json.WriteStartArray();
                    foreach (var change in whatIf.Changes)
                        Write(json, change);
                    json.WriteEndArray();
                });
                break;
            default:
                foreach (var change in whatIf.Changes)
                    Json.WriteLine(terminal.Out, json => Write(json, change));
                break;
        }
    }

    internal void Write(UnmetNeed need)
    {
        switch (format)
        {
            case "table":
                var table = NewTable("unmet-need.what", "unmet-need.count");
                table.Columns[1].RightAligned();
                foreach (var (_, name, count) in Rows(need))
                    table.AddRow(Markup.Escape(name), count.ToString(CultureInfo.InvariantCulture));
                terminal.Console.Write(table);
                break;
            case "csv":
                terminal.Out.WriteLine("code,name,count");
                foreach (var (code, name, count) in Rows(need))
                    WriteRow(code, name, count.ToString(CultureInfo.InvariantCulture));
                break;
            case "json":
                Json.WriteDocument(terminal.Out, json => Write(json, need));
                break;
            default:
                Json.WriteLine(terminal.Out, json => Write(json, need));
                break;
        }
    }

    private IEnumerable<(string Code, string Name, int Count)> Rows(UnmetNeed need) =>
        NextPlaceKinds.All.Select(kind => (kind.Code(), Word("next-place." + kind.Code()), need.Count(kind)))
            .Concat(need.ByPlace.Select(place => (place.Key.Value, explainer.NameOf(place.Key), place.Value)))
            .Append(("not-taken-on", Word("unmet-need.not-taken-on"), need.NotTakenOn));

    private void Write(Utf8JsonWriter json, UnmetNeed need)
    {
        json.WriteStartObject();
        json.WriteNumber("not_taken_on", need.NotTakenOn);
        foreach (var kind in NextPlaceKinds.All)
            json.WriteNumber(kind.Code().Replace('-', '_'), need.Count(kind));
        json.WriteStartArray("places");
        foreach (var place in need.ByPlace)
        {
            json.WriteStartObject();
            json.WriteString("code", place.Key.Value);
            json.WriteString("label", explainer.NameOf(place.Key));
            json.WriteNumber("count", place.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, WhatIfChange change)
    {
        json.WriteStartObject();
        json.WriteString("enquiry_id", change.Before.Id);
        json.WriteString("direction", change.Direction.Code());
        json.WriteString("decision_before", change.Before.Verdict.Code());
        json.WriteString("offer_before", change.Before.Offer.Code());
        json.WriteString("decision", change.After.Verdict.Code());
        json.WriteString("offer", change.After.Offer.Code());
        json.WriteStartArray("reasons");
        foreach (var reason in Against(change.After))
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("text", explainer.Text(reason));
            json.WriteString("rule", reason.Rule.Code);
            json.WriteString("source", reason.Rule.Source.Code);
            json.WriteString("origin", reason.Rule.Origin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("rules_before", change.Before.RulesVersion);
        json.WriteString("rules", change.After.RuleSet.Version);
        json.WriteEndObject();
    }

    private static IEnumerable<EligibilityReason> Against(EligibilityDecision decision) => decision.Reasons.Where(r => r.Outcome is RuleOutcome.NotMet or RuleOutcome.Open);

    private Table NewTable(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
            table.AddColumn(Markup.Escape(Word(heading)));
        return table;
    }

    private string Words(EligibilityVerdict verdict, EligibilityOffer offer) => $"{Word("eligibility-verdict." + verdict.Code())}, {Word("eligibility-offer." + offer.Code())}";

    private string Word(string code) => CliTexts.Catalogue.For(code, explainer.Language).Text;

    private void WriteRow(params string[] fields) => terminal.Out.WriteLine(string.Join(",", fields.Select(CsvText.Quoted)));
}
