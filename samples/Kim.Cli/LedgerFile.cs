using KimCaseManagement.Reporting;
using NodaTime;

namespace Kim.Cli;

/// <summary>The ledger of publications and the audit, as files.</summary>
internal static class LedgerFile
{
    /// <summary>Protects a report against what the file says was published before, and adds it there.</summary>
    internal static PublishedReport Publish(string file, CaseRegister register, Report report, int k, string publisher, LocalDate? on)
    {
        var ledger = Read(file);
        PublishedReport published;
        try
        {
            published = PublishedReport.ProtectAfter(report, register, ledger, k);
        }
        catch (PublicationRefusedException refused)
        {
            throw new WrongInputException($"{file}: {refused.Message}");
        }
        catch (ArgumentException wrong)
        {
            throw new WrongCommandLineException(wrong.Message);
        }

        var publication = new Publication(publisher, on ?? SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date, published);
        Do(file, () => File.AppendAllText(file, publication.ToJson() + "\n"));
        return published;
    }

    internal static void WriteAudit(string file, PublishedReport published) => Do(file, () =>
    {
        using var output = File.Create(file);
        ProtectionAudit.Of(published).WriteJson(output);
    });

    private static PublicationLedger Read(string file)
    {
        var text = "";
        Do(file, () => text = File.Exists(file) ? File.ReadAllText(file) : "");
        try
        {
            return PublicationLedger.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new WrongInputException($"{file}: {wrong.Message}");
        }
    }

    private static void Do(string file, Action action)
    {
        try
        {
            action();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongInputException($"{file}: {wrong.Message}");
        }
    }
}
