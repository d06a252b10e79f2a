using System.CommandLine;
using Kim.Cluster.Drive;
using Kim.Cluster.Store;
using KimCaseManagement.Cases;
using NodaTime;
using Spectre.Console;

namespace Kim.Cluster.Commands;

/// <summary><c>drive</c>: a day of a state.</summary>
internal static class DriveCommand
{
    internal static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The JSON API of the cluster.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var postgres = new Option<string?>("--postgres") { Description = "The store, to fill it up with cases first; without it the cases open one by one." };
        var cases = new Option<long>("--cases") { Description = "How many cases the state has.", DefaultValueFactory = _ => 5_000 };
        var steps = new Option<int>("--steps") { Description = "How many steps are taken on the day.", DefaultValueFactory = _ => 5_000 };
        var counsellors = new Option<int>("--counsellors") { Description = "How many work at once, without a pause.", DefaultValueFactory = _ => 64 };
        var command = new Command("drive", "Drives a day of a state: 54 municipalities, 300 offices, cases by the thousand.") { url, postgres, cases, steps, counsellors };
        command.SetAction(async (parsed, cancellation) =>
        {
            var size = new StateSize();
            var number = parsed.GetValue(cases);
            if (parsed.GetValue(postgres) is { } connection)
                await FillAsync(connection, size, number);
            using var api = new HttpClient { BaseAddress = new Uri(parsed.GetRequiredValue(url)) };
            var day = new StateDay(api, size, number);
            await new Picture(day, api, parsed.GetValue(steps)).ShowAsync(day.RunAsync(parsed.GetValue(steps), parsed.GetValue(counsellors), Environment.TickCount, cancellation));
        });
        return command;
    }

    private static async Task FillAsync(string connection, StateSize size, long cases)
    {
        await using var database = Database.Open(connection);
        await Database.CreateTablesAsync(database);
        var stock = new Stock(database, size, CaseLifecycle.Standard);
        await AnsiConsole.Progress().StartAsync(progress =>
        {
            var task = progress.AddTask("cases of the days before", maxValue: cases);
            return stock.FillAsync(cases, SystemClock.Instance.GetCurrentInstant(), done => task.Increment(done));
        });
    }
}
