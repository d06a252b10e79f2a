using System.Net;

namespace Kim.Web.Tests;

/// <summary>The application as a process of its own, started as the README says.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task With_demo_it_runs_in_memory_and_leaves_nothing_behind()
    {
        var before = Directory.Exists(Data) ? Directory.GetFileSystemEntries(Data).Length : 0;
        using var sample = await RunningSample.StartAsync("--demo");
        using var visitor = new Visitor(sample.Address);
        Assert.Contains("herne-zum-ausprobieren", await visitor.PageAsync("/login"), StringComparison.Ordinal);
        await visitor.LogInAsync("caritas-mitte-1");
        Assert.Contains("Selam T.", await visitor.PageAsync("/cases"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.Exists(Data) ? Directory.GetFileSystemEntries(Data).Length : 0);
    }

    [Fact]
    public async Task Outside_Development_nobody_knows_a_password()
    {
        using var host = new SampleHost(tellsStory: false, ("environment", "Production"));
        using var visitor = host.Visit();
        Assert.DoesNotContain("herne-zum-ausprobieren", await visitor.PageAsync("/login"), StringComparison.Ordinal);
        using var answer = await visitor.FillAsync("/login", "/login", ("name", "koordination"), ("password", "herne-zum-ausprobieren"));
        Assert.Equal((HttpStatusCode.OK, "/login"), (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains(host.Log.Lines, line => line.Contains("Accounts:FirstPassword", StringComparison.Ordinal));
    }

    private static string Data => Path.Combine(Machine.SampleFolder(), "App_Data");
}
