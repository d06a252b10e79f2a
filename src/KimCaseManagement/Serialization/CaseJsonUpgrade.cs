using System.Text.Json;
using System.Text.Json.Nodes;

namespace KimCaseManagement.Serialization;

/// <summary>The one place where what earlier versions wrote is made what this version reads: one way from each schema to the next, taken one after another.</summary>
/// <remarks>
/// <para>Events are the same in schemas 1 and 2; those of schema 2 may have <c>own</c> data.</para>
/// <para>States of schema 1 don't know which entries gave consent and information or led into the phase. They can't be made up: these entries can't be corrected in a state
/// of schema 1, unless the case is rebuilt from its events. Of an erased case they keep the last level of German without its day.</para>
/// </remarks>
internal static class CaseJsonUpgrade
{
    private static readonly Action<JsonObject>[] StateWays = [StateFrom1];

    /// <summary>A stored state of an earlier schema as it stands in the present one.</summary>
    internal static JsonElement State(JsonElement stored)
    {
        var state = JsonObject.Create(stored)!;
        for (var schema = stored.GetProperty("schema").GetInt32(); schema < CaseJson.SchemaVersion; schema++)
            StateWays[schema - 1](state);

        using var document = JsonDocument.Parse(state.ToJsonString());
        return document.RootElement.Clone();
    }

    private static void StateFrom1(JsonObject state)
    {
        foreach (var episode in state["episodes"] as JsonArray ?? [])
        {
            if (episode is JsonObject passage && state["office"] is { } office)
                passage["office"] = office.DeepClone();
        }

        if (state["frozen"] is not JsonObject frozen)
            return;
        if (frozen["german_level"] is { } level)
            frozen["german_levels"] = new JsonArray(new JsonObject { ["level"] = level.DeepClone(), ["on"] = state["registered_on"]?.DeepClone() });
    }
}
