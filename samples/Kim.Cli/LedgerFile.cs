using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli;

/// <summary>The ledger of publications and the audit, as files.</summary>
internal static class LedgerFile
{
    /// <summary>Protects a report against what the file says was published before, and adds it there.</summary>
    internal static PublishedReport Publish(string file, CaseRegister register, Report report, int k, string publisher, LocalDate? on)
    {
        var ledger = Read(file);
        PublicationOutcome outcome;
        try
        {
            outcome = PublishedReport.ProtectAfter(report, register, ledger, k);
        }
        catch (ArgumentException wrong)
        {
            throw new WrongCommandLineException(wrong.Message);
        }

        if (outcome.Report is not { } published)
            throw new WrongInputException($"{file}: {TextCatalogue.BuiltIn.For(outcome.Refusal!, LanguageTag.English).Text}");
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
