using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace KimCaseManagement.Benchmarks;

/// <summary><c>kim report</c> over the files of a register and its contacts, beside DuckDB's own CSV reader with the same groups, in one run.</summary>
/// <remarks>
/// <para><c>kim generate --cases 1000000 --contacts-per-case 3 --offices 540 --output trial</c>, then
/// <c>dotnet run -c Release --project tests/KimCaseManagement.Benchmarks -- report-files samples/Kim.Cli/bin/Release/net10.0/kim trial</c>.</para>
/// <para>Both use as many threads as they like. The time of <c>kim</c> is that of its process, start and output included, with every row checked; that of DuckDB begins with its connection and has neither start nor output to bear.</para>
/// </remarks>
internal static class ReportFilesBenchmark
{
    private const int Runs = 5;

    internal static void Run(string kim, string folder)
    {
        var (register, contacts) = (Path.Combine(folder, "register.csv"), Path.Combine(folder, "contacts.csv"));
        foreach (var by in new[] { "office", "office,topic" })
        {
            var (ownTime, ownMemory, own) = (double.MaxValue, 0L, "");
            var (duckTime, duck) = (double.MaxValue, "");
            for (var i = 0; i < Runs; i++)
            {
                var (milliseconds, megabytes, output) = Kim(kim, register, contacts, by);
                (ownTime, ownMemory, own) = (Math.Min(ownTime, milliseconds), Math.Max(ownMemory, megabytes), output);
                var start = Stopwatch.GetTimestamp();
                duck = Duck(register, contacts, by);
                duckTime = Math.Min(duckTime, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (own != duck)
                throw new InvalidOperationException($"The totals differ: kim {own}, DuckDB {duck}.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| by {by} | kim {ownTime:0} ms, {ownMemory} MB | DuckDB {duckTime:0} ms | {duckTime / ownTime:0.00} |"));
        }
    }

    /// <summary>Milliseconds, megabytes at the peak, and the line of the grand total.</summary>
    private static (double Milliseconds, long Megabytes, string Total) Kim(string kim, string register, string contacts, string by)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(kim, ["report", register, "--contacts", contacts, "--quarter", "2024-Q2", "--by", by, "--protect", "none", "--format", "csv"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadLine();
        var total = process.StandardOutput.ReadLine()!;
        var peak = process.PeakWorkingSet64;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0
            ? (milliseconds, peak >> 20, string.Join(',', total.Split(',').Where(f => f != "*")))
            : throw new InvalidOperationException($"kim ended with {process.ExitCode}.");
    }

    private static string Duck(string register, string contacts, string by)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"""
            CREATE TEMP TABLE cases AS SELECT case_id, person_id, office, opened_on, closed_on, min(opened_on) OVER (PARTITION BY person_id) AS first_on, topics
            FROM read_csv('{register}', header = true, delim = ',', columns = {Columns})
            """);
        Execute(connection, $"""
            CREATE TEMP TABLE contacts AS SELECT case_id, count(*) AS contacts, sum(minutes) AS minutes
            FROM read_csv('{contacts}', header = true, delim = ',', columns = {ContactColumns}) WHERE "on" >= DATE '2024-04-01' AND "on" < DATE '2024-07-01' GROUP BY case_id
            """);
        const string Served = "opened_on < DATE '2024-07-01' AND (closed_on IS NULL OR closed_on >= DATE '2024-04-01')";
        var rows = by == "office"
            ? "cases LEFT JOIN contacts USING (case_id)"
            : "(SELECT *, unnest(list_distinct(list_concat([NULL], str_split(topics, '|'), list_transform(str_split(topics, '|'), t -> split_part(t, '-', 1))))) AS topic FROM cases) LEFT JOIN contacts USING (case_id)";
        var sets = by == "office" ? "GROUPING SETS ((), (office))" : "GROUPING SETS ((topic), (office, topic))";
        if (by != "office")
            rows = rows.Replace("[NULL]", "['*']", StringComparison.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT count(*) FILTER ({Served} AND opened_on < DATE '2024-04-01'), count(*) FILTER ({Served} AND opened_on >= DATE '2024-04-01'),
              count(*) FILTER (closed_on >= DATE '2024-04-01' AND closed_on < DATE '2024-07-01'), count(*) FILTER (opened_on < DATE '2024-07-01' AND (closed_on IS NULL OR closed_on >= DATE '2024-07-01')),
              count(*) FILTER ({Served}), count(DISTINCT person_id) FILTER ({Served}), count(DISTINCT person_id) FILTER (opened_on < DATE '2024-07-01'),
              count(DISTINCT person_id) FILTER (opened_on >= DATE '2024-04-01' AND opened_on < DATE '2024-07-01' AND opened_on = first_on), sum(contacts), sum(minutes),
              quantile_disc(closed_on - opened_on, 0.5) FILTER (closed_on >= DATE '2024-04-01' AND closed_on < DATE '2024-07-01'), quantile_disc(closed_on - opened_on, 0.9) FILTER (closed_on >= DATE '2024-04-01' AND closed_on < DATE '2024-07-01')
            FROM {rows} GROUP BY {sets}
            """;
        using var reader = command.ExecuteReader();
        var largest = "";
        var served = -1L;
        while (reader.Read())
        {
            if (reader.GetInt64(4) <= served)
                continue;
            served = reader.GetInt64(4);
            largest = string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)));
        }

        return largest;
    }

    private const string Columns =
        "{'case_id': 'VARCHAR', 'person_id': 'VARCHAR', 'office': 'VARCHAR', 'opened_on': 'DATE', 'closed_on': 'DATE', 'closure_reason': 'VARCHAR', 'phase': 'VARCHAR', 'topics': 'VARCHAR', 'first_contact_language': 'VARCHAR', " +
        "'birth_year': 'SMALLINT', 'sex': 'VARCHAR', 'country_of_origin': 'VARCHAR', 'residence_status_at_opening': 'VARCHAR', 'residence_status': 'VARCHAR', 'german_level_at_opening': 'VARCHAR', 'german_level': 'VARCHAR', 'referred_by': 'VARCHAR'}";

    private const string ContactColumns = "{'case_id': 'VARCHAR', 'on': 'DATE', 'minutes': 'SMALLINT', 'channel': 'VARCHAR', 'language': 'VARCHAR'}";

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
