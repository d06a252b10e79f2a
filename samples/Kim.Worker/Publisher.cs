using KimCaseManagement.Cases;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Worker;

/// <summary>Writes the report of the month that is over, small counts withheld, from the register as it stands, unless it is there already.</summary>
/// <remarks>A report is written under another name and then renamed: whoever looks sees a whole report or none. Which import it was made from stands in its name.</remarks>
internal sealed class Publisher(WorkFolders folders, RegisterStore store, TimeProvider clock)
{
    internal void PublishWhatIsDue()
    {
        var version = store.Version;
        if (version == 0)
            return;
        var today = CaseLifecycle.DayOf(Instant.FromDateTimeOffset(clock.GetUtcNow()));
        var lastMonth = today.PlusMonths(-1);
        var period = ReportingPeriod.Month(lastMonth.Year, lastMonth.Month);
        var file = Path.Combine(folders.Reports, FormattableString.Invariant($"{lastMonth.Year:0000}-{lastMonth.Month:00}.import-{version}.md"));
        if (File.Exists(file))
            return;
        var report = Report.Count(store.Load(), new ReportRequest(period, [Dimension.Office]));
        using (var output = new StreamWriter(file + ".part") { NewLine = "\n" })
            PublishedReport.Protect(report).Export(new ReportTexts(LanguageTag.German)).WriteMarkdown(output);
        File.Move(file + ".part", file, overwrite: true);
    }
}
