using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Serialization;

/// <summary>The lifecycle as JSON: phases, steps, guards, fields; enough for a program that knows nothing else to drive cases.</summary>
public static class LifecycleJson
{
    private static readonly LanguageTag[] Languages = [LanguageTag.German, LanguageTag.English];

    /// <summary>Writes the lifecycle as one object.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Utf8JsonWriter writer, CaseLifecycle lifecycle, TextCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(lifecycle);
        ArgumentNullException.ThrowIfNull(catalogue);
        writer.WriteStartObject();
        writer.WriteNumber("definition_version", lifecycle.DefinitionVersion);
        writer.WriteStartArray("phases");
        foreach (var phase in CasePhases.All)
        {
            writer.WriteStartObject();
            writer.WriteString("code", phase.Code());
            Labels(writer, catalogue, "phase." + phase.Code());
            writer.WriteBoolean("initial", lifecycle.Steps.Any(s => s.From.Count == 0 && s.To.Contains(phase)));
            writer.WriteBoolean("final", phase.IsFinal());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var step in lifecycle.Steps)
        {
            writer.WriteStartObject();
            writer.WriteString("code", step.Kind.Code());
            Labels(writer, catalogue, "step." + step.Kind.Code());
            Codes(writer, "from", step.From.Select(p => p.Code()));
            Codes(writer, "to", step.To.Select(p => p.Code()));
            writer.WriteStartArray("data");
            foreach (var field in step.Fields)
                Field(writer, field, lifecycle.Policy, catalogue);
            writer.WriteEndArray();
            writer.WriteStartArray("guards");
            foreach (var guard in step.Guards)
            {
                writer.WriteStartObject();
                writer.WriteString("code", guard.Code);
                Labels(writer, catalogue, "guard." + guard.Code);
                Codes(writer, "lifted_by", guard.LiftedBy.Select(s => s.Code()));
                if (guard.Field is { } field)
                    writer.WriteString("field", field);
                writer.WriteStartObject("remedy");
                foreach (var language in Languages)
                    writer.WriteString(language.Value, catalogue.For("remedy." + guard.Code, language).Text);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter writer, StepField field, CasePolicy policy, TextCatalogue catalogue)
    {
        writer.WriteStartObject();
        writer.WriteString("name", field.Name);
        writer.WriteString("type", field.Type.Code());
        writer.WriteBoolean("required", field.IsRequired);
        Codes(writer, "values", field.Values(policy));
        if (field.Minimum is { } minimum)
            writer.WriteNumber("minimum", minimum);
        if (field.Maximum is { } maximum)
            writer.WriteNumber("maximum", maximum);
        Labels(writer, catalogue, "field." + field.Name);
        writer.WriteEndObject();
    }

    private static void Labels(Utf8JsonWriter writer, TextCatalogue catalogue, string code)
    {
        writer.WriteStartObject("labels");
        foreach (var language in Languages)
            writer.WriteString(language.Value, catalogue.For(code, language).Text);
        writer.WriteEndObject();
    }

    private static void Codes(Utf8JsonWriter writer, string name, IEnumerable<string> codes)
    {
        writer.WriteStartArray(name);
        foreach (var code in codes)
            writer.WriteStringValue(code);
        writer.WriteEndArray();
    }
}
