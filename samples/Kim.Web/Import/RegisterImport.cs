using Kim.Cli.Csv;
using Kim.Web.Storage;
using Kim.Web.Story;
using KimCaseManagement.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Import;

/// <summary>What an import found.</summary>
/// <param name="Cases">How many rows are right.</param>
/// <param name="Problems">What is wrong, each with its line; empty where nothing is.</param>
/// <param name="Remarks">What is right and still worth a word.</param>
/// <param name="IsStored">Whether the rows are in the report now.</param>
internal sealed record ImportOutcome(int Cases, IReadOnlyList<string> Problems, RegisterRemarks Remarks, bool IsStored);

/// <summary>Takes the register of an older system into the reports: all of it or nothing, and an import under the same name replaces the one before.</summary>
internal sealed class RegisterImport(KimContext database, TopicTaxonomy taxonomy, CityClock clock, WriteGate gate)
{
    internal async Task<ImportOutcome> RunAsync(Stream content, string origin, bool isTrial, string by, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(file))
                await content.CopyToAsync(copy, cancel);
            var problems = new InputProblems();
            var (cases, remarks) = RegisterReader.Read(file, origin, taxonomy, problems);
            if (problems.Count > 0 || isTrial)
                return new ImportOutcome(cases.Count, [.. problems.Lines.Select(line => line.Replace(file + ":", "", StringComparison.Ordinal))], remarks, IsStored: false);
            using var turn = await gate.EnterAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            await database.Facts.Where(f => f.Origin == origin).ExecuteDeleteAsync(cancel);
            database.Facts.AddRange(cases.Select(facts => CaseRows.Row(facts, facts.CaseId, origin)));
            database.Imports.Add(new ImportRow { Origin = origin, At = clock.Now, By = by, Cases = cases.Count });
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new ImportOutcome(cases.Count, [], remarks, IsStored: true);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
