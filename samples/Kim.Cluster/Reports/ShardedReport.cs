using System.Threading.Channels;
using KimCaseManagement.Reporting;

namespace Kim.Cluster.Reports;

/// <summary>One register of many shards: they are read in parallel, row by row, and the order in which rows come changes nothing in the report.</summary>
internal static class ShardedReport
{
    private const int Chunk = 1000;
    private const int ChunksWaiting = 16;

    internal static async Task<CaseRegister> ReadAsync(IFactSource source, IReadOnlyList<string> shards, CancellationToken cancellation = default)
    {
        var chunks = Channel.CreateBounded<List<CaseFacts>>(ChunksWaiting);
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(shards, cancellation, (shard, inner) => ReadAsync(source, shard, chunks.Writer, inner));
                    chunks.Writer.Complete();
                }
                catch (Exception failure)
                {
                    chunks.Writer.Complete(failure);
                }
            },
            cancellation);
        var register = new CaseRegisterBuilder();
        await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellation))
        {
            foreach (var facts in chunk)
                register.Add(facts);
        }

        await reading;
        return register.Build();
    }

    private static async ValueTask ReadAsync(IFactSource source, string shard, ChannelWriter<List<CaseFacts>> chunks, CancellationToken cancellation)
    {
        var chunk = new List<CaseFacts>(Chunk);
        await foreach (var facts in source.ReadAsync(shard, cancellation))
        {
            chunk.Add(facts);
            if (chunk.Count < Chunk)
                continue;
            await chunks.WriteAsync(chunk, cancellation);
            chunk = new List<CaseFacts>(Chunk);
        }

        await chunks.WriteAsync(chunk, cancellation);
    }
}
