using KimCaseManagement.Reporting;

namespace Kim.Cluster.Reports;

/// <summary>A report over many shards, several of which are read at once, row by row. In which order they come changes nothing.</summary>
internal static class ShardedReport
{
    /// <summary>Counts each shard by itself and merges what comes out: the cases of a shard are in memory only while it is counted.</summary>
    internal static async Task<Report> CountAsync(IFactSource source, IReadOnlyList<string> shards, ReportRequest request, CancellationToken cancellation = default)
    {
        var all = ReportAccumulator.Empty(request);
        var merging = new Lock();
        await Parallel.ForEachAsync(shards, cancellation, async (shard, inner) =>
        {
            var register = new CaseRegisterBuilder();
            await foreach (var facts in source.ReadAsync(shard, inner))
                register.Add(facts);
            var part = ReportAccumulator.Of(register.Build(), request);
            lock (merging)
                all = all.Merge(part);
        });
        return all.ToReport();
    }

    /// <summary>One register of all cases. A ledger needs it: it counts earlier publications anew from the cases as they are now.</summary>
    internal static async Task<CaseRegister> ReadAsync(IFactSource source, IReadOnlyList<string> shards, CancellationToken cancellation = default)
    {
        var all = new CaseRegisterBuilder();
        var adding = new Lock();
        await Parallel.ForEachAsync(shards, cancellation, async (shard, inner) =>
        {
            var part = new CaseRegisterPart();
            await foreach (var facts in source.ReadAsync(shard, inner))
                part.Add(facts);
            lock (adding)
            {
                if (!all.TryAdd(part))
                    throw new InvalidDataException($"A case of {shard} is in another municipality, too.");
            }
        });
        return all.Build();
    }
}
