using System.Runtime.CompilerServices;
using Kim.Cluster.Store;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using Npgsql;

namespace Kim.Cluster.Reports;

/// <summary>The facts as they stand in the store, as of the last step of every case.</summary>
internal sealed class StoredFacts(NpgsqlDataSource database) : IFactSource
{
    public async Task<IReadOnlyList<string>> MunicipalitiesAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT DISTINCT municipality FROM facts");
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<string>();
        while (await row.ReadAsync(cancellation))
            all.Add(row.GetString(0));
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    /// <summary>The provider is the one at which cases of the office are open.</summary>
    public async Task<OfficeDirectory> OfficesAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT facts.office, MIN(provider) FROM facts LEFT JOIN taken_on USING (case_id) GROUP BY facts.office");
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var offices = OfficeDirectory.Empty;
        while (await row.ReadAsync(cancellation))
        {
            var office = OfficeCode.From(row.GetString(0));
            offices = offices.With(office, row.IsDBNull(1) ? null : ProviderCode.From(row.GetString(1)), MunicipalityCode.From(Municipality.Of(office)));
        }

        return offices;
    }

    public async IAsyncEnumerable<CaseFacts> ReadAsync(string municipality, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand($"SELECT {FactRow.Columns} FROM facts WHERE municipality = $1");
        command.CommandTimeout = 0;
        command.Parameters.Add(CaseStore.Text(municipality));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return FactRow.Read(row);
    }
}
