using System.Security.Cryptography;
using Kim.Cli.Csv;
using Microsoft.Extensions.Logging;

namespace Kim.Worker;

/// <summary>Takes register files one by one: checks all of it, stores all of it or nothing, moves the file away, publishes what is due.</summary>
/// <remarks>
/// It may be stopped anywhere. A file is stored together with its hash in one transaction; if the service dies before the file is moved,
/// the next run sees the hash and only moves it. Reports are made from what is stored, so a missing one is made again.
/// </remarks>
internal sealed partial class Inbox(WorkFolders folders, RegisterStore store, Publisher publisher, ILogger<Inbox> log)
{
    internal void WorkThrough()
    {
        foreach (var file in Directory.EnumerateFiles(folders.Inbox, "*.csv").Order(StringComparer.Ordinal))
            Take(file);
        publisher.PublishWhatIsDue();
    }

    private void Take(string file)
    {
        var name = Path.GetFileName(file);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        if (!store.Has(hash))
        {
            var problems = new InputProblems();
            var cases = RegisterFile.Read(file, problems);
            if (problems.Count > 0)
            {
                File.WriteAllLines(Path.Combine(folders.Refused, name + ".errors.txt"), problems.Report());
                File.Move(file, Path.Combine(folders.Refused, name), overwrite: true);
                LogRefused(name, problems.Count);
                return;
            }

            store.Replace(hash, name, cases);
            LogStored(name, cases.Count);
        }

        File.Move(file, Path.Combine(folders.Done, name), overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Cases} cases stored")]
    private partial void LogStored(string file, int cases);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: refused, {Errors} errors; see the list beside it")]
    private partial void LogRefused(string file, long errors);
}
