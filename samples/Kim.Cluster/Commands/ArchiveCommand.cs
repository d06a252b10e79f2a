using System.CommandLine;
using Kim.Cluster.Reports;
using Kim.Cluster.Store;

namespace Kim.Cluster.Commands;

/// <summary><c>archive</c>: facts into Parquet files.</summary>
internal static class ArchiveCommand
{
    internal static Command Create()
    {
        var postgres = Shared.Postgres();
        var folder = new Argument<string>("folder") { Description = "Where the files go, one a municipality." };
        var command = new Command("archive", "Writes the facts of the store into Parquet files, from which report --history counts.") { folder, postgres };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = Database.Open(parsed.GetRequiredValue(postgres));
            await new History(parsed.GetRequiredValue(folder)).WriteAsync(new StoredFacts(database), cancellation);
        });
        return command;
    }
}
