using Kim.Cli.Csv;
using Kim.Web.Storage;
using Kim.Worker;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Import;

/// <summary>What an import found.</summary>
/// <param name="Cases">How many rows are right.</param>
/// <param name="Problems">What is wrong, each with its line; empty where nothing is.</param>
/// <param name="IsStored">Whether the rows are in the report now.</param>
internal sealed record ImportOutcome(int Cases, IReadOnlyList<string> Problems, bool IsStored);

/// <summary>Takes the register of an older system into the reports: all of it or nothing, and an import under the same name replaces the one before.</summary>
internal sealed class RegisterImport(KimContext database, WriteGate gate)
{
    internal async Task<ImportOutcome> RunAsync(Stream content, string origin, bool isTrial, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(file))
                await content.CopyToAsync(copy, cancel);
            var problems = new InputProblems();
            var cases = RegisterFile.Read(file, problems);
            if (problems.Count > 0 || isTrial)
                return new ImportOutcome(cases.Count, [.. problems.Lines.Select(line => line.Replace(file + ":", "", StringComparison.Ordinal))], IsStored: false);
            using var turn = await gate.EnterAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            await database.Facts.Where(f => f.Origin == origin).ExecuteDeleteAsync(cancel);
            database.Facts.AddRange(cases.Select(facts => CaseRows.Row(facts, facts.CaseId, origin)));
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new ImportOutcome(cases.Count, [], IsStored: true);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
