using Kim.Cli.Demo;
using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli.Tests;

public sealed class DemoTests
{
    private static readonly IReadOnlyList<CaseFile> Files = HerneCity.Histories(CaseLifecycle.Standard);

    [Fact]
    public void The_report_of_10_June_2024_counts_580_people_and_147_of_them_in_Herne_Mitte()
    {
        var report = CountByOffice();
        Assert.Equal(580, report.Total.PersonsEver.Value);
        Assert.Equal(147, report.Find("caritas-mitte")!.PersonsEver.Value);
        Assert.Equal(6, report.Cells.Count);
    }

    [Fact]
    public void Offices_add_up_to_more_people_than_the_city_counts() =>
        Assert.True(CountByOffice().Cells.Skip(1).Sum(cell => cell.PersonsEver.Value) > 580);

    [Fact]
    public void Every_history_is_what_its_events_replay_to()
    {
        foreach (var file in Files)
            Assert.Equal(file.State, CaseState.Replay(file.Events));
    }

    [Fact]
    public void The_two_clients_are_where_their_stories_say()
    {
        Assert.Equal(CasePhase.Monitoring, Files[0].State.Phase);
        Assert.Equal((CasePhase.Closed, ClosureReason.GoalsAchieved), (Files[1].State.Phase, Files[1].State.ClosureReason!.Value));
    }

    [Theory]
    [InlineData("de", "Menschen beraten seit dem Start")]
    [InlineData("en", "people counselled since the start")]
    public void The_story_is_told_in_both_languages_and_ends_with_what_to_try(string language, string said)
    {
        var (code, output, _) = InProcess.Run("demo", "--language", language);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains("580", output, StringComparison.Ordinal);
        Assert.Contains("kim report trial/register.csv", output.Split("kim lifecycle")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void No_word_of_the_report_s_headings_is_broken(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        KimCommand.Run(["demo"], new Terminal(output, TextWriter.Null, width: width));
        var heading = output.ToString().Split("Nach Beratungsbüro\n")[1].Split('─', StringSplitOptions.RemoveEmptyEntries)[0].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var texts = new ReportTexts(LanguageTag.German);
        var words = new[] { Measure.PersonsEver, Measure.Closed, Measure.OpenAtEnd, Measure.Contacts, Measure.DurationMedian }.Select(texts.Heading).Append(texts.Heading(Dimension.Office)).SelectMany(h => h.Split(' '));
        Assert.Equal(words.Order(StringComparer.Ordinal), heading.Order(StringComparer.Ordinal));
    }

    private static Report CountByOffice()
    {
        var builder = new CaseRegisterBuilder();
        foreach (var facts in Files.SelectMany(file => CaseProjection.FactsOf(file.State)))
            builder.Add(facts);
        return Report.Count(builder.Build(), new ReportRequest(new ReportingPeriod(HerneCity.Start, HerneCity.ReportDay.PlusDays(1)), [Dimension.Office]));
    }
}
