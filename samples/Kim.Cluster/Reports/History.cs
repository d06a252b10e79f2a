using System.Globalization;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Kim.Cluster.Store;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;

namespace Kim.Cluster.Reports;

/// <summary>Facts of years that are over, in one Parquet file a municipality, read by DuckDB: a tenth of the room, and no database that has to run.</summary>
internal sealed class History(string folder) : IFactSource
{
    private const string Extension = ".parquet";

    internal string Folder => folder;

    public Task<IReadOnlyList<string>> MunicipalitiesAsync(CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>([.. Directory.GetFiles(folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]);

    /// <summary>The files don't say who ran an office.</summary>
    public async Task<OfficeDirectory> OfficesAsync(CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT office FROM read_parquet({Quoted(FileOf("*"))})";
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var offices = OfficeDirectory.Empty;
        while (await row.ReadAsync(cancellation))
        {
            var office = OfficeCode.From(row.GetString(0));
            offices = offices.With(office, municipality: MunicipalityCode.From(Municipality.Of(office)));
        }

        return offices;
    }

    public async IAsyncEnumerable<CaseFacts> ReadAsync(string municipality, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = $"SELECT {FactRow.Columns} FROM read_parquet({Quoted(FileOf(municipality))})";
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return FactRow.Read(row);
    }

    /// <summary>Writes the facts of a source into the folder, several municipalities at once.</summary>
    internal async Task WriteAsync(IFactSource source, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        await Parallel.ForEachAsync(await source.MunicipalitiesAsync(cancellation), cancellation, async (municipality, inner) => await WriteAsync(source, municipality, inner));
    }

    private async Task WriteAsync(IFactSource source, string municipality, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await ExecuteAsync(connection, """
            CREATE TABLE facts (row_id VARCHAR, person VARCHAR, office VARCHAR, opened_on DATE, closed_on DATE, closure_reason VARCHAR, phase VARCHAR, topics VARCHAR,
                language VARCHAR, birth_year INTEGER, sex VARCHAR, country VARCHAR, referred_by VARCHAR)
            """);
        using (var appender = connection.CreateAppender("facts"))
        {
            await foreach (var facts in source.ReadAsync(municipality, cancellation))
            {
                var row = appender.CreateRow();
                foreach (var value in FactRow.Write(facts))
                    Append(row, value);
                row.EndRow();
            }
        }

        // Under another name until it is whole, so that nobody reads half a file.
        var part = FileOf(municipality) + ".part";
        await ExecuteAsync(connection, $"COPY (SELECT * FROM facts ORDER BY opened_on, row_id) TO {Quoted(part)} (FORMAT parquet, COMPRESSION zstd)");
        File.Move(part, FileOf(municipality), overwrite: true);
    }

    private static void Append(IDuckDBAppenderRow row, object? value)
    {
        switch (value)
        {
            case string text:
                row.AppendValue(text);
                break;
            case DateOnly day:
                row.AppendValue(day);
                break;
            case int number:
                row.AppendValue(number);
                break;
            default:
                row.AppendNullValue();
                break;
        }
    }

    private string FileOf(string municipality) => Path.Combine(folder, municipality + Extension);

    private static string Quoted(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'");

    private static async Task<DuckDBConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(cancellation);
        // Several files are read at once; one thread each is enough.
        await ExecuteAsync(connection, "SET threads = 1");
        return connection;
    }

    private static async Task ExecuteAsync(DuckDBConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
