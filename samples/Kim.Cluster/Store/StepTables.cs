using Kim.Cluster.Reports;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using Npgsql;
using NpgsqlTypes;
using static Kim.Cluster.Store.CaseStore;

namespace Kim.Cluster.Store;

/// <summary>What a step changes beside the events, in the same transaction: the row for lists, the person's open case, the facts for reports.</summary>
internal static class StepTables
{
    private const string InsertFacts = $"INSERT INTO facts (municipality, case_id, {FactRow.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    private static readonly NpgsqlDbType[] FactTypes =
    [
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Date, NpgsqlDbType.Date, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
    ];

    internal static void AddTo(NpgsqlBatch batch, CaseState before, CaseState after, CasePolicy policy)
    {
        AddListRow(batch, after, policy);
        AddOpenCase(batch, before, after);
        AddFacts(batch, before, after);
    }

    private static void AddListRow(NpgsqlBatch batch, CaseState after, CasePolicy policy)
    {
        var due = DueItem.In(after, policy, CaseLifecycle.DayOf(after.LastAt)) is [var first, ..] ? first : null;
        Add(
            batch,
            """
            INSERT INTO cases VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (case_id) DO UPDATE SET municipality = $2, office = $3, phase = $4, version = $5, due_on = $6, due_kind = $7
            """,
            Text(after.Id.Value),
            Text(Municipality.Of(after.Office)),
            Text(after.Office.Value),
            Text(after.Phase.Code()),
            Number(after.Version),
            Day(due?.DueOn),
            Text(due?.Kind.Code()));
    }

    private static void AddOpenCase(NpgsqlBatch batch, CaseState before, CaseState after)
    {
        if (OpenAt(before) == OpenAt(after))
            return;
        if (OpenAt(before) is not null)
            Add(batch, "DELETE FROM taken_on WHERE case_id = $1", Text(after.Id.Value));
        if (OpenAt(after) is not ({ } provider, { } person))
            return;
        // Two cases of one person taken on at the same moment: the key lets one through, the other is decided again and refused. A handover or a corrected person is not refused.
        var accepts = before.AcceptedOn is null;
        Add(batch, "INSERT INTO taken_on VALUES ($1, $2, $3)" + (accepts ? "" : " ON CONFLICT DO NOTHING"), Text(provider), Text(person), Text(after.Id.Value));
    }

    private static (string Provider, string Person)? OpenAt(CaseState state) =>
        state.AcceptedOn is null || state.Phase.IsFinal() || state.Person.IsDefault || state.Provider.IsDefault ? null : (state.Provider.Value, state.Person.Value);

    private static void AddFacts(NpgsqlBatch batch, CaseState before, CaseState after)
    {
        var (old, now) = (before.Version == 0 ? [] : CaseProjection.FactsOf(before), CaseProjection.FactsOf(after));
        if (old.SequenceEqual(now))
            return;
        if (old.Count > 0)
            Add(batch, "DELETE FROM facts WHERE municipality = $1 AND case_id = $2", Text(Municipality.Of(before.Office)), Text(after.Id.Value));
        foreach (var facts in now)
        {
            var values = FactRow.Write(facts).Select((value, column) => new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = FactTypes[column] });
            Add(batch, InsertFacts, [Text(Municipality.Of(facts.Office)), Text(after.Id.Value), .. values]);
        }
    }
}
