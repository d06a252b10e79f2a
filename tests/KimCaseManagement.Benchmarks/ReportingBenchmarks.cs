using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using KimCaseManagement.Reporting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Benchmarks;

/// <summary>A quarter's report over ten million cases in memory, beside LINQ over objects and DuckDB over its own table, in one run that gives the ratios.</summary>
/// <remarks>
/// <para><c>dotnet run -c Release --project tests/KimCaseManagement.Benchmarks -- reporting [cases]</c>; about two minutes and 6 GB for ten million.</para>
/// <para>The report: stock and flow in total with median and 90th percentile of the duration, and by office × topic (540 × 80, topics rolled up), office × language, age × sex, country. All three read every row of the result
/// and have to agree in every figure.</para>
/// </remarks>
public static class ReportingBenchmarks
{
    private const int Offices = 540;
    private const int TopicsUsed = 80;
    private static readonly ReportingPeriod Period = ReportingPeriod.Quarter(2025, 2);
    private static readonly DateOnly From = new(2025, 4, 1);
    private static readonly DateOnly To = new(2025, 7, 1);
    private static readonly Dimension[][] Tables = [[], [Dimension.Office, Dimension.Topic], [Dimension.Office, Dimension.Language], [Dimension.AgeGroup, Dimension.Sex], [Dimension.Country]];
    private static readonly Measure[] StockAndFlow = [Measure.OpenAtStart, Measure.Opened, Measure.Closed, Measure.OpenAtEnd, Measure.Served];

    public static void Run(int cases)
    {
        var watch = Stopwatch.StartNew();
        var objects = Generate(cases);
        Say($"{cases:N0} cases made", watch);
        var register = Build(objects);
        Say($"register built: {register.BytesPerCase:0.0} bytes a case", watch);

        var requests = Tables.Select((t, i) => new ReportRequest(Period, t, i == 0 ? [.. StockAndFlow, Measure.DurationMedian, Measure.DurationP90] : StockAndFlow)).ToList();
        var withPersons = requests.ConvertAll(r => new ReportRequest(r.Period, r.Dimensions, [.. r.Measures, Measure.PersonsServed]));
        var one = Best(15, () => Read(Report.CountAll(register, requests)), out var figures);
        Say($"one thread {one:0.0} ms", watch);
        var two = Best(15, () => Read(Report.CountAll(register, requests, threads: 2)), out var figuresOfTwo);
        var persons = Best(7, () => Read(Report.CountAll(register, withPersons)), out _);
        Say($"two threads {two:0.0} ms, with persons {persons:0.0} ms", watch);
        var marks = Tables.Select(t => StockCheckpoints.Of(register, t)).ToList();
        Say("marks made", watch);
        var checkpoints = Best(15, () => Read([.. marks.Select((m, i) => m.Count(Period, requests[i].Measures))]), out var figuresOfMarks);
        var odd = new ReportingPeriod(new LocalDate(2025, 4, 12), new LocalDate(2025, 7, 9));
        var oddDays = Best(15, () => Read([.. marks.Select((m, i) => m.Count(odd, requests[i].Measures))]), out _);
        Say($"marks {checkpoints:0.0} ms, between months {oddDays:0.0} ms", watch);
        var linq = Best(1, () => Linq(objects), out var figuresOfLinq);
        Say($"LINQ {linq:0.0} ms", watch);
        using var duck = Load(objects);
        Say("DuckDB loaded", watch);
        var duckdb = Best(3, () => Duck(duck), out var figuresOfDuck);
        Say($"DuckDB {duckdb:0.0} ms", watch);
        if (figures != figuresOfTwo || figures != figuresOfMarks || figures != figuresOfLinq || figures != figuresOfDuck)
            throw new InvalidOperationException($"The figures differ: {figures}, two threads {figuresOfTwo}, marks {figuresOfMarks}, LINQ {figuresOfLinq}, DuckDB {figuresOfDuck}.");

        var bandwidth = Bandwidth();
        Console.WriteLine();
        Console.WriteLine("| quarterly report over " + cases.ToString("N0", CultureInfo.InvariantCulture) + " cases | ms | ratio |");
        Console.WriteLine("| --- | ---: | ---: |");
        Row("KimCaseManagement, one thread", one, one);
        Row("KimCaseManagement, two threads", two, one);
        Row("KimCaseManagement, one thread, with distinct persons", persons, one);
        Row("KimCaseManagement, one thread, from marks", checkpoints, one);
        Row("the same, of 12 April to 8 July", oddDays, one);
        Row("DuckDB, one thread", duckdb, one);
        Row("LINQ GroupBy over objects", linq, one);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{register.BytesPerCase:0.0} bytes a case. The machine reads memory at {bandwidth:0.0} GB/s on one thread."));
    }

    private static void Say(string what, Stopwatch watch) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:0.0} s  {what}"));

    private static void Row(string what, double milliseconds, double one) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {milliseconds:0.0} | {milliseconds / one:0.00} |"));

    private static double Best(int runs, Func<long> run, out long result)
    {
        var best = double.MaxValue;
        result = 0;
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            result = run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>Bytes a second that one thread reads from memory, in GB: the sum over half a gigabyte.</summary>
    private static double Bandwidth()
    {
        var numbers = new long[1 << 26];
        var milliseconds = Best(5, () =>
        {
            var sums = Vector<long>.Zero;
            for (var i = 0; i < numbers.Length; i += Vector<long>.Count)
                sums += new Vector<long>(numbers, i);
            return Vector.Sum(sums);
        }, out _);
        return numbers.Length * 8.0 / milliseconds / 1e6;
    }

    /// <summary>Reads every figure of the reports, in a sum that another order doesn't change and another figure does. Totals over dimensions are left out, as the others don't compute them, except where nothing else is there.</summary>
    private static long Read(IReadOnlyList<Report> reports)
    {
        var sum = 0L;
        foreach (var report in reports)
        {
            var dimensions = report.Request.Dimensions.Count;
            foreach (var cell in report.Cells)
            {
                var weighted = Weigh(cell.OpenAtStart.Value, cell.Opened.Value, cell.Closed.Value, cell.OpenAtEnd.Value, cell.Served.Value);
                if (dimensions == 0)
                    sum += weighted + (long)cell.DurationMedian! + (long)cell.DurationP90!;
                else if (cell.IsInnermost)
                    sum += weighted;
            }
        }

        return sum;
    }

    private static long Weigh(long start, long opened, long closed, long end, long served) => start * ((3 * opened) + (5 * closed) + 1) + (7 * end * served) + served;

    private static CaseRegister Build(Case[] cases)
    {
        var builder = new CaseRegisterBuilder();
        var topics = TopicTaxonomy.Core.All.ToDictionary(t => t.Code.Value, t => t.Code);
        for (var i = 0; i < cases.Length; i++)
        {
            var c = cases[i];
            builder.Add(new CaseFacts(
                CaseId.From("c" + i.ToString(CultureInfo.InvariantCulture)), PersonKey.From("p" + c.Person.ToString(CultureInfo.InvariantCulture)), OfficeCode.From(c.Office), LocalDate.FromDateOnly(c.Opened),
                c.Closed is { } closed ? LocalDate.FromDateOnly(closed) : null, c.Closed is null ? null : "goals-achieved", null, c.Topics.Where(t => t.Contains('-', StringComparison.Ordinal)).Select(t => topics[t]),
                LanguageTag.From(c.Language), c.BirthYear, c.Sex == "f" ? Sex.Female : Sex.Male, CountryCode.From(c.Country)));
        }

        return builder.Build();
    }

    private static long Linq(Case[] cases)
    {
        var served = cases.Where(c => c.Opened < To && (c.Closed is null || c.Closed >= From));
        var days = cases.Where(c => c.Closed >= From && c.Closed < To).Select(c => c.Closed!.Value.DayNumber - c.Opened.DayNumber).Order().ToList();
        var sum = served.GroupBy(_ => 0).Sum(WeighGroup) + days[((days.Count + 1) / 2) - 1] + days[(((9 * days.Count) + 9) / 10) - 1];
        sum += served.SelectMany(c => c.Topics, (c, topic) => (c, topic)).GroupBy(x => (x.c.Office, x.topic), x => x.c).Sum(WeighGroup);
        sum += served.GroupBy(c => (c.Office, c.Language)).Sum(WeighGroup);
        sum += served.GroupBy(c => (AgeGroup(c.BirthYear), c.Sex)).Sum(WeighGroup);
        sum += served.GroupBy(c => c.Country).Sum(WeighGroup);
        return sum;
    }

    private static long WeighGroup<TKey>(IGrouping<TKey, Case> group) => Weigh(
        group.Count(c => c.Opened < From), group.Count(c => c.Opened >= From), group.Count(c => c.Closed < To), group.Count(c => c.Closed is null || c.Closed >= To), group.Count());

    private static int AgeGroup(int birthYear) => (2025 - birthYear) switch { < 12 => 0, < 18 => 1, < 27 => 2, < 35 => 3, < 45 => 4, < 55 => 5, < 65 => 6, _ => 7 };

    private static DuckDBConnection Load(Case[] cases)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, "SET threads = 1");
        Execute(connection, "CREATE TABLE cases (person INTEGER, office USMALLINT, opened DATE, closed DATE, language UTINYINT, birth_year USMALLINT, sex UTINYINT, country UTINYINT, topics UTINYINT[])");
        var offices = Numbers(cases, c => c.Office);
        var languages = Numbers(cases, c => c.Language);
        var countries = Numbers(cases, c => c.Country);
        var topics = TopicTaxonomy.Core.All.Select((t, i) => (t.Code.Value, i)).ToDictionary(p => p.Value, p => (byte)p.i);
        using var appender = connection.CreateAppender("cases");
        foreach (var c in cases)
        {
            appender.CreateRow().AppendValue(c.Person).AppendValue((ushort)offices[c.Office]).AppendValue(c.Opened).AppendValue(c.Closed).AppendValue((byte)languages[c.Language])
                .AppendValue((ushort)c.BirthYear).AppendValue((byte)(c.Sex == "f" ? 0 : 1)).AppendValue((byte)countries[c.Country]).AppendValue((IEnumerable<byte>)[.. c.Topics.Select(t => topics[t])]).EndRow();
        }

        return connection;
    }

    private static Dictionary<string, int> Numbers(Case[] cases, Func<Case, string> text) => cases.Select(text).Distinct().Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i);

    private static long Duck(DuckDBConnection connection)
    {
        const string Counts = "count(*) FILTER (opened < DATE '2025-04-01'), count(*) FILTER (opened >= DATE '2025-04-01'), count(*) FILTER (closed < DATE '2025-07-01'), count(*) FILTER (closed IS NULL OR closed >= DATE '2025-07-01'), count(*)";
        const string Served = "opened < DATE '2025-07-01' AND (closed IS NULL OR closed >= DATE '2025-04-01')";
        var sum = 0L;
        foreach (var query in new[]
        {
            $"SELECT {Counts} FROM cases WHERE {Served}",
            $"SELECT office, topic, {Counts} FROM (SELECT office, opened, closed, unnest(topics) AS topic FROM cases WHERE {Served}) GROUP BY office, topic",
            $"SELECT office, language, {Counts} FROM cases WHERE {Served} GROUP BY office, language",
            $"SELECT CASE WHEN birth_year > 2013 THEN 0 WHEN birth_year > 2007 THEN 1 WHEN birth_year > 1998 THEN 2 WHEN birth_year > 1990 THEN 3 WHEN birth_year > 1980 THEN 4 WHEN birth_year > 1970 THEN 5 WHEN birth_year > 1960 THEN 6 ELSE 7 END AS age, sex, {Counts} FROM cases WHERE {Served} GROUP BY age, sex",
            $"SELECT country, {Counts} FROM cases WHERE {Served} GROUP BY country",
        })
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var reader = command.ExecuteReader();
            var first = reader.FieldCount - 5;
            while (reader.Read())
                sum += Weigh(reader.GetInt64(first), reader.GetInt64(first + 1), reader.GetInt64(first + 2), reader.GetInt64(first + 3), reader.GetInt64(first + 4));
        }

        using var quantiles = connection.CreateCommand();
        quantiles.CommandText = "SELECT quantile_disc(closed - opened, 0.5), quantile_disc(closed - opened, 0.9) FROM cases WHERE closed >= DATE '2025-04-01' AND closed < DATE '2025-07-01'";
        using var days = quantiles.ExecuteReader();
        days.Read();
        return sum + days.GetInt64(0) + days.GetInt64(1);
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A state's cases since 2020: days, durations and repeated persons as <c>kim generate</c> makes them, three topics each.</summary>
    private static Case[] Generate(int count)
    {
        var random = new Random(7);
        var offices = Enumerable.Range(0, Offices).Select(i => $"office-{i:000}").ToArray();
        var languages = "ar uk tr ro bg ku fa ti fr en pl ru so sq sr pt es de zh vi".Split(' ');
        var countries = "SY UA TR RO BG IQ AF IR ER GN NG GH PL MA RU LB SO XK RS MK PT ES DE VN CN".Split(' ');
        var leaves = TopicTaxonomy.Core.All.Where(t => t.Broader is not null).Take(TopicsUsed).ToArray();
        var first = new DateOnly(2020, 1, 1);
        var days = new DateOnly(2026, 7, 1).DayNumber - first.DayNumber;
        var cases = new Case[count];
        var person = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || random.NextDouble() >= 0.1)
                person++;
            var opened = first.AddDays(random.Next(days));
            var length = random.NextDouble() < 0.03 ? 0 : 14 + (int)(-Math.Log(1 - random.NextDouble()) * (random.NextDouble() < 0.25 ? 420 : 150));
            var closed = opened.AddDays(length);
            var chosen = new HashSet<string>();
            for (var topics = 0; topics < 3;)
            {
                var topic = leaves[random.Next(leaves.Length)];
                if (chosen.Add(topic.Code.Value))
                    topics++;
                chosen.Add(topic.Broader!.Value.Value);
            }

            cases[i] = new Case(person, offices[random.Next(Offices)], opened, closed.DayNumber - first.DayNumber < days ? closed : null, languages[random.Next(languages.Length)], 1945 + random.Next(75),
                random.Next(2) == 0 ? "f" : "m", countries[random.Next(countries.Length)], [.. chosen]);
        }

        return cases;
    }

    private sealed record Case(int Person, string Office, DateOnly Opened, DateOnly? Closed, string Language, int BirthYear, string Sex, string Country, string[] Topics);
}
