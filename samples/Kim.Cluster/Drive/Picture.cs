using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kim.Cluster.Drive;

/// <summary>The day as it goes on, drawn in the terminal.</summary>
internal sealed class Picture(StateDay day, HttpClient api, int steps)
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const int SecondsShown = 60;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<long> _perSecond = [];
    private string _silos = "";

    /// <summary>Draws once a second until the work is done; where nobody watches, only at the end.</summary>
    internal async Task ShowAsync(Task work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            await work;
            AnsiConsole.Write(await DrawAsync());
            return;
        }

        await AnsiConsole.Live(await DrawAsync()).StartAsync(async live =>
        {
            var before = 0L;
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(1000));
                _perSecond.Add(day.Steps.Count - before);
                before = day.Steps.Count;
                live.UpdateTarget(await DrawAsync());
            }
        });
        await work;
    }

    private async Task<IRenderable> DrawAsync()
    {
        try
        {
            using var silos = JsonDocument.Parse(await api.GetStringAsync("cluster"));
            _silos = string.Join("   ", silos.RootElement.EnumerateArray().Select(silo => $"{silo.GetProperty("silo").GetString()}: {silo.GetProperty("cases").GetInt32()}"));
        }
        catch (Exception away) when (away is HttpRequestException or JsonException)
        {
            _silos = "(not to be reached)";
        }

        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        Row(table, "steps", $"{day.Steps.Count:N0} of {steps:N0} in {seconds:N1} s, {day.Steps.Count / Math.Max(seconds, 0.001):N0} a second");
        Row(table, "a step takes", Times(day.Steps));
        Row(table, "a look takes", Times(day.Reads));
        Row(table, "refused / sent again", $"{day.Refused:N0} / {day.SentAgain:N0}");
        Row(table, "grains by silo", _silos);
        var municipalities = day.ByMunicipality.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value).ToList();
        Row(table, $"{municipalities.Count} municipalities", Bars(municipalities));
        Row(table, "steps by second", Bars([.. _perSecond.TakeLast(SecondsShown).Select(n => (int)n)]));
        return table;
    }

    private static void Row(Table table, string name, FormattableString text) => Row(table, name, text.ToString(CultureInfo.InvariantCulture));

    private static void Row(Table table, string name, string text) => table.AddRow(new Text(name), new Text(text));

    private static FormattableString Times(Latencies latencies) =>
        $"half {latencies.Quantile(0.5).TotalMilliseconds:N1} ms, 95 % {latencies.Quantile(0.95).TotalMilliseconds:N1} ms, 99 % {latencies.Quantile(0.99).TotalMilliseconds:N1} ms";

    private static string Bars(IReadOnlyList<int> values)
    {
        var most = Math.Max(1, values.DefaultIfEmpty().Max());
        return string.Concat(values.Select(value => Heights[value * (Heights.Length - 1) / most]));
    }
}
